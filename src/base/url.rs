//! Web addresses: the one way to read them, which of them are refused, and their two spellings.
//!
//! The crate `url` reads an address as browsers do. That is not enough to publish one: a person, a
//! chat app or an older browser may read the same signs as another address. Whatever two readers
//! may read differently is refused:
//!
//! - blanks, control characters and ``\ " < > ` ``, which some drop and some change;
//! - a name or a password before the host: what is before an `@` is taken for the host;
//! - a host that browsers spell otherwise: full-width letters, `。` for a dot, a number for an IP
//!   address; one with an empty part, or with a hyphen at the end of a part.
//!
//! Machines get an address in ASCII, `https://xn--fsqu00a.cn/%E7%AB%99/`, and that is how all are
//! kept. People get it in their own script, `https://例子.cn/站/`: see [`readable`].

use std::borrow::Cow;
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use unicode_script::{Script, UnicodeScript};
use url::{Host, ParseError, Url};

/// How the address of a site is written, for hints.
pub const SITE_HINT: &str = "Write scheme and host: `https://example.org`, with a folder if the \
                             site is in one: `https://example.org/fraud`.";

/// Kept for examples by RFC 2606; nobody can put a page there.
const RESERVED: [&str; 3] = ["example.com", "example.net", "example.org"];

/// What is in a path as it is.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The address of a site: every other address of it begins so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    ascii: String,
    readable: String,
    /// How much of `ascii` is scheme and host.
    origin: usize,
}

impl BaseUrl {
    /// Reads an address as an editor writes it, in either spelling.
    ///
    /// # Errors
    ///
    /// What is wrong with it, as the end of a sentence: “it has no scheme”.
    pub fn parse(written: &str) -> Result<Self, String> {
        refuse_odd(written)?;
        let Some((scheme, rest)) = written.split_once("://") else {
            return Err("it has no scheme".to_owned());
        };
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(&*scheme, "https" | "http") {
            return Err(format!("`{scheme}` is not the scheme of a site"));
        }
        if let Some(at) = rest.find(['?', '#']) {
            let part = if rest[at..].starts_with('?') { "query" } else { "fragment" };
            return Err(format!("it has a {part}, `{}`", &rest[at..]));
        }
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let origin = read_host(&scheme, authority)?.origin().ascii_serialization();
        let ascii = format!("{origin}{}", read_path(path.trim_end_matches('/'))?);
        Ok(BaseUrl { readable: readable(&ascii).into_owned(), origin: origin.len(), ascii })
    }

    /// For machines: `https://xn--fsqu00a.cn/%E7%AB%99`. No slash at the end.
    pub fn ascii(&self) -> &str {
        &self.ascii
    }

    /// For people: `https://例子.cn/站`.
    pub fn readable(&self) -> &str {
        &self.readable
    }

    /// Scheme and host in ASCII: `https://example.org`.
    pub fn origin(&self) -> &str {
        &self.ascii[..self.origin]
    }

    /// What is between the host and every address of the site, in ASCII: empty, or `/fraud`.
    pub fn path(&self) -> &str {
        &self.ascii[self.origin..]
    }

    /// Whether an address is one of this site, as a whole one that anybody would read alike.
    pub fn holds(&self, address: &str) -> bool {
        let is_plain = |rest: &str| {
            (rest.is_empty() || rest.starts_with('/'))
                && refuse_odd(rest).is_ok()
                && !rest.split(['/', '?', '#']).any(|part| matches!(part, "." | ".."))
        };
        [&self.ascii, &self.readable]
            .iter()
            .any(|own| address.strip_prefix(&***own).is_some_and(is_plain))
    }

    /// The host in ASCII, without a port.
    pub fn host(&self) -> &str {
        let host = self.origin().split_once("://").map_or("", |(_, host)| host);
        match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => name,
            _ => host,
        }
    }
}

impl FromStr for BaseUrl {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        BaseUrl::parse(written).map_err(|why| format!("{why}. {SITE_HINT}"))
    }
}

