//! Archives with any bytes changed: no panic, every record accounted for, the same for any threads.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod archives;

use archives::{gzip, member, tar, zip, zstd};
use callsift::batch::{
    ArchiveLimits, Begin, Event, FromRecord, Input, Job, ReadSettings, Reading, Sink, Source,
    TextEncoding, Work, run,
};
use callsift::transcript::Transcript;
use proptest::prelude::*;
use std::io::{self, Cursor};
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

const CALL: &str = r#"{"schema":"callsift.transcript/1","call_id":"c","turns":[{"text":"да"}]}"#;
const CHAT: &str = "Agent: hello\nCustomer: hello\n";

/// Small archives of every kind, around each other.
static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let members = [("a/c.jsonl", CALL.as_bytes()), ("b.txt", CHAT.as_bytes())];
    let zipped = zip(&members.map(|(name, content)| member(name, content)));
    let tarred = tar(&members);
    let utf16: Vec<u8> =
        format!("\u{feff}{CHAT}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        zip(&[member("in.zip", &zipped), member("in.tgz", &gzip(&tarred))]),
        tar(&[("in.zip", &zipped), ("x.zst", &zstd(CALL.as_bytes()))]),
        zstd(&tarred),
        zipped,
        tarred,
        utf16,
    ]
});

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
        if !matches!(event, Event::Progress { .. }) {
            self.0.push(format!("{event:?}"));
        }
        Ok(())
    }
}

fn told(bytes: &[u8], file: bool, threads: usize, encoding: Option<&str>) -> Vec<String> {
    let content = Cursor::new(bytes.to_vec());
    let source = move || {
        Ok(if file { Source::File(Box::new(content)) } else { Source::Stream(Box::new(content)) })
    };
    let (name, open) = ("in".to_owned(), Box::new(source));
    let input = Input { name, stem: None, open, prompt: !file };
    let limits = ArchiveLimits { members: 9, size: 1 << 20, held: 1 << 16, ..Default::default() };
    let encoding = encoding.and_then(TextEncoding::named);
    let job = Job {
        work: Turns,
        reading: Reading {
            opening: ReadSettings { limits, encoding, ..ReadSettings::default() },
            ..Reading::default()
        },
    };
    let mut sink = Told::default();
    let counts =
        run(vec![input], &job, threads, Begin::default(), &mut sink, &AtomicBool::new(false))
            .unwrap();
    assert!(counts.add_up() && counts.read > 0, "{counts:?}: nothing was said");
    assert!(!sink.0.iter().any(|event| event.contains("InternalError")), "{:?}", sink.0);
    sink.0
}

fn feed(bytes: &[u8]) {
    let file = told(bytes, true, 1, None);
    assert_eq!(file, told(bytes, true, 3, None));
    // What is read at places and what comes as a stream are the same, but for the hash of what is
    // behind an end.
    let stream = told(bytes, false, 1, None);
    assert_eq!(file.len(), stream.len(), "{file:?}\n{stream:?}");
    told(bytes, true, 1, Some("windows-1251"));
}

#[test]
fn the_seeds_are_good() {
    for seed in SEEDS.iter() {
        let calls = told(seed, true, 2, None);
        assert!(calls.iter().any(|event| event.starts_with("Call")), "{calls:?}");
        assert!(!calls.iter().any(|event| event.starts_with("Reject")), "{calls:?}");
        feed(seed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn changed_archives_do_no_harm(
        seed in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = SEEDS[seed.index(SEEDS.len())].clone();
        for (at, byte, kind) in edits {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes[at] = 0xff,
                2 => bytes.insert(at, byte),
                _ if bytes.len() > 1 => { bytes.remove(at); }
                _ => {}
            }
        }
        feed(&bytes);
        feed(&bytes[..cut.index(bytes.len())]);
    }

    #[test]
    fn random_bytes_behind_a_mark_do_no_harm(
        mark in prop::sample::select(vec![&b"PK\x03\x04"[..], b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd", b"\xff\xfe", b"\x50\x2a\x4d\x18", b""]),
        bytes in prop::collection::vec(any::<u8>(), 0..700),
    ) {
        feed(&[mark, &bytes].concat());
    }
}
