//! The shell around the workers: one reader, any number of workers, one ordered writer.

mod opening;

use super::blocks::{Cut, Cutter};
use super::container::{Opener, Place, read_error};
use super::duplicates::{Duplicates, Seen};
use super::input::{FileInfo, HashState, Hashed, Input, InputFile, hashed};
use super::sides::{SideBlock, Waiting};
use super::tables::{TableCut, TableCutter};
use super::tools::ToolBox;
use super::worker::{
    Block, BlockDone, CallDone, Job, Located, RecordDone, RejectRecord, RejectedBytes, Work,
};
use crate::format::values::Values;
use crate::format::{Framing, Reject, RejectCode, call_columns};
use opening::Opening;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

/// Takes what a run makes, in the order of the input.
pub trait Sink<M> {
    /// Something came out.
    fn take(&mut self, event: Event<M>) -> io::Result<()>;

    /// Everything that came of the first `reached.pieces` pieces of the input has been taken: a run
    /// may be broken off here and gone on with.
    fn reached(&mut self, reached: &Reached) -> io::Result<()> {
        let _ = reached;
        Ok(())
    }
}

/// How far a run has come.
///
/// Pieces are what the reader cuts the inputs into, blocks of records, ends of files and so on; the
/// same inputs are cut into the same pieces by every run, whatever the number of threads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// Pieces taken.
    pub pieces: u64,
    /// What was in them.
    pub counts: Counts,
    /// The content of which records were taken last.
    content: Option<Content>,
}

/// A file, or a member of an archive, and how many of its records have come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Content {
    name: String,
    records: u64,
}

/// Where a run begins.
///
/// One that goes on reads its inputs from their start, since hashes, archives and sides of calls
/// need what stands before, but hands out of the first pieces nothing but what was read and where
/// files end, and works on no record of them.
#[derive(Debug, Default)]
pub struct Begin {
    /// How far an earlier run of the same inputs came.
    pub reached: Reached,
    /// The calls it took; `None` if duplicates are not looked for. Then nothing is remembered of a
    /// call, so memory stays flat forever.
    pub duplicates: Option<Duplicates>,
}

impl Begin {
    /// At the first record, with duplicates looked for.
    pub fn anew() -> Begin {
        Begin { reached: Reached::default(), duplicates: Some(Duplicates::default()) }
    }
}

/// What comes out of a run.
#[derive(Debug)]
pub enum Event<M> {
    /// A call that counts; `conflict` if an earlier one has its key and another content.
    Call {
        /// The call.
        call: Box<CallDone<M>>,
        /// Whether an earlier call has its key.
        conflict: Conflict,
    },
    /// The same call as an earlier one.
    Duplicate {
        /// `source:call_id`.
        key: String,
    },
    /// A record, or a whole file, that could not be read.
    Reject(RejectRecord),
    /// A file or a member of an archive without content.
    EmptyFile(Arc<InputFile>),
    /// A file has been read to its end, or as far as it could be.
    FileEnd {
        /// The file.
        file: Arc<InputFile>,
        /// Its size and hash, and what was in it.
        info: FileInfo,
    },
    /// So many bytes of files have been read so far in all.
    Progress {
        /// Bytes of the files themselves.
        bytes: u64,
    },
}

/// Whether an earlier call has the same key and another content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// None has.
    No,
    /// One has.
    Yes,
}

/// How many records there were and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// All of them.
    pub read: u64,
    /// Calls that were scanned and written.
    pub good: u64,
    /// Calls that were identical to an earlier one.
    pub duplicates: u64,
    /// Records and files that could not be read.
    pub rejected: u64,
    /// Files without content.
    pub skipped: u64,
}

impl Counts {
    /// Whether every record is accounted for.
    pub fn add_up(&self) -> bool {
        self.read == self.good + self.duplicates + self.rejected + self.skipped
    }
}

/// Ends a run early when it is set: no more input is taken.
pub type Stop = AtomicBool;

/// Why a run ended before its end.
#[derive(Debug)]
pub enum RunError {
    /// The sink failed.
    Output(io::Error),
    /// [`Stop`] was set.
    Stopped,
    /// Threads could not be started.
    Threads(String),
}

