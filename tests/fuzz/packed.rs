//! Files through the whole of the batch: archives, encodings, and the cutters of lines and values.

use callsift::batch::{
    ArchiveLimits, Begin, Event, FromRecord, Input, Job, ReadSettings, Reading, Sink, Source, Work,
    run,
};
use callsift::transcript::Transcript;
use std::io::{self, Cursor, Read};
use std::sync::atomic::AtomicBool;

use crate::archives::{gzip, member, tar, zip, zstd};
use crate::mutate::Rng;
use crate::seeds;

/// Gives its bytes in chunks of any size, as a pipe does.
pub(crate) struct Chunks {
    bytes: Cursor<Vec<u8>>,
    rng: Rng,
}

impl Chunks {
    pub(crate) fn new(bytes: &[u8]) -> Chunks {
        Chunks { bytes: Cursor::new(bytes.to_vec()), rng: Rng::new(7, bytes.len() as u64) }
    }
}

impl Read for Chunks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Long inputs come in longer chunks, or nothing would end.
        let most = (self.bytes.get_ref().len() / 64).max(24);
        match self.rng.below(most) {
            0 => Err(io::ErrorKind::Interrupted.into()),
            size => self.bytes.by_ref().take(size as u64).read(buffer),
        }
    }
}

struct Turns;

impl Work for Turns {
    type Tools<'w> = ();
    type Made = usize;

    fn tools(&self) {}

    fn work(&self, (): &mut (), call: &Transcript, _: &FromRecord<'_>) -> usize {
        call.turns().len()
    }
}

/// Everything that came out, as text.
#[derive(Default)]
struct Told(Vec<String>);

impl Sink<usize> for Told {
    fn take(&mut self, event: Event<usize>) -> io::Result<()> {
        if let Event::Reject(record) = &event {
            let message = &record.reject.message;
            assert!(
                !message.ends_with('.') && message.starts_with(|c: char| !c.is_uppercase()),
                "style: {message}"
            );
            assert!(!message.chars().any(char::is_control), "control characters: {message:?}");
            assert!(record.place.byte_start <= record.place.byte_end, "backwards: {record:?}");
        }
        if !matches!(event, Event::Progress { .. }) {
            self.0.push(format!("{event:?}"));
        }
        Ok(())
    }
}

fn told(
    open: Box<dyn FnOnce() -> io::Result<Source> + Send>,
    threads: usize,
    prompt: bool,
) -> Vec<String> {
    let input = Input { name: "in".to_owned(), stem: Some("in".to_owned()), open, prompt };
    let limits = ArchiveLimits { members: 9, size: 1 << 22, held: 1 << 18, ..Default::default() };
    let reading = Reading {
        opening: ReadSettings { limits, ..ReadSettings::default() },
        ..Reading::default()
    };
    let job = Job { work: Turns, reading };
    let mut sink = Told::default();
    let counts =
        run(vec![input], &job, threads, Begin::default(), &mut sink, &AtomicBool::new(false))
            .unwrap();
    assert!(counts.add_up() && counts.read > 0, "{counts:?}: nothing was said");
    let fault = sink.0.iter().any(|event| event.contains("InternalError"));
    assert!(!fault, "internal error: {}", crate::driver::last_panic());
    sink.0
}

/// Read as a whole, in chunks and at places, by one thread or more, it is the same.
pub(crate) fn check(bytes: &[u8], _: usize) {
    let owned = || Cursor::new(bytes.to_vec());
    let whole = owned();
    let whole = told(Box::new(move || Ok(Source::Stream(Box::new(whole)))), 1, false);
    let chunks = Chunks::new(bytes);
    let chunked = told(Box::new(move || Ok(Source::Stream(Box::new(chunks)))), 2, false);
    assert_eq!(whole, chunked, "in chunks it is not the same");
    let file = owned();
    let file = told(Box::new(move || Ok(Source::File(Box::new(file)))), 1, false);
    // A zip file is held in memory only where it cannot be read at places.
    if !whole.iter().any(|event| event.contains("a zip file from a pipe")) {
        assert_eq!(whole.len(), file.len(), "at places it is not the same: {whole:?} {file:?}");
    }
    let chunks = Chunks::new(bytes);
    told(Box::new(move || Ok(Source::Stream(Box::new(chunks)))), 1, true);
}

const CALL: &str = r#"{"schema":"callsift.transcript/1","call_id":"c","turns":[{"text":"да"}]}"#;
const CHAT: &str = "Agent: hello\nCustomer: hello\n";

/// Archives of every kind, around each other.
pub(crate) fn archives() -> Vec<Vec<u8>> {
    let members = [("a/c.jsonl", CALL.as_bytes()), ("b.txt", CHAT.as_bytes()), (".hidden", b"x")];
    let zipped = zip(&members.map(|(name, content)| member(name, content)));
    let tarred = tar(&members);
    let utf16: Vec<u8> =
        format!("\u{feff}{CHAT}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut stored = [member("a.json", CALL.as_bytes()), member("b.json", CALL.as_bytes())];
    (stored[0].method, stored[1].method) = (0, 93);
    vec![
        zip(&[member("in.zip", &zipped), member("in.tgz", &gzip(&tarred))]),
        tar(&[("in.zip", &zipped), ("x.zst", &zstd(CALL.as_bytes())), ("u.txt", &utf16)]),
        [gzip(CALL.as_bytes()), gzip(b"\n"), gzip(CALL.as_bytes())].concat(),
        [zstd(CALL.as_bytes()), b"\x50\x2a\x4d\x18\x02\0\0\0ab".to_vec(), zstd(b"\n")].concat(),
        zip(&stored),
        gzip(&tarred),
        zipped,
        tarred,
        utf16,
    ]
}

/// Files of several records: lines, lists, values one after the other.
pub(crate) fn records() -> Vec<Vec<u8>> {
    let [first, second] = [&seeds::own_json()[0], &seeds::neutral()[0]]
        .map(|record| String::from_utf8(record.clone()).unwrap());
    let pretty = first.replace(',', ",\n").replace('[', "[\n");
    let vosk =
        "{\"result\":[{\"word\":\"ж\",\"conf\":1,\"start\":0.1,\"end\":0.2}],\"text\":\"ж\"}";
    let files = [
        format!("{first}\n{first}\r\n\n{CALL}\n{{broken\n{first}"),
        format!("[{second},\n{second} , {second}]\n"),
        format!("\u{feff}[\n{pretty},\n{pretty}\n]"),
        format!("{pretty}\n{pretty}{pretty}"),
        format!("{vosk}\n{vosk}\n{{\"text\":\"\"}}\n"),
        format!("[{CALL}"),
        CALL.to_owned(),
        CHAT.to_owned(),
    ];
    files.map(String::into_bytes).to_vec()
}

/// Where packed data are broken, what came before ends at the same byte, whatever the pipe's pieces.
#[test]
fn a_break_is_at_one_place() {
    let calls: Vec<u8> =
        (0..400_u64).flat_map(|n| format!("{CALL}{:x}\n", n * n * 7_919).into_bytes()).collect();
    for packed in [gzip(&calls), zstd(&calls)] {
        for place in (0..packed.len()).step_by(23) {
            let mut broken = packed.clone();
            broken[place] ^= 0x55;
            check(&broken, 0);
        }
    }
}
