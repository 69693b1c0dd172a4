//! File names that a file system takes for one, or cannot write.

use crate::support::site::{self, HTML, plain, run};

/// The rules broken by a site with these files, and its diagnostics as text.
fn codes(files: &[&str]) -> (Vec<String>, String) {
    let mut sources = site::sources(&plain("about").to_string());
    for file in files {
        sources.insert(file, b"x".to_vec());
    }
    let found = run(sources, HTML);
    (found.codes().into_iter().map(str::to_owned).collect(), found.diagnostics_short())
}

#[test]
fn names_that_differ_only_in_case_or_encoding_are_one_error() {
    for [one, other] in [
        ["static/Logo.txt", "static/logo.txt"],
        ["static/LOGO.txt", "static/Logo.txt"],
        ["static/Fonts/a.txt", "static/fonts/b.txt"],
        ["static/Café.txt", "static/Cafe\u{301}.txt"],
        ["static/café.txt", "static/CAFE\u{301}.txt"],
        // A folder and a file.
        ["static/Fonts/a.txt", "static/fonts"],
    ] {
        let (codes, report) = codes(&[one, other]);
        assert_eq!(codes, ["duplicate-output"], "{one} {other}: {report}");
        let name =
            |path: &str| path["static/".len()..].split('/').next().expect("a name").to_owned();
        assert!(report.contains(&format!("`{}`", name(one))) || report.contains(one), "{report}");
        assert!(report.contains(&name(other)), "{report}");
    }
    let (own_codes, report) = codes(&["static/Hotlines/a.txt"]);
    assert_eq!(own_codes, ["duplicate-output"], "a folder of the site itself: {report}");
    assert!(
        report.starts_with("static/Hotlines/a.txt:1:1: ") && report.contains("`hotlines`"),
        "{report}"
    );
    let (codes, report) =
        codes(&["static/Logo.txt", "static/Fonts/A.txt", "static/Fonts/b.txt", "static/电话.txt"]);
    assert!(codes.is_empty(), "{report}");
}

#[test]
fn names_with_hidden_or_reserved_characters_are_errors() {
    for name in ["a\u{202E}txt.csv", "a\nb", "a:b", "a\\b", "a\u{1b}[2J"] {
        let (codes, report) = codes(&[&format!("static/{name}")]);
        assert_eq!(codes, ["bad-path"], "{name:?}: {report}");
        assert_eq!(report.lines().count(), 1, "{report:?}");
        assert!(!report.contains(['\u{1b}', '\u{202e}']), "{report:?}");
    }
}

#[test]
fn names_that_windows_cannot_write_are_errors() {
    let names = [
        "con",
        "aux.txt",
        "NUL",
        "com1.txt",
        "lpt9/a.txt",
        "COM².txt",
        "conin$",
        "prn .txt",
        "a.",
        "a /b.txt",
        "a?b.txt",
        "a\"b.txt",
        "a*.txt",
        "<a>.txt",
        "a|b.txt",
        "b./a.txt",
    ];
    for name in names {
        let (codes, report) = codes(&[&format!("static/{name}")]);
        // Some have an ending that is a mistake of its own.
        assert!(codes.contains(&"bad-path".to_owned()), "{name:?}: {report}");
    }
    let (codes, report) =
        codes(&["static/console.txt", "static/com10.txt", "static/company.txt", "static/a.b.txt"]);
    assert!(codes.is_empty(), "{report}");
}

#[test]
fn a_page_whose_id_is_a_device_of_windows_is_an_error() {
    for id in ["con", "aux", "nul", "com1", "prn", "lpt1"] {
        let found = run(site::sources(&plain(id).to_string()), HTML);
        assert!(found.codes().contains(&"bad-path"), "{id}: {}", found.diagnostics_short());
    }
}
