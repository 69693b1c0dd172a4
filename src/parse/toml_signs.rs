//! Signs that an input method leaves in TOML, where half-width ones are meant: `＝`, `，`, `“`.
//!
//! The parser says what it expected; an editor needs to know which sign is wrong. So the text of a
//! file that could not be read is searched for them, outside of quoted texts and comments.

use std::ops::Range;

/// A sign that is wrong, and what to do.
pub(super) struct WrongSign {
    pub range: Range<usize>,
    pub message: String,
    pub hint: String,
}

/// What is typed for what is meant.
const MEANT: [(&str, char); 22] = [
    ("＝", '='),
    ("，", ','),
    ("、", ','),
    ("；", ','),
    ("“", '"'),
    ("”", '"'),
    ("„", '"'),
    ("＂", '"'),
    ("「", '"'),
    ("」", '"'),
    ("‘", '\''),
    ("’", '\''),
    ("＇", '\''),
    ("［", '['),
    ("］", ']'),
    ("【", '['),
    ("】", ']'),
    ("｛", '{'),
    ("｝", '}'),
    ("＃", '#'),
    ("。", '.'),
    ("\u{3000}", ' '),
];

/// Where the first line ends in a carriage return alone.
pub(super) fn old_line_end(text: &str) -> Option<usize> {
    let returns = text.match_indices('\r').map(|(at, _)| at);
    let mut alone = returns.filter(|at| !text[at + 1..].starts_with('\n'));
    alone.next()
}

/// The first sign on each line that is wrong.
pub(super) fn wrong_signs(text: &str) -> Vec<WrongSign> {
    let mut found = Vec::new();
    // The quotation marks of the text that goes on over lines.
    let mut open: Option<&str> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(wrong) = in_line(line, &mut open) {
            let range = wrong.range.start + start..wrong.range.end + start;
            found.push(WrongSign { range, ..wrong });
        }
        start += line.len();
    }
    found
}

fn in_line(line: &str, open: &mut Option<&str>) -> Option<WrongSign> {
    let mut at = 0;
    // Where the text before ended, which should be followed by a comma or the end of the line.
    let mut after_text = None;
    while at < line.len() {
        let rest = &line[at..];
        if let Some(marks) = *open {
            let Some(length) = length_of_text(rest, marks) else {
                // Only three marks hold a text of several lines.
                if marks.len() == 1 {
                    *open = None;
                }
                return None;
            };
            at += length;
            *open = None;
            after_text = Some(at - marks.len());
            continue;
        }
        if rest.starts_with('#') {
            return None;
        }
        if let Some((wrong, right)) = MEANT.iter().find(|(wrong, _)| rest.starts_with(wrong)) {
            return Some(full_width(at, wrong, *right));
        }
        let letter = rest.chars().next()?;
        if let Some(mark) = after_text.filter(|_| !is_after_text(letter)) {
            return Some(quoted_within(mark));
        }
        if let Some(marks) = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|m| rest.starts_with(*m))
        {
            *open = Some(marks);
            at += marks.len();
            after_text = None;
            continue;
        }
        if !letter.is_whitespace() {
            after_text = None;
        }
        at += letter.len_utf8();
    }
    None
}

/// How long a text is, with the marks at its end, if it ends in this line.
fn length_of_text(rest: &str, marks: &str) -> Option<usize> {
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with(marks) {
            return Some(at + marks.len());
        }
        let mut letters = rest[at..].chars();
        let letter = letters.next()?;
        at += letter.len_utf8();
        if letter == '\\' && marks.starts_with('"') {
            at += letters.next().map_or(0, char::len_utf8);
        }
    }
    None
}

/// Whether a character may follow a quoted text.
fn is_after_text(letter: char) -> bool {
    letter.is_whitespace() || ",]}=.#".contains(letter)
}

fn full_width(at: usize, wrong: &str, right: char) -> WrongSign {
    let name = if wrong == "\u{3000}" { "a wide blank" } else { wrong };
    let right = if right == ' ' { "an ordinary blank".to_owned() } else { format!("`{right}`") };
    WrongSign {
        range: at..at + wrong.len(),
        message: if right.starts_with('`') {
            format!(
                "`{name}` is not {right}: a sign outside of the quoted texts must be half-width"
            )
        } else {
            format!("There is {name} here, where {right} must be")
        },
        hint: format!("Switch the input method to English and type {right}."),
    }
}

fn quoted_within(at: usize) -> WrongSign {
    WrongSign {
        range: at..at + 1,
        message: "This `\"` ends the text, and more follows it".to_owned(),
        hint: "Write quotation marks within a text as “ and ”, or put a backslash before each: `\\\"`."
            .to_owned(),
    }
}
