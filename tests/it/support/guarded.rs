//! Many sentences through the rules about people at once: a page each, one check.

use std::fmt::Write as _;

use wuzha::base::diagnostic::Severity;
use wuzha::base::rules::{Rule, Subject};
use wuzha::pipeline::{self, Options};

use crate::support::site;

/// What a sentence breaks: rules about people, and how seriously.
pub type Found = Vec<(Rule, Severity)>;

/// The rules about people that each text breaks, with the hotlines of the shipped content.
pub fn found(texts: &[&str]) -> Vec<Found> {
    let mut written = String::new();
    for (number, text) in texts.iter().enumerate() {
        let _ = write!(
            written,
            "-- content/pages/p{number}/page.toml --\n\n-- content/pages/p{number}/zh.md --\n+++\n\
             title = \"句\"\nsummary = \"句。\"\n+++\n\n{text}\n\n"
        );
    }
    let mut sources = site::sources(&written);
    let register = include_bytes!("../../../content/hotlines.toml");
    sources.insert("content/hotlines.toml", &register[..]);
    let options = Options { outputs: site::HTML, ..Options::default() };
    let checked = pipeline::check(&sources, &options).expect("nothing in the world fails");
    let mut all: Vec<Found> = vec![Vec::new(); texts.len()];
    for one in checked.diagnostics.iter().filter(|one| one.rule.subject() == Subject::People) {
        let number =
            one.file.strip_prefix("content/pages/p").and_then(|rest| rest.split('/').next());
        let number: usize = number.and_then(|number| number.parse().ok()).expect("of a page");
        all[number].push((one.rule, one.severity));
    }
    all
}

/// Whether an error stops the text, other than those about cases.
pub fn is_stopped(found: &Found) -> bool {
    found.iter().any(|(rule, severity)| {
        *severity == Severity::Error && !matches!(rule, Rule::ExactDate | Rule::ExactAmount)
    })
}
