//! Diagnostics as text: places, excerpts, underlines, colours.

use std::sync::Arc;

use wuzha::base::diagnostic::Diagnostic;
use wuzha::base::rules::Rule;
use wuzha::base::source::{SourceFiles, Span};
use wuzha::cli::report;
use wuzha::cli::report::{Paint, ReportFormat};

fn shown(text: &[u8], span: std::ops::Range<usize>) -> String {
    let file: Arc<str> = Arc::from("content/x.md");
    let mut sources = SourceFiles::default();
    sources.insert(&file, text);
    let diagnostic = Diagnostic::new(Rule::BadLink, &file, Span::new(span), "something is wrong")
        .hint("Fix it.");
    report::render(&[diagnostic], &sources, ReportFormat::Human, Paint::Plain)
}

/// The excerpt without the gutter, and the columns of a terminal that are underlined.
fn underlined(shown: &str) -> (String, std::ops::Range<usize>) {
    let mut lines =
        shown.lines().skip_while(|line| !line.starts_with(|c: char| c.is_ascii_digit()));
    let after_gutter =
        |line: &str| line.split_once("| ").map_or(String::new(), |(_, rest)| rest.to_owned());
    let text = after_gutter(lines.next().expect("an excerpt"));
    let marks = after_gutter(lines.next().expect("an underline"));
    let from = marks.find('^').expect("a mark");
    (text, from..marks.trim_end().len())
}

/// The width of a text in a terminal, where a Han character takes two columns.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{2E80}' { 2 } else { 1 }).sum()
}

#[test]
fn the_underline_is_below_han_characters() {
    let text = "别信“安全账户”，那是 scam。";
    let start = text.find("安全账户").expect("there");
    let (line, range) = underlined(&shown(text.as_bytes(), start..start + "安全账户".len()));
    assert_eq!(line, text);
    assert_eq!(range, columns("别信“")..columns("别信“安全账户"));
}

#[test]
fn the_underline_is_below_text_after_tabs() {
    let (line, range) = underlined(&shown("\t警\tab = 1".as_bytes(), 5..7));
    assert_eq!(line, "    警    ab = 1");
    assert_eq!(range, 10..12);
}

#[test]
fn columns_count_characters_and_skip_the_byte_order_mark() {
    let text = "\u{FEFF}一\r\n二三x\r\n";
    let start = text.find('x').expect("there") - '\u{FEFF}'.len_utf8();
    let shown = shown(text.as_bytes(), start..start + 1);
    assert!(shown.contains("--> content/x.md:2:3\n"), "{shown}");
    assert_eq!(underlined(&shown), ("二三x".to_owned(), 4..5));
}

#[test]
fn a_span_over_several_lines_is_underlined_on_its_first_line() {
    let shown = shown("ab\ncd\nef\n".as_bytes(), 1..7);
    assert_eq!(underlined(&shown), ("ab".to_owned(), 1..2));
    assert!(!shown.contains("cd"), "{shown}");
}

#[test]
fn the_end_of_a_file_can_be_underlined() {
    for text in ["", "ab", "ab\n"] {
        let shown = shown(text.as_bytes(), text.len()..text.len());
        assert_eq!(underlined(&shown).1.len(), 1, "{shown}");
    }
}

#[test]
fn a_line_of_ten_megabytes_is_cut_around_the_span() {
    let mut text = "骗".repeat(1_700_000);
    let start = text.len();
    text.push_str("安全账户");
    text.push_str(&"局".repeat(1_700_000));
    let shown = shown(text.as_bytes(), start..start + 12);
    assert!(shown.contains("content/x.md:1:1700001\n"), "{}", &shown[..200]);
    let (line, range) = underlined(&shown);
    assert!(line.starts_with("…骗") && line.ends_with("局…") && columns(&line) <= 102, "{line}");
    let before: String = line.chars().take_while(|&c| c != '安').collect();
    assert_eq!(range, columns(&before)..columns(&before) + 8);
}

