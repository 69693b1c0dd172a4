//! A cache that was damaged or tampered with: what does not match its digest is made again.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::program::Site;

/// The entries of the site's cache.
fn entries(site: &Site) -> Vec<PathBuf> {
    let folder = fs::read_dir(site.root().join(".wuzha/cache")).expect("a cache");
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn change(path: &Path, change: impl Fn(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).expect("an entry");
    change(&mut bytes);
    fs::write(path, bytes).expect("written");
}

#[test]
fn a_damaged_leaflet_is_made_again_and_never_published() {
    let site = Site::with_cache();
    site.run(&["build", "--quiet"]).assert_quiet();
    let (whole, paths) = (site.built(), entries(&site));
    assert!(paths.len() > 2, "{paths:?}");
    let (one, other) = (&paths[0], &paths[1]);
    let length = fs::metadata(one).expect("an entry").len() as usize;
    let flip = |place: usize| change(one, |bytes| bytes[place] ^= 1);
    let damages: [(&str, &dyn Fn()); 13] = [
        ("its mark", &|| flip(0)),
        ("its digest", &|| flip(20)),
        ("its head", &|| flip(50)),
        ("30 per cent", &|| flip(length * 3 / 10)),
        ("70 per cent", &|| flip(length * 7 / 10)),
        ("its last byte", &|| flip(length - 1)),
        ("half of it", &|| change(one, |bytes| bytes.truncate(length / 2))),
        ("a byte more", &|| change(one, |bytes| bytes.push(0))),
        ("nothing", &|| fs::write(one, "").expect("written")),
        ("zeros", &|| fs::write(one, [0; 16]).expect("written")),
        ("another entry", &|| assert!(fs::copy(other, one).expect("copied") > 0)),
        ("a link", &|| {
            fs::remove_file(one).expect("removed");
            symlink(other, one).expect("a link");
        }),
        ("a pipe", &|| {
            fs::remove_file(one).expect("removed");
            let made = Command::new("mkfifo").arg(one).status();
            assert!(made.expect("mkfifo").success());
        }),
    ];
    for (what, damage) in damages {
        damage();
        fs::remove_dir_all(site.root().join("public")).expect("removed");
        let built = site.run(&["build"]);
        assert_eq!(built.code, Some(0), "{what}: {}", built.err);
        assert!(site.built() == whole, "{what}");
        assert!(built.out.contains("(1 typeset)"), "the others are used, {what}: {}", built.out);
        let note = match what {
            "a link" => "is a link",
            "a pipe" => "is a pipe",
            _ => "did not match",
        };
        assert!(built.err.contains(note), "{what}: {}", built.err);
    }
}

#[test]
fn a_record_of_the_last_build_that_was_altered_is_not_believed() {
    let site = Site::with_cache();
    site.run(&["build", "--quiet"]).assert_quiet();
    // There may be one of another folder, from the site that the cache was made with.
    let folder = fs::read_dir(site.root().join(".wuzha")).expect("a folder");
    let records = folder
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.to_string_lossy().contains("built-"));
    let time =
        |path: &PathBuf| fs::metadata(path).and_then(|there| there.modified()).expect("a time");
    let record = records.max_by_key(time).expect("a record");
    let whole = fs::read(&record).expect("a record");
    let place = whole.windows(9).position(|part| part == b"\"report\":").expect("a report");
    // Other words in the report, which would be shown as the program's own.
    let mut altered = whole.clone();
    altered.splice(place + 10..place + 10, *b"all is well");
    for bytes in [altered, whole[..whole.len() / 2].to_vec(), Vec::new(), vec![0; 64]] {
        fs::write(&record, bytes).expect("written");
        let built = site.run(&["build"]);
        assert_eq!(built.code, Some(0), "{}", built.err);
        assert!(!built.err.contains("all is well") && !built.out.contains("nothing has changed"));
        let again = fs::read(&record).expect("a record");
        let texts = [&whole, &again].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        assert!(again == whole, "it is written again: {texts:?}");
    }
}
