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
    /// Whether the other direction fails for the same reason, such as a server that is away.
    pub is_total: bool,
}
