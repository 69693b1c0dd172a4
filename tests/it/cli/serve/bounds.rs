//! Limits of the preview against malformed, slow, endless and many requests.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use super::{PATIENCE, Served};
use crate::support::program::Site;

const GET: &str = "GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n";

/// All bytes until the connection is closed, or reset because the server did not read everything.
fn answer(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        match stream.read(&mut part) {
            Ok(0) => break,
            Ok(count) => bytes.extend_from_slice(&part[..count]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => break,
            Err(error) => panic!("neither an answer nor an end: {error}"),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Served {
    fn send(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        // The server may close before everything is sent.
        let _ = stream.write_all(bytes);
        answer(&mut stream)
    }
}

#[test]
fn malformed_and_too_long_requests_are_rejected() {
    let served = Served::start(Site::new());
    let long_line = format!("{GET}X: {}\r\n\r\n", "a".repeat(10 << 20));
    let long_address = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(1 << 20));
    let many_lines = format!("{GET}{}\r\n", "X: a\r\n".repeat(100_000));
    let cases: [(&[u8], &str); 16] = [
        (long_line.as_bytes(), "431"),
        (long_address.as_bytes(), "431"),
        (many_lines.as_bytes(), "431"),
        (b"GET /\r\n", "400"),
        (b"GET / HTTP/9.9\r\n\r\n", "400"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "400"),
        (b"\0\0\0\0", "400"),
        (b"GET / HTTP/1.1\r\nHost localhost\r\n\r\n", "400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", "400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n X: folded\r\n\r\n", "400"),
        (b"GET / HTTP/1.1\r\n\r\n", "403"),
        (b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n", "403"),
        (b"GET / HTTP/1.0\r\n\r\n", "403"),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", "405"),
        (b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"),
    ];
    for (bytes, status) in cases {
        let got = served.send(bytes);
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
        // A connection reset while bytes are still being sent may lose its answer.
        let is_cut = bytes.len() > 1 << 19 && got.is_empty();
        assert!(is_cut || got.starts_with(&format!("HTTP/1.1 {status} ")), "{start:?}: {got:?}");
        assert!(is_cut || got.contains("nosniff"), "{start:?}: {got:?}");
    }
    assert_eq!(served.get("/").status(), "200");
}

#[test]
fn only_the_first_request_of_a_connection_is_answered() {
    let served = Served::start(Site::new());
    let long = "a".repeat(8 << 20);
    for rest in [
        "Content-Length: 99999999999999999999\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n",
        "\r\n",
    ] {
        let got = served.send(format!("{GET}{rest}").as_bytes());
        assert!(
            got.starts_with("HTTP/1.1 200 ") && got.contains("Connection: close"),
            "{rest:?}: {got}"
        );
    }
    let got = served.send(format!("{GET}\r\n{GET}\r\n{GET}\r\n").as_bytes());
    assert_eq!(got.matches("HTTP/1.1 ").count(), 1, "{got}");
    let got = served.send(
        format!("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{long}", 8 << 20)
            .as_bytes(),
    );
    assert!(got.is_empty() || got.starts_with("HTTP/1.1 405 "), "{got}");
    assert_eq!(served.get("/").status(), "200");
}

/// Hundreds of clients send a byte now and then, or nothing, or listen to events. Others get their
/// pages, and in the end every slow client is disconnected.
#[test]
fn slow_clients_block_nobody_and_time_out() {
    let served = Served::start(Site::new());
    let start = Instant::now();
    let mut slow: Vec<TcpStream> = (0..200).map(|_| served.connect()).collect();
    for (number, stream) in slow.iter_mut().enumerate() {
        // A third sends nothing at all.
        if number % 3 > 0 {
            stream.write_all(b"GET / HT").expect("sent");
        }
    }
    let mut events = served.events("old");
    assert_eq!(events.next().0, "reload");
    assert_eq!(served.get("/").status(), "200");
    assert!(start.elapsed() < PATIENCE / 4, "a page took {:?}", start.elapsed());
    for (number, stream) in slow.iter_mut().enumerate() {
        // Another byte does not give more time.
        let _ = stream.write_all(if number % 3 > 0 { b"T" } else { b"" });
        let got = answer(stream);
        let wanted = if number % 3 > 0 { "HTTP/1.1 408 " } else { "" };
        assert!(
            got.starts_with(wanted) && got.is_empty() == wanted.is_empty(),
            "{number}: {got:?}"
        );
    }
    assert!(start.elapsed() < PATIENCE, "they were connected for {:?}", start.elapsed());
}

/// Streams that are opened without end lock nobody out: the oldest end, and others get their pages.
#[test]
fn event_streams_without_end_lock_nobody_out() {
    let served = Served::start(Site::new());
    let ask = |stream: &mut TcpStream| {
        stream
            .write_all(b"GET /.wuzha/events?old HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .expect("sent");
    };
    let mut streams: Vec<TcpStream> = (0..400).map(|_| served.connect()).collect();
    streams.iter_mut().for_each(ask);
    let start = Instant::now();
    loop {
        let got = served.send(format!("{GET}\r\n").as_bytes());
        if got.starts_with("HTTP/1.1 200 ") {
            break;
        }
        assert!(start.elapsed() < PATIENCE / 4, "no page any more: {got}");
        std::thread::sleep(Duration::from_millis(50));
    }
    // A reader who opens the page a little later is told of changes.
    std::thread::sleep(Duration::from_secs(4));
    assert_eq!(served.events("old").next().0, "reload");
}

#[test]
fn many_connections_take_a_limited_number_of_threads() {
    let served = Served::start(Site::new());
    let crowd: Vec<TcpStream> = (0..700).map(|_| served.connect()).collect();
    let threads = std::fs::read_to_string(format!("/proc/{}/status", served.process.id())).ok();
    let count = threads
        .as_deref()
        .and_then(|text| text.lines().find_map(|line| line.strip_prefix("Threads:")));
    let count = count.map_or(0, |count| count.trim().parse::<usize>().expect("a number"));
    assert!(count < 600, "{count} threads");
    for stream in &crowd {
        let _ = stream.shutdown(Shutdown::Both);
    }
    drop(crowd);
    let start = Instant::now();
    loop {
        // It may be rejected or reset at first, and is soon answered.
        let mut stream = served.connect();
        let _ = stream.write_all(format!("{GET}\r\n").as_bytes());
        if answer(&mut stream).starts_with("HTTP/1.1 200 ") {
            break;
        }
        assert!(start.elapsed() < PATIENCE, "no answer any more");
        std::thread::sleep(Duration::from_millis(100));
    }
}
