//! One rule for the encoding of text files, over every file of a built site.

use wuzha::base::text_file::{for_people, is_for_people};
use wuzha::load::load;

use crate::support::printed::PRINTED;
use crate::support::site::{HTML_AND_SEARCH, package, run};

/// Endings of files that are not text.
const BINARY: [&str; 7] = ["png", "jpg", "webp", "pdf", "zip", "bin", "ico"];

#[test]
fn people_get_marks_and_line_ends_of_windows_and_programs_get_none() {
    let sources = load(&package().join("tests/golden/site")).expect("the site can be loaded");
    let built = run(sources, HTML_AND_SEARCH).clean();
    let (mut people, mut programs) = (0, 0);
    for path in built.paths() {
        let is_own = built.sources.contains(&format!("static/{path}"));
        if is_own || BINARY.iter().any(|ending| path.ends_with(ending)) {
            continue;
        }
        let text = built.text(path);
        let breaks = text.matches('\n').count();
        if is_for_people(path) {
            people += 1;
            assert!(text.starts_with('\u{FEFF}'), "{path} has no mark");
            assert_eq!(text.matches("\r\n").count(), breaks, "{path}");
            assert_eq!(text.matches('\r').count(), breaks, "{path}");
            assert!(text.ends_with("\r\n"), "{path}");
        } else {
            programs += 1;
            assert!(!text.contains(['\u{FEFF}', '\r']), "{path} is for programs");
        }
    }
    assert!(people > 20 && programs > 100, "{people} {programs}");
    for path in ["robots.txt", "sitemap.xml", "_headers", "feed.json", "index.html"] {
        assert!(built.has(path) && !is_for_people(path), "{path}");
    }
}

/// What an editor's program does to every file that it saves.
#[test]
fn a_site_that_was_saved_by_windows_notepad_gives_the_same_files() {
    let sources = load(&package().join("tests/golden/site")).expect("the site can be loaded");
    let mut windows = sources.clone();
    for (path, bytes) in sources.iter() {
        let is_text = path.ends_with(".md") || path.ends_with(".toml");
        let is_own = path.starts_with("content/") || path.starts_with("i18n/");
        if is_text && (is_own || **path == *"wuzha.toml") {
            let text = std::str::from_utf8(bytes).expect("UTF-8");
            windows.insert(path, for_people(text));
        }
    }
    let (built, again) = (run(sources, HTML_AND_SEARCH), run(windows, HTML_AND_SEARCH));
    built.clean().assert_same(&again);
}

#[test]
fn the_readme_of_a_kit_is_for_people() {
    let built = &*PRINTED;
    let kit = built.paths().into_iter().find(|path| path.ends_with(".zip")).expect("a kit");
    let bytes = std::io::Cursor::new(built.bytes(kit));
    let mut zip = zip::ZipArchive::new(bytes).expect("a zip");
    let mut text = String::new();
    let mut readme = zip.by_name("README.txt").expect("a readme");
    std::io::Read::read_to_string(&mut readme, &mut text).expect("UTF-8");
    assert!(text.starts_with('\u{FEFF}') && text.ends_with("\r\n"), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}
