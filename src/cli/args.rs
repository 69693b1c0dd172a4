//! What was typed on the command line, as clap reads it, and what `--help` says of it.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::base::url::BaseUrl;
use crate::base::vocabulary::{Audience, Channel, Kind, Payment, Vocabulary};
use crate::cli::cache::Place;
use crate::cli::commands::explain;
use crate::cli::console::OutputFormat;
use crate::cli::report::ReportFormat;
use crate::pipeline::Shard;

/// Builds an anti-fraud site: pages, their search and their leaflets, from one set of Markdown
/// files.
#[derive(Parser)]
#[command(name = "wuzha", version, after_help = EXIT_CODES, max_term_width = 100)]
pub(super) struct LowArgs {
    #[command(subcommand)]
    pub command: LowCommand,
}

const EXIT_CODES: &str = "Exit codes: 0 fine, 1 the content has errors, 2 usage error, or a file, network or system error.";

#[derive(Subcommand)]
pub(super) enum LowCommand {
    /// Build the site into a folder
    #[command(after_help = BUILD_EXAMPLES)]
    Build(LowBuild),
    /// Look for mistakes and write nothing
    #[command(after_help = CHECK_EXAMPLES)]
    Check(LowCheck),
    /// Open what was built and prove that it is sound
    #[command(after_help = AUDIT_EXAMPLES)]
    Audit(LowAudit),
    /// List the exceptions from rules, with their reasons
    Exceptions(LowExceptions),
    /// Explain what a rule finds, why it matters and how to fix it
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(LowExplain),
    /// Search the site's pages, as its search page does
    #[command(after_help = SEARCH_EXAMPLES)]
    Search(LowSearch),
    /// Show the site in a browser and rebuild it at every change
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(LowServe),
    /// Typeset one page's leaflets
    #[command(after_help = PRINT_EXAMPLES)]
    Print(LowPrint),
    /// Let one page take over the addresses of another that is renamed or removed
    #[command(after_help = REDIRECT_EXAMPLES)]
    Redirect(LowRedirect),
    /// Which page is there in which language, and how old is the translation
    #[command(after_help = TRANSLATIONS_EXAMPLES)]
    Translations(LowTranslations),
    /// Typeset leaflets, or a part of them, for the cache of a later build
    #[command(after_help = TYPESET_EXAMPLES)]
    Typeset(LowTypeset),
}

const BUILD_EXAMPLES: &str = "\
Examples:
  wuzha build                               the site in this folder, into public/
  wuzha build --only html,search            without leaflets; those in public/ stay
  wuzha build --bundle usb                  a copy for a USB stick, into public-usb/ and public-usb.zip
  wuzha build --precompress                 with .br and .gz files for a server of one's own
  wuzha build --base-url https://test.example.org --out /tmp/site";

const CHECK_EXAMPLES: &str = "\
Examples:
  wuzha check                               every mistake, with its place and what to do
  wuzha check --deny-warnings               warnings fail too: for a build server
  wuzha check --print                       and whether the text of every leaflet fits
  wuzha check --format short                file:line:column, for an editor
  wuzha check --format github               annotations beside changed lines";

const AUDIT_EXAMPLES: &str = "\
Examples:
  wuzha audit                               the site in public/, by the wuzha.toml of this folder
  wuzha audit public-usb                    a copy for a USB stick
  wuzha audit /mnt/stick --base-url https://example.org
                                            without wuzha.toml: allowed hosts are not checked then
  wuzha audit --format sarif                for a service that collects such results";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  wuzha explain resident-id                 the name in brackets after `error` or `warning`
  wuzha explain                             every rule, a line each
  wuzha explain --format markdown           the same by subject, in English and Chinese";

const SEARCH_EXAMPLES: &str = "\
Examples:
  wuzha search 安全账户
  wuzha search \"safe account\" --lang en --limit 3
  wuzha search 转账 --kind scams --channel phone
  wuzha search 杀猪盘 --explain             the parts of each score
  wuzha search 杀猪盘 --format json";

const SERVE_EXAMPLES: &str = "\
Examples:
  wuzha serve --open
  wuzha serve --port 0                      any free port; the address is printed";

