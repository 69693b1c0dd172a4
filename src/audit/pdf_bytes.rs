//! The bytes of a PDF, before a library reads it: how deep its objects lie in each other, and what is
//! said twice, of which viewers take the one or the other.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use crate::base::limits;

/// Bytes of all packed parts together that are unpacked at most.
const UNPACKED: u64 = 256 << 20;

/// Actions that run something or lead elsewhere, and parts with programs (ISO 32000-1, 12.6.4): names
/// that are long enough to be none by chance.
const ACTIVE: [&[u8]; 8] = [
    b"/JavaScript",
    b"/Launch",
    b"/GoToR",
    b"/GoToE",
    b"/SubmitForm",
    b"/ImportData",
    b"/EmbeddedFile",
    b"/RichMedia",
];

/// Ways of packing that are not unpacked here.
const UNUSUAL: [&[u8]; 4] =
    [b"/LZWDecode", b"/ASCII85Decode", b"/ASCIIHexDecode", b"/RunLengthDecode"];

/// What the bytes say.
#[derive(Default)]
pub(super) struct Seen {
    /// Every address of an action, each once.
    pub addresses: BTreeSet<Vec<u8>>,
    pub active: BTreeSet<&'static str>,
    /// Words of pages that hold what begins a host: viewers make links of such.
    pub words: Vec<Vec<u8>>,
    /// Whether more brackets lie in each other than in most.
    pub is_deep: bool,
}

/// Brackets in each other that any stack is enough for.
const SHALLOW: usize = 100;

/// Looks through the bytes of a PDF and of its packed parts.
///
/// # Errors
///
/// Why no library may read it, as a sentence.
pub(super) fn look(bytes: &[u8]) -> Result<Seen, &'static str> {
    let plain = without_escapes(bytes);
    let has = |name: &[u8]| memmem::find(&plain, name).is_some();
    if has(b"/Encrypt") {
        return Err("This PDF is locked, and cannot be looked into");
    }
    if has(b"/ObjStm") && UNUSUAL.iter().any(|name| has(name)) {
        return Err("Parts of this PDF are packed in a way that cannot be looked into");
    }
    let mut seen = Seen::default();
    let mut rest = UNPACKED;
    seen.is_deep |= depth(&plain)? > SHALLOW;
    seen.note(&plain);
    for at in memmem::find_iter(bytes, b"stream").map(|at| at + b"stream".len()) {
        let packed = bytes[at..].trim_ascii_start();
        // Two bytes that begin what is packed: RFC 1950, section 2.2.
        let is_packed = matches!(packed, [first, second, ..]
            if first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0);
        if !is_packed {
            continue;
        }
        let mut unpacked = Vec::new();
        // What is damaged is unpacked as far as it goes, as readers do.
        let _ = ZlibDecoder::new(packed).take(rest).read_to_end(&mut unpacked);
        rest -= unpacked.len() as u64;
        if rest == 0 {
            return Err("The parts of this PDF are too large when they are unpacked");
        }
        let unpacked = without_escapes(&unpacked);
        seen.is_deep |= depth(&unpacked)? > SHALLOW;
        if memmem::find(bytes, b"ObjStm").is_some() {
            seen.note(&unpacked);
        }
        seen.words.extend(words(&unpacked));
    }
    Ok(seen)
}

/// Counts brackets, wherever they are. In pictures they come by chance, but never so many.
fn depth(bytes: &[u8]) -> Result<usize, &'static str> {
    let (mut depth, mut most, mut at) = (0_usize, 0, 0);
    while at < bytes.len() {
        let is_double = bytes.get(at + 1) == Some(&bytes[at]);
        match bytes[at] {
            b'[' => depth += 1,
            b'<' if is_double => {
                depth += 1;
                at += 1;
            }
            b']' => depth = depth.saturating_sub(1),
            b'>' if is_double => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            _ => {}
        }
        most = most.max(depth);
        if depth > limits::PDF_DEPTH {
            return Err("The objects of this PDF lie in each other too deeply");
        }
        at += 1;
    }
    Ok(most)
}

