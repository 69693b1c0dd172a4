//! Servers of buckets: a real one, and ones that go wrong.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use tempfile::TempDir;

use crate::support::program::{Ran, run, wuzha};

pub const KEY: &str = "leaflet-maker";
pub const SECRET: &str = "not-a-secret-of-anybody";

/// The one bucket of [`S3`], and where tests keep leaflets in it.
pub const PLACE: &str = "s3://leaflets/site/cache";

/// An S3 server that checks signatures and keeps objects in a folder of its own.
pub struct S3 {
    server: Child,
    folder: TempDir,
    endpoint: String,
}

impl S3 {
    pub fn start() -> S3 {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("leaflets")).expect("a bucket");
        let program = program();
        let mut server = Command::new(&program)
            .args(["--host", "127.0.0.1", "--port", "0"])
            .args(["--access-key", KEY, "--secret-key", SECRET])
            .arg(folder.path())
            .env("RUST_LOG", "s3s_fs=info")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{}: {error}; `make test-tools` installs it", program.display())
            });
        let mut lines = BufReader::new(server.stdout.take().expect("a pipe")).lines();
        let endpoint = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| Some(line.split_once("running at ")?.1.trim().to_owned()))
            .expect("the server says where it is");
        thread::spawn(move || lines.for_each(drop));
        S3 { server, folder, endpoint }
    }

    /// Runs the program with the key of this server.
    pub fn run(&self, root: &Path, args: &[&str]) -> Ran {
        run(&mut self.command(root, args))
    }

    pub fn command(&self, root: &Path, args: &[&str]) -> Command {
        asking(&self.endpoint, root, args)
    }

    /// The files that are the entries under [`PLACE`], by name.
    pub fn entries(&self) -> BTreeMap<String, PathBuf> {
        let folder = self.folder.path().join("leaflets/site/cache");
        let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
        let paths = entries.map(|entry| entry.expect("an entry").path());
        paths.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path)).collect()
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Where `tests/install.sh` puts the server.
fn program() -> PathBuf {
    let folder = std::env::var_os("S3_FOLDER").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").expect("a home")).join(".cache/wuzha/s3"),
        PathBuf::from,
    );
    folder.join("bin/s3s-fs")
}

/// The program, told to ask a server.
pub fn asking(endpoint: &str, root: &Path, args: &[&str]) -> Command {
    let mut command = wuzha(root, args);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy().to_uppercase();
        if text.starts_with("AWS_") || text.ends_with("_PROXY") {
            command.env_remove(name);
        }
    }
    command
        .env("AWS_ENDPOINT_URL", endpoint)
        .env("AWS_ACCESS_KEY_ID", KEY)
        .env("AWS_SECRET_ACCESS_KEY", SECRET);
    command
}

fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
    (listener, endpoint)
}

/// A server that gives the answers of a test.
pub struct Answers {
    pub endpoint: String,
    /// How many requests it had.
    count: Arc<AtomicUsize>,
}

impl Answers {
    /// `answer` gives a status and a body for a method; no status, no answer.
    pub fn start(answer: impl Fn(&str) -> Option<(u16, String)> + Send + Sync + 'static) -> Self {
        let (listener, endpoint) = listen();
        let count = Arc::new(AtomicUsize::new(0));
        let (answer, counted) = (Arc::new(answer), Arc::clone(&count));
        // It ends with the process.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, counted) = (Arc::clone(&answer), Arc::clone(&counted));
                thread::spawn(move || serve(&stream, &*answer, &counted));
            }
        });
        Answers { endpoint, count }
    }

    /// An answer as S3 gives it, to every request.
    pub fn refusing(status: u16, code: &str) -> Self {
        let body = refusal(code);
        Answers::start(move |_| Some((status, body.clone())))
    }

    pub fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    pub fn run(&self, root: &Path, args: &[&str]) -> Ran {
        run(&mut asking(&self.endpoint, root, args))
    }
}

/// The body of a refusal.
pub fn refusal(code: &str) -> String {
    format!("<?xml version=\"1.0\"?>\n<Error><Code>{code}</Code><Message>No.</Message></Error>")
}

/// One request after another on a connection, until either side has enough.
fn serve(
    stream: &TcpStream,
    answer: &(dyn Fn(&str) -> Option<(u16, String)> + Send + Sync),
    counted: &AtomicUsize,
) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let mut head = String::new();
        while reader.read_line(&mut head).ok()? > 2 {}
        let method = head.split(' ').next()?.to_owned();
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<u64>().ok())?
        });
        io::copy(&mut reader.by_ref().take(length.unwrap_or(0)), &mut io::sink()).ok()?;
        if method.is_empty() {
            return None;
        }
        counted.fetch_add(1, Ordering::Relaxed);
        let Some((status, body)) = answer(&method) else {
            // The connection stays open and says nothing.
            thread::park();
            continue;
        };
        write!(
            &mut &*stream,
            "HTTP/1.1 {status} Answer\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .ok()?;
    }
}
