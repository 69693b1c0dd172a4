//! Loudspeaker scripts of 15, 30 and 60 seconds.
//!
//! The short announcement is in the page's front matter. The longer ones lead up to it with sentences
//! of the page, so that every one of them ends with what the author wrote: the number, said twice.

use std::time::Duration;

use crate::base::document::plain_text;
use crate::base::text::{Pace, sentences};
use crate::site::page::Reading;
use crate::site::short_texts::sentences::{has_link, is_unspaced, items};

/// What the short announcement takes at most.
pub const SHORT: u64 = 15;
const LONGER: [u64; 2] = [30, 60];

/// Sections whose items are read out, in this order, each after its heading: without it, “tell
/// nobody” among the signs of a scam would sound like advice.
const SECTIONS: [&str; 2] = ["flags", "do"];

/// An announcement and the seconds it takes at most.
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    pub seconds: u64,
    pub text: String,
}

/// The announcements of a page that ends with `closing`, the shortest first. A longer one that
/// would say nothing more is left out.
pub fn scripts(reading: &Reading, code: &str, closing: &str) -> Vec<Script> {
    let parts = parts(reading, code);
    let mut scripts = vec![Script { seconds: SHORT, text: closing.to_owned() }];
    for seconds in LONGER {
        let text = compose(&parts, closing, Duration::from_secs(seconds), code);
        if scripts.last().is_some_and(|shorter| shorter.text != text) {
            scripts.push(Script { seconds, text });
        }
    }
    scripts
}

/// What may be said before the announcement: the summary, or the items of a section.
struct Part {
    /// Said first; empty before the summary.
    heading: String,
    sentences: Vec<Sentence>,
}

struct Sentence {
    text: String,
    /// Whether it makes no sense without the one before it.
    follows: bool,
}

fn parts(reading: &Reading, code: &str) -> Vec<Part> {
    let document = &*reading.text.document();
    let summary = sentences(reading.summary()).filter(|text| !has_link(text));
    let summary = summary.map(|text| Sentence { text: closed(text, code), follows: true });
    let mut parts = vec![Part { heading: String::new(), sentences: summary.collect() }];
    for id in SECTIONS {
        let said = items(document, id).filter_map(|item| {
            let first = sentences(&item.text).next()?;
            // What ends with a colon leads up to something that is not read out.
            let fit = !has_link(first) && !first.ends_with(['：', ':']);
            fit.then(|| Sentence { text: closed(first, code), follows: item.is_step })
        });
        let sentences: Vec<Sentence> = said.collect();
        let heading =
            document.section(id).map(|section| plain_text(&section.heading)).unwrap_or_default();
        parts.push(Part { heading: closed(&heading, code), sentences });
    }
    parts
}

/// Takes sentences as long as there is time, first from the summary, then from the sections by
/// turns, and says them in the order of the page, a part a line.
fn compose(parts: &[Part], closing: &str, time: Duration, code: &str) -> String {
    let pace = Pace::of(closing);
    let mut left = time.saturating_sub(pace.time(closing));
    let mut taken: Vec<Vec<&str>> = parts.iter().map(|_| Vec::new()).collect();
    let mut over = vec![false; parts.len()];
    for (part, place) in turns(parts) {
        let Sentence { text, follows } = &parts[part].sentences[place];
        let heading =
            if taken[part].is_empty() { pace.time(&parts[part].heading) } else { Duration::ZERO };
        let needed = heading + pace.time(text);
        if needed > left || over[part] {
            over[part] |= *follows;
            continue;
        }
        left -= needed;
        taken[part].push(text);
    }
    let blank = if is_unspaced(code) { "" } else { " " };
    let said =
        parts.iter().zip(&taken).filter(|(_, taken)| !taken.is_empty()).map(|(part, taken)| {
            let after = if part.heading.is_empty() { "" } else { blank };
            format!("{}{after}{}\n", part.heading, taken.join(blank))
        });
    said.collect::<String>() + closing
}

/// Every sentence's part and place: the summary's, then the first of each section, the second of
/// each, and so on.
fn turns(parts: &[Part]) -> Vec<(usize, usize)> {
    let places = |part: usize| (0..parts[part].sentences.len()).map(move |place| (part, place));
    let mut sections: Vec<(usize, usize)> = (1..parts.len()).flat_map(places).collect();
    sections.sort_by_key(|&(part, place)| (place, part));
    places(0).chain(sections).collect()
}

/// What ends a sentence.
const STOPS: [char; 7] = ['。', '！', '？', '…', '.', '!', '?'];
/// Characters that may follow the end of a sentence.
const CLOSING: [char; 10] = ['”', '’', '」', '』', '）', '》', '"', '\'', ')', '»'];

/// A sentence with a full stop at its end.
fn closed(sentence: &str, code: &str) -> String {
    if sentence.trim_end_matches(CLOSING).ends_with(STOPS) {
        return sentence.to_owned();
    }
    let stop = if is_unspaced(code) { '。' } else { '.' };
    format!("{}{stop}", sentence.trim_end_matches(['；', '，', '、', ';', ',']))
}
