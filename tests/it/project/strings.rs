//! The interface strings: what the code and the templates read is what the default theme has.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use regex::Regex;
use walkdir::WalkDir;
use wuzha::check::string_keys;
use wuzha::parse::strings;

use crate::support::site::package;

/// Literals that look like keys, `page.toml`, and are names of files.
const FILE_ENDINGS: [&str; 7] = ["css", "html", "js", "json", "toml", "txt", "xml"];

/// The text of all files with an ending, below a folder of the package.
fn read_all(folder: &str, ending: &str) -> String {
    let root = package().join(folder);
    let files = WalkDir::new(root).into_iter().map(|entry| entry.expect("an entry").into_path());
    let files = files.filter(|path| path.extension().is_some_and(|own| own == ending));
    files
        // Its keys are in two parts, but its comments name some.
        .filter(|path| !path.ends_with("string_keys.rs"))
        .map(|path| fs::read_to_string(path).expect("UTF-8"))
        .collect()
}

fn written(code: &str) -> BTreeSet<String> {
    let file: Arc<str> = Arc::from(format!("themes/default/i18n/{code}.toml"));
    let path = package().join(&*file);
    let (strings, diagnostics) = strings::parse(&file, &fs::read_to_string(path).expect("UTF-8"));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    strings.into_keys().collect()
}

fn matches(pattern: &str, text: &str) -> BTreeSet<String> {
    let pattern = Regex::new(pattern).expect("a pattern");
    pattern.captures_iter(text).map(|captures| captures[1].to_owned()).collect()
}

fn table(key: &str) -> &str {
    key.split('.').next().unwrap_or(key)
}

#[test]
fn the_required_keys_are_those_that_the_code_reads() {
    let code = read_all("src", "rs");
    let named: BTreeSet<String> = string_keys::named().into_iter().collect();
    let all: BTreeSet<String> = string_keys::all().into_iter().collect();
    let tables: BTreeSet<&str> = all.iter().map(|key| table(key)).collect();
    let literals: BTreeSet<String> = matches(r#""([a-z_]+\.[a-z0-9_]+)""#, &code)
        .into_iter()
        .filter(|key| tables.contains(table(key)))
        .filter(|key| !FILE_ENDINGS.iter().any(|ending| key.ends_with(&format!(".{ending}"))))
        .collect();
    let not_listed: Vec<&String> = literals.difference(&named).collect();
    assert!(not_listed.is_empty(), "string_keys.rs lacks {not_listed:?}");
    let not_read: Vec<&String> = named.difference(&literals).collect();
    assert!(not_read.is_empty(), "nothing reads {not_read:?} of string_keys.rs");
    // Those that are joined from two parts: both are in the code.
    for key in all.difference(&named) {
        let (table, word) = key.split_once('.').expect("two parts");
        let has_table =
            code.contains(&format!("\"{table}\"")) || code.contains(&format!("\"{table}."));
        assert!(has_table && code.contains(&format!("\"{word}\"")), "nothing reads `{key}`");
    }
}

#[test]
fn the_default_theme_has_every_string_that_is_read_and_no_other() {
    let templates = read_all("themes/default/templates", "html");
    let forms = read_all("themes/default/print", "typ");
    let theme = read_all("themes/default", "toml");
    let mut read: BTreeSet<String> = string_keys::all().into_iter().collect();
    read.extend(matches(r"\bt\.([a-z_]+(?:\.[a-z0-9_]+)+)", &templates));
    let by_word = matches(r"\bt\.([a-z_]+)\[", &templates);
    for code in ["en", "zh"] {
        let written = written(code);
        let missing: Vec<&String> = read.difference(&written).collect();
        assert!(missing.is_empty(), "{code}.toml lacks {missing:?}");
        let unread = written.difference(&read).filter(|key| {
            let word = key.rsplit('.').next().unwrap_or(key);
            match table(key) {
                // Looked up by the word of a closed list.
                table if by_word.contains(table) => false,
                // Labels of what the theme prints.
                "format" => !theme.contains(&format!("[print.formats.{word}]")),
                "paper" => !theme.contains(&format!("\"{word}\"")),
                "print" => {
                    // `part_scams` may be joined from `part_` and a kind.
                    let end = word.rfind(['-', '_']).map_or(word.len(), |at| at + 1);
                    !forms.contains(word) && !forms.contains(&format!("\"{}\"", &word[..end]))
                }
                _ => true,
            }
        });
        let unread: Vec<&String> = unread.collect();
        assert!(unread.is_empty(), "nothing reads {unread:?} of {code}.toml");
    }
}
