//! One binary for all tests, so that they link once. Each file opens with the question it answers.

// A whole site in one string, and valid pages to change.
mod site;
// Elements and words of an HTML file.
mod tags;

// Every rule, by the files of tests/rules; all mistakes at once, none twice.
mod checks;
// Where links may lead.
mod links;
// Input that means harm, or is merely enormous.
mod hostile;

// From Markdown to HTML.
mod markdown;
// Every address, and what stands in each page's head.
mod pages;
// Fallbacks, older translations, other languages.
mod translations;
// Atom, JSON Feed, sitemap.
mod feeds;
// Analysis, ranking, and the same answers in the browser.
mod search;
// Sheets.
mod print;

// The site this project publishes.
mod content;
// The same bytes every time.
mod determinism;
// A small complete site as it came out before.
mod golden;
// Output folders.
mod write;
// Commands, formats, exit codes.
mod cli;
// The preview.
mod serve;
// The architecture as a test.
mod tidy;
