//! The search for the loosest of a template's settings with which a text fits.

/// What came of a layout.
pub(super) enum Attempt<T> {
    Fits(T),
    TooLong(T),
}

/// The first step of `first..=last` that fits, where each is tighter than the one before; begins at
/// `start`, and is the shorter the nearer that is. `Err` with what came of the last step where none
/// fits.
///
/// # Errors
/// Those of `attempt`.
pub(super) fn loosest<T, E>(
    (first, last): (u32, u32),
    start: u32,
    mut attempt: impl FnMut(u32) -> Result<Attempt<T>, E>,
) -> Result<Result<(u32, T), T>, E> {
    // Those before `from` are too loose, `fits` is the one at `to`.
    let (mut from, mut to) = (first, last + 1);
    let (mut fits, mut stride) = (None, 1);
    let mut step = start.clamp(first, last);
    loop {
        match attempt(step)? {
            Attempt::Fits(value) => (to, fits) = (step, Some(value)),
            Attempt::TooLong(value) if step == last => return Ok(Err(value)),
            Attempt::TooLong(_) => from = step + 1,
        }
        step = match fits {
            Some(value) if from == to => return Ok(Ok((to, value))),
            // Away from the start in longer and longer strides, then by halving.
            Some(_) if from == first => to.saturating_sub(stride).max(first),
            Some(_) => (from + to) / 2,
            None => (from - 1 + stride).min(last),
        };
        stride *= 2;
    }
}
