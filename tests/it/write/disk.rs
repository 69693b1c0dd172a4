//! Full disks, limits, and folders that cannot be written to.

use std::process::{Command, Stdio};

use crate::support::program::{ABOUT_ZH, Ran, Site, run};

const ONLY: &str = "html,search";

/// A built site whose sources have changed since.
fn changed() -> Site {
    let site = Site::new();
    site.run(&["build", "--quiet", "--only", ONLY]).assert_quiet();
    site.put("content/pages/about/zh.md", ABOUT_ZH.replace("你好", "大家好"));
    site.put("static/large.txt", "x".repeat(400 << 10));
    site
}

/// Runs a shell script in which `WUZHA` is the program.
fn shell(site: &Site, script: &str) -> Ran {
    let script = script.replace("WUZHA", &format!("'{}'", env!("CARGO_BIN_EXE_wuzha")));
    let mut command = Command::new("sh");
    run(command.args(["-c", &script]).current_dir(site.root()).stdin(Stdio::null()))
}

/// Whether this user can mount a file system here.
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

/// Runs a shell script whose mounts end with it.
fn mounted(site: &Site, script: &str) -> Ran {
    let script = script.replace('\'', "'\\''");
    shell(site, &format!("exec unshare -rm sh -ec '{script}'"))
}

#[test]
fn a_file_over_the_size_limit_leaves_the_old_site() {
    let site = changed();
    let before = site.built();
    // As with a quota: no file may be larger than 64 blocks of 512 bytes.
    let Ran { code, err, .. } = shell(
        &site,
        &format!("trap '' XFSZ; ulimit -f 64; exec WUZHA build --quiet --only {ONLY}"),
    );
    assert_eq!(code, Some(2), "{err}");
    assert!(
        err.contains("cannot write") && err.contains("large.txt") && err.contains("--out"),
        "{err}"
    );
    assert!(err.contains("the existing site is unchanged"), "{err}");
    assert!(site.built() == before);
    assert!(!site.root().join(".public.next").exists(), "unfinished files are removed");
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
    let Ran { code, err, .. } = mounted(&site, &script);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("No space left") && err.contains("free space"), "{err}");
    assert!(err.contains("the existing site is unchanged"), "{err}");
}

#[test]
fn a_full_disk_for_the_cache_is_only_a_note() {
    if !can_mount() {
        return;
    }
    let site = Site::new();
    let script = "mkdir -p .wuzha; mount -t tmpfs -o size=16k tmpfs .wuzha; WUZHA build --quiet";
    let Ran { code, err, .. } = mounted(&site, script);
    assert_eq!(code, Some(0), "{err}");
    assert!(
        err.starts_with("note: ") && err.contains("No space left") && err.lines().count() == 1,
        "{err}"
    );
    assert!(site.root().join("public/index.html").is_file());
}

#[test]
fn an_unwritable_folder_is_named_with_a_hint() {
    let site = changed();
    // Even root cannot make a folder in a file.
    site.put("file", "x");
    let Ran { code, err, .. } = site.run(&["build", "--quiet", "--out", "file/public"]);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("file/public") && err.contains("cannot write"), "{err}");
    if !can_mount() {
        return;
    }
    let before = site.built();
    let script = format!(
        "mount --bind . .; mount -o remount,bind,ro .; cd \"$PWD\"\n\
         touch x 2>/dev/null && exit 77; exec WUZHA build --quiet --only {ONLY}"
    );
    let Ran { code, err, .. } = mounted(&site, &script);
    assert_eq!(code, Some(2), "{err}");
    assert!(
        err.contains("Read-only") && err.contains("permissions") && err.contains("--out"),
        "{err}"
    );
    assert!(site.built() == before);
}

#[test]
fn a_build_on_another_file_system_is_the_same() {
    if !can_mount() {
        return;
    }
    let site = changed();
    let script = format!(
        "WUZHA build --quiet --only {ONLY}; mkdir other; mount -t tmpfs tmpfs other\n\
         WUZHA build --quiet --only {ONLY} --out other/public; diff -r public other/public"
    );
    let Ran { code, err, .. } = mounted(&site, &script);
    assert_eq!(code, Some(0), "{err}");
}

#[test]
fn a_mount_point_is_rejected_with_a_hint() {
    if !can_mount() {
        return;
    }
    let site = changed();
    let script = format!(
        "mkdir other; mount -t tmpfs tmpfs other\n\
         exec WUZHA build --quiet --only {ONLY} --out other"
    );
    let Ran { code, err, .. } = mounted(&site, &script);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("mount point") && err.contains("--out"), "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn printing_to_a_full_device_is_an_error() {
    let site = Site::new();
    let args = ["print", "about", "--lang", "zh", "--format", "qr-card", "-o", "/dev/full"];
    let Ran { code, err, .. } = site.run(&args);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("/dev/full") && err.contains("No space left"), "{err}");
}
