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

use anyhow::{Context, Error, Result, bail};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::audit::{self, Auditor, Bounds, Codes};
use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::output::Output;
use crate::base::people::PeopleRules;
use crate::base::source::SourceFiles;
use crate::base::url::BaseUrl;
use crate::check::PeopleGuard;
use crate::cli::console::{Exit, complain, say};
use crate::cli::input::load_site;
use crate::cli::report;
use crate::cli::report::{Paint, ReportFormat, counted, tally};
use crate::parse;
use crate::pipeline::build::refused;
use crate::site::assemble::assemble;
use crate::site::config;
use crate::site::config::Config;
use crate::site::registers::HOTLINES;
use crate::write::MARKER;

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
    let Audited { folder, count, diagnostics } = match found {
        Err(error) if args.format == ReportFormat::Json => {
            say(report::failure_json(&error) + "\n")?;
            return Err(error);
        }
        found => found?,
    };
    let paint = Paint::suits(&io::stdout());
    say(report::render(&diagnostics, &refused(&diagnostics, &folder), args.format, paint))?;
    if !args.format.is_document() {
        complain(&format!("{} in {}\n", tally(&diagnostics, 0), counted(count, "file")));
    }
    Ok(Exit::of(&diagnostics))
}

struct Audited {
    folder: Folder,
    /// How many files were looked at.
    count: usize,
    diagnostics: Vec<Diagnostic>,
}

fn look(args: &AuditArgs) -> Result<Audited> {
    let sources = sources(&args.root)?;
    let folder = Folder(args.folder.clone().unwrap_or_else(|| args.root.join("public")));
    let files = folder.list()?;
    let config =
        sources.as_ref().map(|sources| read_config(sources, args.base_url.as_ref())).transpose()?;
    let base_url = match (&config, &args.base_url) {
        (Some(config), _) => config.base_url.clone(),
        (None, Some(url)) => url.clone(),
        (None, None) => said(&folder).with_context(|| {
            format!(
                "the home page in `{}` does not say the site's address; name it with `--base-url`",
                folder.0.display()
            )
        })?,
    };
    let site = sources.as_ref().and_then(|sources| assemble(sources, Some(&base_url)).site);
    let people = site.as_ref().map(PeopleGuard::of);
    let bounds = Bounds {
        base_url,
        hosts: config.map(|config| config.allowed_hosts),
        numbers: sources.as_ref().map(numbers),
        people: people.as_ref().map(|people| people as &dyn PeopleRules),
        // Only in such a copy the index comes as scripts.
        for_folder: files
            .iter()
            .any(|path| path.starts_with("search/") && path.ends_with(".bin.js")),
        codes: Codes::Anywhere,
        is_made: &|_| true,
    };
    let diagnostics = audit(&folder, &files, &bounds)?;
    Ok(Audited { folder, count: files.len(), diagnostics })
}

/// Reads the files one by one: together they may be more than fits into memory.
fn audit(folder: &Folder, files: &[String], bounds: &Bounds) -> Result<Vec<Diagnostic>> {
    let auditor = Auditor::new(bounds);
    let (last, first): (Vec<&String>, Vec<&String>) =
        files.iter().partition(|path| audit::is_last(path));
    for paths in [first, last] {
        paths.par_iter().try_for_each(|path| {
            let file = folder.read(path)?;
            match audit::original(path).filter(|path| folder.has(path)) {
                Some(original) => {
                    auditor.look_at_compressed(&file, &folder.read(original)?.bytes);
                }
                None => auditor.look_at(&file),
            }
            Ok::<_, Error>(())
        })?;
    }
    Ok(auditor.finish())
}

/// The site's own files, where there are any.
fn sources(root: &Path) -> Result<Option<SourceFiles>> {
    if root.join(config::FILE).exists() { load_site(root).map(Some) } else { Ok(None) }
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
fn said(folder: &Folder) -> Option<BaseUrl> {
    let bytes = folder.bytes("index.html")?;
    let home = std::str::from_utf8(&bytes).ok()?;
    let (_, rest) = home.split_once("<link rel=\"canonical\" href=\"")?;
    BaseUrl::parse(rest.split('"').next()?).ok()
}

/// A built site on the disk.
struct Folder(PathBuf);

impl Folder {
    /// The paths of all files. A link could lead anywhere, so it is neither followed nor passed
    /// over either.
    fn list(&self) -> Result<Vec<String>> {
        let Folder(root) = self;
        if !root.is_dir() {
            bail!(
                "there is no folder `{}`; build the site first, or name the folder to look at",
                root.display()
            );
        }
        let mut files = Vec::new();
        for entry in WalkDir::new(root).min_depth(1).sort_by_file_name() {
            let entry = entry.with_context(|| format!("cannot read `{}`", root.display()))?;
            if entry.file_type().is_dir() {
                continue;
            }
            if !entry.file_type().is_file() {
                bail!("`{}` is no ordinary file; a site has no others", entry.path().display());
            }
            let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let names: Option<Vec<&str>> =
                relative.components().map(|part| part.as_os_str().to_str()).collect();
            let path = names
                .with_context(|| format!("the name of `{}` is not UTF-8", entry.path().display()))?
                .join("/");
            if path != MARKER {
                files.push(path);
            }
        }
        Ok(files)
    }

    fn has(&self, path: &str) -> bool {
        self.0.join(path).is_file()
    }

    fn read(&self, path: &str) -> Result<Artifact> {
        let place = self.0.join(path);
        let bytes =
            fs::read(&place).with_context(|| format!("cannot read `{}`", place.display()))?;
        Ok(Artifact::new(path, bytes, &Arc::from(path)))
    }
}

impl Output for Folder {
    fn put(&self, artifact: Artifact) -> Result<()> {
        bail!("`{}` cannot be written: an audit changes nothing", artifact.path)
    }

    fn bytes(&self, path: &str) -> Option<Arc<[u8]>> {
        Some(self.read(path).ok()?.bytes)
    }
}
