//! Pictures as viewers open them: what they are by their bytes, and their pixels, within the limits of
//! [`limits`](crate::base::limits).

mod decoded;
mod grey;
mod shapes;

pub use decoded::{Format, PictureFault, codes, decode, profile, quick_codes, size};
pub use grey::Grey;
pub use shapes::{codes_of_drawing, refused_in_drawing};
