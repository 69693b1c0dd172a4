//! The configuration of a site, `wuzha.toml`.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::language::Languages;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::base::url::{BaseUrl, Hosts};
use crate::base::vocabulary::{Level, Vocabulary};
use crate::base::{diagnostic, language, limits, url};
use crate::parse::localized::Localized;
use crate::parse::sink::{Sink, Spanned};
use crate::parse::table::TableReader;
use crate::parse::{localized, table};
use crate::theme::chain;
use crate::theme::chain::ThemeChain;

pub const FILE: &str = "wuzha.toml";

/// The validated set-up of a site.
#[derive(Clone, Debug)]
pub struct Config {
    pub file: Arc<str>,
    /// Whether nothing of it replaces what is missing or wrong, which is a mistake already.
    pub is_complete: bool,
    pub base_url: BaseUrl,
    pub languages: Languages,
    /// The folders in `themes/` that its looks are made of.
    pub theme: ThemeChain,
    pub title: Localized,
    pub tagline: Localized,
    /// Who publishes the site and signs what is printed.
    pub issuer: Localized,
    /// Hotlines shown on every page, by id, the most urgent first.
    pub emergency: Vec<Spanned<String>>,
    /// The guide for people who have already paid, as `<kind>/<id>`.
    pub already_paid: Option<Spanned<String>>,
    /// The terms under which others may use the content; `None` where the site does not say.
    pub license: Option<License>,
    pub allowed_hosts: Hosts,
    /// Pages a list shows at once.
    pub page_size: usize,
    /// How findings of a rule are judged, where the site says so.
    pub rules: Vec<(Spanned<String>, Level)>,
}

/// A licence of the content.
#[derive(Clone, Debug)]
pub struct License {
    /// `CC BY 4.0`.
    pub name: String,
    /// The page that explains it, `<kind>/<id>`, with a section if need be: `pages/about#copying`.
    pub page: Spanned<String>,
}

impl License {
    /// The path of the page, and the id of the section.
    pub fn place(&self) -> (&str, Option<&str>) {
        match self.page.value.split_once('#') {
            Some((page, section)) => (page, Some(section)),
            None => (&self.page.value, None),
        }
    }
}

impl Config {
    /// What a folder with the site in it may be called on any system: `wuzha-example` of `https://wuzha.example`.
    pub fn folder_name(&self) -> String {
        let host = self.base_url.origin().split_once("://").map_or("", |(_, host)| host);
        let words =
            host.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join("-")
    }
}

/// Reads `wuzha.toml`; `base_url` overrides the one written there.
pub fn parse(
    sources: &SourceFiles,
    base_url: Option<&BaseUrl>,
) -> (Option<Config>, Vec<Diagnostic>) {
    let (config, found) = parse_to_judge(sources, base_url);
    (config.filter(|config| config.is_complete), found)
}

/// The same; what is missing or wrong, which is a mistake, is replaced, so that the rest of the site
/// can be looked at. `None` where there are no languages to read it in.
pub fn parse_to_judge(
    sources: &SourceFiles,
    base_url: Option<&BaseUrl>,
) -> (Option<Config>, Vec<Diagnostic>) {
    let file: Arc<str> = Arc::from(FILE);
    let Some(text) = sources.text(FILE) else {
        let missing = Diagnostic::new(
            Rule::NoConfig,
            &file,
            Span::default(),
            "There is no readable `wuzha.toml` here",
        )
        .hint("Run the command in the site's folder, or name it with `--root`.");
        return (None, vec![missing]);
    };
    let sink = Sink::new(&file, 0);
    let toml = table::parse(text, &sink);
    let reader = TableReader::new(&toml, &sink);
    let config = read(&reader, sources, &file, base_url);
    reader.finish();
    (config, sink.into_diagnostics())
}

fn read(
    reader: &TableReader,
    sources: &SourceFiles,
    file: &Arc<str>,
    base_url: Option<&BaseUrl>,
) -> Option<Config> {
    let languages = read_languages(reader);
    let base_url = read_address(reader, base_url);
    let title = localized::require(reader, "title");
    let tagline = localized::require(reader, "tagline");
    let issuer = localized::require(reader, "issuer");
    let theme = read_theme(reader, sources, file);
    let emergency = reader.texts("emergency");
    let already_paid = reader.text("already_paid");
    let license = read_license(reader);
    let allowed_hosts = read_hosts(reader);
    let rules = read_rules(reader);
    let page_size = reader.integer("page_size");
    let page_size = page_size
        .filter(|n| in_range(reader, n))
        .and_then(|n| usize::try_from(n.value).ok())
        .unwrap_or(20);
    let languages = languages?;
    for text in [&title, &tagline, &issuer].into_iter().flatten() {
        each_language(reader, text, &languages);
    }
    let is_complete = base_url.is_some()
        && theme.is_some()
        && [&title, &tagline, &issuer].into_iter().all(Option::is_some);
    let named = |text: Option<Localized>| text.unwrap_or_else(|| Localized::of(&languages, FILE));
    Some(Config {
        file: Arc::clone(file),
        is_complete,
        base_url: base_url.or_else(|| BaseUrl::parse("https://example.invalid").ok())?,
        theme: theme.unwrap_or_else(|| ThemeChain::alone(chain::DEFAULT)),
        title: named(title),
        tagline: named(tagline),
        issuer: named(issuer),
        languages,
        emergency,
        already_paid,
        license,
        allowed_hosts,
        page_size,
        rules,
    })
}

