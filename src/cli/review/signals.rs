//! Signals that ask the program to end, and the one that it goes on with after it was stopped. They are heard between two
//! events, so that what was begun is written down and the terminal is given back; who does not come to that within a second
//! is ended all the same.

use anyhow::Result;

/// The program was asked to end, by the signal of this number.
#[derive(Debug, thiserror::Error)]
#[error("ended by signal {0}")]
pub struct Ended(usize);

pub use system::Signals;

#[cfg(unix)]
mod system {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::time::Duration;

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGTERM};
    use signal_hook::iterator;

    use super::{Ended, Result};
    use crate::cli::review::terminal::give_back;

    /// How long what was begun may take. A terminal that is gone may hold up whoever waits for its keys for good.
    const LONGEST: Duration = Duration::from_secs(1);

    /// What was heard so far.
    #[derive(Default)]
    pub struct Signals {
        end: Arc<AtomicUsize>,
        goes_on: Arc<AtomicBool>,
    }

    impl Signals {
        /// Begins to hear them.
        pub fn heard() -> Result<Self> {
            let this = Self::default();
            let (end, goes_on) = (Arc::clone(&this.end), Arc::clone(&this.goes_on));
            let mut signals = iterator::Signals::new([SIGTERM, SIGHUP, SIGCONT])?;
            let listen = move || {
                for signal in signals.forever() {
                    if signal == SIGCONT {
                        goes_on.store(true, Ordering::SeqCst);
                        continue;
                    }
                    end.store(signal.unsigned_abs() as usize, Ordering::SeqCst);
                    std::thread::sleep(LONGEST);
                    give_back();
                    Ended(signal.unsigned_abs() as usize).end();
                }
            };
            #[expect(clippy::disallowed_methods, reason = "it waits for signals and touches no text")]
            std::thread::spawn(listen);
            Ok(this)
        }

        /// Fails where one came that asks to end.
        pub fn check(&self) -> Result<(), Ended> {
            match self.end.load(Ordering::SeqCst) {
                0 => Ok(()),
                signal => Err(Ended(signal)),
            }
        }

        /// Whether the program goes on after it was stopped, so that a shell has had the terminal; told once.
        pub fn goes_on(&self) -> bool {
            self.goes_on.swap(false, Ordering::SeqCst)
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

        pub fn goes_on(&self) -> bool {
            false
        }
    }

    impl Ended {
        pub fn end(&self) {}
    }
}
