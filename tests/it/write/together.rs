//! Several builds of one site at the same time, locks, and a damaged cache.

use std::fs;
use std::thread;

use wuzha::write::write_own_file;

use crate::support::program::{ABOUT_ZH, Ran, Site, wuzha};

const BUILD: [&str; 4] = ["build", "--only", "html,search", "--quiet"];

#[test]
fn simultaneous_builds_succeed_or_name_the_running_one() {
    let site = Site::new();
    for i in 0..300 {
        site.put(&format!("static/{i}.txt"), "x");
    }
    site.run(&BUILD).assert_quiet();
    let mut rejected = 0;
    for round in 0..8 {
        for i in 0..300 {
            site.put(&format!("static/{i}.txt"), round.to_string());
        }
        let builds: Vec<_> =
            (0..3).map(|_| wuzha(site.root(), &BUILD).spawn().expect("runs")).collect();
        let ids: Vec<u32> = builds.iter().map(std::process::Child::id).collect();
        let end = |build: std::process::Child| Ran::from(build.wait_with_output().expect("ends"));
        let ended: Vec<Ran> = builds.into_iter().map(end).collect();
        assert!(ended.iter().any(|ran| ran.code == Some(0)), "{ended:?}");
        for Ran { code, err, .. } in ended.iter().filter(|ran| ran.code != Some(0)) {
            rejected += 1;
            assert_eq!(*code, Some(2), "{err}");
            assert!(err.contains("another build") && err.contains("is writing to"), "{err}");
            // For an instant the lock is taken and does not name its process yet.
            let named = err.split("(process ").nth(1).and_then(|rest| rest.split(')').next());
            assert!(named.is_none_or(|id| ids.iter().any(|own| own.to_string() == id)), "{err}");
        }
        let there = site.built();
        assert!(
            (0..300).all(|i| there[&format!("{i}.txt")] == round.to_string().as_bytes()),
            "round {round}"
        );
    }
    eprintln!("{rejected} of 24 were rejected");
    assert!(!site.root().join(".public.lock").exists());
}

#[test]
fn threads_that_write_one_file_do_not_meet() {
    let site = Site::new();
    let path = site.root().join(".gitignore");
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..100 {
                    write_own_file(&path, b"*\n").unwrap();
                }
            });
        }
    });
    assert_eq!(fs::read(&path).unwrap(), b"*\n");
    let left = fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(left.filter(|name| name.to_string_lossy().contains(".next-")).count(), 0);
}

#[test]
fn the_lock_names_its_process_and_ends_with_it() {
    let site = Site::new();
    let lock = site.root().join(".public.lock");
    let held = fs::File::create(&lock).expect("a file");
    fs::write(&lock, "4711").expect("written");
    held.lock().expect("locked");
    let Ran { code, err, .. } = site.run(&BUILD);
    assert_eq!(code, Some(2));
    assert!(err.contains("another build (process 4711) is writing to"), "{err}");
    // When the process is killed, its file stays, and the lock is released.
    drop(held);
    site.run(&BUILD).assert_quiet();
    assert!(!lock.exists());
}

#[test]
fn a_damaged_cache_is_ignored() {
    let site = Site::new();
    site.run(&["build", "--quiet"]).assert_quiet();
    let whole = site.built();
    let cache = site.root().join(".wuzha/cache");
    for (number, entry) in fs::read_dir(&cache).expect("a cache").enumerate() {
        let path = entry.expect("an entry").path();
        let bytes = fs::read(&path).expect("a file");
        let damaged: &[u8] = if number % 2 == 0 { &[] } else { &bytes[..bytes.len() / 2] };
        fs::write(&path, damaged).expect("written");
    }
    site.put(".wuzha/cache/.left.next-1", "by a killed build");
    fs::remove_dir_all(site.root().join("public")).expect("removed");
    let ran = site.run(&["build", "--quiet"]);
    ran.assert_success();
    assert!(ran.err.starts_with("note: 16 leaflets in `"), "{}", ran.err);
    assert!(site.built() == whole);
    assert!(!cache.join(".left.next-1").exists());
    site.run(&["build", "--quiet"]).assert_quiet();
}

#[test]
fn an_error_leaves_the_last_complete_site() {
    let site = Site::new();
    site.run(&BUILD).assert_quiet();
    let whole = site.built();
    for broken in ["\u{0}", "+++\ntitle = \"", &ABOUT_ZH.replace("{#us}", "{#us}\n\n## 他们 {#us}")]
    {
        site.put("content/pages/about/zh.md", broken);
        let Ran { code, err, .. } = site.run(&BUILD);
        assert_eq!(code, Some(1), "{err}");
        assert!(site.built() == whole);
    }
}
