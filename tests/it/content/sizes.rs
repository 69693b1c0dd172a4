//! Sizes of printed text, and distances from edges and folds, measured on the laid-out pages.

use crate::content::prints::{Item, SHIPPED};
use crate::support::paper::{Area, MM, Placed, Run, words_of};

/// The smallest text of a format in points; Chinese characters may need more than letters.
///
/// In images a point is a pixel. Otherwise 10.5 pt (五号) is the least in Chinese print.
fn floor(item: &Item, run: &Run) -> f64 {
    let is_han = run.text.chars().any(|c| ('\u{2E80}'..='\u{9FFF}').contains(&c));
    match &*item.job.format {
        "sheet-a4" | "flyer-a5" => 12.0,
        // The letter itself; its footer and the slip may be smaller.
        "letter" if is_of_section(item, run, "text") => 12.0,
        "large-print" => 16.0,
        // People who type the address are a step away; the imprint is for the branch.
        "poster-a3" if is_address(item, run) => 20.0,
        "poster-a3" if is_imprint(item, run) => 18.0,
        "poster-a3" => 28.0,
        "cards" if !is_han => 9.0,
        "slides" => 44.0,
        "share-card" | "share-card-square" | "qr-card" => 20.0,
        _ => 10.5,
    }
}

fn is_part(run: &Run, of: &str) -> bool {
    words_of(of).contains(&words_of(&run.text))
}

fn is_of_section(item: &Item, run: &Run, id: &str) -> bool {
    let section = item.job.data.sections.iter().find(|section| section.id == id);
    // A few words may be elsewhere too.
    run.text.chars().count() > 9
        && section.is_some_and(|section| is_part(run, &section.content.to_string()))
}

fn is_address(item: &Item, run: &Run) -> bool {
    let data = &item.job.data;
    is_part(run, &format!("{}{}", data.labels["scan"], data.short_url_words))
}

fn is_imprint(item: &Item, run: &Run) -> bool {
    let data = &item.job.data;
    let label = |key: &str| &data.labels[key];
    let words = [
        label("issuer"),
        &data.issuer,
        &data.license,
        label("reviewed_on"),
        &data.reviewed_on,
        label("stamp"),
    ];
    is_part(run, &words.map(String::as_str).concat())
}

/// The least distance of text from the edge of the paper in millimetres, which printers cannot
/// print, or which is cut off.
fn margin(format: &str) -> f64 {
    match format {
        "flyer-a5" => 10.0,
        "large-print" => 20.0,
        "slides" | "share-card" | "share-card-square" | "qr-card" => 0.0,
        // The paper is larger than the leaflet by its bleed of three millimetres.
        "trifold-press" => 5.0 + 3.0,
        _ => 5.0,
    }
}

fn wrong(mut fault: impl FnMut(&Item, &Run) -> Option<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    for item in &SHIPPED.items {
        // One fault of an item is enough to find the cause.
        let mut faults = item.paper.runs.iter().filter_map(|run| Some((run, fault(item, run)?)));
        if let Some((run, first)) = faults.next() {
            let more = faults.count();
            wrong.push(format!(
                "{}, page {}: “{}” {first} (and {more} more)",
                item.name(),
                run.page + 1,
                run.text
            ));
        }
    }
    wrong
}

#[test]
fn no_text_is_too_small_to_read() {
    let small = wrong(|item, run| {
        let floor = floor(item, run);
        let is_mark = run.text.trim().is_empty();
        (run.size < floor - 0.01 && !is_mark)
            .then(|| format!("is {:.2} pt; {floor} pt is the least", run.size))
    });
    assert!(
        small.is_empty(),
        "{} items have text that is too small:\n{}",
        small.len(),
        small.join("\n")
    );
}

#[test]
fn text_stays_clear_of_the_edge() {
    let outside = wrong(|item, run| {
        let area = run.area?;
        let margin = margin(&item.job.format);
        let mut inside = item.paper.inside(run.page, margin);
        // A `j` or a quotation mark at the start of a line sticks out of it.
        inside.left -= 0.06 * run.size;
        if ["flyer-a5", "large-print"].contains(&&*item.job.format) {
            // These margins are measured to the lines: Chinese characters rise above them, some
            // letters hang below.
            (inside.top, inside.bottom) =
                (inside.top - 0.15 * run.size, inside.bottom + 0.25 * run.size);
            // The footer is below the margin.
            if area.top > inside.bottom {
                inside.bottom = item.paper.inside(run.page, 5.0).bottom;
            }
        }
        (!area.is_within(&inside))
            .then(|| format!("at {} is within {margin} mm of the edge", millimetres(&area)))
    });
    assert!(
        outside.is_empty(),
        "{} items have text at the edge:\n{}",
        outside.len(),
        outside.join("\n")
    );
}

#[test]
fn pictures_stay_on_the_paper() {
    for item in &SHIPPED.items {
        for image in &item.paper.images {
            let inside = item.paper.inside(image.page, 0.0);
            assert!(
                image.area.is_within(&inside),
                "{}: a picture at {}",
                item.name(),
                millimetres(&image.area)
            );
        }
    }
}

/// The folds in millimetres. Outside are from left to right the panel that is folded in, the back
/// and the front; inside they are the other way round.
const OUTSIDE: [f64; 2] = [97.0, 197.0];
const INSIDE: [f64; 2] = [100.0, 200.0];

