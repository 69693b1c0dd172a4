//! How is the site shown while it is being written?
//!
//! Everything is made and served in memory, on this machine only. A change to a source builds the site anew and tells
//! the browser to reload; while the site has errors, the last good one stays, with the errors shown over it.
//! Pages come before leaflets: these take longer and are rarely what one is waiting for.

mod answer;
mod events;
mod live;
mod rebuild;
mod watch;

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use tiny_http::{Header, Request, Response, Server, StatusCode};

use crate::commands::{complain, say};
use answer::{Asked, Reply};
use live::Live;
use rebuild::Rebuild;
use watch::Watch;

/// How many requests are answered at once; those that wait for events have threads of their own.
const WORKERS: usize = 4;

/// Serves the site in `root` until stopped. Port 0 takes any that is free; the address is printed.
pub fn serve(root: &Path, port: u16, open: bool) -> Result<()> {
    let listener = listen(port)?;
    let address = format!("http://{}", listener.local_addr().context("cannot tell which port is served")?);
    let server = Server::from_listener(listener, None).map_err(|error| anyhow!(error)).context("cannot serve")?;
    let server = Arc::new(server);
    let live = Arc::new(Live::new());

    // Watching begins before the first reading, so that no change falls between the two.
    let mut watch = Watch::start(root)?;
    let mut rebuild = Rebuild::new(root, &address);
    rebuild.pages(&live);
    for _ in 0..WORKERS {
        let (server, live) = (Arc::clone(&server), Arc::clone(&live));
        thread::spawn(move || while server.recv().map(|request| respond(request, &live)).is_ok() {});
    }
    say(format!("serving at {address}/ (Ctrl-C stops)\n"))?;
    if open {
        open_browser(&format!("{address}/"));
    }
    loop {
        rebuild.leaflets(&live);
        watch.wait()?;
        rebuild.pages(&live);
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

fn respond(request: Request, live: &Arc<Live>) {
    let host = request.headers().iter().find(|header| header.field.equiv("Host")).map(|header| header.value.as_str());
    let asked = Asked { method: request.method().as_str(), url: request.url(), host };
    let reply = answer::answer(&asked, &live.now());
    if let Reply::Events { version } = reply {
        let live = Arc::clone(live);
        // A browser that goes away ends the thread at the next thing written.
        thread::spawn(move || events::stream(request.into_writer(), &version, &live));
        return;
    }
    // The browser may have gone in the meantime; there is no one to tell.
    let _ = match reply {
        Reply::Bytes { status, headers, body } => {
            let length = body.len();
            let headers =
                headers.into_iter().filter_map(|(name, value)| Header::from_bytes(name, value).ok()).collect();
            let body = std::io::Cursor::new(body);
            let response = Response::new(StatusCode(status), headers, body, Some(length), None);
            request.respond(response.with_chunked_threshold(usize::MAX))
        }
        Reply::Events { .. } => Ok(()),
    };
}

/// Opens the default browser. Where there is none, the printed address is enough.
#[allow(clippy::disallowed_methods, reason = "the one program this command starts, and only when asked")]
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
    command.args(before).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        Ok(mut child) => drop(thread::spawn(move || child.wait())),
        Err(error) => complain(&format!("note: cannot open a browser with `{program}`: {error}\n")),
    }
}
