//! The whole build in memory, from a site's files to its artifacts, and single answers without one.

pub mod options;
pub mod outcome;
mod collector;
mod earlier;
mod files;
pub mod fits;
mod print;
pub mod build;
pub mod single;
pub mod typeset;
mod preview;

pub use build::{build, build_into, check, preview};
pub use fits::Fits;
pub use options::{Fitting, Options, Outputs};
pub use outcome::{Counts, Outcome, Progress};
pub use preview::{Preview, Revision};
pub use typeset::{Shard, Typeset, typeset};
