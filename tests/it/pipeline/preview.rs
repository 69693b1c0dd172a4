//! A page made again after an edit is what a whole build makes of it.

use std::collections::BTreeSet;

use wuzha::base::source::SourceFiles;
use wuzha::pipeline::{self, Options, Preview, Revision};

use crate::support::site::{HTML, guide, run, scam, site, sources};

fn built(sources: &SourceFiles) -> Preview {
    let options = Options { outputs: HTML, ..Options::default() };
    let (_, _, preview) = pipeline::preview(sources, &options, &()).expect("built");
    preview.expect("a site without errors")
}

/// Edits a file of the site of two pages, and makes the page again.
fn edited(path: &str, from: &str, to: &str) -> (SourceFiles, Option<Revision>) {
    let before = sources(&site([guide("already-paid"), scam("fake-police")]));
    let preview = built(&before);
    let mut after = before;
    let text = after.text(path).expect("a text").to_owned();
    assert!(text.contains(from), "{text}");
    after.insert(path, text.replacen(from, to, 1).into_bytes());
    let revised = preview.revise(&after, &BTreeSet::from([path.to_owned()]), &[]);
    (after, revised.map(|(_, revision)| revision))
}

#[test]
fn an_edited_page_is_what_a_whole_build_makes_of_it() {
    for (file, from, to) in [
        ("zh.md", "title = '", "title = '新的"),
        ("zh.md", "\n## ", "\n先问一问。\n\n## "),
        ("en.md", "\n## ", "\nAsk first.\n\n## "),
        ("page.toml", "reviewed_on", "channels = [\"sms\"]\nreviewed_on"),
    ] {
        let (after, revision) = edited(&format!("content/scams/fake-police/{file}"), from, to);
        let revision = revision.expect("an edit of a page");
        let whole = run(after, HTML).clean();
        let paths: Vec<&str> = revision.pages.iter().map(|page| &*page.path).collect();
        assert_eq!(paths, ["scams/fake-police/index.html", "en/scams/fake-police/index.html"]);
        for page in &revision.pages {
            let bytes = String::from_utf8_lossy(&page.bytes);
            assert_eq!(bytes, whole.text(&page.path), "{file}: {from}");
        }
    }
}

#[test]
fn the_errors_of_an_edited_page_are_those_of_a_whole_build() {
    for (file, from, to) in [
        ("zh.md", "title = '", "titel = '"),
        ("zh.md", "\n## ", "\n[页](@/scams/none)\n\n## "),
        ("page.toml", "reviewed_on", "channels = [\"letter-box\"]\nreviewed_on"),
    ] {
        let (after, revision) = edited(&format!("content/scams/fake-police/{file}"), from, to);
        let revision = revision.expect("an edit of a page");
        assert!(revision.has_errors() && revision.pages.is_empty(), "{file}: {from}");
        let whole = run(after, HTML).outcome.diagnostics;
        assert!(revision.diagnostics.iter().all(|found| whole.contains(found)), "{file}: {from}");
    }
}

#[test]
fn what_changes_more_than_a_page_is_left_to_a_whole_build() {
    let draft = edited(
        "content/scams/fake-police/page.toml",
        "reviewed_on",
        "status = \"draft\"\nreviewed_on",
    );
    assert!(draft.1.is_none());
    let order =
        edited("content/scams/fake-police/page.toml", "reviewed_on", "order = 7\nreviewed_on");
    assert!(order.1.is_none());
    let register = edited("content/hotlines.toml", "报警电话", "报警");
    assert!(register.1.is_none());
}

#[test]
fn edits_follow_each_other() {
    let path = "content/scams/fake-police/zh.md";
    let before = sources(&site([guide("already-paid"), scam("fake-police")]));
    let text = before.text(path).expect("a text").to_owned();
    let mut preview = built(&before);
    let changed = BTreeSet::from([path.to_owned()]);
    // A mistake, its correction, and another edit.
    for (to, is_fine) in [("titel", false), ("title", true), ("title", true)] {
        let mut after = before.clone();
        after.insert(path, text.replacen("title", to, 1).into_bytes());
        let (next, revision) = preview.revise(&after, &changed, &[]).expect("an edit of a page");
        assert_eq!(revision.pages.len(), if is_fine { 2 } else { 0 });
        preview = next;
    }
}