fn read_theme(reader: &TableReader, sources: &SourceFiles, file: &Arc<str>) -> Option<ThemeChain> {
    let named = reader
        .text("theme")
        .unwrap_or_else(|| Spanned { value: chain::DEFAULT.to_owned(), span: reader.span() });
    let theme = ThemeChain::read(sources, &named.value, file, named.span);
    theme.map_err(|found| reader.sink().push(found)).ok()
}

fn read_license(reader: &TableReader) -> Option<License> {
    let table = reader.table("license")?;
    let (name, page) = (table.required_text("name"), table.required_text("page"));
    table.finish();
    Some(License { name: name?.value, page: page? })
}

/// `[rules]`: the rules' names, each with a level.
fn read_rules(reader: &TableReader) -> Vec<(Spanned<String>, Level)> {
    let Some(table) = reader.table("rules") else { return Vec::new() };
    let mut rules = Vec::new();
    for (rule, span, value, value_span) in table.entries() {
        let written = value.as_str().unwrap_or_default();
        match Level::from_id(written) {
            Some(level) => rules.push((Spanned { value: rule.to_owned(), span }, level)),
            None => {
                let message = format!("`{rule}` is not set to a valid level");
                let hint = diagnostic::allowed_hint(written, Level::ids());
                table.sink().error(Rule::UnknownWord, value_span, message, hint);
            }
        }
    }
    rules
}

fn in_range(reader: &TableReader, number: &Spanned<i64>) -> bool {
    let fine = (1..=limits::PAGE_SIZE).contains(&number.value);
    if !fine {
        let message = format!("`page_size` must be from 1 to {}", limits::PAGE_SIZE);
        reader.sink().error(Rule::OutOfRange, number.span, message, "20 is a good number.");
    }
    fine
}

fn each_language(reader: &TableReader, text: &Localized, languages: &Languages) {
    for code in languages.codes().filter(|code| !text.has(code)) {
        reader.sink().error(
            Rule::MissingLanguage,
            text.span,
            format!("There is no text for `{code}`, a language of the site"),
            format!("Add `{code} = \"…\"`."),
        );
    }
}

fn read_languages(reader: &TableReader) -> Option<Languages> {
    if !reader.has("languages") {
        reader.missing("languages", "[\"zh\", \"en\"]");
        return None;
    }
    let codes = reader.texts("languages");
    let mut fine = true;
    for code in codes.iter().filter(|code| !language::is_code(&code.value)) {
        fine = false;
        let message = format!("`{}` is not a language code", code.value);
        reader.sink().error(
            Rule::BadLanguage,
            code.span,
            message,
            "Use codes such as `zh`, `en`, `bo`, `zh-Hant`.",
        );
    }
    if !fine {
        return None;
    }
    let span = codes.first().map_or(reader.span(), |c| c.span);
    let languages = Languages::new(codes.into_iter().map(|c| c.value).collect());
    if languages.is_none() {
        let hint =
            "List each language once, the primary language first: `languages = [\"zh\", \"en\"]`.";
        reader.sink().error(
            Rule::BadLanguage,
            span,
            "The list of languages is empty or names one twice",
            hint,
        );
    }
    languages
}

/// The site's address; one that is given instead of what is written there is right already.
fn read_address(reader: &TableReader, base_url: Option<&BaseUrl>) -> Option<BaseUrl> {
    let written = reader.required_text("base_url");
    if base_url.is_some() {
        return base_url.cloned();
    }
    let Spanned { value, span } = written?;
    let address = BaseUrl::parse(&value).map_err(|why| {
        let message = format!("`{value}` is not the address of a site: {why}");
        reader.sink().error(Rule::BadAddress, span, message, url::SITE_HINT);
    });
    address.ok()
}

/// Hosts that links may lead to; a dot in front allows every host below.
fn read_hosts(reader: &TableReader) -> Hosts {
    let mut hosts = Hosts::default();
    for Spanned { value, span } in reader.texts("allowed_hosts") {
        if let Err(why) = hosts.add(&value) {
            let message = format!("`{value}` is not a host: {why}");
            let hint = "Write hosts alone: `www.gov.cn`, or `.gov.cn` for every host below it.";
            reader.sink().error(Rule::BadAddress, span, message, hint);
        }
    }
    hosts
}

/// The hint for a host that links may not lead to.
pub fn host_hint(host: &str, config: &Config) -> String {
    let known: Vec<_> = config.allowed_hosts.readable().collect();
    let near = diagnostic::nearest(host, known.iter().map(|known| &**known));
    let near = near.map(|n| format!("Did you mean `{n}`? ")).unwrap_or_default();
    format!(
        "{near}If the host is official and safe, add it to `allowed_hosts` in wuzha.toml. \
         A scam's own address is never a link: write it as code, defanged: `hxxps://bad[.]example`."
    )
}
