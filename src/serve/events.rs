//! How does an open page learn that it is out of date? By Server-Sent Events.
//! <https://html.spec.whatwg.org/multipage/server-sent-events.html>

use std::io::{self, Write};
use std::time::Duration;

use super::live::{Live, Snapshot};

/// How often a silent stream is written to, so that one whose browser has gone comes to an end.
const HEARTBEAT: Duration = Duration::from_secs(15);

const HEAD: &str = "HTTP/1.1 200 OK\r\n\
    Content-Type: text/event-stream\r\n\
    Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Connection: close\r\n\r\n";

/// Tells a page of the given version of everything that happens; returns when its browser has gone.
pub fn stream(mut browser: impl Write, version: &str, live: &Live) {
    let mut shown = live.now();
    let mut write = |text: &str| browser.write_all(text.as_bytes()).and_then(|()| browser.flush());
    let mut alive: io::Result<()> = write(&(HEAD.to_owned() + &event(version, &shown)));
    while alive.is_ok() {
        alive = match live.next(shown.serial, HEARTBEAT) {
            Some(next) => {
                shown = next;
                write(&event(version, &shown))
            }
            None => write(":\n\n"),
        };
    }
}

/// `reload` for a page that is out of date; otherwise `errors`, with those to show over it, often none.
fn event(version: &str, now: &Snapshot) -> String {
    if *now.version == *version {
        format!("event: errors\ndata: {}\n\n", now.errors)
    } else {
        format!("event: reload\ndata: {}\n\n", now.version)
    }
}
