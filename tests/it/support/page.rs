//! Valid pages, which tests change where they need to.

use std::collections::BTreeMap;
use std::fmt;

use wuzha::base::vocabulary::{Kind, Vocabulary};

/// The short texts of a scam that has no others.
const SHORT_ZH: &str = r#"[short]
led = "有人要你转账，先问问家人"
sms = "有人要你转账，先问问家人。已经转了，马上拨打110。"
atm = ["有人要你转账？", "先问问家人"]
broadcast = "有人要你转账，先问问家人。已经转了，拨打110。记住，拨打110。"
"#;

const SHORT: &str = r#"[short]
led = "Asked to pay? Ask your family first"
sms = "Asked to pay? Ask your family first. Paid? Call 110 now."
atm = ["Asked to pay?", "Ask your family first"]
broadcast = """If someone wants a transfer, ask your family first. \
    Already paid? Call 110. That is 110."""
"#;

/// A page in Chinese and English.
#[derive(Clone)]
pub struct Page {
    kind: Kind,
    id: String,
    facts: String,
    tables: String,
    texts: BTreeMap<String, Text>,
}

#[derive(Clone)]
struct Text {
    title: String,
    head: String,
    lead: String,
    /// By id, in order.
    sections: Vec<(String, String)>,
}

pub fn scam(id: &str) -> Page {
    page(Kind::Scams, id)
}

pub fn guide(id: &str) -> Page {
    page(Kind::Guides, id)
}

/// A page of the site itself: it needs no sections.
pub fn plain(id: &str) -> Page {
    page(Kind::Pages, id)
}

pub fn page(kind: Kind, id: &str) -> Page {
    let facts = match kind {
        Kind::Cases => "date = 2026-01-31\norigin = \"drill\"\n",
        Kind::Alerts => "date = 2026-01-31\nreviewed_on = 2026-01-31\nexpires_on = 2026-12-31\n",
        Kind::Protocols => {
            "reviewed_on = 2026-01-31\nissuer = { zh = \"银行\", en = \"The bank\" }\n\
             version = \"2025\"\ntext_status = \"circulating\"\n"
        }
        Kind::Sessions => "reviewed_on = 2026-01-31\nminutes = 40\n",
        Kind::Quizzes => "reviewed_on = 2026-01-31\n[answers]\nq1 = \"b\"\n",
        _ => "reviewed_on = 2026-01-31\n",
    };
    let text = |title: String| {
        let section = |id: &&str| ((*id).to_owned(), format!("{title}: {id}."));
        let mut sections: Vec<(String, String)> =
            kind.required_sections().iter().map(section).collect();
        if kind == Kind::Quizzes {
            sections.push(("q1".to_owned(), format!("{title}?\n\n1. Yes.\n2. No.\n\n> Because.")));
        }
        Text { title, head: String::new(), lead: String::new(), sections }
    };
    let texts = [
        ("zh".to_owned(), text(format!("关于{id}"))),
        ("en".to_owned(), text(format!("About {id}"))),
    ];
    let (id, facts) = (id.to_owned(), facts.to_owned());
    Page { kind, id, facts, tables: String::new(), texts: texts.into() }
}

impl Page {
    /// Adds lines at the start of `page.toml`.
    pub fn facts(mut self, lines: &str) -> Self {
        self.facts.insert_str(0, &format!("{}\n", lines.trim_end()));
        self
    }

    /// Adds lines at the end of `page.toml`, where tables are.
    pub fn tables(mut self, lines: &str) -> Self {
        self.tables.push_str(&format!("{}\n", lines.trim_end()));
        self
    }

    /// Adds lines to the front matter of a language.
    pub fn head(self, language: &str, lines: &str) -> Self {
        self.edit(language, |text| text.head.push_str(&format!("{}\n", lines.trim_end())))
    }

    pub fn title(self, language: &str, title: &str) -> Self {
        self.edit(language, |text| text.title = title.to_owned())
    }

    /// Sets the text before the first heading.
    pub fn lead(self, language: &str, markdown: &str) -> Self {
        self.edit(language, |text| text.lead = format!("{markdown}\n\n"))
    }

    /// Sets the text of a section, which is added at the end where the page has none with this id.
    pub fn section(self, language: &str, id: &str, markdown: &str) -> Self {
        self.edit(language, |text| match text.sections.iter_mut().find(|(own, _)| own == id) {
            Some((_, words)) => *words = markdown.to_owned(),
            None => text.sections.push((id.to_owned(), markdown.to_owned())),
        })
    }

    /// Takes a language away.
    pub fn without(mut self, language: &str) -> Self {
        self.texts.remove(language).expect("the page has the language");
        self
    }

    /// Adds a language, with the English words.
    pub fn also(mut self, language: &str) -> Self {
        let text = self.texts["en"].clone();
        self.texts.insert(language.to_owned(), text);
        self
    }

    fn edit(mut self, language: &str, change: impl FnOnce(&mut Text)) -> Self {
        change(self.texts.get_mut(language).expect("the page has the language"));
        self
    }

    fn prose(&self, language: &str, text: &Text) -> String {
        let mark = if language == "zh" { "" } else { "translates = \"{digest}\"\n" };
        // A literal string, so that a title may hold any character but an apostrophe.
        let mut prose = format!(
            "+++\ntitle = '{}'\nsummary = '{}: summary.'\n{mark}{}",
            text.title, self.id, text.head
        );
        if self.kind == Kind::Scams && !text.head.contains("short") {
            prose.push_str(if language == "zh" { SHORT_ZH } else { SHORT });
        }
        prose.push_str("+++\n\n");
        prose.push_str(&text.lead);
        for (id, words) in &text.sections {
            prose.push_str(&format!("## {id} {{#{id}}}\n\n{words}\n\n"));
        }
        prose
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let folder = format!("content/{}/{}", self.kind.id(), self.id);
        write!(f, "-- {folder}/page.toml --\n{}{}", self.facts, self.tables)?;
        self.texts.iter().try_for_each(|(language, text)| {
            write!(f, "-- {folder}/{language}.md --\n{}", self.prose(language, text))
        })
    }
}
