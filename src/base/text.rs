//! Characters, sentences and lengths of a text, in Chinese and in other languages.
//!
//! Two places count otherwise on purpose. The search has ranges, widths and sentences of its own in
//! `render/search`, since a script in the browser must come to the same results. `long-sentence`
//! takes a quotation for one piece.

use std::time::Duration;

use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

/// Whether a character is Chinese.
#[inline]
pub fn is_han(c: char) -> bool {
    match c {
        // Most are in this range, and none is below the radicals.
        '\u{4E00}'..='\u{9FFF}' => true,
        '\0'..'\u{2E80}' => false,
        // Punctuation, and full-width forms of ASCII.
        '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{FF00}'..='\u{FF65}' => false,
        _ => c.script() == Script::Han,
    }
}

/// Whether no space is written beside a character: Han, kana, and the punctuation that is theirs
/// alone. The script does not tell: most of that punctuation belongs to none.
#[inline]
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Like [`is_cjk`], with the punctuation that English uses too.
pub fn may_be_cjk(c: char) -> bool {
    is_cjk(c) || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
}

/// The place of the first of the bytes that is wanted. What is wanted must be seldom: texts without it
/// are read many bytes at once.
pub fn find_byte(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> Option<usize> {
    const BLOCK: usize = 32;
    let mut at = 0;
    for block in bytes.chunks(BLOCK) {
        // Without a branch for each byte.
        if block.iter().fold(false, |any, byte| any | is_wanted(*byte)) {
            return block.iter().position(|byte| is_wanted(*byte)).map(|place| at + place);
        }
        at += block.len();
    }
    None
}

/// The sentences of a text, by Unicode's rules, without blanks around them.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_sentence_bounds().map(str::trim).filter(|sentence| !sentence.is_empty())
}

/// At four characters a second; a stop or comma takes half of one.
const CHARACTER: Duration = Duration::from_millis(250);
const PUNCTUATION: Duration = Duration::from_millis(125);
/// At two and a half words a second.
const WORD: Duration = Duration::from_millis(400);

/// The columns a text takes on a screen for GB 2312: a Latin letter, a digit or another ASCII
/// character one, everything else two, quotation marks and dashes among it.
pub fn columns(text: &str) -> usize {
    text.chars().map(|c| if is_half(c) { 1 } else { 2 }).sum()
}

fn is_half(c: char) -> bool {
    c.is_ascii() || (c < '\u{250}' && c.is_alphabetic())
}

/// What the time to read a text aloud is counted by, slowly enough for a loudspeaker in a street.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// In a Chinese text: every digit is said as a word of its own.
    Characters,
    /// In any other: what blanks part.
    Words,
}

impl Pace {
    pub fn of(text: &str) -> Pace {
        if text.contains(is_han) { Pace::Characters } else { Pace::Words }
    }

    pub fn time(self, text: &str) -> Duration {
        match self {
            Pace::Characters => by_characters(text),
            Pace::Words => WORD * words(text),
        }
    }

    /// How many characters or words too much a text has that takes too long by `time`.
    pub fn count(self, time: Duration) -> usize {
        let one = if self == Pace::Characters { CHARACTER } else { WORD };
        time.as_millis().div_ceil(one.as_millis()) as usize
    }
}

fn by_characters(text: &str) -> Duration {
    let mut time = Duration::ZERO;
    let mut in_word = false;
    for c in text.chars() {
        let begins = !in_word;
        in_word = is_half(c) && (c.is_alphabetic() || (in_word && c == '\''));
        time += match c {
            _ if in_word && !begins => Duration::ZERO,
            _ if in_word => WORD,
            _ if c.is_whitespace() => Duration::ZERO,
            _ if c.is_alphanumeric() => CHARACTER,
            _ => PUNCTUATION,
        };
    }
    time
}

fn words(text: &str) -> u32 {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    u32::try_from(words).unwrap_or(u32::MAX)
}

/// How deeply brackets lie in each other, wherever they are in a text.
pub fn nesting(text: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => {
                depth += 1;
                most = most.max(depth);
            }
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}
