//! One run at a time writes into a folder. The system keeps the lock, so none outlives its run.

use crate::exit::{Exit, Stop};
use crate::private_file::for_owner;
use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::Duration;

/// The file that is locked; it stays in the folder, for removing it would let two runs in.
pub(crate) const LOCK: &str = ".callsift.lock";

/// How often, and after which time, the name of the holder is looked for.
const TRIES: u32 = 20;
const A_MOMENT: Duration = Duration::from_millis(10);

/// Holds a folder until it is dropped.
#[derive(Debug)]
pub(crate) struct Hold {
    _file: File,
}

impl Hold {
    /// Takes hold of a folder, or says who has it.
    pub(crate) fn take(folder: &Path) -> Result<Hold, Stop> {
        let path = folder.join(LOCK);
        let told = |error: io::Error| Stop::output(format!("{}: {error}", path.display()));
        let mut file =
            for_owner(File::options().create(true).truncate(false).read(true).write(true))
                .open(&path)
                .map_err(told)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(folder, &mut file)),
            Err(TryLockError::Error(error)) => return Err(told(error)),
        }
        let holder =
            format!("process {} since {:.0}\n", std::process::id(), jiff::Timestamp::now());
        file.set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| file.write_all(holder.as_bytes()))
            .map_err(told)?;
        Ok(Hold { _file: file })
    }
}

fn held(folder: &Path, file: &mut File) -> Stop {
    let mut holder = String::new();
    // Who holds it is a help, not a need. It writes its name a moment after it has the lock.
    for _ in 0..TRIES {
        let _ = file.seek(SeekFrom::Start(0)).and_then(|_| file.read_to_string(&mut holder));
        if holder.ends_with('\n') {
            break;
        }
        holder.clear();
        std::thread::sleep(A_MOMENT);
    }
    let by = if holder.is_empty() { String::new() } else { format!(" ({})", holder.trim()) };
    let message = format!(
        "{}: another run{by} is writing here; wait for it, or choose another --out",
        folder.display()
    );
    Stop { exit: Exit::Locked, message }
}
