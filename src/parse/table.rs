//! A reader of TOML tables that reports every mistake in one run.
//!
//! A [`TableReader`] hands out typed values key by key, notes what has the wrong type, and at the end
//! refuses the keys nobody asked for, naming the nearest allowed one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use crate::base::diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::url;
use crate::base::vocabulary::Vocabulary;
use crate::parse::sink::{Sink, Spanned};
use crate::parse::toml_signs;

/// Parses TOML; syntax errors go to the sink, and what could be read is returned all the same.
pub fn parse<'t>(text: &'t str, sink: &Sink) -> TomlSpanned<DeTable<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return table;
    }
    let mut unread = BTreeMap::new();
    if let Some(at) = toml_signs::old_line_end(text) {
        let message = "The lines of this file end as on old Macs, in a carriage return alone";
        let hint = "Have your editor save it with line ends “LF”.";
        sink.error(Rule::TomlSyntax, sink.span(at..at), message, hint);
        unread.insert(0, text.len());
        sink.could_not_read(&unread);
        return table;
    }
    // A line with a wrong sign is one mistake, whatever the parser says of it.
    let ends: Vec<usize> = text.match_indices('\n').map(|(end, _)| end + 1).collect();
    let line_at = |at: usize| {
        let number = ends.partition_point(|&end| end <= at);
        let start = if number == 0 { 0 } else { ends[number - 1] };
        (start, ends.get(number).copied().unwrap_or(text.len()))
    };
    for sign in toml_signs::wrong_signs(text) {
        let (start, end) = line_at(sign.range.start);
        sink.error(Rule::TomlSyntax, sink.span(sign.range), sign.message, sign.hint);
        unread.insert(start, end);
    }
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let (start, end) = line_at(span.start);
        if unread.insert(start, end).is_some() {
            continue;
        }
        sink.error(
            Rule::TomlSyntax,
            sink.span(span),
            error.message().trim().replace('\n', "; "),
            "Write text in straight double quotes, a list in square brackets, a date without quotes: `date = 2026-01-31`.",
        );
    }
    // Below the head of a table that could not be read, its keys stand in another one.
    for (&start, end) in &mut unread {
        if text[start..].trim_start().starts_with('[') {
            let next = text[*end..].match_indices('[').map(|(at, _)| *end + at);
            let mut heads = next.filter(|&at| text[..at].ends_with('\n'));
            *end = heads.next().unwrap_or(text.len());
        }
    }
    sink.could_not_read(&unread);
    table
}

/// One table, read key by key.
pub struct TableReader<'t, 's> {
    table: &'t DeTable<'t>,
    span: Span,
    sink: &'s Sink<'s>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'t, 's> TableReader<'t, 's> {
    pub fn new(table: &'t TomlSpanned<DeTable<'t>>, sink: &'s Sink<'s>) -> Self {
        Self::over(table.get_ref(), table.span(), sink)
    }

    fn over(table: &'t DeTable<'t>, span: Range<usize>, sink: &'s Sink<'s>) -> Self {
        // A whole file has no useful span of its own: point at its beginning.
        let span = sink.span(span.start..span.start.max(span.end.min(span.start + 1)));
        TableReader { table, span, sink, asked: RefCell::default() }
    }

    pub fn span(&self) -> Span {
        self.span
    }

    pub fn sink(&self) -> &Sink<'s> {
        self.sink
    }

    fn value(&self, key: &'static str) -> Option<(&'t DeValue<'t>, Span)> {
        self.asked.borrow_mut().push(key);
        let value = self.table.get(key)?;
        Some((value.get_ref(), self.sink.span(value.span())))
    }

    fn wrong_type(&self, key: &str, span: Span, value: &DeValue, wanted: &str, example: &str) {
        self.sink.error(
            Rule::WrongType,
            span,
            format!("`{key}` must be {wanted}, this is {}", article(value.type_str())),
            format!("Write it like this: `{key} = {example}`."),
        );
    }

    /// Reports a required key that is missing.
    pub fn missing(&self, key: &str, example: &str) {
        self.sink.error(
            Rule::MissingKey,
            self.span,
            format!("`{key}` is missing"),
            format!("Add a line: `{key} = {example}`."),
        );
    }

