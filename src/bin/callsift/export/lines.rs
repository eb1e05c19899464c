//! `jsonl` and `jsonl.zst`: lines of `calls.jsonl` as they are, whole or in parts.

use super::args::{ExportArgs, KindArg};
use super::place::{Folder, FolderFile, OneFile};
use super::{Done, list, wanted};
use crate::exit::Stop;
use crate::messages::{export as say, terms};
use crate::privacy;
use crate::publish::RUN;
use crate::results::CALLS;
use callsift::language::Language;
use callsift::output::run_v1::Run;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// What has to be known of a line.
#[derive(Deserialize)]
struct Line {
    complaint: Complaint,
}

#[derive(Deserialize)]
struct Complaint {
    flag: bool,
}

/// Where lines go.
trait Target {
    /// Takes a line with its line feed.
    fn line(&mut self, line: &[u8]) -> Result<(), Stop>;
}

/// Writes the lines.
pub(super) fn export(args: &ExportArgs, language: Language) -> Result<Done, Stop> {
    let packed = args.to == KindArg::JsonlZst;
    let mut what = Vec::new();
    let calls = match args.split {
        None => {
            let ours = if packed { is_zstd } else { is_call };
            let mut target = Whole::create(OneFile::create(&args.output, &ours)?, packed)?;
            let calls = copy(args, &mut target)?;
            target.finish()?.publish()?;
            calls
        }
        Some(size) => {
            let folder = Folder::create(&args.output)?;
            let mut target = Parts { folder, size, packed, part: None };
            let calls = copy(args, &mut target)?;
            let folder = target.finish()?;
            what.push(say::FILES.of(language, folder.count() as u64));
            folder.publish(list(if packed { "jsonl.zst" } else { "jsonl" }, calls, Vec::new()))?;
            calls
        }
    };
    what.insert(0, terms::CALLS.of(language, calls as u64));
    Ok(Done { what, listed: args.split.is_some(), ..Done::default() })
}

/// Whether a file begins with a line of calls.
fn is_call(found: &[u8]) -> bool {
    found.starts_with(b"{\"schema\":\"callsift.call/")
}

/// Whether a file is one that an export packed.
fn is_zstd(found: &[u8]) -> bool {
    let mut head = [0; 32];
    let read = zstd::stream::read::Decoder::new(found).and_then(|mut text| {
        let mut at = 0;
        while at < head.len() {
            match io::Read::read(&mut text, &mut head[at..])? {
                0 => break,
                count => at += count,
            }
        }
        Ok(at)
    });
    // An export of no call is packed too.
    read.is_ok_and(|read| read == 0 || is_call(&head[..read]))
}

/// Copies lines of every file to the target, and counts them.
fn copy(args: &ExportArgs, target: &mut dyn Target) -> Result<usize, Stop> {
    let mut calls = 0;
    for path in &args.results {
        let (path, hash) = source(path)?;
        let shown = path.display();
        let failed = |error: io::Error| Stop::usage(format!("{shown}: {error}"));
        let mut lines = BufReader::with_capacity(1 << 16, File::open(&path).map_err(failed)?);
        let mut found = Sha256::new();
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            if lines.read_until(b'\n', &mut line).map_err(failed)? == 0 {
                break;
            }
            found.update(&line);
            if line.trim_ascii().is_empty() {
                continue;
            }
            let call: Line = serde_json::from_slice(&line)
                .map_err(|error| Stop::usage(format!("{shown}: line {number}: {error}")))?;
            if wanted(args, call.complaint.flag) {
                let text = String::from_utf8_lossy(line.trim_ascii_end());
                let mut hidden = privacy::line(&text).into_owned().into_bytes();
                hidden.push(b'\n');
                target.line(&hidden)?;
                calls += 1;
            }
        }
        let found: String = found.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        // Nothing has been published yet.
        if hash.is_some_and(|hash| hash != found) {
            return Err(Stop::usage(format!(
                "{shown}: not as the scan wrote it; scan the calls again"
            )));
        }
    }
    Ok(calls)
}

/// The file of calls, and its hash as the scan noted it.
fn source(named: &Path) -> Result<(PathBuf, Option<String>), Stop> {
    if named.is_file() {
        return Ok((named.to_owned(), None));
    }
    let shown = named.display();
    let run = fs::read(named.join(RUN)).map_err(|_| {
        Stop::usage(format!(
            "{shown}: no results of a scan in it (there is no {RUN}); write them first: \
             callsift scan IN --out {shown}"
        ))
    })?;
    let run: Run = serde_json::from_slice(&run)
        .map_err(|error| Stop::usage(format!("{shown}/{RUN}: {error}")))?;
    let noted = run.outputs.into_iter().find(|file| file.file == CALLS);
    Ok((named.join(CALLS), noted.map(|file| file.sha256)))
}

/// Lines as they are, or packed.
enum Stream<W: Write> {
    Plain(W),
    Packed(zstd::stream::write::Encoder<'static, W>),
}

impl<W: Write> Stream<W> {
    fn new(out: W, packed: bool) -> io::Result<Stream<W>> {
        // The level that the program zstd takes by itself.
        Ok(match packed {
            true => Stream::Packed(zstd::stream::write::Encoder::new(out, 3)?),
            false => Stream::Plain(out),
        })
    }

    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        match self {
            Stream::Plain(out) => out.write_all(line),
            Stream::Packed(out) => out.write_all(line),
        }
    }

    fn finish(self) -> io::Result<W> {
        match self {
            Stream::Plain(out) => Ok(out),
            Stream::Packed(out) => out.finish(),
        }
    }
}

/// One file.
struct Whole {
    stream: Stream<OneFile>,
}

impl Whole {
    fn create(file: OneFile, packed: bool) -> Result<Whole, Stop> {
        let stream = Stream::new(file, packed).map_err(|error| failed(&error))?;
        Ok(Whole { stream })
    }

    fn finish(self) -> Result<OneFile, Stop> {
        self.stream.finish().map_err(|error| failed(&error))
    }
}

fn failed(error: &io::Error) -> Stop {
    Stop::output(error.to_string())
}

impl Target for Whole {
    fn line(&mut self, line: &[u8]) -> Result<(), Stop> {
        self.stream.write(line).map_err(|error| failed(&error))
    }
}

/// Parts of at most so many bytes, unless one line alone has more.
struct Parts {
    folder: Folder,
    size: u64,
    packed: bool,
    part: Option<(Stream<FolderFile>, u64)>,
}

impl Parts {
    fn end_part(&mut self) -> Result<(), Stop> {
        match self.part.take() {
            Some((stream, _)) => {
                self.folder.finish(stream.finish().map_err(|error| failed(&error))?)
            }
            None => Ok(()),
        }
    }

    fn finish(mut self) -> Result<Folder, Stop> {
        self.end_part()?;
        Ok(self.folder)
    }
}

impl Target for Parts {
    fn line(&mut self, line: &[u8]) -> Result<(), Stop> {
        let length = line.len() as u64;
        if self.part.as_ref().is_some_and(|(_, bytes)| bytes + length > self.size) {
            self.end_part()?;
        }
        if self.part.is_none() {
            let ending = if self.packed { "jsonl.zst" } else { "jsonl" };
            let name = format!("part-{:05}.{ending}", self.folder.count() + 1);
            let file = self.folder.begin(&name)?;
            self.part = Some((Stream::new(file, self.packed).map_err(|error| failed(&error))?, 0));
        }
        if let Some((stream, bytes)) = &mut self.part {
            stream.write(line).map_err(|error| failed(&error))?;
            *bytes += length;
        }
        Ok(())
    }
}
