//! What the preview waits for.

use anyhow::Result;

use crate::base::artifact::Artifacts;
use crate::pipeline::Outcome;

/// Something that the preview has to act on.
pub(super) enum News {
    /// Sources have changed, or cannot be watched any more.
    Changed(Result<()>),
    /// Leaflets are done, of the run with this number.
    Typeset(u64, Box<Result<Typeset>>),
}

/// What came of typesetting.
pub(super) type Typeset = (Outcome, Artifacts);
