//! Texts of the interface that scripts show, as JSON for a `data-messages` attribute.

use std::collections::BTreeMap;

use serde_json::json;

use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Vocabulary};
use crate::site::Site;

/// For the search box in the head of every page.
pub(super) fn search_box(site: &Site, language: Language) -> String {
    let mut messages =
        group(site, language, "search", &["results", "found", "weak", "none", "all", "only"]);
    messages.insert("more", site.string(language, "search.found_more"));
    json!(messages).to_string()
}

/// For the search page.
pub(super) fn search_page(site: &Site, language: Language) -> String {
    let keys = ["searching", "found", "weak", "none", "only"];
    let mut messages = group(site, language, "search", &keys);
    messages.insert("more", site.string(language, "search.found_more"));
    let failures = failures(site, language, "search");
    let kinds: BTreeMap<&str, &str> = Kind::ALL
        .iter()
        .filter(|&&kind| site.of_kind(kind).next().is_some())
        .map(|kind| (kind.id(), site.label(language, "kind", kind.id())))
        .collect();
    let mut messages = json!(messages);
    messages["kinds"] = json!(kinds);
    for (key, words) in failures {
        messages[key] = json!(words);
    }
    messages.to_string()
}

/// For the page where a message can be pasted.
pub(super) fn check(site: &Site, language: Language) -> String {
    #[rustfmt::skip]
    let keys = [
        "likely", "possible", "faint", "nothing", "found", "says", "flags", "words", "do", "read",
        "perhaps", "comparing", "warning", "notice", "about", "signs", "signs_title", "stop",
        "ask_other", "traces_title", "traces_note", "link_registered", "link_imitates",
        "link_unlisted", "link_ip", "link_punycode", "link_short", "link_file",
        "number_registered", "number_extra", "number_abroad", "number_unlisted",
    ];
    let mut messages = json!(group(site, language, "check", &keys));
    for (key, words) in failures(site, language, "check") {
        messages[key] = json!(words);
    }
    // Who has paid calls the most urgent number.
    let urgent = site.emergency().find_map(|hotline| hotline.number.as_deref());
    let number = urgent.unwrap_or_else(|| site.string(language, "nav.hotlines"));
    messages["if_paid"] =
        json!(site.label(language, "check", "if_paid").replace("{number}", number));
    messages.to_string()
}

/// For the filter of the catalogue.
pub(super) fn filter(site: &Site, language: Language) -> String {
    let of_filter =
        ["count", "one", "loading", "failed", "without", "part", "imprint", "no_imprint", "look"];
    let of_catalogue = ["download", "page", "pages", "picture", "pictures"];
    let mut messages = group(site, language, "filter", &of_filter);
    messages.extend(group(site, language, "catalogue", &of_catalogue));
    json!(messages).to_string()
}

/// What a page says where its script gets no files, or cannot run: with the number to ask.
fn failures(site: &Site, language: Language, group: &'static str) -> [(&'static str, String); 2] {
    let number = number_to_ask(site, language);
    ["failed", "unable"]
        .map(|key| (key, site.label(language, group, key).replace("{number}", number)))
}

/// The number for those who are unsure: the last of the emergency numbers. A site without any has a
/// list of hotlines.
pub(super) fn number_to_ask(site: &Site, language: Language) -> &str {
    let numbers = site.emergency().filter_map(|hotline| hotline.number.as_deref());
    numbers.last().unwrap_or_else(|| site.string(language, "nav.hotlines"))
}

fn group<'s>(
    site: &'s Site,
    language: Language,
    group: &str,
    keys: &[&'static str],
) -> BTreeMap<&'static str, &'s str> {
    keys.iter().map(|&key| (key, site.label(language, group, key))).collect()
}
