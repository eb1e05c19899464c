//! Cuts a stream at newlines into blocks of about a mebibyte.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use crate::format::limits::{HEAD_BYTES, RecordLimits};
use crate::format::values::Values;
use memchr::{memchr, memchr_iter, memrchr};
use std::io::{self, Read};
use std::ops::Range;

/// Whole lines, or what is left of a file at its end.
#[derive(Debug)]
pub(super) enum Cut {
    /// Lines, each with its newline except perhaps the last of the file, or JSON values.
    Records {
        bytes: Vec<u8>,
        /// Bytes before them in the content.
        offset: u64,
        /// Number of the first line, from 1.
        line: u64,
        /// Where the values are in `bytes`; empty for lines.
        values: Vec<Range<usize>>,
    },
    /// A line or a value above the limit; its content is gone.
    TooLong { offset: u64, end: u64, line: u64 },
    /// Reading failed here; what was read before has been handed out up to the last newline.
    Failed { error: io::Error, offset: u64, line: u64 },
}

/// Reads and cuts.
pub(super) struct Cutter<R> {
    reader: R,
    /// Bytes read and not handed out.
    pending: Vec<u8>,
    offset: u64,
    line: u64,
    prompt: bool,
    limits: RecordLimits,
    state: State,
    /// A value above the limit that is whole, behind values that are still to be handed out.
    too_long: Option<Range<usize>>,
}

enum State {
    Reading,
    /// The reader is at its end.
    Ended,
    /// The reader failed; the error is still to be told.
    Failed(io::Error),
    Finished,
}

impl<R: Read> Cutter<R> {
    /// With `prompt`, a block is handed out as soon as it holds a line.
    pub(super) fn new(reader: R, prompt: bool, limits: RecordLimits) -> Cutter<R> {
        Cutter {
            reader,
            pending: Vec::new(),
            offset: 0,
            line: 1,
            prompt,
            limits,
            state: State::Reading,
            too_long: None,
        }
    }

    /// The start of the content, and whether it is all of it. Nothing is handed out by this.
    pub(super) fn head(&mut self) -> (&[u8], bool) {
        self.fill(HEAD_BYTES, 0);
        (&self.pending, matches!(self.state, State::Ended))
    }

    /// The head with at least one more line in it, if there is one and room for it.
    pub(super) fn longer_head(&mut self) -> (&[u8], bool) {
        self.fill(HEAD_BYTES, self.pending.len());
        (&self.pending, matches!(self.state, State::Ended))
    }

    /// Whether there may be a [`longer_head`](Self::longer_head).
    pub(super) fn can_be_longer(&self) -> bool {
        self.prompt && matches!(self.state, State::Reading) && self.pending.len() < HEAD_BYTES
    }