/// Reads all inputs, works on them with so many threads, and hands everything to the sink.
pub fn run<W: Work>(
    inputs: Vec<Input>,
    job: &Job<W>,
    threads: usize,
    begin: Begin,
    sink: &mut dyn Sink<W::Made>,
    stop: &Stop,
) -> Result<Counts, RunError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| RunError::Threads(error.to_string()))?;
    let under_way = threads * 3 + 2;
    let (permit_in, permits) = sync_channel::<()>(under_way);
    for _ in 0..under_way {
        // There is room for all of them.
        let _ = permit_in.try_send(());
    }
    let (results, done) = channel::<(u64, Piece<W::Made>)>();
    let failed = AtomicBool::new(false);
    let tools = ToolBox::new(job);
    std::thread::scope(|threads| {
        let (failed, pool, tools) = (&failed, &pool, &tools);
        let passed = begin.reached.pieces;
        threads.spawn(move || {
            pool.in_place_scope(|scope| {
                let waiting = Waiting::default();
                let mut reader = Reader {
                    job,
                    tools,
                    scope,
                    permits,
                    results,
                    next: 0,
                    passed,
                    failed,
                    stop,
                    waiting,
                };
                reader.read_all(inputs);
            });
        });
        let Begin { reached, duplicates } = begin;
        let mut writer = Writer {
            sink,
            duplicates,
            passed,
            reached: Reached { pieces: 0, ..reached },
            permit_in,
        };
        let written = writer.write_all(&done);
        if let Err(error) = written {
            failed.store(true, Ordering::Relaxed);
            // The reader may wait for a permit; without their sender it goes on and ends.
            drop(writer);
            return Err(RunError::Output(error));
        }
        if stop.load(Ordering::Relaxed) {
            Err(RunError::Stopped)
        } else {
            Ok(writer.reached.counts)
        }
    })
}

/// One thing in the order of the input.
enum Piece<M> {
    /// Of a run that goes on: its records were taken before.
    Passed,
    Records(Vec<RecordDone<M>>),
    Block(BlockDone<M>),
    Event(Event<M>),
}

/// Reads, cuts and hands blocks to workers.
struct Reader<'a, 's, 'j, W: Work> {
    job: &'j Job<W>,
    tools: &'s ToolBox<'j, W>,
    scope: &'a rayon::Scope<'s>,
    permits: Receiver<()>,
    results: Sender<(u64, Piece<W::Made>)>,
    next: u64,
    /// Pieces whose records were taken before.
    passed: u64,
    failed: &'a AtomicBool,
    stop: &'a Stop,
    waiting: Waiting,
}

/// Nothing more is to be read.
struct Enough;

