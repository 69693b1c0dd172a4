//! Are names that some disk takes for one, or cannot write, mistakes before anything is written?

use crate::support::site::{self, HTML, plain, run};

fn codes(files: &[&str]) -> (Vec<String>, String) {
    let mut sources = site::sources(&plain("about").to_string());
    for file in files {
        sources.insert(file, b"x".to_vec());
    }
    let found = run(sources, HTML);
    (found.codes().into_iter().map(str::to_owned).collect(), found.diagnostics_short())
}

#[test]
fn names_that_differ_only_in_case_or_encoding_are_one_mistake_that_names_both() {
    for [one, other] in [
        ["static/Logo.ico", "static/logo.ico"],
        ["static/LOGO.ico", "static/Logo.ico"],
        ["static/Fonts/a.txt", "static/fonts/b.txt"],
        ["static/Café.txt", "static/Cafe\u{301}.txt"],
        ["static/café.txt", "static/CAFE\u{301}.txt"],
        // A folder and a file; a page's folder.
        ["static/Fonts/a.txt", "static/fonts"],
    ] {
        let (codes, told) = codes(&[one, other]);
        assert_eq!(codes, ["duplicate-output"], "{one} {other}: {told}");
        let name =
            |path: &str| path["static/".len()..].split('/').next().expect("a name").to_owned();
        assert!(told.contains(&format!("`{}`", name(one))) || told.contains(one), "{told}");
        assert!(told.contains(&name(other)), "{told}");
    }
    let (codes_of_ours, told) = codes(&["static/Hotlines/INDEX.html"]);
    assert_eq!(codes_of_ours, ["duplicate-output"], "the site's own folders: {told}");
    assert!(
        told.starts_with("static/Hotlines/INDEX.html:1:1: ") && told.contains("`hotlines`"),
        "{told}"
    );
    let (fine, told) =
        codes(&["static/Logo.ico", "static/Fonts/A.txt", "static/Fonts/b.txt", "static/电话.txt"]);
    assert!(fine.is_empty(), "{told}");
}

#[test]
fn names_that_hide_what_they_are_or_cannot_be_written_are_mistakes() {
    for name in ["a\u{202E}txt.exe", "a\nb", "a:b", "a\\b", "a\u{1b}[2J"] {
        let (codes, told) = codes(&[&format!("static/{name}")]);
        assert_eq!(codes, ["bad-path"], "{name:?}: {told}");
        assert_eq!(told.lines().count(), 1, "{told:?}");
        assert!(!told.contains(['\u{1b}', '\u{202e}']), "{told:?}");
    }
}
