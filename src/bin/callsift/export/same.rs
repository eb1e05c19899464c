//! `same`: every input again, byte for byte, with what was found as one member more in the record of
//! each call.

use super::again::{Line, Scan, Take, Time, changed};
use super::args::ExportArgs;
use super::place::{Folder, FolderFile, LIST};
use super::{Done, Reason, list};
use crate::exit::Stop;
use crate::messages::{export as say, terms};
use callsift::batch::{FileInfo, FromRecord, Work};
use callsift::language::Language;
use callsift::output::export_v1::LeftOut;
use callsift::output::run_v1::InputFile;
use callsift::record::{Refused, put_member};
use callsift::transcript::Transcript;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Component, Path};

/// The member that is added.
const KEY: &str = "callsift";

/// Writes every input again.
pub(super) fn export(args: &ExportArgs, language: Language) -> Result<Done, Stop> {
    let key = args.key.as_deref().unwrap_or(KEY);
    if key.is_empty() {
        return Err(Stop::usage("--key: a member needs a name"));
    }
    let folder = Folder::create(&args.output)?;
    let scan = Scan::read(args, "same")?;
    let names = names(&scan.run.inputs)?;
    let mut copying = Copying {
        scan: &scan,
        key,
        names,
        folder,
        written: BTreeSet::new(),
        calls: Vec::new(),
        done: 0,
        left_out: Vec::new(),
    };
    scan.again(Placing, &mut copying)?;
    let Copying { folder, done, left_out, .. } = copying;
    let what = vec![
        terms::CALLS.of(language, done as u64),
        say::FILES.of(language, folder.count() as u64),
    ];
    folder.publish(list("same", done, left_out.clone()))?;
    Ok(Done { what, left_out, listed: true, as_input: true, ..Done::default() })
}

/// Notes where the record of each call stands.
struct Placing;

struct Placed {
    start: u64,
    end: u64,
    /// The record holds several calls.
    several: bool,
}

impl Work for Placing {
    type Tools<'w> = ();
    type Made = Placed;

    fn tools(&self) {}

    fn work(&self, (): &mut (), _: &Transcript, from: &FromRecord<'_>) -> Placed {
        let place = from.place;
        Placed { start: place.byte_start, end: place.byte_end, several: from.calls > 1 }
    }
}

/// A record that takes a member: that of one call, or a list of those of several.
struct Addition {
    placed: Placed,
    /// Numbers of the calls in `calls.jsonl`.
    calls: Vec<String>,
    value: String,
}

struct Copying<'a> {
    scan: &'a Scan,
    key: &'a str,
    /// Of the files that are written, one for each input.
    names: Vec<String>,
    folder: Folder,
    written: BTreeSet<String>,
    /// Records of the file that is being read, in their order.
    calls: Vec<Addition>,
    done: usize,
    left_out: Vec<LeftOut>,
}

impl Take<Placed> for Copying<'_> {
    fn call(&mut self, made: Placed, line: &Line, _: Time) -> Result<(), Stop> {
        if !line.wanted {
            return Ok(());
        }
        match self.calls.last_mut() {
            Some(last) if made.several && last.placed.start == made.start => {
                last.value.push(',');
                last.value += &line.json;
                last.calls.push(line.key.clone());
            }
            _ => {
                let value = line.json.clone();
                self.calls.push(Addition { placed: made, calls: vec![line.key.clone()], value });
            }
        }
        Ok(())
    }

    fn file(&mut self, number: usize, info: &FileInfo) -> Result<(), Stop> {
        let additions = std::mem::take(&mut self.calls);
        let (Some(input), Some(name)) = (self.scan.run.inputs.get(number), self.names.get(number))
        else {
            return Ok(());
        };
        if !self.written.insert(name.clone()) {
            // The same file, named twice.
            return Ok(());
        }
        let mut out = self.folder.begin(name)?;
        let packing = packing(info);
        let written = match packing {
            Some(packing) => self.rewrite(input, packing, &additions, &mut out)?,
            None => None,
        };
        match written {
            Some((done, left_out)) => {
                self.done += done;
                self.left_out.extend(left_out);
            }
            None => {
                // An archive, text in another encoding, a file that ends too early: as it came.
                out = self.folder.begin(name)?;
                let mut file = File::open(&input.file).map_err(|error| read(input, &error))?;
                io::copy(&mut file, &mut out).map_err(|error| out.told(&error))?;
                let calls = additions.iter().flat_map(|addition| &addition.calls);
                self.left_out.extend(calls.map(|call| Reason::UnfitRecord.leaves_out(call)));
            }
        }
        self.folder.finish(out)
    }
}

