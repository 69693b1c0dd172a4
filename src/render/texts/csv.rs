//! A table as spreadsheets open it: RFC 4180, UTF-8 with a byte order mark, which Excel needs to
//! tell the encoding.

use csv::{Terminator, WriterBuilder};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

pub(super) fn table<const N: usize>(rows: &[[&str; N]]) -> Vec<u8> {
    let mut writer =
        WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    for row in rows {
        writer
            .write_record(row.map(harmless))
            .expect("writing rows of one length to memory cannot fail");
    }
    writer.into_inner().expect("writing to memory cannot fail")
}

/// A cell that begins like a formula is one to a spreadsheet, unless an apostrophe says that it is
/// text. The signs are OWASP's (“CSV Injection”), the full-width ones included.
fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}