/// Hosts that links may lead to.
#[derive(Clone, Debug, Default)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// Adds a host, in either spelling; one with a dot in front allows all below it.
    ///
    /// # Errors
    ///
    /// What is wrong with it, as the end of a sentence.
    pub fn add(&mut self, written: &str) -> Result<(), String> {
        refuse_odd(written)?;
        let name = written.strip_prefix('.').unwrap_or(written);
        if name.contains([':', '/', '?', '#']) {
            return Err("more than a host is written there".to_owned());
        }
        let url = read_host("https", name)?;
        if !url.host_str().is_some_and(|host| host.contains('.')) {
            return Err(format!("`{name}` is the ending of many hosts, not a host"));
        }
        let dot = if name.len() < written.len() { "." } else { "" };
        self.0.push(format!("{dot}{}", url.host_str().unwrap_or_default()));
        Ok(())
    }

    /// Whether links may lead to a host, in either spelling.
    pub fn allows(&self, host: &str) -> bool {
        let host = ascii_host(host);
        self.0.iter().any(|allowed| {
            *allowed == *host
                || allowed.strip_prefix('.').is_some_and(|domain| is_within(&host, domain))
        })
    }

    /// Whether a text may name a host: links may lead there, or to a host below it, since
    /// publishers are called by the name of their site; or nobody has it.
    pub fn may_be_named(&self, host: &str) -> bool {
        let host = ascii_host(host);
        RESERVED.iter().any(|domain| is_within(&host, domain))
            || self.allows(&host)
            || self.0.iter().any(|allowed| is_within(allowed, &host))
    }

    /// As people read them.
    pub fn readable(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.iter().map(|host| readable_host(host))
    }
}

/// Whether a host is a domain or below it.
fn is_within(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

/// The host of a whole address, in ASCII and without a port; `None` for whatever is refused.
pub fn host(url: &str) -> Option<String> {
    refuse_odd(url).ok()?;
    let (scheme, rest) = url.split_once("://")?;
    if !matches!(scheme, "https" | "http") {
        return None;
    }
    host_of(rest.split(['/', '?', '#']).next()?)
}

/// The host in what is between `//` and the path; `None` for whatever is refused. A link leads to a
/// name: IPv6 addresses are refused, too.
pub fn host_of(authority: &str) -> Option<String> {
    let url = read_host("https", authority).ok()?;
    let is_named = !matches!(url.host(), Some(Host::Ipv6(_)));
    is_named.then(|| url.host_str().unwrap_or_default().to_owned())
}

/// A link as machines get it. What is in ASCII stays as it is, and so does what is refused.
pub fn ascii(url: &str) -> Cow<'_, str> {
    if url.is_ascii() || host(url).is_none() {
        return Cow::Borrowed(url);
    }
    Url::parse(url).map_or(Cow::Borrowed(url), |url| Cow::Owned(url.into()))
}

/// An address as people read it, for texts and paper: a host of Chinese characters, and such
/// characters in the path, instead of their codes.
///
/// Letters of alphabets that look like ours stay codes: `xn--80ak6aa92e.com` looks like
/// `apple.com`.
pub fn readable(url: &str) -> Cow<'_, str> {
    let Some((scheme, rest)) = url.split_once("://") else { return Cow::Borrowed(url) };
    if !rest.contains("xn--") && !rest.contains('%') {
        return Cow::Borrowed(url);
    }
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (host, port) = authority.split_at(authority.find(':').unwrap_or(authority.len()));
    let (path, more) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let path: Vec<Cow<str>> = path.split('/').map(readable_part).collect();
    Cow::Owned(format!("{scheme}://{}{port}{}{more}", readable_host(host), path.join("/")))
}

/// A host alone, as people read it.
pub fn readable_host(host: &str) -> Cow<'_, str> {
    if !host.contains("xn--") {
        return Cow::Borrowed(host);
    }
    let labels = host.split('.').map(|label| match idna::domain_to_unicode(label) {
        (decoded, Ok(())) if decoded.chars().all(is_legible) => decoded,
        _ => label.to_owned(),
    });
    Cow::Owned(labels.collect::<Vec<_>>().join("."))
}

/// A part of a path, unless it holds the code of a sign that is not a letter.
fn readable_part(part: &str) -> Cow<'_, str> {
    let is_ascii = |code: &str| code.starts_with(|digit: char| digit.is_digit(8));
    match percent_decode_str(part).decode_utf8() {
        Ok(decoded)
            if !part.split('%').skip(1).any(is_ascii)
                && decoded
                    .chars()
                    .all(|c| c.is_ascii() || c.is_alphanumeric() && is_legible(c)) =>
        {
            decoded
        }
        _ => Cow::Borrowed(part),
    }
}

