//! What the page `/check/` searches a message for, as JSON for its script: signs of danger in every
//! language of the site, and the hosts and numbers that it registers.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::language::Language;
use crate::parse::signs::{Sign, SignList};
use crate::site::Site;

/// Endings of hosts that people see without `https://`, besides those of countries.
const ENDINGS: [&str; 41] = [
    "com", "net", "org", "gov", "edu", "info", "biz", "top", "xyz", "vip", "shop", "site",
    "online", "club", "icu", "link", "live", "app", "pro", "work", "fun", "ltd", "group", "wang",
    "ren", "mobi", "store", "tech", "cloud", "click", "cyou", "sbs", "buzz", "win", "bond", "help",
    "life", "world", "today", "space", "website",
];

#[derive(Serialize)]
struct Data<'s> {
    /// Id, name and reason of each sign, in the reader's language.
    names: Vec<[&'s str; 3]>,
    lists: Vec<&'s SignList>,
    /// A word and other ways to write it.
    spellings: Vec<Vec<&'s str>>,
    shorteners: BTreeSet<&'s str>,
    hosts: Vec<String>,
    /// Digits and name.
    numbers: Vec<(String, &'s str)>,
    endings: String,
}

/// What a message is searched for, with names in a language.
pub fn json(site: &Site, language: Language) -> String {
    let lists = &site.signs;
    let own = &lists[language.index()];
    // A sign that has no name in the reader's language has that of another.
    let mut names: Vec<&Sign> = Vec::new();
    for sign in own.signs.iter().chain(lists.iter().flat_map(|list| &list.signs)) {
        if names.iter().all(|known| known.id != sign.id) {
            names.push(sign);
        }
    }
    let spellings: BTreeMap<&String, &Vec<String>> =
        lists.iter().flat_map(|list| &list.spellings).collect();
    let hosts = site.config.allowed_hosts.readable().map(std::borrow::Cow::into_owned);
    let numbers = site.hotlines.iter().filter_map(|hotline| {
        let digits = hotline.number.as_ref()?.chars().filter(char::is_ascii_digit).collect();
        Some((digits, hotline.name.get(&site.config.languages, language).0))
    });
    let data = Data {
        names: names.into_iter().map(|sign| [&*sign.id, &*sign.name, &*sign.why]).collect(),
        lists: lists.iter().collect(),
        spellings: spellings
            .into_iter()
            .map(|(word, others)| {
                std::iter::once(&**word).chain(others.iter().map(|w| &**w)).collect()
            })
            .collect(),
        shorteners: lists.iter().flat_map(|list| &list.shorteners).map(|host| &**host).collect(),
        hosts: hosts.chain([site.config.base_url.host().to_owned()]).collect(),
        numbers: numbers.collect(),
        endings: endings(),
    };
    serde_json::to_string(&data).unwrap_or_default()
}

/// The endings that exist, in a row: those of countries have two letters.
fn endings() -> String {
    let letters = || (b'a'..=b'z').map(char::from);
    let countries =
        letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
    let all = countries.chain(ENDINGS.map(str::to_owned));
    all.filter(|ending| tld::exist(ending)).collect::<Vec<_>>().join(" ")
}