fn read(input: &InputFile, error: &io::Error) -> Stop {
    Stop::usage(format!("{}: {error}", input.file))
}

/// How a file is packed that can be packed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstd,
}

fn packing(info: &FileInfo) -> Option<Packing> {
    if !info.members.is_empty() || info.content.encoding.is_some() {
        return None;
    }
    match info.content.packed.as_slice() {
        [] => Some(Packing::None),
        ["gzip"] => Some(Packing::Gzip),
        ["zstd"] => Some(Packing::Zstd),
        _ => None,
    }
}

/// Where the new content goes.
enum Packer<'a> {
    Plain(&'a mut FolderFile),
    Gzip(GzEncoder<&'a mut FolderFile>),
    Zstd(zstd::stream::write::Encoder<'static, &'a mut FolderFile>),
}

impl Write for Packer<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Packer::Plain(out) => out.write(bytes),
            Packer::Gzip(out) => out.write(bytes),
            Packer::Zstd(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Packer<'_> {
    fn finish(self) -> io::Result<()> {
        match self {
            Packer::Plain(_) => Ok(()),
            Packer::Gzip(out) => out.finish().map(|_| ()),
            Packer::Zstd(out) => out.finish().map(|_| ()),
        }
    }
}

/// Hashes the bytes of the file itself.
struct Hashing<R> {
    inner: R,
    hash: Sha256,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hash.update(&buffer[..count]);
        Ok(count)
    }
}

/// How many calls were added, and which could not be.
type Rewritten = (usize, Vec<LeftOut>);

impl Copying<'_> {
    /// Copies a file with its additions; `None` where it does not unpack to its end.
    fn rewrite(
        &self,
        input: &InputFile,
        packing: Packing,
        additions: &[Addition],
        out: &mut FolderFile,
    ) -> Result<Option<Rewritten>, Stop> {
        let file = File::open(&input.file).map_err(|error| read(input, &error))?;
        let mut file = BufReader::new(Hashing { inner: file, hash: Sha256::new() });
        let failed = |error: io::Error| Stop::output(error.to_string());
        let mut packer = match packing {
            Packing::None => Packer::Plain(out),
            // No name and no time: the same input gives the same bytes.
            Packing::Gzip => Packer::Gzip(GzEncoder::new(out, Compression::default())),
            Packing::Zstd => {
                Packer::Zstd(zstd::stream::write::Encoder::new(out, 3).map_err(failed)?)
            }
        };
        let copied = match packing {
            Packing::None => self.copy(&mut file, additions, &mut packer)?,
            Packing::Gzip => {
                let mut content = BufReader::new(MultiGzDecoder::new(&mut file));
                self.copy(&mut content, additions, &mut packer)?
            }
            Packing::Zstd => match zstd::stream::read::Decoder::with_buffer(&mut file) {
                Ok(content) => self.copy(&mut BufReader::new(content), additions, &mut packer)?,
                Err(_) => None,
            },
        };
        packer.finish().map_err(failed)?;
        io::copy(&mut file, &mut io::sink()).map_err(|error| read(input, &error))?;
        let hash = file.into_inner().hash.finalize();
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        if hash != input.sha256 {
            return Err(changed(&input.file));
        }
        Ok(copied)
    }

    /// Copies unpacked content; `None` where it cannot be read to its end.
    fn copy(
        &self,
        content: &mut dyn Read,
        additions: &[Addition],
        out: &mut Packer<'_>,
    ) -> Result<Option<Rewritten>, Stop> {
        let failed = |error: io::Error| Stop::output(error.to_string());
        let (mut at, mut done, mut left_out) = (0, 0, Vec::new());
        let mut record = Vec::new();
        for addition in additions {
            let Placed { start, end, several } = addition.placed;
            let mut pass = (&mut *content).take(start.saturating_sub(at));
            let mut buffer = [0; 1 << 14];
            loop {
                match pass.read(&mut buffer) {
                    Ok(0) => break,
                    Ok(count) => out.write_all(&buffer[..count]).map_err(failed)?,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(_) => return Ok(None),
                }
            }
            record.clear();
            if (&mut *content).take(end - start).read_to_end(&mut record).is_err() {
                return Ok(None);
            }
            at = end;
            let list = if several { format!("[{}]", addition.value) } else { String::new() };
            let value = if several { &list } else { &addition.value };
            let mut new = Vec::new();
            match put_member(&record, self.key, value, is_ours, &mut new) {
                Ok(()) => {
                    done += addition.calls.len();
                    out.write_all(&new).map_err(failed)?;
                }
                Err(Refused::Foreign) => {
                    let (key, call) = (self.key, &addition.calls[0]);
                    let call = crate::terminal::shown(call);
                    return Err(Stop::usage(format!(
                        "{call}: its record has a member `{key}` that is not from callsift; choose \
                         another name with --key"
                    )));
                }
                Err(Refused::NotAnObject | Refused::Twice | Refused::NotAList) => {
                    let calls = addition.calls.iter();
                    left_out.extend(calls.map(|call| Reason::UnfitRecord.leaves_out(call)));
                    out.write_all(&record).map_err(failed)?;
                }
            }
        }
        let mut buffer = [0; 1 << 14];
        loop {
            match content.read(&mut buffer) {
                Ok(0) => return Ok(Some((done, left_out))),
                Ok(count) => out.write_all(&buffer[..count]).map_err(failed)?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Ok(None),
            }
        }
    }
}