    pub fn text(&self, key: &'static str) -> Option<Spanned<String>> {
        let (value, span) = self.value(key)?;
        match value.as_str() {
            Some(text) if !text.trim().is_empty() => {
                self.sink.check_characters(text, span);
                Some(Spanned { value: text.trim().to_owned(), span })
            }
            Some(_) => {
                self.sink.error(
                    Rule::EmptyValue,
                    span,
                    format!("`{key}` is empty"),
                    "Fill it in, or remove the line.",
                );
                None
            }
            None => {
                self.wrong_type(key, span, value, "text", "\"…\"");
                None
            }
        }
    }

    /// A web address, as machines get it.
    pub fn url(&self, key: &'static str) -> Option<Spanned<String>> {
        let Spanned { value, span } = self.text(key)?;
        Some(Spanned { value: url::ascii(&value).into_owned(), span })
    }

    pub fn required_text(&self, key: &'static str) -> Option<Spanned<String>> {
        if !self.has(key) {
            self.missing(key, "\"…\"");
        }
        self.text(key)
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub fn boolean(&self, key: &'static str) -> Option<bool> {
        let (value, span) = self.value(key)?;
        let found = value.as_bool();
        if found.is_none() {
            self.wrong_type(key, span, value, "true or false", "true");
        }
        found
    }

    pub fn integer(&self, key: &'static str) -> Option<Spanned<i64>> {
        let (value, span) = self.value(key)?;
        let number =
            value.as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        if number.is_none() {
            self.wrong_type(key, span, value, "a whole number", "20");
        }
        Some(Spanned { value: number?, span })
    }

    /// A list of whole numbers; an absent key is an empty list.
    pub fn integers(&self, key: &'static str) -> Vec<Spanned<i64>> {
        let Some((value, span)) = self.value(key) else { return Vec::new() };
        let Some(list) = value.as_array() else {
            self.wrong_type(key, span, value, "a list", "[8, 9]");
            return Vec::new();
        };
        let mut numbers = Vec::new();
        for item in list {
            let span = self.sink.span(item.span());
            let number = item.get_ref().as_integer();
            match number.and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok()) {
                Some(value) => numbers.push(Spanned { value, span }),
                None => {
                    self.wrong_type(key, span, item.get_ref(), "a list of whole numbers", "[8, 9]");
                }
            }
        }
        numbers
    }

    pub fn date(&self, key: &'static str) -> Option<Spanned<Date>> {
        let (value, span) = self.value(key)?;
        let date = value.as_datetime().filter(|d| d.time.is_none()).and_then(|d| d.date);
        let date = date.and_then(|d| {
            Date::new(d.year.cast_signed(), d.month.cast_signed(), d.day.cast_signed()).ok()
        });
        if date.is_none() {
            self.wrong_type(key, span, value, "a date without quotation marks", "2026-01-31");
        }
        Some(Spanned { value: date?, span })
    }

    /// A list of texts; an absent key is an empty list.
    pub fn texts(&self, key: &'static str) -> Vec<Spanned<String>> {
        self.value(key).map(|(value, span)| self.list(key, value, span)).unwrap_or_default()
    }

