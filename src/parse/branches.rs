//! Branches, `content/branches.toml`: the names and addresses on what they hand out.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::parse::localized::Localized;
use crate::parse::sink::{Sink, Spanned};
use crate::parse::table::{TableReader, is_id};
use crate::parse::{localized, table};

/// One branch.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The folder its copies are written to.
    pub id: Spanned<String>,
    pub name: Localized,
    pub address: Localized,
    /// The id of an entry of the register of hotlines.
    pub telephone: Option<Spanned<String>>,
    /// The name of a picture in `content/branches/`, SVG or PNG.
    pub logo: Option<Spanned<String>>,
}

/// Reads the list of branches.
pub fn parse(file: &Arc<str>, text: &str) -> (Vec<Branch>, Vec<Diagnostic>) {
    let sink = Sink::new(file, 0);
    let toml = table::parse(text, &sink);
    let reader = TableReader::new(&toml, &sink);
    let mut branches: Vec<Branch> = Vec::new();
    for entry in reader.tables("branch") {
        if let Some(branch) = read(&entry) {
            sink.repeated(branches.iter().map(|branch| &branch.id), &branch.id);
            branches.push(branch);
        }
        entry.finish();
    }
    reader.finish();
    (branches, sink.into_diagnostics())
}

fn read(entry: &TableReader) -> Option<Branch> {
    let id = entry.required_text("id");
    if let Some(id) = id.as_ref().filter(|id| !is_id(&id.value)) {
        let message = format!("`{}` cannot be the id of a branch", id.value);
        entry.sink().error(
            Rule::BadId,
            id.span,
            message,
            "Use lower-case English words joined by hyphens: `east-street`.",
        );
    }
    let name = localized::require(entry, "name");
    let address = localized::require(entry, "address");
    let telephone = entry.text("telephone");
    let logo = entry.text("logo");
    Some(Branch {
        id: id.filter(|id| is_id(&id.value))?,
        name: name?,
        address: address?,
        telephone,
        logo,
    })
}
