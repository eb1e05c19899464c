//! What is read: a name, a way to open it, and decompression by content.

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::io::{self, Cursor, Read};
use std::sync::{Arc, Mutex, PoisonError};

/// Something to read, not opened yet.
pub struct Input {
    /// Path as the user knows it; `-` for standard input.
    pub name: String,
    /// Name of the file without folders and endings; `None` for standard input.
    pub stem: Option<String>,
    /// Opens it.
    pub open: Box<dyn FnOnce() -> io::Result<Box<dyn Read + Send>> + Send>,
    /// Blocks are handed on as soon as they hold a line, for a pipe that waits for answers.
    pub prompt: bool,
}

/// The name of an input, shared by its blocks.
#[derive(Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Path as the user knows it.
    pub name: String,
    /// Name of the file without folders and endings.
    pub stem: Option<String>,
}

/// What was read of an input, as bytes of the file itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileInfo {
    /// Bytes read.
    pub bytes: u64,
    /// SHA-256 of them, in hex; of the whole file unless reading failed.
    pub sha256: String,
}

/// Counts and hashes the bytes of the file itself.
pub(super) struct Hashing<R> {
    inner: R,
    state: Arc<Mutex<(u64, Sha256)>>,
}

/// The count and hash of a [`Hashing`] reader that another reader owns.
#[derive(Clone)]
pub(super) struct HashState(Arc<Mutex<(u64, Sha256)>>);

impl HashState {
    pub(super) fn info(&self) -> FileInfo {
        let (bytes, hash) = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        FileInfo { bytes, sha256 }
    }

    /// Bytes read so far.
    pub(super) fn bytes(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.0 += count as u64;
        state.1.update(&buffer[..count]);
        Ok(count)
    }
}

/// A reader of the content: all gzip members one after the other, anything else as it is.
pub(super) fn decoded(raw: Box<dyn Read + Send>) -> io::Result<(Box<dyn Read + Send>, HashState)> {
    let state = Arc::new(Mutex::new((0, Sha256::new())));
    let mut hashing = Hashing { inner: raw, state: Arc::clone(&state) };
    let mut magic = Vec::with_capacity(2);
    (&mut hashing).take(2).read_to_end(&mut magic)?;
    let gzip = magic == [0x1f, 0x8b];
    let whole = Cursor::new(magic).chain(hashing);
    let reader: Box<dyn Read + Send> =
        if gzip { Box::new(MultiGzDecoder::new(whole)) } else { Box::new(whole) };
    Ok((reader, HashState(state)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: Vec<u8>) -> io::Result<String> {
        let (mut reader, _) = decoded(Box::new(Cursor::new(bytes)))?;
        let mut text = String::new();
        reader.read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn all_members_are_read() {
        let two = [gzip("one\n"), gzip("two\n")].concat();
        assert_eq!(read(two).unwrap(), "one\ntwo\n");
        assert_eq!(read(b"plain".to_vec()).unwrap(), "plain");
        assert_eq!(read(Vec::new()).unwrap(), "");
        assert_eq!(read(b"x".to_vec()).unwrap(), "x");
    }

    #[test]
    fn a_cut_member_is_an_error() {
        let whole = gzip("one\ntwo\n");
        assert!(read(whole[..whole.len() - 4].to_vec()).is_err());
    }
}
