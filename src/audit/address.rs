//! Addresses as a browser might read them; refused where two browsers might differ.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::base::people::PeopleRules;
use crate::base::url::{self, BaseUrl, FORMATS, Hosts};

/// What is allowed on a site: where its addresses may lead.
pub struct Bounds<'a> {
    pub base_url: BaseUrl,
    /// Hosts that links may lead to; `None` where they are not known.
    pub hosts: Option<Hosts>,
    /// Numbers that links may call; `None` where they are not known.
    pub numbers: Option<BTreeSet<String>>,
    /// The rules about people's data; `None` where the site is not known.
    pub people: Option<&'a dyn PeopleRules>,
    /// A copy that opens from a folder: nothing in it may begin at the root of a server.
    pub for_folder: bool,
    /// Whether a file of this path would be among the artifacts. What another build makes is not
    /// missing in this one.
    pub is_made: &'a (dyn Fn(&str) -> bool + Sync),
    /// Which pictures are opened.
    pub codes: Codes<'a>,
}

/// In which pictures codes are read that phones read. Reading all takes longer than a build.
pub enum Codes<'a> {
    /// In every one; those that have no code are fine.
    Anywhere,
    /// In those that are made to show one, by path.
    Where(&'a (dyn Fn(&str) -> bool + Sync)),
}

#[derive(Debug, PartialEq, Eq)]
pub enum Address<'a> {
    /// A file of this site, as the path of its address without what is asked and without fragment:
    /// `en/scams/`.
    Here {
        path: Cow<'a, str>,
        fragment: Cow<'a, str>,
    },
    /// The same page.
    Same {
        fragment: Cow<'a, str>,
    },
    /// Another host.
    Elsewhere {
        host: String,
    },
    Telephone(&'a str),
    /// A picture written out in the address itself.
    Picture,
    /// No address at all, or one that leads out of the site's folder, or one to be distrusted: why.
    Bad(&'static str),
}

impl Bounds<'_> {
    /// Reads an address as written in an attribute of a page, entities included.
    pub fn read<'a>(&self, written: &'a str, page: &str) -> Address<'a> {
        if written.contains('&') {
            // No other entities pass the reader of tags.
            let plain = written
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
            return owned(self.read_plain(&plain, page));
        }
        self.read_plain(written, page)
    }

    /// The same without entities.
    pub fn read_plain<'a>(&self, address: &'a str, page: &str) -> Address<'a> {
        // Browsers drop line breaks and blanks around, and read `\` as `/`.
        let is_odd = |byte: u8| {
            byte <= b' ' || byte == 0x7F || matches!(byte, b'\\' | b'"' | b'<' | b'>' | b'`')
        };
        if address.bytes().any(is_odd) {
            let is_data =
                address.starts_with("data:image/") && !address.bytes().any(|byte| byte < b' ');
            return if is_data {
                Address::Picture
            } else {
                Address::Bad("it holds a character that no address holds")
            };
        }
        if let Some(rest) = address.strip_prefix(self.base_url.origin())
            && (rest.is_empty() || rest.starts_with(['/', '?', '#']))
        {
            return self.within(rest);
        }
        match address.as_bytes() {
            [b'/', b'/', rest @ ..] => return host(&address[address.len() - rest.len()..]),
            [b'/', ..] if self.for_folder => {
                return Address::Bad("in a copy that opens from a folder it leads nowhere");
            }
            [b'/', ..] => return self.within(address),
            _ => {}
        }
        let scheme_end =
            address.find([':', '/', '?', '#']).filter(|&end| address.as_bytes()[end] == b':');
        match scheme_end {
            None => relative(address, page),
            Some(end) => {
                self.with_scheme(&address[..end].to_ascii_lowercase(), &address[end + 1..])
            }
        }
    }

    fn with_scheme<'a>(&self, scheme: &str, rest: &'a str) -> Address<'a> {
        match scheme {
            "https" | "http" => {
                let Some(behind) = rest.strip_prefix("//") else {
                    return Address::Bad("a host is missing");
                };
                let end = behind.find(['/', '?', '#']).unwrap_or(behind.len());
                let own = format!("{scheme}://{}", behind[..end].to_ascii_lowercase());
                if own == self.base_url.origin() {
                    self.within(&behind[end..])
                } else {
                    host(behind)
                }
            }
            "tel" => Address::Telephone(rest),
            "data" if rest.starts_with("image/") => Address::Picture,
            _ => Address::Bad("its scheme is none that pages of this site use"),
        }
    }

    /// What comes after scheme and host.
    fn within<'a>(&self, rest: &'a str) -> Address<'a> {
        let base_path = self.base_url.path();
        let inside =
            rest.strip_prefix(base_path).map(|inside| inside.strip_prefix('/').unwrap_or(inside));
        match inside {
            Some(inside)
                if rest.len() == base_path.len()
                    || rest[base_path.len()..].starts_with(['/', '?', '#']) =>
            {
                let (path, fragment) = parts(inside);
                if path.contains('.') && path.split('/').any(|part| part == "." || part == "..") {
                    return Address::Bad("it climbs through folders");
                }
                Address::Here { path, fragment }
            }
            _ => Address::Bad("it leads out of the folder this site lives in"),
        }
    }

    /// Whether links may lead to a host.
    pub fn allows(&self, host: &str) -> bool {
        self.hosts.as_ref().is_none_or(|hosts| hosts.allows(host))
    }

    /// Whether a text may contain the host as an address with its scheme.
    pub fn allows_in_text(&self, host: &str) -> bool {
        FORMATS.contains(&host)
            || host == self.base_url.host()
            || self.hosts.as_ref().is_none_or(|hosts| hosts.may_be_named(host))
    }
}

