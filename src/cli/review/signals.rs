//! Signals that ask the program to end. They are heard between two events, so that what was begun is written down and the
//! terminal is given back; who does not come to that within a second is ended all the same.

use anyhow::Result;

/// The program was asked to end, by the signal of this number.
#[derive(Debug, thiserror::Error)]
#[error("ended by signal {0}")]
pub struct Ended(usize);

pub use system::Signals;

#[cfg(unix)]
mod system {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use signal_hook::consts::{SIGHUP, SIGTERM};
    use signal_hook::iterator;

    use super::{Ended, Result};
    use crate::cli::review::terminal::give_back;

    /// How long what was begun may take. A terminal that is gone may hold up whoever waits for its keys for good.
    const LONGEST: Duration = Duration::from_secs(1);

    /// What was heard so far.
    pub struct Signals(Arc<AtomicUsize>);

    impl Signals {
        /// Begins to hear them.
        pub fn heard() -> Result<Self> {
            let which = Arc::new(AtomicUsize::new(0));
            let heard = Arc::clone(&which);
            let mut signals = iterator::Signals::new([SIGTERM, SIGHUP])?;
            let listen = move || {
                let Some(signal) = signals.forever().next() else { return };
                heard.store(signal.unsigned_abs() as usize, Ordering::SeqCst);
                std::thread::sleep(LONGEST);
                give_back();
                Ended(signal.unsigned_abs() as usize).end();
            };
            #[expect(clippy::disallowed_methods, reason = "it waits for signals and touches no text")]
            std::thread::spawn(listen);
            Ok(Self(which))
        }

        /// Fails where one came.
        pub fn check(&self) -> Result<(), Ended> {
            match self.0.load(Ordering::SeqCst) {
                0 => Ok(()),
                signal => Err(Ended(signal)),
            }
        }
    }

    impl Ended {
        /// Ends the program as the signal would have.
        pub fn end(&self) {
            // Where that fails the program ends of itself.
            let _ = signal_hook::low_level::emulate_default_handler(self.0 as i32);
        }
    }
}

/// Where there are no such signals, none is heard.
#[cfg(not(unix))]
mod system {
    use super::{Ended, Result};

    pub struct Signals;

    impl Signals {
        pub fn heard() -> Result<Self> {
            Ok(Self)
        }

        pub fn check(&self) -> Result<(), Ended> {
            Ok(())
        }
    }

    impl Ended {
        pub fn end(&self) {}
    }
}
