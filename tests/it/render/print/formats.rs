//! Print formats: what each key of their tables in `theme.toml` does.

use std::collections::BTreeMap;

use wuzha::base::vocabulary::Kind;

use crate::support::jobs::{jobs_of, paper};
use crate::support::paper::MM;
use crate::support::pdf::{Target, assert_booklet, bookmarks, inner_links, page_sizes};
use crate::support::site::{
    self, Built, HTML_AND_PRINT, PRINT, config, page, plain, png_size, run, scam,
};
use crate::support::tags;

/// The table of a format, whose template has its name.
fn table(id: &str, keys: &str) -> String {
    format!("[print.formats.{id}]\ntemplate = \"print/{id}.typ\"\n{keys}\n")
}

/// The default theme with other formats: their tables, and their templates by name.
fn theme(tables: &str, templates: &[(&str, &str)]) -> String {
    let files = templates.iter().map(|(name, text)| {
        format!("-- themes/default/print/{name}.typ --\n#import \"base.typ\": *\n{text}\n")
    });
    let fonts = "[print.fonts]\ndefault = [\"Noto Sans CJK SC\"]\n";
    format!("-- themes/default/theme.toml --\n{fonts}{tables}\n{}", files.collect::<String>())
}

fn print(text: &str) -> Built {
    run(site::sources(text), PRINT).clean()
}

/// The printed files without thumbnails.
fn printed(built: &Built) -> Vec<&str> {
    let aside =
        |path: &&str| [".thumb.png", ".html", ".json"].iter().any(|ending| path.ends_with(ending));
    built.paths().into_iter().filter(|path| path.starts_with("print/") && !aside(path)).collect()
}

#[test]
fn a_format_needs_only_a_template_and_a_table() {
    let tables = r#"[print.formats.bookmark]
template = "print/bookmark.typ"
paper = "bookmark"
kinds = ["scams", "site"]
options = { width = 60, words = { zh = "停一停", en = "Pause" } }
"#;
    let template = r#"#show: form.with(width: format().options.width * 1mm, height: 150mm)
#title()
#format().options.words.at(data.language)"#;
    let words = "[format]\nbookmark = \"书签\"\n[format_use]\nbookmark = \"夹在书里\"\n\
                 [paper]\nbookmark = \"书签纸\"\n";
    let text = site::site([scam("fake-police"), plain("about")])
        + &theme(tables, &[("bookmark", template)])
        + &format!("-- i18n/zh.toml --\n{words}-- i18n/en.toml --\n{words}");
    let built = run(site::sources(&text), HTML_AND_PRINT).clean();
    let files = [
        "fake-police/bookmark.en",
        "fake-police/bookmark.zh",
        "home/bookmark.en",
        "home/bookmark.zh",
    ];
    assert_eq!(printed(&built), files.map(|file| format!("print/{file}.pdf")));
    let sizes = page_sizes(built.bytes("print/fake-police/bookmark.zh.pdf"));
    assert!(
        (sizes[0].0 - 60.0 * MM).abs() < 0.1 && (sizes[0].1 - 150.0 * MM).abs() < 0.1,
        "{sizes:?}"
    );
    for (html, file) in
        [("scams/fake-police/index.html", files[1]), ("en/scams/fake-police/index.html", files[0])]
    {
        let offered = tags::values(built.main(html), "href");
        assert!(offered.contains(&format!("/print/{file}.pdf")), "{html}: {offered:?}");
        assert!(built.main(html).contains("书签"), "{html} names it");
    }
    let (printer, jobs) = jobs_of(&built.sources, None);
    let job =
        jobs.iter().find(|job| job.page_path == "home" && job.language == "en").expect("a job");
    assert_eq!(paper(&printer, job, &built.sources).words(), "SamplePause");
}

#[test]
fn a_page_without_a_required_section_is_not_printed() {
    let tables = table("slip", "paper = \"a4\"\nkinds = [\"letters\"]\nrequires = [\"slip\"]");
    let with =
        page(Kind::Letters, "with").section("zh", "slip", "回执").section("en", "slip", "Slip");
    let text = site::site([
        with,
        page(Kind::Letters, "without"),
        scam("fake-police").section("zh", "slip", "回执").without("en"),
    ]) + &theme(&tables, &[("slip", "#show: form\n#title()")]);
    assert_eq!(printed(&print(&text)), ["print/with/slip.en.pdf", "print/with/slip.zh.pdf"]);
}

