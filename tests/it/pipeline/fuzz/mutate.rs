//! Random changes of a text: pieces are cut, doubled, swapped, and mixed with other texts and with
//! words that mean something to a parser. Characters stay whole.

use std::ops::Range;

use fastrand::Rng;

/// Longer texts only take longer; the tests of hostile input have texts of ten megabytes.
const LONGEST: usize = 3000;

/// Signs and words of Markdown.
pub const MARKDOWN: &[&str] = &[
    "*",
    "**",
    "_",
    "__",
    "***",
    "`",
    "``",
    "~~~\n",
    "```rust\n",
    "\n\n",
    "\n",
    "\r\n",
    "\t",
    "    ",
    "> ",
    "- ",
    "* ",
    "1. ",
    "999999999. ",
    "# ",
    "## ",
    "### ",
    "#",
    "{#a}",
    "{#flags}",
    "{#a .b c=d}",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "![",
    "[a](#a)",
    "[^1]",
    "[^1]: a\n",
    "\n[^a]: b\n\n    c\n",
    "[a]: https://www.gov.cn/ \"t\"\n",
    "[a]",
    "[a][]",
    "<https://www.gov.cn/>",
    "https://bank.top/x",
    "](https://www.gov.cn/)",
    "](tel:110)",
    "](javascript:x)",
    "| a | b |\n|---|:-:|\n| c | d |\n",
    "|",
    "\\|",
    "---",
    "***\n",
    "===",
    "\\",
    "\\\n",
    "  \n",
    "&amp;",
    "&lt;x9&gt;",
    "&#0;",
    "&#x110000;",
    "&nbsp;",
    "`<x9 x9=\"1\">`",
    "\\<x9>",
    "<x9>",
    "<!--",
    "> [!WARNING]\n> ",
    "- [ ] ",
    "~",
    "~~",
    "^",
    "$a$",
    "：",
    "。",
    "“",
    "”",
    "（",
    "）",
    "，",
    "**重点：**",
    "110",
    "96110",
    "13900000000",
    "一三八",
    "①",
    "２",
    "\u{feff}",
    "\u{200b}",
    "\u{200d}",
    "\u{301}",
    "\u{202e}",
    "\0",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{fffd}",
    "\u{e000}",
    "𠮷",
    "🚨",
    "👨‍👩‍👧",
    "ǆ",
    "İ",
    "ß",
    "ﬁ",
    "가",
    "ไ",
    "ع",
    "</script>",
    "]]>",
    "{{",
    "{%",
    "#{",
    "\"",
    "'",
    "x9=\"",
    "+++\n",
];

/// Signs, words and keys of TOML.
pub const TOML: &[&str] = &[
    "=",
    " = ",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    ",",
    ".",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "#",
    "\n",
    "\r\n",
    "\t",
    "\\",
    "\\u0000",
    "\\uD800",
    "\\U0010FFFF",
    "\\x41",
    "\\e",
    "true",
    "false",
    "inf",
    "nan",
    "-0",
    "0x1F",
    "1e400",
    "1_000",
    "+1",
    "00",
    "99999999999999999999",
    "-9223372036854775808",
    "2026-01-31",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "1979-05-27T07:32:00Z",
    "07:32:00",
    "a.b.c = 1\n",
    "[[facts]]\n",
    "[[sources]]\n",
    "[short]\n",
    "[answers]\n",
    "[[hotline]]\n",
    "[[branch]]\n",
    "[[campaign]]\n",
    "[[exceptions]]\n",
    "[title]\n",
    "zh = ",
    "en = ",
    "{ zh = \"一\", en = \"a\" }",
    "{}",
    "[]",
    "[\"\"]",
    "\"\"",
    "title = \"a\"\n",
    "led = \"110\"\n",
    "sms = ",
    "atm = [\"a\", \"b\"]\n",
    "broadcast = ",
    "tips = [",
    "aliases = [",
    "phrases = [",
    "id = \"a\"\n",
    "channels = [\"phone\"]\n",
    "related = [\"scams/a\"]\n",
    "date = ",
    "review_by = ",
    "status = \"draft\"\n",
    "base_url = \"https://a.example/../x\"\n",
    "languages = [\"zh\", \"en\"]\n",
    "languages = [\"zh\", \"zh\"]\n",
    "page_size = 0\n",
    "一",
    "①",
    "𠮷",
    "🚨",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\0",
    "\u{85}",
    "\u{301}",
    "\\n",
    "+++\n",
    "</x9>",
    "&",
    "<",
];

