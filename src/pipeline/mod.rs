//! The whole build in memory, from a site's files to its artifacts, and single answers without one.

pub mod options;
pub mod outcome;
pub mod build;
pub mod single;
pub mod typeset;

pub use build::{build, check};
pub use options::{Options, Outputs};
pub use outcome::{Counts, Outcome, Progress};
pub use typeset::{Shard, Typeset, typeset};
