//! Writing a build to the disk, all or nothing.
//!
//! The complete new tree is made in a folder beside the output folder, file by file as the build
//! makes them; then the two are exchanged in one step. Unchanged files are hard links to the
//! existing ones, so they keep their inode and their time. A build that fails or is killed leaves
//! the output folder as it was; the next build continues with the folder beside it.
//!
//! The old tree is removed, unless the site is large: making and removing tens of thousands of
//! folders takes longer than everything else, so the old tree stays beside the new one and becomes
//! the next site, of which only the differences are written.
//!
//! The file system is synced before the exchange and the folder above after it, so that a loss of
//! power leaves one of the two sites, whole.
#![allow(clippy::disallowed_methods, reason = "one of the stages that may touch the disk")]

mod file;
mod lock;
mod next;
pub mod own;
mod packed;
mod paths;
mod output_folder;
mod site;
mod stamps;
mod sync;
mod tree;

pub use file::{is_unfinished, write_file, write_own_file, write_own_file_durably};
pub use packed::{Packed, pack};
pub use paths::{MARKER, faults, is_safe};
pub use site::{NextSite, Summary};
pub use stamps::Stamps;
