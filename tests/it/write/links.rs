//! Links in the place of the program's own files, as a repository can carry them: nothing outside
//! the site is touched, and the message names the link.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::support::program::{Ran, Site, put, run, tree, wuzha};

const BUILD: [&str; 4] = ["build", "--only", "html,search", "--quiet"];

/// Somebody's folder beside a site, and what it held at first.
struct Victim {
    folder: TempDir,
    before: BTreeMap<String, Vec<u8>>,
}

impl Victim {
    fn new() -> Victim {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for path in ["id_rsa", "letters/mother.txt", ".wuzha", "cache/a", "index.html"] {
            put(folder.path(), path, "precious");
        }
        let digest = "0123456789abcdef".repeat(4);
        put(folder.path(), &digest, "precious");
        let before = tree(folder.path());
        Victim { folder, before }
    }

    fn join(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn assert_untouched(&self, what: &str) {
        assert!(tree(self.folder.path()) == self.before, "{what}");
    }
}

/// Makes a link at a path of the site, in the place of what is there.
fn link(site: &Site, path: &str, target: &Path) {
    let path = site.root().join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    if path.is_dir() {
        fs::remove_dir_all(&path).expect("removed");
    } else {
        let _ = fs::remove_file(&path);
    }
    symlink(target, path).expect("a link");
}

fn assert_refused(ran: &Ran, path: &str) {
    let name = path.rsplit('/').next().unwrap_or(path);
    assert_eq!(ran.code, Some(2), "{path}: {}", ran.err);
    assert!(ran.err.contains(name) && ran.err.contains("link"), "{path}: {}", ran.err);
}

#[test]
fn no_command_follows_a_link_in_the_place_of_its_own_files() {
    for (path, target) in [
        (".wuzha", "."),
        (".wuzha", "id_rsa"),
        (".wuzha", "nothing-there"),
        (".wuzha/cache", "."),
        (".wuzha/cache", "nothing-there"),
        (".wuzha/.gitignore", "id_rsa"),
        (".wuzha/fits", "id_rsa"),
        (".public.lock", "id_rsa"),
        (".public.lock", "nothing-there"),
        (".public.lock", "."),
        (".public.next", "."),
        (".public.next", "nothing-there"),
        (".public.last", "."),
        ("public", "."),
        ("public", "nothing-there"),
    ] {
        let (site, victim) = (Site::new(), Victim::new());
        link(&site, path, &victim.join(target));
        assert_refused(&site.run(&BUILD), path);
        victim.assert_untouched(path);
        assert!(fs::symlink_metadata(site.root().join(path)).expect("there").is_symlink());
        if path.starts_with(".wuzha") {
            for command in [&["check"][..], &["check", "--format", "json"], &["typeset"]] {
                let ran = site.run(command);
                assert_eq!(ran.code, Some(2), "{path} {command:?}: {}", ran.err);
                victim.assert_untouched(path);
            }
        }
    }
}

#[test]
fn a_link_within_a_tree_that_looks_like_the_programs_own_is_not_followed() {
    let (site, victim) = (Site::new(), Victim::new());
    site.put(".public.next/.wuzha", "");
    link(&site, ".public.next/about", victim.folder.path());
    assert_refused(&site.run(&BUILD), ".public.next/about");
    victim.assert_untouched("the next tree");

    let site = Site::new();
    site.put(".public.last/.wuzha", "");
    link(&site, ".public.last/about", victim.folder.path());
    assert_refused(&site.run(&BUILD), ".public.last/about");
    victim.assert_untouched("the last tree");

    // In the output folder links are replaced by what is built.
    let site = Site::new();
    site.run(&BUILD).assert_quiet();
    let built = site.built();
    link(&site, "public/about", victim.folder.path());
    link(&site, "public/robots.txt", &victim.join("id_rsa"));
    site.run(&BUILD).assert_quiet();
    victim.assert_untouched("the output folder");
    assert!(site.built() == built);
    assert!(fs::symlink_metadata(site.root().join("public/about")).expect("there").is_dir());
}

#[test]
fn folders_that_the_program_did_not_make_are_not_removed() {
    for folder in [".public.next", ".public.last"] {
        let site = Site::new();
        site.put(&format!("{folder}/letter.txt"), "precious");
        let ran = site.run(&BUILD);
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains("holds files that wuzha did not write"), "{}", ran.err);
        assert!(site.root().join(folder).join("letter.txt").exists());
    }
    let site = Site::new();
    site.put(".public.lock", "a recipe for soup");
    assert!(site.run(&BUILD).err.contains("was not written by wuzha"));
    // Files that are no leaflets stay in the folder of leaflets.
    let site = Site::with_cache();
    site.put(".wuzha/cache/letter.txt", "precious");
    site.put(".wuzha/cache/.letter.next-12", "half a leaflet");
    site.put(&format!(".wuzha/cache/{}", "ab".repeat(32)), "an old leaflet");
    site.run(&["build", "--quiet"]);
    let cache = site.root().join(".wuzha/cache");
    assert!(cache.join("letter.txt").exists() && !cache.join(".letter.next-12").exists());
    assert!(!cache.join("ab".repeat(32)).exists());
}

