//! Mistakes of every kind and stage are named by one run, and none twice.

use std::collections::BTreeSet;

use wuzha::base::source::SourceFiles;
use wuzha::pipeline::{Fitting, Options, check};

use crate::support::site::{
    self, Built, HTML_AND_PRINT, PRINT, config, html, plain, run, run_with, scam,
};
use crate::support::slip::{NAMES_EN, NAMES_ZH, SLIP};

/// `rule file`, a line each, of what a build and a check found, which must be the same.
fn found(text: &str) -> Vec<String> {
    let built = run(site::sources(text), HTML_AND_PRINT);
    assert!(built.paths().is_empty(), "where there are errors nothing is built");
    let fitting = Some(Fitting { known: built.outcome.fits.clone(), all: true });
    let options = Options { outputs: HTML_AND_PRINT, fitting, ..Options::default() };
    let checked = check(&site::sources(text), &options).expect("nothing in the world fails");
    let lines = |found: &[wuzha::base::diagnostic::Diagnostic]| -> Vec<String> {
        found.iter().map(|one| format!("{} {}", one.rule, one.file)).collect()
    };
    assert_eq!(lines(&checked.diagnostics), lines(&built.outcome.diagnostics));
    lines(&built.outcome.diagnostics)
}

fn mistaken() -> String {
    let long = "这一段文字写得太长。".repeat(40);
    site::site([
        plain("about").without("en").lead("zh", "[一](@/pages/none)\n\n![图](broken.png)"),
        scam("long").without("en").section("zh", "flags", &long),
        scam("sign").without("en").section("zh", "flags", "一个字\u{1F9FF}。"),
        scam("typo").without("en").facts("chanels = []"),
    ])
    .replacen("summary = ", "sumary = \"x\"\nsummary = ", 1)
        + "-- content/pages/about/broken.png --\nno picture\n"
        + "-- content/branches.toml --\n[[branch]]\nid = 1\n"
        + "-- static/data.json --\n{ \"a\": \n"
        + "-- static/run.exe --\nMZ\n"
        + "-- static/robots.txt --\nUser-agent: *\n"
        + &format!("-- i18n/zh.toml --\n{NAMES_ZH}nav = 3\n")
        + &format!("-- i18n/en.toml --\n{NAMES_EN}")
        + SLIP
}

#[test]
fn mistakes_of_every_stage_are_found_in_one_run() {
    let lines = found(&mistaken());
    for wanted in [
        "unknown-key content/pages/about/zh.md",
        "broken-link content/pages/about/zh.md",
        "bad-image content/pages/about/broken.png",
        "unknown-key content/scams/typo/page.toml",
        "missing-glyph content/scams/sign/zh.md",
        "sheet-overflow content/scams/long/zh.md",
        "unsafe-file static/run.exe",
        "malformed-output data.json",
        "duplicate-output static/robots.txt",
        "wrong-type i18n/zh.toml",
        "wrong-type content/branches.toml",
    ] {
        assert!(
            lines.iter().any(|line| line == wanted),
            "{wanted} is not in\n{}",
            lines.join("\n")
        );
    }
    let built = run(site::sources(&mistaken()), HTML_AND_PRINT);
    let said = built.diagnostics_short();
    let once: BTreeSet<&str> = said.lines().collect();
    assert_eq!(once.len(), said.lines().count(), "one is said twice:\n{said}");
}

/// Settings that are wrong keep nothing else from being looked at, but for the languages.
#[test]
fn wrong_settings_do_not_hide_the_mistakes_of_pages() {
    let page = plain("about").without("en").lead("zh", "[一](@/pages/none)").to_string();
    for (settings, rule) in [
        ("base_url = \"https:/x\"", "bad-address"),
        ("theme = \"mien\"", "unknown-theme"),
        ("page_size = 0", "out-of-range"),
    ] {
        let built = run(site::sources(&(config(settings) + &page)), HTML_AND_PRINT);
        assert_eq!(built.codes(), ["broken-link", rule], "{}", built.diagnostics_short());
        assert!(!built.outcome.is_unread);
    }
    let text = format!("-- wuzha.toml --\n{}\n{page}", site::CONFIG.replace("[title]", "[titel]"));
    let built = run(site::sources(&text), HTML_AND_PRINT);
    assert_eq!(
        built.codes(),
        ["broken-link", "missing-key", "unknown-key"],
        "{}",
        built.diagnostics_short()
    );
    let text = config("languages = [\"zh\", \"english\"]") + &page;
    let built = run(site::sources(&text), HTML_AND_PRINT);
    assert_eq!((built.codes(), built.outcome.is_unread), (vec!["bad-language"], true));
}

