//! `wuzha translations`: the state of every page in every language.
#![allow(clippy::disallowed_methods, reason = "touches the disk, as commands may")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result, bail};
use serde::Serialize;
use similar::TextDiff;

use super::history;
use crate::base::digest::Digest;
use crate::base::language::Language;
use crate::base::rules::Rule;
use crate::cli::console::{Exit, OutputFormat, complain_of, say};
use crate::cli::input::read_site;
use crate::cli::report::counted;
use crate::parse::{front_matter, toml_edits};
use crate::pipeline::single;
use crate::site::Site;
use crate::site::page::{Page, State};
use crate::site::page_folder::digest;
use crate::{check, write};

pub struct TranslationsArgs {
    pub root: PathBuf,
    /// The pages to mark as made from their source as it is now; none to list.
    pub mark: Vec<String>,
    /// Only this language.
    pub language: Option<String>,
    /// Whether a listing shows what has changed in a source since it was translated.
    pub diff: bool,
    pub format: OutputFormat,
}

/// A page in a language, as `--format json` gives it.
#[derive(Serialize)]
struct Row {
    page: String,
    language: String,
    /// `current`, `unmarked`, `stale` or `missing`.
    state: &'static str,
    outline_differs: bool,
    numbers_differ: bool,
    /// Of the source text as it is now.
    source_digest: String,
    /// Of the source text it says it was made from.
    made_from: Option<String>,
    /// What has changed in the source since, as a unified diff; null where nothing has, or nobody
    /// knows.
    source_diff: Option<String>,
}

pub fn run(args: &TranslationsArgs) -> Result<Exit> {
    let Some((sources, site, known)) = read_site(&args.root)? else {
        return Ok(Exit::ContentHasErrors);
    };
    let languages = match args.language.as_deref() {
        None => site.config.languages.iter().skip(1).collect(),
        Some(code) => vec![translation_language(&site, code)?],
    };
    let context = check::context::Context::new(&site, &sources, &known, site.pages.len());
    if !args.mark.is_empty() {
        return mark(args, &context, &languages);
    }
    let pages = site.pages.iter();
    let rows: Vec<Row> = pages
        .flat_map(|page| languages.iter().map(|&language| row(args, &context, page, language)))
        .collect();
    say(match args.format {
        OutputFormat::Json => serde_json::to_string(&rows)? + "\n",
        OutputFormat::Human => table(&site, &languages, &rows),
    })?;
    Ok(Exit::Fine)
}

fn translation_language(site: &Site, code: &str) -> Result<Language> {
    let language = single::find_language(site, code)?;
    if language.is_primary() {
        bail!(
            "`{code}` is the language the pages are written in, not one they are translated into"
        );
    }
    Ok(language)
}

fn row(
    args: &TranslationsArgs,
    context: &check::context::Context,
    page: &Page,
    language: Language,
) -> Row {
    let source = page.original();
    let text = page.text(language);
    let state = match page.reading(language).state {
        State::Original | State::Current => "current",
        State::Unmarked => "unmarked",
        State::Stale => "stale",
        State::Fallback => "missing",
    };
    let found = check::parity(context, page);
    let differs = |rule: Rule| {
        text.is_some_and(|text| found.iter().any(|d| d.rule == rule && d.file == text.file))
    };
    let made_from =
        text.and_then(|text| text.front.translates.as_ref()).map(|digest| digest.value.clone());
    let wants_diff = state == "stale" && (args.diff || args.format == OutputFormat::Json);
    Row {
        page: page.path(),
        language: context.site.config.languages.code(language).to_owned(),
        state,
        outline_differs: differs(Rule::OutlineDiffers),
        numbers_differ: differs(Rule::NumbersDiffer),
        source_digest: source.digest.to_string(),
        source_diff: made_from.as_deref().filter(|_| wants_diff).and_then(|made_from| {
            let old = history::find(&args.root, &source.file, |text| {
                made_from.parse() == Ok(digest(text))
            })?;
            Some(diff(&source.file, &old, context.sources.text(&source.file)?))
        }),
        made_from,
    }
}