#[test]
fn sections_follow_the_order_of_the_table() {
    let tables = r#"[print.formats.some]
template = "print/some.typ"
paper = "a4"
kinds = ["scams"]
sections = ["do", "law", "flags"]
[print.formats.all]
template = "print/all.typ"
paper = "a4"
kinds = ["scams"]
"#;
    let ids = |ids: &str| {
        format!(
            "#show: form\n#title()\n#assert.eq(data.sections.map(section => section.id), ({ids},))"
        )
    };
    let some = ids(r#""do", "flags""#);
    let all = ids(r#""how", "say", "flags", "do", "paid", "more""#);
    let page = scam("fake-police").section("zh", "more", "又").section("en", "more", "More");
    let built = print(&(page.to_string() + &theme(tables, &[("some", &some), ("all", &all)])));
    assert_eq!(printed(&built).len(), 4);
}

#[test]
fn members_are_the_pages_for_an_audience_or_all_of_the_site() {
    let tables = r#"[print.formats.book]
template = "print/book.typ"
paper = "a5"
kinds = ["audiences", "site"]
members = ["guides", "scams"]
pages = 9
"#;
    let template = "#show: form.with(paper: \"a5\")\n#title()\n\
                    #for other in data.others [#heading(other.title)\
                    #blocks(other.sections.first().content)\
                    #qr-code(25mm, file: \"/qr/\" + other.id + \".svg\", of: other)]";
    let pages = [
        page(Kind::Audiences, "elderly"),
        scam("for-them").facts("audiences = [\"elderly\", \"students\"]"),
        scam("for-others").facts("audiences = [\"students\"]"),
        scam("only-chinese").facts("audiences = [\"elderly\"]").without("en"),
        site::guide("guide").facts("audiences = [\"elderly\"]"),
        page(Kind::Cases, "case").facts("audiences = [\"elderly\"]"),
        plain("about"),
    ];
    let built = print(&(site::site(pages) + &theme(tables, &[("book", template)])));
    let (printer, jobs) = jobs_of(&built.sources, None);
    let gathered: BTreeMap<(&str, &str), Vec<&str>> = jobs
        .iter()
        .map(|job| {
            ((&*job.page_path, &*job.language), job.others.iter().map(|other| &*other.id).collect())
        })
        .collect();
    let wanted = [
        (("audiences/elderly", "en"), vec!["guide", "for-them"]),
        (("audiences/elderly", "zh"), vec!["guide", "for-them", "only-chinese"]),
        (("home", "en"), vec!["guide", "for-others", "for-them"]),
        (("home", "zh"), vec!["guide", "for-others", "for-them", "only-chinese"]),
    ];
    assert_eq!(gathered, wanted.into());
    // Names by letter, for an index at the end of the book.
    let home =
        jobs.iter().find(|job| job.page_path == "home" && job.language == "en").expect("a job");
    let names: Vec<(&str, &str)> = home
        .index
        .iter()
        .flat_map(|letter| &letter.names)
        .map(|name| (&*name.name, &*name.id))
        .collect();
    let wanted = [
        ("About for-others", "for-others"),
        ("About for-them", "for-them"),
        ("About guide", "guide"),
    ];
    assert_eq!(names, wanted);
    let paper = paper(&printer, home, &built.sources);
    assert!(paper.words().contains("Aboutfor-them"), "{}", paper.words());
    assert_eq!(paper.images.len(), 3);
}

#[test]
fn a_bilingual_format_is_made_once_per_translation_and_listed_in_both() {
    let tables = table("pair", "paper = \"a4\"\nkinds = [\"scams\"]\nbilingual = true");
    let template = "#show: form\n#title()\n#data.others.first().title";
    let words = |name: &str| {
        format!(
            "-- i18n/{name}.toml --\n[format]\npair = \"双语\"\n[format_use]\npair = \"双语\"\n"
        )
    };
    let third =
        site::sources("").text("themes/default/i18n/en.toml").expect("the theme's").to_owned();
    let text = config("languages = [\"zh\", \"en\", \"bo\"]")
        + &site::site([scam("three").also("bo"), scam("two"), scam("one").without("en")])
        + &theme(&tables, &[("pair", template)])
        + &words("zh")
        + &words("en")
        + &words("bo")
        + &format!("-- themes/default/i18n/bo.toml --\n{third}");
    let text = text.replace("zh = \"样站\"", "bo = \"Sample\"\nzh = \"样站\"");
    let text = text.replace("zh = \"认得出骗局\"", "bo = \"Sample\"\nzh = \"认得出骗局\"");
    let text = text.replace("zh = \"编辑组\"", "bo = \"Sample\"\nzh = \"编辑组\"");
    let built = run(site::sources(&text), HTML_AND_PRINT).clean();
    assert_eq!(
        printed(&built),
        ["print/three/pair.bo.pdf", "print/three/pair.en.pdf", "print/two/pair.en.pdf"]
    );
    for (html, wanted) in [
        ("scams/three/index.html", vec!["/print/three/pair.en.pdf", "/print/three/pair.bo.pdf"]),
        ("en/scams/three/index.html", vec!["/print/three/pair.en.pdf"]),
        ("bo/scams/three/index.html", vec!["/print/three/pair.bo.pdf"]),
        ("scams/two/index.html", vec!["/print/two/pair.en.pdf"]),
        ("scams/one/index.html", vec![]),
    ] {
        let mut offered = tags::values(built.main(html), "href");
        offered.retain(|href| href.contains("pair"));
        offered.sort_unstable();
        offered.dedup();
        let mut wanted = wanted;
        wanted.sort_unstable();
        assert_eq!(offered, wanted, "{html}");
    }
    let (printer, jobs) = jobs_of(&built.sources, None);
    assert_eq!(paper(&printer, &jobs[0], &built.sources).words(), "关于threeAboutthree");
}

#[test]
fn images_are_numbered_where_there_can_be_several() {
    let table = |id: &str, keys: &str| {
        table(id, &format!("paper = \"screen\"\nkinds = [\"scams\"]\n{keys}"))
    };
    let tables = table("one", "output = \"images\"")
        + &table("several", "output = \"images\"\npages = 3")
        + &table("both", "output = \"both\"\npages = 3");
    let screens = |count: usize| {
        let more = "#pagebreak()\nnext\n".repeat(count - 1);
        format!("#show: form.with(width: 640pt, height: 360pt)\n#title()\n{more}")
    };
    let (one, several) = (screens(1), screens(2));
    let text = scam("s").without("en").to_string()
        + &theme(&tables, &[("one", &one), ("several", &several), ("both", &several)]);
    let built = print(&text);
    let files = [
        "both.zh-01.png",
        "both.zh-02.png",
        "both.zh.pdf",
        "one.zh.png",
        "several.zh-01.png",
        "several.zh-02.png",
    ];
    assert_eq!(printed(&built), files.map(|file| format!("print/s/{file}")));
    for file in files.into_iter().filter(|file| file.ends_with(".png")) {
        assert_eq!(png_size(built.bytes(&format!("print/s/{file}"))), (640, 360), "{file}");
    }
    for format in ["one", "several", "both"] {
        assert_eq!(
            png_size(built.bytes(&format!("print/s/{format}.zh.thumb.png"))).0,
            360,
            "{format}"
        );
    }
}

/// The Chinese booklet of a page from a template.
fn booklet(template: &str) -> Vec<u8> {
    let keys = "paper = \"a4\"\nkinds = [\"scams\"]\npages = 9\nbooklet = true";
    let theme = theme(&table("book", keys), &[("book", template)]);
    print(&(scam("s").without("en").to_string() + &theme)).bytes("print/s/book.zh.pdf").to_vec()
}

#[test]
fn a_booklet_has_two_pages_a_side_in_the_order_for_folding() {
    let pdf = booklet(
        r#"#show: form.with(paper: "a5")
#set heading(outlined: true)
#outline(title: none)
#link((page: 2, x: 0pt, y: 0pt))[not by page]
#for name in ("one", "two", "three", "four", "five") [
  #heading(name)#label(name)
  #if name != "five" { pagebreak() }
]
#link(<two>)[back]"#,
    );
    // Five pages take two sheets of paper: four sides.
    let sizes = assert_booklet(&pdf, "zh-CN", "关于s", "book");
    assert_eq!(sizes.len(), 4);
    for (width, height) in sizes {
        assert!(
            (width - 2.0 * 148.0 * MM).abs() < 1.0 && (height - 210.0 * MM).abs() < 1.0,
            "{width} × {height}"
        );
    }
    let half = |(side, left): Target| (side, if left < 148.0 * MM { "left" } else { "right" });
    let bookmarks = bookmarks(&pdf);
    let found: Vec<_> = bookmarks.iter().map(|(name, at)| (&**name, half(*at))).collect();
    let wanted = [
        ("one", (0, "right")),
        ("two", (1, "left")),
        ("three", (2, "right")),
        ("four", (3, "left")),
        ("five", (3, "right")),
    ];
    assert_eq!(found, wanted);
    // Links lead where the bookmarks do, from either half. One to a page number would lead astray.
    let mut links = inner_links(&pdf, 0);
    links.dedup();
    assert_eq!(links, bookmarks.iter().map(|(_, at)| *at).collect::<Vec<_>>());
    assert_eq!(inner_links(&pdf, 3), [bookmarks[1].1]);
}

#[test]
fn the_pages_of_a_booklet_have_one_size() {
    let tables = table("book", "paper = \"a4\"\nkinds = [\"scams\"]\npages = 2\nbooklet = true");
    let template = "#show: form.with(paper: \"a5\")\n#title()\n#page(flipped: true)[two]";
    let text = scam("s").without("en").to_string() + &theme(&tables, &[("book", template)]);
    let built = run(site::sources(&text), PRINT);
    assert_eq!(
        built.only().message,
        "Printing `scams/s` (zh, book): The pages of a booklet must all have the same size"
    );
}

#[test]
fn a_book_gathers_what_it_has_room_for_and_counts_the_rest() {
    let tables =
        table("book", "paper = \"a5\"\nkinds = [\"site\"]\nmembers = [\"scams\"]\npages = 2");
    let template = "#show: form\n#title()\n#for other in data.others [#other.id \\ ]\nleft #data.left_out\n\
                    #for letter in data.index [#for name in letter.names [i-#name.id ]]";
    // Two pages have room for 1,500 Chinese characters.
    let long = "字".repeat(550);
    let pages = ["a", "b", "c", "d"].map(|id| scam(id).without("en").section("zh", "flags", &long));
    let text = site::site(pages) + &theme(&tables, &[("book", template)]);
    let sources = site::sources(&text);
    let (printer, jobs) = jobs_of(&sources, None);
    let book = jobs.iter().find(|job| job.format == "book" && job.language == "zh");
    let book = book.expect("a book");
    let gathered: Vec<&str> = book.others.iter().map(|other| &*other.id).collect();
    assert_eq!((gathered, book.left_out), (vec!["a", "b"], 2));
    let words = paper(&printer, book, &sources).words();
    assert!(words.contains("left2i-ai-b") && !words.contains("i-c"), "{words}");
}

#[test]
fn reported_overflow_is_tightened_and_then_an_error() {
    let tables = table("box", "paper = \"a4\"\nkinds = [\"scams\"]\ntighten = 3");
    let fits_at = |step: u32| {
        let template = format!(
            "#show: form\n#title()\n#let step = json(\"/step.json\")\n\
             #if step < {step} {{ too-long(\"flags\", \"3 mm\") }}\nat step #step"
        );
        theme(&tables, &[("box", &template)])
    };
    let text = scam("s").without("en").to_string();
    for step in 0..=3 {
        let sources = site::sources(&(text.clone() + &fits_at(step)));
        let (printer, jobs) = jobs_of(&sources, None);
        let words = paper(&printer, &jobs[0], &sources).words();
        assert!(
            words.ends_with(&format!("atstep{step}")),
            "the loosest setting that fits: {words}"
        );
    }
    let built = run(site::sources(&(text + &fits_at(4))), PRINT);
    let message = "content/scams/s/zh.md:19:1: error[sheet-overflow] \
                   `scams/s` (zh) does not fit as `box`: `flags` by 3 mm\n";
    assert_eq!(built.diagnostics_short(), message);
    let found = built.only();
    assert_eq!(
        found.hint,
        "It is already set as tightly as possible. Shorten the section `flags`."
    );
    assert!(built.paths().is_empty());
}

#[test]
fn the_search_finds_the_same_setting_wherever_it_begins() {
    let text = scam("s").without("en").to_string();
    // The expected lengths: none, far too short, far too long.
    for (lengths, most) in [("", 5), ("\nlengths = [0, 1]", 6), ("\nlengths = [9000, 9001]", 6)] {
        let keys = format!("paper = \"a4\"\nkinds = [\"scams\"]\ntighten = 8{lengths}");
        for step in 0..=8 {
            let template = format!(
                "#show: form\n#title()\n#let step = json(\"/step.json\")\n\
                 #if step < {step} {{ too-long(\"flags\", \"3 mm\") }}\nat step #step"
            );
            let theme = theme(&table("box", &keys), &[("box", &template)]);
            let sources = site::sources(&(text.clone() + &theme));
            let (printer, jobs) = jobs_of(&sources, None);
            let words = paper(&printer, &jobs[0], &sources).words();
            assert!(words.ends_with(&format!("atstep{step}")), "{lengths}: {words}");
            let layouts = printer.layouts();
            assert!(layouts <= most, "{lengths}: {layouts} layouts for step {step}");
            // Where the search begins at the right place, there is nothing to search.
            let is_first = lengths.contains("9000") && step == 0;
            let is_last = lengths.contains("[0") && step == 8;
            assert!(!is_first || layouts == 1, "{layouts} layouts for the first step");
            assert!(!is_last || layouts == 2, "{layouts} layouts for the last step");
        }
    }
}

#[test]
fn too_many_pages_are_an_error_that_names_a_heading() {
    let tables = table("book", "paper = \"a4\"\nkinds = [\"scams\"]\npages = 2");
    let template = "#show: form\n#title()\n#heading[One]\n\
                    #pagebreak()\n#heading[Two]\n#pagebreak()\n#heading[Three]";
    let text = scam("s").without("en").to_string() + &theme(&tables, &[("book", template)]);
    let built = run(site::sources(&text), PRINT);
    assert_eq!(
        built.only().message,
        "`scams/s` (zh) fills 3 pages as `book`, which has 2, from “Two” on"
    );
}
