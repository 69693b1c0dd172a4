//! Signs of markup within sentences: of Markdown, where it did not take them, and of other tools.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::base::text::may_be_cjk;

/// A sign of markup that stands in a sentence.
pub(super) struct Sign {
    pub text: &'static str,
    /// How much of the rest of the line belongs to it; `None` where it is no markup.
    pub length: fn(&str, &str) -> Option<usize>,
    /// Why it is shown as it is, as the end of a sentence.
    pub why: &'static str,
    pub hint: &'static str,
}

/// Every sign in a text, and where it is.
pub(super) fn signs(text: &str) -> impl Iterator<Item = (&'static Sign, usize)> {
    SEARCH.find_iter(text).map(|hit| (&SIGNS[hit.pattern().as_usize()], hit.start()))
}

const LINK: &str = "Write a link with half-width brackets and nothing between them: \
                    `[words](@/guides/already-paid)`.";
const PICTURE: &str = "Write a picture as `![what it shows](file.png)`.";
const STRONG: &str = "Write `**words**`, with no blank inside the asterisks; for the signs \
                      themselves, a backslash before each.";
const IMPORTANT: &str = "Write `**words**` for what is important.";
const NOTICE: &str =
    "Delete it; a notice is written as `> [!WARNING]` and lines that begin with `>`.";
const DELETE: &str = "Delete it.";
const BLANK: &str = "Write a blank instead.";

const fn sign(
    text: &'static str,
    length: fn(&str, &str) -> Option<usize>,
    why: &'static str,
    hint: &'static str,
) -> Sign {
    Sign { text, length, why, hint }
}

/// In the order in which they are tried.
static SIGNS: [Sign; 39] = [
    sign("![[", to_closing, "it is no picture here", PICTURE),
    sign("[[", to_closing, "it is no link here", LINK),
    sign(
        "[^",
        to_closing,
        "there is no note of this name",
        "Write the note on a line of its own, `[^name]: words`, or delete the mark.",
    ),
    sign("![", alone, "no picture begins here", PICTURE),
    sign("](", to_bracket, "it ends no link", LINK),
    sign("]（", to_bracket, "a full-width bracket makes no link", LINK),
    sign("］(", to_bracket, "a full-width bracket makes no link", LINK),
    sign("］（", to_bracket, "full-width brackets make no link", LINK),
    sign("】(", only_address, "these brackets make no link", LINK),
    sign("】（", only_address, "these brackets make no link", LINK),
    sign("] (", only_address, "a blank between the brackets makes it no link", LINK),
    sign("] （", only_address, "a blank between the brackets makes it no link", LINK),
    sign("][", alone, "no address of this name is defined", LINK),
    sign("]{", to_closing, "attributes are not used here", DELETE),
    sign("){", to_closing, "attributes are not used here", DELETE),
    sign(
        "~~",
        pair,
        "text is not crossed out here",
        "Say in words what no longer holds, or delete it.",
    ),
    sign("==", pair, "text is not highlighted here", IMPORTANT),
    sign("++", pair, "text is not underlined here", IMPORTANT),
    sign("||", pair, "text is not hidden here", DELETE),
    sign("%%", pair, "text is not hidden here", "Delete the signs and what is between them."),
    sign("__", pair, "it does not become strong beside a letter", STRONG),
    sign("_", around_chinese, "it does not become strong beside a letter", STRONG),
    sign("**", pair_or_alone, "it makes nothing strong", STRONG),
    sign("＊＊", pair_or_alone, "full-width asterisks make nothing strong", STRONG),
    sign("$$", pair_or_alone, "no formulas are set here", "Write it in words."),
    sign("{{", to_closing, "it calls nothing here", NOTICE),
    sign("{%", to_closing, "it calls nothing here", NOTICE),
    sign("<%", alone, "it calls nothing here", DELETE),
    sign(
        "{#",
        to_closing,
        "only a heading has an id",
        "Delete it, or make the line a heading: `## words {#id}`.",
    ),
    sign("{:", to_closing, "attributes are not used here", DELETE),
    sign("{.", to_closing, "attributes are not used here", DELETE),
    sign(
        "`",
        alone,
        "no second one ends the code",
        "Put one before and one after the code; for the sign itself, a backslash before it.",
    ),
    sign(
        "｀",
        pair_or_alone,
        "full-width backticks make no code",
        "Write a half-width backtick before and after the code.",
    ),
    sign("'''", pair, "it makes nothing strong", IMPORTANT),
    sign("[/", tag, "it ends nothing here", "Delete it, and the sign that begins it."),
    sign(
        "^",
        raised,
        "nothing is raised here",
        "Write it in words, or type the raised sign itself.",
    ),
    sign("&nbsp", without_semicolon, "its semicolon is missing", BLANK),
    sign("&emsp", without_semicolon, "its semicolon is missing", BLANK),
    sign(":", short_name, "there is no sign of this name", "Delete it, or type the sign itself."),
];

