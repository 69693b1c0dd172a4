//! What a place for entries can do, and how it fails.

/// A place that holds entries by name. It does not look into them.
pub(super) trait Store: Send + Sync {
    /// How a message names it, in backticks.
    fn name(&self) -> &str;

    /// The bytes under a name; `None` where there are none.
    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Failure>;

    /// Keeps bytes under a name, in place of what was there.
    fn write(&self, name: &str, bytes: Vec<u8>) -> Result<(), Failure>;
}

/// Why a place could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    /// What is wrong and what to do, without a full stop.
    pub text: String,
    pub scope: Scope,
}

/// What fails for the same reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// This entry alone, such as one that is a link.
    Entry,
    /// All entries in this direction, such as writing to a full disk.
    Direction,
    /// Reading and writing, such as from a server that is away.
    Place,
}
