//! The outputs: siblings made from the same site, none of which imports another.

pub mod html;
pub mod feeds;
pub mod texts;
pub mod search;
pub mod print;
