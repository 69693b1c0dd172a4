//! Locks. Whoever uses these leaves a value whole after every step, so that a thread that panicked
//! cannot have left half of one.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The value of a lock, also after a panic.
pub fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The value of a lock that nobody else uses any more, also after a panic.
pub fn into_value<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}
