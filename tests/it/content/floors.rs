//! Is every word large enough for those it is printed for, and clear of the edge? Measured where it
//! was laid out.

use crate::content::prints::{SHIPPED, Thing};
use crate::support::paper::{Area, MM, Placed, Run, words_of};

/// The smallest text of a format in points; Chinese characters may need more than letters.
///
/// Pictures have pixels for points. Where nothing else is said, 10.5 pt is the floor of Chinese
/// print (五号).
fn floor(thing: &Thing, run: &Run) -> f64 {
    let is_han = run.text.chars().any(|c| ('\u{2E80}'..='\u{9FFF}').contains(&c));
    match &*thing.job.format {
        "sheet-a4" | "flyer-a5" => 12.0,
        // The letter itself; what stands at its foot and on the slip may be smaller.
        "letter" if is_of_section(thing, run, "text") => 12.0,
        "large-print" => 16.0,
        // Read from a step away, by those who type the address, and by the branch.
        "poster-a3" if is_address(thing, run) => 20.0,
        "poster-a3" if is_imprint(thing, run) => 18.0,
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

fn is_of_section(thing: &Thing, run: &Run, id: &str) -> bool {
    let section = thing.job.data.sections.iter().find(|section| section.id == id);
    // A few words may stand elsewhere too.
    run.text.chars().count() > 9
        && section.is_some_and(|section| is_part(run, &section.content.to_string()))
}

fn is_address(thing: &Thing, run: &Run) -> bool {
    let data = &thing.job.data;
    is_part(run, &format!("{}{}", data.labels["scan"], data.short_url_words))
}

fn is_imprint(thing: &Thing, run: &Run) -> bool {
    let data = &thing.job.data;
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

/// How far from the edge of the paper text must stay, in millimetres: what printers cannot print,
/// or what is cut off.
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

fn wrong(mut fault: impl FnMut(&Thing, &Run) -> Option<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    for thing in &SHIPPED.things {
        // One example of a thing is enough to find the cause.
        let mut faults = thing.paper.runs.iter().filter_map(|run| Some((run, fault(thing, run)?)));
        if let Some((run, first)) = faults.next() {
            let more = faults.count();
            wrong.push(format!(
                "{}, page {}: “{}” {first} (and {more} more)",
                thing.name(),
                run.page + 1,
                run.text
            ));
        }
    }
    wrong
}

#[test]
fn no_text_is_too_small_to_read() {
    let small = wrong(|thing, run| {
        let floor = floor(thing, run);
        let is_mark = run.text.trim().is_empty();
        (run.size < floor - 0.01 && !is_mark)
            .then(|| format!("is {:.2} pt; {floor} pt is the least", run.size))
    });
    assert!(
        small.is_empty(),
        "{} things have text that is too small:\n{}",
        small.len(),
        small.join("\n")
    );
}

#[test]
fn text_stays_clear_of_the_edge() {
    let outside = wrong(|thing, run| {
        let area = run.area?;
        let margin = margin(&thing.job.format);
        let mut inside = thing.paper.inside(run.page, margin);
        // A `j` or a quotation mark at the start of a line leans out of it.
        inside.left -= 0.06 * run.size;
        if ["flyer-a5", "large-print"].contains(&&*thing.job.format) {
            // These margins are measured to the lines: Chinese characters rise above them, some
            // letters hang below.
            (inside.top, inside.bottom) =
                (inside.top - 0.15 * run.size, inside.bottom + 0.25 * run.size);
            // The foot of a page stands below the margin.
            if area.top > inside.bottom {
                inside.bottom = thing.paper.inside(run.page, 5.0).bottom;
            }
        }
        (!area.is_within(&inside))
            .then(|| format!("at {} is within {margin} mm of the edge", millimetres(&area)))
    });
    assert!(
        outside.is_empty(),
        "{} things have text at the edge:\n{}",
        outside.len(),
        outside.join("\n")
    );
}

#[test]
fn pictures_stay_on_the_paper() {
    for thing in &SHIPPED.things {
        for image in &thing.paper.images {
            let inside = thing.paper.inside(image.page, 0.0);
            assert!(
                image.area.is_within(&inside),
                "{}: a picture at {}",
                thing.name(),
                millimetres(&image.area)
            );
        }
    }
}

/// Outside from left to right: the panel that is folded in, the back, the front; inside the other
/// way round.
const OUTSIDE: [f64; 2] = [97.0, 197.0];
const INSIDE: [f64; 2] = [100.0, 200.0];

#[test]
fn no_text_of_a_trifold_lies_in_a_fold() {
    let folded = wrong(|thing, run| {
        let shift = match &*thing.job.format {
            "trifold" => 0.0,
            // The leaflet stands in the middle of a larger paper.
            "trifold-press" => (thing.paper.pages[run.page].0 / MM - 297.0) / 2.0,
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
fn large_print_is_large_throughout() {
    for thing in SHIPPED.things.iter().filter(|thing| thing.job.format == "large-print") {
        let heading =
            |text: &str| thing.job.data.sections.iter().any(|section| section.heading == text);
        for run in thing.paper.runs.iter().filter(|run| heading(&run.text)) {
            assert!(run.size >= 21.99, "{}: “{}” is {:.1} pt", thing.name(), run.text, run.size);
        }
    }
}

#[test]
fn a_poster_shouts() {
    for thing in SHIPPED
        .things
        .iter()
        .filter(|thing| thing.job.format == "poster-a3" && !thing.paper.pages.is_empty())
    {
        let largest = thing.paper.runs.iter().map(|run| run.size).fold(0.0, f64::max);
        assert!(largest >= 71.99, "{}: its headline has {largest:.1} pt", thing.name());
    }
}

#[test]
fn every_slip_is_cut_at_the_same_height() {
    for thing in SHIPPED
        .things
        .iter()
        .filter(|thing| thing.job.format == "letter" && !thing.paper.pages.is_empty())
    {
        let height = thing.paper.pages[0].1;
        let is_cut = |line: &&Placed| {
            let from_bottom = (height - line.area.top) / MM;
            line.area.height() < 0.1
                && line.area.width() > 160.0 * MM
                && (from_bottom - 90.0).abs() < 0.5
        };
        assert!(
            thing.paper.lines.iter().any(|line| is_cut(&line)),
            "{}: no cut line",
            thing.name()
        );
    }
}

fn millimetres(area: &Area) -> String {
    let [left, top, right, bottom] =
        [area.left, area.top, area.right, area.bottom].map(|points| points / MM);
    format!("{left:.1}–{right:.1} × {top:.1}–{bottom:.1} mm")
}

#[test]
fn no_heading_stays_alone_at_the_foot_of_a_page() {
    // Forms whose text flows from page to page: the size of their smallest headings, and where
    // their foot begins.
    const FLOWING: [(&str, f64, f64); 2] =
        [("large-print", 22.0, 22.0), ("handbook-a5", 12.4, 18.0)];
    let mut headings = 0;
    let mut alone = Vec::new();
    for (format, size, foot) in FLOWING {
        for thing in SHIPPED.things.iter().filter(|thing| thing.job.format == format) {
            let foot = |page: usize| thing.paper.pages[page].1 - foot * MM;
            for heading in thing
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
                if area.bottom < foot(heading.page) && !thing.paper.runs.iter().any(follows) {
                    alone.push(format!(
                        "{}, page {}: “{}”",
                        thing.name(),
                        heading.page + 1,
                        heading.text
                    ));
                }
            }
        }
    }
    assert!(headings > 500, "{headings}");
    assert!(alone.is_empty(), "{} headings stand alone:\n{}", alone.len(), alone.join("\n"));
}

#[test]
fn addresses_break_after_a_slash_only() {
    let mut whole = 0;
    let broken = wrong(|thing, run| {
        let address = &*thing.job.data.short_url_words;
        let piece = run.text.trim().trim_matches('\u{200b}');
        if piece.len() < 6 {
            return None;
        }
        let at = address.find(piece)?;
        whole += 1;
        let (before, after) = (&address[..at], &address[at + piece.len()..]);
        let begins = before.is_empty() || before.ends_with('/');
        let ends = after.is_empty() || piece.ends_with('/') || after.starts_with('/');
        // A word of the text may be a part of the address by chance: then it stands alone in its
        // line.
        let is_word = !piece.contains(['/', '.']);
        (!(begins && ends) && !is_word).then(|| format!("is a piece of {address}"))
    });
    assert!(broken.is_empty(), "{} addresses are broken:\n{}", broken.len(), broken.join("\n"));
    assert!(whole > 300, "{whole}");
}
