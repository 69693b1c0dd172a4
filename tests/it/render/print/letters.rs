//! Long words and tall letters: nothing leaves the paper, and no line lies over another.

use wuzha::base::source::SourceFiles;
use wuzha::base::vocabulary::{Kind, Vocabulary};
use wuzha::render::print::{Job, Layout, Printer, load_fonts};

use crate::support::jobs::{chain, each, jobs_of, settings};
use crate::support::paper::{Area, Paper};
use crate::support::site;

const WORD: &str = "Rindfleischetikettierungsueberwachungsaufgabenuebertrag";
/// Titles of twice the length that the longest real ones have.
const LONG_ZH: &str = "一人接到自称公检法来电称其涉嫌洗钱并要求下载会议软件共享屏幕把全部存款转入所谓安全账户配合资金审查还不许告诉家里人的冒充";
const LONG_EN: &str = "Somebody who calls and says he is an officer of the police tells you that you are \
    part of a money laundering case and that you must act";

/// A site with a page of every kind, with this as the English title, and as the issuer.
fn sources(title: &str, more: &str) -> SourceFiles {
    let mut text = site::config(&format!("issuer = {{ zh = \"编辑组\", en = \"{title}\" }}"));
    text = text.replace("[issuer]\nzh = \"编辑组\"\nen = \"The editors\"\n", "");
    for kind in Kind::ALL {
        let id = format!("odd-{}", kind.id());
        let page = site::page(*kind, &id).title("en", title).to_string();
        text += &page;
    }
    site::sources(&(text + more))
}

fn english(jobs: Vec<Job>) -> Vec<Job> {
    jobs.into_iter().filter(|job| job.output.ends_with(".en")).collect()
}

/// What lies outside of its page.
fn outside(paper: &Paper) -> Vec<String> {
    let is_out = |page: usize, area: &Area| !area.is_within(&paper.inside(page, 0.0));
    let runs = paper.runs.iter();
    runs.filter(|run| run.area.as_ref().is_some_and(|area| is_out(run.page, area)))
        .map(|run| format!("page {}: {}", run.page + 1, run.text))
        .collect()
}

