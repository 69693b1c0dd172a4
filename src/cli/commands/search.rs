//! `wuzha search`: the results a reader would get.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::json;

use crate::cli::console::{Exit, OutputFormat, refuse, say};
use crate::load;
use crate::pipeline::single;
use crate::pipeline::single::Question;
use crate::render::search::query::Reason;
use crate::render::search::{Filter, SearchPage, Way};

pub struct SearchArgs {
    pub root: PathBuf,
    pub query: String,
    pub language: Option<String>,
    pub limit: usize,
    pub filter: Filter,
    pub explains: bool,
    pub format: OutputFormat,
}

pub fn run(args: &SearchArgs) -> Result<Exit> {
    let sources = load::load(&args.root)?;
    let question = Question {
        query: &args.query,
        language: args.language.as_deref(),
        limit: args.limit,
        filter: args.filter.clone(),
        explains: args.explains,
    };
    let found = match single::search(&sources, &question)? {
        Ok(found) => found,
        Err(diagnostics) => return Ok(refuse(&diagnostics, &sources)),
    };
    say(match args.format {
        OutputFormat::Human => human(&question, &found),
        OutputFormat::Json => as_json(&found),
    })?;
    Ok(Exit::Fine)
}

fn human(question: &Question, found: &SearchPage) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    if question.explains {
        let _ = writeln!(
            text,
            "looked for: {}\nfound by: {}\n",
            found.terms.join(" · "),
            explained(found.way)
        );
    }
    if found.results.is_empty() {
        let _ = writeln!(text, "nothing found for “{}”", question.query);
        return text;
    }
    for (i, result) in found.results.iter().enumerate() {
        let _ = writeln!(
            text,
            "{:>3}. {}  ({}, {:.2})",
            i + 1,
            result.title,
            result.kind,
            result.score
        );
        let section = result
            .section
            .as_ref()
            .map(|section| format!("#{}  {}", section.anchor, section.heading));
        let _ = writeln!(text, "     {}{}", result.url, section.unwrap_or_default());
        let _ = writeln!(text, "     {}", result.excerpt.text.replace('\n', " "));
        for reason in &result.reasons {
            let _ =
                writeln!(text, "     {:>8.2}  {} in {}", reason.score, reason.text, reason.field);
        }
        text.push('\n');
    }
    let or_more = if found.is_open { " or more" } else { "" };
    let _ = writeln!(text, "{} of {}{or_more} shown", found.results.len(), found.total);
    text
}

fn explained(way: Way) -> &'static str {
    match way {
        Way::Whole => "every term",
        Way::Sounds => "how names are pronounced",
        Way::Meant => "every term, with words that were meant for those that no page has",
        Way::Enough => "enough of the terms, the rare ones counting most",
    }
}

fn as_json(found: &SearchPage) -> String {
    let reason = |r: &Reason| json!({ "text": r.text, "field": r.field, "score": r.score });
    let results: Vec<_> = found
        .results
        .iter()
        .map(|r| {
            let (excerpt, section) = (&r.excerpt.text, &r.section);
            json!({ "url": r.url, "title": r.title, "excerpt": excerpt, "section": section, "kind": r.kind,
                "language": r.language, "score": r.score, "reasons": r.reasons.iter().map(reason).collect::<Vec<_>>() })
        })
        .collect();
    format!("{}\n", json!({ "total": found.total, "isOpen": found.is_open, "results": results }))
}
