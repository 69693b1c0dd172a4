//! The addresses of all files: whether what they lead to exists and may be linked.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::address::{Address, Bounds};
use super::places::{PlaceId, Places, Written};
use super::settled::Settled;
use crate::base::diagnostic;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// What a link is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// A reader may follow it: to this site, or to a host that is allowed.
    Link,
    /// A browser opens it by itself: this site only.
    Load,
    /// The same, and a picture may be written out in the address.
    Picture,
}

/// Where one file's addresses are looked up.
pub(super) struct Linker<'a> {
    pub bounds: &'a Bounds<'a>,
    pub places: &'a Places,
    pub settled: &'a Settled,
}

/// Where an address leads that may be published.
pub(super) enum Destination<'a> {
    /// To a file of this site, with the fragment, and whether it is there already or need not be;
    /// if not, it is looked for at the end.
    File {
        place: PlaceId,
        fragment: Cow<'a, str>,
        is_settled: bool,
    },
    Same(Cow<'a, str>),
    /// Another host, or a number.
    Other,
}

impl<'d> Linker<'d> {
    /// Looks up an address as written in HTML, in `artifact`, at `span`.
    pub(super) fn look_up<'a>(
        &self,
        written: &'a str,
        use_: Use,
        file: &Arc<str>,
        span: Span,
    ) -> Result<Destination<'a>, Diagnostic> {
        self.judge(self.bounds.read(written, file), written, use_, file, span)
    }

    /// The same for an address without entities.
    pub(super) fn look_up_plain<'a>(
        &self,
        address: &'a str,
        use_: Use,
        file: &Arc<str>,
        span: Span,
    ) -> Result<Destination<'a>, Diagnostic> {
        self.judge(self.bounds.read_plain(address, file), address, use_, file, span)
    }

    /// Looks up the folder of the search index by the path of its directory, as `written`.
    pub(super) fn look_up_folder(&self, index: &str, written: &str, at: (&Arc<str>, Span)) -> bool {
        let (file, span) = at;
        match self.bounds.read(index, file) {
            Address::Here { path, .. } => {
                self.destination(&path, written, true, file, span);
                true
            }
            _ => false,
        }
    }

    /// The place of a path, and whether nothing is left to find out about it.
    fn destination(
        &self,
        path: &str,
        written: &str,
        is_folder: bool,
        file: &Arc<str>,
        span: Span,
    ) -> (PlaceId, bool) {
        if let Some(id) = self.places.find(path) {
            return (id, true);
        }
        // What another build makes is not missing in this one.
        if !(self.bounds.is_made)(&with_index(path)) {
            return (self.places.number(path), true);
        }
        let written = || Written { address: written.into(), is_folder };
        (self.places.expect(path, written, (file, span)), false)
    }

    fn judge<'a>(
        &self,
        address: Address<'a>,
        written: &str,
        use_: Use,
        file: &Arc<str>,
        span: Span,
    ) -> Result<Destination<'a>, Diagnostic> {
        let error = |rule, message: String, hint: &'static str| {
            Err(Diagnostic::new(rule, file, span, message).hint(hint))
        };
        match address {
            Address::Here { path, fragment } => {
                let (place, is_settled) = self.destination(&path, written, false, file, span);
                Ok(Destination::File { place, fragment, is_settled })
            }
            Address::Same { fragment } => Ok(Destination::Same(fragment)),
            Address::Picture if use_ == Use::Picture => Ok(Destination::Other),
            Address::Elsewhere { host } if use_ != Use::Link => error(
                Rule::ThirdPartyRequest,
                format!("A reader's browser would ask `{host}` for `{}`", short(written)),
                "Whoever runs that host would learn who reads this page. Put a copy of the file into static/ and name that.",
            ),
            Address::Elsewhere { host } if self.bounds.allows(&host) => Ok(Destination::Other),
            Address::Elsewhere { host } => error(
                Rule::HostNotAllowed,
                format!("A link leads to `{host}`"),
                "If the host is official and safe, add it to `allowed_hosts` in wuzha.toml; if not, find the text or the \
                 template that makes this link.",
            ),
            Address::Telephone(number) if use_ == Use::Link => self.telephone(number, file, span),
            Address::Telephone(_) | Address::Picture => error(
                Rule::BadLink,
                format!("`{}` is not allowed here", short(written)),
                "Links lead to pages of this site, to allowed hosts, and to numbers of content/hotlines.toml.",
            ),
            Address::Bad(why) => error(
                Rule::BadLink,
                format!("`{}` is not an address that may be published: {why}", short(written)),
                "Links lead to pages of this site, to allowed hosts, and to numbers of content/hotlines.toml.",
            ),
        }
    }

    pub(super) fn telephone<'a>(
        &self,
        number: &str,
        file: &Arc<str>,
        span: Span,
    ) -> Result<Destination<'a>, Diagnostic> {
        let is_registered =
            self.bounds.numbers.as_ref().is_none_or(|numbers| numbers.contains(number));
        if is_registered {
            return Ok(Destination::Other);
        }
        let message =
            format!("A link calls `{}`, which is not the number of a hotline", short(number));
        let hint = "Links may call only numbers of content/hotlines.toml: fix the text or the template that makes this link.";
        Err(Diagnostic::new(Rule::NumberNotRegistered, file, span, message).hint(hint))
    }
}

/// The diagnostic for an address that leads to nothing. `path` is the place, `places` all that are
/// there.
pub(super) fn missing(
    written: &Written,
    path: &str,
    places: &BTreeSet<&str>,
    (file, span): (Arc<str>, Span),
) -> Diagnostic {
    let address = short(&written.address);
    if written.is_folder {
        let message = format!("`{address}` holds no index of this page's language");
        let hint = "Fix the template that makes this address.";
        return Diagnostic::new(Rule::BrokenLink, &file, span, message).hint(hint);
    }
    let folder = format!("{path}/");
    let hint = if places.contains(&*folder) {
        format!("The page's address ends in a slash: `{folder}`.")
    } else {
        match nearest(path, places) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => "Fix the text or the template that makes this address.".to_owned(),
        }
    };
    let message = format!("`{address}` leads to nothing that was built");
    Diagnostic::new(Rule::BrokenLink, &file, span, message).hint(hint)
}

/// Looked for among few only, since it must not take long on a large site where much is wrong.
fn nearest<'p>(path: &str, places: &BTreeSet<&'p str>) -> Option<&'p str> {
    const FEW: usize = 1000;
    if places.len() > FEW { None } else { diagnostic::nearest(path, places.iter().copied()) }
}

/// The diagnostic for a place within a page that is not there.
pub(super) fn no_anchor(fragment: &str, place: &str, file: &Arc<str>, span: Span) -> Diagnostic {
    Diagnostic::new(
        Rule::BrokenLink,
        file,
        span,
        format!("There is no `#{}` on {place}", short(fragment)),
    )
    .hint("Name an `id` of that page, or leave the part from `#` on out.")
}

fn with_index(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}

/// What of a text is quoted in a message.
pub(super) fn short(text: &str) -> String {
    const LENGTH: usize = 100;
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
