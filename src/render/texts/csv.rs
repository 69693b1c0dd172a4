//! A table as spreadsheets open it: RFC 4180, but for the line ends and the mark of its file.

use csv::WriterBuilder;

pub(super) fn table<const N: usize>(rows: &[[&str; N]]) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    for row in rows {
        writer
            .write_record(row.map(harmless))
            .expect("writing rows of one length to memory cannot fail");
    }
    let bytes = writer.into_inner().expect("writing to memory cannot fail");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A cell that begins like a formula is one to a spreadsheet, unless an apostrophe says that it is
/// text. The signs are OWASP's (“CSV Injection”), the full-width ones included.
fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}
