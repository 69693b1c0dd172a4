//! Expiry: the last day on which a page’s facts hold unless they are verified again.
//!
//! A wrong number costs the minutes that count, so hotlines are verified again every 90 days, laws
//! every 180, statistics every 365. An expired page carries a notice and is not printed. By which clock: [`Site::today`].

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

/// For how many days a verification of such a claim holds; `None`: for ever.
pub fn days(kind: ClaimKind) -> Option<i64> {
    match kind {
        ClaimKind::Hotline => Some(HOTLINE_DAYS),
        ClaimKind::Law => Some(LAW_DAYS),
        ClaimKind::Statistic => Some(STATISTIC_DAYS),
        ClaimKind::Date | ClaimKind::Amount => None,
    }
}

/// The last day on which a verification of `verified_on` holds.
pub fn after(verified_on: Date, days: i64) -> Date {
    verified_on.checked_add(days.days()).unwrap_or(Date::MAX)
}

pub fn of_claim(claim: &Claim) -> Option<Date> {
    Some(after(claim.verified_on.value, days(claim.kind)?))
}

pub fn of_hotline(hotline: &Hotline) -> Date {
    after(hotline.verified_on.value, HOTLINE_DAYS)
}

/// The last day on which all claims of a page hold.
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

/// The last day on which all hotlines of every page hold.
pub fn of_emergency(site: &Site) -> Option<Date> {
    site.emergency().map(of_hotline).min()
}

impl Site {
    /// The site as of this date; without one nothing is expired.
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

    /// The last day of what makes a page unfit for print: of its own, or of the hotlines that are
    /// on every sheet.
    pub fn past(&self, page: Option<&Page>) -> Option<Date> {
        let own = page.and_then(of_page).into_iter().chain(page.and_then(of_alert));
        own.chain(of_emergency(self)).filter(|until| self.is_past(*until)).min()
    }
}
