//! The A–Z index of names: by pinyin for Chinese, by the alphabet for the rest.

use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;

use crate::base::language::Language;
use crate::base::vocabulary::Kind;
use crate::site::Site;
use crate::site::page::PageIndex;

/// A name of a page: its title or one of its aliases.
#[derive(Clone, Debug, PartialEq)]
pub struct Name<'a> {
    pub text: &'a str,
    pub page: PageIndex,
    pub is_alias: bool,
    /// What it is sorted as: lower-case Latin letters and digits.
    key: String,
}

/// All names under one letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter<'a> {
    /// `A` to `Z`, or `#` for everything else.
    pub letter: char,
    pub names: Vec<Name<'a>>,
}

/// The index of names in a language. Cases and alerts are stories, not names, and stay out.
pub fn index(site: &Site, language: Language) -> Vec<Letter<'_>> {
    let listed = |kind| !matches!(kind, Kind::Cases | Kind::Alerts | Kind::Pages);
    let mut names: Vec<Name> = Vec::new();
    for (page, _) in site.indexed().filter(|(_, page)| listed(page.kind)) {
        let front = &site.reading(page, language).text.front;
        let key = sort_key(front.sort_as.as_deref().unwrap_or(&front.title.value));
        names.push(Name { text: &front.title.value, page, is_alias: false, key });
        for alias in &front.aliases {
            names.push(Name {
                text: &alias.value,
                page,
                is_alias: true,
                key: sort_key(&alias.value),
            });
        }
    }
    names.sort_by(|a, b| (&a.key, a.text, a.page).cmp(&(&b.key, b.text, b.page)));
    let mut letters: Vec<Letter> = Vec::new();
    for name in names {
        let letter = letter(&name.key);
        match letters.iter_mut().find(|l| l.letter == letter) {
            Some(found) => found.names.push(name),
            None => letters.push(Letter { letter, names: vec![name] }),
        }
    }
    letters.sort_by_key(|l| (l.letter == '#', l.letter));
    letters
}

/// A name as pinyin and plain Latin letters, lower case, without accents and punctuation.
pub fn sort_key(name: &str) -> String {
    let mut key = String::new();
    for c in name.chars() {
        match c.to_pinyin() {
            Some(pinyin) => key.push_str(pinyin.plain()),
            None => key.extend(
                std::iter::once(c)
                    .nfkd()
                    .filter(char::is_ascii_alphanumeric)
                    .map(|c| c.to_ascii_lowercase()),
            ),
        }
    }
    key
}

fn letter(key: &str) -> char {
    key.chars().next().filter(char::is_ascii_alphabetic).map_or('#', |c| c.to_ascii_uppercase())
}
