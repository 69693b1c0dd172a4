//! One binary for all tests, so that they link once. Each file opens with the question it answers.

// A whole site in one string, and valid pages to change.
mod site;
// Elements and words of an HTML file.
mod tags;
// Words, sizes, places and codes of a laid-out document.
mod paper;
// What a PDF says of itself.
mod pdf;
// A job to change, and a printer for it.
mod jobs;
mod judged;
// Pasted messages.
mod messages;

// Every rule, by the files of tests/rules; all mistakes at once, none twice.
mod checks;
// Numbers in digits and in words, in both languages.
mod numbers;
// What was built, with faults planted.
mod audit;
// Where links may lead.
mod links;
// Texts nobody would write, by the million if one likes.
mod fuzz;
// Input that means harm, or is merely enormous.
mod hostile;

// What one can see.
mod colours;

// From Markdown to HTML.
mod markdown;
// Every address, and what stands in each page's head.
mod pages;
// What there is to print, questions, pictures beside shared links.
mod catalogue;
// What nobody has looked at for too long.
mod expiry;
// Fallbacks, older translations, other languages.
mod translations;
// Atom, JSON Feed, sitemap.
mod feeds;
// Texts for screens, messages and loudspeakers; the tip of the day.
mod share;
// Analysis, ranking, and the same answers in the browser.
mod search;
// Images without what a camera wrote into them.
mod pictures;
// A theme's modules as scripts.
mod scripts;
// Themes that stand on others.
mod themes;
// A copy for a USB stick.
mod bundle;
// Compressed files for servers.
mod precompress;
// Sheets, one job at a time.
mod print;
// Formats: a template and a table.
mod print_formats;
// What was typeset is not typeset again.
mod print_cache;
// Names and addresses on copies.
mod branches;
// Text that looks like code, in every form.
mod hostile_print;
// Every example of the CommonMark specification, in every output.
mod commonmark;

// Words that are not used.
mod words;

// The site this project publishes.
mod content;
// Everything that is printed from it.
mod shipped;
// Sizes of its text and distances from its edges.
mod floors;
// Its codes, read as a phone reads them.
mod qr;
// The same bytes every time.
mod determinism;
// A small complete site as it came out before.
mod golden;
// Killed builds, full disks, files that are none, several at work.
mod faults;
// Output folders.
mod write;
// Commands, formats, exit codes.
mod cli;
// With which headers it is to be served.
mod headers;
// The preview.
mod serve;
// What is built in, and where it comes from.
mod supply;
// The architecture as a test.
mod tidy;