/// Lays out every job, which must fit, and lists what leaves the paper.
fn assert_within(printer: &Printer, jobs: &[Job], sources: &SourceFiles) {
    let laid_out = each(jobs, |job| printer.lay_out(job, sources));
    let mut wrong = Vec::new();
    for (job, layout) in jobs.iter().zip(laid_out) {
        let name = format!("{} as {} ({})", job.page_path, job.format, job.language);
        match layout {
            Ok(layout) => {
                let out = outside(&Paper::read(&layout));
                wrong.extend(out.iter().map(|what| format!("{name}, {what}")));
            }
            Err(found) => wrong.push(format!("{name}: {found:#?}")),
        }
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
    assert!(jobs.len() > 20, "{}", jobs.len());
}

#[test]
fn a_long_word_in_a_title_stays_on_the_paper_in_every_format() {
    let sources = sources(&format!("{WORD} scam"), "");
    let (printer, jobs) = jobs_of(&sources, None);
    assert_within(&printer, &english(jobs), &sources);
}

#[test]
fn a_very_long_title_fits_in_every_format() {
    let pages = Kind::ALL.iter().map(|kind| {
        let page = site::page(*kind, &format!("odd-{}", kind.id()));
        page.title("zh", LONG_ZH).title("en", LONG_EN)
    });
    let sources = site::sources(&site::site(pages));
    let (printer, jobs) = jobs_of(&sources, None);
    assert_within(&printer, &jobs, &sources);
}

/// One that fits nowhere is one mistake a language, at its line, with what is too much.
#[test]
fn a_title_that_does_not_fit_is_one_mistake() {
    let built = |title: &str| {
        let page = site::page(Kind::Pages, "odd").without("en").title("zh", title);
        let text = site::sources(&page.to_string());
        (site::run(text.clone(), site::HTML_AND_PRINT), text)
    };
    let title = LONG_ZH.repeat(3);
    let (first, text) = built(&title);
    let found = first.only();
    assert_eq!((found.rule.id(), &*found.file), ("sheet-overflow", "content/pages/odd/zh.md"));
    let text = text.text(&found.file).expect("the page");
    assert!(
        text[found.span.start as usize..found.span.end as usize].contains(&title),
        "{found:#?}"
    );
    assert!(found.hint.ends_with("Shorten the title."), "{}", found.hint);
    let excess = ["qr-card", "share-card", "share-card-square"].map(|format| {
        let (_, part) =
            found.message.split_once(&format!("`{format}`: `title` by ")).expect(format);
        part.split(' ').next().and_then(|count| count.parse::<usize>().ok()).expect("a number")
    });
    let most = excess.into_iter().max().expect("a format");
    let shorter =
        |by: usize| -> String { title.chars().take(title.chars().count() - by).collect() };
    built(&shorter(most)).0.clean();
    assert!(built(&shorter(most - 8)).0.has_errors(), "{}", found.message);
}

/// Pieces of text of which one lies over the other.
fn overlaps(layout: &Layout, of: impl Fn(char) -> bool) -> Vec<String> {
    let paper = Paper::read(layout);
    let mut found = Vec::new();
    for (at, one) in paper.runs.iter().enumerate() {
        for other in &paper.runs[at + 1..] {
            let (Some(a), Some(b)) = (&one.area, &other.area) else { continue };
            let wide = a.right.min(b.right) - a.left.max(b.left);
            let high = a.bottom.min(b.bottom) - a.top.max(b.top);
            let is_tall = one.text.chars().chain(other.text.chars()).any(&of);
            // Those of one line are beside each other, and share all of their height; a letter that
            // is set by itself is in the line of its word.
            let is_beside = high > 0.8 * a.height().min(b.height())
                || one.text.chars().count().min(other.text.chars().count()) < 4;
            if one.page == other.page && is_tall && wide > 1.0 && high > 1.0 && !is_beside {
                found.push(format!("`{}` and `{}` by {high:.1} pt", one.text, other.text));
            }
        }
    }
    found
}

/// The scripts whose fonts are installed here.
#[test]
fn tall_letters_do_not_lie_over_each_other() {
    let is_tibetan = |c: char| ('\u{f00}'..='\u{fff}').contains(&c);
    let is_arabic = |c: char| ('\u{600}'..='\u{6ff}').contains(&c);
    let is_devanagari = |c: char| ('\u{900}'..='\u{97f}').contains(&c);
    type Script = (&'static str, &'static str, fn(char) -> bool);
    let scripts: [Script; 3] = [
        ("Noto Serif Tibetan", "དཀྲུགས་འཇིང་བརྒྱབ་སྐད་ཨོཾ་ཧཱུྃ་ཕཊ྄།", is_tibetan),
        ("Noto Naskh Arabic", "ئالدامچىلىقتىن ساقلىنىش مُحَمَّدٌ", is_arabic),
        ("Noto Sans Devanagari", "धोखाधड़ी र्क्ष्म्यैं हिंदूँ", is_devanagari),
    ];
    for (family, words, of) in scripts {
        let theme = wuzha::base::embedded::of_theme("theme.toml").expect("the theme");
        let theme = theme.replace(
            "en = [\"Noto Sans CJK SC\"]",
            &format!("en = [\"Noto Sans CJK SC\", \"{family}\"]"),
        );
        let more = format!("-- themes/default/theme.toml --\n{theme}\n");
        let sources = sources(&format!("{words} {words}"), &more);
        let formats = settings(&sources);
        let Ok(fonts) = load_fonts(&formats, &sources, &chain()) else {
            eprintln!("skipped: {family} is not installed");
            continue;
        };
        let printer = Printer::new(formats, &sources, &chain(), fonts);
        let (_, jobs) = jobs_of(&sources, None);
        let jobs: Vec<Job> = english(jobs)
            .into_iter()
            .filter(|job| ["sheet-a4", "flyer-a5", "cards", "poster-a3"].contains(&&*job.format))
            .collect();
        let laid_out = each(&jobs, |job| printer.lay_out(job, &sources));
        let mut fits = 0;
        for (job, layout) in jobs.iter().zip(laid_out) {
            let Ok(layout) = layout else { continue };
            fits += 1;
            let name = format!("{} as {}", job.page_path, job.format);
            let (over, out) = (overlaps(&layout, of), outside(&Paper::read(&layout)));
            assert!(over.is_empty() && out.is_empty(), "{name}: {over:#?} {out:#?}");
        }
        assert!(fits > 2, "{family}: {fits} of {} fit", jobs.len());
    }
}
