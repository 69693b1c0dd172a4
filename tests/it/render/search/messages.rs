//! The judged messages of `tests/search/messages.toml`, compared with the shipped content as the
//! page /check/ does it. Needs `node`.
//!
//! `cargo test messages -- --nocapture` prints the figures and every message whose page was not
//! named first.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};
use serde_json::json;
use wuzha::render::search::index::Index;
use wuzha::render::search::records::records;

use crate::support::program::put;
use crate::support::shards::shards;
use crate::support::shipped::SITE;
use crate::support::site::package;

#[derive(Deserialize)]
struct Judged {
    message: Vec<Message>,
}

#[derive(Deserialize, Serialize)]
struct Message {
    text: String,
    language: String,
    /// The page that should be named first. None for a harmless message.
    scam: Option<String>,
    /// Other pages that are as good.
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    harmless: bool,
}

/// For each message the pages named, nearest first, and how sure the page is.
fn named(messages: &[Message]) -> Vec<Vec<(String, String)>> {
    let folder = tempfile::tempdir().expect("a folder");
    let languages = &SITE.config.languages;
    for language in languages.iter() {
        let index = Index::build(records(&SITE, language)).expect("indexed");
        for (path, bytes) in shards(&index, languages.code(language)) {
            put(folder.path(), &path, bytes);
        }
    }
    let mut node = Command::new("node");
    node.arg(package().join("tests/browser/messages.mjs"));
    let mut node = node
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the tests of messages need node");
    let input = json!({"site": folder.path(), "messages": messages}).to_string();
    node.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("sent");
    let output = node.wait_with_output().expect("answered");
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).expect("named pages")
}

#[test]
fn messages_lead_to_the_right_page_and_harmless_ones_to_none() {
    let judged = include_str!("../../../search/messages.toml");
    let messages = toml::from_str::<Judged>(judged).expect("judged messages").message;
    let named = named(&messages);
    let mut levels: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    let (mut scams, mut first, mut accused) = (0, 0, Vec::new());
    for (message, named) in messages.iter().zip(&named) {
        let id =
            |url: &str| url.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let top = named.first().map(|(url, level)| (id(url), level.as_str()));
        let level = top.as_ref().map_or("none", |(_, level)| level);
        *levels.entry((message.harmless, level)).or_default() += 1;
        if message.harmless {
            let likely = named.iter().filter(|(_, level)| level == "likely");
            accused.extend(likely.map(|(url, _)| (url, &message.text)));
            continue;
        }
        scams += 1;
        let is_right = top
            .as_ref()
            .is_some_and(|(id, _)| message.scam.iter().chain(&message.also).any(|own| own == id));
        first += usize::from(is_right);
        if !is_right {
            println!("{top:?}, wanted {:?}: {}", message.scam, message.text);
        }
    }
    for ((is_harmless, level), count) in levels {
        println!("{} {level}: {count}", if is_harmless { "harmless" } else { "scam" });
    }
    println!("{first} of {scams} named first");
    assert!(scams >= 40 && messages.len() - scams >= 20);
    assert!(first as f64 >= 0.9 * scams as f64, "{first} of {scams}");
    assert!(accused.is_empty(), "{accused:?}");
}
