//! The keys of the interface strings that the program reads. A theme's templates read others, which
//! a language may lack only if no language has them.

use crate::base::vocabulary::{
    Audience, Channel, Kind, Loss, Medium, Payment, Provenance, Region, Role, Taxonomy, TextStatus,
    Vocabulary,
};

/// Keys that the code names, by their table.
#[rustfmt::skip]
const NAMED: &[(&str, &[&str])] = &[
    ("language", &["name", "dir", "read", "short"]),
    ("date", &["format", "month", "months"]),
    ("series", &["next", "last"]),
    ("nav", &["home", "staff", "hotlines"]),
    ("footer", &["license"]),
    ("home", &["title", "description"]),
    ("list", &["page_title"]),
    ("page", &["turning"]),
    ("table", &["label"]),
    ("footnote", &["title", "back"]),
    ("quiz", &["number", "show", "answer"]),
    ("search", &["found_more", "kind"]),
    ("catalogue", &[
        "title", "description", "whole_site", "for_title", "for_intro", "of_title", "of_intro",
        "as_intro", "kit_intro", "page", "pages", "picture", "pictures",
    ]),
    ("filter", &[
        "any", "any_language", "any_branch", "bilingual", "branch_title", "branch_intro",
    ]),
    ("kit", &[
        "title", "month", "list_and", "months", "and", "issuer", "reviewed_on", "address", "page",
        "pages", "long_edge", "short_edge", "line", "texts", "texts_note", "remember", "rules",
        "license",
    ]),
    ("print", &["emergency_title", "bank_number", "bank_name", "bank_use", "license"]),
    ("expired", &["print"]),
    ("text", &["seconds"]),
    ("tips", &["title"]),
];

/// Keys that the code joins from the name of the table and a word.
#[rustfmt::skip]
const JOINED: &[(&str, &[&str])] = &[
    ("alert", &["note", "tip", "important", "warning", "caution"]),
    ("nav", &["now", "names", "print", "check"]),
    ("now", &["title", "description"]),
    ("offline", &["title", "description"]),
    ("names", &["title", "description"]),
    ("hotlines", &["title", "description"]),
    ("staff", &["title", "description"]),
    ("not_found", &["title", "description"]),
    ("search", &[
        "title", "description", "results", "searching", "found", "weak", "none", "all", "only",
        "failed", "unable",
    ]),
    ("check", &[
        "title", "description", "likely", "possible", "faint", "nothing", "found", "says", "flags",
        "words", "do", "read", "perhaps", "comparing", "failed", "unable", "warning", "notice",
        "about", "signs", "signs_title", "stop", "ask_other", "if_paid", "traces_title",
        "traces_note", "link_registered", "link_imitates", "link_unlisted", "link_ip",
        "link_punycode", "link_short", "link_file", "number_registered", "number_extra",
        "number_abroad", "number_unlisted",
    ]),
    ("catalogue", &["download"]),
    ("filter", &[
        "audience", "page", "format", "paper", "language", "branch", "count", "one", "loading",
        "failed", "without", "part", "imprint", "no_imprint", "look",
    ]),
    ("text", &["line_1", "line_2", "spoken"]),
];

/// The words of a closed list.
type ListedWords = fn() -> Vec<&'static str>;

/// Tables that have a label for each word of a closed list.
const LABELS: &[(&str, ListedWords)] = &[
    ("kind", words::<Kind>),
    ("kinds", words::<Kind>),
    ("kinds_intro", words::<Kind>),
    ("channel", words::<Channel>),
    ("payment", words::<Payment>),
    ("audience", words::<Audience>),
    ("role", words::<Role>),
    ("loss", words::<Loss>),
    ("origin", words::<Provenance>),
    ("text_status", words::<TextStatus>),
    ("region", words::<Region>),
    ("text", words::<Medium>),
    ("taxonomy", words::<Taxonomy>),
    ("taxonomy_intro", words::<Taxonomy>),
    ("term_title", words::<Taxonomy>),
    ("term_intro", words::<Taxonomy>),
    ("search", words::<Taxonomy>),
];

fn words<V: Vocabulary>() -> Vec<&'static str> {
    V::ids().collect()
}

/// Every key that the program reads, as `nav.home`.
pub fn all() -> Vec<String> {
    let joined = JOINED.iter().map(|(table, words)| keys(table, words));
    let labels = LABELS.iter().map(|(table, words)| keys(table, &words()));
    named().into_iter().chain(joined.chain(labels).flatten()).collect()
}

/// Those that the code names as a whole.
pub fn named() -> Vec<String> {
    NAMED.iter().flat_map(|(table, words)| keys(table, words)).collect()
}

fn keys(table: &str, words: &[&str]) -> Vec<String> {
    words.iter().map(|word| format!("{table}.{word}")).collect()
}
