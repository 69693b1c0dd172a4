//! Characters of a job that no font has and that would print as empty boxes, with their places.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;
use unicode_script::{Script, UnicodeScript};

use super::fonts;
use super::fonts::Fonts;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::theme::chain;

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

/// One error for each script and file with characters that none of the families has: a script
/// without a font is one mistake.
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
    let mut reported = BTreeSet::new();
    let mut found = Vec::new();
    for character in missing {
        let (file, place) = place(character, setting, sources);
        if reported.insert((Arc::clone(&file), character.script().full_name())) {
            found.push(report(character, file, place, setting, sources));
        }
    }
    found
}

/// Where a character is in the prose, or else in the first other file that has it.
fn place(character: char, setting: &Setting, sources: &SourceFiles) -> (Arc<str>, Span) {
    let in_file = |path: &Arc<str>| {
        let at = sources.text(path)?.find(character)?;
        Some((Arc::clone(path), Span::new(at..at + character.len_utf8())))
    };
    // Names of issuers and hotlines, and the words of the form, are in other files.
    let written = |path: &str| path.ends_with(".toml") || path.ends_with(".md");
    let elsewhere =
        || sources.iter().map(|(path, _)| path).filter(|path| written(path)).find_map(in_file);
    let place = in_file(setting.source).or_else(elsewhere);
    place.unwrap_or_else(|| (Arc::clone(setting.source), Span::default()))
}

/// The message for a character, and for all others of its script in the same file. They are those
/// of the file, not of the job, so that all jobs of a page say the same.
fn report(
    character: char,
    file: Arc<str>,
    place: Span,
    setting: &Setting,
    sources: &SourceFiles,
) -> Diagnostic {
    let script = character.script();
    let text = sources.text(&file).unwrap_or_default();
    let alike: BTreeSet<char> = text.chars().filter(|c| c.script() == script).collect();
    let others = alike
        .iter()
        .filter(|&&c| c != character && !setting.fonts.covers(setting.families, c))
        .count();
    let first = text.char_indices().find(|(_, c)| {
        c.script() == script && !c.is_control() && !setting.fonts.covers(setting.families, *c)
    });
    let (character, span) = match first {
        Some((at, first)) if others > 0 => (first, Span::new(at..at + first.len_utf8())),
        _ => (character, place),
    };
    let shown = if character.is_control() {
        character.escape_unicode().to_string()
    } else {
        character.to_string()
    };
    let code = u32::from(character);
    let (language, families) = (setting.language, setting.families.join(", "));
    let message = match (others, script) {
        (0, _) => format!(
            "The character “{shown}” (U+{code:04X}) cannot be printed: none of the fonts for \
             `{language}` has it ({families})"
        ),
        (_, Script::Common | Script::Inherited | Script::Unknown) => format!(
            "“{shown}” (U+{code:04X}) and {others} more signs in this file cannot be printed: none \
             of the fonts for `{language}` has them ({families})"
        ),
        (_, script) => format!(
            "“{shown}” (U+{code:04X}) and {others} more characters of the script {} in this file \
             cannot be printed: none of the fonts for `{language}` has them ({families})",
            script.full_name()
        ),
    };
    let hint = format!("Write it another way, or {} {}", other_font(setting), fonts::INSTALL_HINT);
    Diagnostic::new(Rule::MissingGlyph, &file, span, message).hint(hint)
}

/// How a site comes by another font. The built-in theme is no folder that an editor could open.
fn other_font(setting: &Setting) -> String {
    let Setting { theme, language, families, .. } = setting;
    if theme.strip_prefix("themes/") != Some(chain::DEFAULT) {
        return format!(
            "add a font that has it to `[print.fonts]` in `{theme}/theme.toml` and install it."
        );
    }
    let families: Vec<String> = families.iter().map(|family| format!("\"{family}\"")).collect();
    format!(
        "make a theme of your own with a font that has it, and install it: in wuzha.toml `theme = \"mine\"`; in \
         `themes/mine/theme.toml` `extends = \"default\"`, then below `[print.fonts]` `{language} = [{}, \"…\"]`.",
        families.join(", ")
    )
}

fn each_string(value: &Value, visit: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => visit(text),
        Value::Array(items) => items.iter().for_each(|item| each_string(item, visit)),
        Value::Object(fields) => fields.values().for_each(|field| each_string(field, visit)),
        _ => {}
    }
}
