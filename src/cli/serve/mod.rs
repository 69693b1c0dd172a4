//! The preview server.
//!
//! Everything is made and served in memory, on this machine only. A change to a page shows that page
//! at once and makes the browser reload; the rest of the site and then the leaflets are made again in
//! the background, which the next change stops. While the site has errors, the last good one stays,
//! with the errors shown over it.

mod answer;
mod building;
mod connection;
mod events;
mod live;
mod news;
mod rebuild;
mod stop;
mod streams;
mod typesetting;
mod watch;

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::base::url::BaseUrl;
use crate::cli::console::{complain, say};
use answer::{Asked, Reply};
use connection::{CONNECTIONS, Refusal, Request};
use live::Live;
use news::News;
use rebuild::Rebuild;
use watch::{Changes, Watch};

/// Serves the site in `root` until stopped. Port 0 takes any that is free; the address is printed.
pub fn serve(root: &Path, port: u16, open: bool) -> Result<()> {
    let listener = listen(port)?;
    let address =
        format!("http://{}", listener.local_addr().context("cannot read the port that is served")?);
    let base_url: BaseUrl = address.parse().map_err(anyhow::Error::msg)?;
    let live = Arc::new(Live::new());
    let (sender, news) = mpsc::channel();

    // Watching begins before the first reading, so that no change falls between the two.
    let watch = Watch::start(root)?;
    let changes = sender.clone();
    thread::spawn(move || report_changes(watch, &changes));
    let mut rebuild = Rebuild::new(root.to_path_buf(), base_url, &live, sender);
    rebuild.read(&Changes { are_more: true, ..Changes::default() });
    while !rebuild.is_idle() {
        act(&mut rebuild, &news)?;
    }
    let shown = Arc::clone(&live);
    thread::spawn(move || accept(&listener, &shown));
    say(format!("serving at {address}/ (Ctrl-C stops)\n"))?;
    if open {
        open_browser(&format!("{address}/"));
    }
    loop {
        act(&mut rebuild, &news)?;
    }
}

/// Waits for news and acts on it.
fn act(rebuild: &mut Rebuild, news: &Receiver<News>) -> Result<()> {
    match news.recv().context("nothing watches the site's folders any more")? {
        News::Changed(changes) => rebuild.read(&changes?),
        News::Built(built) => rebuild.built(*built),
        News::Typeset(number, typeset) => rebuild.typeset(number, *typeset),
    }
    Ok(())
}

/// Reports changes of the sources until one cannot be watched for, or nobody listens.
fn report_changes(mut watch: Watch, news: &Sender<News>) {
    loop {
        let changed = watch.wait();
        let has_failed = changed.is_err();
        if news.send(News::Changed(changed)).is_err() || has_failed {
            return;
        }
    }
}

fn listen(port: u16) -> Result<TcpListener> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!(
                "port {port} is taken by another program; try `--port {}`, or `--port 0` for any",
                port.wrapping_add(1)
            )
        }
        listener => listener.with_context(|| format!("cannot listen on port {port}")),
    }
}

/// Gives each connection a thread, as long as there are not too many.
fn accept(listener: &TcpListener, live: &Arc<Live>) {
    // As many as there are clones of it.
    let open = Arc::new(());
    for stream in listener.incoming() {
        let Ok(stream) = stream else {
            // Out of file descriptors, most likely: some are given back soon.
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        let (open, live) = (Arc::clone(&open), Arc::clone(live));
        let count = Arc::strong_count(&open) - 1;
        let is_full = count > CONNECTIONS;
        if count > 2 * CONNECTIONS {
            // So many that not even a word to each can be afforded.
            continue;
        }
        // Where the system gives no thread, the connection is closed, too.
        let _ = thread::Builder::new().stack_size(256 << 10).spawn(move || {
            respond(stream, &live, is_full);
            drop(open);
        });
    }
}

fn respond(mut stream: TcpStream, live: &Live, is_full: bool) {
    let (asked, reply) = if is_full {
        (None, answer::refused(503))
    } else {
        match connection::read(&mut stream) {
            Ok(request) => {
                let Request { method, url, host } = &request;
                let reply =
                    answer::answer(&Asked { method, url, host: host.as_deref() }, &live.now());
                (Some(request), reply)
            }
            Err(Refusal::Gone) => return,
            Err(Refusal::Malformed) => (None, answer::refused(400)),
            Err(Refusal::TooSlow) => (None, answer::refused(408)),
            Err(Refusal::TooLong) => (None, answer::refused(431)),
        }
    };
    match reply {
        // A browser that goes away ends this at the next thing written.
        Reply::Events { version } => events::stream(stream, &version, live),
        Reply::Bytes { status, headers, body } => {
            let head_only = asked.is_some_and(|request| request.method == "HEAD");
            connection::send(stream, status, &headers, &body, head_only);
        }
    }
}

/// Opens the default browser. Where there is none, the printed address is enough.
#[allow(
    clippy::disallowed_methods,
    reason = "the one program this command starts, and only when asked"
)]
fn open_browser(address: &str) {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        // The empty argument is the window's title.
        ("cmd", &["/c", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = std::process::Command::new(program);
    command
        .args(before)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    match command.spawn() {
        Ok(mut child) => drop(thread::spawn(move || child.wait())),
        Err(error) => complain(&format!("note: cannot open a browser with `{program}`: {error}\n")),
    }
}
