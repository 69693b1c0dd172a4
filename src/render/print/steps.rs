//! The search for the loosest of a template's settings with which a text fits.

use std::collections::BTreeMap;
use std::sync::Mutex;

use serde_json::Value;

use crate::base::narrow::to_u32;
use crate::base::sync::lock;
use crate::theme::formats::PrintFormat;

/// With which steps the jobs fit that branches have copies of.
#[derive(Debug, Default)]
pub(super) struct Steps(Mutex<BTreeMap<[u8; 32], u32>>);

impl Steps {
    pub(super) fn get(&self, unbranched: &[u8; 32]) -> Option<u32> {
        lock(&self.0).get(unbranched).copied()
    }

    pub(super) fn keep(&self, unbranched: [u8; 32], step: u32) {
        lock(&self.0).insert(unbranched, step);
    }
}

/// The step with which a sheet probably fits, by the length of its text.
pub(super) fn likely(format: &PrintFormat, sheet: &Value) -> u32 {
    let Some((first, last)) = format.lengths else { return format.tighten.div_ceil(2) };
    let texts = ["title", "summary", "lead", "sections", "questions"];
    let halves: usize = texts.iter().map(|key| halves(&sheet[key])).sum();
    let beyond = u64::from(to_u32(halves / 2).saturating_sub(first));
    let range = u64::from(last.saturating_sub(first)).max(1);
    u32::try_from(beyond * u64::from(format.tighten) / range)
        .map_or(format.tighten, |step| step.min(format.tighten))
}

/// The length of a value's text in Latin letters; a Chinese character is as long as two.
fn halves(value: &Value) -> usize {
    let in_fields = |(key, value): (&String, &Value)| match &**key {
        "type" | "id" | "url" => 0,
        _ => halves(value),
    };
    match value {
        Value::String(text) => text.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum(),
        Value::Array(items) => items.iter().map(halves).sum(),
        Value::Object(fields) => fields.iter().map(in_fields).sum(),
        _ => 0,
    }
}

/// What came of a layout.
pub(super) enum Attempt<T> {
    Fits(T),
    TooLong(T),
}

/// The first step of `first..=last` that fits, where each is tighter than the one before; begins at
/// `start`, and is the shorter the nearer that is. `Err` with what came of the last step where none
/// fits.
///
/// # Errors
/// Those of `attempt`.
pub(super) fn loosest<T, E>(
    (first, last): (u32, u32),
    start: u32,
    mut attempt: impl FnMut(u32) -> Result<Attempt<T>, E>,
) -> Result<Result<(u32, T), T>, E> {
    // Those before `from` are too loose, `fits` is the one at `to`.
    let (mut from, mut to) = (first, last + 1);
    let (mut fits, mut stride) = (None, 1);
    let mut step = start.clamp(first, last);
    loop {
        match attempt(step)? {
            Attempt::Fits(value) => (to, fits) = (step, Some(value)),
            Attempt::TooLong(value) if step == last => return Ok(Err(value)),
            Attempt::TooLong(_) => from = step + 1,
        }
        step = match fits {
            Some(value) if from == to => return Ok(Ok((to, value))),
            // Away from the start in longer and longer strides, then by halving.
            Some(_) if from == first => to.saturating_sub(stride).max(first),
            Some(_) => (from + to) / 2,
            None => (from - 1 + stride).min(last),
        };
        stride *= 2;
    }
}
