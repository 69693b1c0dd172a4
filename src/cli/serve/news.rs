//! What the preview waits for.

use anyhow::Result;

use super::watch::Changes;
use crate::base::artifact::Artifacts;
use crate::pipeline::{Outcome, Preview};

/// Something that the preview has to act on.
pub(super) enum News {
    /// Sources have changed, or cannot be watched any more.
    Changed(Result<Changes>),
    /// The pages are built.
    Built(Box<Result<Built>>),
    /// Leaflets are done, of the run with this number.
    Typeset(u64, Box<Result<Typeset>>),
}

/// What came of building the pages.
pub(super) struct Built {
    pub outcome: Outcome,
    pub pages: Artifacts,
    pub preview: Option<Preview>,
    /// Whether no open page differs from what is shown.
    pub is_same: bool,
}

/// What came of typesetting.
pub(super) type Typeset = (Outcome, Artifacts);
