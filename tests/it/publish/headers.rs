//! Does the site say with which headers it is to be served, the same everywhere?

use std::collections::BTreeMap;

use wuzha::pipeline::Options;
use wuzha::publish::headers::FILE;
use wuzha::site::headers::{FOREVER, SECURITY, TRANSPORT};

use crate::render::html::pages::rich;
use crate::support::site::{self, Built, HTML_AND_SEARCH, run_at};

fn built(base_url: &str) -> Built {
    run_at(site::sources(&rich()), HTML_AND_SEARCH, Some(base_url)).clean()
}

/// The headers of each pattern of a `_headers` file.
fn blocks(text: &str) -> BTreeMap<&str, Vec<(&str, &str)>> {
    let mut blocks: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    let mut pattern = "";
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            Some(header) => {
                blocks
                    .get_mut(pattern)
                    .expect("begun")
                    .push(header.split_once(": ").expect("a header"));
            }
            None => {
                pattern = line;
                assert!(blocks.insert(pattern, Vec::new()).is_none(), "{pattern} stands twice");
            }
        }
    }
    blocks
}

/// What a host sends with a file.
fn sent<'a>(
    blocks: &BTreeMap<&str, Vec<(&'a str, &'a str)>>,
    address: &str,
) -> Vec<(&'a str, &'a str)> {
    let fits = |pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => address.starts_with(start),
        None => address == pattern,
    };
    blocks
        .iter()
        .filter(|(pattern, _)| fits(pattern))
        .flat_map(|(_, headers)| headers)
        .copied()
        .collect()
}

#[test]
fn every_file_is_sent_with_the_headers_and_only_fingerprinted_ones_are_kept() {
    for (base_url, base_path) in [("https://example.org", ""), ("https://example.org/a/b", "/a/b")]
    {
        let built = built(base_url);
        let blocks = blocks(built.text(FILE));
        let mut kept = 0;
        for path in built.paths() {
            let mut headers = sent(&blocks, &format!("{base_path}/{path}"));
            let count = headers.len();
            headers.sort_unstable();
            headers.dedup_by_key(|(name, _)| *name);
            assert_eq!(
                headers.len(),
                count,
                "{path}: a header from two blocks is sent as one value of both"
            );
            assert!(SECURITY.iter().all(|header| headers.contains(header)), "{path}");
            let is_fingerprinted = path.starts_with("assets/")
                || (path.ends_with(".bin") && !path.ends_with("/index.bin"));
            assert_eq!(headers.contains(&FOREVER), is_fingerprinted, "{path}");
            assert!(
                headers.contains(&FOREVER) || headers.iter().all(|(name, _)| *name != FOREVER.0),
                "{path}"
            );
            kept += usize::from(is_fingerprinted);
        }
        assert!(kept > 10, "{kept}");
        // Nothing beside the site's own folder is spoken for.
        assert!(blocks.keys().all(|pattern| pattern.starts_with(&format!("{base_path}/"))));
        // Cloudflare Pages reads no more blocks and no longer lines.
        assert!(blocks.len() <= 100 && built.text(FILE).lines().all(|line| line.len() <= 2000));
    }
}

#[test]
fn tls_is_insisted_on_only_where_the_host_is_the_sites_own() {
    for (base_url, insists) in [
        ("https://example.org", true),
        ("https://example.org/", true),
        ("https://example.org/folder", false),
        ("http://example.org", false),
    ] {
        assert_eq!(built(base_url).text(FILE).contains(TRANSPORT.0), insists, "{base_url}");
    }
}

#[test]
fn pages_say_the_same_of_themselves_as_far_as_they_can() {
    let built = built("https://example.org");
    let policy =
        SECURITY.iter().find(|(name, _)| *name == "Content-Security-Policy").expect("a policy").1;
    let home = built.html("index.html");
    let meta = crate::support::tags::named(home, "meta").into_iter();
    let meta = meta
        .filter(|meta| meta.get("http-equiv") == Some("Content-Security-Policy"))
        .collect::<Vec<_>>();
    assert_eq!(format!("{}; frame-ancestors 'none'", meta[0].need("content")), policy);
    for word in ["unsafe", "*", "http", "blob:"] {
        assert!(!policy.contains(word), "{word}");
    }
}

#[test]
fn a_copy_for_a_folder_has_nobody_to_tell() {
    let options = Options { outputs: HTML_AND_SEARCH, for_folder: true, ..Options::default() };
    assert!(!site::run_with(site::sources(&rich()), &options).clean().has(FILE));
}

#[test]
fn the_example_for_nginx_says_the_same() {
    let example = include_str!("../../../docs/nginx.conf");
    let lines = example
        .lines()
        .filter_map(|line| line.trim().strip_prefix("add_header ")?.strip_suffix("\" always;"));
    let told: Vec<(&str, &str)> =
        lines.map(|line| line.split_once(" \"").expect("a name and a value")).collect();
    let wanted: Vec<(&str, &str)> = SECURITY.into_iter().chain([TRANSPORT]).collect();
    assert_eq!(told, wanted);
    assert_eq!(example.matches(&format!("\"{}\";", FOREVER.1)).count(), 2);
}
