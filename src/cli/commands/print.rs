//! `wuzha print`: one page’s leaflets without a build, and the list of formats.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use jiff::civil::Date;

use crate::base::artifact::Artifact;
use crate::base::source::SourceFiles;
use crate::cli::cache::{LeafletCache, Place};
use crate::cli::console::{Exit, refuse, say};
use crate::cli::input::{day, load_site};
use crate::pipeline::single::Wanted;
use crate::pipeline::{Options, single};
use crate::render::print::PrintCache;
use crate::write;

pub struct PrintArgs {
    pub root: PathBuf,
    /// The page's; none to list the formats.
    pub id: Option<String>,
    pub language: Option<String>,
    pub format: Option<String>,
    /// The branch whose imprint it carries.
    pub branch: Option<String>,
    pub output: Option<PathBuf>,
    /// Where typeset leaflets are looked for and kept; nowhere, if no place is named.
    pub cache: Option<Place>,
    /// The date by which expiry is judged; `SOURCE_DATE_EPOCH`'s, or none.
    pub today: Option<Date>,
    /// Whether expired pages are printed too, with a mark.
    pub allow_expired: bool,
}

pub fn run(args: &PrintArgs) -> Result<Exit> {
    let sources = load_site(&args.root)?;
    let Some(page) = args.id.as_deref() else { return list(&sources) };
    let wanted = Wanted {
        page,
        language: args.language.as_deref(),
        format: args.format.as_deref(),
        branch: args.branch.as_deref(),
    };
    let options = Options {
        today: day(args.today)?,
        allow_expired: args.allow_expired,
        ..Options::default()
    };
    let cache = args.cache.as_ref().map(|place| LeafletCache::open(Some(place), &args.root));
    let kept: &dyn PrintCache = cache.as_ref().map_or(&(), |cache| cache);
    let sheets = single::print(&sources, &options, wanted, kept)?;
    if let Some(cache) = &cache {
        cache.report();
    }
    let sheets = match sheets {
        Ok(sheets) => sheets,
        Err(diagnostics) => return Ok(refuse(&diagnostics, &sources)),
    };
    match args.output.as_deref() {
        None => write_each(&sheets, Path::new(""))?,
        Some(folder) if folder.is_dir() => write_each(&sheets, folder)?,
        Some(file) => write_one(&sheets, file)?,
    }
    Ok(Exit::Fine)
}

/// One format a line: id, name, what it is printed on, what it is made of.
fn list(sources: &SourceFiles) -> Result<Exit> {
    let formats = match single::formats(sources) {
        Ok(formats) => formats,
        Err(diagnostics) => return Ok(refuse(&diagnostics, sources)),
    };
    let width = formats.iter().map(|format| format.id.len()).max().unwrap_or(0);
    for format in formats {
        let imprint = if format.imprint { "; --branch" } else { "" };
        let (id, label, paper, kinds) =
            (format.id, format.label, format.paper, format.kinds.join(", "));
        say(format!("{id:width$}  {label} ({paper}{imprint}): {kinds}\n"))?;
    }
    Ok(Exit::Fine)
}

fn write_each(sheets: &[Artifact], folder: &Path) -> Result<()> {
    if sheets.is_empty() {
        bail!(
            "this page has no such leaflet; `print` without `--lang` and `--format` makes all it has"
        );
    }
    for sheet in sheets {
        let path = folder.join(file_name(&sheet.path));
        write::write_own_file(&path, &sheet.bytes)?;
        say(format!("{}\n", path.display()))?;
    }
    Ok(())
}

fn write_one(sheets: &[Artifact], file: &Path) -> Result<()> {
    let [sheet] = sheets else {
        let made: Vec<String> = sheets.iter().map(|sheet| file_name(&sheet.path)).collect();
        bail!(
            "one file cannot hold {} leaflets ({}); choose one with `--lang` and `--format`, or name a folder",
            sheets.len(),
            made.join(", ")
        );
    };
    if file == Path::new("-") { say(&*sheet.bytes) } else { write::write_file(file, &sheet.bytes) }
}

/// `print/fake-police/sheet-a4.zh.pdf` → `fake-police-sheet-a4.zh.pdf`: the names differ even
/// outside their folders.
fn file_name(path: &str) -> String {
    path.strip_prefix("print/")
        .or_else(|| path.strip_prefix("branches/"))
        .unwrap_or(path)
        .replace('/', "-")
}
