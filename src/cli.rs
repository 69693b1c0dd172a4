//! What does the command line ask for?
//!
//! Two steps: `Low*` is what was typed, as clap reads it; a command's `Settings` are the same, checked.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::Outputs;
use crate::commands::{self, Command, Exit, audit, build, check, explain, print, search, serve};
use crate::load;
use crate::print::branches::Branches;
use crate::report::Format;
use crate::search::Filter;
use crate::vocabulary::{Audience, Channel, Kind, Payment, Vocabulary};

/// Builds an anti-fraud site: pages, their search and their leaflets, from one set of Markdown files.
#[derive(Parser)]
#[command(name = "wuzha", version, after_help = EXIT_CODES, max_term_width = 100)]
struct LowArgs {
    #[command(subcommand)]
    command: LowCommand,
}

const EXIT_CODES: &str = "Exit codes: 0 fine, 1 the content has errors, 2 wrong usage or the world failed.";

#[derive(Subcommand)]
enum LowCommand {
    /// Build the site into a folder
    #[command(after_help = BUILD_EXAMPLES)]
    Build(LowBuild),
    /// Look for mistakes and write nothing
    #[command(after_help = CHECK_EXAMPLES)]
    Check(LowCheck),
    /// Open what was built and prove that it is sound
    #[command(after_help = AUDIT_EXAMPLES)]
    Audit(LowAudit),
    /// Say what a rule finds, why it matters and how to mend it
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(LowExplain),
    /// Search the site's pages, as its search page does
    #[command(after_help = SEARCH_EXAMPLES)]
    Search(LowSearch),
    /// Show the site in a browser and build it anew at every change
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(LowServe),
    /// Typeset one page's leaflets
    #[command(after_help = PRINT_EXAMPLES)]
    Print(LowPrint),
}

const BUILD_EXAMPLES: &str = "\
Examples:
  wuzha build                               the site in this folder, into public/
  wuzha build --only html,search            without the leaflets; those in public/ stay
  wuzha build --bundle usb                  a copy for a USB stick, into public-usb/
  wuzha build --base-url https://test.example.org --out /tmp/site";

const CHECK_EXAMPLES: &str = "\
Examples:
  wuzha check                               every mistake, with its place and what to do
  wuzha check --deny-warnings               warnings fail too: for a build server
  wuzha check --format short                file:line:column, for an editor
  wuzha check --format github               notes beside the lines of a change";

const AUDIT_EXAMPLES: &str = "\
Examples:
  wuzha audit                               the site in public/, by the wuzha.toml of this folder
  wuzha audit public-usb                    a copy for a USB stick
  wuzha audit /mnt/stick --base-url https://example.org
                                            where there is no wuzha.toml: allowed hosts are not judged then
  wuzha audit --format sarif                for a service that collects such results";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  wuzha explain resident-id                 the name in brackets behind `error` or `warning`
  wuzha explain                             every rule, a line each";

const SEARCH_EXAMPLES: &str = "\
Examples:
  wuzha search 安全账户
  wuzha search \"safe account\" --lang en --limit 3
  wuzha search 转账 --kind scams --channel phone
  wuzha search 杀猪盘 --explain             what each score is the sum of
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