/// Queries that people type, and queries that they do not.
pub const WORDS: &[&str] = &[
    "转账",
    "安全账户",
    "公检法",
    "杀猪盘",
    "賬戶",
    "帳",
    "诈骗",
    "骗",
    "110",
    "96110",
    "police",
    "transfer",
    "transferring",
    "banks",
    "zhapian",
    "gongjianfa",
    "gjf",
    "zz",
    "ā",
    "\"",
    "“",
    "”",
    "\"安全账户\"",
    "\" \"",
    " ",
    "\t",
    "\n",
    "-",
    "+",
    "*",
    ":",
    "(",
    ")",
    "~1",
    "title:",
    "AND",
    "OR",
    "NOT",
    "^2",
    "\\",
    "/",
    "[a TO b]",
    ".",
    ",",
    "。",
    "，",
    "？",
    "𠮷",
    "🚨",
    "é",
    "é",
    "ﬁ",
    "Ａ",
    "１",
    "½",
    "가",
    "ไทย",
    "ع",
    "\u{200b}",
    "\u{feff}",
    "\u{301}",
    "\u{0}",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

/// A text made of `seed`, perhaps with parts of another, by a few changes.
pub fn mutate(seed: &str, other: &str, tokens: &[&str], rng: &mut Rng) -> String {
    let mut text = clip(seed, rng);
    for _ in 0..rng.usize(1..=4) {
        let token = *rng.choice(tokens).expect("words to choose from");
        match rng.u32(0..9) {
            0 => text.replace_range(some(&text, rng), ""),
            1 => {
                let part = text[some(&text, rng)].to_owned();
                text.insert_str(place(&text, rng), &part);
            }
            2 | 3 => text.insert_str(place(&text, rng), token),
            4 => {
                let times = if rng.u32(0..8) == 0 { rng.usize(1..200) } else { rng.usize(1..5) };
                text.insert_str(place(&text, rng), &token.repeat(times));
            }
            5 => text.replace_range(some(&text, rng), token),
            6 => text = swap_lines(&text, rng),
            7 => text.insert_str(place(&text, rng), &other[some(other, rng)]),
            _ => {
                let (end, from) = (place(&text, rng), place(other, rng));
                text.truncate(end);
                text.push_str(&other[from..]);
            }
        }
    }
    let end = floor(&text, 2 * LONGEST);
    text.truncate(end);
    text
}

/// The text, or its beginning and a part of the rest where it is long.
fn clip(text: &str, rng: &mut Rng) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let head = floor(text, LONGEST / 2);
    let from = floor(text, rng.usize(head..text.len()));
    let to = floor(text, from + LONGEST / 2);
    format!("{}{}", &text[..head], &text[from..to])
}

/// A place between two characters.
fn place(text: &str, rng: &mut Rng) -> usize {
    floor(text, rng.usize(0..=text.len()))
}

/// A range, mostly a short one.
fn some(text: &str, rng: &mut Rng) -> Range<usize> {
    let start = place(text, rng);
    let length = if rng.bool() { rng.usize(0..8) } else { rng.usize(0..200) };
    start..floor(text, start + length).max(start)
}

fn swap_lines(text: &str, rng: &mut Rng) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.len() > 1 {
        let (one, other) = (rng.usize(0..lines.len()), rng.usize(0..lines.len()));
        lines.swap(one, other);
    }
    lines.concat()
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
