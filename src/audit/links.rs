//! The addresses of all files: whether what they lead to exists and may be linked.

use std::collections::HashMap;
use std::sync::Arc;

use super::address::{Address, Bounds};
use crate::base::artifact::Artifacts;
use crate::base::diagnostic;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// FileIndex by the path of their address: `en/scams/index.html` under `en/scams/`.
pub(super) struct FileIndex<'a> {
    places: HashMap<&'a str, usize>,
}

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

/// A link to a place within another file, to be looked up when all files are read.
pub(super) struct Pending<'a> {
    pub target: usize,
    pub fragment: std::borrow::Cow<'a, str>,
    pub span: Span,
}

/// Where one file's addresses are looked up.
pub(super) struct Linker<'a> {
    pub bounds: &'a Bounds<'a>,
    pub files: &'a FileIndex<'a>,
}

/// What came of looking up an address that is fine.
pub(super) enum Destination<'a> {
    /// A file, as the number of the artifact; with the fragment.
    File(usize, std::borrow::Cow<'a, str>),
    Same(std::borrow::Cow<'a, str>),
    /// Another host, a number, or something this build does not make.
    Other,
}

impl<'a> FileIndex<'a> {
    pub(super) fn new(artifacts: &'a Artifacts) -> Self {
        let places =
            artifacts.iter().enumerate().map(|(number, artifact)| (place(&artifact.path), number));
        FileIndex { places: places.collect() }
    }

    pub(super) fn find(&self, path: &str) -> Option<usize> {
        // `en/scams` is found by a server, and not in a folder; nothing on this site is addressed
        // so.
        self.places.get(place(path)).copied()
    }
}

/// The path of an address without the name that servers add.
fn place(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    }
}

impl<'d> Linker<'d> {
    /// Looks up an address as written in HTML, in `artifact`, at `span`.
    pub(super) fn look_up<'a>(
        &self,
        written: &'a str,
        use_: Use,
        file: &str,
        span: Span,
    ) -> Result<Destination<'a>, Diagnostic> {
        self.judge(self.bounds.read(written, file), written, use_, file, span)
    }

    /// The same for an address without entities.
    pub(super) fn look_up_plain<'a>(
        &self,
        address: &'a str,
        use_: Use,
        file: &str,
        span: Span,
    ) -> Result<Destination<'a>, Diagnostic> {
        self.judge(self.bounds.read_plain(address, file), address, use_, file, span)
    }

    fn judge<'a>(
        &self,
        address: Address<'a>,
        written: &str,
        use_: Use,
        file: &str,
        span: Span,
    ) -> Result<Destination<'a>, Diagnostic> {
        let error = |rule, message: String, hint: &str| {
            Err(Diagnostic::new(rule, &Arc::from(file), span, message).hint(hint))
        };
        match address {
            Address::Here { path, fragment } => match self.files.find(&path) {
                Some(number) => Ok(Destination::File(number, fragment)),
                None if !(self.bounds.is_made)(&with_index(&path)) => Ok(Destination::Other),
                None => Err(self.missing(&path, written, file, span)),
            },
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

    fn telephone<'a>(
        &self,
        number: &str,
        file: &str,
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
        Err(Diagnostic::new(Rule::NumberNotRegistered, &Arc::from(file), span, message).hint(hint))
    }

    fn missing(&self, path: &str, written: &str, file: &str, span: Span) -> Diagnostic {
        let message = format!("`{}` leads to nothing that was built", short(written));
        let folder = format!("{path}/");
        let hint = if self.files.find(&folder).is_some() {
            format!("The page's address ends in a slash: `{folder}`.")
        } else {
            match self.nearest(path) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "Fix the text or the template that makes this address.".to_owned(),
            }
        };
        Diagnostic::new(Rule::BrokenLink, &Arc::from(file), span, message).hint(hint)
    }

    /// Looked for among few only, since it must not take long on a large site where much is wrong.
    fn nearest(&self, path: &str) -> Option<&str> {
        const FEW: usize = 1000;
        let places = &self.files.places;
        let mut known: Vec<&str> =
            if places.len() <= FEW { places.keys().copied().collect() } else { Vec::new() };
        known.sort_unstable();
        diagnostic::nearest(path, known)
    }
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
