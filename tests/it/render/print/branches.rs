//! Copies for branches, with their name, address, telephone and logo.

use std::sync::Arc;

use wuzha::base::vocabulary::Kind;
use wuzha::pipeline::single::Wanted;
use wuzha::pipeline::{Options, single};
use wuzha::render::print::branches::Branches;
use wuzha::render::print::{Imprint, Job, PrintRun};

use crate::support::checks::assert_well_formed;
use crate::support::jobs::{jobs_of, paper};
use crate::support::paper::words_of;
use crate::support::site::{self, Built, HTML_AND_PRINT, PRINT, config, page, run_with, scam};
use crate::support::tags::{self, values, words};

/// Markup of every language that the name of a branch passes through.
const HOSTILE: &str = r#"#import "x" * $a$ @b <c> \n [d] {e}"#;

/// Two branches: one with every key, one with as few as possible.
fn branches() -> String {
    let name = HOSTILE.replace('\\', "\\\\").replace('"', "\\\"");
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">\
                <rect width=\"40\" height=\"20\" fill=\"red\"/></svg>";
    format!(
        "-- content/branches.toml --\n\
         [[branch]]\nid = \"east\"\nname = {{ zh = \"东街网点\", en = \"East Street branch\" }}\n\
         address = {{ zh = \"东街一号楼\", en = \"East Street\" }}\n\
         telephone = \"police\"\nlogo = \"east.svg\"\n\
         [[branch]]\nid = \"west\"\nname = {{ zh = \"{name}\", en = \"{name}\" }}\n\
         address = {{ zh = \"西街\" }}\n\
         -- content/branches/east.svg --\n{logo}\n"
    )
}

/// Two formats: one with an imprint, one without.
const THEME: &str = r#"-- themes/default/theme.toml --
[print.fonts]
default = ["Noto Sans CJK SC"]
[print.formats.sheet]
template = "print/sheet.typ"
paper = "a4"
kinds = ["scams", "site"]
imprint = true
[print.formats.plain]
template = "print/sheet.typ"
paper = "a4"
kinds = ["scams"]
-- themes/default/print/sheet.typ --
#import "parts.typ": *
#show: form.with(paper: "a4")
#title()
#imprint()
"#;

fn text() -> String {
    site::site([scam("fake-police"), page(Kind::Pages, "about")]) + &branches() + THEME
}

fn print(text: &str, branches: Branches) -> Built {
    run_with(site::sources(text), &Options { outputs: PRINT, branches, ..Options::default() })
}

fn named(ids: &[&str]) -> Branches {
    Branches::Named(ids.iter().map(|id| (*id).to_owned()).collect())
}

fn copies(built: &Built) -> Vec<&str> {
    built
        .paths()
        .into_iter()
        .filter(|path| path.starts_with("branches/") && path.ends_with(".pdf"))
        .collect()
}

#[test]
fn requested_branches_get_copies_in_their_own_folders() {
    assert_eq!(copies(&print(&text(), Branches::None).clean()), [""; 0]);
    let east = ["fake-police/sheet.en", "fake-police/sheet.zh", "home/sheet.en", "home/sheet.zh"];
    let files = |branch: &str| east.map(|file| format!("branches/{branch}/{file}.pdf"));
    let built = print(&text(), named(&["east"])).clean();
    assert_eq!(copies(&built), files("east"));
    assert!(built.has("branches/east/fake-police/sheet.zh.thumb.png"));
    let built = print(&text(), Branches::All).clean();
    assert_eq!(copies(&built), [files("east"), files("west")].concat());
    // The leaflet without an imprint is the same, with copies or without.
    let alone = print(&text(), Branches::None).clean();
    assert!(
        built.bytes("print/fake-police/sheet.zh.pdf")
            == alone.bytes("print/fake-police/sheet.zh.pdf")
    );
    let (one, other) = ("branches/east/home/sheet.zh.pdf", "branches/west/home/sheet.zh.pdf");
    assert!(
        built.bytes(one) != built.bytes(other)
            && built.bytes(one) != built.bytes("print/home/sheet.zh.pdf")
    );
}