/// What a later stage finds only because of an earlier mistake is not said.
#[test]
fn no_mistake_is_followed_by_others_that_come_of_it() {
    let ok = || scam("ok").without("en").to_string();
    let link = |to: &str| plain("about").without("en").lead("zh", to).to_string();
    for (text, wanted) in [
        // A page that cannot be read, and a link to it.
        (
            link("[一](@/scams/gone)")
                + "-- content/scams/gone/page.toml --\nreviewed_on = 2026-01-31\n",
            vec!["missing-file"],
        ),
        (
            link("![图](broken.png)") + "-- content/pages/about/broken.png --\nx\n",
            vec!["bad-image"],
        ),
        (link("见 https://example.com.cn/x 。"), vec!["live-address"]),
        (link("[一](https://other.example.com/)"), vec!["host-not-allowed"]),
        (link("[一](tel:99999)"), vec!["number-not-registered", "unregistered-number"]),
        (
            link("[一](tel:110)")
                + &format!(
                    "-- content/hotlines.toml --\n{}",
                    site::HOTLINES.replacen("verified_on", "verified", 1)
                ),
            vec!["missing-key", "unknown-key"],
        ),
        (ok() + "-- i18n/en.toml --\n[nav\nhome = \"x\"\n", vec!["toml-syntax"]),
        // A language that the theme does not have.
        (
            config("languages = [\"zh\", \"fr\"]").replace("\nen = ", "\nfr = ")
                + &ok()
                + "-- i18n/fr.toml --\n[language]\nname = \"Français\n",
            vec!["toml-syntax"],
        ),
        (plain("ok").without("en").to_string() + &ok(), vec!["repeated-page-id"]),
        (
            ok() + "-- themes/default/templates/home.html --\n{{ nothing.at.all }}\n",
            vec!["template"],
        ),
        (ok() + "-- themes/default/templates/page.html --\n{% if %}\n", vec!["template"]),
        (ok() + "-- themes/default/static/main.js --\nlet a = ;\n", vec!["theme"]),
        (link("一<b>二</b>") + &ok(), vec!["raw-html", "raw-html"]),
        (link("一\u{202E}二") + &ok(), vec!["bad-character"]),
    ] {
        let built = run(site::sources(&text), HTML_AND_PRINT);
        let mut codes = built.codes();
        codes.dedup();
        let mut wanted = wanted;
        wanted.dedup();
        assert_eq!(codes, wanted, "{text}\n{}", built.diagnostics_short());
    }
}

/// Odd files: each is one mistake, at the file and line that is guilty.
#[test]
fn an_odd_file_is_one_mistake() {
    let whole = scam("odd").to_string();
    let file = |path: &str, text: &str| format!("-- {path} --\n{text}");
    let without = |path: &str| {
        let from = whole.find(&format!("-- {path} --")).expect("the file");
        let rest = &whole[from + 3..];
        let to = rest.find("\n-- ").map_or(whole.len(), |end| from + 3 + end + 1);
        format!("{}{}", &whole[..from], &whole[to..])
    };
    let (zh, en) = ("content/scams/odd/zh.md", "content/scams/odd/en.md");
    let in_zh = |from: &str, to: &str| {
        let at = whole.find(&format!("-- {zh} --")).expect("the file");
        format!("{}{}", &whole[..at], whole[at..].replacen(from, to, 1))
    };
    let head = "+++\ntitle = \"题目\"\nsummary = \"一句话。\"\n[short]\nled = \"不要转账\"\nsms = \"不要转账。\"\n\
                atm = [\"不要转账\", \"挂断\"]\nbroadcast = \"不要转账，拨打 110。再说一遍，拨打 110。\"\n+++\n";
    for (text, wanted) in [
        (without(zh) + &file(zh, ""), format!("{zh}:1:1: error[no-front-matter]")),
        (without(zh) + &file(zh, "\n \n"), format!("{zh}:1:1: error[no-front-matter]")),
        (without(en) + &file(en, ""), format!("{en}:1:1: error[no-front-matter]")),
        (without(zh) + &file(zh, head), format!("{zh}:1:1: error[missing-section]")),
        (in_zh("{#flags}", "{#flag}"), format!("{zh}:")),
        (whole.replace("{#flags}", "{#flag}"), format!("{zh}:")),
        (in_zh("{#do}\n\n", "{#do}\n\n1、挂断。\n2、拨打 110。\n"), format!("{zh}:")),
        (without(zh), format!("{zh}:1:1: error[missing-file]")),
        (
            whole.clone() + "-- i18n/zh.toml --\n[nav]\nhoem = \"首页\"\n",
            "i18n/zh.toml:2:1: error[unknown-key]".to_owned(),
        ),
        (
            whole.clone() + "-- content/branches.toml --\n[[branch]\nid = \"a\"\n",
            "content/branches.toml:1:".to_owned(),
        ),
    ] {
        let built = html(&text);
        let found = built.diagnostics_short();
        let errors: Vec<&str> = found.lines().filter(|line| line.contains(": error[")).collect();
        assert_eq!(errors.len(), 1, "{text}\n{found}");
        assert!(errors[0].starts_with(&wanted), "{wanted}\n{found}");
    }
}