static SEARCH: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(SIGNS.iter().map(|sign| sign.text))
        .expect("short patterns")
});

/// The sign alone.
fn alone(_: &str, sign: &str) -> Option<usize> {
    Some(sign.len())
}

/// The sign, words, and the sign again.
fn pair(line: &str, sign: &str) -> Option<usize> {
    let rest = &line[sign.len()..];
    let is_word = rest.starts_with(|c: char| !c.is_whitespace());
    let end = rest.find(sign).filter(|&end| end > 0 && is_word)?;
    Some(2 * sign.len() + end)
}

/// The same where there is a second sign, else the sign alone.
fn pair_or_alone(line: &str, sign: &str) -> Option<usize> {
    pair(line, sign).or(Some(sign.len()))
}

/// The sign, a Chinese word, and the sign again.
fn around_chinese(line: &str, sign: &str) -> Option<usize> {
    let rest = &line[sign.len()..];
    let end = rest.find(sign)?;
    let word = &rest[..end];
    let is_word = word.starts_with(may_be_cjk) && !word.contains(char::is_whitespace);
    is_word.then_some(2 * sign.len() + end)
}

/// `:warning:`, as some tools name a sign.
fn short_name(line: &str, sign: &str) -> Option<usize> {
    let rest = &line[sign.len()..];
    let is_of_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c);
    let end = rest.find(|c| !is_of_name(c))?;
    let is_name = end > 2 && rest.starts_with(|c: char| c.is_ascii_lowercase());
    (is_name && rest[end..].starts_with(':')).then_some(end + 2)
}

/// `[/b]`, as forums end bold words.
fn tag(line: &str, sign: &str) -> Option<usize> {
    let rest = &line[sign.len()..];
    let end = rest.find(']').filter(|&end| end > 0)?;
    rest[..end].bytes().all(|c| c.is_ascii_alphabetic()).then_some(sign.len() + end + 1)
}

/// `^2^`: a short word between two signs.
fn raised(line: &str, sign: &str) -> Option<usize> {
    let rest = &line[sign.len()..];
    let end = rest.find(sign).filter(|&end| (1..8).contains(&end))?;
    rest[..end].chars().all(char::is_alphanumeric).then_some(2 * sign.len() + end)
}

/// The beginning of an entity that does not end.
fn without_semicolon(line: &str, sign: &str) -> Option<usize> {
    (!line[sign.len()..].starts_with(';')).then_some(sign.len())
}

/// Up to the closing bracket of an address.
fn to_bracket(line: &str, sign: &str) -> Option<usize> {
    let end = line.find([')', '）']);
    let end = end.map(|at| at + line[at..].chars().next().map_or(0, char::len_utf8));
    Some(end.unwrap_or(sign.len()))
}

/// An address behind brackets that make no link: `【指南】（@/guides/x）`.
fn only_address(line: &str, sign: &str) -> Option<usize> {
    let address = &line[sign.len()..];
    let is_address =
        ["@/", "http", "#", "tel:", "/"].iter().any(|start| address.starts_with(start));
    is_address.then(|| to_bracket(line, sign)).flatten()
}

/// Up to the closing sign, where there is one.
fn to_closing(line: &str, sign: &str) -> Option<usize> {
    let closing = match sign {
        "{{" => "}}",
        "{%" => "%}",
        "[[" | "![[" => "]]",
        "[^" => "]",
        _ => "}",
    };
    let end = line.find(closing).map(|end| end + closing.len());
    // Without an end it is no note.
    if sign == "[^" { end } else { Some(end.unwrap_or(sign.len())) }
}
