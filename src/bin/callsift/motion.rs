//! Files in motion: what somebody is still writing is not read, or not counted if it was.
//!
//! A file that is read while it grows ends in half a record, and nothing in the half tells. So a file
//! is asked for its size and time of change before each run, and again with each piece that is read:
//! once they differ, reading fails, and nothing of the file counts. Calls of it that were handed on
//! before cannot be told from half-written ones (a file may be written anew from its begin), so the
//! run begins again without the file rather than keeping some of them.

use crate::exit::Stop;
use callsift::batch::still_growing;
use callsift::output::run_v1::{LeftFile, LeftReason};
use callsift::units::parse_duration;
use std::collections::BTreeSet;
use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// How long a file of a folder must have been as it is.
const SETTLE: Duration = Duration::from_secs(5);

/// The same, for scripts that know better; `--settle` counts more.
const VARIABLE: &str = "CALLSIFT_SETTLE";

/// Between two looks at whether a wait is over.
const STEP: Duration = Duration::from_millis(20);

/// How programs name what they have not finished.
const PARTIAL: [&str; 6] = [".part", ".tmp", ".crdownload", ".filepart", ".partial", "~"];

/// Whether a name says that its file is not finished.
pub(crate) fn is_partial(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    PARTIAL.iter().any(|ending| name.ends_with(ending))
}

/// Size and time of change of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    bytes: u64,
    changed: Option<SystemTime>,
}

impl Look {
    pub(crate) fn of(meta: &Metadata) -> Look {
        Look { bytes: meta.len(), changed: meta.modified().ok() }
    }

    /// How long the file has been as it is; nothing for a time in the future, which tells nothing.
    fn age(&self) -> Duration {
        self.changed.and_then(|at| at.elapsed().ok()).unwrap_or_default()
    }
}

/// What a run knows of files in motion; shared by all who look.
#[derive(Clone, Debug, Default)]
pub(crate) struct Motion {
    settle: Duration,
    known: Arc<Mutex<Known>>,
    stop: Arc<Mutex<Option<Arc<AtomicBool>>>>,
}

#[derive(Debug, Default)]
struct Known {
    /// Names of files that changed under our eyes.
    changed: BTreeSet<String>,
    /// Files that were young when they were opened, and what they were then.
    young: Vec<(PathBuf, String, Look)>,
}

impl Motion {
    /// With the settle time of the command line, else that of the environment, else the default.
    pub(crate) fn settling(asked: Option<&str>) -> Result<Motion, Stop> {
        let variable = std::env::var(VARIABLE).ok().filter(|value| !value.is_empty());
        let (name, value) = match (asked, &variable) {
            (Some(value), _) => ("--settle ", value),
            (None, Some(value)) => ("CALLSIFT_SETTLE=", value.as_str()),
            (None, None) => return Ok(Motion { settle: SETTLE, ..Motion::default() }),
        };
        let ms = parse_duration(value).ok().and_then(|ms| u64::try_from(ms).ok());
        let ms = ms.ok_or_else(|| {
            Stop::usage(format!("{name}{value}: no length of time; write 5s, 500 ms or 0s"))
        })?;
        Ok(Motion { settle: Duration::from_millis(ms), ..Motion::default() })
    }

    /// Waiting ends when this is set.
    pub(crate) fn stop_with(&self, stop: Arc<AtomicBool>) {
        *lock(&self.stop) = Some(stop);
    }

    /// Whether a file changed while it was looked at or read.
    pub(crate) fn has_changed(&self, name: &str) -> bool {
        lock(&self.known).changed.contains(name)
    }

    /// The files that changed, as `run.json` has them.
    pub(crate) fn left(&self) -> Vec<LeftFile> {
        let left = |name: &String| left(name.clone(), LeftReason::StillGrowing);
        lock(&self.known).changed.iter().map(left).collect()
    }

    /// Looks again at files that were young when they were read, and says whether any changed since.
    pub(crate) fn look_again(&self) -> bool {
        let young = std::mem::take(&mut lock(&self.known).young);
        let mut any = false;
        for (path, name, look) in young {
            let now = std::fs::metadata(&path).ok().map(|meta| Look::of(&meta));
            // One that has gone was taken away as a whole: it was read before.
            if now.is_some_and(|now| now != look) {
                any |= lock(&self.known).changed.insert(name);
            }
        }
        any
    }

