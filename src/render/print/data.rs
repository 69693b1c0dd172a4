//! `data.json`, which a template reads: the sheet of a job, with the sections its format takes.

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use crate::render::print::sheet::{Job, Sheet};
use crate::theme::formats::PrintFormat;

/// How tightly to set it is not part of it: that is `step.json`, a number.
pub(super) fn data(job: &Job, format: &PrintFormat) -> Value {
    let mut data = sheet_data(&job.data, format);
    let others: Vec<Value> = job.others.iter().map(|other| sheet_data(other, format)).collect();
    data["format"] = json!(format);
    data["branch"] = json!(job.branch);
    data["index"] = json!(job.index);
    data["left_out"] = json!(job.left_out);
    data["others"] = others.into();
    normalized(data)
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
        Value::String(text) => Value::String(text.nfc().collect()),
        Value::Array(items) => items.into_iter().map(normalized).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(key, value)| (key, normalized(value))).collect()
        }
        other => other,
    }
}
