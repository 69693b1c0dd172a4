//! What is built into the binary? The default theme, so that a site without a `themes` folder
//! builds, and the help pages of the rules, which are also their tests.
//!
//! `build.rs` lists the files of `themes/default` and `docs/rules` when the binary is compiled.

use crate::base::source::Sources;

/// Paths, relative to a site's root, and bytes.
const DEFAULT_THEME: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/default_theme.rs"));

/// Adds the default theme, unless the site brings its own under that name.
pub fn add_default_theme(sources: &mut Sources) {
    if sources.under("themes/default/").next().is_none() {
        for (path, bytes) in DEFAULT_THEME {
            sources.insert(path, *bytes);
        }
    }
}

/// The text of a file of the built-in theme.
pub fn of_theme(name: &str) -> Option<&'static str> {
    let (_, bytes) = DEFAULT_THEME
        .iter()
        .find(|(path, _)| path.strip_prefix("themes/default/") == Some(name))?;
    std::str::from_utf8(bytes).ok()
}

const RULES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// What a rule's help page says at its head.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub name: &'static str,
    /// One of [`SUBJECTS`].
    pub subject: Option<&'static str>,
    /// In English and Chinese, a sentence each.
    pub summary: [&'static str; 2],
    /// The whole page, with sites that break the rule.
    pub text: &'static str,
}

impl Rule {
    /// Whether it finds people’s data: such a rule is never switched off.
    pub fn guards_people(&self) -> bool {
        self.subject == Some(SUBJECTS[0])
    }

    /// `error`, `warning`, or both, as its examples show.
    pub fn severity(&self) -> String {
        let shown = |severity: &&str| self.text.contains(&format!(" {severity}[{}] ", self.name));
        ["error", "warning"].iter().filter(|one| shown(one)).copied().collect::<Vec<_>>().join(", ")
    }
}

/// What rules are about, in the order in which they are listed.
pub const SUBJECTS: [&str; 9] = [
    "People’s data · 个人信息",
    "Links and addresses · 链接和网址",
    "Truth and dates · 事实和日期",
    "Words · 用词",
    "Translations · 译文",
    "Sections and texts · 小节和正文",
    "Print and screens · 印刷和屏幕",
    "Files and settings · 文件和设置",
    "What was built · 生成的文件",
];

/// The rules by their help pages, in the order of their names.
pub fn rules() -> impl Iterator<Item = Rule> {
    RULES.iter().filter_map(|(path, bytes)| {
        let name = path.rsplit('/').next()?.strip_suffix(".md")?;
        let text = std::str::from_utf8(bytes).ok()?;
        let mut paragraphs = text.split("\n\n").skip(1).peekable();
        let subject = paragraphs.next_if(|first| SUBJECTS.contains(first));
        let mut sentence =
            |end| paragraphs.next().map_or("", |paragraph| first_sentence(paragraph, end));
        let summary = [sentence(". "), sentence("。")];
        Some(Rule { name, subject, summary, text })
    })
}

pub fn rule(name: &str) -> Option<Rule> {
    rules().find(|rule| rule.name == name)
}

/// What a rule finds, in a sentence.
pub fn summary(name: &str) -> Option<&'static str> {
    rule(name).map(|rule| rule.summary[0])
}

fn first_sentence(paragraph: &'static str, end: &str) -> &'static str {
    paragraph.find(end).map_or(paragraph, |at| &paragraph[..at + end.trim_end().len()])
}
