//! Characters of a job that no font has and that would print as empty boxes, with their places.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::fonts;
use super::fonts::Fonts;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};

/// Whose text is looked at, and what messages say about it.
pub(super) struct Setting<'a> {
    pub fonts: &'a Fonts,
    /// The families of the job's language.
    pub families: &'a [String],
    pub language: &'a str,
    /// The prose file.
    pub source: &'a Arc<str>,
    pub theme: &'a str,
}

/// One error for each character that none of the families has.
pub(super) fn missing_glyphs(
    texts: [&Value; 2],
    setting: &Setting,
    sources: &SourceFiles,
) -> Vec<Diagnostic> {
    let (mut seen, mut missing) = (BTreeSet::new(), Vec::new());
    let mut look = |text: &str| {
        for character in text.chars() {
            // Looking a character up in a font takes longer than knowing that it was looked up.
            if seen.insert(character) && !setting.fonts.covers(setting.families, character) {
                missing.push(character);
            }
        }
    };
    for value in texts {
        each_string(value, &mut look);
    }
    missing.into_iter().map(|character| report(character, setting, sources)).collect()
}

/// The message for a character, at its place in the prose, or else in the first other file that has
/// it.
fn report(character: char, setting: &Setting, sources: &SourceFiles) -> Diagnostic {
    let in_file = |path: &Arc<str>| {
        let at = sources.text(path)?.find(character)?;
        Some((Arc::clone(path), Span::new(at..at + character.len_utf8())))
    };
    // Names of issuers and hotlines, and the words of the form, are in other files.
    let written = |path: &str| path.ends_with(".toml") || path.ends_with(".md");
    let elsewhere =
        || sources.iter().map(|(path, _)| path).filter(|path| written(path)).find_map(in_file);
    let place = in_file(setting.source).or_else(elsewhere);
    let (file, span) = place.unwrap_or_else(|| (Arc::clone(setting.source), Span::default()));
    let shown = if character.is_control() {
        character.escape_unicode().to_string()
    } else {
        character.to_string()
    };
    let message = format!(
        "The character “{shown}” (U+{:04X}) cannot be printed: none of the fonts for `{}` has it ({})",
        u32::from(character),
        setting.language,
        setting.families.join(", "),
    );
    let hint = format!(
        "Write it another way, or add a font that has it to `[print.fonts]` in `{}/theme.toml` and install it. {}",
        setting.theme,
        fonts::INSTALL_HINT,
    );
    Diagnostic::new(Rule::MissingGlyph, &file, span, message).hint(hint)
}

fn each_string(value: &Value, visit: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => visit(text),
        Value::Array(items) => items.iter().for_each(|item| each_string(item, visit)),
        Value::Object(fields) => fields.values().for_each(|field| each_string(field, visit)),
        _ => {}
    }
}
