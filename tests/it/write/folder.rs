//! Output folders: unchanged files are not touched, stale files go, nothing is half-written.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use tempfile::TempDir;
use wuzha::base::artifact::{Artifact, Listing};
use wuzha::base::output::Output;
use wuzha::write;
use wuzha::write::{NextSite, Stamps, Summary};
use zip::{CompressionMethod, ZipArchive};

use crate::support::program::{put, tree};

/// An output folder alone in a temporary one.
struct Ground {
    folder: TempDir,
}

impl Ground {
    fn new() -> Self {
        Ground { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    fn write(&self, files: &[(&str, &str)]) -> Summary {
        self.try_write(files).expect("written")
    }

    fn try_write(&self, files: &[(&str, &str)]) -> anyhow::Result<Summary> {
        write(&self.out(), files, &|_| false)
    }

    fn error(&self, files: &[(&str, &str)]) -> String {
        format!("{:#}", self.try_write(files).expect_err("rejected"))
    }

    fn make(&self, path: &str, text: &str) {
        put(self.folder.path(), path, text);
    }

    /// Relative paths and texts of the files in the output folder, without the marker.
    fn listing(&self) -> BTreeMap<String, String> {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("a text");
        let mut files: BTreeMap<String, String> =
            tree(&self.out()).into_iter().map(|(path, bytes)| (path, text(bytes))).collect();
        let marker = files.remove(write::MARKER).expect("a marker");
        assert!(marker.starts_with("Written by wuzha"), "{marker}");
        files
    }

    /// The names of the files and folders beside the output folder, and its own.
    fn siblings(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into()).collect();
        names.sort();
        names
    }
}

fn write(
    out: &Path,
    files: &[(&str, &str)],
    keep: &dyn Fn(&str) -> bool,
) -> anyhow::Result<Summary> {
    let origin: Arc<str> = Arc::from("content/x.md");
    let next = NextSite::new(out);
    next.begin()?;
    let mut listing = Listing::default();
    for (path, text) in files {
        next.put(Artifact::new(*path, text.as_bytes(), &origin))?;
        assert_eq!(listing.add((*path).to_owned(), Arc::clone(&origin)), None);
    }
    let summary = next.publish(&listing, keep)?;
    assert_eq!(summary.stamps, Stamps::of_folder(out)?, "what was written is what is there");
    Ok(summary)
}

fn texts(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// Inode and time of a file, which change when it is written again.
fn identity(path: &Path) -> (u64, SystemTime) {
    let there = fs::metadata(path).expect("a file");
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(&there);
    #[cfg(not(unix))]
    let inode = 0;
    (inode, there.modified().expect("a time"))
}

const SITE: [(&str, &str); 3] =
    [("index.html", "home"), ("en/index.html", "home"), ("en/a/b/index.html", "deep")];

/// How many files were written, are unchanged, and were removed.
fn counts(summary: Summary) -> [usize; 3] {
    [summary.written, summary.unchanged, summary.removed]
}

#[test]
fn a_new_folder_holds_exactly_the_artifacts() {
    let ground = Ground::new();
    assert_eq!(counts(ground.write(&SITE)), [3, 0, 0]);
    assert_eq!(ground.listing(), texts(&SITE));
    assert_eq!(ground.siblings(), ["public"], "nothing is left beside it");
}

#[test]
fn missing_parent_folders_are_created() {
    let ground = Ground::new();
    let out = ground.folder.path().join("not/there/yet");
    write(&out, &SITE, &|_| false).expect("written");
    assert!(out.join("en/a/b/index.html").is_file());
}

#[test]
fn writing_the_same_again_touches_nothing() {
    let ground = Ground::new();
    ground.write(&SITE);
    let before = (identity(&ground.out()), identity(&ground.out().join("index.html")));
    assert_eq!(counts(ground.write(&SITE)), [0, 3, 0]);
    assert_eq!(before, (identity(&ground.out()), identity(&ground.out().join("index.html"))));
}

#[test]
fn an_unchanged_file_keeps_its_inode_and_time_when_others_change() {
    let ground = Ground::new();
    ground.write(&SITE);
    let (kept, changed) = (ground.out().join("en/a/b/index.html"), ground.out().join("index.html"));
    let before = (identity(&kept), identity(&changed));
    let site = [("index.html", "home, changed"), SITE[1], SITE[2]];
    assert_eq!(counts(ground.write(&site)), [1, 2, 0]);
    assert_eq!(identity(&kept), before.0);
    assert_ne!(identity(&changed), before.1);
    assert_eq!(ground.listing(), texts(&site));
}

#[test]
fn a_changed_file_of_the_same_length_is_written() {
    let ground = Ground::new();
    ground.write(&[("a.txt", "one")]);
    assert_eq!(ground.write(&[("a.txt", "two")]).written, 1);
    assert_eq!(ground.listing(), texts(&[("a.txt", "two")]));
}

#[test]
fn stale_files_and_their_folders_are_removed() {
    let ground = Ground::new();
    ground.write(&SITE);
    assert_eq!(counts(ground.write(&SITE[..1])), [0, 1, 2]);
    assert_eq!(ground.listing(), texts(&SITE[..1]));
    assert!(!ground.out().join("en").exists());
}

#[test]
fn a_file_can_become_a_folder_and_a_folder_a_file() {
    let ground = Ground::new();
    ground.write(&[("a", "file"), ("b/c", "file")]);
    let site = [("a/c", "file"), ("b", "file")];
    ground.write(&site);
    assert_eq!(ground.listing(), texts(&site));
}

#[test]
fn files_to_keep_are_kept() {
    let ground = Ground::new();
    ground.write(&[("index.html", "1"), ("print/x/sheet.pdf", "pdf"), ("old.html", "1")]);
    let leaflet = ground.out().join("print/x/sheet.pdf");
    let before = identity(&leaflet);
    let summary = write(&ground.out(), &[("index.html", "2")], &|path| path.starts_with("print/"));
    assert_eq!(counts(summary.expect("written")), [1, 0, 1]);
    assert_eq!(ground.listing(), texts(&[("index.html", "2"), ("print/x/sheet.pdf", "pdf")]));
    assert_eq!(identity(&leaflet), before);
}

#[test]
fn leftovers_of_a_killed_build_do_no_harm() {
    let ground = Ground::new();
    ground.write(&SITE);
    ground.make(".public.next/.wuzha", "");
    ground.make(".public.next/index.html", "half");
    ground.make(".public.next/en/a", "a file where a folder belongs");
    ground.make(".public.next/stale/page/index.html", "stale");
    ground.make(".public.lock", "");
    let site = [("index.html", "new"), SITE[1], SITE[2]];
    ground.write(&site);
    assert_eq!(ground.listing(), texts(&site));
    assert_eq!(ground.siblings(), ["public"]);
}

#[test]
fn a_site_that_a_killed_build_moved_away_is_put_back() {
    // This happens only where two folders cannot be exchanged in one step.
    let ground = Ground::new();
    ground.write(&SITE);
    let page = identity(&ground.out().join("index.html"));
    fs::rename(ground.out(), ground.folder.path().join(".public.last")).expect("renamed");
    assert_eq!(ground.write(&SITE).unchanged, 3);
    assert_eq!(identity(&ground.out().join("index.html")), page);
    assert_eq!(ground.siblings(), ["public"]);
}

#[test]
fn a_failed_write_leaves_the_site_unchanged() {
    let ground = Ground::new();
    ground.write(&SITE);
    // The path is longer than the system takes, so writing fails half-way.
    let long = format!("z{}", format!("/{}", "x".repeat(250)).repeat(20));
    let error = ground.error(&[("a.html", "new"), (&long, "new")]);
    assert!(error.contains("cannot write"), "{error}");
    assert_eq!(ground.listing(), texts(&SITE));
    assert_eq!(ground.siblings(), ["public"]);
}

#[test]
fn a_large_site_is_updated_through_its_spare_folder() {
    let ground = Ground::new();
    let build = |changed: usize, count: usize| -> Vec<(String, String)> {
        let text = |i| format!("{i} {}", if i < changed { changed } else { 0 });
        (0..count).map(|i| (format!("p{i}/index.html"), text(i))).collect()
    };
    for (changed, count) in [(0, 1500), (1, 1500), (3, 1400), (3, 1400), (0, 1500)] {
        let files = build(changed, count);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let kept = ground.out().join("p1000/index.html");
        let before = kept.exists().then(|| identity(&kept));
        ground.write(&files);
        assert_eq!(ground.listing(), texts(&files));
        assert!(before.is_none_or(|before| before == identity(&kept)));
    }
    assert_eq!(ground.siblings(), [".public.next", "public"]);
    ground.write(&SITE);
    assert_eq!(ground.siblings(), ["public"], "a small site needs no spare");
}

#[test]
fn a_folder_of_somebody_else_is_rejected() {
    let ground = Ground::new();
    ground.make("public/thesis.txt", "ten years of work");
    let error = ground.error(&SITE);
    assert!(error.contains("did not write") && error.contains("--out"), "{error}");
    assert!(ground.out().join("thesis.txt").is_file());
    assert!(!ground.out().join("index.html").exists());
}

#[test]
fn an_empty_folder_is_accepted() {
    let ground = Ground::new();
    fs::create_dir(ground.out()).expect("a folder");
    ground.write(&SITE);
    assert_eq!(ground.listing(), texts(&SITE));
}

#[test]
fn a_folder_with_a_repository_is_rejected() {
    let ground = Ground::new();
    ground.write(&SITE);
    ground.make("public/.git", "gitdir: elsewhere");
    let error = ground.error(&SITE[..1]);
    assert!(error.contains("git repository"), "{error}");
}

#[test]
fn a_file_in_place_of_the_folder_is_rejected() {
    let ground = Ground::new();
    ground.make("public", "a file");
    let error = ground.error(&SITE);
    assert!(error.contains("is a file"), "{error}");
}

#[test]
fn a_folder_of_somebody_else_in_place_of_the_spare_is_rejected() {
    let ground = Ground::new();
    ground.make(".public.next/thesis.txt", "ten years of work");
    let error = ground.error(&SITE);
    assert!(error.contains("did not write"), "{error}");
    assert!(ground.folder.path().join(".public.next/thesis.txt").is_file());
}

#[test]
fn a_second_write_is_rejected_until_the_first_ends() {
    let ground = Ground::new();
    let held = fs::File::create(ground.folder.path().join(".public.lock")).expect("a file");
    held.lock().expect("locked");
    let error = ground.error(&SITE);
    assert!(error.contains("another build"), "{error}");
    // As when its process is killed.
    drop(held);
    ground.write(&SITE);
}

#[test]
fn simultaneous_writes_never_mix() {
    let ground = Ground::new();
    let sites: Vec<Vec<(String, String)>> =
        (0..4).map(|n| (0..50).map(|i| (format!("{i}.html"), n.to_string())).collect()).collect();
    std::thread::scope(|scope| {
        for site in &sites {
            scope.spawn(|| {
                let files: Vec<(&str, &str)> =
                    site.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
                for _ in 0..20 {
                    // Rejected while another thread is writing.
                    let _ = ground.try_write(&files);
                }
            });
        }
    });
    let listing = ground.listing();
    assert_eq!(listing.len(), 50);
    assert!(
        listing.values().all(|text| Some(text) == listing.get("0.html")),
        "all files are of one build"
    );
    assert_eq!(ground.siblings(), ["public"]);
}

#[test]
fn unsafe_paths_are_rejected() {
    let paths = [
        "../index.html",
        "a/../b",
        "/etc/passwd",
        "a//b",
        "a/",
        "",
        ".",
        "a\\b",
        "a\0b",
        "a\nb",
        "C:/x",
        ".wuzha",
        ".wuzha/x",
    ];
    for path in paths {
        let ground = Ground::new();
        let error = ground.error(&[("index.html", "home"), (path, "x")]);
        assert!(
            error.contains("cannot be written: ") && error.contains("content/x.md"),
            "{path:?}: {error}"
        );
        assert_eq!(ground.siblings(), [""; 0], "{path:?}: nothing was made");
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_in_the_folder_are_replaced_and_not_followed() {
    let ground = Ground::new();
    ground.write(&SITE);
    ground.make("elsewhere/index.html", "home");
    let outside = ground.folder.path().join("elsewhere");
    fs::remove_dir_all(ground.out().join("en")).expect("removed");
    std::os::unix::fs::symlink(&outside, ground.out().join("en")).expect("a link");
    fs::remove_file(ground.out().join("index.html")).expect("removed");
    std::os::unix::fs::symlink(outside.join("index.html"), ground.out().join("index.html"))
        .expect("a link");
    ground.write(&SITE);
    assert_eq!(ground.listing(), texts(&SITE));
    assert!(fs::symlink_metadata(ground.out().join("index.html")).expect("there").is_file());
    assert_eq!(fs::read_to_string(outside.join("index.html")).expect("there"), "home");
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_to_the_folder_is_kept() {
    let ground = Ground::new();
    let real = ground.folder.path().join("real");
    fs::create_dir(&real).expect("a folder");
    std::os::unix::fs::symlink(&real, ground.out()).expect("a link");
    ground.write(&SITE);
    assert!(fs::symlink_metadata(ground.out()).expect("there").is_symlink());
    assert!(real.join("index.html").is_file());
}

#[cfg(unix)]
#[test]
fn the_folder_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let ground = Ground::new();
    ground.write(&SITE);
    fs::set_permissions(ground.out(), fs::Permissions::from_mode(0o750)).expect("set");
    ground.write(&SITE[..2]);
    assert_eq!(fs::metadata(ground.out()).expect("there").permissions().mode() & 0o777, 0o750);
}

/// Names and texts of the files of a zip, and whether each is compressed.
fn unzipped(path: &Path) -> Vec<(String, String, bool)> {
    let mut zip = ZipArchive::new(fs::File::open(path).expect("a zip")).expect("a whole zip");
    let mut files = Vec::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        let name = file.name().expect("a name").into_owned();
        files.push((name, text, file.compression() == CompressionMethod::Deflated));
    }
    files
}

#[test]
fn a_folder_is_packed_into_one_zip_beside_it() {
    let ground = Ground::new();
    let page = "home ".repeat(100);
    ground.write(&[("index.html", &page), ("print/a.pdf", "%PDF"), ("en/index.html", &page)]);
    let packed = write::pack(&ground.out(), "wuzha-example").expect("packed");
    assert!(packed.is_new && packed.path.ends_with("public.zip"));
    assert_eq!(packed.bytes as u64, fs::metadata(&packed.path).expect("a file").len());
    let name = |name: &str| format!("wuzha-example/{name}");
    assert_eq!(
        unzipped(&packed.path),
        [
            (name("en/index.html"), page.clone(), true),
            (name("index.html"), page, true),
            (name("print/a.pdf"), "%PDF".to_owned(), false)
        ],
        "in order, in one folder, without the marker"
    );
    assert_eq!(ground.siblings(), ["public", "public.zip"], "nothing else is left beside it");
}

#[test]
fn the_same_files_give_the_same_zip_which_is_then_left_alone() {
    let (ground, other) = (Ground::new(), Ground::new());
    ground.write(&SITE);
    other.write(&SITE);
    let [one, two] =
        [&ground, &other].map(|ground| write::pack(&ground.out(), "site").expect("packed").path);
    assert_eq!(fs::read(&one).expect("a zip"), fs::read(two).expect("a zip"));
    let before = identity(&one);
    ground.make(".public.zip", "PK\u{3}\u{4}, half a zip that a killed build left");
    assert!(!write::pack(&ground.out(), "site").expect("packed").is_new);
    assert_eq!(
        (identity(&one), ground.siblings()),
        (before, vec!["public".to_owned(), "public.zip".to_owned()])
    );
    ground.write(&SITE[..2]);
    assert!(write::pack(&ground.out(), "site").expect("packed").is_new);
    assert_eq!(unzipped(&one).len(), 2);
}

#[test]
fn a_zip_of_somebody_else_is_not_replaced() {
    let ground = Ground::new();
    ground.write(&SITE);
    ground.make("public.zip", "my holiday pictures");
    let error = format!("{:#}", write::pack(&ground.out(), "site").expect_err("rejected"));
    assert!(error.contains("public.zip` exists and was not written by wuzha"), "{error}");
    assert_eq!(
        fs::read_to_string(ground.folder.path().join("public.zip")).expect("there"),
        "my holiday pictures"
    );
}