#[test]
fn the_copy_for_a_stick_and_its_zip_are_not_written_through_links() {
    let copy = ["build", "--bundle", "usb", "--only", "html", "--quiet"];
    for path in ["public-usb", "public-usb.zip", ".public-usb.zip", ".public-usb.lock"] {
        let (site, victim) = (Site::new(), Victim::new());
        link(&site, path, &victim.join("id_rsa"));
        let ran = site.run(&copy);
        assert_eq!(ran.code, Some(2), "{path}: {}", ran.err);
        assert!(ran.err.contains(path), "{path}: {}", ran.err);
        victim.assert_untouched(path);
    }
}

#[test]
fn the_record_of_addresses_on_paper_is_not_written_through_a_link() {
    let (site, victim) = (Site::with_cache(), Victim::new());
    link(&site, "printed.lock", &victim.join("id_rsa"));
    let ran = site.run(&["build", "--quiet"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("printed.lock"), "{}", ran.err);
    victim.assert_untouched("printed.lock");
}

/// git carries links; a `.gitignore` does not stop one that is tracked.
#[test]
fn a_cloned_site_touches_nothing_outside_as_root_or_as_a_user() {
    let ground = tempfile::tempdir().expect("a temporary folder");
    let victim = ground.path().join("victim");
    let digest = "ab".repeat(32);
    for name in ["id_rsa", &*digest] {
        put(&victim, name, "precious");
    }
    let origin = Site::new();
    symlink("../../victim", {
        fs::create_dir(origin.root().join(".wuzha")).expect("a folder");
        origin.root().join(".wuzha/cache")
    })
    .expect("a link");
    symlink("../victim/id_rsa", origin.root().join(".public.lock")).expect("a link");
    let git = |folder: &Path, args: &[&str]| {
        let done = Command::new("git")
            .current_dir(folder)
            .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
            .args(args)
            .output();
        assert!(done.expect("git").status.success(), "{args:?}");
    };
    git(origin.root(), &["init", "-q"]);
    git(origin.root(), &["add", "-A"]);
    git(origin.root(), &["commit", "-qm", "first"]);
    let clone = ground.path().join("site");
    let names = [origin.root(), &clone].map(|path| path.to_str().expect("UTF-8").to_owned());
    git(ground.path(), &["clone", "-q", &names[0], &names[1]]);
    assert!(fs::symlink_metadata(clone.join(".wuzha/cache")).expect("there").is_symlink());
    let before = tree(&victim);
    let all = Command::new("chmod").args(["-R", "a+rwX"]).arg(ground.path()).status();
    assert!(all.expect("chmod").success());
    for is_user in [false, true] {
        let ran = run(&mut as_user(&clone, &["build", "--quiet"], is_user, ground.path()));
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains(".wuzha/cache` is a link"), "{}", ran.err);
        assert!(tree(&victim) == before);
    }
}

/// The program as another user than root, if that is who runs the tests. It is copied into a folder
/// that everybody may read.
fn as_user(root: &Path, args: &[&str], is_user: bool, folder: &Path) -> Command {
    let mut command = wuzha(root, args);
    if is_user && is_root() {
        let program = folder.join("wuzha");
        if !program.exists() {
            fs::copy(env!("CARGO_BIN_EXE_wuzha"), &program).expect("copied");
        }
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("set");
        command = Command::new(program);
        command.args(args).current_dir(root).uid(65534).gid(65534);
    }
    command
}

fn is_root() -> bool {
    let probe = tempfile::tempdir().expect("a temporary folder");
    let closed = probe.path().join("closed");
    fs::write(&closed, "").expect("a file");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("set");
    fs::read(closed).is_ok()
}

#[test]
fn a_folder_that_may_not_be_written_to_does_not_block_the_next_build() {
    let site = Site::new();
    let open = |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o777));
    open(site.root()).expect("set");
    let programs = tempfile::tempdir().expect("a temporary folder");
    let build = || run(&mut as_user(site.root(), &BUILD, true, programs.path()));
    build().assert_quiet();
    let public = site.root().join("public");
    fs::set_permissions(&public, fs::Permissions::from_mode(0o555)).expect("set");
    for number in 0..3 {
        site.put("static/number.txt", number.to_string());
        build().assert_quiet();
        let shown = fs::read_to_string(public.join("number.txt")).expect("there");
        assert_eq!(shown, number.to_string());
        assert!(!site.root().join(".public.next").exists());
    }
}
