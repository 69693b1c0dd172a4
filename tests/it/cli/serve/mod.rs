//! The preview: pages, rejected requests, reloads.

mod bounds;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, ChildStdout, Stdio};
use std::time::{Duration, Instant};

use crate::support::program::{ABOUT_ZH, Site, wuzha};

/// The longest time an answer or an event may take, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(40);

/// A running `wuzha serve`, stopped when dropped.
struct Served {
    site: Site,
    process: Child,
    port: u16,
    /// Kept open: the process may still print.
    _out: BufReader<ChildStdout>,
}

impl Served {
    fn start(site: Site) -> Self {
        let mut process = wuzha(site.root(), &["serve", "--port", "0"])
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let mut out = BufReader::new(process.stdout.take().expect("piped"));
        let mut line = String::new();
        out.read_line(&mut line).expect("the address is printed");
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
        let port = port
            .and_then(|port| port.parse().ok())
            .unwrap_or_else(|| panic!("no port in {line:?}"));
        Served { site, process, port, _out: out }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    fn ask(&self, method: &str, url: &str, host: &str) -> Answer {
        let mut stream = self.connect();
        write!(stream, "{method} {url} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            .expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("answered");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        Answer { head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, url: &str) -> Answer {
        self.ask("GET", url, &format!("127.0.0.1:{}", self.port))
    }

    /// Waits for the catalogue, which is there once the leaflets are.
    fn with_leaflets(self) -> Self {
        let start = Instant::now();
        while self.get("/print/").status() != "200" {
            assert!(start.elapsed() < PATIENCE, "no catalogue: {}", self.get("/print/").head);
            std::thread::sleep(Duration::from_millis(50));
        }
        self
    }

    /// The events that a page of this version receives.
    fn events(&self, version: &str) -> Events {
        let mut stream = self.connect();
        write!(stream, "GET /.wuzha/events?{version} HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .expect("sent");
        Events { lines: BufReader::new(stream) }
    }

    /// The version in the script of a page.
    fn version(&self) -> String {
        let body = self.get("/").body;
        let after =
            body.split("/.wuzha/live.js?").nth(1).unwrap_or_else(|| panic!("no script in {body}"));
        after.split('"').next().expect("a quote").to_owned()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Answer {
    head: String,
    body: String,
}

impl Answer {
    fn status(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or("")
    }

    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .into_iter()
            .find(|(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// The next event: its name and its data.
    fn next(&mut self) -> (String, String) {
        let mut name = String::new();
        let start = Instant::now();
        loop {
            let mut line = String::new();
            assert!(start.elapsed() < PATIENCE, "nothing but heartbeats");
            assert_ne!(
                self.lines.read_line(&mut line).expect("an event in time"),
                0,
                "the stream ended"
            );
            if let Some(rest) = line.strip_prefix("event: ") {
                name = rest.trim_end().to_owned();
            } else if let Some(data) = line.strip_prefix("data: ") {
                return (name, data.trim_end().to_owned());
            }
        }
    }
}

#[test]
fn pages_are_served_with_the_headers_of_the_site() {
    let served = Served::start(Site::new());
    let home = served.get("/");
    assert_eq!(home.status(), "200");
    assert_eq!(home.header("Content-Type"), Some("text/html; charset=utf-8"));
    for (name, value) in wuzha::site::headers::SECURITY {
        assert_eq!(home.header(name), Some(value));
        assert_eq!(served.get("/nothing/here").header(name), Some(value));
        assert_eq!(served.ask("GET", "/", "evil.example").header(name), Some(value));
    }
    assert_eq!(home.header("Strict-Transport-Security"), None, "the preview has no TLS");
    let policy = home.header("Content-Security-Policy").expect("a policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("unsafe"),
        "{policy}"
    );
    assert!(home.body.contains("<script src=\"/.wuzha/live.js?"), "{}", home.body);
    assert!(!home.body.contains("https://example.org/"), "addresses are those of the preview");

    assert_eq!(served.get("/worker.js").status(), "404", "a preview is not kept offline");
    let script = served.get("/.wuzha/live.js");
    assert_eq!(script.header("Content-Type"), Some("text/javascript; charset=utf-8"));
    assert!(!script.body.contains("innerHTML"));
    assert_eq!(
        served.get("/.wuzha/live.css").header("Content-Type"),
        Some("text/css; charset=utf-8")
    );

    let head = served.ask("HEAD", "/", "localhost");
    assert_eq!((head.status(), head.body.as_str()), ("200", ""));
    assert_eq!(head.header("Content-Length"), home.header("Content-Length"));
    assert_eq!(served.ask("POST", "/", "localhost").status(), "405");
}

#[test]
fn no_address_leads_out_of_the_site() {
    let served = Served::start(Site::new());
    served.site.put("secret.txt", "secret");
    let folder = served.get("/en?a=b");
    assert_eq!((folder.status(), folder.header("Location")), ("302", Some("/en/?a=b")));
    assert_eq!(served.get("//en").header("Location").unwrap_or("/"), "/", "never to another host");

    let (zh, en) = (served.get("/nothing/here"), served.get("/en/nothing/here/"));
    assert_eq!((zh.status(), en.status()), ("404", "404"));
    assert!(zh.body.contains("live.js") && en.body.contains("live.js"));
    assert_ne!(zh.body, en.body, "each in the reader's language");

    let on_disk = format!("{}/secret.txt", served.site.root().display());
    for url in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/en/%2e%2e/%2e%2e/secret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/%5c..%5csecret.txt",
        "/..%c0%afsecret.txt",
        "/..%252fsecret.txt",
        "/..;/secret.txt",
        "//secret.txt",
        "/static/../secret.txt",
        &on_disk,
        "/wuzha.toml",
        "/content/hotlines.toml",
        "/.wuzha/",
        "/a%00b",
        "/secret.txt%00.html",
        "/a%0d%0aSet-Cookie:%20a",
        "/%zz",
        "/%",
        "secret.txt",
        "http://127.0.0.1/secret.txt",
        "file:///etc/passwd",
    ] {
        let answer = served.get(url);
        assert!(matches!(answer.status(), "400" | "404"), "{url}: {}", answer.head);
        assert!(!answer.body.contains("secret"), "{url}");
        assert!(
            answer.header("Location").is_none() && answer.header("Set-Cookie").is_none(),
            "{url}"
        );
    }
}

#[test]
fn other_host_names_are_rejected() {
    let served = Served::start(Site::new());
    for host in
        ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "evil.example:4000", ""]
    {
        for url in ["/", "/.wuzha/events", "/.wuzha/live.js"] {
            assert_eq!(served.ask("GET", url, host).status(), "403", "{host} {url}");
        }
    }
    for host in ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:80"] {
        assert_eq!(served.ask("GET", "/", host).status(), "200", "{host}");
    }
}

#[test]
fn a_change_reloads_the_page_and_an_error_is_shown_over_the_last_good_one() {
    let served = Served::start(Site::with_cache()).with_leaflets();
    let mut events = served.events(&served.version());
    assert_eq!(events.next(), ("errors".to_owned(), "[]".to_owned()));

    served.site.break_it();
    let (name, data) = events.next();
    assert_eq!(name, "errors", "{data}");
    let errors: serde_json::Value = serde_json::from_str(&data).expect("JSON");
    assert_eq!(errors[0]["file"], "content/pages/about/page.toml");
    assert_eq!(errors[0]["line"], 2);
    assert_eq!(served.get("/").status(), "200", "the last good site stays");

    served.site.put("content/pages/about/zh.md", ABOUT_ZH.replace("关于", "说明"));
    served.site.put("content/pages/about/page.toml", "reviewed_on = 2026-11-21\n");
    // The preview may have loaded the site once more between the two writes.
    while events.next().0 != "reload" {}
    // A page of an older version is told to reload as soon as it asks.
    assert_eq!(served.events("an-old-version").next().0, "reload");
    // The shown version is not told to reload, once new leaflets are listed.
    let start = Instant::now();
    while served.events(&served.version()).next() != ("errors".to_owned(), "[]".to_owned()) {
        assert!(start.elapsed() < PATIENCE, "the page is reloaded again and again");
    }
}

#[test]
fn a_site_with_errors_is_served_once_they_are_fixed() {
    let site = Site::new();
    site.break_it();
    let served = Served::start(site);
    let shell = served.get("/");
    assert_eq!(shell.status(), "503");
    let mut events = served.events(&served.version());
    assert!(events.next().1.contains("page.toml"));
    served.site.put("content/pages/about/page.toml", "reviewed_on = 2026-11-21\n");
    while events.next().0 != "reload" {}
    assert_eq!(served.get("/").status(), "200");
}

#[test]
fn a_new_folder_is_noticed() {
    let served = Served::start(Site::with_cache()).with_leaflets();
    let mut events = served.events(&served.version());
    events.next();
    served.site.put("static/new/file.txt", "new");
    while events.next().0 != "reload" {}
    assert_eq!(served.get("/new/file.txt").body, "new");
}

#[test]
fn errors_while_serving_leave_the_last_good_site() {
    let served = Served::start(Site::with_cache()).with_leaflets();
    let mut events = served.events(&served.version());
    events.next();
    let page = served.get("/about/").body;
    // A build of the same site at the same time.
    served.site.run(&["build", "--quiet", "--only", "html,search"]).assert_quiet();
    assert!(served.site.root().join("public/about/index.html").is_file());
    let text = ABOUT_ZH.replace("关于", "说明");
    for broken in [&b"+++\ntitle = \""[..], b"\xB0\xB2", b""] {
        served.site.put("content/pages/about/zh.md", broken);
        while events.next().1 == "[]" {}
        assert_eq!(served.get("/about/").body, page);
    }
    // An I/O error is shown like an error of the author.
    let file = served.site.root().join("content/pages/about/zh.md");
    std::fs::remove_file(&file).expect("removed");
    std::fs::create_dir_all(served.site.root().join("static")).expect("a folder");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", served.site.root().join("static/out"))
        .expect("a link");
    #[cfg(unix)]
    while !events.next().1.contains("outside the site") {}
    assert_eq!(served.get("/about/").body, page);
    let _ = std::fs::remove_file(served.site.root().join("static/out"));
    served.site.put("content/pages/about/zh.md", text);
    while events.next().0 != "reload" {}
    assert!(served.get("/about/").body.contains("说明"));
}

#[test]
fn leaflets_and_the_catalogue_follow_the_pages() {
    let served = Served::start(Site::with_cache()).with_leaflets();
    let body = served.get("/print/").body;
    let mut pictures =
        body.split('"').filter(|part| part.ends_with(".thumb.png")).map(str::to_owned);
    let picture = pictures.next_back().unwrap_or_else(|| panic!("no picture in {body}"));
    assert_eq!(served.get(&picture).status(), "200", "{picture}");
}

#[test]
fn a_port_in_use_is_named() {
    let served = Served::start(Site::new());
    let port = served.port.to_string();
    let ran = served.site.run(&["serve", "--port", &port]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains(&port) && ran.err.contains("--port"), "{}", ran.err);
}
