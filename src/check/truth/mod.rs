//! Rules about truth: sources, dates of verification, and advice that is complete.

mod case_without_source;
mod conflicting_advice;
mod fact_expired;
mod hotline_expired;
mod invented_wording;
mod protocol_without_source;
mod review_overdue;

mod verification;

pub(super) use case_without_source::case_without_source;
pub(super) use conflicting_advice::conflicting_advice;
pub(super) use fact_expired::fact_expired;
pub(super) use hotline_expired::hotline_expired;
pub(super) use invented_wording::invented_wording;
pub(super) use protocol_without_source::protocol_without_source;
pub(super) use review_overdue::review_overdue;