fn is_legible(c: char) -> bool {
    use Script::{Armenian, Cherokee, Common, Coptic, Cyrillic, Greek, Inherited, Latin};
    let script = c.script();
    c.is_ascii()
        || ![Armenian, Cherokee, Common, Coptic, Cyrillic, Greek, Inherited, Latin]
            .contains(&script)
}

/// A host in ASCII; what cannot be a host as it is.
fn ascii_host(host: &str) -> Cow<'_, str> {
    if host.is_ascii() {
        return Cow::Borrowed(host);
    }
    idna::domain_to_ascii(host).map_or(Cow::Borrowed(host), Cow::Owned)
}

/// Text whose escapes are read as far as they are some.
pub fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// The path that a client asks for; `None` where an escape is broken, or hides a line break or
/// another control character.
pub fn asked_path(written: &str) -> Option<String> {
    let is_code = |rest: &str| {
        rest.as_bytes().get(..2).is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit))
    };
    let path = percent_decode_str(written).decode_utf8().ok()?;
    let is_fine = written.split('%').skip(1).all(is_code) && !path.contains(char::is_control);
    is_fine.then(|| path.into_owned())
}

/// A path as a URI: every byte that may not be in one is escaped.
pub fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Refuses what no address holds, and readers drop or change.
fn refuse_odd(url: &str) -> Result<(), String> {
    let is_odd = |c: &char| c.is_whitespace() || c.is_control() || r#"\"<>`"#.contains(*c);
    match url.chars().find(is_odd) {
        None => Ok(()),
        Some(c) if c.is_whitespace() => Err("it holds a space or a line break".to_owned()),
        Some(c) => Err(format!("it holds `{}`, which no address holds", c.escape_default())),
    }
}

/// Scheme, host and port as browsers read them, where everybody does.
fn read_host(scheme: &str, authority: &str) -> Result<Url, String> {
    if authority.contains('@') {
        return Err("it holds a user name, which readers take for the host".to_owned());
    }
    if authority.is_empty() || authority.starts_with(':') {
        return Err("its host is missing".to_owned());
    }
    let url = Url::parse(&format!("{scheme}://{authority}/")).map_err(|fault| match fault {
        ParseError::InvalidPort => "its port is not a number up to 65535".to_owned(),
        _ => format!("`{authority}` is not a host"),
    })?;
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let written = match authority.rsplit_once(':') {
        Some((_, "")) => return Err("its port is missing".to_owned()),
        Some((host, port)) if is_port(port) => host,
        _ => authority,
    };
    match url.host() {
        Some(Host::Domain(host)) => is_everybodys(written, host)?,
        Some(Host::Ipv4(address)) if address.to_string() != written => {
            return Err(format!("browsers read `{written}` as {address}"));
        }
        _ => {}
    }
    Ok(url)
}

/// Whether a name is spelled as browsers spell it, and is one that a site can have.
fn is_everybodys(written: &str, host: &str) -> Result<(), String> {
    let lower = written.to_lowercase();
    if lower != host && lower != idna::domain_to_unicode(host).0 {
        return Err(format!("browsers read `{written}` as `{host}`"));
    }
    for label in host.split('.') {
        let is_plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if label.is_empty() {
            return Err("a part of its host is empty".to_owned());
        }
        if !is_plain || label.starts_with('-') || label.ends_with('-') || label.len() > 63 {
            return Err(format!("`{label}` is not a part of a host"));
        }
    }
    Ok(())
}

/// The folder of a site, escaped: `/fraud`, or empty.
fn read_path(written: &str) -> Result<String, String> {
    if written.is_empty() {
        return Ok(String::new());
    }
    let mut path = String::new();
    for part in written.split('/') {
        let name = asked_path(part).ok_or_else(|| format!("`{part}` has a broken escape"))?;
        let is_plain = |c: char| c.is_alphanumeric() || "-._~".contains(c);
        if matches!(&*name, "" | "." | "..") || !name.chars().all(is_plain) {
            return Err(format!("`{part}` is not the name of a folder"));
        }
        path.push('/');
        path.push_str(&encoded(&name));
    }
    Ok(path)
}
