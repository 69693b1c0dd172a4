//! With which headers is the site to be served? Defined here once, for the preview, for hosts that
//! read a `_headers` file, and for the `<meta>` of every page, which holds where nobody sends
//! headers.
//!
//! A host that reads `_headers` joins the values where two of its blocks name the same header, so
//! no two here do. What has no `Cache-Control` there gets the host's own, which with both Netlify
//! and Cloudflare Pages is `max-age=0, must-revalidate`: what is untrue or dangerous on a page can
//! be mended for everybody at once.

use std::fmt::Write as _;

use crate::artifact::Artifacts;
use crate::config::Config;

/// What is said with every answer.
pub const SECURITY: [(&str, &str); 7] = [
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    // For browsers that do not know `frame-ancestors`.
    ("X-Frame-Options", "DENY"),
    ("Permissions-Policy", PERMISSIONS),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

/// `data:` is for the signs in the stylesheet: as files they would be refused where a copy is
/// opened from a folder.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page here asks for nothing of this, and whatever came to stand on one could not ask for it
/// either. What is not named keeps to the browser's own rule: copying (`clipboard-write`) and
/// sharing (`web-share`), by the page itself, when asked.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
                           encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), \
                           local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), \
                           publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), \
                           window-management=(), xr-spatial-tracking=()";

/// Only for what is published, at an address with `https:` that is the site's alone: a browser that
/// has once seen it refuses the whole host without TLS for a year. Not for the hosts below it,
/// which may be somebody else's.
pub const TRANSPORT: (&str, &str) = ("Strict-Transport-Security", "max-age=31536000");

/// For files whose name changes with what they hold.
pub const FOREVER: (&str, &str) = ("Cache-Control", "public, max-age=31536000, immutable");

/// Where the file for hosts lies.
pub const FILE: &str = "_headers";

/// What a page can say of itself in a `<meta>`: not who may frame it.
pub fn policy_of_page() -> &'static str {
    POLICY.split_once("; frame-ancestors").map_or(POLICY, |(policy, _)| policy)
}

/// The `_headers` file for these files: <https://docs.netlify.com/routing/headers/#syntax-for-the-headers-file>,
/// <https://developers.cloudflare.com/pages/configuration/headers/>.
pub fn file(config: &Config, artifacts: &Artifacts) -> String {
    let base = config.base_url.path();
    let is_own_host = config.base_url.origin().starts_with("https:") && base.is_empty();
    let everywhere = SECURITY.into_iter().chain(is_own_host.then_some(TRANSPORT));
    let mut text = String::from(
        "# Read by Netlify, Cloudflare Pages and others; README.md has the same for nginx.\n",
    );
    block(&mut text, &format!("{base}/*"), everywhere);
    let mut lasting: Vec<String> =
        artifacts.iter().filter_map(|artifact| lasting(&artifact.path)).collect();
    lasting.dedup();
    for path in lasting {
        block(&mut text, &format!("{base}/{path}"), [FOREVER]);
    }
    text
}

fn block(
    text: &mut String,
    path: &str,
    headers: impl IntoIterator<Item = (&'static str, &'static str)>,
) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{path}");
    for (name, value) in headers {
        let _ = writeln!(text, "  {name}: {value}");
    }
}

/// The file, or the folder it lies in, if its name changes with what it holds:
/// `assets/main.0123456789ab.js`, `search/zh/words-0123456789ab/0.bin`.
fn lasting(path: &str) -> Option<String> {
    let is_digest = |part: &str| {
        part.len() == 12 && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    match path.split('/').collect::<Vec<_>>()[..] {
        ["assets", name] if name.split('.').any(is_digest) => Some(path.to_owned()),
        ["search", language, family, _] if family.rsplit('-').next().is_some_and(is_digest) => {
            Some(format!("search/{language}/{family}/*"))
        }
        _ => None,
    }
}
