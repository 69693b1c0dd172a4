//! The tip of the day: the tips of all pages, one a day, in a fixed order.

use jiff::civil::{Date, date};

use crate::base::language::Language;
use crate::base::vocabulary::Kind;
use crate::site::Site;
use crate::site::page::PageIndex;
use crate::site::page::State;

/// One thing to remember, and the page that says more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tip<'a> {
    pub text: &'a str,
    pub page: PageIndex,
}

/// The tips written in a language: the first one of every page, then every second one, and so on,
/// so that days in a row speak of different pages. Where no page has tips, the scams' lines for
/// tickers serve.
pub fn tips(site: &Site, language: Language) -> Vec<Tip<'_>> {
    let written = || {
        let readings = site.indexed().map(move |(index, _)| (index, site.reading(index, language)));
        readings.filter(|(_, reading)| reading.state != State::Fallback)
    };
    let own: Vec<_> =
        written().map(|(page, reading)| (page, reading.text.front.short.tips.as_slice())).collect();
    let rounds = own.iter().map(|(_, tips)| tips.len()).max().unwrap_or(0);
    let round = |number: usize| {
        own.iter()
            .filter_map(move |&(page, tips)| Some(Tip { text: &tips.get(number)?.value, page }))
    };
    if rounds > 0 {
        return (0..rounds).flat_map(round).collect();
    }
    let scams = written().filter(|(_, reading)| reading.page.kind == Kind::Scams);
    scams
        .filter_map(|(page, reading)| {
            Some(Tip { text: &reading.text.front.short.led.as_ref()?.value, page })
        })
        .collect()
}

/// The tip of a day: the day's number since 1970-01-01, modulo the number of tips.
pub fn of_day<'t, 'a>(tips: &'t [Tip<'a>], day: Date) -> Option<&'t Tip<'a>> {
    let number = day.duration_since(date(1970, 1, 1)).as_hours() / 24;
    let count = i64::try_from(tips.len()).ok().filter(|&count| count > 0)?;
    tips.get(usize::try_from(number.rem_euclid(count)).ok()?)
}
