//! Printed items, share cards, quizzes and sessions on their pages.

use crate::support::checks::{json_ld, meta};
use crate::support::printed::PRINTED;
use crate::support::tags::{classed, element, links, named, values, words};

#[test]
fn a_page_lists_its_printed_items_with_their_paper() {
    let take = classed(PRINTED.main("en/scams/fake-police/index.html"), "take");
    let items: Vec<String> =
        links(classed(take, "prints")).into_iter().map(|(words, _)| words).collect();
    let wanted = [
        "Folded leaflet A4 paper",
        "A4 sheet A4 paper",
        "Bilingual sheet A4 paper",
        "Slides Large screen, 1920×1080",
    ];
    assert_eq!(items, wanted, "share cards and QR codes are elsewhere");
    assert!(values(take, "href").contains(&"/en/print/of/fake-police/".to_owned()));
    let audience = PRINTED.main("en/audiences/elderly/index.html");
    assert!(
        values(audience, "href").contains(&"/en/print/for/elderly/".to_owned()),
        "all items for this audience"
    );
    let share = classed(PRINTED.html("en/scams/fake-police/index.html"), "share");
    let picture = classed(share, "picture");
    assert_eq!(values(picture, "href"), ["/print/fake-police/share-card-square.en.png"]);
    assert!(
        values(share, "href").contains(&"/print/fake-police/qr-card.en.png".to_owned()),
        "the QR code is with the buttons for sharing"
    );
    let image = &named(picture, "img")[0];
    assert_eq!(
        (image.need("width"), image.need("height"), image.need("loading")),
        ("60", "60", "lazy")
    );
    // A page is not printed in a language it is not written in.
    let fallback = PRINTED.main("en/guides/untranslated/index.html");
    assert!(!fallback.contains("class=\"prints\"") && !fallback.contains("class=\"saves\""));
}

/// The picture that chat apps show: address, width, height and words.
fn preview(path: &str) -> Option<[String; 4]> {
    let of = |name: &str| meta(PRINTED.html(path), name);
    let card = if of("og:image").is_some() { "summary_large_image" } else { "summary" };
    assert_eq!(of("twitter:card").as_deref(), Some(card), "{path}");
    Some([of("og:image")?, of("og:image:width")?, of("og:image:height")?, of("og:image:alt")?])
}

#[test]
fn a_shared_link_shows_the_share_card_of_its_page() {
    let url = |file: &str| format!("https://example.org/print/{file}");
    let wanted = [
        ("en/scams/fake-police/index.html", "fake-police/share-card.en.png", "Fake police"),
        ("s/fake-police/index.html", "fake-police/share-card.zh.png", "冒充公检法诈骗"),
        ("en/guides/untranslated/index.html", "untranslated/share-card.zh.png", "关于untranslated"),
        ("en/print/of/fake-police/index.html", "fake-police/share-card.en.png", "Fake police"),
        // Pages without a share card show that of the site.
        ("en/index.html", "home/share-card.en.png", "Sample"),
        ("hotlines/index.html", "home/share-card.zh.png", "样站"),
        ("en/letters/to-parents/index.html", "home/share-card.en.png", "Sample"),
    ];
    for (path, file, alt) in wanted {
        let found = preview(path).unwrap_or_else(|| panic!("{path} has no picture"));
        assert_eq!(found, [url(file), "120".into(), "63".into(), alt.into()], "{path}");
        assert!(PRINTED.has(&format!("print/{file}")), "no {file}");
    }
    let graph = json_ld(PRINTED.html("en/scams/fake-police/index.html")).expect("JSON-LD");
    assert_eq!(graph["@graph"][0]["image"], url("fake-police/share-card.en.png"));
}

#[test]
fn a_question_shows_its_options_and_hides_its_answer() {
    let main = PRINTED.main("en/quizzes/quiz/index.html");
    let question = classed(main, "question");
    assert_eq!(words(element(question, "h2")), "Question 1 q1");
    let options = classed(question, "options");
    assert_eq!(named(question, "ol")[0].need("type"), "A");
    let right: Vec<bool> =
        named(options, "li").iter().map(|li| li.get("data-right").is_some()).collect();
    assert_eq!(right, [false, true, true]);
    let answer = element(question, "details");
    assert!(words(element(answer, "summary")).starts_with("Show the answer"));
    assert!(answer.contains("Answer: B and C") && answer.contains("<strong>first</strong>"));
    assert!(!question.replace(answer, "").contains("first"), "the reason is nowhere else");
    assert_eq!(question.matches("_fnref-1").count(), 1);
    assert!(words(PRINTED.main("quizzes/quiz/index.html")).contains("答案：B、C"));
}

#[test]
fn a_session_states_how_long_it_takes() {
    assert!(words(PRINTED.main("en/sessions/lesson/index.html")).contains("Time needed40 minutes"));
    assert!(words(PRINTED.main("sessions/lesson/index.html")).contains("40 分钟"));
}

#[test]
fn the_site_has_a_short_address_of_its_own() {
    let main = PRINTED.main("s/home/index.html");
    let addresses = values(main, "href");
    assert!(
        addresses.contains(&"/".to_owned()) && addresses.contains(&"/en/".to_owned()),
        "{addresses:?}"
    );
}
