//! Reports of diagnostics, for a person, an editor or a program.

mod excerpt;
mod services;

use std::fmt::Write as _;
use std::io::IsTerminal;

use annotate_snippets::renderer::{DEFAULT_LINE_NUM_STYLE, DEFAULT_TERM_WIDTH, Style};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::limits;
use crate::base::source::SourceFiles;
use excerpt::{Located, Places};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ReportFormat {
    /// With the place in the text and what to do next.
    #[default]
    Human,
    /// One line each, as editors read them.
    Short,
    /// An array of objects, for programs.
    Json,
    /// SARIF 2.1.0, for services that collect results of checks.
    Sarif,
    /// Notes beside the lines of a change, on GitHub.
    Github,
}

impl ReportFormat {
    /// Whether the output is one document, to which nothing may be added.
    pub fn is_document(self) -> bool {
        matches!(self, ReportFormat::Json | ReportFormat::Sarif)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    Plain,
    Coloured,
}

impl Paint {
    /// Colours are for terminals, and for people who have not asked for none: <https://no-color.org>.
    pub fn suits(stream: &impl IsTerminal) -> Self {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if stream.is_terminal() && !is_set("NO_COLOR") && !dumb {
            Paint::Coloured
        } else {
            Paint::Plain
        }
    }
}

/// One diagnostic, as `--format json` and the browser get it. `line` and `column` count from 1, in
/// characters.
#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    severity: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    hint: &'a str,
}

/// All diagnostics, each ending in a line break; nothing at all where there are none, save for a
/// document.
pub fn render(
    diagnostics: &[Diagnostic],
    sources: &SourceFiles,
    format: ReportFormat,
    paint: Paint,
) -> String {
    let mut places = Places::new(sources);
    match format {
        ReportFormat::Human => {
            let shown = diagnostics.iter().take(limits::SHOWN);
            let mut text: String =
                shown.map(|d| human(d, &places.locate(d), paint) + "\n\n").collect();
            if let Some(rest) =
                diagnostics.len().checked_sub(limits::SHOWN).filter(|&rest| rest > 0)
            {
                text += &format!(
                    "… and {} more: fix these first, or list all with `--format short`\n\n",
                    counted(rest, "mistake")
                );
            }
            text
        }
        ReportFormat::Short => diagnostics.iter().map(|d| short(d, &places.locate(d))).collect(),
        ReportFormat::Json => json(diagnostics, sources) + "\n",
        ReportFormat::Sarif => services::sarif(diagnostics, &mut places) + "\n",
        ReportFormat::Github => {
            diagnostics.iter().map(|d| services::github(d, &mut places)).collect()
        }
    }
}

/// The same as JSON on a single line.
pub fn json(diagnostics: &[Diagnostic], sources: &SourceFiles) -> String {
    let mut places = Places::new(sources);
    let rows: Vec<Row> = diagnostics
        .iter()
        .map(|diagnostic| {
            let at = places.locate(diagnostic);
            Row {
                rule: diagnostic.rule.id(),
                severity: diagnostic.severity.id(),
                file: &diagnostic.file,
                line: at.line,
                column: at.column,
                message: &diagnostic.message,
                hint: &diagnostic.hint,
            }
        })
        .collect();
    as_json(&rows)
}

/// An I/O error in the shape of a diagnostic, where not even the files could be read.
pub fn failure_json(error: &anyhow::Error) -> String {
    let message = format!("{error:#}");
    as_json(&[Row {
        rule: "failure",
        severity: "error",
        file: "",
        line: 1,
        column: 1,
        message: &message,
        hint: "",
    }])
}

/// “3 errors, 1 warning”, with as many warnings that are not listed.
pub fn tally(diagnostics: &[Diagnostic], unlisted: usize) -> String {
    let count = |severity: Severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let parts: Vec<String> = [(Severity::Error, 0), (Severity::Warning, unlisted)]
        .into_iter()
        .map(|(severity, more)| (count(severity) + more, severity.id()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| counted(count, noun))
        .collect();
    if parts.is_empty() { "no mistakes".to_owned() } else { parts.join(", ") }
}

/// “1 page”, “28 pages”, “20,000 pages”.
pub fn counted(count: usize, noun: &str) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    let plural = if count == 1 { "" } else { "s" };
    format!("{text} {noun}{plural}")
}

fn as_json(rows: &[Row]) -> String {
    serde_json::to_string(rows).expect("strings and numbers are always JSON")
}

fn human(diagnostic: &Diagnostic, at: &Located, paint: Paint) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let (file, message, hint) =
        (path(&diagnostic.file), visible(&diagnostic.message), visible(&diagnostic.hint));
    let title_lines = message.lines().count().max(1);
    let mut group = Group::with_title(level.primary_title(message).id(diagnostic.rule.id()));
    group = match &at.excerpt {
        Some(excerpt) => {
            let underline = AnnotationKind::Primary.span(excerpt.underlined.clone());
            group.element(
                Snippet::source(excerpt.text.as_str()).line_start(at.line).annotation(underline),
            )
        }
        None => group.element(Origin::path(file.as_str())),
    };
    if !diagnostic.hint.is_empty() {
        group = group.element(Level::HELP.message(hint));
    }
    let renderer = match paint {
        Paint::Plain => Renderer::plain(),
        Paint::Coloured => Renderer::styled(),
    };
    // Excerpts are cut to measure before they come here; the renderer's own cutting must not add to
    // it.
    let text = renderer.term_width(DEFAULT_TERM_WIDTH * 2).render(&[group]);
    if at.excerpt.is_none() {
        return text;
    }
    // The renderer would count the column from where the excerpt was cut, so this line is put in by
    // hand.
    let style = match paint {
        Paint::Plain => Style::new(),
        Paint::Coloured => DEFAULT_LINE_NUM_STYLE,
    };
    let indent = " ".repeat(at.line.to_string().len());
    let place = format!("{indent}{style}-->{style:#} {file}:{}:{}", at.line, at.column);
    let mut lines: Vec<&str> = text.lines().collect();
    lines.insert(title_lines.min(lines.len()), &place);
    lines.join("\n")
}

fn short(diagnostic: &Diagnostic, at: &Located) -> String {
    let mut line = String::new();
    let (file, message) = (path(&diagnostic.file), visible(&diagnostic.message).replace('\n', " "));
    let (severity, rule) = (diagnostic.severity.id(), diagnostic.rule);
    // Writing to a string cannot fail.
    let _ = writeln!(line, "{file}:{}:{}: {severity}[{rule}] {message}", at.line, at.column);
    line
}

/// A file's name on one line, whatever is in it.
fn path(file: &str) -> String {
    visible(file).replace('\n', "\u{FFFD}")
}

/// Text without control characters: a message may quote a page, and a terminal obeys escapes.
fn visible(text: &str) -> String {
    text.chars().map(|c| if excerpt::is_unsafe(c) && c != '\n' { '\u{FFFD}' } else { c }).collect()
}