#[derive(Args)]
struct LowRoot {
    /// The site's folder, the one with wuzha.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

#[derive(Args)]
struct LowBuild {
    #[command(flatten)]
    root: LowRoot,
    /// Where to write [default: public, in the site's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The address the site will have, instead of the one in wuzha.toml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Build only these; what the others left in the folder stays
    #[arg(long, value_name = "OUTPUTS", value_delimiter = ',')]
    only: Vec<Output>,
    /// Print copies for these branches of content/branches.toml too, a folder each: `all`, or ids
    #[arg(long, value_name = "BRANCHES", value_delimiter = ',')]
    branches: Vec<String>,
    /// Make a copy that opens without a server [default folder: public-usb]
    #[arg(long, value_name = "KIND", value_enum)]
    bundle: Option<Bundle>,
    /// How many threads to use [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Say nothing unless something is wrong
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    Html,
    Search,
    Print,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Bundle {
    /// A folder for a USB stick or a shared drive: open its index.html
    Usb,
}

#[derive(Args)]
struct LowCheck {
    #[command(flatten)]
    root: LowRoot,
    /// How to show what is wrong
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Judge dates of review and expiry as on this day [default: SOURCE_DATE_EPOCH, or today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
    /// Exit with 1 where there are only warnings, too
    #[arg(long)]
    deny_warnings: bool,
}

#[derive(Args)]
struct LowAudit {
    /// What to look at [default: public, in the site's folder]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    root: LowRoot,
    /// The address the site has, instead of the one in wuzha.toml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// How to show what is wrong
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Args)]
struct LowExplain {
    /// The rule's name; without it, all are listed
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

#[derive(Args)]
struct LowSearch {
    /// What to look for; several words are one query
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    #[command(flatten)]
    root: LowRoot,
    /// The language to search in [default: the site's first]
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// Only pages of this kind: scams, cases, guides …
    #[arg(long, value_name = "KIND", value_parser = ids::<Kind>())]
    kind: Option<String>,
    /// Only where contact was made this way: phone, sms …
    #[arg(long, value_name = "ROUTE", value_parser = ids::<Channel>())]
    channel: Option<String>,
    /// Only where money was to move this way: counter, gift-card …
    #[arg(long, value_name = "PAYMENT", value_parser = ids::<Payment>())]
    payment: Option<String>,
    /// Only what is written for these: elderly, students …
    #[arg(long, value_name = "AUDIENCE", value_parser = ids::<Audience>())]
    audience: Option<String>,
    /// Show what each score is the sum of
    #[arg(long)]
    explain: bool,
    /// How many results to show
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    /// How to show them
    #[arg(long, value_enum, default_value_t)]
    format: search::Format,
}

#[derive(Args)]
struct LowServe {
    #[command(flatten)]
    root: LowRoot,
    /// The port to listen on, on this machine only; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 4000)]
    port: u16,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
}

#[derive(Args)]
struct LowPrint {
    /// The page's id, as its folder is called; `home` for the whole site
    #[arg(value_name = "ID", required_unless_present = "list")]
    id: Option<String>,
    #[command(flatten)]
    root: LowRoot,
    /// Only in this language
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// Only in this format, such as sheet-a4
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// With the name and address of this branch of content/branches.toml
    #[arg(long, value_name = "BRANCH")]
    branch: Option<String>,
    /// List the formats and what they are made of
    #[arg(long, conflicts_with_all = ["id", "lang", "format", "branch", "output"])]
    list: bool,
    /// The file to write, or `-` for standard output; one language and one format must be chosen
    #[arg(short, long = "output", value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Reads the command line, does what it says, and says how it went.
pub fn main() -> ExitCode {
    // clap prints its own messages and leaves with 2 where the usage is wrong.
    let args = LowArgs::parse();
    match validate(args).and_then(commands::run) {
        Ok(Exit::Fine) => ExitCode::SUCCESS,
        Ok(Exit::ContentHasErrors) => ExitCode::from(1),
        Err(error) => {
            commands::complain(&format!("error: {error:#}\n"));
            ExitCode::from(2)
        }
    }
}

fn validate(args: LowArgs) -> Result<Command> {
    Ok(match args.command {
        LowCommand::Build(low) => {
            let root = validate_root(low.root)?;
            let for_folder = low.bundle.is_some();
            let out = validate_out(low.out, &root, if for_folder { "public-usb" } else { "public" })?;
            let base_url = low.base_url.map(validate_base_url).transpose()?;
            let outputs = validate_only(&low.only);
            let jobs = low.jobs.map(usize::from);
            let branches = validate_branches(low.branches);
            let quiet = low.quiet;
            Command::Build(build::Settings { root, out, base_url, outputs, branches, for_folder, jobs, quiet })
        }
        LowCommand::Check(low) => {
            // A program that asked for JSON gets JSON, whatever goes wrong: the command sees to the root itself.
            let root = low.root.root;
            Command::Check(check::Settings {
                root,
                format: low.format,
                deny_warnings: low.deny_warnings,
                today: low.today,
            })
        }
        LowCommand::Audit(low) => {
            let base_url = low.base_url.map(validate_base_url).transpose()?;
            // The root may have no wuzha.toml: then less is judged.
            let (folder, root, format) = (low.folder, low.root.root, low.format);
            Command::Audit(audit::Settings { folder, root, base_url, format })
        }
        LowCommand::Explain(low) => Command::Explain(explain::Settings { rule: low.rule }),
        LowCommand::Search(low) => {
            let root = validate_root(low.root)?;
            let query = low.query.join(" ");
            if query.trim().is_empty() {
                bail!("the query is empty; say what to look for");
            }
            let limit = usize::from(low.limit);
            let chosen =
                [("kind", low.kind), ("channel", low.channel), ("payment", low.payment), ("audience", low.audience)];
            let chosen = chosen.into_iter().filter_map(|(axis, term)| Some((axis.to_owned(), term?)));
            let filter = Filter(chosen.collect());
            let (language, explains, format) = (low.lang, low.explain, low.format);
            Command::Search(search::Settings { root, query, language, limit, filter, explains, format })
        }
        LowCommand::Serve(low) => {
            Command::Serve(serve::Settings { root: validate_root(low.root)?, port: low.port, open: low.open })
        }
        LowCommand::Print(low) => {
            let root = validate_root(low.root)?;
            let (id, language, format, branch, output) = (low.id, low.lang, low.format, low.branch, low.output);
            Command::Print(print::Settings { root, id, language, format, branch, output })
        }
    })
}

/// The words of a closed list, as the values an option may have.
fn ids<V: Vocabulary>() -> PossibleValuesParser {
    V::ids().collect::<Vec<_>>().into()
}

fn validate_root(low: LowRoot) -> Result<PathBuf> {
    commands::site_root(&low.root)
}

/// The output folder must not be one that the next build would read.
fn validate_out(out: Option<PathBuf>, root: &Path, default: &str) -> Result<PathBuf> {
    let Some(out) = out else { return Ok(root.join(default)) };
    let out = std::path::absolute(&out).with_context(|| format!("`{}` is not a path", out.display()))?;
    let inside = load::FOLDERS.iter().find(|folder| out.starts_with(root.join(folder)));
    if let Some(folder) = inside {
        bail!("`{}` is inside `{folder}`, which the site is made from; name another with `--out`", out.display());
    }
    Ok(out)
}

fn validate_base_url(url: String) -> Result<String> {
    let host = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    let host = host.filter(|rest| !rest.is_empty() && !rest.starts_with('/'));
    if host.is_none_or(|rest| rest.contains(|c: char| c.is_whitespace() || matches!(c, '?' | '#' | '@'))) {
        bail!("`--base-url {url}` is not the address of a site; write it like `https://example.org`");
    }
    Ok(url)
}

fn validate_branches(branches: Vec<String>) -> Branches {
    match branches.as_slice() {
        [] => Branches::None,
        [all] if all == "all" => Branches::All,
        _ => Branches::Named(branches),
    }
}

fn validate_only(only: &[Output]) -> Outputs {
    let wanted = |output: Output| only.is_empty() || only.contains(&output);
    Outputs { html: wanted(Output::Html), search: wanted(Output::Search), print: wanted(Output::Print) }
}
