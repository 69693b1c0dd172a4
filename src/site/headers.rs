//! Security headers, defined once for the preview, for hosts that read a `_headers` file, and for
//! the `<meta>` of every page, which holds where no headers are sent.
//!
//! A host that reads `_headers` joins the values where two of its blocks name the same header, so
//! no two here do. What has no `Cache-Control` there gets the host's own, which with both Netlify
//! and Cloudflare Pages is `max-age=0, must-revalidate`: what is untrue or dangerous on a page can
//! be fixed for everybody at once.

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
/// opened from a folder. Browsers that know Trusted Types load scripts through the one policy of
/// that name only, in `themes/default/static/page/trusted.js`.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      manifest-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types wuzha; \
                      frame-ancestors 'none'";

/// Pages use none of these, and nothing injected into one could use them either. What is not named keeps to the browser's own rule: copying (`clipboard-write`) and
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

/// What a page can say of itself in a `<meta>`: not who may frame it.
pub fn policy_of_page() -> &'static str {
    POLICY.split_once("; frame-ancestors").map_or(POLICY, |(policy, _)| policy)
}
