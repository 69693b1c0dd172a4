//! `wuzha audit` on any folder, with sources and without.

use std::fs;

use crate::support::program::{Site, json};

const BAD: &str = "<!DOCTYPE html>\n<html lang=\"zh\"><head><title>x</title>\
                   <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\
                   <meta name=\"robots\" content=\"noindex\"></head>\n<body>\
                   <a href=\"/none/\">x</a><a href=\"https://bad.example/\">y</a></body></html>\n";

#[test]
fn a_site_as_built_passes_the_audit() {
    let site = Site::with_cache();
    site.run(&["build", "--quiet"]);
    let ran = site.run(&["audit"]);
    assert_eq!((ran.code, &*ran.out), (Some(0), ""), "{}", ran.err);
    assert!(ran.err.starts_with("no mistakes in "), "{}", ran.err);
    site.run(&["build", "--quiet", "--bundle", "usb"]);
    let ran = site.run(&["audit", "public-usb", "--format", "json"]);
    assert_eq!((ran.code, &*ran.out, &*ran.err), (Some(0), "[]\n", ""));
}

#[test]
fn faults_are_reported_with_their_place_in_the_output() {
    let site = Site::with_cache();
    site.run(&["build", "--quiet"]);
    site.put("public/bad.html", BAD);
    let ran = site.run(&["audit", "public", "--format", "short"]);
    assert_eq!(ran.code, Some(1));
    let wanted = "bad.html:3:16: error[broken-link] `/none/` leads to nothing that was built\n\
                  bad.html:3:38: error[host-not-allowed] A link leads to `bad.example`\n";
    assert_eq!(ran.out, wanted, "{}", ran.err);
    let rows = json(&site.run(&["audit", "--format", "json"]).out);
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0]["file"], &rows[0]["line"]), (&"bad.html".into(), &3.into()));
    assert!(site.run(&["audit"]).out.contains("href=\"/none/\""), "the excerpt is shown");
}

#[test]
fn without_sources_the_address_is_read_from_the_built_site() {
    let site = Site::new();
    site.run(&["build", "--quiet", "--base-url", "https://example.org/town"]);
    let empty = tempfile::tempdir().expect("a folder");
    let root = empty.path().to_str().expect("UTF-8").to_owned();
    let ran = site.run(&["audit", "public", "--root", &root]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let ran =
        site.run(&["audit", "public", "--root", &root, "--base-url", "https://example.org/town"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert_eq!(site.run(&["audit", "public"]).code, Some(1), "wuzha.toml has another address");
    site.put("public/bad.html", BAD.replace("/none/", "/town/none/"));
    let ran = site.run(&["audit", "public", "--root", &root, "--format", "short"]);
    assert!(
        ran.out.contains("broken-link") && !ran.out.contains("host-not-allowed"),
        "{}",
        ran.out
    );
    fs::remove_file(site.root().join("public/index.html")).expect("built");
    let ran = site.run(&["audit", "public", "--root", &root]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("--base-url"), "{}", ran.err);
}

#[test]
fn a_missing_folder_exits_with_2() {
    let site = Site::new();
    let ran = site.run(&["audit"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("build the site first"), "{}", ran.err);
    assert_eq!(site.run(&["audit", "--base-url", "example.org"]).code, Some(2));
}

#[test]
fn a_build_that_fails_the_audit_leaves_the_old_site() {
    let site = Site::with_cache();
    site.run(&["build", "--quiet"]);
    let before = fs::read(site.root().join("public/index.html")).expect("built");
    let bad =
        "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<g>\n<a href=\"/none/\"/>\n</g>\n</svg>\n";
    site.put("static/bad.svg", bad);
    for command in ["build", "check"] {
        let ran = site.run(&[command]);
        assert_eq!(ran.code, Some(1));
        let text = format!("{}{}", ran.out, ran.err);
        assert!(text.contains("--> bad.svg:3:1") && text.contains("href=\"/none/\""), "{text}");
    }
    assert_eq!(fs::read(site.root().join("public/index.html")).expect("still there"), before);
    assert!(!site.root().join("public/bad.svg").exists());
}
