//! Where do letters stand for words? Runs of two to six capitals that are no part of a longer word.

use std::ops::Range;

pub fn find(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            if !bytes[at].is_ascii_uppercase() {
                at += 1;
                continue;
            }
            let start = at;
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_uppercase()).count();
            let is_of_word = |byte: Option<&u8>| {
                byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'.')
            };
            let is_within = start > 0 && is_of_word(bytes.get(start - 1));
            let ends_in_word = bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
            if (2..=6).contains(&(at - start)) && !is_within && !ends_in_word {
                return Some(start..at);
            }
        }
        None
    })
}
