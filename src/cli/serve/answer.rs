//! The response to a request: a pure function of the request and the site as it is now.

use std::sync::Arc;

use super::live::Snapshot;
use crate::base::media::media_type;
use crate::base::url;
use crate::site::headers;
use crate::site::route;

const LIVE_SCRIPT: &str = include_str!("live.js");
const LIVE_STYLE: &str = include_str!("live.css");

/// What a browser asked, as it wrote it.
pub(super) struct Asked<'a> {
    pub method: &'a str,
    pub url: &'a str,
    pub host: Option<&'a str>,
}

pub(super) enum Reply {
    Bytes {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: Arc<[u8]>,
    },
    /// A stream of changes, for a page of this version.
    Events {
        version: String,
    },
}

pub(super) fn answer(asked: &Asked, now: &Snapshot) -> Reply {
    // A page elsewhere can point its own host name at this machine and read what is served: drafts.
    if !asked.host.is_some_and(is_loopback) {
        return text(403, "this preview answers only to localhost and 127.0.0.1\n");
    }
    if !matches!(asked.method, "GET" | "HEAD") {
        return with(
            text(405, "only GET and HEAD are answered\n"),
            ("Allow", "GET, HEAD".to_owned()),
        );
    }
    let (address, query) = asked.url.split_once('?').unwrap_or((asked.url, ""));
    match address {
        "/.wuzha/events" if asked.method == "GET" => {
            return Reply::Events { version: query.to_owned() };
        }
        "/.wuzha/live.js" => return bytes(200, "live.js", LIVE_SCRIPT.as_bytes()),
        "/.wuzha/live.css" => return bytes(200, "live.css", LIVE_STYLE.as_bytes()),
        _ => {}
    }
    let Some(path) =
        url::asked_path(address).and_then(|path| path.strip_prefix('/').map(str::to_owned))
    else {
        return text(400, "the address is not well-formed\n");
    };
    if !now.is_built {
        return page(503, SHELL.as_bytes(), now);
    }
    // A page cached from a preview would still be shown here when another site uses the address.
    if path == route::WORKER_FILE {
        return text(404, "a preview is not kept\n");
    }
    find(&path, address, query, now)
}

/// The answer to what is no request, or comes when there are too many.
pub(super) fn refused(status: u16) -> Reply {
    text(
        status,
        match status {
            400 => "this is no request\n",
            408 => "the request took too long\n",
            431 => "the request is too long\n",
            _ => "too many connections; try again\n",
        },
    )
}

/// What a browser gets before there has been a site without errors.
const SHELL: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>wuzha</title></head>\n\
                     <body><p>The site is not built yet.</p></body>\n</html>\n";

fn find(path: &str, address: &str, query: &str, now: &Snapshot) -> Reply {
    let file = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    if let Some(artifact) = now.get(&file) {
        return if file.ends_with(".html") {
            page(200, &artifact.bytes, now)
        } else {
            reply(200, &file, Arc::clone(&artifact.bytes))
        };
    }
    if now.get(&format!("{path}/index.html")).is_some() {
        // The path names a file of the site, so it cannot lead anywhere else. Two slashes at the
        // front would.
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        let location = format!("/{}/{query}", address.trim_start_matches('/'));
        return with(
            text(302, "see the address with a slash at the end\n"),
            ("Location", location),
        );
    }
    let folders = path.rmatch_indices('/').map(|(end, _)| &path[..=end]).chain([""]);
    match folders.filter_map(|folder| now.get(&format!("{folder}404.html"))).next() {
        Some(artifact) => page(404, &artifact.bytes, now),
        None => text(404, "there is no such page\n"),
    }
}

/// Whether a `Host` header names this machine, at whatever port.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "127.0.0.1" | "[::1]") || name.eq_ignore_ascii_case("localhost")
}

/// A page, with the script that keeps it fresh.
fn page(status: u16, html: &[u8], now: &Snapshot) -> Reply {
    let script = format!("<script src=\"/.wuzha/live.js?{}\" defer></script>", now.version);
    let at = html
        .windows(7)
        .position(|part| part.eq_ignore_ascii_case(b"</head>"))
        .unwrap_or(html.len());
    let html = [&html[..at], script.as_bytes(), &html[at..]].concat();
    bytes(status, "page.html", &html)
}

fn text(status: u16, message: &str) -> Reply {
    bytes(status, "message.txt", message.as_bytes())
}

fn bytes(status: u16, name: &str, body: &[u8]) -> Reply {
    reply(status, name, Arc::from(body))
}

fn reply(status: u16, name: &str, body: Arc<[u8]>) -> Reply {
    let mut headers = vec![
        ("Content-Type", media_type(name).to_owned()),
        ("Cache-Control", "no-store".to_owned()),
    ];
    headers.extend(headers::SECURITY.map(|(name, value)| (name, value.to_owned())));
    Reply::Bytes { status, headers, body }
}

fn with(mut reply: Reply, header: (&'static str, String)) -> Reply {
    if let Reply::Bytes { headers, .. } = &mut reply {
        headers.push(header);
    }
    reply
}
