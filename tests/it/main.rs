//! All tests of the program in one binary, so that they link once; in the order of `src/`.

#![allow(unreachable_pub, reason = "helpers are public to all tests of this binary")]
#![allow(clippy::disallowed_methods, reason = "tests read and write folders and run programs")]
#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "tests print what they skip or measure"
)]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]
#![allow(clippy::assigning_clones, reason = "tests need not be fast here")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "numbers in tests are small"
)]

/// Helpers: sites to build, readers of what is built, the program as a process.
mod support {
    /// A whole site in one string, built in memory.
    pub mod site;
    pub mod slip;
    /// The files of a search index.
    pub mod shards;
    /// Valid pages to change.
    pub mod page;
    /// A site with a bit of everything.
    pub mod rich;
    /// A site with quick print formats.
    pub mod printed;
    /// What this project publishes, loaded and built once.
    pub mod shipped;
    /// What must hold of every built page.
    pub mod checks;
    /// Elements and words of an HTML file.
    pub mod tags;
    /// Elements of an XML file.
    pub mod xml;
    /// A print job to change, and a printer for it.
    pub mod jobs;
    /// Words, sizes, places and QR codes of a laid-out document.
    pub mod paper;
    /// Accessibility, fonts and sizes of a PDF.
    pub mod pdf;
    /// Files to audit.
    pub mod audited;
    /// The program as a process, and a small site in a folder of its own.
    pub mod program;
    /// Servers of buckets: a real one, and ones that go wrong.
    pub mod bucket;
    /// Many sentences through the rules about people.
    pub mod guarded;
    /// Made-up numbers with check digits.
    pub mod numbers;
    /// Sentences with data of invented people, and harmless ones.
    pub mod sentences;
    /// Random numbers that are the same in every run.
    pub mod dice;
}

/// The vocabulary of all stages.
mod base {
    /// Web addresses.
    mod url;
}

/// From files to values.
mod parse {
    /// Which files belong to a site.
    mod load;
    /// Files that cannot or must not be read.
    mod files;
    /// File names that differ only in case or encoding, or cannot be written everywhere.
    mod names;
    /// Bytes that are not text, and nesting without end.
    mod texts;
    /// Very long files.
    mod long;
    /// Markup that was not taken.
    mod leftovers;
    /// Changes to one key of a TOML file.
    mod toml_edits;
    /// Signs of an input method in TOML.
    mod toml_signs;
    /// Input that means harm.
    mod hostile;
    /// From Markdown to HTML.
    mod markdown;
    /// Every example of the CommonMark specification, in every output.
    mod commonmark;
}

/// Themes.
mod theme {
    /// Themes that extend other themes.
    mod chain;
    /// A theme's modules as scripts.
    mod scripts;
    /// The contrast of the built-in theme's colours.
    mod colours;
    /// What engines of 2018 read.
    mod engines;
    /// Ids of a theme and of authors.
    mod ids;
    /// What a browser prints.
    mod paper;
    /// The drawings.
    mod signs;
}

/// The model of a site.
mod site {
    /// What hides in pictures and drawings.
    mod hidden_parts;
    /// Where links may lead.
    mod links;
    /// Fallbacks, older translations, other languages.
    mod translations;
    /// Expired facts.
    mod expiry;
    /// Images without their metadata.
    mod pictures;
}

/// Rules.
mod check {
    /// Files in `static/`, pictures, logos, and the codes in them.
    mod static_files;
    /// People's data in odd spellings.
    mod people;
    /// Every place where words are published.
    mod places;
    /// Recall and false alarms of the rules about people.
    mod recall;
    /// Every rule, by its help page in docs/rules; all errors in one run, none twice.
    mod rules;
    /// All mistakes in one run, and nothing that follows from them.
    mod one_run;
    /// Numbers in digits and in words, in both languages.
    mod numbers;
    /// Words that must not be used.
    mod words;
    /// Addresses in texts.
    mod addresses;
}

