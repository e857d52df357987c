//! A wish to stop, heard by every loop: Ctrl-C, a signal, or the end of the work.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// A flag that wakes whoever waits on it.
#[derive(Clone, Default)]
pub struct Stop(Arc<(Mutex<bool>, Condvar)>);

impl Stop {
    /// A wish that Ctrl-C and SIGTERM make; a second Ctrl-C ends at once.
    pub fn on_signals() -> anyhow::Result<Stop> {
        let stop = Stop::default();
        let wish = stop.clone();
        ctrlc::set_handler(move || {
            if wish.wished() {
                std::process::exit(130);
            }
            wish.wish();
        })?;
        Ok(stop)
    }

    /// Asks everyone to stop.
    pub fn wish(&self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.1.notify_all();
    }

    /// Whether to stop.
    pub fn wished(&self) -> bool {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits; false when it was cut short by the wish.
    pub fn wait(&self, time: Duration) -> bool {
        let guard = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (wished, _) = self
            .0
            .1
            .wait_timeout_while(guard, time, |wished| !*wished)
            .unwrap_or_else(PoisonError::into_inner);
        !*wished
    }
}
