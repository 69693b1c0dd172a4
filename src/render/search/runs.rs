//! Runs: the postings of neighbouring documents, packed in the order of their terms. The index of a
//! language is merged from its runs ([`postings`](super::postings)), so that no more of it is in
//! memory than its files will hold.

use std::array;

use rustc_hash::FxHashMap;
use tantivy::DocId;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::tokenizer::{MAX_TOKEN_LEN, TokenStream, Tokenizer};

use super::fields::{FIELDS, FieldKind};
use super::fold::is_han;
use super::numbers::{read_number, write_number};
use super::record::Record;
use super::tokenizers::{CharacterTokenizer, PinyinTokenizer, TermTokenizer};
use crate::base::narrow::to_u32;

/// The postings of a run, term by term in the order of their UTF-8 bytes: the length of the term;
/// the term; one byte with a bit for each field that has it, the lowest for field 0; the list of
/// each such field.
///
/// A list is the number of documents and each document, as the difference from the one before.
/// Where the field's kind is `terms`, there follow: for how many documents there are details; their
/// frequencies; their field norm ids, if the field has norms; their positions, as many for each as
/// its frequency, each as the difference from the one before it.
pub(super) type Run = Box<[u8]>;

/// A value for each field.
pub(super) type PerField<T> = [T; FIELDS.len()];

/// In how many documents of earlier runs a term is at least, by field: common terms only. Of those
/// that fill a list, later runs need no details.
#[derive(Default)]
pub(super) struct Seen(PerField<FxHashMap<Box<str>, u32>>);

/// One of so many documents of a run must hold a term for it to be counted as seen.
const COMMON: usize = 64;

impl Seen {
    fn is_listed(&self, number: usize, term: &str) -> bool {
        self.0[number].get(term).is_some_and(|&documents| documents >= FIELDS[number].depth)
    }

    /// Adds what the next run has.
    pub(super) fn add(&mut self, common: PerField<Vec<(Box<str>, u32)>>) {
        for (seen, common) in self.0.iter_mut().zip(common) {
            for (term, documents) in common {
                *seen.entry(term).or_default() += documents;
            }
        }
    }
}

/// A run that is being filled.
#[derive(Default)]
pub(super) struct RunBuilder {
    terms: TermTokenizer,
    characters: CharacterTokenizer,
    pinyin: PinyinTokenizer,
    fields: PerField<FieldLists>,
    first: DocId,
    documents: usize,
}

/// The lists of a field.
#[derive(Default)]
struct FieldLists {
    lists: FxHashMap<Box<str>, List>,
    /// The field norm id of each document.
    norms: Vec<u8>,
    tokens: u64,
}

/// The documents that hold a term in a field.
struct List {
    count: u32,
    last: DocId,
    documents: Vec<u8>,
    /// The most documents that have details.
    depth: u32,
    frequencies: Vec<u32>,
    positions: Vec<u8>,
    last_position: u32,
}

impl RunBuilder {
    /// For the documents from `first` on.
    pub(super) fn new(first: DocId) -> RunBuilder {
        RunBuilder { first, ..RunBuilder::default() }
    }

    /// Adds the next document.
    pub(super) fn add(&mut self, record: &Record, seen: &Seen) {
        let RunBuilder { terms, characters, pinyin, fields, first, documents } = self;
        let document = *first + to_u32(*documents);
        for (number, lists) in fields.iter_mut().enumerate() {
            let mut field =
                OpenField { number, document, lists, seen, next_position: 0, tokens: 0 };
            record.field_texts(FIELDS[number].name, |text| match FIELDS[number].kind {
                FieldKind::Terms => field.add(terms.token_stream(text)),
                FieldKind::Characters => field.add(characters.token_stream(text)),
                FieldKind::Pinyin => field.add(pinyin.token_stream(text)),
            });
            field.close();
        }
        *documents += 1;
    }

    /// The number of tokens in each field.
    pub(super) fn tokens(&self) -> PerField<u64> {
        array::from_fn(|number| self.fields[number].tokens)
    }

    /// The common terms of each field, with the number of documents that hold them.
    pub(super) fn common(&self) -> PerField<Vec<(Box<str>, u32)>> {
        array::from_fn(|number| {
            let lists = self.sorted(number);
            let lists = lists.filter(|(_, list)| list.count as usize * COMMON >= self.documents);
            lists.map(|(term, list)| (term.into(), list.count)).collect()
        })
    }

