//! `wuzha exceptions`: exceptions from rules, with their reasons.

use std::path::PathBuf;

use anyhow::Result;
use serde::Serialize;

use crate::cli::console::{Exit, OutputFormat, say};
use crate::cli::input::read_site;
use crate::cli::report::counted;

pub struct ExceptionsArgs {
    pub root: PathBuf,
    pub format: OutputFormat,
}

/// An exception, as `--format json` gives it.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    line: usize,
    rule: &'a str,
    text: &'a str,
    reason: &'a str,
}

pub fn run(args: &ExceptionsArgs) -> Result<Exit> {
    let Some((sources, site, _)) = read_site(&args.root)? else {
        return Ok(Exit::ContentHasErrors);
    };
    let rows = site.pages.iter().flat_map(|page| {
        page.facts.exceptions.iter().map(|exception| Row {
            file: &page.facts_file,
            line: sources.line_column(&page.facts_file, exception.rule.span.start).line,
            rule: &exception.rule.value,
            text: &exception.text.value,
            reason: &exception.reason,
        })
    });
    let rows: Vec<Row> = rows.collect();
    match args.format {
        OutputFormat::Json => say(serde_json::to_string(&rows)? + "\n")?,
        OutputFormat::Human => {
            for Row { file, line, rule, text, reason } in &rows {
                say(format!("{file}:{line}: {rule}: “{text}”\n  {reason}\n"))?;
            }
            say(format!("{} in force\n", counted(rows.len(), "exception")))?;
        }
    }
    Ok(Exit::Fine)
}