/// Whether a value is one that an earlier export put there: calls, or nothing.
fn is_ours(value: &str) -> bool {
    #[derive(Deserialize)]
    struct Probe {
        schema: String,
    }
    let ours = |probe: &Probe| probe.schema.starts_with("callsift.call/");
    value == "null"
        || serde_json::from_str::<Probe>(value).is_ok_and(|probe| ours(&probe))
        || serde_json::from_str::<Vec<Probe>>(value).is_ok_and(|list| list.iter().all(ours))
}

/// Names in the folder: the paths of the inputs below the folder that all of them are in.
fn names(inputs: &[InputFile]) -> Result<Vec<String>, Stop> {
    let parts = |input: &InputFile| -> Vec<String> {
        let components = Path::new(&input.file).components();
        let named = components.filter_map(|component| match component {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            Component::ParentDir => Some("_up".to_owned()),
            Component::RootDir | Component::CurDir | Component::Prefix(_) => None,
        });
        named.collect()
    };
    let all: Vec<Vec<String>> = inputs.iter().map(parts).collect();
    let mut shared = all.first().map_or(0, |first| first.len().saturating_sub(1));
    for path in &all {
        let same = all[0].iter().zip(path).take_while(|(a, b)| a == b).count();
        shared = shared.min(same).min(path.len().saturating_sub(1));
    }
    let names: Vec<String> = all.iter().map(|path| path[shared..].join("/")).collect();
    if names.iter().any(|name| name == LIST) {
        return Err(Stop::usage(format!(
            "{LIST}: an input has the name of the list that stands in the folder; give it another"
        )));
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use callsift::output::run_v1::InputContent;

    fn named(files: &[&str]) -> Vec<String> {
        let input = |file: &&str| InputFile {
            file: (*file).to_owned(),
            content: InputContent::default(),
            bytes: 0,
            sha256: String::new(),
            members: Vec::new(),
            passed_over: 0,
            same_as: None,
        };
        names(&files.iter().map(input).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn files_stand_as_they_stood() {
        assert_eq!(named(&["/data/night/a.jsonl"]), ["a.jsonl"]);
        assert_eq!(named(&["calls/a.jsonl", "calls/b/c.json"]), ["a.jsonl", "b/c.json"]);
        assert_eq!(named(&["a/x.json", "b/x.json"]), ["a/x.json", "b/x.json"]);
        assert_eq!(named(&["../a/x.json", "b/x.json"]), ["_up/a/x.json", "b/x.json"]);
        assert_eq!(named(&["x.json", "x.json"]), ["x.json", "x.json"]);
        assert!(named(&[]).is_empty());
    }
}