fn diff(file: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    diff.unified_diff()
        .context_radius(2)
        .header(&format!("{file} (when translated)"), &format!("{file} (now)"))
        .to_string()
}

/// A line a page, a column a language; what has changed since below; and how many are in which
/// state.
fn table(site: &Site, languages: &[Language], rows: &[Row]) -> String {
    let codes: Vec<&str> =
        languages.iter().map(|&language| site.config.languages.code(language)).collect();
    let words = |row: &Row| {
        let also =
            [(row.outline_differs, "outline differs"), (row.numbers_differ, "numbers differ")];
        let also = also.into_iter().filter(|(differs, _)| *differs).map(|(_, words)| words);
        std::iter::once(row.state).chain(also).collect::<Vec<_>>().join(", ")
    };
    let width = rows.iter().map(|row| row.page.len()).max().unwrap_or(0).max("page".len());
    let cell = rows.iter().map(|row| words(row).len()).max().unwrap_or(0);
    let line = |page: &str, cells: &[String]| {
        let cells: String = cells.iter().map(|words| format!("  {words:cell$}")).collect();
        format!("{page:width$}{cells}").trim_end().to_owned() + "\n"
    };
    let mut out = line("page", &codes.iter().map(|&code| code.to_owned()).collect::<Vec<_>>());
    for of_page in rows.chunks(codes.len().max(1)) {
        out += &line(&of_page[0].page, &of_page.iter().map(words).collect::<Vec<_>>());
    }
    for row in rows {
        if let Some(diff) = &row.source_diff {
            // Writing to a string cannot fail.
            let _ = write!(out, "\n{diff}");
        }
    }
    out.push('\n');
    for code in codes {
        let states = ["current", "unmarked", "stale", "missing"].map(|state| {
            (rows.iter().filter(|row| row.language == code && row.state == state).count(), state)
        });
        let states: Vec<String> = states
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, state)| format!("{count} {state}"))
            .collect();
        let _ =
            writeln!(out, "{code}: {} of {}", states.join(", "), counted(site.pages.len(), "page"));
    }
    out
}

/// Notes that translations were compared with their source as it is now.
fn mark(
    args: &TranslationsArgs,
    context: &check::context::Context,
    languages: &[Language],
) -> Result<Exit> {
    let site = context.site;
    let &[language] = languages else { bail!("say which language was compared: `--lang en`") };
    let code = site.config.languages.code(language);
    for id in &args.mark {
        let path = single::find_page(site, id)?;
        let page = site
            .find_path(&path)
            .map(|index| site.page(index))
            .context("the home page is not translated")?;
        let Some(text) = page.text(language) else { bail!("`{path}` has no text in `{code}` yet") };
        let differs: Vec<_> = check::parity(context, page)
            .into_iter()
            .filter(|found| found.file == text.file)
            .collect();
        if !differs.is_empty() {
            complain_of(&differs, context.sources);
            bail!("`{path}` differs from its source; fix that, then mark it");
        }
        let file = args.root.join(&*text.file);
        write::write_own_file_durably(&file, marked(&file, page.original().digest)?.as_bytes())?;
        say(format!(
            "{}: compared with {} {}\n",
            text.file,
            page.original().file,
            page.original().digest
        ))?;
    }
    Ok(Exit::Fine)
}

/// A prose file whose head says which source text it was made from; all else stays as it was
/// written.
fn marked(file: &Path, digest: Digest) -> Result<String> {
    let context = || format!("cannot change `{}`", file.display());
    let text = std::fs::read_to_string(file).with_context(context)?;
    let head = front_matter::head(&text).context("it has no head").with_context(context)?;
    let new = toml_edits::set_text(&text[head.clone()], "translates", &digest.to_string())
        .map_err(Error::msg)
        .with_context(context)?;
    Ok(format!("{}{new}{}", &text[..head.start], &text[head.end..]))
}
