//! Rules about the texts of pages: their sections, images and questions.

mod missing_alt;
mod missing_image;
mod missing_section;
mod quiz_answer;
mod quiz_shape;
mod section_order;
mod stray_markup;

pub(super) use missing_alt::missing_alt;
pub(super) use missing_image::missing_image;
pub(super) use missing_section::{missing_section, missing_sections};
pub(super) use quiz_answer::quiz_answer;
pub(super) use quiz_shape::quiz_shape;
pub(super) use section_order::section_order;
pub(super) use stray_markup::{stray_markup, stray_markup_of_site};
