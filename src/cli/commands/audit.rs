//! `wuzha audit`: audits a folder, whoever built it.
//!
//! The sources are not needed. Where they are at hand, `wuzha.toml` says where links may lead and
//! the register which numbers may be called; where they are not, that is not judged, and the site's
//! address is the one its home page says.
#![allow(clippy::disallowed_methods, reason = "touches the disk, as commands may")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::audit::{Bounds, Codes, audit};
use crate::base::artifact::{Artifact, Artifacts};
use crate::base::source::SourceFiles;
use crate::base::url::BaseUrl;
use crate::cli::console::{Exit, complain, say};
use crate::cli::report;
use crate::cli::report::{Paint, ReportFormat, counted, tally};
use crate::pipeline::build::refused;
use crate::site::config;
use crate::site::config::Config;
use crate::site::registers::HOTLINES;
use crate::write::MARKER;
use crate::{load, parse};

pub struct AuditArgs {
    /// What to look at; none for `public` in the site's folder.
    pub folder: Option<PathBuf>,
    /// Where `wuzha.toml` may be, as typed.
    pub root: PathBuf,
    /// Instead of the address in `wuzha.toml`.
    pub base_url: Option<BaseUrl>,
    pub format: ReportFormat,
}

pub fn run(args: &AuditArgs) -> Result<Exit> {
    let found = look(args);
    let (artifacts, diagnostics) = match found {
        Err(error) if args.format == ReportFormat::Json => {
            say(report::failure_json(&error) + "\n")?;
            return Err(error);
        }
        found => found?,
    };
    let paint = Paint::suits(&io::stdout());
    say(report::render(&diagnostics, &refused(&diagnostics, &artifacts), args.format, paint))?;
    if !args.format.is_document() {
        complain(&format!("{} in {}\n", tally(&diagnostics), counted(artifacts.len(), "file")));
    }
    Ok(Exit::of(&diagnostics))
}

fn look(args: &AuditArgs) -> Result<(Artifacts, Vec<crate::base::diagnostic::Diagnostic>)> {
    let sources = sources(&args.root)?;
    let folder = args.folder.clone().unwrap_or_else(|| args.root.join("public"));
    let artifacts = read(&folder)?;
    let config =
        sources.as_ref().map(|sources| read_config(sources, args.base_url.as_ref())).transpose()?;
    let base_url = match (&config, &args.base_url) {
        (Some(config), _) => config.base_url.clone(),
        (None, Some(url)) => url.clone(),
        (None, None) => said(&artifacts).with_context(|| {
            format!(
                "the home page in `{}` does not say the site's address; name it with `--base-url`",
                folder.display()
            )
        })?,
    };
    let bounds = Bounds {
        base_url,
        hosts: config.map(|config| config.allowed_hosts),
        numbers: sources.as_ref().map(numbers),
        // Only in such a copy the index comes as scripts.
        for_folder: artifacts
            .iter()
            .any(|file| file.path.starts_with("search/") && file.path.ends_with(".bin.js")),
        codes: Codes::Anywhere,
        is_made: &|_| true,
    };
    let found = audit(&artifacts, &bounds);
    Ok((artifacts, found))
}

/// The site's own files, where there are any.
fn sources(root: &Path) -> Result<Option<SourceFiles>> {
    if root.join(config::FILE).exists() { load::load(root).map(Some) } else { Ok(None) }
}

fn read_config(sources: &SourceFiles, base_url: Option<&BaseUrl>) -> Result<Config> {
    match config::parse(sources, base_url) {
        (Some(config), _) => Ok(config),
        (None, _) => bail!("`{}` has mistakes; `wuzha check` shows them", config::FILE),
    }
}

/// The numbers of the register.
fn numbers(sources: &SourceFiles) -> BTreeSet<String> {
    let (hotlines, _) =
        parse::hotlines::parse(&Arc::from(HOTLINES), sources.text(HOTLINES).unwrap_or_default());
    hotlines.iter().filter_map(crate::parse::hotlines::Hotline::dial).collect()
}

/// The address that the home page says is its own.
fn said(artifacts: &Artifacts) -> Option<BaseUrl> {
    let home = std::str::from_utf8(&artifacts.get("index.html")?.bytes).ok()?;
    let (_, rest) = home.split_once("<link rel=\"canonical\" href=\"")?;
    BaseUrl::parse(rest.split('"').next()?).ok()
}

/// Every file of a folder. A link could lead anywhere, so it is neither followed nor passed
/// over either.
fn read(folder: &Path) -> Result<Artifacts> {
    let context = || format!("cannot read `{}`", folder.display());
    if !folder.is_dir() {
        bail!(
            "there is no folder `{}`; build the site first, or name the folder to look at",
            folder.display()
        );
    }
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let entry = entry.with_context(context)?;
        if entry.file_type().is_dir() {
            continue;
        }
        if !entry.file_type().is_file() {
            bail!("`{}` is no ordinary file; a site has no others", entry.path().display());
        }
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let names: Option<Vec<&str>> =
            relative.components().map(|part| part.as_os_str().to_str()).collect();
        let path = names
            .with_context(|| format!("the name of `{}` is not UTF-8", entry.path().display()))?
            .join("/");
        if path != MARKER {
            files.push((path, entry.into_path()));
        }
    }
    let read = |(path, place): (String, PathBuf)| {
        let bytes =
            fs::read(&place).with_context(|| format!("cannot read `{}`", place.display()))?;
        let origin: Arc<str> = Arc::from(&*path);
        Ok(Artifact::new(path, bytes, &origin))
    };
    let read: Vec<Artifact> = files.into_par_iter().map(read).collect::<Result<_>>()?;
    let mut artifacts = Artifacts::default();
    artifacts.extend(read);
    Ok(artifacts)
}
