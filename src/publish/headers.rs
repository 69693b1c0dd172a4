//! The `_headers` file, for hosts that read one.
//!
//! A host that reads `_headers` joins the values where two of its blocks name the same header, so
//! no two here do. A file without `Cache-Control` there gets the host's own, which with both
//! Netlify and Cloudflare Pages is `max-age=0, must-revalidate`: a wrong or dangerous text on a
//! page can be fixed for everybody at once.

use std::fmt::Write as _;

use crate::base::artifact::Artifact;
use crate::base::digest::Digest;
use crate::site::config::Config;
use crate::site::headers::{FOREVER, SECURITY, TRANSPORT};

/// The path of the file.
pub const FILE: &str = "_headers";

/// The file, as an artifact.
pub fn artifact<'a>(config: &Config, paths: impl IntoIterator<Item = &'a str>) -> Artifact {
    Artifact::new(FILE, file(config, paths).into_bytes(), &config.file)
}

/// The text of the `_headers` file for a site with these files, in order, in the syntax of
/// <https://docs.netlify.com/routing/headers/#syntax-for-the-headers-file> and
/// <https://developers.cloudflare.com/pages/configuration/headers/>.
pub fn file<'a>(config: &Config, paths: impl IntoIterator<Item = &'a str>) -> String {
    let base = config.base_url.path();
    let is_own_host = config.base_url.origin().starts_with("https:") && base.is_empty();
    let everywhere = SECURITY.into_iter().chain(is_own_host.then_some(TRANSPORT));
    let mut text = String::from(
        "# Read by Netlify, Cloudflare Pages and others; docs/nginx.conf says the same for nginx.\n",
    );
    block(&mut text, &format!("{base}/*"), everywhere);
    let mut lasting: Vec<String> = paths.into_iter().filter_map(lasting).collect();
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

/// The pattern for a file whose name, or whose folder's name, changes with its contents:
/// `assets/main.0123456789ab.js`, `search/zh/words-0123456789ab/0.bin`.
fn lasting(path: &str) -> Option<String> {
    let is_digest = |part: &str| part.parse::<Digest>().is_ok();
    match path.split('/').collect::<Vec<_>>()[..] {
        ["assets", name] if name.split('.').any(is_digest) => Some(path.to_owned()),
        ["search", language, family, _] if family.rsplit('-').next().is_some_and(is_digest) => {
            Some(format!("search/{language}/{family}/*"))
        }
        _ => None,
    }
}
