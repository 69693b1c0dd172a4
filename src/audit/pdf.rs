//! The audit of PDFs: where links lead, and that nothing runs.

use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::thread;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, String as Text};

use super::links::{Linker, Use};
use super::pdf_bytes::{self, Seen};
use super::{pdf_text, people, texts};
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// Kinds of actions that run something or leave the file in another way than by an address (ISO
/// 32000-1, 12.6.4).
const ACTIVE: [&str; 13] = [
    "JavaScript",
    "Launch",
    "GoToR",
    "GoToE",
    "Thread",
    "SubmitForm",
    "ImportData",
    "ResetForm",
    "Rendition",
    "Movie",
    "Sound",
    "RichMediaExecute",
    "GoTo3DView",
];

/// Keys of what is brought along to be opened, or runs by itself.
const KEYS: [&str; 9] = [
    "JS",
    "JavaScript",
    "AA",
    "EmbeddedFiles",
    "EF",
    "RichMediaContent",
    "XFA",
    "OnInstantiate",
    "FFilter",
];

/// How deep objects may lie in each other.
const DEEP: usize = 64;

/// Bytes of stack to read a PDF with, enough for `limits::PDF_DEPTH`.
const STACK: usize = 256 << 20;

pub(super) fn audit_pdf(linker: &Linker, file: &Arc<str>, bytes: &Arc<[u8]>) -> Vec<Diagnostic> {
    let refused = |what: &str| {
        let hint =
            "Build again; if it stays, take the file out of static/, or remove the folder .wuzha.";
        let found = Diagnostic::new(Rule::MalformedOutput, file, Span::default(), what);
        vec![found.hint(hint)]
    };
    let seen = match pdf_bytes::look(bytes) {
        Ok(seen) => seen,
        Err(why) => return refused(why),
    };
    // The library that reads PDFs gives up on some that are damaged, where it should say so.
    let read = || panic::catch_unwind(AssertUnwindSafe(|| visit(linker, file, bytes, &seen)));
    // It calls itself for what lies in each other, which only few PDFs do more than once or twice.
    let read = if seen.is_deep {
        thread::scope(|scope| {
            let reader = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read);
            reader.ok().and_then(|reader| reader.join().ok()?.ok())
        })
    } else {
        read().ok()
    };
    read.flatten().unwrap_or_else(|| refused("This PDF cannot be read"))
}

/// What is wrong in a PDF; none where it cannot be read.
fn visit(
    linker: &Linker,
    file: &Arc<str>,
    bytes: &Arc<[u8]>,
    seen: &Seen,
) -> Option<Vec<Diagnostic>> {
    let pdf = Pdf::new(Arc::new(Arc::clone(bytes))).ok()?;
    let mut visit = Visit { linker, file, addresses: BTreeSet::new(), found: Vec::new() };
    for object in pdf.objects() {
        visit.object(&object, 0);
    }
    // Some are in objects that another took the place of, and some readers take the first.
    for address in &seen.addresses {
        visit.address(address);
    }
    for words in &seen.words {
        visit.found.extend(texts::live_in_bytes(linker, file, words));
    }
    if linker.bounds.people.is_some() {
        for page in pdf_text::pages(&pdf) {
            visit.found.extend(people::audit_words(linker, file, &page));
        }
    }
    if visit.found.is_empty() {
        seen.active.iter().for_each(|what| visit.active(what));
    }
    Some(visit.found)
}

struct Visit<'d> {
    linker: &'d Linker<'d>,
    file: &'d Arc<str>,
    /// Those that were looked at.
    addresses: BTreeSet<Vec<u8>>,
    found: Vec<Diagnostic>,
}

impl Visit<'_> {
    /// Objects that are referred to come by themselves.
    fn object(&mut self, object: &Object, depth: usize) {
        if depth > DEEP {
            return self.active("objects that lie in each other without end");
        }
        match object {
            Object::Dict(dict) => self.dict(dict, depth),
            Object::Stream(stream) => self.dict(stream.dict(), depth),
            Object::Array(array) => self.array(array, depth),
            _ => {}
        }
    }

    fn array(&mut self, array: &Array, depth: usize) {
        for item in array.raw_iter() {
            if let MaybeRef::NotRef(object) = item {
                self.object(&object, depth + 1);
            }
        }
    }

    fn dict(&mut self, dict: &Dict, depth: usize) {
        for (key, value) in dict.entries() {
            if KEYS.contains(&key.as_str()) {
                self.active(key.as_str());
            }
            if let MaybeRef::NotRef(
                value @ (Object::Dict(_) | Object::Array(_) | Object::Stream(_)),
            ) = value
            {
                self.object(&value, depth + 1);
            }
        }
        if let Some(kind) = dict.get::<Name>("S").filter(|kind| ACTIVE.contains(&kind.as_str())) {
            self.active(kind.as_str());
        }
        if let Some(address) = dict.get::<Text>("URI") {
            self.address(address.as_bytes());
        }
        if dict.get::<Dict>("URI").is_some_and(|dict| dict.contains_key("Base")) {
            self.active("an address that all others begin with (URI Base)");
        }
        if dict.get::<Name>("FS").is_some_and(|kind| kind.as_str() == "URL") {
            self.active("a file at another address");
        }
    }

    fn address(&mut self, address: &[u8]) {
        if !self.addresses.insert(address.to_vec()) {
            return;
        }
        match std::str::from_utf8(address) {
            Ok(address) => {
                let found =
                    self.linker.look_up_plain(address, Use::Link, self.file, Span::default());
                self.found.extend(found.err());
            }
            Err(_) => self.active("an address that is no text"),
        }
    }

    fn active(&mut self, what: &str) {
        let what = format!("The PDF holds something that runs or is opened by itself: {what}");
        let hint = "Export the file again from a program that leaves such things out.";
        self.found.push(
            Diagnostic::new(Rule::ActiveContent, self.file, Span::default(), what).hint(hint),
        );
    }
}
