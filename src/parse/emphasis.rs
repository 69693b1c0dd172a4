//! Emphasis beside Chinese punctuation, so that `**重点：**后文` becomes strong.
//!
//! CommonMark lets `**` close only where no punctuation comes before it and a letter after it: a
//! rule made for languages with spaces between words. In Chinese the letter follows at once, so the
//! asterisks would be printed. Before parsing, a sentinel that counts as a letter goes between the
//! punctuation and the asterisks wherever the one or what is on their other side is Chinese;
//! such a run may then both open and close, and the parser pairs it. The sentinel never reaches the
//! tree.

use std::borrow::Cow;

use crate::base::text::may_be_cjk;

/// A private-use character, which texts may not contain, so it has no other meaning.
pub const SENTINEL: char = '\u{E000}';

/// A text made ready for the parser, and the way back to the offsets of the original.
pub struct Prepared<'t> {
    pub text: Cow<'t, str>,
    /// The offsets of sentinels in the prepared text, in order.
    sentinels: Vec<usize>,
}

impl Prepared<'_> {
    /// The offset in the original of an offset in the prepared text.
    pub fn original(&self, offset: usize) -> usize {
        offset - self.sentinels.partition_point(|&at| at < offset) * SENTINEL.len_utf8()
    }

    /// A piece of the prepared text as it was written.
    pub fn clean(&self, text: &str) -> String {
        if self.sentinels.is_empty() { text.to_owned() } else { text.replace(SENTINEL, "") }
    }
}

/// Puts sentinels beside the runs of asterisks that need one.
pub fn prepare(text: &str) -> Prepared<'_> {
    let places = places(text);
    if places.is_empty() {
        return Prepared { text: Cow::Borrowed(text), sentinels: Vec::new() };
    }
    let mut out = String::with_capacity(text.len() + places.len() * SENTINEL.len_utf8());
    let mut sentinels = Vec::with_capacity(places.len());
    let mut copied = 0;
    for place in places {
        out.push_str(&text[copied..place]);
        sentinels.push(out.len());
        out.push(SENTINEL);
        copied = place;
    }
    out.push_str(&text[copied..]);
    Prepared { text: Cow::Owned(out), sentinels }
}

/// Offsets in `text` where a sentinel belongs.
fn places(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('*') {
        let start = at + found;
        let end = start + bytes[start..].iter().take_while(|&&b| b == b'*').count();
        at = end;
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        let (Some(before), Some(after)) = (before, after) else { continue };
        if before == '\\' {
            continue;
        }
        // One of the two characters must be Chinese; without one, CommonMark's own rule is right.
        let chinese = may_be_cjk(before) || may_be_cjk(after);
        if chinese && is_punctuation(before) && is_letter(after) {
            places.push(start);
        } else if chinese && is_letter(before) && is_punctuation(after) {
            places.push(end);
        }
    }
    places
}

fn is_letter(c: char) -> bool {
    !c.is_whitespace() && !is_punctuation(c)
}

/// Punctuation and symbols that matter to the flanking rules: ASCII, general, Chinese, currency
/// signs, arrows, emoji. A character too many here does no harm: a run beside it may then both open
/// and close, as between letters.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c,
            '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}'
            | '\u{3030}' | '\u{30FB}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}'
            | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}' | '\u{FFE0}'..='\u{FFEE}'
            | '\u{20A0}'..='\u{20CF}' | '\u{2100}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FBFF}'
            | '\u{00A0}'..='\u{00BF}' | '\u{00D7}' | '\u{00F7}')
}
