//! The host of a web address.

/// The host in lower case, without the port; `None` for anything that a browser may read in another
/// way.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
    let is_unsafe = |byte: u8| {
        byte.is_ascii_control() || byte.is_ascii_whitespace() || b"\\\"<>`".contains(&byte)
    };
    if host.is_empty() || !host.bytes().all(is_plain) || url.bytes().any(is_unsafe) {
        return None;
    }
    // Anything else after the colon may be a password, with the real host after an `@`.
    if !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(host.to_ascii_lowercase())
}
