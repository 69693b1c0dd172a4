//! HTTP connections: one request each, with limits on size and time, so that a slow or endless
//! client costs a thread for a few seconds only.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use httparse::{EMPTY_HEADER, Status};

/// How many connections are open at once; further clients are asked to retry.
pub(super) const CONNECTIONS: usize = 256;

/// Bytes and lines of a request before its body. Bodies are not read.
const HEAD: usize = 16 << 10;
const LINES: usize = 100;

/// How long a request may take to arrive, and its answer to leave.
const ARRIVAL: Duration = Duration::from_secs(5);
const DEPARTURE: Duration = Duration::from_secs(60);

/// What is read of a body, for so long, so that the answer is not lost with the connection.
const REST: usize = 256 << 10;
const GRACE: Duration = Duration::from_secs(1);

/// A request, as far as it matters.
pub(super) struct Request {
    pub method: String,
    pub url: String,
    pub host: Option<String>,
}

/// Why there is no request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Nothing came, or the connection broke: nobody to answer.
    Gone,
    Malformed,
    TooSlow,
    TooLong,
}

/// Reads the head of a request.
pub(super) fn read(stream: &mut TcpStream) -> Result<Request, Refusal> {
    let end = Instant::now() + ARRIVAL;
    let mut head = Vec::new();
    let mut part = [0; 4096];
    loop {
        let count = match read_until(stream, &mut part, end) {
            Ok(0) => return Err(if head.is_empty() { Refusal::Gone } else { Refusal::Malformed }),
            Ok(count) => count,
            // A browser keeps a connection ready that it may need.
            Err(error) if is_timeout(&error) && !head.is_empty() => return Err(Refusal::TooSlow),
            Err(_) => return Err(Refusal::Gone),
        };
        head.extend_from_slice(&part[..count]);
        // Looked at from the start each time: a head that comes in many pieces is short all the
        // same.
        match parse(&head) {
            Ok(Some(request)) => return Ok(request),
            Ok(None) if head.len() <= HEAD => {}
            Ok(None) => return Err(Refusal::TooLong),
            Err(refusal) => return Err(refusal),
        }
    }
}

/// The request, once it is whole.
fn parse(head: &[u8]) -> Result<Option<Request>, Refusal> {
    let mut lines = [EMPTY_HEADER; LINES];
    let mut request = httparse::Request::new(&mut lines);
    match request.parse(head) {
        Ok(Status::Complete(_)) => {}
        Ok(Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Refusal::TooLong),
        Err(_) => return Err(Refusal::Malformed),
    }
    let (Some(method), Some(url)) = (request.method, request.path) else {
        return Err(Refusal::Malformed);
    };
    let mut hosts = request.headers.iter().filter(|line| line.name.eq_ignore_ascii_case("host"));
    let host =
        hosts.next().and_then(|line| std::str::from_utf8(line.value).ok()).map(str::to_owned);
    if hosts.next().is_some() {
        // Which of the two would be meant?
        return Err(Refusal::Malformed);
    }
    Ok(Some(Request { method: method.to_owned(), url: url.to_owned(), host }))
}

/// Sends an answer, without its body where only its head was asked for, and closes the connection.
pub(super) fn send(
    mut stream: TcpStream,
    status: u16,
    headers: &[(&str, String)],
    body: &[u8],
    head_only: bool,
) {
    let mut head = format!("HTTP/1.1 {status} {}\r\n", reason(status));
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("Content-Length: {}\r\nConnection: close\r\n\r\n", body.len()));
    let end = Instant::now() + DEPARTURE;
    let body = if head_only { &[] } else { body };
    let sent = write_until(&mut stream, head.as_bytes(), end)
        .and_then(|()| write_until(&mut stream, body, end));
    // The client may have gone in the meantime.
    if sent.is_ok() && stream.shutdown(Shutdown::Write).is_ok() {
        forget(&mut stream);
    }
}

/// Reads on for a moment: a connection closed with bytes unread takes the answer back from whoever
/// is still sending.
fn forget(stream: &mut TcpStream) {
    let end = Instant::now() + GRACE;
    let mut part = [0; 4096];
    let mut read = 0;
    while let Ok(count @ 1..) = read_until(stream, &mut part, end) {
        read += count;
        if read > REST {
            return;
        }
    }
}

fn read_until(stream: &mut TcpStream, part: &mut [u8], end: Instant) -> io::Result<usize> {
    loop {
        stream.set_read_timeout(Some(left(end)?))?;
        match stream.read(part) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

fn write_until(stream: &mut TcpStream, mut bytes: &[u8], end: Instant) -> io::Result<()> {
    while !bytes.is_empty() {
        stream.set_write_timeout(Some(left(end)?))?;
        match stream.write(bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn left(end: Instant) -> io::Result<Duration> {
    let left = end.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(left) }
}

/// Systems call it by two names.
fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        431 => "Request Header Fields Too Large",
        _ => "Service Unavailable",
    }
}
