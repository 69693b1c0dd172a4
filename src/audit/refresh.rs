//! Where a page sends its reader by itself, as browsers read it.

/// The address in the `content` of `<meta http-equiv="refresh">`, by the steps of the HTML standard
/// (<https://html.spec.whatwg.org/#shared-declarative-refresh-steps>); none for a page that only
/// loads itself again, or does nothing.
pub(super) fn target(content: &str) -> Option<&str> {
    let rest = content.trim_ascii_start();
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if behind.len() == rest.len() && !rest.starts_with('.') {
        return None;
    }
    let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if !behind.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, ';' | ',')) {
        return None;
    }
    let behind = behind.trim_ascii_start();
    let behind = behind.strip_prefix([';', ',']).unwrap_or(behind).trim_ascii_start();
    if behind.is_empty() {
        return None;
    }
    Some(unquoted(named(behind).unwrap_or(behind)))
}

/// What comes after `url=`.
fn named(text: &str) -> Option<&str> {
    let (name, rest) = text.split_at_checked(3)?;
    let rest = name.eq_ignore_ascii_case("url").then(|| rest.trim_ascii_start())?;
    Some(rest.strip_prefix('=')?.trim_ascii_start())
}

fn unquoted(text: &str) -> &str {
    match text.strip_prefix(['"', '\'']) {
        Some(rest) => rest.split(&text[..1]).next().unwrap_or(rest),
        None => text,
    }
}