/// The host before the first `/`; what looks like one and may be read as another is refused.
fn host<'a>(authority: &str) -> Address<'a> {
    let end = authority.find(['/', '?', '#']).unwrap_or(authority.len());
    match url::host_of(&authority[..end]) {
        Some(host) => Address::Elsewhere { host },
        None => Address::Bad("its host can be read as another"),
    }
}

/// Path and fragment, both with `%41` as `A`; what is asked of the path is dropped.
fn parts(address: &str) -> (Cow<'_, str>, Cow<'_, str>) {
    let (before, fragment) = address.split_once('#').unwrap_or((address, ""));
    let path = before.split_once('?').map_or(before, |(path, _)| path);
    (url::decoded(path), url::decoded(fragment))
}

fn relative<'a>(address: &'a str, page: &str) -> Address<'a> {
    let (path, fragment) = parts(address);
    if path.is_empty() {
        return Address::Same { fragment };
    }
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    let mut names = path.split('/').peekable();
    while let Some(name) = names.next() {
        match name {
            ".." => {
                if folders.pop().is_none() {
                    return Address::Bad("it leads out of the site's folder");
                }
            }
            "." => {}
            "" if names.peek().is_some() => return Address::Bad("a part of it is empty"),
            name => folders.push(name),
        }
    }
    if matches!(path.rsplit('/').next(), Some("." | "..")) {
        folders.push("");
    }
    Address::Here { path: Cow::Owned(folders.join("/")), fragment }
}

fn owned<'a>(address: Address) -> Address<'a> {
    let own = |text: Cow<str>| Cow::Owned(text.into_owned());
    match address {
        Address::Here { path, fragment } => {
            Address::Here { path: own(path), fragment: own(fragment) }
        }
        Address::Same { fragment } => Address::Same { fragment: own(fragment) },
        Address::Elsewhere { host } => Address::Elsewhere { host },
        Address::Telephone(_) => Address::Bad("a telephone number consists of digits"),
        Address::Picture => Address::Picture,
        Address::Bad(why) => Address::Bad(why),
    }
}
