//! `wuzha typeset`: shards fill a place, and a build finds everything there.

use std::fs;
use std::thread;
use std::time::Duration;

use crate::support::bucket::{PLACE, S3};
use crate::support::program::{Ran, Site, tree};

/// Leaflets of the small site.
const ALL: usize = 16;

/// How many leaflets a command says it typeset, and how many it found.
fn numbers(ran: &Ran) -> (usize, usize) {
    ran.assert_quiet();
    let words: Vec<&str> = ran.out.split_whitespace().collect();
    match *words {
        ["part", _, typeset, _, "typeset,", there, "there", "already,", ..] => {
            (typeset.parse().expect("a number"), there.parse().expect("a number"))
        }
        _ => panic!("{}", ran.out),
    }
}

#[test]
fn shards_fill_a_bucket_and_the_build_typesets_nothing() {
    let plain = Site::new();
    plain.run(&["build", "--quiet"]).assert_quiet();
    let s3 = S3::start();
    let mut sum = 0;
    for shard in ["1/3", "2/3", "3/3"] {
        let before = s3.entries().len();
        let site = Site::new();
        let ran = s3.run(site.root(), &["typeset", "--shard", shard, "--cache", PLACE]);
        let (typeset, there) = numbers(&ran);
        assert!(typeset > 0 && there == 0, "{}", ran.out);
        assert_eq!(s3.entries().len() - before, typeset, "each leaflet is in one part");
        assert!(!site.root().join(".wuzha").exists() && !site.root().join("public").exists());
        sum += typeset;
        let again = s3.run(site.root(), &["typeset", "--shard", shard, "--cache", PLACE]);
        assert_eq!(numbers(&again), (0, typeset));
    }
    assert_eq!(sum, ALL);

    let site = Site::new();
    let ran = s3.run(site.root(), &["build", "--cache", PLACE]);
    ran.assert_quiet();
    assert!(ran.out.contains("16 leaflets (nothing typeset: all unchanged)"), "{}", ran.out);
    assert!(site.built() == plain.built());
    // What was fetched is here now, and the bucket keeps what another site needs.
    assert_eq!(tree(&site.root().join(".wuzha/cache")).len(), ALL);
    site.put(
        "content/pages/about/zh.md",
        "+++\ntitle = \"甲\"\nsummary = \"乙。\"\n+++\n\n## 丙 {#us}\n\n丁。\n",
    );
    s3.run(site.root(), &["build", "--quiet", "--cache", PLACE]).assert_success();
    assert!(s3.entries().len() > ALL, "nothing is removed from a bucket");
}

#[test]
fn a_shard_that_dies_leaves_what_it_made_and_nothing_else() {
    let plain = Site::new();
    plain.run(&["build", "--quiet"]).assert_quiet();
    // On a busy machine it may be done before it is killed.
    let (s3, left) = (0..10)
        .find_map(|_| {
            let s3 = S3::start();
            let site = Site::new();
            let mut shard = s3
                .command(site.root(), &["typeset", "--jobs", "1", "--cache", PLACE])
                .spawn()
                .expect("the process runs");
            while s3.entries().is_empty() {
                thread::sleep(Duration::from_millis(1));
            }
            shard.kill().expect("killed");
            shard.wait().expect("ended");
            let left = s3.entries().len();
            (left < ALL).then_some((s3, left))
        })
        .expect("killed half-way");
    let site = Site::new();
    let ran = s3.run(site.root(), &["build", "--cache", PLACE]);
    ran.assert_success();
    assert!(ran.out.contains(&format!("({} typeset)", ALL - left)), "{left}: {}", ran.out);
    assert!(site.built() == plain.built());
    let again = s3.run(Site::new().root(), &["typeset", "--cache", PLACE]);
    assert_eq!(numbers(&again), (0, ALL), "the build put what was missing there");
}

/// Damages five entries: cut off, emptied, altered, and two swapped.
fn damage(s3: &S3) {
    let paths: Vec<_> = s3.entries().into_values().collect();
    let bytes: Vec<Vec<u8>> = paths[..5].iter().map(|path| fs::read(path).expect("read")).collect();
    let mut altered = bytes[2].clone();
    *altered.last_mut().expect("bytes") ^= 1;
    let damaged = [&bytes[0][..bytes[0].len() - 1], &[], &*altered, &*bytes[4], &*bytes[3]];
    for (path, bytes) in paths.iter().zip(damaged) {
        fs::write(path, bytes).expect("written");
    }
}

#[test]
fn damaged_entries_are_not_used_and_are_replaced() {
    let s3 = S3::start();
    let first = Site::new();
    s3.run(first.root(), &["build", "--quiet", "--cache", PLACE]).assert_quiet();
    let note = format!(
        "note: 5 leaflets in `{PLACE}` did not match their digests, so they were not used; \
         good ones have replaced them. "
    );

    damage(&s3);
    let site = Site::new();
    let ran = s3.run(site.root(), &["build", "--cache", PLACE]);
    ran.assert_success();
    assert!(ran.err.starts_with(&note) && ran.err.lines().count() == 1, "{}", ran.err);
    assert!(ran.out.contains("16 leaflets (5 typeset)"), "{}", ran.out);
    assert!(site.built() == first.built());

    damage(&s3);
    let ran = s3.run(Site::new().root(), &["typeset", "--cache", PLACE]);
    ran.assert_success();
    assert!(ran.err.starts_with(&note), "{}", ran.err);
    assert!(ran.out.contains("5 leaflets typeset, 11 there already"), "{}", ran.out);
    let again = s3.run(Site::new().root(), &["typeset", "--cache", PLACE]);
    assert_eq!(numbers(&again), (0, ALL));
}

#[test]
fn a_named_folder_is_filled_and_nothing_is_removed_from_it() {
    let shared = tempfile::tempdir().expect("a folder");
    let place = shared.path().join("leaflets");
    let place = place.to_str().expect("UTF-8");
    let site = Site::new();
    for shard in ["1/2", "2/2"] {
        let ran = site.run(&["typeset", "--shard", shard, "--cache", place]);
        assert!(numbers(&ran).0 > 0);
    }
    fs::write(shared.path().join("leaflets/notes.txt"), "somebody's").expect("written");
    let ran = site.run(&["build", "--cache", place]);
    assert!(ran.out.contains("nothing typeset"), "{} {}", ran.out, ran.err);
    assert_eq!(tree(shared.path()).len(), ALL + 1);
    assert!(!site.root().join(".wuzha/cache").exists());
    // One leaflet without a build comes from there, too.
    let ran = site.run(&[
        "print", "about", "--lang", "zh", "--format", "qr-card", "--cache", place, "-o", "a.png",
    ]);
    ran.assert_quiet();
    let printed = fs::read(site.root().join("a.png")).expect("printed");
    assert!(printed == site.built()["print/about/qr-card.zh.png"]);
}

#[test]
fn errors_of_the_content_are_those_of_a_build() {
    let site = Site::new();
    site.break_it();
    let (built, typeset) = (site.run(&["build"]), site.run(&["typeset"]));
    assert_eq!((typeset.code, &*typeset.out), (Some(1), ""));
    assert_eq!(built.err, format!("{}nothing was written\n", typeset.err));
    assert!(!site.root().join(".wuzha/cache").exists());
    let ran = Site::new().run(&["typeset", "--branches", "nowhere"]);
    assert!(ran.code == Some(2) && ran.err.contains("`nowhere` is not a branch"), "{}", ran.err);
}
