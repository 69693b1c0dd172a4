//! Rules about links and addresses. Readers are told not to trust links, so ours lead only to our
//! own pages, to allowed hosts and to registered hotlines.

mod bad_link;
mod broken_link;
mod host_not_allowed;
mod addresses;
mod live_address;
mod number_not_registered;
mod printed_page_gone;

pub(super) use bad_link::bad_link;
pub(super) use broken_link::broken_link;
pub(super) use host_not_allowed::host_not_allowed;
pub(super) use live_address::{leave_short_texts, live_address};
pub(super) use number_not_registered::number_not_registered;
pub(super) use printed_page_gone::printed_page_gone;
