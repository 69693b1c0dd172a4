//! From the command line as typed to checked arguments.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::base::vocabulary::Vocabulary;
use crate::cli::args::{LowArgs, LowCommand, LowExpiry, LowRoot, OutputName};
use crate::cli::commands::Command;
use crate::cli::commands::audit::AuditArgs;
use crate::cli::commands::build::BuildArgs;
use crate::cli::commands::check::CheckArgs;
use crate::cli::commands::exceptions::ExceptionsArgs;
use crate::cli::commands::explain::ExplainArgs;
use crate::cli::commands::print::PrintArgs;
use crate::cli::commands::redirect::RedirectArgs;
use crate::cli::commands::search::SearchArgs;
use crate::cli::commands::serve::ServeArgs;
use crate::cli::commands::translations::TranslationsArgs;
use crate::cli::input;
use crate::load;
use crate::pipeline::Outputs;
use crate::render::print::branches::Branches;
use crate::render::search::Filter;

/// Checks what can be checked without reading the site.
///
/// # Errors
/// A folder, an address or a query that cannot be right.
pub(super) fn validate(args: LowArgs) -> Result<Command> {
    Ok(match args.command {
        LowCommand::Build(low) => {
            let root = validate_root(low.root)?;
            let for_folder = low.bundle.is_some();
            let out =
                validate_out(low.out, &root, if for_folder { "public-usb" } else { "public" })?;
            let base_url = low.base_url;
            let outputs = validate_only(&low.only);
            let jobs = low.jobs.map(usize::from);
            let branches = validate_branches(low.branches);
            let (quiet, precompress) = (low.quiet, low.precompress);
            let LowExpiry { today, allow_expired } = low.expiry;
            Command::Build(BuildArgs {
                root,
                out,
                base_url,
                outputs,
                branches,
                for_folder,
                precompress,
                today,
                allow_expired,
                jobs,
                quiet,
            })
        }
        LowCommand::Check(low) => {
            // A program that asked for JSON gets JSON, whatever goes wrong: the command sees to the
            // root itself.
            let root = low.root.root;
            Command::Check(CheckArgs {
                root,
                format: low.format,
                deny_warnings: low.deny_warnings,
                today: low.today,
            })
        }
        LowCommand::Audit(low) => {
            let base_url = low.base_url;
            // The root may have no wuzha.toml: then less is judged.
            let (folder, root, format) = (low.folder, low.root.root, low.format);
            Command::Audit(AuditArgs { folder, root, base_url, format })
        }
        LowCommand::Exceptions(low) => Command::Exceptions(ExceptionsArgs {
            root: validate_root(low.root)?,
            format: low.format,
        }),
        LowCommand::Explain(low) => {
            Command::Explain(ExplainArgs { rule: low.rule, format: low.format })
        }
        LowCommand::Search(low) => {
            let root = validate_root(low.root)?;
            let query = low.query.join(" ");
            if query.trim().is_empty() {
                bail!("the query is empty; say what to look for");
            }
            let limit = usize::from(low.limit);
            let filter = Filter {
                kind: low.kind.as_deref().and_then(Vocabulary::from_id),
                channel: low.channel.as_deref().and_then(Vocabulary::from_id),
                payment: low.payment.as_deref().and_then(Vocabulary::from_id),
                audience: low.audience.as_deref().and_then(Vocabulary::from_id),
            };
            let (language, explain, format) = (low.lang, low.explain, low.format);
            Command::Search(SearchArgs { root, query, language, limit, filter, explain, format })
        }
        LowCommand::Serve(low) => Command::Serve(ServeArgs {
            root: validate_root(low.root)?,
            port: low.port,
            open: low.open,
        }),
        LowCommand::Print(low) => {
            let root = validate_root(low.root)?;
            let (id, language, format, branch, output) =
                (low.id, low.lang, low.format, low.branch, low.output);
            let LowExpiry { today, allow_expired } = low.expiry;
            Command::Print(PrintArgs {
                root,
                id,
                language,
                format,
                branch,
                output,
                today,
                allow_expired,
            })
        }
        LowCommand::Redirect(low) => Command::Redirect(RedirectArgs {
            root: validate_root(low.root)?,
            old: low.old,
            new: low.new,
        }),
        LowCommand::Translations(low) => {
            let root = validate_root(low.root)?;
            let (mark, language, diff, format) = (low.mark, low.lang, low.diff, low.format);
            Command::Translations(TranslationsArgs { root, mark, language, diff, format })
        }
    })
}

fn validate_root(low: LowRoot) -> Result<PathBuf> {
    input::site_root(&low.root)
}

/// The output folder must not be one that the next build would read.
fn validate_out(out: Option<PathBuf>, root: &Path, default: &str) -> Result<PathBuf> {
    let Some(out) = out else { return Ok(root.join(default)) };
    let out =
        std::path::absolute(&out).with_context(|| format!("`{}` is not a path", out.display()))?;
    let inside = load::FOLDERS.iter().find(|folder| out.starts_with(root.join(folder)));
    if let Some(folder) = inside {
        bail!(
            "`{}` is inside `{folder}`, which the site is made from; name another with `--out`",
            out.display()
        );
    }
    Ok(out)
}

fn validate_branches(branches: Vec<String>) -> Branches {
    match branches.as_slice() {
        [] => Branches::None,
        [all] if all == "all" => Branches::All,
        _ => Branches::Named(branches),
    }
}

fn validate_only(only: &[OutputName]) -> Outputs {
    let wanted = |output: OutputName| only.is_empty() || only.contains(&output);
    Outputs {
        html: wanted(OutputName::Html),
        search: wanted(OutputName::Search),
        print: wanted(OutputName::Print),
    }
}