impl<'s, 'j, W: Work> Reader<'_, 's, 'j, W> {
    fn read_all(&mut self, inputs: Vec<Input>) {
        let mut bytes = 0;
        for input in inputs {
            if self.read(input, &mut bytes).is_err() {
                return;
            }
        }
        for sides in self.waiting.rest() {
            if self.sides(sides).is_err() {
                return;
            }
        }
    }

    /// Waits until there is room for one more block under way.
    fn permit(&mut self) -> Result<u64, Enough> {
        let over = || self.failed.load(Ordering::Relaxed) || self.stop.load(Ordering::Relaxed);
        if over() || self.permits.recv().is_err() || over() {
            return Err(Enough);
        }
        let number = self.next;
        self.next += 1;
        Ok(number)
    }

    fn event(&mut self, event: Event<W::Made>) -> Result<(), Enough> {
        let number = self.permit()?;
        self.results.send((number, Piece::Event(event))).map_err(|_| Enough)
    }

    fn block(&mut self, block: Block) -> Result<(), Enough> {
        self.work(move |job, tools| Piece::Block(job.work(tools, &block)))
    }

    fn sides(&mut self, sides: Vec<SideBlock>) -> Result<(), Enough> {
        self.work(move |job, tools| Piece::Records(job.work_sides(tools, &sides)))
    }

    /// Has a worker do it, unless it was done before.
    fn work<F>(&mut self, work: F) -> Result<(), Enough>
    where
        F: FnOnce(&'j Job<W>, &mut W::Tools<'j>) -> Piece<W::Made> + Send + 's,
    {
        let number = self.permit()?;
        if number < self.passed {
            return self.results.send((number, Piece::Passed)).map_err(|_| Enough);
        }
        let results = self.results.clone();
        let tools = self.tools;
        self.scope.spawn(move |_| {
            // A writer that has gone needs no more results.
            let _ = results.send((number, tools.with(work)));
        });
        Ok(())
    }

    fn read(&mut self, input: Input, total: &mut u64) -> Result<(), Enough> {
        let Input { name, stem, open, prompt } = input;
        let file = Arc::new(InputFile { name, member: None, stem: stem.clone(), guessed: None });
        let (source, hash) = match open().and_then(hashed) {
            Ok(opened) => opened,
            Err(error) => {
                self.reject(&file, 0, 0, 1, read_error(&error))?;
                return self.event(Event::FileEnd { file, info: FileInfo::default() });
            }
        };
        let settings = &self.job.reading.opening;
        let place = Place::of_file(stem);
        let mut opening = Opening {
            file: Arc::clone(&file),
            hash: &hash,
            before: *total,
            prompt,
            info: FileInfo::default(),
            reader: self,
        };
        let mut opener = Opener::new(settings, prompt, &mut opening);
        match source {
            Hashed::File(mut zip) => opener.zip_file(&place, &mut *zip)?,
            Hashed::Stream(mut stream) => {
                opener.stream(&place, Box::new(&mut stream))?;
                if !opening.info.content.packed.is_empty() {
                    // What stands behind the last member belongs to the hash; it is no content, so
                    // that it cannot be read is no loss.
                    let _ = io::copy(&mut stream, &mut io::sink());
                }
            }
        }
        let FileInfo { bytes, sha256, .. } = hash.info();
        let info = FileInfo { bytes, sha256, ..opening.info };
        *total += bytes;
        self.event(Event::Progress { bytes: *total })?;
        self.event(Event::FileEnd { file, info })
    }

    /// Hands on what the file is cut into.
    fn cuts(
        &mut self,
        file: &Arc<InputFile>,
        format: &'static crate::format::Format,
        framing: Framing,
        cutter: &mut Cutter<impl io::Read>,
        (hash, before): (&HashState, u64),
    ) -> Result<(), Enough> {
        let mut finder = (framing == Framing::Values).then(|| Values::new(cutter.begins_list()));
        let mut next = |cutter: &mut Cutter<_>| match &mut finder {
            Some(finder) => cutter.next_values(finder),
            None => cutter.next_cut(),
        };
        let mut framing = framing;
        let mut ahead = None;
        while let Some(cut) = ahead.take().or_else(|| next(cutter)) {
            match cut {
                Cut::Records { bytes, offset, line, values } => {
                    let file = Arc::clone(file);
                    // A list of one call is a file that is one call.
                    if offset == 0 && values.len() == 1 && file.stem.is_some() {
                        ahead = next(cutter);
                        framing = if ahead.is_none() { Framing::Whole } else { framing };
                    }
                    self.block(Block { file, format, framing, bytes, offset, line, values })?;
                    self.event(Event::Progress { bytes: before + hash.bytes() })?;
                }
                Cut::TooLong { offset, end, line } => {
                    let limits = self.job.reading.opening.records;
                    let reject = match framing {
                        Framing::Values => too_long(limits.whole, "value", "limits.record"),
                        Framing::Lines | Framing::Whole => {
                            too_long(limits.line, "line", "limits.line")
                        }
                    };
                    self.reject(file, offset, end, line, reject)?;
                }
                Cut::Failed { error, offset, line } => {
                    self.reject(file, offset, offset, line, read_error(&error))?;
                }
            }
        }
        if finder.is_some_and(|finder| finder.is_open()) {
            let message = "the list is not closed; the file may end before its end";
            let (offset, line) = cutter.place();
            let reject = Reject::new(RejectCode::Truncated, message);
            self.reject(file, offset, offset, line, reject)?;
        }
        Ok(())
    }

    /// Hands on a table in parts, since it is longer than is taken as a whole.
    fn table(
        &mut self,
        file: &Arc<InputFile>,
        format: &'static crate::format::Format,
        cutter: &mut Cutter<impl io::Read>,
    ) -> Result<(), Enough> {
        let map = self.job.reading.map.as_ref();
        let columns = |header: &[String]| call_columns(format, header, map).unwrap_or_default();
        let most = self.job.reading.opening.records.whole;
        let mut cutter = match TableCutter::new(cutter.rest(), most, columns) {
            Ok(Some(cutter)) => cutter,
            Ok(None) => return self.reject(file, 0, 0, 1, too_long(most, "file", "limits.record")),
            Err(error) => {
                let reject = Reject::new(RejectCode::TableRow, error.to_string());
                return self.reject(file, 0, 0, 1, reject);
            }
        };
        while let Some(cut) = cutter.next() {
            match cut {
                TableCut::Rows { bytes, offset, line } => {
                    let (file, framing) = (Arc::clone(file), Framing::Whole);
                    let values = Vec::new();
                    self.block(Block { file, format, framing, bytes, offset, line, values })?;
                }
                TableCut::Apart { offset, end, line } => {
                    let message = format!(
                        "rows of a call whose other rows stand before, apart from these; \
                         sort a table of more than {} by its calls",
                        bytes(most)
                    );
                    let reject = Reject::new(RejectCode::TableRow, message);
                    self.reject(file, offset, end, line, reject)?;
                }
                TableCut::TooLong { offset, end, line } => {
                    let reject = too_long(most, "call", "limits.record");
                    self.reject(file, offset, end, line, reject)?;
                }
                TableCut::Failed { offset, line, why } => {
                    let reject = Reject::new(RejectCode::ReadError, why);
                    self.reject(file, offset, offset, line, reject)?;
                }
            }
        }
        Ok(())
    }

    fn whole(
        &mut self,
        file: &Arc<InputFile>,
        format: &'static crate::format::Format,
        cutter: &mut Cutter<impl io::Read>,
    ) -> Result<(), Enough> {
        let is_table = call_columns(format, &[], self.job.reading.map.as_ref()).is_some();
        let limits = self.job.reading.opening.records;
        if is_table && cutter.is_longer(limits.whole()) {
            return self.table(file, format, cutter);
        }
        match cutter.whole(limits.whole()) {
            Ok(Some(bytes)) => {
                let side =
                    self.job.reading.supply.as_ref().and_then(|supply| supply.side(&file.name));
                let block = Block {
                    file: Arc::clone(file),
                    format,
                    framing: Framing::Whole,
                    bytes,
                    offset: 0,
                    line: 1,
                    values: Vec::new(),
                };
                match side {
                    None => self.block(block),
                    Some(side) => {
                        let ready = self.waiting.meet(side, block);
                        ready.into_iter().try_for_each(|sides| self.sides(sides))
                    }
                }
            }
            Ok(None) => {
                let reject = too_long(limits.whole, "file", "limits.record");
                self.reject(file, 0, 0, 1, reject)
            }
            Err(error) => self.reject(file, 0, 0, 1, read_error(&error)),
        }
    }

    fn reject(
        &mut self,
        file: &Arc<InputFile>,
        byte_start: u64,
        byte_end: u64,
        line: u64,
        reject: Reject,
    ) -> Result<(), Enough> {
        let place = Located { file: Arc::clone(file), byte_start, byte_end, line };
        let only = self.job.reading.only.as_deref();
        if only.is_some_and(|only| !only.takes(&place, Framing::Lines, None)) {
            return Ok(());
        }
        let bytes = RejectedBytes::default();
        self.event(Event::Reject(RejectRecord { place, reject, bytes }))
    }
}

