//! `printed.lock`: the short addresses that are on paper. It is the program's file: a build writes
//! the whole of it, in its own order and with its own remarks, and keeps only the kind of line ends,
//! so that a copy that git made for Windows is not written again. It is committed with the content.
//!
//! A line an address: `/s/fake-police/ scams/fake-police 0a1b2c3d4e5f`, which is the address, the
//! page it led to, and the digest of the page's source text when it was last printed. A line that
//! begins with `#` is a remark, but for one: `# addresses: 79, digest: 0a1b2c3d4e5f`, the number of
//! the others and the digest of their text, so that a file that lost lines is noticed. After a merge
//! in which the lines of both sides were kept, there are two of it, and the larger number holds.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::digest::Digest;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::parse::table::is_id;

pub const FILE: &str = "printed.lock";

const HEAD: &str = "\
# Short addresses that are on paper, the pages they led to, and the digest of each text when it was last printed.
# `wuzha build` writes this file as a whole; what you write into it is lost. Commit it: an address in it must work for as long as paper lasts.
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
    let (mut seals, mut lines) = (Vec::new(), String::new());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start..start + line.trim_end().len());
        start += line.len();
        if line.trim().is_empty() || line.starts_with('#') {
            seals.extend(Seal::read(line, span));
            continue;
        }
        lines.push_str(line.trim_end());
        lines.push('\n');
        match read(line, span) {
            Some((id, entry)) => drop(printed.insert(id, entry)),
            None => found.push(
                Diagnostic::new(Rule::BadLock, file, span, "This line is not one that `wuzha build` wrote")
                    .hint("Restore the file from version control. After a merge, keep the lines of both sides."),
            ),
        }
    }
    if found.is_empty() {
        found.extend(broken_seal(file, &seals, &Seal::of(printed.len(), &lines)));
    }
    (printed, found)
}

/// What a file says of its own lines.
struct Seal {
    /// How many addresses there are.
    count: usize,
    /// Of their lines.
    digest: Digest,
    span: Span,
}

impl Seal {
    fn of(count: usize, lines: &str) -> Seal {
        Seal { count, digest: Digest::of(lines.as_bytes()), span: Span::default() }
    }

    fn read(line: &str, span: Span) -> Option<Seal> {
        let words = line.trim_end().strip_prefix("# addresses: ")?;
        let (count, digest) = words.split_once(", digest: ")?;
        Some(Seal { count: count.parse().ok()?, digest: digest.parse().ok()?, span })
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "# addresses: {}, digest: {}", self.count, self.digest)
    }
}

/// Lines that were lost or altered, going by what the file says of them.
fn broken_seal(file: &Arc<str>, seals: &[Seal], there: &Seal) -> Option<Diagnostic> {
    let most = seals.iter().max_by_key(|seal| seal.count);
    let (span, message) = match most {
        None => (
            Span::default(),
            "The line that says how many addresses are on paper is missing".to_owned(),
        ),
        Some(seal)
            if there.count < seal.count || (seals.len() == 1 && there.count > seal.count) =>
        {
            let message = format!(
                "{} addresses are on paper, and the file holds {}",
                seal.count, there.count
            );
            (seal.span, message)
        }
        Some(seal) if seals.len() == 1 && there.digest != seal.digest => {
            (seal.span, "An address was altered since the program wrote this file".to_owned())
        }
        Some(_) => return None,
    };
    let hint = format!(
        "Restore the file from version control. If you have seen that no address is missing or \
         wrong, write this line instead: `{there}`."
    );
    Some(Diagnostic::new(Rule::BadLock, file, span, message).hint(hint))
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

/// The file that holds these addresses, with the line ends of the one that is there.
pub fn file(printed: &PrintedLock, there: &str) -> String {
    let mut lines = String::new();
    for (id, PrintedAddress { page, digest, .. }) in printed {
        let digest = digest.map_or("-".to_owned(), |digest| digest.to_string());
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "/s/{id}/ {page} {digest}");
    }
    let text = format!("{HEAD}{}\n{lines}", Seal::of(printed.len(), &lines));
    if there.contains("\r\n") { text.replace('\n', "\r\n") } else { text }
}