/// The renderers.
mod render {
    mod html {
        /// Every address, and the head of each page.
        mod pages;
        /// Old addresses, which lead on.
        mod old_addresses;
        /// The catalogue of printed items.
        mod catalogue;
        /// The filter of the catalogue.
        mod filter;
        /// Printed items, share cards, quizzes and sessions on their pages.
        mod parts;
    }
    mod search {
        /// Analysis, ranking, and the same answers in the browser.
        mod index;
        /// Judged queries, answered with the shipped content.
        mod judged;
        /// Judged messages, compared with the shipped content.
        mod messages;
        /// Words of scripts that this site has no text in.
        mod scripts;
    }
    mod print {
        /// One job at a time.
        mod jobs;
        /// Formats: a template and a table.
        mod formats;
        /// Pictures keep the colours of areas, and few others.
        mod pictures;
        /// What was typeset is not typeset again.
        mod cache;
        /// Names and addresses of branches on their copies.
        mod branches;
        /// Long words and tall letters.
        mod letters;
        /// Text that looks like code, in every format.
        mod hostile;
    }
    /// Atom, JSON Feed, sitemap.
    mod feeds;
    /// Texts for screens, messages and loudspeakers; the tip of the day.
    mod texts;
}

/// What is added to the rendered files.
mod publish {
    /// A copy for a USB stick.
    mod folder_copy;
    /// Compressed files for servers.
    mod precompress;
    /// How text files are encoded.
    mod text_files;
    /// Headers for servers.
    mod headers;
}

/// The audit of what was built.
mod audit {
    /// Faults planted in a built site.
    mod faults;
    /// Ways out of pages, style sheets, data and drawings that hide.
    mod hidden;
    /// PDFs, office files and zips that hide something, or would not end.
    mod documents;
    /// Addresses that must not be published.
    mod addresses;
    /// People's data in what was built.
    mod people;
    /// QR codes, PDFs, zips and the search index.
    mod files;
    /// The strict reader of HTML, compared with `lol_html`.
    mod reader;
    /// What many pages share.
    mod shared_lines;
}

/// From values to files.
mod write {
    /// Output folders.
    mod folder;
    /// Full disks and folders that cannot be written to.
    mod disk;
    /// Killed builds.
    mod killed;
    /// Several builds at once.
    mod together;
    /// Links in the place of the program's own files.
    mod links;
    /// What reaches the disk before what.
    mod durable;
}

/// The pipeline as a whole.
mod pipeline {
    /// A small complete site as it was built before.
    mod golden;
    /// The same bytes every time.
    mod determinism;
    /// Parts of all jobs.
    mod shards;
    /// The same bytes from other processes, places, orders and languages.
    mod processes;
    /// What a check lays out.
    mod fits;
    /// One page after an edit.
    mod preview;
    /// Random texts.
    mod fuzz;
}

/// The command line.
mod cli {
    /// Commands, formats, exit codes.
    mod commands;
    /// `wuzha audit`.
    mod audit;
    /// `wuzha exceptions`.
    mod exceptions;
    /// `printed.lock` and redirects.
    mod permanence;
    /// Excerpts and underlines.
    mod report;
    /// `wuzha translations`.
    mod translations;
    /// `wuzha typeset`.
    mod typeset;
    /// Buckets that go wrong.
    mod cache;
    /// A cache that was damaged.
    mod damaged;
    /// The preview.
    mod serve;
}

/// The site this project publishes.
mod content {
    /// Its pages.
    mod site;
    /// Everything that is printed from it.
    pub mod prints;
    /// Sizes of printed text and distances from the edges.
    mod sizes;
    /// Printed codes, read as a phone reads them.
    mod codes;
}

/// The repository.
mod project {
    /// Dependencies: sources, licences, versions.
    mod supply;
    /// The interface strings that are read and those that are written.
    mod strings;
    /// The architecture as a test.
    mod tidy;
    /// README.md and the files it links to.
    mod documents;
}
