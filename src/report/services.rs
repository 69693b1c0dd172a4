//! How do services of others read diagnostics? As SARIF 2.1.0, the exchange format of OASIS for
//! results of analysis, and as the workflow commands with which GitHub writes notes beside the
//! lines of a change.

use std::collections::BTreeSet;

use serde_json::json;

use super::excerpt::Places;
use crate::diagnostic::{Diagnostic, Severity};
use crate::embedded;
use crate::url;

/// One SARIF log with one run. Columns count characters.
pub fn sarif(diagnostics: &[Diagnostic], places: &mut Places) -> String {
    let used: BTreeSet<&str> = diagnostics.iter().map(|found| found.code).collect();
    let rule = |&code: &&str| match embedded::summary(code) {
        Some(summary) => json!({ "id": code, "shortDescription": { "text": summary } }),
        None => json!({ "id": code }),
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
                "ruleId": found.code,
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
pub fn github(found: &Diagnostic, places: &mut Places) -> String {
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
        property(found.code),
        data(message.trim_end()),
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