    /// Opens a file once it is at rest; `first` is what it was when it was found in a folder.
    ///
    /// The wait is in the order of reading, so that the order of results never depends on the age of
    /// a file; with files before it that take longer to read there is none.
    pub(crate) fn open(
        &self,
        path: &Path,
        name: &str,
        first: Option<(Look, Instant)>,
    ) -> io::Result<Watched> {
        let file = File::open(path)?;
        let meta = file.metadata()?;
        let mut look = Look::of(&meta);
        if let Some((first, at)) = first {
            self.rest(&look, at);
            look = Look::of(&file.metadata()?);
            // A file that was put in the place of another is another one too.
            let named = Look::of(&std::fs::metadata(path)?);
            if look != first || named != first {
                return Err(self.changed(name));
            }
        }
        // What goes through a pipe changes its time.
        if meta.is_file() && look.age() < SETTLE {
            lock(&self.known).young.push((path.to_owned(), name.to_owned(), look));
        }
        Ok(Watched { file, name: name.to_owned(), look, motion: self.clone() })
    }

    /// Waits until a file has been as it is for the settle time, as far as that can be told.
    fn rest(&self, look: &Look, first: Instant) {
        let waited = |time: Duration| {
            // With a clock that goes another way than the file's, our own watch decides.
            look.age() >= time || first.elapsed() >= time
        };
        let stop = lock(&self.stop).clone();
        let stopped = || stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed));
        while !waited(self.settle) && !stopped() {
            std::thread::sleep(STEP);
        }
    }

    fn changed(&self, name: &str) -> io::Error {
        lock(&self.known).changed.insert(name.to_owned());
        still_growing()
    }
}

/// A file that is not read.
pub(crate) fn left(file: String, reason: LeftReason) -> LeftFile {
    LeftFile { file, reason: reason.as_str().to_owned() }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file that must stay as it was when it was opened: once it does not, reading fails.
#[derive(Debug)]
pub(crate) struct Watched {
    file: File,
    name: String,
    look: Look,
    motion: Motion,
}

impl Watched {
    /// Whether it is a file and no pipe or device.
    pub(crate) fn is_file(&self) -> io::Result<bool> {
        Ok(self.file.metadata()?.is_file())
    }

    /// The file without a watch, for pipes and devices.
    pub(crate) fn into_inner(self) -> File {
        self.file
    }
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        if Look::of(&self.file.metadata()?) == self.look {
            Ok(count)
        } else {
            Err(self.motion.changed(&self.name))
        }
    }
}

impl Seek for Watched {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn names_of_unfinished_files() {
        for (name, partial) in [
            ("a.jsonl", false),
            ("a.jsonl.part", true),
            ("a.TMP", true),
            ("b.crdownload", true),
            ("b.filepart", true),
            ("b.partial", true),
            ("a.jsonl~", true),
            ("part", false),
            ("a.part.jsonl", false),
            ("apart", false),
            ("~/a.jsonl", false),
        ] {
            assert_eq!(is_partial(Path::new(name)), partial, "{name}");
        }
    }

    #[test]
    fn a_file_that_grows_fails_with_the_next_read() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "one two").unwrap();
        let motion = Motion::default();
        let mut watched = motion.open(&path, "a", None).unwrap();
        let mut piece = [0; 3];
        assert_eq!(watched.read(&mut piece).unwrap(), 3);
        let mut writer = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
        writer.write_all(b"!").unwrap();
        assert!(!motion.has_changed("a"));
        assert!(watched.read(&mut piece).is_err());
        assert!(motion.has_changed("a"));
        // Between the first look and the opening.
        let first = (Look { bytes: 1, changed: None }, Instant::now());
        assert!(motion.open(&path, "b", Some(first)).is_err());
        assert!(motion.has_changed("b") && !motion.has_changed("c"));
    }

    #[test]
    fn a_file_that_changes_after_it_was_read_is_seen() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "one").unwrap();
        let motion = Motion::default();
        for changed in [false, true] {
            io::copy(&mut motion.open(&path, "a", None).unwrap(), &mut io::sink()).unwrap();
            if changed {
                std::fs::write(&path, "one two").unwrap();
            }
            assert_eq!(motion.look_again(), changed);
        }
    }

    #[test]
    fn settle_times() {
        let of = |asked| Motion::settling(asked).map(|motion| motion.settle.as_millis());
        assert_eq!(of(Some("0s")).unwrap(), 0);
        assert_eq!(of(Some("1.5 s")).unwrap(), 1500);
        for wrong in ["soon", "5", "-1s"] {
            assert!(of(Some(wrong)).unwrap_err().message.contains(wrong));
        }
    }

    #[test]
    fn rest_is_waited_for_and_no_longer() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "one").unwrap();
        let look = Look::of(&std::fs::metadata(&path).unwrap());
        let motion = Motion::settling(Some("200ms")).unwrap();
        let began = Instant::now();
        motion.open(&path, "a", Some((look, began))).unwrap();
        assert!(look.age() >= Duration::from_millis(200));
        // At rest already: another hour is not asked for once the run is told to stop.
        let long = Motion { settle: Duration::from_secs(3600), ..Motion::default() };
        long.stop_with(Arc::new(AtomicBool::new(true)));
        long.open(&path, "a", Some((look, Instant::now()))).unwrap();
    }
}
