//! Markup that is shown as it is written: at the beginning of a line, and within a sentence.

use std::borrow::Cow;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::parse::markdown::leftovers::lines::{self, Line, Mark, MarkKind};
use crate::parse::markdown::leftovers::{Account, Leftover, signs};

/// How far the end of a sign is looked for, in bytes: a text may be one line of thousands of signs.
const FARTHEST: usize = 1000;

/// How much of what is shown a message repeats.
const LONGEST: usize = 60;

fn excerpt(shown: &str) -> Cow<'_, str> {
    match shown.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &shown[..end]).into(),
        None => shown.into(),
    }
}

impl Account<'_> {
    /// Marks at the beginning of a line that began nothing.
    pub(super) fn line_starts(&mut self) {
        // The kind of the lines before, how many there were of it, and whether a block began.
        let (mut before, mut count, mut has_block) = (None, 0, false);
        for line in lines::lines(self.text) {
            let mark = self.mark(&line).filter(|(at, mark)| {
                !mark.kind.is_of_joined_lines() || self.is_joined(&line, *at, before)
            });
            let Some((at, mark)) = mark else {
                before = None;
                continue;
            };
            let range = at..at + mark.length;
            count = if before == Some(mark.kind) { count + 1 } else { 1 };
            before = Some(mark.kind);
            // The end of a block is not reported too.
            let is_end = mark.kind == MarkKind::Block
                && has_block
                && line.words.trim().chars().all(|c| ":!?%+".contains(c));
            if is_end || !mark.kind.is_reported_as(count) {
                continue;
            }
            has_block |= mark.kind == MarkKind::Block;
            let severity = if mark.is_certain { Severity::Error } else { Severity::Warning };
            let message = mark.kind.message(&excerpt(&self.text[range.clone()]));
            let hint = mark.kind.hint();
            // Signs in it are not reported too.
            self.shown[range.clone()].fill(false);
            let hides_sections = mark.kind == MarkKind::Heading;
            let rule = Rule::StrayMarkup;
            self.found.push(Leftover { range, rule, severity, message, hint, hides_sections });
        }
    }

    /// Whether a line is in no item of a list of its own, and is set behind the one above it.
    fn is_joined(&self, line: &Line, at: usize, before: Option<MarkKind>) -> bool {
        let is_in_item = self.text[line.start..at].contains(|c: char| !" \t>".contains(c));
        let above = self.text[..line.start].trim_end_matches(['\n', '\r']);
        let is_broken = before.is_some() && (above.ends_with("  ") || above.ends_with('\\'));
        !is_in_item && !is_broken
    }

    /// The mark with which a line begins, behind those of the lists and quotations it is in.
    fn mark(&self, line: &Line) -> Option<(usize, Mark)> {
        let shown = &self.shown[line.start..line.start + line.words.len()];
        let skipped = shown.iter().position(|&shown| shown)?;
        let is_of_container = |c: char| c.is_ascii_digit() || " \t>-+*.)".contains(c);
        let at = line.start + skipped;
        let is_first = line.words[..skipped].chars().all(is_of_container);
        if !is_first || self.is_escaped(at) {
            return None;
        }
        // A no-break space or a wide one is shown, too.
        let words = line.words[skipped..].trim_start();
        let at = at + line.words.len() - skipped - words.len();
        lines::mark(words).map(|mark| (at, mark))
    }

    /// Signs of markup within sentences.
    pub(super) fn inlines(&mut self) {
        let mut read = 0;
        for (sign, at) in signs::signs(self.text) {
            let end = at + sign.text.len();
            // Of attributes behind a link only the braces are shown.
            let is_behind_link = sign.text.ends_with('{') && !self.shown[at];
            let from = if is_behind_link { end - 1 } else { at };
            let is_shown = self.shown[from..end].iter().all(|&shown| shown);
            if !is_shown || self.is_escaped(from) || at < read {
                continue;
            }
            let line_end = self.end_of_line(at).min(at + FARTHEST);
            let line = &self.text[at..self.text.floor_char_boundary(line_end)];
            let Some(length) = (sign.length)(line, sign.text) else { continue };
            // A longer run of the same sign is a line to write on, or hides digits: 138****0000.
            // Of backticks it is one mistake.
            let first = sign.text.as_bytes()[0];
            let is_run = sign.text.bytes().all(|byte| byte == first)
                && (self.text.as_bytes().get(end) == Some(&first)
                    || (at > 0 && self.text.as_bytes()[at - 1] == first));
            if is_run && first != b'`' && (first != b'[' || length == sign.text.len()) {
                continue;
            }
            let mut range = from..at + length;
            if is_run && first == b'`' {
                let rest = self.text.as_bytes()[at..].iter();
                range.end = at + rest.take_while(|&&byte| byte == first).count();
            }
            read = range.end;
            let shown = excerpt(&self.text[range.clone()]);
            let message = format!("`{shown}` is shown as it is: {}", sign.why);
            self.report(Rule::StrayMarkup, range, message, sign.hint);
        }
    }
}
