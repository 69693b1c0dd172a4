//! A copy of the site that opens without a server.

use std::collections::BTreeSet;

use wuzha::pipeline::Options;

use crate::support::printed::printed;
use crate::support::rich::COPY;
use crate::support::site::{self, EVERYTHING, run_with};
use crate::support::tags::tags;

#[test]
fn every_link_of_a_copy_leads_to_one_of_its_files() {
    let base_url = Some(site::address("https://example.org/a/folder"));
    let options = Options { base_url, outputs: EVERYTHING, for_folder: true, ..Options::default() };
    let below = run_with(site::sources(&printed()), &options).clean();
    for built in [&*COPY, &below] {
        let files: BTreeSet<&str> = built.paths().into_iter().collect();
        let mut links = 0;
        for (path, html) in built.pages() {
            for tag in tags(html) {
                assert!(
                    tag.get("integrity").is_none() && tag.get("crossorigin").is_none(),
                    "{path}: {tag:?}"
                );
                for name in ["href", "src", "action", "data-script", "data-index", "data-root"] {
                    let Some(address) = tag.get(name) else { continue };
                    if address.contains(':') || address.starts_with('#') {
                        continue;
                    }
                    let target = resolve(path, address);
                    let is_folder = name == "data-index"
                        && files.contains(&*format!("{target}zh/index.bin.js"));
                    let is_folder = is_folder || (name == "data-root" && target.is_empty());
                    assert!(
                        is_folder || files.contains(&*target),
                        "{path}: {name}={address} is {target}"
                    );
                    links += 1;
                }
            }
        }
        assert!(links > 200, "{links}");
    }
}

#[test]
fn the_search_index_of_a_copy_is_a_set_of_scripts() {
    let built = &*COPY;
    let search: Vec<&str> =
        built.paths().into_iter().filter(|path| path.starts_with("search/zh/")).collect();
    assert!(search.iter().all(|path| path.ends_with(".bin.js")), "{search:?}");
    let script = built.text("search/zh/index.bin.js");
    assert!(script.starts_with("wuzhaFile('H4sI") && script.ends_with("');\n"), "{script}");
    // So is the data of the catalogue filter.
    assert!(built.has("print/materials.zh.json.js") && !built.has("print/materials.zh.json"));
}

/// The file that an address on a page names.
fn resolve(page: &str, address: &str) -> String {
    let address = &address[..address.find(['?', '#']).unwrap_or(address.len())];
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{address} leaves the folder of {page}"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
