//! The front matter between the `+++` lines of a prose file: title, summary, other names, short texts.

use std::ops::Range;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::parse::sink::{Sink, Spanned};
use crate::parse::table;
use crate::parse::table::TableReader;

/// The head of a prose file.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    pub title: Spanned<String>,
    pub summary: Spanned<String>,
    /// Other names people use for it.
    pub aliases: Vec<Spanned<String>>,
    /// What the other side says or asks for, in this kind of scam: a pasted message is compared
    /// with it.
    pub phrases: Vec<Spanned<String>>,
    /// What to sort the title as, where its reading is unusual.
    pub sort_as: Option<String>,
    pub short: Short,
    /// In a translation: the digest of the source text it was made from.
    pub translates: Option<Spanned<String>>,
}

/// Texts for screens, messages and loudspeakers.
#[derive(Clone, Debug, Default)]
pub struct Short {
    pub led: Option<Spanned<String>>,
    pub sms: Option<Spanned<String>>,
    /// Two lines for the screen of a cash machine.
    pub atm: Vec<Spanned<String>>,
    pub broadcast: Option<Spanned<String>>,
    /// One thing to remember each: one a day for those who subscribe.
    pub tips: Vec<Spanned<String>>,
    /// Keys that are there and could not be read, which is a mistake already.
    pub unreadable: Vec<&'static str>,
}

/// The prose after the head, and where in the file it begins.
pub struct Body<'t> {
    pub text: &'t str,
    pub offset: usize,
}

const FENCE: &str = "+++";

/// Splits a prose file into head and body and reads the head. A missing title or summary is
/// reported and empty; there is no head, and nothing to read after it, only where it is another
/// generator's or never closed, and in a file without words.
pub fn parse<'t>(
    file: &Arc<str>,
    text: &'t str,
) -> (Option<FrontMatter>, Body<'t>, Vec<Diagnostic>) {
    let Some((head, head_offset, body)) = split(text) else {
        let span = Span::new(0..text.lines().next().map_or(0, str::len));
        let has_old_line_ends = text.starts_with("+++\r") && !text.starts_with("+++\r\n");
        let hint = if has_old_line_ends {
            "Its lines end as on old Macs, in a carriage return alone: have your editor save it with line ends “LF”."
        } else {
            "Begin with a line `+++`, then `title = \"…\"` and `summary = \"…\"`, then a line `+++`."
        };
        let diagnostic = Diagnostic::new(
            Rule::NoFrontMatter,
            file,
            span,
            "The file must begin with its title and summary",
        )
        .hint(hint);
        // Another generator's head, or one that is never closed, would give mistakes of its own as
        // prose, and what holds no words lacks everything.
        let headed = text.starts_with(FENCE) || text.starts_with("---");
        let has_words = text.contains(char::is_alphanumeric);
        let front_matter = (!headed && has_words).then(FrontMatter::default);
        return (front_matter, Body { text, offset: 0 }, vec![diagnostic]);
    };
    let sink = Sink::new(file, head_offset);
    let toml = table::parse(head, &sink);
    let reader = TableReader::new(&toml, &sink);
    let front_matter = read(&reader);
    reader.finish();
    (Some(front_matter), body, sink.into_diagnostics())
}

/// The range of the front matter, without its fences, in a file that may begin with a byte order
/// mark.
pub fn head(text: &str) -> Option<Range<usize>> {
    let plain = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let before = text.len() - plain.len();
    split(plain).map(|(head, offset, _)| before + offset..before + offset + head.len())
}

fn split(text: &str) -> Option<(&str, usize, Body<'_>)> {
    let first_line = text.split_inclusive('\n').next()?;
    if first_line.trim_end() != FENCE {
        return None;
    }
    let head_offset = first_line.len();
    let mut at = head_offset;
    for line in text[head_offset..].split_inclusive('\n') {
        if line.trim_end() == FENCE {
            let offset = at + line.len();
            return Some((
                &text[head_offset..at],
                head_offset,
                Body { text: &text[offset..], offset },
            ));
        }
        at += line.len();
    }
    None
}

fn read(reader: &TableReader) -> FrontMatter {
    let title = reader.required_text("title");
    let summary = reader.required_text("summary");
    let aliases = reader.texts("aliases");
    let phrases = reader.texts("phrases");
    let sort_as = reader.text("sort_as").map(|s| s.value);
    let translates = reader.text("translates");
    let short = match reader.table("short") {
        Some(table) => read_short(table),
        None if reader.has("short") || reader.sink().has_unread() => {
            Short { unreadable: SHORT_KEYS.to_vec(), ..Short::default() }
        }
        None => Short::default(),
    };
    let or_empty = |text: Option<Spanned<String>>| {
        text.unwrap_or(Spanned { value: String::new(), span: reader.span() })
    };
    FrontMatter {
        title: or_empty(title),
        summary: or_empty(summary),
        aliases,
        phrases,
        sort_as,
        short,
        translates,
    }
}

/// The keys that hold the text of a medium.
const SHORT_KEYS: [&str; 4] = ["led", "sms", "atm", "broadcast"];

impl Short {
    /// The keys that have no text.
    pub fn missing(&self) -> impl Iterator<Item = &'static str> {
        let there = [
            self.led.is_some(),
            self.sms.is_some(),
            !self.atm.is_empty(),
            self.broadcast.is_some(),
        ];
        SHORT_KEYS.into_iter().zip(there).filter(|(_, there)| !there).map(|(key, _)| key)
    }
}

fn read_short(reader: TableReader) -> Short {
    let mut short = Short {
        led: reader.text("led"),
        sms: reader.text("sms"),
        atm: reader.texts("atm"),
        broadcast: reader.text("broadcast"),
        tips: reader.texts("tips"),
        unreadable: Vec::new(),
    };
    let is_unread = reader.sink().has_unread();
    short.unreadable = short.missing().filter(|key| is_unread || reader.has(key)).collect();
    reader.finish();
    short
}
