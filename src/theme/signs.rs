//! The theme’s drawings, `signs/<folder>/<id>.svg`, as templates put them into a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, Function, Kwargs, State, TeraResult, Value};

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::theme::chain::ThemeChain;

const FOLDER: &str = "signs/";

/// The template function `sign`: `{{ sign(name="route/phone") }}`, and for an id that an editor may
/// have invented, `{{ sign(name="scam/" ~ id, or="kind/scams") }}`.
///
/// A sign stands beside words that say the same, so it is hidden from screen readers.
pub(super) struct Signs(BTreeMap<String, Value>);

impl Signs {
    pub(super) fn load(
        sources: &SourceFiles,
        chain: &ThemeChain,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Signs {
        let mut signs = BTreeMap::new();
        for (name, (path, _)) in chain.files(sources, FOLDER) {
            let Some(name) = name.strip_suffix(".svg") else { continue };
            match sources.text(path).and_then(inline) {
                Some(drawing) => {
                    signs.insert(name.to_owned(), Value::safe_string(&drawing));
                }
                None => diagnostics.push(no_sign(path)),
            }
        }
        Signs(signs)
    }
}

impl Function<TeraResult<Value>> for Signs {
    fn call(&self, arguments: Kwargs, _: &State) -> TeraResult<Value> {
        let name: &str = arguments.must_get("name")?;
        let other: Option<&str> = arguments.get("or")?;
        let found = self.0.get(name).or_else(|| self.0.get(other?));
        found.cloned().ok_or_else(|| {
            let asked =
                other.map_or_else(|| format!("`{name}`"), |or| format!("`{name}` nor `{or}`"));
            Error::message(format!("The theme has no sign {asked} in `{FOLDER}`"))
        })
    }

    fn is_safe(&self) -> bool {
        true
    }
}

/// A drawing without what the stylesheet says of all of them: size, line and colour.
fn inline(drawing: &str) -> Option<String> {
    let (root, content) = drawing.trim().strip_prefix("<svg ")?.split_once('>')?;
    let (_, box_and_more) = root.split_once("viewBox=\"")?;
    let (view_box, _) = box_and_more.split_once('"')?;
    let content: String = content.lines().map(str::trim).collect();
    Some(format!(r#"<svg class="sign" viewBox="{view_box}" aria-hidden="true">{content}"#))
}

fn no_sign(path: &Arc<str>) -> Diagnostic {
    let message = "The file is no sign: it does not begin with `<svg … viewBox=\"…\">`";
    Diagnostic::new(Rule::Theme, path, Span::default(), message)
        .hint("Copy the first line of another sign; `DESIGN.md` of the default theme shows how to draw one.")
}
