//! How much may come out of an archive, and readers that hold a stream to it.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use crate::format::{Reject, RejectCode};
use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

/// How much may come out of one file that the user named; what is beyond is a reject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveLimits {
    /// Members of all archives in it.
    pub members: u64,
    /// Packings inside each other: `calls.tar.gz` has two.
    pub depth: u64,
    /// Bytes that one byte may unpack to, once [`ratio_from`](Self::ratio_from) have come out.
    pub ratio: u64,
    /// Bytes of a packing that are unpacked before its ratio counts.
    pub ratio_from: u64,
    /// Bytes unpacked in all.
    pub size: u64,
    /// Bytes of one content that was unpacked: of a member, or of what gzip and zstd hold.
    pub member_size: u64,
    /// Bytes of a zip file that has to be held in memory, since it comes from a pipe or out of
    /// another archive and its table of contents stands at its end.
    pub held: u64,
}

impl Default for ArchiveLimits {
    fn default() -> ArchiveLimits {
        ArchiveLimits {
            members: 10_000,
            depth: 4,
            ratio: 200,
            ratio_from: 16 * 1024 * 1024,
            size: 16 * 1024 * 1024 * 1024,
            member_size: 8 * 1024 * 1024 * 1024,
            held: 256 * 1024 * 1024,
        }
    }
}

/// A reject that ends a stream, as an error of its reader.
#[derive(Debug)]
struct Refused(Reject);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Refused {}

/// A reader's error that is this reject.
pub(super) fn refused(code: RejectCode, message: impl Into<String>) -> io::Error {
    io::Error::other(Refused(Reject::new(code, message)))
}

/// The error of a reader whose file changes while it is read.
pub fn still_growing() -> io::Error {
    let message = "the file changed while it was read; it is left for the next run";
    refused(RejectCode::StillGrowing, message)
}

/// The reject of a limit.
pub(super) fn beyond(message: impl Into<String>) -> Reject {
    Reject::new(RejectCode::ArchiveLimit, message)
}

/// The reject of an archive with too many members.
pub(super) fn too_many(limits: &ArchiveLimits) -> Reject {
    let most = limits.members;
    beyond(format!("more than {most} members in one file (archive.members); the rest is not read"))
}

/// The reject that this error stands for.
pub(in crate::batch) fn read_error(error: &io::Error) -> Reject {
    let mut cause = error.get_ref().map(|inner| inner as &(dyn std::error::Error + 'static));
    while let Some(inner) = cause {
        if let Some(Refused(reject)) = inner.downcast_ref() {
            return reject.clone();
        }
        let wrapped = inner.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        cause = match wrapped {
            Some(inner) => Some(inner),
            None => inner.source(),
        };
    }
    if error.kind() == io::ErrorKind::UnexpectedEof {
        let message = "the compressed file ends before its end; calls after this place are lost";
        return Reject::new(RejectCode::Truncated, message);
    }
    Reject::new(RejectCode::ReadError, format!("cannot be read: {error}"))
}

/// Fills whole buffers, however small the pieces in which a pipe hands out its bytes: what a decoder
/// still gives of a broken stream hangs on how much of it there is at once.
pub(super) struct Filled<R> {
    inner: R,
    /// What went wrong behind bytes that were handed out.
    failure: Option<io::Error>,
}

impl<R> Filled<R> {
    pub(super) fn new(inner: R) -> Filled<R> {
        Filled { inner, failure: None }
    }
}

impl<R: Read> Read for Filled<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        let mut filled = 0;
        while filled < buffer.len() {
            match self.inner.read(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if filled == 0 => return Err(error),
                Err(error) => {
                    self.failure = Some(error);
                    break;
                }
            }
        }
        Ok(filled)
    }
}

/// Counts what goes through.
pub(in crate::batch) struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    pub(in crate::batch) fn new(inner: R) -> (Counted<R>, Rc<Cell<u64>>) {
        let count = Rc::new(Cell::new(0));
        (Counted { inner, count: Rc::clone(&count) }, count)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count.set(self.count.get() + count as u64);
        Ok(count)
    }
}

/// Holds what comes out of a packing to the limits. What was handed out before a limit stays good.
pub(super) struct Guard<R> {
    inner: R,
    /// Packed bytes that were read.
    packed: Rc<Cell<u64>>,
    /// Bytes that came out of this packing.
    out: u64,
    /// Bytes that came out of every packing of the file.
    total: Rc<Cell<u64>>,
    limits: ArchiveLimits,
}

impl<R> Guard<R> {
    pub(super) fn new(
        inner: R,
        packed: Rc<Cell<u64>>,
        total: &Rc<Cell<u64>>,
        limits: &ArchiveLimits,
    ) -> Guard<R> {
        Guard { inner, packed, out: 0, total: Rc::clone(total), limits: limits.clone() }
    }