#[test]
fn no_text_lies_in_a_fold_of_the_trifold() {
    let folded = wrong(|item, run| {
        let shift = match &*item.job.format {
            "trifold" => 0.0,
            // The leaflet is in the middle of a larger paper.
            "trifold-press" => (item.paper.pages[run.page].0 / MM - 297.0) / 2.0,
            _ => return None,
        };
        let area = run.area?;
        let folds = if run.page == 0 { OUTSIDE } else { INSIDE };
        let fold = folds.into_iter().find(|fold| {
            let at = (fold + shift) * MM;
            // Five millimetres on both sides of a fold are kept clear.
            area.left < at + 5.0 * MM - 0.05 && area.right > at - 5.0 * MM + 0.05
        });
        fold.map(|fold| {
            format!("at {} is within 5 mm of the fold at {fold} mm", millimetres(&area))
        })
    });
    assert!(folded.is_empty(), "{}", folded.join("\n"));
}

#[test]
fn large_print_headings_have_at_least_22_points() {
    for item in SHIPPED.items.iter().filter(|item| item.job.format == "large-print") {
        let heading =
            |text: &str| item.job.data.sections.iter().any(|section| section.heading == text);
        for run in item.paper.runs.iter().filter(|run| heading(&run.text)) {
            assert!(run.size >= 21.99, "{}: “{}” is {:.1} pt", item.name(), run.text, run.size);
        }
    }
}

#[test]
fn poster_headlines_have_at_least_72_points() {
    for item in SHIPPED
        .items
        .iter()
        .filter(|item| item.job.format == "poster-a3" && !item.paper.pages.is_empty())
    {
        let largest = item.paper.runs.iter().map(|run| run.size).fold(0.0, f64::max);
        assert!(largest >= 71.99, "{}: its headline has {largest:.1} pt", item.name());
    }
}

#[test]
fn every_letter_has_its_cut_line_at_the_same_height() {
    for item in SHIPPED
        .items
        .iter()
        .filter(|item| item.job.format == "letter" && !item.paper.pages.is_empty())
    {
        let height = item.paper.pages[0].1;
        let is_cut = |line: &&Placed| {
            let from_bottom = (height - line.area.top) / MM;
            line.area.height() < 0.1
                && line.area.width() > 160.0 * MM
                && (from_bottom - 90.0).abs() < 0.5
        };
        assert!(item.paper.lines.iter().any(|line| is_cut(&line)), "{}: no cut line", item.name());
    }
}

fn millimetres(area: &Area) -> String {
    let [left, top, right, bottom] =
        [area.left, area.top, area.right, area.bottom].map(|points| points / MM);
    format!("{left:.1}–{right:.1} × {top:.1}–{bottom:.1} mm")
}

#[test]
fn no_heading_is_alone_at_the_foot_of_a_page() {
    // Formats whose text flows from page to page, the size of their smallest headings, and the
    // height of their footer.
    const FLOWING: [(&str, f64, f64); 2] =
        [("large-print", 22.0, 22.0), ("handbook-a5", 12.4, 18.0)];
    let mut headings = 0;
    let mut alone = Vec::new();
    for (format, size, foot) in FLOWING {
        for item in SHIPPED.items.iter().filter(|item| item.job.format == format) {
            let foot = |page: usize| item.paper.pages[page].1 - foot * MM;
            for heading in item
                .paper
                .runs
                .iter()
                .filter(|run| run.size >= size && run.text.chars().any(char::is_alphabetic))
            {
                let Some(area) = heading.area else { continue };
                headings += 1;
                let follows = |run: &Run| {
                    let below = run.area.is_some_and(|a| {
                        a.top > area.bottom - 1.0 && a.bottom < foot(heading.page)
                    });
                    run.page == heading.page && below
                };
                if area.bottom < foot(heading.page) && !item.paper.runs.iter().any(follows) {
                    alone.push(format!(
                        "{}, page {}: “{}”",
                        item.name(),
                        heading.page + 1,
                        heading.text
                    ));
                }
            }
        }
    }
    assert!(headings > 500, "{headings}");
    assert!(alone.is_empty(), "{} headings are alone:\n{}", alone.len(), alone.join("\n"));
}

#[test]
fn addresses_break_only_after_a_slash() {
    let mut whole = 0;
    let broken = wrong(|item, run| {
        let address = &*item.job.data.short_url_words;
        let piece = run.text.trim().trim_matches('\u{200b}');
        if piece.len() < 6 {
            return None;
        }
        let at = address.find(piece)?;
        whole += 1;
        let (before, after) = (&address[..at], &address[at + piece.len()..]);
        let begins = before.is_empty() || before.ends_with('/');
        let ends = after.is_empty() || piece.ends_with('/') || after.starts_with('/');
        // A word of the text may be a part of the address by chance. Then it is alone in its run.
        let is_word = !piece.contains(['/', '.']);
        (!(is_word || begins && ends)).then(|| format!("is a piece of {address}"))
    });
    assert!(broken.is_empty(), "{} addresses are broken:\n{}", broken.len(), broken.join("\n"));
    assert!(whole > 300, "{whole}");
}
