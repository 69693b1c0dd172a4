//! Characters that stand for digits, and characters that are not seen.

/// Replaces what was covered; no rule reads across it.
pub(crate) const BREAK: char = '\u{1}';

/// The zeros of the decimal digits of other scripts (general category Nd of Unicode 16), each
/// followed by its nine others. Those that NFKC maps to ASCII are not among them.
const ZEROS: [char; 62] = [
    '\u{660}',
    '\u{6f0}',
    '\u{7c0}',
    '\u{966}',
    '\u{9e6}',
    '\u{a66}',
    '\u{ae6}',
    '\u{b66}',
    '\u{be6}',
    '\u{c66}',
    '\u{ce6}',
    '\u{d66}',
    '\u{de6}',
    '\u{e50}',
    '\u{ed0}',
    '\u{f20}',
    '\u{1040}',
    '\u{1090}',
    '\u{17e0}',
    '\u{1810}',
    '\u{1946}',
    '\u{19d0}',
    '\u{1a80}',
    '\u{1a90}',
    '\u{1b50}',
    '\u{1bb0}',
    '\u{1c40}',
    '\u{1c50}',
    '\u{a620}',
    '\u{a8d0}',
    '\u{a900}',
    '\u{a9d0}',
    '\u{a9f0}',
    '\u{aa50}',
    '\u{abf0}',
    '\u{104a0}',
    '\u{10d30}',
    '\u{11066}',
    '\u{110f0}',
    '\u{11136}',
    '\u{111d0}',
    '\u{112f0}',
    '\u{11450}',
    '\u{114d0}',
    '\u{11650}',
    '\u{116c0}',
    '\u{11730}',
    '\u{118e0}',
    '\u{11950}',
    '\u{11c50}',
    '\u{11d50}',
    '\u{11da0}',
    '\u{11f50}',
    '\u{16a60}',
    '\u{16ac0}',
    '\u{16b50}',
    '\u{1e140}',
    '\u{1e2f0}',
    '\u{1e4f0}',
    '\u{1e950}',
    '\u{10d40}',
    '\u{16d70}',
];

/// The first characters of rows of numbers in rings, brackets or with a stop, and the value of
/// the first. Zeros stand alone.
const RINGED: [(char, u32, u32); 14] = [
    ('\u{2460}', 1, 9),
    ('\u{2474}', 1, 9),
    ('\u{2488}', 1, 9),
    ('\u{24ea}', 0, 1),
    ('\u{24f5}', 1, 9),
    ('\u{24ff}', 0, 1),
    ('\u{2776}', 1, 9),
    ('\u{2780}', 1, 9),
    ('\u{278a}', 1, 9),
    ('\u{1f100}', 0, 1),
    ('\u{1f101}', 0, 10),
    ('\u{1f10b}', 0, 1),
    ('\u{1f10c}', 0, 1),
    ('\u{3220}', 1, 9),
];

/// The ASCII digit of a digit of another script: ٣ is 3, 〣 (of Suzhou) too.
#[inline]
pub(super) fn decimal(character: char) -> Option<char> {
    if character < '\u{660}' {
        return None;
    }
    // Hangzhou or Suzhou numerals.
    if let '\u{3021}'..='\u{3029}' = character {
        return digit(u32::from(character) - 0x3020);
    }
    let value = |zero: &char| u32::from(character).checked_sub(u32::from(*zero));
    ZEROS.iter().filter_map(value).find(|value| *value < 10).and_then(digit)
}

/// The digit of a number in a ring or in brackets: ③ and ⑶ are 3.
pub(super) fn ringed(character: char) -> Option<char> {
    let value = |&(first, value, count): &(char, u32, u32)| {
        let place = u32::from(character).checked_sub(u32::from(first))?;
        (place < count).then_some(value + place)
    };
    RINGED.iter().find_map(value).and_then(digit)
}

/// Whether it counts the items of a list: ① to ⑳, ⑴, ⒈, ㈠, also in black.
#[inline]
pub(super) fn is_ringed(character: char) -> bool {
    matches!(character,
        '\u{2460}'..='\u{249b}' | '\u{24ea}'..='\u{24ff}' | '\u{2776}'..='\u{2793}'
        | '\u{3220}'..='\u{3229}' | '\u{1f100}'..='\u{1f10c}')
}

fn digit(value: u32) -> Option<char> {
    char::from_digit(value, 10)
}

/// The value of a Chinese digit, in the plain form, the form of banks (壹) or as it is spoken on
/// the telephone (幺 for 1) and by soldiers (洞 0, 拐 7, 勾 9).
#[inline]
pub(super) fn chinese(character: char) -> Option<char> {
    Some(match character {
        '〇' | '零' | '○' | '洞' | '◯' => '0',
        '一' | '幺' | '壹' => '1',
        '二' | '两' | '贰' | '貳' => '2',
        '三' | '叁' | '參' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' | '陸' => '6',
        '七' | '柒' | '拐' => '7',
        '八' | '捌' => '8',
        '九' | '玖' | '勾' => '9',
        _ => return None,
    })
}

/// The digit of a letter or sign that looks like one: O of three alphabets, l, I and |.
#[inline]
pub(super) fn look_alike(character: char) -> Option<char> {
    Some(match character {
        'O' | 'o' | 'О' | 'о' | 'Ο' | 'ο' | 'Օ' | '○' | '〇' => '0',
        'l' | 'I' | 'І' | 'і' | 'Ι' | 'ӏ' | 'Ӏ' => '1',
        _ => return None,
    })
}

/// The Latin capital that a letter of the Greek or Cyrillic alphabet looks like.
pub(super) fn latin(character: char) -> Option<char> {
    Some(match character {
        'Α' | 'А' => 'A',
        'Β' | 'В' => 'B',
        'С' => 'C',
        'Ε' | 'Е' => 'E',
        'Η' | 'Н' => 'H',
        'Κ' | 'К' => 'K',
        'Μ' | 'М' => 'M',
        'Ρ' | 'Р' => 'P',
        'Ѕ' => 'S',
        'Τ' | 'Т' => 'T',
        _ => return None,
    })
}

/// Whether it can be read as the X at the end of an identity card number.
pub(super) fn is_like_x(character: char) -> bool {
    matches!(
        character,
        'X' | 'x'
            | '×'
            | 'Х'
            | 'х'
            | 'Χ'
            | 'χ'
            | '✕'
            | '✖'
            | '✗'
            | '✘'
            | '╳'
            | '❌'
            | '叉'
            | '乂'
            | '⨯'
    )
}

/// Whether a character is not seen, or drawn onto the one before it: zero-width and direction
/// marks, soft hyphens, variation selectors, combining marks such as the box of a keycap.
#[inline]
pub(super) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{61c}' | '\u{115f}'
            | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{feff}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{ffa0}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e01ef}'
    )
}

/// The digit of a letter of Braille, a to j for 1 to 9 and 0, after the number sign ⠼.
pub(super) fn braille(character: char) -> Option<char> {
    const LETTERS: &str = "⠚⠁⠃⠉⠙⠑⠋⠛⠓⠊";
    LETTERS
        .chars()
        .position(|letter| letter == character)
        .and_then(|at| digit(u32::try_from(at).ok()?))
}