    /// Whether the content begins with a bracket.
    pub(super) fn begins_list(&self) -> bool {
        let content = self.pending.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.pending);
        content.trim_ascii_start().starts_with(b"[")
    }

    /// Bytes and lines that have been handed out, the lines from 1.
    pub(super) fn place(&self) -> (u64, u64) {
        (self.offset, self.line)
    }

    /// Why the head is shorter than the content, if reading failed in it.
    pub(super) fn failure(&self) -> Option<&io::Error> {
        match &self.state {
            State::Failed(error) => Some(error),
            State::Reading | State::Ended | State::Finished => None,
        }
    }

    /// Whether the content is longer than `most`; so much of it is held then.
    pub(super) fn is_longer(&mut self, most: usize) -> bool {
        self.prompt = false;
        self.fill(most + 1, 0);
        self.pending.len() > most
    }

    /// All that has not been handed out, as it is.
    pub(super) fn rest(&mut self) -> impl Read + '_ {
        let pending = std::mem::take(&mut self.pending);
        io::Cursor::new(pending).chain(Rest(self))
    }

    /// The whole content, or `None` if it is longer than `most`.
    pub(super) fn whole(&mut self, most: usize) -> io::Result<Option<Vec<u8>>> {
        self.prompt = false;
        self.fill(most + 1, 0);
        if let State::Failed(_) = self.state
            && let State::Failed(error) = std::mem::replace(&mut self.state, State::Finished)
        {
            return Err(error);
        }
        let whole = std::mem::take(&mut self.pending);
        Ok((whole.len() <= most).then_some(whole))
    }

    /// Reads until so many bytes are pending; in prompt mode until a line ends after `seen` bytes.
    fn fill(&mut self, wanted: usize, seen: usize) {
        while matches!(self.state, State::Reading) && self.pending.len() < wanted {
            if self.prompt && memchr(b'\n', &self.pending[seen..]).is_some() {
                return;
            }
            let start = self.pending.len();
            let step = (wanted - start).clamp(8 * 1024, HEAD_BYTES);
            self.pending.resize(start + step, 0);
            let read = self.reader.read(&mut self.pending[start..]);
            self.pending.truncate(start + read.as_ref().map_or(0, |count| *count));
            match read {
                Ok(0) => self.state = State::Ended,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => self.state = State::Failed(error),
            }
        }
    }

    /// The next cut; `None` at the end.
    pub(super) fn next_cut(&mut self) -> Option<Cut> {
        let mut wanted = HEAD_BYTES;
        loop {
            self.fill(wanted, 0);
            match self.long_line() {
                Some(0) => return Some(self.skip_line()),
                Some(start) => return Some(self.hand_out(start)),
                None => {}
            }
            if let Some(last) = memrchr(b'\n', &self.pending) {
                return Some(self.hand_out(last + 1));
            }
            match &self.state {
                State::Reading => wanted = self.pending.len() + HEAD_BYTES,
                State::Ended if self.pending.is_empty() => return None,
                State::Ended => return Some(self.hand_out(self.pending.len())),
                State::Failed(_) => break,
                State::Finished => return None,
            }
        }
        self.failed()
    }

    /// Where the first line above the limit begins, if one is pending. Its line end does not count.
    fn long_line(&self) -> Option<usize> {
        let most = self.limits.line();
        if self.pending.len() <= most {
            return None;
        }
        let mut start = 0;
        for end in memchr_iter(b'\n', &self.pending).chain([self.pending.len()]) {
            let line = &self.pending[start..end];
            if line.strip_suffix(b"\r").unwrap_or(line).len() > most {
                return Some(start);
            }
            start = end + 1;
        }
        None
    }

    /// The failure, told once. What is pending never came to its end.
    fn failed(&mut self) -> Option<Cut> {
        let (offset, line) = (self.offset, self.line);
        match std::mem::replace(&mut self.state, State::Finished) {
            State::Failed(error) => Some(Cut::Failed { error, offset, line }),
            State::Reading | State::Ended | State::Finished => None,
        }
    }

    /// The next values, about a block of them; `None` at the end.
    ///
    /// What comes after a value without an end is lost with it: nothing tells where the next one
    /// begins.
    pub(super) fn next_values(&mut self, values: &mut Values) -> Option<Cut> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut wanted = HEAD_BYTES;
        loop {
            self.fill(wanted, 0);
            while self.too_long.is_none()
                && let Some(value) = values.next(&self.pending)
            {
                if value.len() > self.limits.whole() {
                    self.too_long = Some(value);
                } else {
                    found.push(value);
                }
            }
            let end = found.last().map(|value| value.end);
            if let Some(value) = self.too_long.take() {
                if let Some(end) = end {
                    self.too_long = Some(value.start - end..value.end - end);
                    return Some(self.hand_out_values(values, found, end));
                }
                self.drop_pending(values, value.start);
                let (offset, line) = (self.offset, self.line);
                self.drop_pending(values, value.len());
                return Some(Cut::TooLong { offset, end: self.offset, line });
            }
            match (&self.state, end) {
                (State::Finished, _) => return None,
                (State::Reading, Some(end)) if end >= HEAD_BYTES / 2 || self.prompt => {
                    return Some(self.hand_out_values(values, found, end));
                }
                (State::Ended | State::Failed(_), Some(end)) => {
                    return Some(self.hand_out_values(values, found, end));
                }
                (State::Ended, None) => {
                    let rest = values.finish(self.pending.len())?;
                    let end = rest.end;
                    return Some(self.hand_out_values(values, vec![rest], end));
                }
                (State::Failed(_), None) => return self.failed(),
                (State::Reading, _) => {}
            }
            let begun = values.unfinished().unwrap_or(self.pending.len());
            if self.pending.len() - begun > self.limits.whole() {
                // What stands before it is whole.
                if let Some(end) = end {
                    return Some(self.hand_out_values(values, found, end));
                }
                self.drop_pending(values, begun);
                return Some(self.skip_value(values));
            }
            wanted = self.pending.len() + HEAD_BYTES;
        }
    }

    fn hand_out_values(
        &mut self,
        finder: &mut Values,
        values: Vec<Range<usize>>,
        end: usize,
    ) -> Cut {
        finder.taken(end);
        let (bytes, offset, line) = self.take(end);
        Cut::Records { bytes, offset, line, values }
    }

    /// Drops the value that has begun up to its end, holding no more than a block of it.
    fn skip_value(&mut self, values: &mut Values) -> Cut {
        let (offset, line) = (self.offset, self.line);
        loop {
            if let Some(value) = values.next(&self.pending) {
                self.drop_pending(values, value.end);
                break;
            }
            self.drop_pending(values, self.pending.len());
            if !matches!(self.state, State::Reading) {
                values.finish(0);
                break;
            }
            self.fill(HEAD_BYTES, 0);
        }
        Cut::TooLong { offset, end: self.offset, line }
    }

    fn drop_pending(&mut self, values: &mut Values, count: usize) {
        values.taken(count);
        self.take(count);
    }

    fn hand_out(&mut self, length: usize) -> Cut {
        let (bytes, offset, line) = self.take(length);
        Cut::Records { bytes, offset, line, values: Vec::new() }
    }

    /// Takes so many bytes away, with the place and line where they stood.
    fn take(&mut self, length: usize) -> (Vec<u8>, u64, u64) {
        let rest = self.pending.split_off(length);
        let bytes = std::mem::replace(&mut self.pending, rest);
        let (offset, line) = (self.offset, self.line);
        self.offset += length as u64;
        self.line += memchr_iter(b'\n', &bytes).count() as u64;
        (bytes, offset, line)
    }

    /// Drops everything up to the end of the line, holding no more than a block of it.
    fn skip_line(&mut self) -> Cut {
        let (offset, line) = (self.offset, self.line);
        loop {
            if let Some(end) = memchr(b'\n', &self.pending) {
                self.pending.drain(..=end);
                self.offset += end as u64 + 1;
                self.line += 1;
                return Cut::TooLong { offset, end: self.offset, line };
            }
            self.offset += self.pending.len() as u64;
            self.pending.clear();
            if !matches!(self.state, State::Reading) {
                return Cut::TooLong { offset, end: self.offset, line };
            }
            self.fill(HEAD_BYTES, 0);
        }
    }
}

