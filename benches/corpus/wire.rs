//! The same call in every format that is read.

use super::{Call, Side, Turn};
use std::fmt::Write;

/// Whether words have times of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Times {
    /// Turns alone have times.
    Turns,
    /// Every word has.
    Words,
}

/// How letters beyond ASCII stand in JSON.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    /// As they are.
    Raw,
    /// As `\u0436`, which is what many libraries write unless told otherwise.
    Escaped,
}

/// Name and value of both choices, for benches that measure all four.
pub(crate) const VARIANTS: [(&str, Times, Letters); 4] = [
    ("turns_raw", Times::Turns, Letters::Raw),
    ("turns_escaped", Times::Turns, Letters::Escaped),
    ("words_raw", Times::Words, Letters::Raw),
    ("words_escaped", Times::Words, Letters::Escaped),
];

/// Our own JSON, one line.
pub(crate) fn own(call: &Call, times: Times, letters: Letters) -> String {
    let time = |start: u64, end: u64| format!("\"start_ms\":{start},\"end_ms\":{end}");
    let turns = list(&call.turns, |turn| {
        let mut out = format!("{{\"role\":\"{}\",", role(turn));
        let _ = write!(out, "{},\"text\":", time(turn.start(), turn.end()));
        out += &string(&turn.text(), letters);
        if times == Times::Words {
            let words = list(&turn.words, |word| {
                let text = string(&word.text, letters);
                format!("{{\"text\":{text},{}}}", time(word.start, word.end))
            });
            let _ = write!(out, ",\"words\":{words}");
        }
        out + "}"
    });
    format!(
        "{{\"schema\":\"callsift.transcript/1\",\"call_id\":\"{}\",\"source\":\"bench\",\
         \"language\":\"{}\",\"turns\":{turns}}}",
        call.id, call.language
    )
}

/// The neutral JSON, one line.
pub(crate) fn neutral(call: &Call, times: Times, letters: Letters) -> String {
    let time = |start: u64, end: u64| {
        format!(
            "\"start_s\":{}.{:03},\"end_s\":{}.{:03}",
            start / 1000,
            start % 1000,
            end / 1000,
            end % 1000
        )
    };
    let turns = list(&call.turns, |turn| {
        let mut out = format!("{{\"speaker\":\"{}\",", role(turn));
        let _ = write!(out, "{},\"text\":", time(turn.start(), turn.end()));
        out += &string(&turn.text(), letters);
        if times == Times::Words {
            let words = list(&turn.words, |word| {
                let text = string(&word.text, letters);
                format!("{{\"text\":{text},{}}}", time(word.start, word.end))
            });
            let _ = write!(out, ",\"words\":{words}");
        }
        out + "}"
    });
    format!(
        "{{\"call_id\":\"{}\",\"source\":\"bench\",\"language\":\"{}\",\"turns\":{turns}}}",
        call.id, call.language
    )
}

/// Call Analytics of Amazon Transcribe, one line.
pub(crate) fn aws_call_analytics(call: &Call, times: Times, letters: Letters) -> String {
    let time =
        |start: u64, end: u64| format!("\"BeginOffsetMillis\":{start},\"EndOffsetMillis\":{end}");
    let turns = list(&call.turns, |turn| {
        let mut out = format!("{{\"ParticipantRole\":\"{}\",", role(turn).to_uppercase());
        let _ = write!(out, "{},\"Content\":", time(turn.start(), turn.end()));
        out += &string(&turn.text(), letters);
        if times == Times::Words {
            let words = list(&turn.words, |word| {
                let text = string(&word.text, letters);
                let time = time(word.start, word.end);
                format!("{{\"Type\":\"pronunciation\",\"Content\":{text},{time}}}")
            });
            let _ = write!(out, ",\"Items\":{words}");
        }
        out + "}"
    });
    format!(
        "{{\"JobStatus\":\"COMPLETED\",\"JobName\":\"{}\",\"LanguageCode\":\"{}\",\
         \"Channel\":\"VOICE\",\"Transcript\":{turns}}}",
        call.id, call.language
    )
}

/// Deepgram with utterances, one line: a format that is read by a table.
pub(crate) fn deepgram(call: &Call, times: Times, letters: Letters) -> String {
    let time = |start: u64, end: u64| {
        let seconds = |ms: u64| format!("{}.{:03}", ms / 1000, ms % 1000);
        format!("\"start\":{},\"end\":{}", seconds(start), seconds(end))
    };
    let utterances = list(&call.turns, |turn| {
        let speaker = u8::from(role(turn) == "customer");
        let text = string(&turn.text(), letters);
        let whole = time(turn.start(), turn.end());
        let mut out =
            format!("{{{whole},\"confidence\":0.98,\"channel\":{speaker},\"transcript\":{text}");
        if times == Times::Words {
            let words = list(&turn.words, |word| {
                let (text, time) = (string(&word.text, letters), time(word.start, word.end));
                format!("{{\"word\":{text},{time},\"confidence\":0.97,\"punctuated_word\":{text}}}")
            });
            let _ = write!(out, ",\"words\":{words}");
        }
        out + &format!(",\"speaker\":{speaker},\"id\":\"u\"}}")
    });
    format!(
        "{{\"metadata\":{{\"request_id\":\"{}\",\"channels\":2}},\"results\":{{\"channels\":[],\
         \"utterances\":{utterances}}}}}",
        call.id
    )
}

/// WebVTT with voices; times of words stand between them.
pub(crate) fn webvtt(call: &Call, times: Times) -> String {
    let time = |ms: u64| {
        let (seconds, rest) = (ms / 1000, ms % 1000);
        format!("{:02}:{:02}:{:02}.{rest:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    };
    let mut out = String::from("WEBVTT\n");
    for turn in &call.turns {
        let _ = write!(out, "\n{} --> {}\n", time(turn.start()), time(turn.end()));
        let _ = write!(out, "<v {}>", role(turn));
        for (at, word) in turn.words.iter().enumerate() {
            if at > 0 {
                if times == Times::Words {
                    let _ = write!(out, "<{}>", time(word.start));
                }
                out.push(' ');
            }
            out.push_str(&word.text);
        }
        out.push('\n');
    }
    out
}

/// Text with labels and the start of each turn.
pub(crate) fn labelled_text(call: &Call) -> String {
    let mut out = String::new();
    for turn in &call.turns {
        let (minutes, seconds) = (turn.start() / 60_000, turn.start() / 1000 % 60);
        let label = match turn.side {
            Side::Agent => "Agent",
            Side::Customer => "Customer",
        };
        let _ = writeln!(out, "[{minutes:02}:{seconds:02}] {label}: {}", turn.text());
    }
    out
}

fn role(turn: &Turn) -> &'static str {
    match turn.side {
        Side::Agent => "agent",
        Side::Customer => "customer",
    }
}

fn list<T>(items: &[T], write: impl Fn(&T) -> String) -> String {
    let items: Vec<String> = items.iter().map(write).collect();
    format!("[{}]", items.join(","))
}

/// A JSON string; the corpus has no quotes, backslashes or control characters to be escaped.
fn string(text: &str, letters: Letters) -> String {
    match letters {
        Letters::Raw => format!("\"{text}\""),
        Letters::Escaped => {
            let mut out = String::from("\"");
            for c in text.chars() {
                if c.is_ascii() {
                    out.push(c);
                    continue;
                }
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            out + "\""
        }
    }
}
