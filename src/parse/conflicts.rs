//! What git leaves in a file when two versions could not be merged.

use std::sync::Arc;

use memchr::memmem;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// The marks that git writes at the beginning of a line, seven characters each: ours, the common
/// ancestor (with `diff3`), theirs. A fourth line, of equals signs alone, is between the versions.
const MARKS: [&str; 3] = ["<<<<<<<", "|||||||", ">>>>>>>"];
const BETWEEN: &str = "=======";

/// The marks of unfinished merges, one mistake a merge.
///
/// `strict` is for texts in which a line of equals signs alone means nothing else.
pub fn merge_conflicts(file: &Arc<str>, text: &str, strict: bool) -> Vec<Diagnostic> {
    let has = |mark: &str| memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    let may_hold = MARKS.iter().any(|mark| has(mark)) || (strict && has(BETWEEN));
    if !may_hold {
        return Vec::new();
    }
    let mut marks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let is_mark = MARKS.iter().any(|mark| {
            words.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        });
        if is_mark || words == BETWEEN {
            marks.push((words, Span::new(start..start + words.len())));
        }
        start += line.len();
    }
    if !strict && marks.iter().all(|(mark, _)| *mark == BETWEEN) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut is_open = false;
    for (mark, span) in marks {
        // The other marks of a merge are in its first one's message.
        if mark.starts_with(MARKS[0]) || !is_open {
            found.push(unfinished(file, span));
        }
        is_open = !mark.starts_with(MARKS[2]) && (is_open || mark.starts_with(MARKS[0]));
    }
    found
}

fn unfinished(file: &Arc<str>, span: Span) -> Diagnostic {
    let message = "Two versions of this text were not merged: this line is git’s, not the author’s";
    let hint = "Keep what is right of the two versions, then delete the lines that begin with \
                `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>`.";
    Diagnostic::new(Rule::MergeConflict, file, span, message).hint(hint)
}
