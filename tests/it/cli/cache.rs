//! Buckets that are forbidden, full, slow or away: a build goes on, and `typeset` says what to do.

use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use crate::support::bucket::{Answers, KEY, PLACE, S3, SECRET, asking, refusal};
use crate::support::program::{Ran, Site, run};

const BUILD: [&str; 4] = ["build", "--quiet", "--cache", PLACE];
const TYPESET: [&str; 3] = ["typeset", "--cache", PLACE];

/// The one line a command wrote to standard error.
fn line(ran: &Ran) -> &str {
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(!ran.err.contains(KEY) && !ran.err.contains(SECRET), "{}", ran.err);
    ran.err.trim_end()
}

/// Fails unless the build is as one without a bucket, with a note that says this.
fn assert_note(site: &Site, built: &Ran, says: &str) {
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(line(built).starts_with("note: ") && built.err.contains(says), "{}", built.err);
    let plain = Site::new();
    plain.run(&["build", "--quiet"]).assert_quiet();
    assert!(site.built() == plain.built());
}

fn assert_error(ran: &Ran, says: &str) {
    assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{}", ran.err);
    assert!(line(ran).starts_with("error: ") && ran.err.contains(says), "{}", ran.err);
}

#[test]
fn a_wrong_key_is_named() {
    let s3 = S3::start();
    let site = Site::new();
    let says = "cannot use `s3://leaflets/site/cache`: the access key is not accepted (403 \
                SignatureDoesNotMatch); correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    let wrong =
        |args: &[&str]| run(s3.command(site.root(), args).env("AWS_SECRET_ACCESS_KEY", "another"));
    assert_note(&site, &wrong(&BUILD), says);
    assert_error(&wrong(&TYPESET), says);
    let none = |args: &[&str]| run(s3.command(site.root(), args).env("AWS_ACCESS_KEY_ID", ""));
    assert_error(&none(&TYPESET), "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
}

#[test]
fn a_bucket_that_is_not_there_is_named() {
    let server = Answers::refusing(404, "NoSuchBucket");
    let ran = server.run(Site::new().root(), &["typeset", "--cache", "s3://nowhere/x"]);
    assert_error(&ran, "`s3://nowhere/x`: there is no such bucket (404 NoSuchBucket); create it");
}

/// Reading what is not there yet is fine; writing is refused.
fn read_only(status: u16, code: &str) -> Answers {
    let (missing, refused) = (refusal("NoSuchKey"), refusal(code));
    Answers::start(move |method| match method {
        "GET" => Some((404, missing.clone())),
        _ => Some((status, refused.clone())),
    })
}

#[test]
fn a_bucket_that_takes_nothing_is_named_with_the_reason() {
    let site = Site::new();
    let server = read_only(403, "AccessDenied");
    let built = server.run(site.root(), &BUILD);
    assert_note(&site, &built, "cannot write to `s3://leaflets/site/cache`: access is denied (403");
    for (status, code, says) in [
        (403, "AccessDenied", "needs s3:GetObject, s3:PutObject and s3:ListBucket"),
        (507, "XMinioStorageFull", "it is full (507 XMinioStorageFull); remove old entries"),
        (403, "QuotaExceeded", "it is full (403 QuotaExceeded)"),
        (301, "PermanentRedirect", "is in another region (301 PermanentRedirect); set AWS_REGION"),
        (400, "ExpiredToken", "renew AWS_SESSION_TOKEN"),
        (403, "RequestTimeTooSkewed", "clock"),
        (405, "<b>\u{1b}[31m", "does not understand the request (405); correct AWS_ENDPOINT_URL"),
    ] {
        let server = read_only(status, code);
        let ran = server.run(Site::new().root(), &TYPESET);
        assert_error(&ran, says);
        assert!(!ran.err.contains('\u{1b}'), "{}", ran.err);
        assert_eq!(server.count(), 2, "{code}: one read, one try to write, and no more");
    }
}

#[test]
fn a_server_with_too_much_to_do_is_asked_again_a_few_times() {
    let server = Answers::refusing(503, "SlowDown");
    let ran = server.run(Site::new().root(), &TYPESET);
    assert_error(&ran, "the server has too much to do (503 SlowDown); try again later");
    assert_eq!(server.count(), 3);
    // One failure that passes is none.
    let mut failed = false;
    let calm = std::sync::Mutex::new(move || std::mem::replace(&mut failed, true));
    let server = Answers::start(move |method| {
        let is_calm = (calm.lock().unwrap())();
        Some(match method {
            _ if !is_calm => (500, refusal("InternalError")),
            "GET" => (404, refusal("NoSuchKey")),
            _ => (200, String::new()),
        })
    });
    server.run(Site::new().root(), &TYPESET).assert_quiet();
}

/// Such as the page of a network that wants a log-in first.
#[test]
fn a_server_that_lies_changes_no_leaflet() {
    let server = Answers::start(|_| Some((200, "<html>Welcome</html>".to_owned())));
    let site = Site::new();
    let says = "16 leaflets in `s3://leaflets/site/cache` did not match their digests";
    assert_note(&site, &server.run(site.root(), &BUILD), says);
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let site = Site::new();
    let says = format!("look at the network and at AWS_ENDPOINT_URL, which is {endpoint}/");
    assert_note(&site, &run(&mut asking(&endpoint, site.root(), &BUILD)), &says);
    assert_error(&run(&mut asking(&endpoint, site.root(), &TYPESET)), &says);
    // What was typeset the first time is in the folder in front, so nobody is asked now.
    run(&mut asking(&endpoint, site.root(), &BUILD)).assert_quiet();
}

#[test]
fn a_server_that_never_answers_holds_a_build_up_for_seconds() {
    let server = Answers::start(|_| None);
    let site = Site::new();
    let start = Instant::now();
    let built = server.run(site.root(), &BUILD);
    assert!(start.elapsed() < Duration::from_secs(50), "{:?}", start.elapsed());
    assert_note(&site, &built, "it did not answer in time");
}

#[test]
fn a_slow_server_is_left_alone_after_a_while() {
    let server = Answers::start(|method| {
        thread::sleep(Duration::from_millis(2200));
        Some(if method == "GET" { (404, refusal("NoSuchKey")) } else { (200, String::new()) })
    });
    let site = Site::new();
    let built = server.run(site.root(), &[&BUILD[..], &["--jobs", "8"]].concat());
    assert_note(&site, &built, "it is slow: 8 answers took more than 2 s each");
}

#[test]
fn an_address_that_is_none_is_named() {
    for endpoint in ["localhost:9000", "ftp://localhost", "https://example.org/?x=1"] {
        let ran = run(&mut asking(endpoint, Site::new().root(), &TYPESET));
        assert_error(&ran, &format!("AWS_ENDPOINT_URL is `{endpoint}`; set it to an address"));
    }
}
