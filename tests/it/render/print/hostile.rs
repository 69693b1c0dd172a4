//! Text that looks like code, in every place and every format of the theme.

use std::collections::BTreeSet;

use wuzha::base::source::SourceFiles;
use wuzha::base::vocabulary::{Kind, Vocabulary};
use wuzha::render::print::Job;
use wuzha::site::assemble::assemble;

use crate::support::jobs::{chain, each, jobs_of};
use crate::support::paper::{Paper, words_of};
use crate::support::site;

/// Typst's markup, code and mathematics, JSON, HTML and Markdown, in pieces short enough for a
/// card.
const PIECES: [&str; 4] = [
    r##"#import "x": *; #{1} $a^2$"##,
    r##"*b* _c_ @ref <l> \n [d] {e}"##,
    r##"= `f` // g /* h */ ~ -- ..."##,
    r##"&amp; <b> #f() \u{41} + / 'i'"##,
];

/// The places of a piece, as words after it by which it is found on paper.
const PLACES: [&str; 11] = [
    "Qtitle", "Qsummary", "Qhead", "Qitem", "Qstrong", "Qcode", "Qprompt", "Qoption", "Qreason",
    "Qbranch", "Qaddress",
];

/// A site with a page of every kind that has the piece in every place.
fn sources(piece: &str) -> SourceFiles {
    let escaped = |text: &str| -> String {
        text.chars()
            .map(|c| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() })
            .collect()
    };
    let marked = |place: &str| format!("{}{place}", escaped(piece));
    let toml = |place: &str| format!("{piece}{place}").replace('\\', "\\\\").replace('"', "\\\"");
    let mut text = format!(
        "-- content/branches.toml --\n[[branch]]\nid = \"east\"\n\
         name = {{ en = \"{}\", zh = \"东街\" }}\n\
         address = {{ en = \"{}\", zh = \"东街\" }}\n",
        toml("Qbranch"),
        toml("Qaddress"),
    );
    for kind in Kind::ALL {
        let id = format!("odd-{}", kind.id());
        let mut page = site::page(*kind, &id);
        for section in kind.required_sections() {
            let code = format!("``{piece}Qcode``");
            let words = format!("- {}\n- **{}**\n- {code}", marked("Qitem"), marked("Qstrong"));
            page = page.section("en", section, &words);
        }
        if *kind == Kind::Letters {
            for section in ["slip", "sign", "figures"] {
                page = page.section("en", section, &marked("Qitem")).section("zh", section, "见上");
            }
        }
        if *kind == Kind::Quizzes {
            let options = format!("1. {}\n2. No.", marked("Qoption"));
            page = page.section(
                "en",
                "q1",
                &format!("{}\n\n{options}\n\n> {}", marked("Qprompt"), marked("Qreason")),
            );
        }
        let page = page.to_string();
        let page = page.replace(&format!("'About {id}'"), &format!("\"{}\"", toml("Qtitle")));
        let (zh, en) = page.split_once("/en.md --").expect("an English text");
        let en = en.replace(&format!("'{id}: summary.'"), &format!("\"{}\"", toml("Qsummary")));
        let en = en.replace("## flags {", &format!("## {} {{", marked("Qhead")));
        text += &format!("{zh}/en.md --{en}");
    }
    site::sources(&text)
}

/// All English jobs, and the copies of a branch.
fn jobs(sources: &SourceFiles) -> (wuzha::render::print::Printer, Vec<Job>) {
    let (printer, mut jobs) = jobs_of(sources, None);
    let assembled = assemble(sources, None);
    assert!(assembled.diagnostics.is_empty(), "{:#?}", assembled.diagnostics);
    let site = assembled.site.expect("a site");
    jobs.retain(|job| job.output.ends_with(".en"));
    let copies = wuzha::render::print::branches::copies(&site, &jobs, &site.branches[0]);
    jobs.extend(copies);
    (printer, jobs)
}

#[test]
fn text_prints_as_it_was_written_in_every_format() {
    let mut wrong = Vec::new();
    let mut formats: BTreeSet<String> = BTreeSet::new();
    for piece in PIECES {
        let sources = sources(piece);
        let (printer, jobs) = jobs(&sources);
        formats.extend(jobs.iter().map(|job| job.format.clone()));
        let printed: Vec<Result<String, String>> =
            each(&jobs, |job| match printer.lay_out(job, &sources) {
                Ok(layout) => Ok(Paper::read(&layout).words()),
                Err(found) => Err(found
                    .iter()
                    .map(|found| format!("{}: {}\n", found.rule.id(), found.message))
                    .collect()),
            });
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for (job, printed) in jobs.iter().zip(printed) {
            let name = format!(
                "{} as {}{}",
                job.page_path,
                job.format,
                if job.branch.is_some() { " of a branch" } else { "" }
            );
            let text = match printed {
                Ok(text) => text,
                Err(why) => {
                    wrong.push(format!("{name}: {why}"));
                    continue;
                }
            };
            for place in PLACES {
                let whole = format!("{}{place}", words_of(piece));
                let (found, literally) =
                    (text.matches(place).count(), text.matches(&whole).count());
                if found != literally {
                    wrong.push(format!(
                        "{name}: {place} {found} times, {literally} of them as written:\n{text}"
                    ));
                }
                if found > 0 {
                    seen.insert(place);
                }
            }
            if job.page_path != "home" && !text.contains("Qtitle") {
                wrong.push(format!("{name}: no title in {text}"));
            }
            // A bilingual format names the branch in its first language.
            if job.branch.is_some() && job.language == "en" && !text.contains("Qbranch") {
                wrong.push(format!("{name}: no branch in {text}"));
            }
        }
        let unseen: Vec<&&str> = PLACES.iter().filter(|place| !seen.contains(**place)).collect();
        if !unseen.is_empty() {
            wrong.push(format!("{piece}: no format prints {unseen:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(
        formats.len(),
        wuzha::theme::formats::PrintFormats::read(&sources(""), &chain())
            .expect("settings")
            .formats
            .len()
    );
}
