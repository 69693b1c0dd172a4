//! `wuzha explain`: what does a rule find, why, and how is it mended?

use anyhow::{Result, bail};

use super::{Exit, say};
use crate::{diagnostic, embedded};

pub struct Settings {
    /// A rule's name, as it stands in square brackets behind `error` or `warning`; none for the list of all.
    pub rule: Option<String>,
}

pub fn run(settings: &Settings) -> Result<Exit> {
    let Some(rule) = settings.rule.as_deref() else {
        let line = |(name, _)| format!("{name:24} {}\n", embedded::summary(name).unwrap_or_default());
        say(embedded::rules().map(line).collect::<String>())?;
        return Ok(Exit::Fine);
    };
    let Some((_, text)) = embedded::rules().find(|(name, _)| *name == rule) else {
        let hint = diagnostic::nearest(rule, embedded::rules().map(|(name, _)| name));
        let hint = hint.map(|name| format!(" Did you mean `{name}`?")).unwrap_or_default();
        bail!("there is no rule `{rule}`.{hint} `wuzha explain` lists them all");
    };
    say(page(text))?;
    Ok(Exit::Fine)
}

/// The help page, with headings for its examples in place of the marks of the tests.
fn page(text: &str) -> String {
    let text = text.replace("~~~site\n", "Example:\n\n").replace("~~~output\n", "Example of what was built:\n\n");
    let text = text.replace("~~~diagnostics\n", "Found:\n\n");
    text.replace("\n~~~\n", "\n")
}
