//! Server-Sent Events, which tell an open page that it is out of date.
//! <https://html.spec.whatwg.org/multipage/server-sent-events.html>

use std::io::{self, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::live::{Live, Snapshot};
use crate::site::headers;

/// How often a silent stream is written to, so that one whose browser has gone comes to an end:
/// each page that a reader clicks through leaves one behind.
const HEARTBEAT: Duration = Duration::from_secs(2);

/// How long a browser may take to take what is written.
const PATIENCE: Duration = Duration::from_secs(15);

/// Tells a page of the given version of everything that happens; returns when its browser has gone.
pub(super) fn stream(mut browser: TcpStream, version: &str, live: &Live) {
    if browser.set_write_timeout(Some(PATIENCE)).is_err() {
        return;
    }
    let Some(place) = live.streams.take_place() else {
        // The page asks again in a moment.
        let _ = browser.write_all(BUSY);
        return;
    };
    let mut now = live.now();
    let mut last = event(version, &now);
    let mut write = |text: &str| browser.write_all(text.as_bytes()).and_then(|()| browser.flush());
    let mut alive: io::Result<()> = write(&(head() + &last));
    while alive.is_ok() && !place.is_over() {
        alive = match live.next(now.serial, HEARTBEAT) {
            Some(next) => {
                now = next;
                let news = event(version, &now);
                // New leaflets, for one, are no news to a page.
                if news == last { Ok(()) } else { write(&news) }.inspect(|()| last = news)
            }
            None => write(":\n\n"),
        };
    }
}

/// The answer of which the standard says that the stream is opened again, unlike one that is not 200.
const BUSY: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
    Cache-Control: no-store\r\nConnection: close\r\n\r\nretry: 3000\n\n";

fn head() -> String {
    let mut head = String::from("HTTP/1.1 200 OK\r\n");
    let own = [
        ("Content-Type", "text/event-stream"),
        ("Cache-Control", "no-store"),
        ("Connection", "close"),
    ];
    for (name, value) in own.into_iter().chain(headers::SECURITY) {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head + "\r\n"
}

/// `reload` for a page that is out of date; otherwise `errors`, with those to show over it, often
/// none.
fn event(version: &str, now: &Snapshot) -> String {
    if *now.version == *version {
        format!("event: errors\ndata: {}\n\n", now.errors)
    } else {
        format!("event: reload\ndata: {}\n\n", now.version)
    }
}
