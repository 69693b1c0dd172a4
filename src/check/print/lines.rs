//! The short texts of one line.

use crate::parse::front_matter::Short;
use crate::parse::sink::Spanned;

/// Tickers, cash machines and tips, with their keys.
pub(super) fn lines(short: &Short) -> impl Iterator<Item = (&'static str, &Spanned<String>)> {
    let led = short.led.iter().map(|line| ("led", line));
    let atm = short.atm.iter().map(|line| ("atm", line));
    led.chain(atm).chain(short.tips.iter().map(|line| ("tips", line)))
}
