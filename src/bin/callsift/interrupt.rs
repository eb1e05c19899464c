//! SIGINT and SIGTERM: the first ends the run in good order, a second one at once.

use crate::exit::{Exit, Stop};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Whether the program was asked to end, and by which signal.
pub(crate) struct Interrupt {
    stop: Arc<AtomicBool>,
    signal: Arc<AtomicUsize>,
}

impl Interrupt {
    /// Listens for signals, if `orderly`; a run that waits for standard input could not notice
    /// them, and is ended by the system instead.
    pub(crate) fn install(orderly: bool) -> Result<Interrupt, Stop> {
        let interrupt =
            Interrupt { stop: Arc::default(), signal: Arc::new(AtomicUsize::new(SIGINT as usize)) };
        if !orderly {
            return Ok(interrupt);
        }
        for signal in [SIGINT, SIGTERM] {
            let (stop, which) = (Arc::clone(&interrupt.stop), Arc::clone(&interrupt.signal));
            flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&stop))
                .and_then(|_| flag::register_usize(signal, which, signal as usize))
                .and_then(|_| flag::register(signal, stop))
                .map_err(|error| Stop::usage(format!("signals cannot be listened for: {error}")))?;
        }
        Ok(interrupt)
    }

    /// Set when the run shall end.
    pub(crate) fn flag(&self) -> &AtomicBool {
        &self.stop
    }

    /// Ends what takes long, if the run shall end.
    pub(crate) fn check(&self) -> Result<(), Stop> {
        if !self.stop.load(Ordering::Relaxed) {
            return Ok(());
        }
        Err(Stop { exit: self.exit(), message: "interrupted; nothing was published".to_owned() })
    }

    /// The same for who waits elsewhere.
    pub(crate) fn shared(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// The exit code of the signal.
    pub(crate) fn exit(&self) -> Exit {
        if self.signal.load(Ordering::Relaxed) == SIGTERM as usize {
            Exit::Terminated
        } else {
            Exit::Interrupted
        }
    }
}
