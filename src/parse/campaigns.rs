//! Campaigns, `content/campaigns.toml`: the pages and formats handed out in a season.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::vocabulary::Audience;
use crate::parse::localized::Localized;
use crate::parse::sink::{Sink, Spanned};
use crate::parse::table::{TableReader, is_id};
use crate::parse::{localized, table};

/// One campaign, from which one kit a language is made.
#[derive(Clone, Debug)]
pub struct Campaign {
    pub id: Spanned<String>,
    pub name: Localized,
    /// 1 to 12, in the order written.
    pub months: Vec<i8>,
    pub audiences: Vec<Audience>,
    /// As `<kind>/<id>`.
    pub pages: Vec<Spanned<String>>,
    /// Ids of formats of the theme; one that a page is not made into is passed over.
    pub formats: Vec<Spanned<String>>,
}

/// Reads the list of campaigns.
pub fn parse(file: &Arc<str>, text: &str) -> (Vec<Campaign>, Vec<Diagnostic>) {
    let sink = Sink::new(file, 0);
    let toml = table::parse(text, &sink);
    let reader = TableReader::new(&toml, &sink);
    let mut campaigns: Vec<Campaign> = Vec::new();
    for entry in reader.tables("campaign") {
        if let Some(campaign) = read(&entry) {
            sink.repeated(campaigns.iter().map(|campaign| &campaign.id), &campaign.id);
            campaigns.push(campaign);
        }
        entry.finish();
    }
    reader.finish();
    (campaigns, sink.into_diagnostics())
}

fn read(entry: &TableReader) -> Option<Campaign> {
    let id = entry.required_text("id");
    if let Some(id) = id.as_ref().filter(|id| !is_id(&id.value)) {
        let message = format!("`{}` cannot be the id of a campaign", id.value);
        entry.sink().error(
            Rule::BadId,
            id.span,
            message,
            "Use lower-case English words joined by hyphens: `term-start`.",
        );
    }
    let name = localized::require(entry, "name");
    let months = read_months(entry);
    let audiences = entry.words("audiences");
    if !entry.has("pages") {
        entry.missing("pages", "[\"scams/fake-police\"]");
    }
    let pages = entry.texts("pages");
    if !entry.has("formats") {
        entry.missing("formats", "[\"poster-a3\", \"sheet-a4\"]");
    }
    let formats = entry.texts("formats");
    Some(Campaign {
        id: id.filter(|id| is_id(&id.value))?,
        name: name?,
        months,
        audiences,
        pages,
        formats,
    })
}

fn read_months(entry: &TableReader) -> Vec<i8> {
    let fine = |month: &Spanned<i64>| {
        let fine = (1..=12).contains(&month.value);
        if !fine {
            let message = format!("`{}` is not a month", month.value);
            entry.sink().error(
                Rule::OutOfRange,
                month.span,
                message,
                "Months are numbers from 1 to 12.",
            );
        }
        fine
    };
    let months = entry.integers("months").into_iter().filter(fine);
    months.filter_map(|month| i8::try_from(month.value).ok()).collect()
}