#[test]
fn ten_thousand_diagnostics_in_a_long_line_take_seconds() {
    let file: Arc<str> = Arc::from("content/x.md");
    let mut sources = SourceFiles::default();
    sources.insert(&file, "骗".repeat(3_000_000).into_bytes());
    let at = |i: usize| {
        Diagnostic::warning(Rule::BankCard, &file, Span::new(i * 900..i * 900 + 3), "wrong")
    };
    let diagnostics: Vec<Diagnostic> = (0..10_000).map(at).collect();
    let start = std::time::Instant::now();
    let text = report::render(&diagnostics, &sources, ReportFormat::Short, Paint::Plain);
    assert!(start.elapsed().as_secs() < 5);
    assert!(
        text.ends_with("content/x.md:1:2999701: warning[bank-card] wrong\n"),
        "{}",
        &text[text.len() - 80..]
    );
}

#[test]
fn broken_text_and_terminal_codes_are_escaped() {
    let shown = shown(b"a\xFF\x1b[31mred\xC2\x9b\xE2\x80\xAEx", 1..2);
    assert!(!shown.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{shown:?}");
    let file: Arc<str> = Arc::from("content/\u{1b}[2J.md");
    let hostile = [Diagnostic::new(Rule::BadLink, &file, Span::default(), "key `\u{1b}[31m\nx`")
        .hint("\u{9b}1m")];
    for format in [ReportFormat::Human, ReportFormat::Short, ReportFormat::Json] {
        let text = report::render(&hostile, &SourceFiles::default(), format, Paint::Plain);
        assert!(!text.contains(['\u{1b}', '\u{9b}']) || format == ReportFormat::Json, "{text:?}");
        assert!(!text.contains('\u{1b}'), "JSON escapes it: {text:?}");
    }
    let short =
        report::render(&hostile, &SourceFiles::default(), ReportFormat::Short, Paint::Plain);
    assert_eq!(short.lines().count(), 1);
}

#[test]
fn a_diagnostic_about_a_folder_has_no_excerpt() {
    let file: Arc<str> = Arc::from("content/scams/x");
    let missing =
        [Diagnostic::new(Rule::MissingFile, &file, Span::default(), "there is no `zh.md`")
            .hint("Write it.")];
    let text = report::render(&missing, &SourceFiles::default(), ReportFormat::Human, Paint::Plain);
    assert!(text.contains("--> content/scams/x\n") && text.contains("= help: Write it."), "{text}");
}

#[test]
fn colours_change_no_text() {
    let file: Arc<str> = Arc::from("content/x.md");
    let mut sources = SourceFiles::default();
    sources.insert(&file, *b"one two");
    let found =
        [Diagnostic::warning(Rule::BankCard, &file, Span::new(4..7), "wrong").hint("Fix it.")];
    let [plain, coloured] = [Paint::Plain, Paint::Coloured]
        .map(|paint| report::render(&found, &sources, ReportFormat::Human, paint));
    assert!(coloured.contains('\u{1b}'));
    let mut stripped = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        stripped.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    stripped.push_str(rest);
    assert_eq!(stripped, plain);
}

#[test]
fn tallies_are_written_in_words() {
    let file: Arc<str> = Arc::from("x");
    let error = || Diagnostic::new(Rule::BadLink, &file, Span::default(), "");
    let warning = || Diagnostic::new(Rule::LongSentence, &file, Span::default(), "");
    assert_eq!(report::tally(&[], 0), "no mistakes");
    assert_eq!(report::tally(&[error(), warning(), error(), error()], 0), "3 errors, 1 warning");
    assert_eq!(report::tally(&[warning(), warning()], 1), "3 warnings");
    assert_eq!(report::counted(1, "page"), "1 page");
    assert_eq!(report::counted(1_234_567, "file"), "1,234,567 files");
}