    pub(super) fn finish(self) -> Run {
        let mut fields: PerField<_> = array::from_fn(|number| self.sorted(number).peekable());
        let mut run = Vec::new();
        let mut lists = Vec::new();
        loop {
            let terms = fields.iter_mut().filter_map(|lists| lists.peek().map(|(term, _)| *term));
            let Some(term) = terms.min() else { return run.into() };
            let mut mask = 0;
            lists.clear();
            for (number, field) in fields.iter_mut().enumerate() {
                if let Some((_, list)) = field.next_if(|(own, _)| *own == term) {
                    mask |= 1 << number;
                    list.write(number, self.first, &self.fields[number].norms, &mut lists);
                }
            }
            write_number(&mut run, to_u32(term.len()));
            run.extend_from_slice(term.as_bytes());
            write_number(&mut run, mask);
            run.extend_from_slice(&lists);
        }
    }

    /// The lists of a field in the order of their terms.
    fn sorted(&self, number: usize) -> impl Iterator<Item = (&str, &List)> {
        let lists = self.fields[number].lists.iter();
        let mut lists: Vec<(&str, &List)> = lists.map(|(term, list)| (&**term, list)).collect();
        lists.sort_unstable_by_key(|(term, _)| *term);
        lists.into_iter()
    }
}

/// A field of a document, while its texts are added. Positions and norms are those that tantivy
/// gives, with which the same queries are answered in [`index`](super::index).
struct OpenField<'a> {
    number: usize,
    document: DocId,
    lists: &'a mut FieldLists,
    seen: &'a Seen,
    /// The first position of the next text.
    next_position: u32,
    tokens: u32,
}

impl OpenField<'_> {
    fn add(&mut self, mut stream: impl TokenStream) {
        let start = self.next_position;
        let mut end = start;
        while stream.advance() {
            let token = stream.token();
            if token.text.len() > MAX_TOKEN_LEN {
                continue;
            }
            let position = start + to_u32(token.position);
            end = end.max(position + 1);
            self.tokens += 1;
            // A single character is looked up in the character fields only: see `plan`.
            if is_single(&token.text) == (FIELDS[self.number].kind == FieldKind::Characters) {
                self.list(&token.text, position);
            }
        }
        // A phrase does not reach from one text into the next.
        self.next_position = end + 1;
    }

    fn list(&mut self, term: &str, position: u32) {
        let lists = &mut self.lists.lists;
        if let Some(list) = lists.get_mut(term) {
            return list.add(self.document, position);
        }
        let spec = &FIELDS[self.number];
        let has_details = spec.kind == FieldKind::Terms && !self.seen.is_listed(self.number, term);
        let mut list = List::new(if has_details { spec.depth } else { 0 });
        list.add(self.document, position);
        lists.insert(term.into(), list);
    }

    fn close(self) {
        self.lists.tokens += u64::from(self.tokens);
        if FIELDS[self.number].has_norms {
            self.lists.norms.push(FieldNormReader::fieldnorm_to_id(self.tokens));
        }
    }
}

impl List {
    fn new(depth: u32) -> List {
        List {
            count: 0,
            last: 0,
            documents: Vec::new(),
            depth,
            frequencies: Vec::new(),
            positions: Vec::new(),
            last_position: 0,
        }
    }

    fn add(&mut self, document: DocId, position: u32) {
        if self.count == 0 || self.last != document {
            write_number(&mut self.documents, document - self.last);
            self.last = document;
            self.count += 1;
            if self.count <= self.depth {
                self.frequencies.push(0);
                self.last_position = 0;
            }
        }
        if self.count <= self.depth
            && let Some(frequency) = self.frequencies.last_mut()
        {
            *frequency += 1;
            write_number(&mut self.positions, position - self.last_position);
            self.last_position = position;
        }
    }

    /// `norms` are those of the documents from `first` on.
    fn write(&self, number: usize, first: DocId, norms: &[u8], out: &mut Vec<u8>) {
        write_number(out, self.count);
        out.extend_from_slice(&self.documents);
        if FIELDS[number].kind != FieldKind::Terms {
            return;
        }
        write_number(out, to_u32(self.frequencies.len()));
        self.frequencies.iter().for_each(|&frequency| write_number(out, frequency));
        if FIELDS[number].has_norms {
            let (mut documents, mut document) = (&*self.documents, 0);
            for _ in &self.frequencies {
                document += read_number(&mut documents);
                out.push(norms[(document - first) as usize]);
            }
        }
        out.extend_from_slice(&self.positions);
    }
}

/// Whether a term is one Han character.
pub(super) fn is_single(term: &str) -> bool {
    let mut chars = term.chars();
    chars.next().is_some_and(is_han) && chars.next().is_none()
}
