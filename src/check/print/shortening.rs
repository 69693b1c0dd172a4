//! How much is to be cut from a text that is too long.

/// “3 characters”; `unit` is in the singular.
pub(super) fn amount(count: usize, unit: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}
