//! How the text files of a build are encoded: one rule for each kind of reader.
//!
//! - **People**, who open a file with what their office computer has: a text editor, a spreadsheet,
//!   the software of a sign or a cash machine. On a Chinese Windows these take a file for GBK unless
//!   a byte order mark says that it is UTF-8, and older ones show lines in one unless they end in CR
//!   and LF. So these files have both: short texts in `texts/`, and the `README.txt` of a kit.
//! - **Programs**: browsers, crawlers, feed readers, servers. They expect UTF-8 and take a mark for
//!   a part of the first word, so everything else has none, and lines end in LF.
//!
//! What a site keeps in `static/` is published byte by byte, as it is.

const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// A text for people, with whatever line ends.
pub fn for_people(text: &str) -> Vec<u8> {
    let mut file = BYTE_ORDER_MARK.to_owned();
    for line in text.lines() {
        file.push_str(line);
        file.push_str("\r\n");
    }
    file.into_bytes()
}

/// Whether people open this output. All others are for programs.
pub fn is_for_people(path: &str) -> bool {
    path.starts_with("texts/") || path.ends_with("README.txt")
}