    fn check(&self) -> io::Result<()> {
        let ArchiveLimits { ratio, ratio_from, size, .. } = self.limits;
        if self.total.get() > size {
            let message = format!("more than {size} bytes unpacked from one file (archive.size)");
            return Err(refused(RejectCode::ArchiveLimit, message));
        }
        if self.out > ratio_from && self.out > ratio.saturating_mul(self.packed.get()) {
            let message = format!("unpacks to more than {ratio} times its size (archive.ratio)");
            return Err(refused(RejectCode::ArchiveLimit, message));
        }
        Ok(())
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.check()?;
        let count = self.inner.read(buffer)?;
        self.out += count as u64;
        self.total.set(self.total.get().saturating_add(count as u64));
        self.check().map(|()| count)
    }
}

/// A content that may be so long; what was handed out before the limit stays good.
pub(super) struct Bounded<R> {
    inner: R,
    most: u64,
    out: u64,
}

impl<R> Bounded<R> {
    pub(super) fn new(inner: R, most: u64) -> Bounded<R> {
        Bounded { inner, most, out: 0 }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.out = self.out.saturating_add(count as u64);
        if self.out > self.most {
            let most = self.most;
            let message = format!("a content of more than {most} bytes (archive.member_size)");
            return Err(refused(RejectCode::ArchiveLimit, message));
        }
        Ok(count)
    }
}

/// A stream that is known to be so long: less is an error, not its end.
pub(super) struct Exact<R> {
    inner: R,
    left: u64,
}

impl<R> Exact<R> {
    pub(super) fn new(inner: R, length: u64) -> Exact<R> {
        Exact { inner, left: length }
    }
}

impl<R: Read> Read for Exact<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        match self.inner.read(&mut buffer[..most])? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            count => {
                self.left -= count as u64;
                Ok(count)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guarded(packed: u64, out: u64, before: u64, limits: &ArchiveLimits) -> Option<RejectCode> {
        let inner = io::repeat(b'x').take(out);
        let total = Rc::new(Cell::new(before));
        let mut guard = Guard::new(inner, Rc::new(Cell::new(packed)), &total, limits);
        let error = io::copy(&mut guard, &mut io::sink()).err()?;
        // Once over, always over.
        assert!(guard.read(&mut [0]).is_err());
        Some(read_error(&io::Error::other(error)).code)
    }

    #[test]
    fn one_below_at_and_one_above_each_limit() {
        let limits =
            ArchiveLimits { size: 50_000, ratio: 3, ratio_from: 999, ..Default::default() };
        let over = Some(RejectCode::ArchiveLimit);
        for (out, expected) in [(49_899, None), (49_900, None), (49_901, over)] {
            assert_eq!(guarded(40_000, out, 100, &limits), expected, "size {out}");
        }
        for (out, expected) in [(29_999, None), (30_000, None), (30_001, over)] {
            assert_eq!(guarded(10_000, out, 0, &limits), expected, "ratio {out}");
        }
        for (out, expected) in [(998, None), (999, None), (1_000, over)] {
            assert_eq!(guarded(1, out, 0, &limits), expected, "ratio from {out}");
        }
    }

    #[test]
    fn buffers_are_filled_up_to_a_failure() {
        /// One byte at a time, each announced by an interruption, then a failure, then more.
        struct Drops(u8);
        impl Read for Drops {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                self.0 += 1;
                match self.0 {
                    12 => Err(io::ErrorKind::BrokenPipe.into()),
                    n if n % 2 == 1 => Err(io::ErrorKind::Interrupted.into()),
                    n => {
                        buffer[0] = n;
                        Ok(1)
                    }
                }
            }
        }
        let mut filled = Filled::new(Drops(0));
        let mut buffer = [0; 3];
        assert_eq!(filled.read(&mut buffer).unwrap(), 3);
        assert_eq!(buffer, [2, 4, 6]);
        assert_eq!(filled.read(&mut buffer).unwrap(), 2, "what came before the failure");
        assert_eq!(filled.read(&mut buffer).unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert_eq!(filled.read(&mut buffer).unwrap(), 3, "as the reader itself goes on");
        assert_eq!(Filled::new(&b"ab"[..]).read(&mut buffer).unwrap(), 2, "at the end");
    }

    #[test]
    fn a_short_stream_is_an_error() {
        let read = |length| {
            let mut out = Vec::new();
            Exact::new(&b"abc"[..], length).read_to_end(&mut out).map(|_| out)
        };
        assert_eq!(read(2).unwrap(), b"ab");
        assert_eq!(read(3).unwrap(), b"abc");
        assert_eq!(read_error(&read(4).unwrap_err()).code, RejectCode::Truncated);
    }

    #[test]
    fn a_content_may_be_as_long_as_the_limit() {
        for (length, is_over) in [(99, false), (100, false), (101, true)] {
            let mut content = Bounded::new(io::repeat(b'x').take(length), 100);
            let mut out = Vec::new();
            let code = content.read_to_end(&mut out).map_err(|error| read_error(&error).code);
            assert_eq!(code.is_err(), is_over, "{length}");
            assert!(out.len() <= 100 && code.err().is_none_or(|c| c == RejectCode::ArchiveLimit));
        }
    }
}