    /// Lists of texts whose keys are only known while running.
    pub fn lists(&self) -> impl Iterator<Item = (&'t str, Vec<Spanned<String>>)> + '_ {
        self.entries().map(|(key, _, value, span)| (key, self.list(key, value, span)))
    }

    fn list(&self, key: &str, value: &DeValue, span: Span) -> Vec<Spanned<String>> {
        let Some(list) = value.as_array() else {
            self.wrong_type(key, span, value, "a list", "[\"…\", \"…\"]");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in list {
            let span = self.sink.span(item.span());
            match item.get_ref().as_str() {
                Some(text) if !text.trim().is_empty() => {
                    self.sink.check_characters(text, span);
                    texts.push(Spanned { value: text.trim().to_owned(), span });
                }
                Some(_) => self.sink.error(
                    Rule::EmptyValue,
                    span,
                    "This entry is empty",
                    "Fill it in, or remove it.",
                ),
                None => {
                    self.wrong_type(key, span, item.get_ref(), "a list of texts", "[\"…\", \"…\"]");
                }
            }
        }
        texts
    }

    /// A word of a closed list.
    pub fn word<V: Vocabulary>(&self, key: &'static str) -> Option<Spanned<V>> {
        let text = self.text(key)?;
        self.known(key, &text).map(|value| Spanned { value, span: text.span })
    }

    pub fn required_word<V: Vocabulary>(&self, key: &'static str) -> Option<Spanned<V>> {
        if !self.has(key) {
            let example = V::ids().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(" or ");
            self.missing(key, &example);
        }
        self.word(key)
    }

    /// Words of a closed list, each once.
    pub fn words<V: Vocabulary>(&self, key: &'static str) -> Vec<V> {
        let mut words: Vec<V> = Vec::new();
        for text in self.texts(key) {
            match self.known(key, &text) {
                Some(word) if words.contains(&word) => self.sink.error(
                    Rule::RepeatedWord,
                    text.span,
                    format!("`{}` is listed twice", text.value),
                    "Remove one of the two.",
                ),
                Some(word) => words.push(word),
                None => {}
            }
        }
        words
    }

    fn known<V: Vocabulary>(&self, key: &str, text: &Spanned<String>) -> Option<V> {
        let found = V::from_id(&text.value);
        if found.is_none() {
            self.sink.error(
                Rule::UnknownWord,
                text.span,
                format!("`{}` is not an allowed value of `{key}`", text.value),
                diagnostic::allowed_hint(&text.value, V::ids()),
            );
        }
        found
    }

    /// A table within this one.
    pub fn table(&self, key: &'static str) -> Option<TableReader<'t, 's>> {
        let (value, span) = self.value(key)?;
        match value.as_table() {
            Some(table) => {
                Some(TableReader { table, span, sink: self.sink, asked: RefCell::default() })
            }
            None => {
                self.wrong_type(key, span, value, "a table", "{ … }");
                None
            }
        }
    }

    /// A list of tables, `[[key]]`.
    pub fn tables(&self, key: &'static str) -> Vec<TableReader<'t, 's>> {
        let Some((value, span)) = self.value(key) else { return Vec::new() };
        let Some(list) = value.as_array() else {
            self.wrong_type(key, span, value, "a list of tables", "[{ … }, { … }]");
            return Vec::new();
        };
        list.iter()
            .filter_map(|item| {
                let table = item.get_ref().as_table();
                if table.is_none() {
                    self.wrong_type(
                        key,
                        self.sink.span(item.span()),
                        item.get_ref(),
                        "a list of tables",
                        "[{ … }]",
                    );
                }
                Some(TableReader::over(table?, item.span(), self.sink))
            })
            .collect()
    }

    /// Every key with a text value, for tables whose keys are not a fixed list (languages,
    /// strings).
    pub fn entries(&self) -> impl Iterator<Item = (&'t str, Span, &'t DeValue<'t>, Span)> + '_ {
        self.table.iter().map(|(key, value)| {
            (
                key.get_ref().as_ref(),
                self.sink.span(key.span()),
                value.get_ref(),
                self.sink.span(value.span()),
            )
        })
    }

    /// A table within, by a key only known while running.
    pub fn nested(&self, value: &'t DeValue<'t>, span: Span) -> Option<TableReader<'t, 's>> {
        let table = value.as_table()?;
        Some(TableReader { table, span, sink: self.sink, asked: RefCell::default() })
    }

    /// Refuses every key that was not asked for.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if !asked.contains(&name) {
                self.sink.error(
                    Rule::UnknownKey,
                    self.sink.span(key.span()),
                    format!("`{name}` is not a key of this table"),
                    unknown_key_hint(name, &asked),
                );
            }
        }
    }
}

/// Keys of earlier versions, and their names now.
const RENAMED: [(&str, &str); 1] = [("aliases_path", "redirect_from")];

fn unknown_key_hint(name: &str, asked: &[&str]) -> String {
    let renamed = RENAMED.iter().find(|(old, new)| *old == name && asked.contains(new));
    match renamed {
        Some((_, new)) => format!("The key is called `{new}` now: rename it."),
        None => diagnostic::allowed_hint(name, asked.iter().copied()),
    }
}

fn article(type_name: &str) -> String {
    let vowel = type_name.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {type_name}", if vowel { "an" } else { "a" })
}

/// Whether a word is a page id: lower-case ASCII words joined by hyphens.
pub fn is_id(word: &str) -> bool {
    !word.is_empty()
        && word.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}
