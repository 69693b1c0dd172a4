//! `printed.lock`: the short addresses that are on paper. A build writes it; it is committed with
//! the content.
//!
//! A line an address: `/s/fake-police/ scams/fake-police 0a1b2c3d4e5f`, which is the address, the
//! page it led to, and the digest of the page's source text when it was last printed. A line that
//! begins with `#` is a remark.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::digest::Digest;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::parse::table::is_id;

pub const FILE: &str = "printed.lock";

const HEAD: &str = "\
# Short addresses that are on paper, the pages they led to, and the digest of each text when it was last printed.
# `wuzha build` keeps this file. Commit it: an address in it must work for as long as paper lasts.
";

/// The short addresses on paper, by the id in the address.
pub type PrintedLock = BTreeMap<String, PrintedAddress>;

/// One short address on paper.
#[derive(Clone, Debug)]
pub struct PrintedAddress {
    /// `scams/fake-police`, or `home`.
    pub page: String,
    /// Of the page's source text when it was last printed; `None`, written `-`, for the site itself.
    pub digest: Option<Digest>,
    /// Its line in the file.
    pub span: Span,
}

pub fn parse(file: &Arc<str>, text: &str) -> (PrintedLock, Vec<Diagnostic>) {
    let mut printed = PrintedLock::new();
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start..start + line.trim_end().len());
        start += line.len();
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match read(line, span) {
            Some((id, entry)) => drop(printed.insert(id, entry)),
            None => found.push(
                Diagnostic::new(Rule::BadLock, file, span, "This line is not one that `wuzha build` wrote")
                    .hint("Restore the file from version control. After a merge, keep the lines of both sides."),
            ),
        }
    }
    (printed, found)
}

fn read(line: &str, span: Span) -> Option<(String, PrintedAddress)> {
    let mut words = line.split_whitespace();
    let id = words.next()?.strip_prefix("/s/")?.strip_suffix('/').filter(|id| is_id(id))?;
    let page = words.next()?;
    let is_page = page.split('/').count() <= 2 && page.split('/').all(is_id);
    let digest = match words.next()? {
        "-" => None,
        digest => Some(digest.parse().ok()?),
    };
    if !is_page || words.next().is_some() {
        return None;
    }
    Some((id.to_owned(), PrintedAddress { page: page.to_owned(), digest, span }))
}

/// The file that holds these addresses.
pub fn file(printed: &PrintedLock) -> String {
    let mut text = HEAD.to_owned();
    for (id, PrintedAddress { page, digest, .. }) in printed {
        let digest = digest.map_or("-".to_owned(), |digest| digest.to_string());
        // Writing to a string cannot fail.
        let _ = writeln!(text, "/s/{id}/ {page} {digest}");
    }
    text
}
