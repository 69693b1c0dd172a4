//! Diagnostics for other services: SARIF 2.1.0, the OASIS exchange format for analysis results, and
//! GitHub workflow commands.

use std::collections::BTreeSet;

use serde_json::json;

use super::excerpt::Places;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::rules::Rule;
use crate::base::url;

/// One SARIF log with one run. Columns count characters.
pub(super) fn sarif(diagnostics: &[Diagnostic], places: &mut Places) -> String {
    let used: BTreeSet<Rule> = diagnostics.iter().map(|found| found.rule).collect();
    let rule = |rule: &Rule| {
        let [summary, _] = rule.summary();
        json!({ "id": rule.id(), "shortDescription": { "text": summary } })
    };
    let results: Vec<_> = diagnostics
        .iter()
        .map(|found| {
            let at = places.locate(found);
            let region = json!({ "startLine": at.line, "startColumn": at.column });
            let place =
                json!({ "artifactLocation": { "uri": url::encoded(&found.file) }, "region": region });
            let message = format!("{}\n{}", found.message, found.hint);
            json!({
                "ruleId": found.rule.id(),
                "level": found.severity.id(),
                "message": { "text": message.trim_end() },
                "locations": [{ "physicalLocation": place }],
            })
        })
        .collect();
    let driver = json!({
        "name": "wuzha",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": used.iter().map(rule).collect::<Vec<_>>(),
    });
    let run = json!({ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results });
    json!({ "version": "2.1.0", "runs": [run] }).to_string()
}

/// One workflow command a line.
pub(super) fn github(found: &Diagnostic, places: &mut Places) -> String {
    let at = places.locate(found);
    let command = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let message = format!("{}\n{}", found.message, found.hint);
    format!(
        "::{command} file={},line={},col={},title={}::{}\n",
        property(&found.file),
        at.line,
        at.column,
        property(found.rule.id()),
        data(message.trim_end()),
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
