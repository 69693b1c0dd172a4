//! Until when does what a page says hold, if nobody looks at it again?
//!
//! A number that rings nowhere costs the minutes that count. A look at a hotline holds 90 days, at
//! a law 180, at a statistic 365. What has come of age gets a notice on its page and is not
//! printed. By which clock: [`Site::today`].

use jiff::ToSpan;
use jiff::civil::Date;

use crate::base::vocabulary::ClaimKind;
use crate::parse::facts::{Claim, Details};
use crate::parse::hotlines::Hotline;
use crate::site::Site;
use crate::site::page::Page;

pub const HOTLINE_DAYS: i64 = 90;
const LAW_DAYS: i64 = 180;
const STATISTIC_DAYS: i64 = 365;

/// For how many days a look at such a fact holds; for ever, if none.
pub fn days(kind: ClaimKind) -> Option<i64> {
    match kind {
        ClaimKind::Hotline => Some(HOTLINE_DAYS),
        ClaimKind::Law => Some(LAW_DAYS),
        ClaimKind::Statistic => Some(STATISTIC_DAYS),
        ClaimKind::Date | ClaimKind::Amount => None,
    }
}

/// The last day on which a look at `verified_on` holds.
pub fn after(verified_on: Date, days: i64) -> Date {
    verified_on.checked_add(days.days()).unwrap_or(Date::MAX)
}

pub fn of_claim(claim: &Claim) -> Option<Date> {
    Some(after(claim.verified_on.value, days(claim.kind)?))
}

pub fn of_hotline(hotline: &Hotline) -> Date {
    after(hotline.verified_on.value, HOTLINE_DAYS)
}

/// The first day on which one of a page's facts comes of age.
pub fn of_page(page: &Page) -> Option<Date> {
    page.facts.claims.iter().filter_map(of_claim).min()
}

/// The last day of an alert.
pub fn of_alert(page: &Page) -> Option<Date> {
    match page.facts.details {
        Details::Alert { expires_on } => Some(expires_on),
        _ => None,
    }
}

/// The first day on which a hotline of every page comes of age.
pub fn of_emergency(site: &Site) -> Option<Date> {
    site.emergency().map(of_hotline).min()
}

impl Site {
    /// The same site as on this day; without one nothing has come of age.
    pub fn on(self, today: Option<Date>, allow_expired: bool) -> Site {
        Site { today, allow_expired, ..self }
    }

    /// Whether a page, or the site, may be printed.
    pub fn is_printable(&self, page: Option<&Page>) -> bool {
        self.allow_expired || self.past(page).is_none()
    }

    /// Whether a last day is over.
    pub fn is_past(&self, until: Date) -> bool {
        self.today.is_some_and(|today| until < today)
    }

    /// The last day of what makes a page unfit for print: of its own, or of the hotlines that stand
    /// on every sheet.
    pub fn past(&self, page: Option<&Page>) -> Option<Date> {
        let own = page.and_then(of_page).into_iter().chain(page.and_then(of_alert));
        own.chain(of_emergency(self)).filter(|until| self.is_past(*until)).min()
    }
}
