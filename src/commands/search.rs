//! `wuzha search`: what would a reader find?

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::json;

use super::{Exit, refuse, say};
use crate::load;
use crate::search::SearchPage;

pub struct Settings {
    pub root: PathBuf,
    pub query: String,
    pub language: Option<String>,
    pub limit: usize,
    pub format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A numbered list.
    #[default]
    Human,
    /// An object with `total` and `results`, as the site's own search module answers.
    Json,
}

pub fn run(settings: &Settings) -> Result<Exit> {
    let sources = load::load(&settings.root)?;
    let found = match crate::single::search(&sources, settings.language.as_deref(), &settings.query, settings.limit)? {
        Ok(found) => found,
        Err(diagnostics) => return refuse(&diagnostics, &sources),
    };
    say(match settings.format {
        Format::Human => human(&settings.query, &found),
        Format::Json => as_json(&found),
    })?;
    Ok(Exit::Fine)
}

fn human(query: &str, found: &SearchPage) -> String {
    if found.results.is_empty() {
        return format!("nothing found for “{query}”\n");
    }
    let mut text = String::new();
    for (i, result) in found.results.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{:>3}. {}  ({}, {:.2})", i + 1, result.title, result.kind, result.score);
        let _ = writeln!(text, "     {}", result.url);
        let _ = writeln!(text, "     {}\n", result.excerpt.text.replace('\n', " "));
    }
    let _ = writeln!(text, "{} of {} shown", found.results.len(), found.total);
    text
}

fn as_json(found: &SearchPage) -> String {
    let results: Vec<_> = found
        .results
        .iter()
        .map(|r| {
            let (excerpt, section) = (&r.excerpt.text, &r.section);
            json!({ "url": r.url, "title": r.title, "excerpt": excerpt, "section": section, "kind": r.kind,
                "language": r.language, "score": r.score })
        })
        .collect();
    format!("{}\n", json!({ "total": found.total, "results": results }))
}
