//! `wallet-address`: the address of a wallet for virtual money.
//!
//! A scammer's address takes money; anybody's shows what its owner has. Known by their shape: 0x
//! and 40 hexadecimal digits (Ethereum), T and 33 characters of Base58 (Tron), 1 or 3 and 25 to 33
//! of them, or bc1 and 39 or 59 characters (Bitcoin).

use std::sync::LazyLock;

use regex::{Match, Regex};

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::personal_data::{PersonalData, SearchedText};

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    let base58 = "[1-9A-HJ-NP-Za-km-z]";
    Regex::new(&format!(
        r"(?-u:\b)(?:0x[0-9a-fA-F]{{40}}|T{base58}{{33}}|[13]{base58}{{25,33}}|bc1[02-9ac-hj-np-z]{{39,59}})(?-u:\b)"
    ))
    .expect("a pattern")
});

/// How many letters and digits follow each other at least.
const SHORTEST: usize = 26;

pub(crate) fn wallet_address(text: &SearchedText) -> Vec<PersonalData> {
    let words = &text.plain.text;
    if !has_long_word(words.as_bytes()) {
        return Vec::new();
    }
    let report = |address: Match| PersonalData {
        rule: Rule::WalletAddress,
        severity: Severity::Error,
        range: address.range(),
        message: format!("`{}` is the address of a wallet", address.as_str()),
        hint: "Remove it, and write for example “a wallet address”.",
    };
    ADDRESS.find_iter(words).filter(|address| is_mixed(address.as_str())).map(report).collect()
}

fn has_long_word(bytes: &[u8]) -> bool {
    let mut at = SHORTEST - 1;
    // From the end of each possible word backwards; most are short.
    while at < bytes.len() {
        let run = bytes[..=at].iter().rev().take(SHORTEST);
        let length = run.take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if length == SHORTEST {
            return true;
        }
        at += SHORTEST - length;
    }
    false
}

/// Whether letters and digits are mixed: a long number or word is no address.
fn is_mixed(address: &str) -> bool {
    let count = |is_one: fn(&u8) -> bool| address.bytes().filter(is_one).count();
    count(u8::is_ascii_digit) >= 2
        && count(u8::is_ascii_lowercase) >= 2
        && (address.starts_with("0x")
            || address.starts_with("bc1")
            || count(u8::is_ascii_uppercase) >= 4)
}
