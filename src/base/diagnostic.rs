//! What can be wrong with a site, as data: a place, a message and what to do next.
//!
//! Stages return diagnostics beside their values; nothing here prints.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::limits;
use crate::base::rules::{Rule, Severities};
use crate::base::source::Span;

/// Whether the site can still be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written until it is fixed.
    Error,
    /// Worth fixing, but the site can be built without it.
    Warning,
}

impl Severity {
    pub fn id(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One mistake of an author, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub rule: Rule,
    pub severity: Severity,
    /// Path relative to the site's root; of a folder where a file is missing.
    pub file: Arc<str>,
    pub span: Span,
    pub message: String,
    /// What to do next, as a sentence.
    pub hint: Cow<'static, str>,
    /// Of a link in a finished file: the path that it leads to, relative to the output folder.
    pub target: Option<Arc<str>>,
}

impl Diagnostic {
    /// A finding of a rule: an error unless the rule only warns.
    pub fn new(rule: Rule, file: &Arc<str>, span: Span, message: impl Into<String>) -> Self {
        let severity = match rule.severities() {
            Severities::Error | Severities::Either => Severity::Error,
            Severities::Warning => Severity::Warning,
        };
        let file = Arc::clone(file);
        let mut message = message.into();
        // A large site may have millions.
        message.shrink_to_fit();
        Diagnostic { rule, severity, file, span, message, hint: Cow::default(), target: None }
    }

    /// A finding that is only likely, of a rule that may find such.
    pub fn warning(rule: Rule, file: &Arc<str>, span: Span, message: impl Into<String>) -> Self {
        debug_assert!(rule.severities() != Severities::Error, "{rule} finds errors only");
        Diagnostic { severity: Severity::Warning, ..Self::new(rule, file, span, message) }
    }

    pub fn hint(mut self, hint: impl Into<Cow<'static, str>>) -> Self {
        self.hint = hint.into();
        self
    }

    pub fn leading_to(mut self, target: &str) -> Self {
        self.target = Some(Arc::from(target));
        self
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Puts diagnostics in the order a person fixes them, file by file from the top, each once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.file, a.span, a.severity, a.rule.id(), &a.message).cmp(&(
            &b.file,
            b.span,
            b.severity,
            b.rule.id(),
            &b.message,
        ))
    });
    diagnostics.dedup();
}

/// By rule, how many warnings are not listed.
pub type Unlisted = BTreeMap<Rule, usize>;

/// Sorts diagnostics, leaves the first `most` warnings of each rule, and counts the others.
pub fn list_first(diagnostics: &mut Vec<Diagnostic>, most: usize, unlisted: &mut Unlisted) {
    sort(diagnostics);
    let mut warnings: BTreeMap<Rule, usize> = BTreeMap::new();
    diagnostics.retain(|found| {
        if found.is_error() {
            return true;
        }
        let count = warnings.entry(found.rule).or_default();
        *count += 1;
        if *count > most {
            *unlisted.entry(found.rule).or_default() += 1;
        }
        *count <= most
    });
}

pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}

/// The allowed word nearest to what was written, if one is near enough to be what was meant.
pub fn nearest<'a>(written: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = written.chars().count();
    allowed
        .into_iter()
        .filter_map(|word| {
            let own = word.chars().count();
            let most = (own / 3).max(1);
            // Measuring takes long, and what is much longer or shorter cannot be near.
            let distance = (own.abs_diff(length) <= most)
                .then(|| strsim::damerau_levenshtein(written, word))?;
            (distance <= most).then_some((distance, word))
        })
        .min()
        .map(|(_, word)| word)
}

/// “Did you mean …? Allowed: …”, for closed lists.
pub fn allowed_hint<'a>(written: &str, allowed: impl IntoIterator<Item = &'a str>) -> String {
    let mut words = allowed.into_iter();
    let listed: Vec<&str> = words.by_ref().take(limits::LISTED).collect();
    let more = if words.next().is_some() { ", …" } else { "" };
    let list = listed.join(", ") + more;
    match nearest(written, listed) {
        Some(word) => format!("Did you mean `{word}`? Allowed here: {list}."),
        None => format!("Allowed here: {list}."),
    }
}
