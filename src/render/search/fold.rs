//! Folding of characters that search treats as the same: compatibility forms (full-width letters,
//! ligatures, circled digits), upper and lower case, letters with and without accents, traditional
//! and simplified Chinese characters.
//!
//! The traditional → simplified table is derived from OpenCC's `t2s` dictionaries by converting
//! every Han character on its own. It maps single characters only, so it is the same for a page, a
//! query and the browser, whatever the words around a character are. What OpenCC knows about whole
//! words (乾坤 stays 乾坤, 乾燥 becomes 干燥) is deliberately not used: both fold to 干. A few
//! characters that OpenCC keeps apart, because simplified text has both, are added ([`VARIANTS`]):
//! 帳戶 must find 账户.

use std::sync::LazyLock;

use crate::base::narrow::to_u8;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use unicode_normalization::char::decompose_compatible;

/// Calls `emit` with the characters that `c` folds to: usually one; none for a mark or an invisible
/// character; several for a ligature.
///
/// The order is fixed, and the browser module repeats it: NFKD, lower case, marks dropped,
/// traditional → simplified. Each character is folded on its own, whatever its neighbours are.
#[inline]
pub fn fold(c: char, mut emit: impl FnMut(char)) {
    if c.is_ascii() {
        return emit(c.to_ascii_lowercase());
    }
    match c as u32 {
        HAN_FIRST..=HAN_LAST => emit(simplified(c)),
        // Full-width ASCII, by far the most common compatibility form in Chinese text.
        code @ 0xFF01..=0xFF5E => emit(char::from(to_u8(code - 0xFEE0)).to_ascii_lowercase()),
        _ => fold_rare(c, emit),
    }
}

/// Appends the characters that `text` folds to.
pub fn fold_text(text: &str, out: &mut String) {
    text.chars().for_each(|c| fold(c, |c| out.push(c)));
}

/// Whether `c` is a Han character, whose words have no spaces between them.
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c as u32, HAN_FIRST..=HAN_LAST | 0x20000..=0x3FFFF | 0x3005 | 0x3007)
}

/// Every traditional character and the different one it folds to, in code point order.
pub fn traditional() -> &'static [(char, char)] {
    &TABLE.pairs
}

/// CJK Unified Ideographs with Extension A and the hexagrams between them, which have no
/// compatibility decomposition.
const HAN_FIRST: u32 = 0x3400;
const HAN_LAST: u32 = 0x9FFF;

/// Characters used for each other that OpenCC keeps apart, with the one they fold to.
const VARIANTS: [(char, char); 9] = [
    ('妳', '你'),
    ('帐', '账'),
    ('甚', '什'),
    ('瞭', '了'),
    ('祇', '只'),
    ('著', '着'),
    ('藉', '借'),
    ('衹', '只'),
    ('黏', '粘'),
];

struct Table {
    pairs: Vec<(char, char)>,
    /// `simplified` for the characters from `HAN_FIRST` to `HAN_LAST`, by offset.
    direct: Vec<char>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut pairs = opencc_pairs();
    pairs.extend(VARIANTS);
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| pair.0);
    let pairs = closed(&pairs);
    let mut direct: Vec<char> = (HAN_FIRST..=HAN_LAST).filter_map(char::from_u32).collect();
    for &(from, to) in &pairs {
        if let Some(slot) = direct.get_mut((from as usize).wrapping_sub(HAN_FIRST as usize)) {
            *slot = to;
        }
    }
    Table { pairs, direct }
});

/// The pairs with each character mapped to the end of its chain: 薴 → 苧 → 苎 becomes 薴 → 苎, so
/// that folding a folded text changes nothing.
fn closed(pairs: &[(char, char)]) -> Vec<(char, char)> {
    let next = |c: char| pairs.binary_search_by_key(&c, |pair| pair.0).ok().map(|at| pairs[at].1);
    let end = |to: char| std::iter::successors(Some(to), |&c| next(c)).take(8).last().unwrap_or(to);
    pairs.iter().map(|&(from, to)| (from, end(to))).collect()
}

/// The pairs of OpenCC. Each character is on its own line, so that no phrase of the dictionaries
/// can match across two of them.
fn opencc_pairs() -> Vec<(char, char)> {
    let opencc = OpenCC::from_config(BuiltinConfig::T2s)
        .expect("the dictionaries are compiled into the program");
    let han: Vec<char> =
        (HAN_FIRST..=HAN_LAST).chain(0x20000..=0x323AF).filter_map(char::from_u32).collect();
    let lines: String = han.iter().flat_map(|&c| [c, '\n']).collect();
    let converted = opencc.convert(&lines);
    let mut pairs = Vec::new();
    for (&from, line) in han.iter().zip(converted.lines()) {
        let mut chars = line.chars();
        // A line of several characters is not a single character's simplified form.
        if let (Some(to), None) = (chars.next(), chars.next())
            && to != from
        {
            pairs.push((from, to));
        }
    }
    pairs
}

fn simplified(c: char) -> char {
    match TABLE.direct.get((c as usize).wrapping_sub(HAN_FIRST as usize)) {
        Some(&to) => to,
        None => match TABLE.pairs.binary_search_by_key(&c, |pair| pair.0) {
            Ok(at) => TABLE.pairs[at].1,
            Err(_) => c,
        },
    }
}

fn fold_rare(c: char, mut emit: impl FnMut(char)) {
    decompose_compatible(c, |part| {
        for lower in part.to_lowercase() {
            if !is_dropped(lower) {
                emit(simplified(lower));
            }
        }
    });
}

/// Whether folding drops a character: accents, voicing marks, enclosing marks, soft hyphens,
/// zero-width characters, the stroke that lengthens Arabic letters, and variation selectors, also
/// those of Mongolian and its vowel separator. A word with them is the same word.
fn is_dropped(c: char) -> bool {
    matches!(c as u32,
        0x0300..=0x036F | 0x3099 | 0x309A
        | 0x00AD | 0x0640 | 0x180B..=0x180F | 0x200B..=0x200D | 0x2060 | 0xFEFF
        | 0xFE00..=0xFE0F | 0x20D0..=0x20FF | 0xE0100..=0xE01EF)
}
