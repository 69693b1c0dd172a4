//! The fields of the index: what each holds, how much it counts, and how long its lists are.

use tantivy::schema::Field;

use crate::base::narrow::to_u32;

/// One field of the index. The table [`FIELDS`] is the definition; the exported directory carries
/// it to the browser.
pub(super) struct FieldSpec {
    pub name: &'static str,
    pub kind: FieldKind,
    /// Its weight in the sum of the fields' BM25 scores.
    pub boost: f32,
    /// Whether a term counts less in a longer text. A page with many names must not rank lower for
    /// it.
    pub has_norms: bool,
    /// Whether it holds names.
    pub is_name: bool,
    /// A term in more documents than this is common: its positions are used for phrases in
    /// quotation marks only.
    pub common: u32,
    /// A term in more documents than this is listed, with its scores, for the first of them only.
    /// The others are known to hold it, and are looked up if the first ones do not answer the
    /// query. So what a query fetches hardly grows with the site; documents are in the order of
    /// their kinds, scams first.
    pub depth: u32,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Words and Han pairs, with frequencies, positions and field norms.
    Terms,
    /// The different Han characters, for queries of one character: document ids only.
    Characters,
    /// How names are typed in pinyin: document ids only.
    Pinyin,
}

impl FieldKind {
    /// Its name in the directory.
    pub fn id(self) -> &'static str {
        match self {
            FieldKind::Terms => "terms",
            FieldKind::Characters => "characters",
            FieldKind::Pinyin => "pinyin",
        }
    }
}

/// What a phrase counts, compared with its terms.
pub(super) const PHRASE_BOOST: f32 = 3.0;

const DEPTH: u32 = 1_000;
const NAMES_DEPTH: u32 = 4_000;

/// The fields; a field's place in this table is its number in tantivy and on disk.
pub(super) const FIELDS: [FieldSpec; 10] = [
    FieldSpec {
        name: "title",
        kind: FieldKind::Terms,
        boost: 10.0,
        has_norms: true,
        is_name: true,
        common: u32::MAX,
        depth: NAMES_DEPTH,
    },
    FieldSpec {
        name: "aliases",
        kind: FieldKind::Terms,
        boost: 4.0,
        has_norms: false,
        is_name: true,
        common: u32::MAX,
        depth: NAMES_DEPTH,
    },
    FieldSpec {
        name: "asked",
        kind: FieldKind::Terms,
        boost: 3.0,
        has_norms: false,
        is_name: true,
        common: u32::MAX,
        depth: NAMES_DEPTH,
    },
    FieldSpec {
        name: "headings",
        kind: FieldKind::Terms,
        boost: 3.0,
        has_norms: true,
        is_name: false,
        common: 400,
        depth: DEPTH,
    },
    FieldSpec {
        name: "summary",
        kind: FieldKind::Terms,
        boost: 2.0,
        has_norms: true,
        is_name: false,
        common: u32::MAX,
        depth: DEPTH,
    },
    FieldSpec {
        name: "body",
        kind: FieldKind::Terms,
        boost: 1.0,
        has_norms: true,
        is_name: false,
        common: 400,
        depth: DEPTH,
    },
    FieldSpec {
        name: "said",
        kind: FieldKind::Terms,
        boost: 0.9,
        has_norms: false,
        is_name: false,
        common: 400,
        depth: DEPTH,
    },
    FieldSpec {
        name: "name_characters",
        kind: FieldKind::Characters,
        boost: 8.0,
        has_norms: false,
        is_name: false,
        common: u32::MAX,
        depth: NAMES_DEPTH,
    },
    FieldSpec {
        name: "characters",
        kind: FieldKind::Characters,
        boost: 1.0,
        has_norms: false,
        is_name: false,
        common: u32::MAX,
        depth: DEPTH,
    },
    FieldSpec {
        name: "pinyin",
        kind: FieldKind::Pinyin,
        boost: 1.0,
        has_norms: false,
        is_name: false,
        common: u32::MAX,
        depth: u32::MAX,
    },
];

/// The tantivy field of `FIELDS[number]`.
pub(super) fn field(number: usize) -> Field {
    Field::from_field_id(to_u32(number))
}

/// The numbers of the fields of a kind.
pub(super) fn fields_of(kind: FieldKind) -> impl Iterator<Item = usize> {
    (0..FIELDS.len()).filter(move |&number| FIELDS[number].kind == kind)
}