#[test]
fn a_copy_names_the_branch_in_its_language() {
    let sources = site::sources(&text());
    let (printer, jobs) = jobs_of(&sources, None);
    let site = wuzha::site::assemble::assemble(&sources, None).site.expect("a site");
    let copy = |branch: usize, language: &str| {
        let jobs: Vec<_> = jobs.iter().filter(|job| job.language == language).cloned().collect();
        let copies = wuzha::render::print::branches::copies(&site, &jobs, &site.branches[branch]);
        paper(&printer, &copies[0], &sources)
    };
    let (zh, en) = (copy(0, "zh"), copy(0, "en"));
    for (paper, words) in [
        (&zh, ["东街网点", "东街一号楼", "报警电话110"]),
        (&en, ["EastStreetbranch", "EastStreet", "Police110"]),
    ] {
        for word in words {
            assert!(paper.words().contains(word), "no `{word}` in {}", paper.words());
        }
        assert_eq!(paper.images.len(), 1, "the logo");
    }
    let (zh, en) = (copy(1, "zh"), copy(1, "en"));
    for (paper, words) in [(&zh, "西街"), (&en, "西街")] {
        assert!(paper.words().contains(&(words_of(HOSTILE) + words)), "{}", paper.words());
        assert!(!paper.words().contains("110") && paper.images.is_empty());
    }
}

#[test]
fn a_changed_logo_changes_the_copies() {
    let built = |text: &str| print(text, named(&["east"])).clean();
    assert_eq!(built(&text()).diagnostics_short(), "");
    let (red, blue) = (built(&text()), built(&text().replace("fill=\"red\"", "fill=\"blue\"")));
    let digests = |built: &Built| built.outcome.kept.clone();
    let same = digests(&red).into_iter().filter(|digest| digests(&blue).contains(digest)).count();
    assert_eq!((digests(&red).len(), same), (10, 6), "only the four copies differ");
    assert!(
        red.bytes("branches/east/home/sheet.zh.pdf")
            != blue.bytes("branches/east/home/sheet.zh.pdf")
    );
}

#[test]
fn an_unknown_branch_is_an_error_with_a_suggestion() {
    let refused = |text: &str, branches| {
        let options = Options { outputs: HTML_AND_PRINT, branches, ..Options::default() };
        let built = wuzha::pipeline::build(&site::sources(text), &options, &(), &());
        built.expect_err("a usage error").to_string()
    };
    let error = refused(&text(), named(&["west", "eest"]));
    assert!(error.contains("`eest` is not a branch of content/branches.toml"), "{error}");
    assert!(error.contains("Did you mean `east`?"), "{error}");
    let none = site::site([scam("fake-police")]) + THEME;
    let error = refused(&none, named(&["east"]));
    assert!(error.contains("[[branch]]"), "{error}");
    assert_eq!(
        copies(&print(&none, Branches::All).clean()),
        [""; 0],
        "without branches there are no copies"
    );
}

#[test]
fn each_branch_has_a_page_with_its_copies() {
    let text = config("page_size = 4") + &text();
    let build = |branches| {
        run_with(
            site::sources(&text),
            &Options { outputs: HTML_AND_PRINT, branches, ..Options::default() },
        )
    };
    let built = build(named(&["east"])).clean();
    let path = "en/print/branch/east/index.html";
    let main = built.main(path);
    assert_eq!(words(tags::element(main, "h1")), "Print: East Street branch");
    assert!(words(main).contains("East Street"), "its address");
    // The site itself comes first; a page has one subject, so the scam is on the next.
    let files = |path: &str| {
        values(built.main(path), "href")
            .into_iter()
            .filter(|href| href.ends_with(".pdf"))
            .collect::<Vec<_>>()
    };
    assert_eq!(files(path), ["/branches/east/home/sheet.en.pdf"; 2], "to open and to download");
    assert_eq!(
        files("print/branch/east/page/2/index.html"),
        ["/branches/east/fake-police/sheet.zh.pdf"; 2]
    );
    assert!(built.has("branches/east/home/sheet.en.thumb.png"));
    assert_eq!(values(main, "download"), ["east.home.sheet.en.pdf"]);
    // The catalogue links to it and lets the script choose. A branch without copies is not offered.
    let catalogue = built.main("en/print/index.html");
    assert!(values(catalogue, "href").contains(&"/en/print/branch/east/".to_owned()));
    let select = tags::element_where(catalogue, |tag| tag.get("name") == Some("branch"))
        .expect("the choice of a branch");
    assert_eq!(values(select, "value"), ["", "east"]);
    let west = |built: &Built| built.paths().into_iter().any(|path| path.contains("west"));
    assert!(!west(&built) && !catalogue.contains("/branch/west/"));
    // Without copies there is no such page.
    let built = build(Branches::None).clean();
    assert!(!built.paths().into_iter().any(|path| path.contains("/branch/")));
    for (path, html) in built.pages() {
        assert!(!html.contains("/branch/") && !html.contains("name=\"branch\""), "{path}");
    }
}

