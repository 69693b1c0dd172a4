//! Is what the site itself publishes in order?

use std::path::PathBuf;
use std::sync::LazyLock;

use wuzha::load::load;

use crate::pages::{assert_addresses, assert_well_formed};
use crate::site::{Built, HTML_AND_SEARCH, run};

static SHIPPED: LazyLock<Built> = LazyLock::new(|| {
    run(load(&PathBuf::from(env!("CARGO_MANIFEST_DIR"))).expect("the site can be read"), HTML_AND_SEARCH)
});

#[test]
fn it_has_no_errors_and_no_warnings() {
    assert_eq!(SHIPPED.diagnostics_short(), "");
    assert!(SHIPPED.outcome.counts.pages >= 20);
}

#[test]
fn every_page_exists_in_both_languages() {
    let folders = SHIPPED.sources.under("content/").filter_map(|(path, _)| path.strip_suffix("/page.toml"));
    for folder in folders {
        for language in ["zh", "en"] {
            assert!(SHIPPED.sources.contains(&format!("{folder}/{language}.md")), "{folder} has no {language}.md");
        }
    }
}

#[test]
fn its_pages_are_well_formed_and_lead_somewhere() {
    assert_well_formed(&SHIPPED);
    assert_addresses(&SHIPPED, "https://wuzha.example");
}

#[test]
fn every_scam_has_its_short_texts_in_both_languages() {
    for (path, _) in SHIPPED.sources.under("content/scams/").filter(|(path, _)| path.ends_with(".md")) {
        let text = SHIPPED.sources.text(path).expect("text");
        for key in ["led = ", "sms = ", "atm = ", "broadcast = "] {
            assert!(text.lines().any(|line| line.starts_with(key)), "{path} has no `{}`", key.trim_end_matches(" = "));
        }
    }
}
