//! Numbers in fewer bits, where a limit or an invariant says that they fit.

/// A count of pages, bytes of a file or terms: [`limits`](crate::base::limits) keeps all of them
/// far below 2³².
///
/// # Panics
/// For 2³² and more.
pub fn to_u32(number: usize) -> u32 {
    u32::try_from(number).expect("limits keep counts and sizes below 2^32")
}

/// An offset or a size in a file that is in memory.
///
/// # Panics
/// Where memory could not hold the file.
pub fn to_usize(number: u64) -> usize {
    usize::try_from(number).expect("a file in memory is smaller than the address space")
}

/// The mean or the mixture of bytes, which is a byte.
///
/// # Panics
/// For 256 and more.
pub fn to_u8(number: u32) -> u8 {
    u8::try_from(number).expect("a mixture of bytes is a byte")
}