#[test]
fn markup_in_the_name_of_a_branch_stays_text() {
    let options =
        Options { outputs: HTML_AND_PRINT, branches: named(&["west"]), ..Options::default() };
    let built = run_with(site::sources(&text()), &options).clean();
    assert_well_formed(&built);
    assert!(words(built.main("print/branch/west/index.html")).contains(HOSTILE));
}

#[test]
fn one_leaflet_can_be_printed_for_a_branch() {
    let sources = site::sources(&text());
    let printed = |format: &str, branch: Option<&str>| {
        let wanted =
            Wanted { page: "fake-police", language: Some("zh"), format: Some(format), branch };
        single::print(&sources, &Options::default(), wanted, &())
    };
    let paths = |format, branch| {
        let artifacts = printed(format, branch).expect("a site").expect("no errors");
        artifacts.iter().map(|file| file.path.clone()).collect::<Vec<_>>()
    };
    assert_eq!(paths("sheet", None), ["print/fake-police/sheet.zh.pdf"]);
    assert_eq!(paths("sheet", Some("east")), ["branches/east/fake-police/sheet.zh.pdf"]);
    let rejected =
        |format, branch| printed(format, Some(branch)).expect_err("rejected").to_string();
    assert!(rejected("plain", "east").contains("no place for a branch"));
    assert!(rejected("sheet", "south").contains("`south` is not a branch"));
}

#[test]
fn a_copy_is_laid_out_once_and_does_not_depend_on_what_was_printed_before() {
    let theme = THEME
        .replace("imprint = true", "imprint = true\ntighten = 8")
        .replace("#title()", "#title()\n#if json(\"/step.json\") < 5 { too-long(\"a\", \"b\") }");
    let sources = site::sources(&(site::site([scam("fake-police")]) + &theme));
    let (printer, jobs) = jobs_of(&sources, None);
    let original = jobs.iter().find(|job| job.format == "sheet").expect("the sheet");
    let copies: Vec<Job> = (0..6).map(|number| copy(original, number)).collect();
    assert!(printer.render(std::slice::from_ref(original), &sources, &()).diagnostics.is_empty());
    let before = printer.layouts();
    let printed = printer.render(&copies, &sources, &());
    assert_eq!(printed.diagnostics, []);
    assert_eq!(printer.layouts() - before, copies.len());

    let (fresh, _) = jobs_of(&sources, None);
    let alone = fresh.render(&copies[3..4], &sources, &());
    let bytes = |printed: &PrintRun, at: usize| printed.artifacts[at].bytes.clone();
    assert!(bytes(&alone, 0) == bytes(&printed, 6) && bytes(&alone, 1) == bytes(&printed, 7));
    assert!(bytes(&printed, 0) != bytes(&printed, 6), "each has its own name");
}

fn copy(job: &Job, number: u32) -> Job {
    let imprint = Imprint {
        id: format!("branch-{number}"),
        name: format!("Branch {number}"),
        address: format!("{number} High Street"),
        telephone: String::new(),
        telephone_name: String::new(),
        logo: String::new(),
        logo_bytes: Arc::from([]),
    };
    let output = format!("branches/{}/{}", imprint.id, job.output);
    Job { branch: Some(Arc::new(imprint)), output, ..job.clone() }
}
