//! Every limit that refuses, cuts or leaves out; `docs/operator.md` lists them.
//!
//! They are far above what a site of people's texts needs, and far below what would exhaust the
//! memory or the patience of an ordinary machine. What a medium holds (70 characters a text
//! message, 6 options a question) is its rule's own matter.

/// The largest file that is read, in bytes: far above any page or picture.
pub const FILE: u64 = 64 << 20;

/// All files of a site together, in bytes: they are held in memory.
pub const SITE: u64 = 4 << 30;

/// The texts whose trees stay in memory, in bytes: a tree takes twice as much. Those of a larger site
/// are made again when they are needed.
pub const DOCUMENTS: usize = 16 << 20;

/// The pixels of an image: each takes four bytes of memory when it is printed.
pub const PIXELS: usize = 50_000_000;

/// The largest logo, in bytes: every leaflet of a branch holds it.
pub const LOGO: usize = 1 << 20;

/// The pixels of a logo: enough for 40 cm at 300 dots an inch.
pub const LOGO_PIXELS: usize = 4_000_000;

/// How deeply the groups of a drawing may lie in each other.
pub const DRAWING_DEPTH: usize = 100;

/// The elements that a drawing draws, those that `<use>` draws again included.
pub const DRAWING_ELEMENTS: usize = 200_000;

/// How deeply brackets may lie in each other in a style sheet. No person and no program writes more;
/// the library that reads them calls itself for each.
pub const BRACKETS: usize = 64;

/// The same in a script.
pub const SCRIPT_BRACKETS: usize = 256;

/// How deeply brackets of a PDF may lie in each other before it is read: in its pictures they come by
/// chance. What is read has a stack for so many.
pub const PDF_DEPTH: usize = 5000;

/// How deeply zips may lie in each other, and the bytes of all files in one together.
pub const ZIPS: usize = 3;
pub const UNZIPPED: u64 = 1 << 30;

/// The marks above and below one letter; Vietnamese needs two, Hebrew four.
pub const MARKS: usize = 8;

/// How deeply a text may be nested: lists in quotes in lists. No reader could follow more.
pub const NESTING: usize = 32;

/// How deeply what is printed may be nested; the typesetter gives up at about 15.
pub const PRINTED_NESTING: usize = 12;

/// The code of a text that is coloured, in bytes; what comes after it is shown without colours.
pub const COLOURED_CODE: usize = 16 << 10;

/// The index of a language that a browser keeps for when there is no network, in bytes; of a larger
/// one it keeps what was asked for.
pub const OFFLINE_SEARCH: usize = 2 << 20;

/// The pages a list may show at once, `page_size` in wuzha.toml.
pub const PAGE_SIZE: i64 = 500;

/// The pages, the first of the site, that the filter of what is printed knows: about 60 KB on the
/// way to a reader. The lists of the catalogue hold all.
pub const FILTERED: usize = 1000;

/// The addresses a site map may hold: <https://www.sitemaps.org/protocol.html>.
pub const SITEMAP_ADDRESSES: usize = 50_000;

/// The different terms of a query that are looked up. `plan.js` of the theme says the same.
pub const QUERY_TERMS: usize = 40;

/// The terms up to which their order and nearness count: longer is a pasted sentence, which no page
/// holds word for word.
pub const PHRASE_TERMS: usize = 8;
/// The terms of a query from which on it is a sentence.
pub const SENTENCE_TERMS: usize = 5;
/// The most pages that are offered where none holds enough of a query.
pub const GUESSES: usize = 3;

/// The mistakes shown to a person, with the number of all; other formats list every one.
pub const SHOWN: usize = 1000;

/// The allowed words that a hint lists, and among which it looks for the one that was meant.
pub const LISTED: usize = 100;
