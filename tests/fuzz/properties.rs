//! What holds for everything that is read, whatever the bytes.

use callsift::format::limits::{MAX_TURN_BYTES, MAX_TURN_WORDS, MAX_TURNS};
use callsift::format::{Calls, Format, KeepExtra, Origin, Reject, Sniff, sniff};
use callsift::transcript::{Transcript, TurnTime};
use callsift::units::{Millis, TimeSpan};
use jiff::tz::TimeZone;
use std::sync::LazyLock;

/// A word that stands in what is said in the seeds, and nowhere else: no message may quote it.
pub(crate) const SAID: &str = "zvezdochka";

static ZONE: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get("Europe/Kyiv").unwrap());

/// Whether the word stands where a key or a label does, of which messages may tell.
fn is_name(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    text.match_indices(SAID).any(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find('"').unwrap_or(rest.len());
        rest[end..].trim_start_matches('"').trim_start().starts_with(':')
    })
}

pub(crate) fn reject(reject: &Reject, bytes: &[u8], lines: u64) {
    let message = &reject.message;
    assert!(!message.is_empty() && !message.ends_with('.'), "style: {message}");
    assert!(message.starts_with(|c: char| !c.is_uppercase()), "style: {message}");
    let field = reject.field.as_deref().unwrap_or_default();
    let control = |text: &str| text.chars().any(char::is_control);
    assert!(!control(message) && !control(field), "control characters: {message:?} in {field:?}");
    // What stands for the name of a schema or an extension is none of it, whatever the changes made
    // of it.
    let named = ["extension `", "schema "].iter().any(|what| message.contains(what));
    let quotes = (message.contains(SAID) && !named) || field.contains(SAID);
    assert!(!quotes || is_name(bytes), "quotes what was said: {message} in {field}");
    assert!(
        reject.offset.is_none_or(|at| at <= bytes.len() as u64),
        "offset behind the end: {reject}"
    );
    assert!(
        reject.line.is_none_or(|line| (1..=lines).contains(&line)),
        "line behind the end: {reject}"
    );
}

pub(crate) fn call(call: &Transcript, bytes: &[u8]) {
    assert!(call.turns().len() <= MAX_TURNS, "turns: {}", call.turns().len());
    let not_before = |at: Millis| assert!(at >= Millis::ZERO, "before the start: {at:?}");
    let forwards = |span: TimeSpan| {
        not_before(span.start());
        assert!(span.start() <= span.end(), "backwards: {span:?}");
    };
    for turn in call.turns() {
        let text = turn.text();
        assert!(text.len() <= MAX_TURN_BYTES, "turn of {} bytes", text.len());
        assert!(turn.party().get() < call.parties().len(), "no such party");
        match turn.time() {
            TurnTime::Span(span) => forwards(span),
            TurnTime::Instant(at) => not_before(at),
            TurnTime::Unknown => {}
        }
        let words = call.words(turn);
        assert!(words.len() <= MAX_TURN_WORDS, "words: {}", words.len());
        let mut last = 0;
        for word in words {
            if let Some(span) = word.text {
                assert!(text.get(span.range()).is_some(), "no characters: {span:?}");
                assert!(span.start() >= last, "words out of order: {span:?}");
                last = span.start();
            }
            word.time.into_iter().for_each(forwards);
        }
    }
    call.holds().iter().copied().for_each(forwards);
    let apart = call
        .holds()
        .windows(2)
        .all(|pair| pair[0].end() < pair[1].start() || pair[0].end() == pair[1].start());
    assert!(apart, "holds overlap: {:?}", call.holds());
    call.info().duration.into_iter().for_each(not_before);
    for warning in call.warnings() {
        assert!(warning.count > 0, "a warning of nothing");
        let quotes = warning.place.contains(SAID);
        assert!(
            !quotes || is_name(bytes),
            "quotes what was said: {} {}",
            warning.code,
            warning.place
        );
    }
    // These are put together from what was read.
    let _ = (call.duration(), call.end());
}

pub(crate) fn calls(read: impl Fn() -> Calls, bytes: &[u8]) -> Calls {
    let calls = read();
    assert!(!calls.is_empty(), "no calls and no reason");
    assert!(calls == read(), "read twice, it is not the same");
    let lines = lines(bytes);
    for one in &calls {
        match one {
            Ok(read) => call(read, bytes),
            Err(why) => reject(why, bytes, lines),
        }
    }
    calls
}

/// Lines as any format counts them, at most.
fn lines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|b| matches!(b, b'\n' | b'\r')).count() as u64 + 1
}

/// Reads a record by a format, under one of several origins.
pub(crate) fn format(format: &Format, bytes: &[u8]) -> Calls {
    let odd = bytes.iter().fold(bytes.len(), |sum, b| sum + usize::from(*b));
    let origin = Origin {
        keep_extra: if odd.is_multiple_of(2) { KeepExtra::Yes } else { KeepExtra::No },
        time_zone: odd.is_multiple_of(3).then_some(&*ZONE),
        file_stem: odd.is_multiple_of(5).then_some("file"),
        ..Origin::default()
    };
    calls(|| format.calls(bytes, &origin), bytes)
}

/// Reads a record of our own format with either of its readers.
///
/// A tab behind a record changes nothing in it, and the quick reader leaves whatever has control
/// characters to the careful one.
pub(crate) fn both_readers(bytes: &[u8]) {
    let own = crate::maps::format("callsift");
    format(own, bytes);
    let origin = |keep_extra| Origin { keep_extra, ..Origin::default() };
    for keep_extra in [KeepExtra::No, KeepExtra::Yes] {
        let read = |bytes: &[u8]| own.calls(bytes, &origin(keep_extra)).remove(0).ok();
        assert_eq!(read(bytes), read(&[bytes, b"\t"].concat()), "the readers differ");
    }
}

/// Finds out what the bytes are, and reads them as that.
pub(crate) fn sniffed(bytes: &[u8]) {
    for complete in [true, false] {
        let found = sniff(bytes, complete);
        assert_eq!(format!("{found:?}"), format!("{:?}", sniff(bytes, complete)));
        match found {
            Sniff::Known { format: known, .. } if complete => {
                format(known, bytes);
            }
            Sniff::Known { .. } | Sniff::Empty => {}
            Sniff::Unknown(why) => reject(&why, bytes, lines(bytes)),
        }
    }
}
