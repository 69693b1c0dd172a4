//! The cache of typeset documents: what has not changed is not typeset again.

use std::sync::Arc;

use wuzha::base::source::SourceFiles;
use wuzha::base::vocabulary::Kind;
use wuzha::pipeline::Options;
use wuzha::render::print::{MemoryCache, PrintCache};

use crate::support::jobs::{job, paragraph, printer, section, sheet, sources};
use crate::support::site::{self, Built, PRINT, page, run_again, scam};

#[test]
fn an_unchanged_job_comes_from_the_cache() {
    let job = job("en");
    let cache = MemoryCache::default();
    let printed = printer().render(std::slice::from_ref(&job), &sources(), &cache);
    let digest = printer().digest(&job);
    assert_eq!((&printed.kept[..], printed.typeset), (&[digest.clone()][..], 1));
    assert_eq!(cache.items().into_keys().collect::<Vec<_>>(), printed.kept);

    let again = printer().render(std::slice::from_ref(&job), &sources(), &cache);
    assert_eq!(again.typeset, 0);
    let bytes = |printed: &wuzha::render::print::PrintRun| {
        printed
            .artifacts
            .iter()
            .map(|file| (file.path.clone(), file.bytes.clone()))
            .collect::<Vec<_>>()
    };
    assert!(bytes(&again) == bytes(&printed));
    assert_eq!(again.kept, printed.kept);

    // A section that the sheet does not print changes nothing; a word that it prints does.
    let mut other = job.clone();
    sheet(&mut other).sections.push(section("law", "Law", vec![paragraph("Not printed.")]));
    assert_eq!(printer().digest(&other), digest);
    sheet(&mut other).summary.push('!');
    assert_ne!(printer().digest(&other), digest);
}

/// A site with two scams, one of them for older people, that prints a sheet and a card of each and
/// a book of the site and of the audience.
fn library(first: &str) -> SourceFiles {
    let tables = r#"[print.fonts]
default = ["Noto Sans CJK SC"]
[print.formats.sheet]
template = "print/sheet.typ"
paper = "a4"
kinds = ["scams"]
sections = ["flags"]
[print.formats.book]
template = "print/book.typ"
paper = "a5"
kinds = ["audiences", "site"]
members = ["scams"]
sections = ["flags"]
pages = 9
[print.formats.card]
template = "print/sheet.typ"
paper = "phone"
kinds = ["scams", "audiences", "site"]
sections = ["none"]
output = "images"
"#;
    let sheet =
        "#show: form\n#title()\n#for section in data.sections { blocks(section.content) }\n";
    let book = "#show: form\n#title()\n#for other in data.others [#other.title\
                #for section in other.sections { blocks(section.content) }]\n";
    let pages = [
        scam("first").section("zh", "flags", first),
        scam("second").facts("audiences = [\"elderly\"]"),
        page(Kind::Audiences, "elderly"),
    ];
    let text = site::site(pages)
        + &format!("-- themes/default/theme.toml --\n{tables}")
        + &format!("-- themes/default/print/sheet.typ --\n#import \"base.typ\": *\n{sheet}")
        + &format!("-- themes/default/print/book.typ --\n#import \"base.typ\": *\n{book}");
    site::sources(&text)
}

fn printed(sources: SourceFiles, cache: &MemoryCache) -> Built {
    let options = Options { outputs: PRINT, ..Options::default() };
    run_again(sources, &options, cache).clean()
}

#[test]
fn a_second_build_typesets_nothing_and_gives_the_same_bytes() {
    let cache = MemoryCache::default();
    let first = printed(library("甲"), &cache);
    // Two scams, an audience and the site, in two languages.
    assert_eq!((first.outcome.counts.sheets, first.outcome.counts.typeset), (16, 16));
    let items = cache.items();
    let second = printed(library("甲"), &cache);
    assert_eq!((second.outcome.counts.sheets, second.outcome.counts.typeset), (16, 0));
    first.assert_same(&second);
    assert_eq!(first.outcome.kept, second.outcome.kept);
    assert_eq!(cache.items(), items, "the cache keeps its items");
}

