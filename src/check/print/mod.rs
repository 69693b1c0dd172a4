//! Rules about what is printed, shown on screens or announced.

mod item_too_long;
mod link_in_short_text;
mod missing_logo;
mod missing_short_text;
mod not_in_gb2312;
mod number_not_repeated;
mod too_long;

mod lines;
mod shortening;

pub(super) use item_too_long::item_too_long;
pub(super) use link_in_short_text::link_in_short_text;
pub(super) use missing_logo::missing_logo;
pub(super) use missing_short_text::missing_short_text;
pub(super) use not_in_gb2312::not_in_gb2312;
pub(super) use number_not_repeated::number_not_repeated;
pub(super) use too_long::too_long;
