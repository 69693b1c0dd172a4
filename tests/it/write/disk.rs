//! Is a disk that cannot be written to told in plain words, and is nothing lost?

use std::process::{Command, Stdio};

use crate::cli::commands::{ABOUT_ZH, Site};
use crate::support::process::{said, tree, wuzha};

const ONLY: &str = "html,search";

/// A built site whose sources have changed since.
fn changed() -> Site {
    let site = Site::new();
    assert_eq!(
        said(wuzha(site.root(), &["build", "--quiet", "--only", ONLY]).output().expect("runs")).0,
        Some(0)
    );
    site.put("content/pages/about/zh.md", ABOUT_ZH.replace("你好", "大家好"));
    site.put("static/large.txt", "x".repeat(400 << 10));
    site
}

fn shell(site: &Site, script: &str) -> (Option<i32>, String) {
    let script = script.replace("WUZHA", &format!("'{}'", env!("CARGO_BIN_EXE_wuzha")));
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(site.root())
        .stdin(Stdio::null())
        .output();
    said(output.expect("sh runs"))
}

/// Whether a file system of one's own can be mounted here, as root or as anybody.
fn can_mount() -> bool {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let script = format!("mount -t tmpfs -o size=64k tmpfs '{}'", folder.path().display());
    let status =
        Command::new("unshare").args(["-rm", "sh", "-c", &script]).stderr(Stdio::null()).status();
    let can = cfg!(target_os = "linux") && status.is_ok_and(|status| status.success());
    if !can {
        eprintln!("not tested: nothing can be mounted here");
    }
    can
}

/// In mounts that end with the script.
fn mounted(site: &Site, script: &str) -> (Option<i32>, String) {
    let script = script.replace('\'', "'\\''");
    shell(site, &format!("exec unshare -rm sh -ec '{script}'"))
}

#[test]
fn a_file_that_grows_too_large_for_the_disk_leaves_the_old_site() {
    let site = changed();
    let before = tree(&site.root().join("public"));
    // As a quota would: no file may be larger than 64 blocks of 512 bytes.
    let (code, told) = shell(
        &site,
        &format!("trap '' XFSZ; ulimit -f 64; exec WUZHA build --quiet --only {ONLY}"),
    );
    assert_eq!(code, Some(2), "{told}");
    assert!(
        told.contains("cannot write") && told.contains("large.txt") && told.contains("--out"),
        "{told}"
    );
    assert!(told.contains("the existing site is unchanged"), "{told}");
    assert!(tree(&site.root().join("public")) == before);
    assert!(!site.root().join(".public.next").exists(), "what could not be finished is taken away");
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    if !can_mount() {
        return;
    }
    let site = changed();
    let script = format!(
        "mkdir full; mount -t tmpfs -o size=600k tmpfs full\n\
         rm static/large.txt; WUZHA build --quiet --only {ONLY} --out full/public\n\
         find full/public -type f | sort | xargs cksum > before\n\
         head -c 1M /dev/zero | tr '\\0' x > static/large.txt\n\
         code=0; WUZHA build --quiet --only {ONLY} --out full/public || code=$?\n\
         find full/public -type f | sort | xargs cksum > after; cmp before after\n\
         rm static/large.txt; WUZHA build --quiet --only {ONLY} --out full/public\n\
         exit $code"
    );
    let (code, told) = mounted(&site, &script);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("No space left") && told.contains("free space"), "{told}");
    assert!(told.contains("the existing site is unchanged"), "{told}");
}

#[test]
fn a_full_disk_for_the_cache_costs_time_and_nothing_else() {
    if !can_mount() {
        return;
    }
    let site = Site::new();
    let script = "mkdir -p .wuzha; mount -t tmpfs -o size=16k tmpfs .wuzha; WUZHA build --quiet";
    let (code, told) = mounted(&site, script);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.starts_with("note: ") && told.contains("No space left") && told.lines().count() == 1,
        "{told}"
    );
    assert!(site.root().join("public/index.html").is_file());
}

#[test]
fn a_folder_that_cannot_be_written_to_is_named_with_what_to_do() {
    let site = changed();
    // Whoever runs it, there is no folder in a file.
    site.put("file", "x");
    let (code, told) = said(
        wuzha(site.root(), &["build", "--quiet", "--out", "file/public"]).output().expect("runs"),
    );
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("file/public") && told.contains("cannot write"), "{told}");
    if !can_mount() {
        return;
    }
    let before = tree(&site.root().join("public"));
    let script = format!(
        "mount --bind . .; mount -o remount,bind,ro .; cd \"$PWD\"\n\
         touch x 2>/dev/null && exit 77; exec WUZHA build --quiet --only {ONLY}"
    );
    let (code, told) = mounted(&site, &script);
    assert_eq!(code, Some(2), "{told}");
    assert!(
        told.contains("Read-only") && told.contains("permissions") && told.contains("--out"),
        "{told}"
    );
    assert!(tree(&site.root().join("public")) == before);
}

#[test]
fn another_file_system_is_as_good_as_this_one() {
    if !can_mount() {
        return;
    }
    let site = changed();
    let script = format!(
        "WUZHA build --quiet --only {ONLY}; mkdir other; mount -t tmpfs tmpfs other\n\
         WUZHA build --quiet --only {ONLY} --out other/public; diff -r public other/public"
    );
    let (code, told) = mounted(&site, &script);
    assert_eq!(code, Some(0), "{told}");
}

#[test]
fn a_mount_point_is_refused_with_what_to_do() {
    if !can_mount() {
        return;
    }
    let site = changed();
    let script = format!(
        "mkdir other; mount -t tmpfs tmpfs other; exec WUZHA build --quiet --only {ONLY} --out other"
    );
    let (code, told) = mounted(&site, &script);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("mount point") && told.contains("--out"), "{told}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_leaflet_for_a_full_device_is_an_error() {
    let site = Site::new();
    let print = |output: &str| {
        wuzha(site.root(), &["print", "about", "--lang", "zh", "--format", "qr-card", "-o", output])
            .output()
    };
    let (code, told) = said(print("/dev/full").expect("runs"));
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("/dev/full") && told.contains("No space left"), "{told}");
}