/// Puts results back in order and hands them on.
struct Writer<'a, M> {
    sink: &'a mut dyn Sink<M>,
    duplicates: Option<Duplicates>,
    /// Pieces that were taken before.
    passed: u64,
    /// Pieces and, those of before among them, counts so far.
    reached: Reached,
    permit_in: SyncSender<()>,
}

impl<M> Writer<'_, M> {
    fn write_all(&mut self, done: &Receiver<(u64, Piece<M>)>) -> io::Result<()> {
        let mut early: BTreeMap<u64, Piece<M>> = BTreeMap::new();
        for (number, piece) in done {
            early.insert(number, piece);
            while let Some(piece) = early.remove(&self.reached.pieces) {
                self.piece(piece)?;
                self.reached.pieces += 1;
                if self.reached.pieces > self.passed {
                    self.sink.reached(&self.reached)?;
                }
                // The reader may have ended already.
                let _ = self.permit_in.try_send(());
            }
        }
        Ok(())
    }

    fn piece(&mut self, piece: Piece<M>) -> io::Result<()> {
        let before = self.reached.pieces < self.passed;
        match piece {
            Piece::Passed => Ok(()),
            Piece::Records(records) => records.into_iter().try_for_each(|r| self.record(r)),
            Piece::Block(BlockDone { file, count, records }) => {
                let before = self.number(&file, count);
                records.into_iter().try_for_each(|mut record| {
                    if let Err(reject) = &mut record {
                        reject.bytes.number = reject.bytes.number.map(|number| before + number);
                    }
                    self.record(record)
                })
            }
            Piece::Event(Event::Reject(_) | Event::EmptyFile(_)) if before => Ok(()),
            Piece::Event(mut event) => {
                if let Event::Reject(RejectRecord { place, reject, bytes }) = &mut event {
                    // A record that was never held is one of the content too; the begin of a
                    // content that nobody knows is none.
                    let record = place.byte_end > place.byte_start;
                    if record && reject.code != RejectCode::UnknownFormat {
                        bytes.number = Some(self.number(&place.file, 1) + 1);
                    }
                }
                let counts = &mut self.reached.counts;
                match event {
                    Event::Reject(_) => {
                        counts.read += 1;
                        counts.rejected += 1;
                    }
                    Event::EmptyFile(_) => {
                        counts.read += 1;
                        counts.skipped += 1;
                    }
                    Event::Call { .. }
                    | Event::Duplicate { .. }
                    | Event::FileEnd { .. }
                    | Event::Progress { .. } => {}
                }
                self.sink.take(event)
            }
        }
    }

    /// How many records of a content have come before these.
    fn number(&mut self, file: &Arc<InputFile>, count: u64) -> u64 {
        match &mut self.reached.content {
            Some(content) if content.name == file.name => {
                content.records += count;
                content.records - count
            }
            other => {
                *other = Some(Content { name: file.name.clone(), records: count });
                0
            }
        }
    }

    fn record(&mut self, record: RecordDone<M>) -> io::Result<()> {
        self.reached.counts.read += 1;
        let call = match record {
            Ok(call) => call,
            Err(reject) => {
                self.reached.counts.rejected += 1;
                return self.sink.take(Event::Reject(reject));
            }
        };
        let seen = self.duplicates.as_mut().map_or(Seen::New, |seen| seen.note(call.fingerprint));
        let conflict = match seen {
            Seen::New => Conflict::No,
            Seen::Conflict => Conflict::Yes,
            Seen::Identical => {
                self.reached.counts.duplicates += 1;
                return self.sink.take(Event::Duplicate { key: call.key });
            }
        };
        self.reached.counts.good += 1;
        self.sink.take(Event::Call { call: Box::new(call), conflict })
    }
}

fn too_long(most: u64, what: &str, setting: &str) -> Reject {
    let message = format!("a {what} of more than {} ({setting})", bytes(most));
    Reject::new(RejectCode::RecordTooLong, message)
}

/// A length as people read it.
fn bytes(count: u64) -> String {
    const MIB: u64 = 1024 * 1024;
    if count.is_multiple_of(MIB) {
        format!("{} MiB", count / MIB)
    } else {
        format!("{count} bytes")
    }
}
