//! A check: which leaflets it lays out, and what it remembers.

use wuzha::pipeline::fits::Fits;
use wuzha::pipeline::{Fitting, Options, Outcome, check};

use crate::support::site::{self, HTML_AND_PRINT, scam};
use crate::support::slip::{NAMES_EN, NAMES_ZH, SLIP};

const LONG: &str = "这一段文字写得太长。";

/// Scams, of which those with these numbers have too long a text.
fn scams(count: usize, long: &[usize]) -> String {
    let pages = (0..count).map(|number| {
        let page = scam(&format!("scam-{number}")).without("en");
        if long.contains(&number) { page.section("zh", "flags", &LONG.repeat(40)) } else { page }
    });
    let names = format!("-- i18n/zh.toml --\n{NAMES_ZH}-- i18n/en.toml --\n{NAMES_EN}");
    site::site(pages) + SLIP + &names
}

fn checked(text: &str, known: &Fits, all: bool) -> Outcome {
    let fitting = Some(Fitting { known: known.clone(), all });
    let options = Options { outputs: HTML_AND_PRINT, fitting, ..Options::default() };
    check(&site::sources(text), &options).expect("nothing in the world fails")
}

/// The files of the leaflets that are too long.
fn too_long(outcome: &Outcome) -> Vec<&str> {
    let found = outcome.diagnostics.iter();
    found.filter(|one| one.rule.id() == "sheet-overflow").map(|one| &*one.file).collect()
}

#[test]
fn a_text_that_does_not_fit_is_found_by_every_check_until_it_fits() {
    let long = scams(3, &[1]);
    let first = checked(&long, &Fits::default(), false);
    assert_eq!(too_long(&first), ["content/scams/scam-1/zh.md"]);
    let second = checked(&long, &first.fits, false);
    assert_eq!(too_long(&second), ["content/scams/scam-1/zh.md"]);
    let third = checked(&scams(3, &[]), &second.fits, false);
    assert_eq!((too_long(&third), third.unfitted), (vec![], 0));
}

#[test]
fn leaflets_that_are_known_to_fit_are_not_laid_out_again() {
    let many = scams(120, &[7]);
    let noted = checked(&many, &Fits::default(), false).fits;
    // Noted as leaflets that fit, although one does not: nobody looks again.
    let claimed = Fits::parse(&noted.text().replace(" ?", ""));
    let outcome = checked(&many, &claimed, false);
    assert_eq!((too_long(&outcome), outcome.unfitted), (vec![], 0));
}

#[test]
fn when_too_many_are_new_none_is_laid_out_and_a_later_edit_is() {
    let many = scams(120, &[7]);
    let first = checked(&many, &Fits::default(), false);
    assert_eq!((too_long(&first), first.unfitted), (vec![], 120));
    // One page is edited; the others stay unknown, and are counted.
    let edited = scams(120, &[7, 50]);
    let second = checked(&edited, &first.fits, false);
    assert_eq!(too_long(&second), ["content/scams/scam-50/zh.md"]);
    assert_eq!(second.unfitted, 119);
    let whole = checked(&edited, &second.fits, true);
    assert_eq!(too_long(&whole), ["content/scams/scam-50/zh.md", "content/scams/scam-7/zh.md"]);
    assert_eq!(whole.unfitted, 0);
}

/// That takes no layout, so it is found however many leaflets there are.
#[test]
fn a_letter_without_a_font_is_found_by_every_check() {
    let many = scams(120, &[])
        + &scam("sign").without("en").section("zh", "flags", "一个字\u{1F9FF}。").to_string();
    let first = checked(&many, &Fits::default(), false);
    let second = checked(&many, &first.fits, false);
    for outcome in [first, second] {
        let found: Vec<String> =
            outcome.diagnostics.iter().map(|one| format!("{} {}", one.rule, one.file)).collect();
        assert_eq!(found, ["missing-glyph content/scams/sign/zh.md"]);
        assert!(outcome.unfitted >= 120, "{}", outcome.unfitted);
    }
}

#[test]
fn what_is_on_every_leaflet_is_part_of_its_digest() {
    let first = checked(&scams(2, &[]), &Fits::default(), false);
    let again = checked(&scams(2, &[]), &first.fits, false);
    assert_eq!(again.fits, first.fits);
    for changed in [
        scams(2, &[]).replace("margin: 5mm", "margin: 6mm"),
        format!(
            "-- content/hotlines.toml --\n{}{}",
            site::HOTLINES.replace("报警", "求助"),
            scams(2, &[])
        ),
    ] {
        let other = checked(&changed, &first.fits, false);
        assert_eq!(other.fits.text().lines().count(), 3, "two pages and the site");
        assert!(other.fits.text().lines().all(|line| !first.fits.text().contains(line)));
    }
}

#[test]
fn a_record_with_other_lines_is_read_as_far_as_possible() {
    let text = "0123456789ab\nnonsense\n0123456789ac ?\n\n";
    assert_eq!(Fits::parse(text).text(), "0123456789ab\n0123456789ac ?\n");
}
