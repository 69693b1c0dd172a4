//! `wuzha search`: the results that a reader would see for a query.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::{Value, json};

use crate::base::vocabulary::Vocabulary;
use crate::cli::console::{Exit, OutputFormat, refuse, say};
use crate::cli::input::load_site;
use crate::pipeline::single;
use crate::pipeline::single::SearchRequest;
use crate::render::search::results::{Hit, Reason};
use crate::render::search::{Filter, Match, SearchPage};

pub struct SearchArgs {
    pub root: PathBuf,
    pub query: String,
    pub language: Option<String>,
    pub limit: usize,
    pub filter: Filter,
    pub explain: bool,
    pub format: OutputFormat,
}

pub fn run(args: &SearchArgs) -> Result<Exit> {
    let sources = load_site(&args.root)?;
    let question = SearchRequest {
        query: &args.query,
        language: args.language.as_deref(),
        limit: args.limit,
        filter: args.filter,
        explain: args.explain,
    };
    let page = match single::search(&sources, &question)? {
        Ok(page) => page,
        Err(diagnostics) => return Ok(refuse(&diagnostics, &sources)),
    };
    say(match args.format {
        OutputFormat::Human => as_text(&question, &page),
        OutputFormat::Json => as_json(&page),
    })?;
    Ok(Exit::Fine)
}

/// The results as a person reads them.
fn as_text(question: &SearchRequest, page: &SearchPage) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    if question.explain {
        let terms = page.terms.join(" · ");
        let _ = writeln!(text, "terms: {terms}\nmatched by: {}\n", description(page.matched));
    }
    if page.results.is_empty() {
        let _ = writeln!(text, "no results for “{}”", question.query);
        return text;
    }
    for (number, hit) in (1..).zip(&page.results) {
        let Hit { url, title, kind, score, .. } = hit;
        let _ = writeln!(text, "{number:>3}. {title}  ({}, {score:.2})", kind.id());
        let _ = write!(text, "     {url}");
        if let Some(section) = &hit.section {
            let _ = write!(text, "#{}  {}", section.anchor, section.heading);
        }
        let _ = writeln!(text, "\n     {}", hit.excerpt.text.replace('\n', " "));
        for Reason { text: term, field, score } in &hit.reasons {
            let _ = writeln!(text, "     {score:>8.2}  {term} in {field}");
        }
        text.push('\n');
    }
    let or_more = if page.is_open { " or more" } else { "" };
    let _ = writeln!(text, "{} of {}{or_more} results", page.results.len(), page.total);
    text
}

fn description(matched: Match) -> &'static str {
    match matched {
        Match::All => "every term",
        Match::Pinyin => "names in pinyin",
        Match::Corrected => "every term, after words that no page has were corrected",
        Match::Partial => "enough of the terms; rare terms count most",
        Match::Weak => "only a part of the terms: a guess",
    }
}

fn as_json(page: &SearchPage) -> String {
    let results: Vec<Value> = page.results.iter().map(hit_as_json).collect();
    format!("{}\n", json!({ "total": page.total, "isOpen": page.is_open, "results": results }))
}

fn hit_as_json(hit: &Hit) -> Value {
    let reasons: Vec<Value> = hit.reasons.iter().map(reason_as_json).collect();
    json!({
        "url": hit.url,
        "title": hit.title,
        "excerpt": hit.excerpt.text,
        "section": hit.section,
        "kind": hit.kind.id(),
        "language": hit.language,
        "score": hit.score,
        "reasons": reasons,
    })
}

fn reason_as_json(reason: &Reason) -> Value {
    json!({ "text": reason.text, "field": reason.field, "score": reason.score })
}