const PRINT_EXAMPLES: &str = "\
Examples:
  wuzha print fake-police                   every leaflet of the page, into this folder
  wuzha print fake-police --lang en --format sheet-a4 -o leaflet.pdf
  wuzha print fake-police --format trifold --branch east -o folder/
  wuzha print home --format handbook-a5     the handbook of the whole site
  wuzha print --list                        every format and what it is made of";

const REDIRECT_EXAMPLES: &str = "\
Examples:
  wuzha redirect fake-police impostors      after the folder was renamed or removed
  wuzha redirect /old/page.html impostors   an address of an older site";

const TRANSLATIONS_EXAMPLES: &str = "\
Examples:
  wuzha translations                        pages and languages: current, stale, missing
  wuzha translations --diff                 and what has changed in a source since
  wuzha translations --mark fake-police --lang en";

const TYPESET_EXAMPLES: &str = "\
Examples:
  wuzha typeset                             all of them, into this site's cache
  wuzha typeset --shard 2/8 --cache s3://bucket/leaflets
                                            the second of eight parts, into a bucket
  wuzha build --cache s3://bucket/leaflets  afterwards: nothing is left to typeset";

#[derive(Args)]
pub(super) struct LowRoot {
    /// The site's folder, the one with wuzha.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// How expiry is judged.
#[derive(Args)]
pub(super) struct LowExpiry {
    /// Treat facts as expired as of this date [default: SOURCE_DATE_EPOCH, or not at all]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
    /// Print pages with expired facts too, with a mark on them
    #[arg(long)]
    pub allow_expired: bool,
}

#[derive(Args)]
pub(super) struct LowCache {
    /// Where typeset leaflets are kept: a folder, or `s3://bucket/prefix` with the usual AWS_…
    /// variables [default: .wuzha/cache, in the site's folder]
    #[arg(long, value_name = "PLACE")]
    pub cache: Option<Place>,
}

#[derive(Args)]
pub(super) struct LowBuild {
    #[command(flatten)]
    pub root: LowRoot,
    #[command(flatten)]
    pub expiry: LowExpiry,
    /// Where to write [default: public, in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The address the site will have, instead of the one in wuzha.toml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<BaseUrl>,
    /// Build only these; what the others left in the folder stays
    #[arg(long, value_name = "OUTPUTS", value_delimiter = ',')]
    pub only: Vec<OutputName>,
    /// Print copies for these branches of content/branches.toml too, a folder each: `all`, or ids
    #[arg(long, value_name = "BRANCHES", value_delimiter = ',')]
    pub branches: Vec<String>,
    /// Write .br and .gz beside every text that is worth it, for servers that hand them out
    #[arg(long, conflicts_with = "bundle")]
    pub precompress: bool,
    /// Make a copy that opens without a server, and a zip of it beside it [default folder:
    /// public-usb]
    #[arg(long, value_name = "KIND", value_enum)]
    pub bundle: Option<BundleKind>,
    #[command(flatten)]
    pub cache: LowCache,
    /// How many threads to use [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Say nothing unless something is wrong
    #[arg(long, short)]
    pub quiet: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputName {
    Html,
    Search,
    Print,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum BundleKind {
    /// A folder for a USB stick or a shared drive, and the same as a zip: open its index.html
    Usb,
}

#[derive(Args)]
pub(super) struct LowCheck {
    #[command(flatten)]
    pub root: LowRoot,
    /// How to show what is wrong
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
    /// Judge dates of review and expiry as on this day [default: SOURCE_DATE_EPOCH, or today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
    /// Exit with 1 where there are only warnings, too
    #[arg(long)]
    pub deny_warnings: bool,
    /// Lay out every leaflet to see whether its text fits, not only those of changed pages
    #[arg(long)]
    pub print: bool,
}

#[derive(Args)]
pub(super) struct LowAudit {
    /// What to look at [default: public, in the site's folder]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    #[command(flatten)]
    pub root: LowRoot,
    /// The address the site has, instead of the one in wuzha.toml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<BaseUrl>,
    /// How to show what is wrong
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
}

#[derive(Args)]
pub(super) struct LowExceptions {
    #[command(flatten)]
    pub root: LowRoot,
    /// How to show them
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

#[derive(Args)]
pub(super) struct LowExplain {
    /// The rule's name; without it, all are listed
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
    /// How to show it
    #[arg(long, value_enum, default_value_t)]
    pub format: explain::ExplainFormat,
}

#[derive(Args)]
pub(super) struct LowSearch {
    /// What to look for; several words are one query
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    #[command(flatten)]
    pub root: LowRoot,
    /// The language to search in [default: the site's first]
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Only pages of this kind: scams, cases, guides …
    #[arg(long, value_name = "KIND", value_parser = ids::<Kind>())]
    pub kind: Option<String>,
    /// Only where contact was made this way: phone, sms …
    #[arg(long, value_name = "ROUTE", value_parser = ids::<Channel>())]
    pub channel: Option<String>,
    /// Only where money was to move this way: counter, gift-card …
    #[arg(long, value_name = "PAYMENT", value_parser = ids::<Payment>())]
    pub payment: Option<String>,
    /// Only what is written for these: elderly, students …
    #[arg(long, value_name = "AUDIENCE", value_parser = ids::<Audience>())]
    pub audience: Option<String>,
    /// Show the parts of each score
    #[arg(long)]
    pub explain: bool,
    /// How many results to show
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,
    /// How to show them
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

#[derive(Args)]
pub(super) struct LowServe {
    #[command(flatten)]
    pub root: LowRoot,
    /// The port to listen on, on this machine only; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 4000)]
    pub port: u16,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
}

#[derive(Args)]
pub(super) struct LowPrint {
    /// The page's id, as its folder is called; `home` for the whole site
    #[arg(value_name = "ID", required_unless_present = "list")]
    pub id: Option<String>,
    #[command(flatten)]
    pub root: LowRoot,
    #[command(flatten)]
    pub expiry: LowExpiry,
    /// Only in this language
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Only in this format, such as sheet-a4
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// With the name and address of this branch of content/branches.toml
    #[arg(long, value_name = "BRANCH")]
    pub branch: Option<String>,
    /// List the formats and what they are made of
    #[arg(long, conflicts_with_all = ["id", "lang", "format", "branch", "output"])]
    pub list: bool,
    /// The file to write, or `-` for standard output; one language and one format must be chosen
    #[arg(short, long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Take leaflets from here, and keep them here: a folder, or `s3://bucket/prefix`
    #[arg(long, value_name = "PLACE", conflicts_with = "list")]
    pub cache: Option<Place>,
}

#[derive(Args)]
pub(super) struct LowRedirect {
    /// The id of the page that is gone, or an old address: `/old/page/`
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The id of the page that takes its place
    #[arg(value_name = "NEW")]
    pub new: String,
    #[command(flatten)]
    pub root: LowRoot,
}

#[derive(Args)]
pub(super) struct LowTranslations {
    #[command(flatten)]
    pub root: LowRoot,
    /// Note that the translations of these pages were compared with their sources as they are now
    #[arg(long, value_name = "ID", value_delimiter = ',', requires = "lang")]
    pub mark: Vec<String>,
    /// Only this language
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Show what has changed in a source since it was translated, where git knows
    #[arg(long)]
    pub diff: bool,
    /// How to show them
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

#[derive(Args)]
pub(super) struct LowTypeset {
    #[command(flatten)]
    pub root: LowRoot,
    #[command(flatten)]
    pub expiry: LowExpiry,
    /// Typeset only part I of N, from 1 to N; all parts together make everything
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    #[command(flatten)]
    pub cache: LowCache,
    /// The address the site will have, instead of the one in wuzha.toml; codes lead to it
    #[arg(long, value_name = "URL")]
    pub base_url: Option<BaseUrl>,
    /// Copies for these branches of content/branches.toml too: `all`, or ids
    #[arg(long, value_name = "BRANCHES", value_delimiter = ',')]
    pub branches: Vec<String>,
    /// How many threads to use [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Say nothing unless something is wrong
    #[arg(long, short)]
    pub quiet: bool,
}

/// The words of a closed list, as the values an option may have.
fn ids<V: Vocabulary>() -> PossibleValuesParser {
    V::ids().collect::<Vec<_>>().into()
}