/// What is left of a content behind the bytes that are pending.
struct Rest<'c, R>(&'c mut Cutter<R>);

impl<R: Read> Read for Rest<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match std::mem::replace(&mut self.0.state, State::Finished) {
            State::Reading => {
                self.0.state = State::Reading;
                self.0.reader.read(buffer)
            }
            State::Failed(error) => Err(error),
            State::Ended | State::Finished => Ok(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::limits::{MAX_LINE_BYTES, MAX_WHOLE_BYTES};
    use proptest::prelude::*;

    /// Gives its bytes in steps of the sizes given, then ends or fails.
    struct Steps<'a> {
        bytes: &'a [u8],
        steps: Vec<usize>,
        fails: bool,
    }

    impl Read for Steps<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.bytes.is_empty() && self.fails {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let step = self.steps.pop().unwrap_or(usize::MAX);
            let count = step.max(1).min(buffer.len()).min(self.bytes.len());
            buffer[..count].copy_from_slice(&self.bytes[..count]);
            self.bytes = &self.bytes[count..];
            Ok(count)
        }
    }

    fn cuts(bytes: &[u8], steps: Vec<usize>, fails: bool, prompt: bool) -> Vec<Cut> {
        cuts_within(bytes, steps, fails, prompt, RecordLimits::default())
    }

    fn cuts_within(
        bytes: &[u8],
        steps: Vec<usize>,
        fails: bool,
        prompt: bool,
        limits: RecordLimits,
    ) -> Vec<Cut> {
        let mut cutter = Cutter::new(Steps { bytes, steps, fails }, prompt, limits);
        cutter.head();
        std::iter::from_fn(|| cutter.next_cut()).collect()
    }

    #[test]
    fn a_line_above_the_limit_is_passed_over() {
        let mut bytes = b"one\n".to_vec();
        bytes.resize(bytes.len() + MAX_LINE_BYTES + HEAD_BYTES, b'x');
        bytes.extend(b"\ntwo");
        let cuts = cuts(&bytes, Vec::new(), false, false);
        assert!(matches!(&cuts[0], Cut::Records { bytes, line: 1, .. } if bytes == b"one\n"));
        assert!(matches!(cuts[1], Cut::TooLong { offset: 4, line: 2, .. }));
        assert!(matches!(&cuts[2], Cut::Records { bytes, line: 3, .. } if bytes == b"two"));
        assert_eq!(cuts.len(), 3);
    }

    #[test]
    fn a_line_may_be_as_long_as_the_limit() {
        for (longer, passed_over) in [(-1, false), (0, false), (1, true)] {
            for end in ["", "\n", "\r\n", "\ntwo\n"] {
                for first in ["", "one\n"] {
                    let long = "x".repeat(MAX_LINE_BYTES.checked_add_signed(longer).unwrap());
                    let cuts =
                        cuts([first, &long, end].concat().as_bytes(), Vec::new(), false, false);
                    let told = cuts.iter().any(|cut| matches!(cut, Cut::TooLong { .. }));
                    assert_eq!(told, passed_over, "{longer} {end:?} {first:?}");
                }
            }
        }
        // A limit that is smaller than a block holds for every line of it.
        let limits = RecordLimits { line: 3, ..RecordLimits::default() };
        let cuts =
            cuts_within(b"one\nfour\r\ntwo\r\nfive5\n12345", Vec::new(), false, false, limits);
        let shown: Vec<_> = cuts
            .iter()
            .map(|cut| match cut {
                Cut::Records { bytes, .. } => String::from_utf8_lossy(bytes).into_owned(),
                Cut::TooLong { offset, end, line } => format!("{offset}-{end} {line}"),
                Cut::Failed { .. } => "failed".to_owned(),
            })
            .collect();
        assert_eq!(shown, ["one\n", "4-10 2", "two\r\n", "15-21 4", "21-26 5"]);
    }

    #[test]
    fn a_failure_comes_after_the_whole_lines() {
        let cuts = cuts(b"one\ntwo\nthr", Vec::new(), true, false);
        assert!(matches!(&cuts[0], Cut::Records { bytes, .. } if bytes == b"one\ntwo\n"));
        assert!(matches!(cuts[1], Cut::Failed { offset: 8, line: 3, .. }));
        assert_eq!(cuts.len(), 2);
    }

    #[test]
    fn a_value_above_the_limit_is_passed_over() {
        for (longer, passed_over) in [(0, false), (1, false), (2, true)] {
            let mut bytes = b"[{},\n\"".to_vec();
            bytes.resize(bytes.len() + MAX_WHOLE_BYTES - 3 + longer, b'x');
            bytes.extend(b"\",{\"a\":1}]");
            let mut cutter = Cutter::new(
                Steps { bytes: &bytes, steps: Vec::new(), fails: false },
                false,
                RecordLimits::default(),
            );
            cutter.head();
            let mut values = Values::new(true);
            let cuts: Vec<_> = std::iter::from_fn(|| cutter.next_values(&mut values)).collect();
            let told =
                cuts.iter().any(|cut| matches!(cut, Cut::TooLong { offset: 5, line: 2, .. }));
            assert_eq!(told, passed_over, "{longer}");
            let last = cuts.last().unwrap();
            assert!(matches!(last, Cut::Records { bytes, values, .. }
                if bytes.ends_with(b"{\"a\":1}") && !values.is_empty()));
        }
    }

    #[test]
    fn values_before_one_that_never_seems_to_end_are_handed_out() {
        let limits = RecordLimits { whole: 1 << 20, ..RecordLimits::default() };
        let long = "x".repeat(4 << 20);
        let list = format!("[{{\"a\":1}},\n\"{long}\",{{\"a\":2}}]");
        let steps = Steps { bytes: list.as_bytes(), steps: Vec::new(), fails: false };
        let mut cutter = Cutter::new(steps, false, limits);
        cutter.head();
        let mut values = Values::new(true);
        let cuts: Vec<_> = std::iter::from_fn(|| cutter.next_values(&mut values)).collect();
        assert!(matches!(&cuts[0], Cut::Records { bytes, .. } if bytes == b"[{\"a\":1}"));
        assert!(matches!(cuts[1], Cut::TooLong { offset: 10, line: 2, .. }), "{:?}", cuts[1]);
        assert!(matches!(&cuts[2], Cut::Records { bytes, .. } if bytes.ends_with(b"{\"a\":2}")));
        assert_eq!(cuts.len(), 3);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(
            bytes in "[a\n]{0,200}",
            steps in proptest::collection::vec(1_usize..20, 0..40),
            prompt in any::<bool>(),
        ) {
            let mut joined = Vec::new();
            for cut in cuts(bytes.as_bytes(), steps, false, prompt) {
                let Cut::Records { bytes: lines, offset, line, .. } = cut else { panic!("{cut:?}") };
                prop_assert_eq!(offset, joined.len() as u64);
                let newlines = joined.iter().filter(|b| **b == b'\n').count() as u64;
                prop_assert_eq!(line, newlines + 1);
                joined.extend(lines);
            }
            prop_assert_eq!(joined, bytes.into_bytes());
        }
    }
}
