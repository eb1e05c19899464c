//! What is read: a name, a way to open it, and the hash of its bytes.

use super::container::{SeekRead, is_zip};
use crate::text::{FoundEncoding, Known};
use sha2::{Digest, Sha256};
use std::fmt;
use std::io::{self, Read, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

/// Something to read, not opened yet.
pub struct Input {
    /// Path as the user knows it; `-` for standard input.
    pub name: String,
    /// Name of the file without folders and endings; `None` for standard input.
    pub stem: Option<String>,
    /// Opens it.
    pub open: Box<dyn FnOnce() -> io::Result<Source> + Send>,
    /// Blocks are handed on as soon as they hold a line, for a pipe that waits for answers.
    pub prompt: bool,
}

/// Something to read, opened.
pub enum Source {
    /// From begin to end.
    Stream(Box<dyn Read>),
    /// At any place, as a zip file needs it.
    File(Box<dyn SeekRead>),
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Source::Stream(_) => "Stream",
            Source::File(_) => "File",
        })
    }
}

/// The name of an input or of a member of one, shared by its blocks.
#[derive(Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Path as the user knows it; with `!` and the name of the member, in an archive.
    pub name: String,
    /// The name of the member alone, in an archive.
    pub member: Option<String>,
    /// Name of the file without folders and endings.
    pub stem: Option<String>,
    /// The encoding, if it is a guess.
    pub guessed: Option<String>,
}

/// What was read of an input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileInfo {
    /// Bytes of the file itself that were read.
    pub bytes: u64,
    /// SHA-256 of them, in hex; of the whole file unless reading failed.
    pub sha256: String,
    /// The content, if the file is no archive.
    pub content: ContentInfo,
    /// Members of the archive that it is, and of those in it, in their order.
    pub members: Vec<MemberInfo>,
    /// Members that were passed over as hidden files are.
    pub passed_over: u64,
}

/// What a content was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContentInfo {
    /// How it is packed, outermost first.
    pub packed: Vec<&'static str>,
    /// Its encoding, if it is not UTF-8.
    pub encoding: Option<String>,
    /// Whether the encoding is a guess.
    pub guessed: bool,
    /// Name of its format; `None` where it was not recognised.
    pub format: Option<&'static str>,
}

/// A member of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberInfo {
    /// Its name in the archive; a label, not a path.
    pub name: String,
    /// What it was.
    pub content: ContentInfo,
    /// Bytes of its content that were read, unpacked and in UTF-8.
    pub bytes: u64,
}

impl ContentInfo {
    pub(super) fn encoded(&mut self, found: FoundEncoding) {
        self.encoding = Some(found.encoding.name());
        self.guessed = found.known == Known::Guessed;
    }
}

/// Counts and hashes the bytes of the file itself.
pub(super) struct Hashing<R> {
    inner: R,
    state: Arc<Mutex<(u64, Sha256)>>,
}

/// The count and hash of a [`Hashing`] reader that another reader owns.
#[derive(Clone, Default)]
pub(super) struct HashState(Arc<Mutex<(u64, Sha256)>>);

impl HashState {
    pub(super) fn info(&self) -> FileInfo {
        let (bytes, hash) = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        FileInfo { bytes, sha256, ..FileInfo::default() }
    }

    /// Bytes read so far.
    pub(super) fn bytes(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Not every reader of archives above tries again by itself.
        let count = loop {
            match self.inner.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.0 += count as u64;
        state.1.update(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}

/// A file that is hashed: read from begin to end, or hashed already and read at any place.
pub(super) enum Hashed {
    Stream(Hashing<Box<dyn Read>>),
    File(Box<dyn SeekRead>),
}

/// Hashes what is read. A zip file is read once for that alone, since its members are read where
/// they stand.
pub(super) fn hashed(source: Source) -> io::Result<(Hashed, HashState)> {
    let state = HashState::default();
    let hashing = |inner| Hashing { inner, state: Arc::clone(&state.0) };
    let mut file = match source {
        Source::Stream(stream) => return Ok((Hashed::Stream(hashing(stream)), state.clone())),
        Source::File(file) => file,
    };
    let mut magic = Vec::new();
    (&mut file).take(4).read_to_end(&mut magic)?;
    file.seek(SeekFrom::Start(0))?;
    if !is_zip(&magic) {
        return Ok((Hashed::Stream(hashing(Box::new(file))), state.clone()));
    }
    io::copy(&mut Hashing { inner: &mut file, state: Arc::clone(&state.0) }, &mut io::sink())?;
    Ok((Hashed::File(file), state))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Is interrupted before every byte.
    struct Interrupted(io::Cursor<Vec<u8>>, bool);

    impl Read for Interrupted {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 = !self.1;
            if self.1 {
                return Err(io::ErrorKind::Interrupted.into());
            }
            (&mut self.0).take(1).read(buffer)
        }
    }

    #[test]
    fn an_interrupted_read_is_tried_again() {
        let source = Interrupted(io::Cursor::new(b"abc".to_vec()), false);
        let (hashed, state) = hashed(Source::Stream(Box::new(source))).unwrap();
        let Hashed::Stream(mut stream) = hashed else { panic!("a stream is a stream") };
        let mut buffer = [0; 8];
        for byte in b"abc" {
            assert_eq!((stream.read(&mut buffer).unwrap(), buffer[0]), (1, *byte));
        }
        assert_eq!((stream.read(&mut buffer).unwrap(), state.bytes()), (0, 3));
    }
}