/// The bytes with `#4A` in names as `J` (ISO 32000-1, 7.3.5).
fn without_escapes(bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_escape = |at: usize| {
        bytes.get(at + 1..at + 3).is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit))
    };
    if !memchr::memchr_iter(b'#', bytes).any(is_escape) {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'#');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    Cow::Owned(out)
}

impl Seen {
    fn note(&mut self, bytes: &[u8]) {
        for name in ACTIVE {
            let is_whole = |at: usize| {
                bytes.get(at + name.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric())
            };
            if memmem::find_iter(bytes, name).any(is_whole) {
                self.active.insert(std::str::from_utf8(&name[1..]).unwrap_or_default());
            }
        }
        for at in memmem::find_iter(bytes, b"/URI") {
            let value = bytes[at + b"/URI".len()..].trim_ascii_start();
            self.addresses.extend(text(value));
        }
    }
}

/// The words of a page's drawing (ISO 32000-1, 9.4.3), where they are written in letters and hold an
/// address: what is in brackets, `(ht) -5 (tp)`, without what is between them.
fn words(content: &[u8]) -> Option<Vec<u8>> {
    // By chance fonts hold one of these, but not all.
    let has = |operator: &[u8]| {
        let is_blank = |at: usize| content.get(at).is_none_or(u8::is_ascii_whitespace);
        let mut all = memmem::find_iter(content, operator);
        all.any(|at| (at == 0 || is_blank(at - 1)) && is_blank(at + operator.len()))
    };
    if !has(b"BT") || !has(b"ET") || !has(b"Tf") {
        return None;
    }
    let (mut words, mut at) = (Vec::new(), 0);
    while let Some(start) = memchr::memchr(b'(', &content[at..]).map(|start| at + start) {
        let Some(word) = text(&content[start..]) else { break };
        at = start + word.len() + 2;
        words.extend(word);
        let next =
            content[at.min(content.len())..].iter().position(|&byte| matches!(byte, b'(' | b'T'));
        if next.is_none_or(|next| content[at + next] == b'T') {
            words.push(b' ');
        }
        at = at.min(content.len());
    }
    memmem::find(&words, b"://").is_some().then_some(words)
}

/// The text that bytes begin with: `(…)` or `<…>` (ISO 32000-1, 7.3.4). What is escaped in one is
/// kept as it is, and is then no address.
fn text(bytes: &[u8]) -> Option<Vec<u8>> {
    match bytes {
        [b'<', b'<', ..] => None,
        [b'<', rest @ ..] => {
            let end = rest.iter().position(|&byte| byte == b'>')?;
            let digits: Vec<u8> =
                rest[..end].iter().copied().filter(u8::is_ascii_hexdigit).collect();
            let pair = |pair: &[u8]| {
                let text = std::str::from_utf8(pair).ok()?;
                u8::from_str_radix(text, 16)
                    .ok()
                    .map(|byte| if pair.len() == 1 { byte << 4 } else { byte })
            };
            digits.chunks(2).map(pair).collect()
        }
        [b'(', rest @ ..] => {
            let (mut depth, mut out) = (1, Vec::new());
            let mut bytes = rest.iter();
            while let Some(&byte) = bytes.next() {
                match byte {
                    b'\\' => match bytes.next() {
                        Some(&byte @ (b'(' | b')' | b'\\')) => out.push(byte),
                        Some(&byte) => out.extend([b'\\', byte]),
                        None => {}
                    },
                    b'(' => {
                        depth += 1;
                        out.push(byte);
                    }
                    b')' => {
                        depth -= 1;
                        if depth == 0 {
                            return Some(out);
                        }
                        out.push(byte);
                    }
                    byte => out.push(byte),
                }
            }
            None
        }
        _ => None,
    }
}
