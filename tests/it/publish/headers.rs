//! The headers a site is to be served with: `_headers`, pages, README.

use std::collections::BTreeMap;

use wuzha::publish::headers::FILE;
use wuzha::site::headers::{FOREVER, SECURITY, TRANSPORT};

use crate::support::rich::{BELOW, COPY, RICH};
use crate::support::site::{HTML, plain, run_at, sources};
use crate::support::tags::named;

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
                assert!(blocks.insert(pattern, Vec::new()).is_none(), "{pattern} is there twice");
            }
        }
    }
    blocks
}

/// The headers that a host sends with a file.
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
fn every_file_gets_the_headers_and_only_fingerprinted_ones_are_kept_forever() {
    for (built, base_path) in [(&*RICH, ""), (&*BELOW, "/sub/folder")] {
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
                "{path}: a header in two blocks is sent with both values in one"
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
        // Other folders of the host are not concerned.
        assert!(blocks.keys().all(|pattern| pattern.starts_with(&format!("{base_path}/"))));
        // Cloudflare Pages reads at most so many blocks and so long lines.
        assert!(blocks.len() <= 100 && built.text(FILE).lines().all(|line| line.len() <= 2000));
    }
}

#[test]
fn hsts_is_sent_only_where_the_site_has_the_host_to_itself() {
    for (base_url, insists) in [
        ("https://example.org", true),
        ("https://example.org/", true),
        ("https://example.org/folder", false),
        ("http://example.org", false),
    ] {
        let built = run_at(sources(&plain("about").to_string()), HTML, Some(base_url)).clean();
        assert_eq!(built.text(FILE).contains(TRANSPORT.0), insists, "{base_url}");
    }
}

#[test]
fn the_policy_in_pages_is_that_of_the_header() {
    let policy =
        SECURITY.iter().find(|(name, _)| *name == "Content-Security-Policy").expect("a policy").1;
    let metas = named(RICH.html("index.html"), "meta");
    let meta = metas.iter().find(|meta| meta.get("http-equiv") == Some("Content-Security-Policy"));
    let own = meta.expect("a policy").need("content");
    assert_eq!(format!("{own}; frame-ancestors 'none'"), policy);
    for word in ["unsafe", "*", "http", "blob:"] {
        assert!(!policy.contains(word), "{word}");
    }
}

#[test]
fn a_folder_copy_has_no_headers_file() {
    assert!(!COPY.has(FILE));
}

#[test]
fn the_nginx_example_has_the_same_headers() {
    let example = include_str!("../../../docs/nginx.conf");
    let lines = example
        .lines()
        .filter_map(|line| line.trim().strip_prefix("add_header ")?.strip_suffix("\" always;"));
    let found: Vec<(&str, &str)> =
        lines.map(|line| line.split_once(" \"").expect("a name and a value")).collect();
    let wanted: Vec<(&str, &str)> = SECURITY.into_iter().chain([TRANSPORT]).collect();
    assert_eq!(found, wanted);
    assert_eq!(example.matches(&format!("\"{}\";", FOREVER.1)).count(), 2);
}
