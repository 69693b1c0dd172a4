//! From the command line as typed to checked arguments.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::base::vocabulary::Vocabulary;
use crate::cli::args::{LowArgs, LowBuild, LowCommand, LowRoot, LowSearch, LowTypeset, OutputName};
use crate::cli::cache::Place;
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
use crate::cli::commands::typeset::TypesetArgs;
use crate::cli::input;
use crate::load;
use crate::pipeline::{Outputs, Shard};
use crate::render::print::branches::Branches;
use crate::render::search::Filter;

/// Checks what can be checked without reading the site.
///
/// # Errors
/// A folder, an address or a query that cannot be right.
pub(super) fn validate(args: LowArgs) -> Result<Command> {
    Ok(match args.command {
        LowCommand::Build(low) => Command::Build(validate_build(low)?),
        // A program that asked for JSON gets JSON, whatever goes wrong: the command sees to the
        // root itself.
        LowCommand::Check(low) => Command::Check(CheckArgs {
            root: low.root.root,
            format: low.format,
            deny_warnings: low.deny_warnings,
            print: low.print,
            today: low.today,
        }),
        // The root may have no wuzha.toml: then less is checked.
        LowCommand::Audit(low) => Command::Audit(AuditArgs {
            folder: low.folder,
            root: low.root.root,
            base_url: low.base_url,
            format: low.format,
        }),
        LowCommand::Exceptions(low) => Command::Exceptions(ExceptionsArgs {
            root: validate_root(low.root)?,
            format: low.format,
        }),
        LowCommand::Explain(low) => {
            Command::Explain(ExplainArgs { rule: low.rule, format: low.format })
        }
        LowCommand::Search(low) => Command::Search(validate_search(low)?),
        LowCommand::Serve(low) => Command::Serve(ServeArgs {
            root: validate_root(low.root)?,
            port: low.port,
            open: low.open,
        }),
        LowCommand::Print(low) => Command::Print(PrintArgs {
            root: validate_root(low.root)?,
            id: low.id,
            language: low.lang,
            format: low.format,
            branch: low.branch,
            output: low.output,
            cache: validate_cache(low.cache)?,
            today: low.expiry.today,
            allow_expired: low.expiry.allow_expired,
        }),
        LowCommand::Redirect(low) => Command::Redirect(RedirectArgs {
            root: validate_root(low.root)?,
            old: low.old,
            new: low.new,
        }),
        LowCommand::Translations(low) => Command::Translations(TranslationsArgs {
            root: validate_root(low.root)?,
            mark: low.mark,
            language: low.lang,
            diff: low.diff,
            format: low.format,
        }),
        LowCommand::Typeset(low) => Command::Typeset(validate_typeset(low)?),
    })
}

fn validate_build(low: LowBuild) -> Result<BuildArgs> {
    let root = validate_root(low.root)?;
    let for_folder = low.bundle.is_some();
    let out = validate_out(low.out, &root, if for_folder { "public-usb" } else { "public" })?;
    Ok(BuildArgs {
        root,
        out,
        base_url: low.base_url,
        outputs: validate_only(&low.only),
        branches: validate_branches(low.branches),
        for_folder,
        precompress: low.precompress,
        today: low.expiry.today,
        allow_expired: low.expiry.allow_expired,
        cache: validate_cache(low.cache.cache)?,
        jobs: low.jobs.map(usize::from),
        quiet: low.quiet,
    })
}

fn validate_typeset(low: LowTypeset) -> Result<TypesetArgs> {
    Ok(TypesetArgs {
        root: validate_root(low.root)?,
        shard: low.shard.unwrap_or(Shard::WHOLE),
        cache: validate_cache(low.cache.cache)?,
        base_url: low.base_url,
        branches: validate_branches(low.branches),
        today: low.expiry.today,
        allow_expired: low.expiry.allow_expired,
        jobs: low.jobs.map(usize::from),
        quiet: low.quiet,
    })
}

/// A folder is found from where the program was started, as every path on a command line is.
fn validate_cache(place: Option<Place>) -> Result<Option<Place>> {
    let Some(Place::Folder(folder)) = place else { return Ok(place) };
    let folder = std::path::absolute(&folder)
        .with_context(|| format!("`{}` is not a path", folder.display()))?;
    Ok(Some(Place::Folder(folder)))
}

fn validate_search(low: LowSearch) -> Result<SearchArgs> {
    let query = low.query.join(" ");
    if query.trim().is_empty() {
        bail!("the query is empty; say what to look for");
    }
    Ok(SearchArgs {
        root: validate_root(low.root)?,
        query,
        language: low.lang,
        limit: usize::from(low.limit),
        filter: Filter {
            kind: low.kind.as_deref().and_then(Vocabulary::from_id),
            channel: low.channel.as_deref().and_then(Vocabulary::from_id),
            payment: low.payment.as_deref().and_then(Vocabulary::from_id),
            audience: low.audience.as_deref().and_then(Vocabulary::from_id),
        },
        explain: low.explain,
        format: low.format,
    })
}

fn validate_root(low: LowRoot) -> Result<PathBuf> {
    input::site_root(&low.root)
}

/// The output folder must not be one that the next build would read.
fn validate_out(out: Option<PathBuf>, root: &Path, default: &str) -> Result<PathBuf> {
    let Some(out) = out else {
        let out = root.join(default);
        if out.is_symlink() {
            bail!(
                "`{}` is a link, and nobody named it: if the site is to be written where it leads, \
                 name that folder with `--out`; otherwise remove the link",
                out.display()
            );
        }
        return Ok(out);
    };
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
