//! What a template reads: the sheet of a job with the sections its format takes, the format, the
//! branch.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use typst::foundations::Bytes;
use unicode_normalization::UnicodeNormalization;

use crate::render::print::sheet::{Job, Sheet};
use crate::theme::formats::PrintFormat;

/// The values of a job, each a file of its own: what does not read the branch is laid out once for
/// all branches, what does not read the format once for all formats. How tightly to set it is
/// `step.json`, a number.
pub(super) struct Data {
    /// `data.json`.
    pub sheet: Value,
    /// `branch.json`.
    pub branch: Value,
    /// All three as files.
    pub files: [(&'static str, Bytes); 3],
    /// A digest of everything but the branch.
    pub unbranched: [u8; 32],
}

impl Data {
    pub(super) fn new(job: &Job, format: &PrintFormat) -> Data {
        let mut sheet = sheet_data(&job.data, format);
        let others: Vec<Value> = job.others.iter().map(|other| sheet_data(other, format)).collect();
        sheet["index"] = json!(job.index);
        sheet["left_out"] = json!(job.left_out);
        sheet["others"] = others.into();
        let (sheet, branch) = (normalized(sheet), normalized(json!(job.branch)));
        let [sheet_file, format_file, branch_file] =
            [&sheet, &normalized(json!(format)), &branch].map(Value::to_string);
        let unbranched = Sha256::new()
            .chain_update((sheet_file.len() as u64).to_be_bytes())
            .chain_update(&sheet_file)
            .chain_update(&format_file)
            .finalize()
            .into();
        let files = [
            ("data.json", Bytes::from_string(sheet_file)),
            ("format.json", Bytes::from_string(format_file)),
            ("branch.json", Bytes::from_string(branch_file)),
        ];
        Data { sheet, branch, files, unbranched }
    }
}

fn sheet_data(sheet: &Sheet, format: &PrintFormat) -> Value {
    let mut data = json!(sheet);
    if !format.sections.is_empty() {
        let wanted =
            format.sections.iter().filter_map(|id| sheet.sections.iter().find(|s| s.id == *id));
        data["sections"] = json!(wanted.collect::<Vec<_>>());
    }
    data
}

/// The same value with all its strings in composed form, which is what fonts have glyphs for.
fn normalized(value: Value) -> Value {
    match value {
        Value::String(text) if text.is_ascii() => Value::String(text),
        Value::String(text) => Value::String(text.nfc().collect()),
        Value::Array(items) => items.into_iter().map(normalized).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(key, value)| (key, normalized(value))).collect()
        }
        other => other,
    }
}
