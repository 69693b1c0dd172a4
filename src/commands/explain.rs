//! `wuzha explain`: what does a rule find, why, and how is it mended?

use anyhow::{Result, bail};
use clap::ValueEnum;

use super::{Exit, say};
use crate::diagnostic;
use crate::embedded::{self, Rule, SUBJECTS};

pub struct Settings {
    /// A rule's name, as it stands in square brackets behind `error` or `warning`; none for the
    /// list of all.
    pub rule: Option<String>,
    pub format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    #[default]
    Text,
    /// The list of all by what they are about, in both languages: docs/rules.md is this
    Markdown,
}

pub fn run(settings: &Settings) -> Result<Exit> {
    let Some(name) = settings.rule.as_deref() else {
        say(match settings.format {
            Format::Text => embedded::rules()
                .map(|rule| format!("{:24} {}\n", rule.name, rule.summary[0]))
                .collect(),
            Format::Markdown => list(),
        })?;
        return Ok(Exit::Fine);
    };
    let Some(rule) = embedded::rule(name) else {
        let hint = diagnostic::nearest(name, embedded::rules().map(|rule| rule.name));
        let hint = hint.map(|name| format!(" Did you mean `{name}`?")).unwrap_or_default();
        bail!("there is no rule `{name}`.{hint} `wuzha explain` lists them all");
    };
    say(match settings.format {
        Format::Text => page(rule.text),
        Format::Markdown => rule.text.to_owned(),
    })?;
    Ok(Exit::Fine)
}

/// The help page, with headings for its examples in place of the marks of the tests.
fn page(text: &str) -> String {
    let text = text
        .replace("~~~site\n", "Example:\n\n")
        .replace("~~~output\n", "Example of what was built:\n\n");
    let text = text.replace("~~~diagnostics\n", "Found:\n\n");
    text.replace("\n~~~\n", "\n")
}

const HEAD: &str = "\
# Every rule · 全部规则

What `wuzha check` finds. Each name leads to what the rule is about, why it matters and an example; `wuzha explain NAME`
prints the same. Nothing is published while there is an *error*; a *warning* is for an editor to decide. An exception is
written into the page with its reason: see [`content/README.md`](../content/README.md).

`wuzha check` 会查的都在这里。点名字看这条规则查什么、为什么、举例；`wuzha explain 名字` 也能看。有 error（错误）就什么都不发布；
warning（提醒）由编辑决定。确实要例外的，在那一页里写明理由，见 [`content/README.md`](../content/README.md)。

This list is made from the rules' own pages by `wuzha explain --format markdown`; do not edit it.
";

fn list() -> String {
    let mut text = HEAD.to_owned();
    for subject in SUBJECTS {
        let rules: Vec<Rule> =
            embedded::rules().filter(|rule| rule.subject == Some(subject)).collect();
        if rules.is_empty() {
            continue;
        }
        text.push_str(&format!(
            "\n## {subject}\n\n| rule 规则 | | what it finds | 查什么 |\n|---|---|---|---|\n"
        ));
        for rule in rules {
            let [english, chinese] = rule.summary.map(|summary| summary.replace('|', "\\|"));
            let (name, severity) = (rule.name, rule.severity());
            text.push_str(&format!(
                "| [{name}](rules/{name}.md) | {severity} | {english} | {chinese} |\n"
            ));
        }
    }
    text
}
