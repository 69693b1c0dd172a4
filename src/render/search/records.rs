//! Search records made from the site, one list per language: its pages, the hotlines, the pages of
//! terms, and those that say what to do now.

use super::record::{Pattern, Record, RecordSection};
use super::synonyms::Synonyms;
use crate::base::document::{Section, plain_blocks, plain_text};
use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::parse::hotlines::Hotline;
use crate::parse::localized::Localized;
use crate::site::Site;
use crate::site::page::{Page, PageIndex, Reading, State, Text};
use crate::site::route::Route;
use crate::site::taxonomies::Term;

/// The records of a language by document: in the order of their kinds and titles.
pub fn records(site: &Site, language: Language) -> Vec<Record> {
    let sources = Sources::new(site, language);
    (0..sources.count()).map(|document| sources.record(document)).collect()
}

/// What the records of a language are made from, by document.
pub struct Sources<'a> {
    site: &'a Site,
    language: Language,
    list: Vec<Source<'a>>,
    synonyms: Synonyms,
}

#[derive(Clone, Copy)]
enum Source<'a> {
    Page(PageIndex),
    /// A page that every site has, with the group of its texts.
    Fixed(Route<'static>, &'static str),
    Hotline(&'a Hotline),
    Term(&'a Term),
}

impl<'a> Sources<'a> {
    pub fn new(site: &'a Site, language: Language) -> Sources<'a> {
        let synonyms = Synonyms::new(&site.words[language.index()].search.same);
        let mut sources = Sources { site, language, list: Vec::new(), synonyms };
        let mut keys = Vec::with_capacity(site.pages.len());
        for (index, page) in site.indexed() {
            let reading = page.reading(language);
            let title = reading.title().to_owned();
            let other = other_language(site, &reading);
            keys.push((page.kind, title, other, site.path(index, language), Source::Page(index)));
        }
        let fixed = [(Route::Now, "now"), (Route::Check, "check"), (Route::Hotlines, "hotlines")]
            .map(|(route, texts)| Source::Fixed(route, texts));
        let others = fixed
            .into_iter()
            .chain(site.hotlines.iter().map(Source::Hotline))
            .chain(site.taxonomies.iter().map(Source::Term));
        for source in others {
            let record = sources.made(source);
            keys.push((record.kind, record.title, None, record.url, source));
        }
        keys.sort_by(|a, b| (a.0, &a.1, a.2, &a.3).cmp(&(b.0, &b.1, b.2, &b.3)));
        sources.list = keys.into_iter().map(|(.., source)| source).collect();
        sources
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    pub fn record(&self, document: usize) -> Record {
        let mut record = self.made(self.list[document]);
        self.synonyms.add_to(&mut record);
        record
    }

    fn made(&self, source: Source) -> Record {
        match source {
            Source::Page(index) => self.page(index),
            Source::Fixed(route, texts) => self.fixed(route, texts),
            Source::Hotline(hotline) => self.hotline(hotline),
            Source::Term(term) => self.term(term),
        }
    }

    /// One that is not written in the language is listed in the language it has.
    fn page(&self, index: PageIndex) -> Record {
        let Sources { site, language, .. } = *self;
        let page = site.page(index);
        // Held as long as the page is worked on.
        let _documents = (page.kind == Kind::Scams).then(|| page.documents());
        let reading = page.reading(language);
        let front = &reading.text.front;
        let document = reading.text.document();
        let others = page.texts.iter().flatten().filter(|text| !std::ptr::eq(*text, reading.text));
        let mut terms = Vec::new();
        for &taxonomy in Taxonomy::ALL {
            terms.extend(page.facts.terms(taxonomy).into_iter().map(|term| (taxonomy, term)));
        }
        let guide = site.config.already_paid.as_ref().and_then(|path| site.find_path(&path.value));
        let mut asked = self.asked(&page.id);
        if guide == Some(index) {
            asked.extend(self.asked("already_paid"));
        }
        Record {
            language: other_language(site, &reading).map(str::to_owned),
            url: site.path(index, language),
            title: front.title.value.clone(),
            kind: page.kind,
            aliases: front.aliases.iter().map(|alias| alias.value.clone()).collect(),
            asked,
            other_titles: others.flat_map(names).collect(),
            summary: front.summary.value.clone(),
            sections: document.sections.iter().map(record_section).collect(),
            lead: plain_blocks(&document.lead),
            said: front.phrases.iter().map(|phrase| phrase.value.clone()).collect(),
            terms,
            pattern: (page.kind == Kind::Scams).then(|| pattern(page, reading.text)),
        }
    }

    fn fixed(&self, route: Route, texts: &str) -> Record {
        let Sources { site, language, .. } = *self;
        let text = |language, key: &str| site.label(language, texts, key).to_owned();
        let url = site.routes.path(route, language);
        Record {
            asked: self.asked(texts),
            other_titles: self.others().map(|other| text(other, "title")).collect(),
            summary: text(language, "description"),
            ..Record::new(url, text(language, "title"), Kind::Guides)
        }
    }

    /// A hotline, where its page lists it.
    fn hotline(&self, hotline: &Hotline) -> Record {
        let Sources { site, language, .. } = *self;
        let text = |text: &Localized| text.get(&site.config.languages, language).0.to_owned();
        let name = |language| hotline.name.get(&site.config.languages, language).0;
        let number = hotline.number.as_deref().unwrap_or_default();
        let page = site.routes.path(Route::Hotlines, language);
        let url = format!("{page}#{}", hotline.id.value);
        let title = format!("{} {number}", name(language)).trim_end().to_owned();
        Record {
            aliases: vec![site.label(language, "region", hotline.region.id()).to_owned()],
            asked: spoken(number),
            other_titles: self.others().map(|other| name(other).to_owned()).collect(),
            summary: text(&hotline.usage),
            lead: hotline.note.as_ref().map(text).unwrap_or_default(),
            ..Record::new(url, title, Kind::Guides)
        }
    }

    /// The page of a term.
    fn term(&self, term: &Term) -> Record {
        let Sources { site, language, .. } = *self;
        let taxonomy = term.taxonomy.id();
        let label = |language| site.label(language, taxonomy, term.id).to_owned();
        let intro = site.label(language, "term_intro", taxonomy);
        let url = site.routes.path(Route::Term(term.taxonomy, term.id, 1), language);
        Record {
            other_titles: self.others().map(label).collect(),
            summary: intro.replace("{term}", &label(language)),
            ..Record::new(url, label(language), Kind::Pages)
        }
    }

    /// What readers ask that a page answers.
    fn asked(&self, page: &str) -> Vec<String> {
        let words = &self.site.words[self.language.index()].search;
        words.asked.get(page).cloned().unwrap_or_default()
    }

    /// The other languages.
    fn others(&self) -> impl Iterator<Item = Language> {
        let own = self.language;
        self.site.config.languages.iter().filter(move |&language| language != own)
    }
}

/// A number in one piece, and as it is said in Chinese: 110 is 一一零 and 幺幺零.
fn spoken(number: &str) -> Vec<String> {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let said: String = digits.bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect();
    let clear = said.replace('一', "幺");
    if digits.is_empty() { Vec::new() } else { vec![digits, said, clear] }
}

/// The language of a text if it is not the reader's.
fn other_language<'a>(site: &'a Site, reading: &Reading) -> Option<&'a str> {
    let is_other = reading.state == State::Fallback;
    is_other.then(|| site.config.languages.code(reading.language))
}

fn record_section(section: &Section) -> RecordSection {
    RecordSection {
        anchor: section.id.clone(),
        heading: plain_text(&section.heading),
        text: plain_blocks(&section.blocks),
    }
}

/// The pattern of a page. `text` is in the reader's language if the page is translated.
fn pattern(page: &Page, text: &Text) -> Pattern {
    let mut pattern =
        Pattern { flags: items(text, "flags"), steps: items(text, "do"), ..Pattern::default() };
    for text in page.texts.iter().flatten() {
        pattern.phrases.extend(text.front.phrases.iter().map(|phrase| phrase.value.clone()));
        for quote in items(text, "say") {
            pattern.phrases.push(quote.trim_matches(['“', '”', '‘', '’', '"']).to_owned());
        }
        let document = text.document();
        let sections = ["how", "flags"].into_iter().filter_map(|id| document.section(id));
        let sections = sections.map(|section| plain_blocks(&section.blocks));
        for words in names(text).into_iter().chain(sections) {
            pattern.words.push_str(&words);
            pattern.words.push('\n');
        }
    }
    pattern
}

/// The list items of a section; none if the text does not have the section.
fn items(text: &Text, section: &str) -> Vec<String> {
    let document = text.document();
    let section = document.section(section).into_iter();
    section.flat_map(Section::items).map(|item| item.text).collect()
}

/// Title and aliases of a text.
fn names(text: &Text) -> Vec<String> {
    let aliases = text.front.aliases.iter().map(|alias| alias.value.clone());
    std::iter::once(text.front.title.value.clone()).chain(aliases).collect()
}
