//! Do several at work on one site get in each other's way?

use std::fs;
use std::path::Path;

use crate::cli::commands::{ABOUT_ZH, Site};
use crate::support::process::{said, tree, wuzha};

const BUILD: [&str; 4] = ["build", "--only", "html,search", "--quiet"];

#[test]
fn simultaneous_builds_succeed_or_name_the_running_one() {
    let site = Site::new();
    for i in 0..300 {
        site.put(&format!("static/{i}.txt"), "x");
    }
    assert_eq!(said(wuzha(site.root(), &BUILD).output().expect("runs")), (Some(0), String::new()));
    let mut refused = 0;
    for round in 0..8 {
        for i in 0..300 {
            site.put(&format!("static/{i}.txt"), round.to_string());
        }
        let builds: Vec<_> =
            (0..3).map(|_| wuzha(site.root(), &BUILD).spawn().expect("runs")).collect();
        let ids: Vec<u32> = builds.iter().map(|build| build.id()).collect();
        let ended: Vec<_> =
            builds.into_iter().map(|build| said(build.wait_with_output().expect("ends"))).collect();
        assert!(ended.iter().any(|(code, _)| *code == Some(0)), "{ended:?}");
        for (code, told) in ended.iter().filter(|(code, _)| *code != Some(0)) {
            refused += 1;
            assert_eq!(*code, Some(2), "{told}");
            assert!(told.contains("another build") && told.contains("is writing to"), "{told}");
            // In the instant between taking the right and saying so, nobody is named.
            let named = told.split("(process ").nth(1).and_then(|rest| rest.split(')').next());
            assert!(named.is_none_or(|id| ids.iter().any(|own| own.to_string() == id)), "{told}");
        }
        let there = tree(&site.root().join("public"));
        assert!(
            (0..300).all(|i| there[&format!("{i}.txt")] == round.to_string().as_bytes()),
            "round {round}"
        );
    }
    eprintln!("{refused} of 24 were refused");
    assert!(!site.root().join(".public.lock").exists());
}

#[test]
fn the_lock_names_its_process_and_ends_with_it() {
    let site = Site::new();
    let lock = site.root().join(".public.lock");
    let held = fs::File::create(&lock).expect("a file");
    fs::write(&lock, "4711").expect("written");
    held.lock().expect("locked");
    let (code, told) = said(wuzha(site.root(), &BUILD).output().expect("runs"));
    assert_eq!(code, Some(2));
    assert!(told.contains("another build (process 4711) is writing to"), "{told}");
    // As when it is killed: the file stays, the right to write goes.
    drop(held);
    assert_eq!(said(wuzha(site.root(), &BUILD).output().expect("runs")), (Some(0), String::new()));
    assert!(!lock.exists());
}

#[test]
fn a_damaged_cache_is_ignored() {
    let site = Site::new();
    let build = |root: &Path| said(wuzha(root, &["build", "--quiet"]).output().expect("runs"));
    assert_eq!(build(site.root()), (Some(0), String::new()));
    let whole = tree(&site.root().join("public"));
    let cache = site.root().join(".wuzha/cache");
    for (number, entry) in fs::read_dir(&cache).expect("a cache").enumerate() {
        let path = entry.expect("an entry").path();
        let bytes = fs::read(&path).expect("a file");
        let damaged: &[u8] = if number % 2 == 0 { &[] } else { &bytes[..bytes.len() / 2] };
        fs::write(&path, damaged).expect("written");
    }
    site.put(".wuzha/cache/.left.next-1", "by a killed build");
    fs::remove_dir_all(site.root().join("public")).expect("removed");
    assert_eq!(build(site.root()), (Some(0), String::new()));
    assert!(tree(&site.root().join("public")) == whole);
    assert!(!cache.join(".left.next-1").exists());
}

#[test]
fn an_error_leaves_the_last_complete_site() {
    let site = Site::new();
    assert_eq!(said(wuzha(site.root(), &BUILD).output().expect("runs")).0, Some(0));
    let whole = tree(&site.root().join("public"));
    for broken in ["\u{0}", "+++\ntitle = \"", &ABOUT_ZH.replace("{#us}", "{#us}\n\n## 他们 {#us}")]
    {
        site.put("content/pages/about/zh.md", broken);
        let (code, told) = said(wuzha(site.root(), &BUILD).output().expect("runs"));
        assert_eq!(code, Some(1), "{told}");
        assert!(tree(&site.root().join("public")) == whole);
    }
}