/// Without the register of hotlines every number would be a mistake.
#[test]
fn a_lost_register_of_hotlines_is_one_mistake() {
    let text = scam("odd").without("en").lead("zh", "拨打 110 或 [96110](tel:96110)。").to_string();
    let all = site::sources(&text);
    let mut sources = SourceFiles::default();
    for (path, bytes) in all.iter().filter(|(path, _)| !path.ends_with("hotlines.toml")) {
        sources.insert(path, bytes.to_vec());
    }
    let built = run(sources, HTML_AND_PRINT);
    let errors = built.outcome.diagnostics.iter().filter(|one| one.is_error());
    let errors: Vec<&str> = errors.map(|one| one.rule.id()).collect();
    assert_eq!(errors, ["missing-file"], "{}", built.diagnostics_short());
}

/// A link in a template or in a text of the interface, beside mistakes of pages that it has nothing
/// to do with.
#[test]
fn a_link_of_a_template_is_found_beside_the_mistakes_of_pages() {
    let foot = "themes/default/templates/shared/foot.html";
    let theme = std::fs::read_to_string(site::package().join(foot)).expect("the theme");
    let link = |to: &str| format!("-- {foot} --\n{theme}<p><a href=\"{to}\">x</a></p>\n");
    let wrong = plain("about").without("en").facts("chanels = []").lead("zh", "[一](@/pages/none)");
    let gone = "-- content/scams/gone/page.toml --\nreviewed_on = 2026-01-31\n";
    for (to, rule) in [
        ("/nowhere/", Some("broken-link")),
        ("/scams/nowhere/", Some("broken-link")),
        ("/en/nowhere/", Some("broken-link")),
        ("/file.pdf", Some("broken-link")),
        ("https://other.example.com/", Some("host-not-allowed")),
        ("javascript:1", Some("bad-link")),
        ("tel:99999", Some("number-not-registered")),
        // These follow from the mistakes of the pages.
        ("/scams/gone/", None),
        ("/en/scams/gone/", None),
        ("/about/#none", None),
        ("/about/", None),
        ("/images/pages/about/none.png", None),
    ] {
        let text = wrong.to_string() + gone + &scam("ok").to_string() + &link(to);
        let built = run(site::sources(&text), HTML_AND_PRINT);
        let files = built.outcome.diagnostics.iter().map(|one| (one.rule.id(), &*one.file));
        let outputs: Vec<&str> = files
            .clone()
            .filter(|(_, file)| file.ends_with(".html"))
            .map(|(rule, _)| rule)
            .collect();
        assert!(outputs.iter().all(|found| Some(*found) == rule), "{to}: {outputs:?}");
        assert_eq!(outputs.is_empty(), rule.is_none(), "{to}\n{}", built.diagnostics_short());
        let in_page = files.filter(|(_, file)| file.starts_with("content/")).count();
        assert_eq!(in_page, 3, "{to}\n{}", built.diagnostics_short());
    }
}

#[test]
fn a_build_with_mistakes_lays_out_the_leaflets_that_have_changed() {
    let bad = mistaken();
    let of = |built: &Built| built.outcome.fits.clone();
    let first = run(site::sources(&bad), PRINT);
    assert!(first.codes().contains(&"sheet-overflow"), "{}", first.diagnostics_short());
    // What did not fit is laid out again, whatever is known.
    let options = Options { outputs: PRINT, known: of(&first), ..Options::default() };
    let second = run_with(site::sources(&bad), &options);
    assert_eq!(second.diagnostics_short(), first.diagnostics_short());
    assert_eq!(second.outcome.unfitted, 0);
}
