//! Rules about people's data: what identifies a person has no place on a page.
//!
//! Most search the files as they were written, page.toml and every language, so that prose, facts,
//! short texts and alternative texts are all included, and then the words that readers get
//! ([`search`](super::search)). Before the search a text is made [`plain`]: whatever hides a number is
//! removed. Registers, settings, strings and what is published as it is are searched too.

mod account_handle;
mod bank_card;
mod email_address;
mod exact_amount;
mod exact_date;
mod full_name;
mod identity_number;
mod named_branch;
mod number_plate;
mod phone_number;
mod resident_id;
mod street_address;
mod unregistered_number;
mod unused_exception;
mod wallet_address;
mod wide_exception;

mod abroad;
pub(super) mod characters;
mod covered;
mod digits;
mod documents;
mod english_name;
mod keywords;
mod masked;
mod names;
mod nearby;
mod parts;
mod guard;
pub(super) mod personal_data;
mod plain;
mod spelled;

pub(super) use exact_amount::exact_amount;
pub(super) use exact_date::exact_date;
pub(super) use named_branch::named_branch;
pub(super) use unused_exception::unused_exception;
pub(super) use wide_exception::wide_exception;

pub use guard::PeopleGuard;
pub(super) use guard::personal_data;
