//! Signals that ask the program to end. They are heard between two events, so that what was begun is written down and the
//! terminal is given back; a second one ends it where it stands.

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

    use signal_hook::consts::{SIGHUP, SIGTERM};
    use signal_hook::flag;

    use super::{Ended, Result};

    /// What was heard so far.
    pub struct Signals(Arc<AtomicUsize>);

    impl Signals {
        /// Begins to hear them.
        pub fn heard() -> Result<Self> {
            let (first, which) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
            for signal in [SIGTERM, SIGHUP] {
                flag::register_conditional_default(signal, Arc::clone(&first))?;
                flag::register(signal, Arc::clone(&first))?;
                flag::register_usize(signal, Arc::clone(&which), signal.unsigned_abs() as usize)?;
            }
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