#[test]
fn a_changed_text_is_typeset_again_only_where_it_is_printed() {
    let cache = MemoryCache::default();
    let before = printed(library("甲"), &cache);
    let items = cache.items();
    let after = printed(library("乙"), &cache);
    // The sheet of the page and the book of the site. The card does not print the section, and the
    // page is not in the book of the audience.
    assert_eq!(after.outcome.counts.typeset, 2);
    let changed: Vec<&str> =
        after.paths().into_iter().filter(|path| before.bytes(path) != after.bytes(path)).collect();
    let of = ["print/first/sheet.zh", "print/home/book.zh"];
    assert_eq!(
        changed,
        of.map(|stem| [format!("{stem}.pdf"), format!("{stem}.thumb.png")]).concat()
    );
    assert_eq!(after.outcome.kept.iter().filter(|kept| !items.contains_key(*kept)).count(), 2);
    cache.retain(&after.outcome.kept);
    assert_eq!(cache.items().len(), 16, "items of the last build are not kept");
}

#[test]
fn only_the_changed_template_is_typeset_again() {
    let cache = MemoryCache::default();
    printed(library("甲"), &cache);
    let mut sources = library("甲");
    let book = sources.text("themes/default/print/book.typ").expect("the template").to_owned();
    sources.insert("themes/default/print/book.typ", format!("{book}// Changed.\n").into_bytes());
    assert_eq!(printed(sources, &cache).outcome.counts.typeset, 4, "two books in two languages");
    let mut sources = library("甲");
    let base = sources.text("themes/default/print/base.typ").expect("the template").to_owned();
    sources.insert("themes/default/print/base.typ", format!("{base}// Changed.\n").into_bytes());
    assert_eq!(printed(sources, &cache).outcome.counts.typeset, 16, "all of them import it");
}

#[test]
fn a_damaged_cache_entry_is_typeset_again() {
    let cache = MemoryCache::default();
    let whole = printed(library("甲"), &cache);
    let items = cache.items();
    type Damage = fn(&[u8]) -> Vec<u8>;
    let damages: [Damage; 6] = [
        |_| Vec::new(),
        |_| b"kept".to_vec(),
        |bytes| bytes[..bytes.len() - 1].to_vec(),
        |bytes| [bytes, b"more"].concat(),
        |bytes| [&[0xff; 16], &bytes[16..]].concat(),
        // Lengths that lead out of the entry, or would exhaust memory.
        |bytes| [&bytes[..16], &[0xff; 4], &bytes[20..]].concat(),
    ];
    for damage in damages {
        let damaged = MemoryCache::default();
        for (digest, bytes) in &items {
            damaged.put(digest, &Arc::from(damage(bytes)));
        }
        let built = printed(library("甲"), &damaged);
        assert_eq!(built.outcome.counts.typeset, 16);
        whole.assert_same(&built);
        assert_eq!(damaged.items(), items, "damaged items are replaced");
    }
}

#[test]
fn warnings_are_repeated_by_the_next_build() {
    let mut sources = library("甲");
    let book = sources.text("themes/default/print/book.typ").expect("the template").to_owned();
    let unknown = "#text(font: \"No Such Face\")[]\n";
    sources.insert("themes/default/print/book.typ", format!("{book}{unknown}").into_bytes());
    let cache = MemoryCache::default();
    let first = printed(sources.clone(), &cache);
    assert!(
        first.diagnostics_short().contains("warning[print-failed]"),
        "{}",
        first.diagnostics_short()
    );
    assert_eq!(first.outcome.kept.len(), 12, "documents with warnings are not kept");
    let second = printed(sources, &cache);
    assert_eq!(second.outcome.counts.typeset, 4);
    assert_eq!(first.diagnostics_short(), second.diagnostics_short());
}

/// What was not written by the program, though it is under the right name, is typeset again.
#[test]
fn entries_that_are_no_leaflet_are_not_published() {
    let job = job("en");
    let printer = printer();
    let cache = MemoryCache::default();
    printer.render(std::slice::from_ref(&job), &sources(), &cache);
    let (digest, whole) = cache.items().pop_first().expect("an entry");
    let thumbnail_only: Vec<u8> = [1u32, 1, 1, 1, 4].iter().flat_map(|n| n.to_le_bytes()).collect();
    let thumbnail_only = [&thumbnail_only[..], b".png", &[0; 4]].concat();
    let mut odd_name = whole.to_vec();
    let place = odd_name.windows(4).position(|part| part == b".pdf").expect("a PDF");
    odd_name[place..place + 4].copy_from_slice(b"/../");
    for bytes in [vec![0; 16], Vec::new(), thumbnail_only, odd_name, whole[..40].to_vec()] {
        let cache = MemoryCache::default();
        cache.put(&digest, &bytes.into());
        let run = printer.render(std::slice::from_ref(&job), &sources(), &cache);
        assert_eq!((run.typeset, run.items.len()), (1, 1));
        assert!(cache.items()[&digest] == whole);
    }
}
