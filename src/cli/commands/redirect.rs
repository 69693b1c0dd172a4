//! `wuzha redirect OLD NEW`: gives the addresses of a renamed or removed page to another page.
#![allow(clippy::disallowed_methods, reason = "touches the disk, as commands may")]

use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result, bail};

use crate::base::vocabulary::{Kind, Vocabulary};
use crate::cli::console::{Exit, say};
use crate::cli::input::read_site;
use crate::parse::{old_path, toml_edits};
use crate::pipeline::single;
use crate::site::Site;
use crate::site::page::Page;
use crate::site::route::Route;
use crate::write;

pub struct RedirectArgs {
    pub root: PathBuf,
    /// The id of the page that is gone, with or without its kind; or an address, `/old/page/`.
    pub old: String,
    /// The id of the page that takes its place.
    pub new: String,
}

pub fn run(args: &RedirectArgs) -> Result<Exit> {
    let Some((_, site, _)) = read_site(&args.root)? else { return Ok(Exit::ContentHasErrors) };
    let page = single::find_page(&site, &args.new)?;
    let Some(page) = site.find_path(&page).map(|index| site.page(index)) else {
        bail!("the home page takes over no addresses; name a page that says the same");
    };
    let wanted = addresses(&site, &args.old)?;
    let taken =
        |address: &String| page.facts.redirect_from.iter().any(|path| path.value == *address);
    let missing = wanted.into_iter().filter(|address| !taken(address));
    let missing: Vec<String> = missing.map(|address| old_path::written(&address)).collect();
    if missing.is_empty() {
        say(format!("nothing to do: `{}` leads to `{}` already\n", args.old, page.path()))?;
        return Ok(Exit::Fine);
    }
    let file = args.root.join(&*page.facts_file);
    write::write_own_file_durably(&file, with_addresses(&file, page, &missing)?.as_bytes())?;
    say(format!("{}: now takes over {}\n", page.facts_file, missing.join(", ")))?;
    Ok(Exit::Fine)
}

/// Every address the old page had: the one on paper, and one a language. An address means
/// itself.
fn addresses(site: &Site, old: &str) -> Result<Vec<String>> {
    if old.starts_with('/') {
        let path = old_path::parse(old);
        let hint = old_path::HINT;
        return Ok(vec![path.with_context(|| format!("`{old}` is not an address here. {hint}"))?]);
    }
    let id = old.rsplit('/').next().unwrap_or(old);
    if let Some(index) = site.find(id) {
        bail!("`{}` still exists; rename or remove its folder first", site.page(index).path());
    }
    let printed = site.printed.get(id);
    if printed.is_none() && !old.contains('/') {
        bail!(
            "nothing is known of a page `{id}`: it was never printed; name it with its kind, such as `scams/{id}`"
        );
    }
    let path = printed.map_or(old, |entry| &entry.page);
    let mut addresses = Vec::from_iter(printed.map(|_| format!("/s/{id}/")));
    let kind = path.split_once('/').and_then(|(kind, _)| Kind::from_id(kind));
    let kind = kind.with_context(|| {
        format!("`{old}` is not the path of a page; write it like `scams/{id}`")
    })?;
    addresses.extend(site.config.languages.iter().map(|language| {
        let file = site.routes.file(Route::Page(kind, id), language);
        format!("/{}", file.trim_end_matches("index.html"))
    }));
    Ok(addresses)
}

/// The page's facts with these addresses among its old ones; all else stays as it was written.
fn with_addresses(file: &Path, page: &Page, addresses: &[String]) -> Result<String> {
    let context = || format!("cannot change `{}`", page.facts_file);
    let text = std::fs::read_to_string(file).with_context(context)?;
    toml_edits::add_to_list(&text, "redirect_from", addresses)
        .map_err(Error::msg)
        .with_context(context)
}
