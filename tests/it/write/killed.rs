//! Killed builds: the old site or the new one must be complete.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::dice::dice;
use crate::support::program::{ABOUT_ZH, Site, wuzha};

const BUILD: [&str; 4] = ["build", "--only", "html,search", "--quiet"];

/// Two states of a site and the built files of each.
struct Pair {
    site: Site,
    expected: [BTreeMap<String, Vec<u8>>; 2],
    /// Files that differ, in each state.
    edits: Vec<[(String, String); 2]>,
}

impl Pair {
    fn new(edits: Vec<[(String, String); 2]>) -> Self {
        let mut pair = Pair { site: Site::new(), expected: Default::default(), edits };
        for state in [0, 1] {
            pair.set(state);
            pair.build();
            pair.expected[state] = pair.site.built();
        }
        assert_ne!(pair.expected[0], pair.expected[1]);
        pair
    }

    /// Writes the files of a state. Some are there in one state only.
    fn set(&self, state: usize) {
        for edit in &self.edits {
            let other = self.site.root().join(&edit[1 - state].0);
            let _ = fs::remove_file(&other);
            // An empty folder goes, so that a file can take its place.
            let _ = fs::remove_dir(other.parent().expect("a folder"));
            self.site.put(&edit[state].0, &edit[state].1);
        }
    }

    fn build(&self) {
        self.site.run(&BUILD).assert_success();
    }

    /// Starts a build, kills it `delay` after `begun` is true, checks the files that are there, and
    /// builds again. Returns whether the killed build was writing.
    fn kill(&self, state: usize, delay: Duration, begun: &dyn Fn(&Path) -> bool) -> bool {
        self.set(state);
        let mut build = wuzha(self.site.root(), &BUILD).spawn().expect("the binary runs");
        let mut running = true;
        while running && !begun(self.site.root()) {
            running = build.try_wait().expect("a child").is_none();
        }
        let start = Instant::now();
        while start.elapsed() < delay {
            std::hint::spin_loop();
        }
        // SIGKILL. A build that has already ended is no failure.
        let _ = build.kill();
        build.wait().expect("a child");
        let was_writing = self.site.root().join(".public.lock").exists();
        let there = self.site.built();
        assert!(
            self.expected.contains(&there),
            "neither the old site nor the new one: {:?}",
            there.keys()
        );
        self.build();
        let (there, wanted) = (self.site.built(), &self.expected[state]);
        let other = |path: &&String| there.get(*path) != wanted.get(*path);
        let differing: Vec<&String> = there.keys().chain(wanted.keys()).filter(other).collect();
        assert!(differing.is_empty(), "the next build makes the new site: {differing:?}");
        was_writing
    }
}

fn how_long(act: impl FnOnce()) -> Duration {
    let start = Instant::now();
    act();
    start.elapsed()
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let page =
        |text: &str| ("content/pages/about/zh.md".to_owned(), ABOUT_ZH.replace("你好", text));
    let mut edits = vec![[page("你好"), page("大家好")]];
    // Files that come and go, a file that becomes a folder, and so many files that writing takes a
    // while.
    edits.push([
        ("static/a".to_owned(), "file".to_owned()),
        ("static/a/b".to_owned(), "in a folder".to_owned()),
    ]);
    for i in 0..100 {
        let file = |state: &str| (format!("static/{state}/{i}.txt"), format!("{state} {i}"));
        edits.push(if i % 2 == 0 {
            [file("one"), file("other")]
        } else {
            [file("same"), file("same")]
        });
    }
    let pair = Pair::new(edits);
    pair.set(0);
    let whole = how_long(|| pair.build());
    let (mut dice, mut killed) = (dice(96110), 0);
    for kill in 0..100 {
        // Half of them anywhere in the run, half from when writing begins.
        let writing = kill % 4 > 1;
        let span = if writing { whole / 10 } else { whole };
        let delay = Duration::from_nanos(dice(span.as_nanos() as usize + 1) as u64);
        let begun = |root: &Path| !writing || root.join(".public.lock").exists();
        killed += usize::from(pair.kill((kill + 1) % 2, delay, &begun));
    }
    assert!(killed >= 5, "only {killed} builds were killed while they wrote");
    let beside = fs::read_dir(pair.site.root())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name());
    assert!(
        beside.into_iter().all(|name| !name.to_string_lossy().starts_with(".public")),
        "nothing is left beside the site"
    );
}

#[test]
fn a_killed_build_of_a_large_site_leaves_the_old_site_or_the_new_one() {
    let page =
        |text: &str| ("content/pages/about/zh.md".to_owned(), ABOUT_ZH.replace("你好", text));
    let mut edits = vec![[page("你好"), page("大家好")]];
    for i in 0..1200 {
        let file =
            |state: &str| (format!("static/{}/{state}{i}.txt", i % 40), format!("{state} {i}"));
        edits.push(if i % 3 == 0 {
            [file("one"), file("other")]
        } else {
            [file("same"), file("same")]
        });
    }
    let pair = Pair::new(edits);
    assert!(
        pair.site.root().join(".public.next").exists(),
        "the site is large enough for a spare folder"
    );
    let (mut dice, mut killed) = (dice(12381), 0);
    for kill in 0..10 {
        let delay = Duration::from_micros(dice(30_000) as u64);
        killed +=
            usize::from(pair.kill(kill % 2, delay, &|root| root.join(".public.lock").exists()));
    }
    assert!(killed >= 2, "only {killed} builds were killed while they wrote");
}

#[test]
fn a_killed_build_leaves_the_old_zip_or_the_new_one_or_none() {
    let site = Site::new();
    let build = ["build", "--only", "html,search", "--bundle", "usb", "--quiet"];
    // Random bytes do not compress, so packing takes a while.
    let mut dice = dice(110);
    let noise: Vec<u8> = (0..4_000_000).map(|_| dice(256) as u8).collect();
    site.put("static/noise.mp3", [b"ID3", &noise[..]].concat());
    let mut complete = 0;
    for kill in 0..12 {
        site.put("static/state.txt", format!("state {kill}"));
        let mut child = wuzha(site.root(), &build).spawn().expect("the binary runs");
        let mut running = true;
        while running && !site.root().join("public-usb/state.txt").exists() {
            running = child.try_wait().expect("a child").is_none();
        }
        let delay = Duration::from_micros(dice(60_000) as u64);
        std::thread::sleep(delay);
        let _ = child.kill();
        child.wait().expect("a child");
        let Ok(file) = fs::File::open(site.root().join("public-usb.zip")) else { continue };
        let mut zip = zip::ZipArchive::new(file).expect("a whole zip");
        for index in 0..zip.len() {
            std::io::copy(&mut zip.by_index(index).expect("a file"), &mut std::io::sink())
                .expect("a whole file");
        }
        complete += 1;
    }
    site.run(&build).assert_success();
    assert!(site.root().join("public-usb.zip").exists() && complete < 13);
}
