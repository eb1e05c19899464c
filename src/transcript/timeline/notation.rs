//! A small notation for calls and for what is found in them, for tests only.
//!
//! Turns stand between semicolons: who (`A B` agents, `C D` customers, `S` a machine, `U V W`
//! unknown), when (`0-1000`, `@500` for an instant, `?` for no time), words (`[0-400 ? 900-1000]`)
//! and cues (`wait`, `wait@900`, `asks`, `mm` for a back-channel, `n=12` for a word count).
//! `hold 0-1000` is a hold, `end 9000` the stated length, `C empty ?` a turn that says nothing.

use super::{
    Announced, Announces, Asks, BackChannel, Interruption, Overlap, Owed, Precision, SilenceKind,
    Silences, Speaker, Timeline, TurnCue,
};
use crate::transcript::{
    CallIdSource, CallInfo, Party, PartyIx, Role, RoleSource, Transcript, TranscriptBuilder,
    TurnTime, WordInput,
};
use crate::units::{CallKey, Millis, TimeSpan};

/// A call as the notation tells it.
pub(super) struct Call {
    pub(super) transcript: Transcript,
    pub(super) cues: Vec<TurnCue>,
    pub(super) word_counts: Vec<u32>,
}

impl Call {
    pub(super) fn timeline(&self) -> Timeline<'_> {
        Timeline::new(&self.transcript).unwrap()
    }
}

pub(super) fn builder() -> TranscriptBuilder {
    TranscriptBuilder::new(CallInfo::new(CallKey::new("pbx", "1"), CallIdSource::Field))
}

pub(super) fn party(who: &str) -> Party {
    let role = match who {
        "A" | "B" => Role::Agent,
        "C" | "D" => Role::Customer,
        "S" => Role::System,
        "U" | "V" | "W" => Role::Unknown,
        other => panic!("nobody is called {other}"),
    };
    Party::known(role, RoleSource::Stated, Some(who.to_owned()))
}

pub(super) fn span(text: &str) -> TimeSpan {
    let (start, end) = text.split_once('-').unwrap();
    let ms = |text: &str| Millis::new(text.parse().unwrap());
    TimeSpan::new(ms(start), ms(end)).unwrap()
}

pub(super) fn call(text: &str) -> Call {
    let mut builder = builder();
    let (mut cues, mut word_counts) = (Vec::new(), Vec::new());
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (who, rest) = part.split_once(' ').unwrap();
        match who {
            "hold" => builder.hold(span(rest)),
            "end" => builder.info_mut().duration = Some(Millis::new(rest.parse().unwrap())),
            _ => {
                let (cue, count) = turn(&mut builder, who, rest);
                cues.push(cue);
                word_counts.push(count);
            }
        }
    }
    Call { transcript: builder.build(), cues, word_counts }
}

fn turn(builder: &mut TranscriptBuilder, who: &str, rest: &str) -> (TurnCue, u32) {
    let (head, words, tail) = match rest.split_once('[') {
        Some((head, rest)) => {
            let (words, tail) = rest.split_once(']').unwrap();
            (head, words, tail)
        }
        None => (rest, "", ""),
    };
    let words: Vec<WordInput<'_>> = words
        .split_whitespace()
        .map(|word| WordInput { text: "w", time: (word != "?").then(|| span(word)) })
        .collect();
    let (mut time, mut cue, mut count) = (TurnTime::Unknown, TurnCue::default(), 0);
    let mut text = vec!["w"; words.len().max(1)].join(" ");
    for token in head.split_whitespace().chain(tail.split_whitespace()) {
        if let Some(at) = token.strip_prefix('@') {
            time = TurnTime::Instant(Millis::new(at.parse().unwrap()));
        } else if let Some(number) = token.strip_prefix("n=") {
            count = number.parse().unwrap();
        } else if let Some(at) = token.strip_prefix("wait@") {
            cue.announces_wait = Announces::Yes;
            cue.announced_at = Some(Millis::new(at.parse().unwrap()));
        } else {
            match token {
                "?" => {}
                "wait" => cue.announces_wait = Announces::Yes,
                "asks" => cue.asks = Asks::Yes,
                "mm" => cue.back_channel = BackChannel::Yes,
                "empty" => text.clear(),
                when => time = TurnTime::Span(span(when)),
            }
        }
    }
    let party = builder.party(party(who));
    builder.turn(party, text, time, &words);
    (cue, count)
}

fn name(transcript: &Transcript, party: PartyIx) -> &str {
    transcript.party(party).label().unwrap()
}

fn borders(span: TimeSpan) -> String {
    format!("{}-{}", span.start().get(), span.end().get())
}

/// `hold 1000-4000 after A before C owed A announced ~`; `between` is left out, `~` is turn
/// precision, and what nobody can tell comes last.
pub(super) fn show_silences(transcript: &Transcript, silences: &Silences) -> String {
    let who = |word: &str, speaker: Option<Speaker>| {
        speaker.map_or(String::new(), |s| format!(" {word} {}", name(transcript, s.party)))
    };
    let mut shown: Vec<String> = Vec::new();
    for silence in silences.all() {
        let mut line = match silence.kind {
            SilenceKind::Between => String::new(),
            SilenceKind::Head | SilenceKind::Hold | SilenceKind::Tail => {
                format!("{} ", silence.kind.as_str())
            }
        };
        line += &borders(silence.span);
        line += &who("after", silence.after);
        line += &who("before", silence.before);
        match silence.owed {
            Some(Owed { party: Some(party), .. }) => {
                line += &format!(" owed {}", name(transcript, party));
            }
            Some(Owed { role, party: None }) => line += &format!(" owed {}", role.as_str()),
            None => {}
        }
        match silence.announced {
            Announced::Yes => line += " announced",
            Announced::No => {}
        }
        match silence.precision {
            Precision::Turn => line += " ~",
            Precision::Word => {}
        }
        shown.push(line);
    }
    if silences.unknown_ms() > 0 {
        shown.push(format!("unknown {}", silences.unknown_ms()));
    }
    shown.join("; ")
}

/// `1000-4000 A C`: who spoke already and who came in.
pub(super) fn show_overlaps(transcript: &Transcript, overlaps: &[Overlap]) -> String {
    let show = |o: &Overlap| {
        let (first, second) = (o.first.party, o.second.party);
        format!("{} {} {}", borders(o.span), name(transcript, first), name(transcript, second))
    };
    overlaps.iter().map(show).collect::<Vec<_>>().join("; ")
}

/// `1000 C#1 stops A#0`: turn numbers count from 0.
pub(super) fn show_interruptions(transcript: &Transcript, found: &[Interruption]) -> String {
    let speaker = |s: Speaker| format!("{}#{}", name(transcript, s.party), s.turn);
    let show = |i: &Interruption| {
        format!("{} {} stops {}", i.at.get(), speaker(i.interrupter), speaker(i.interrupted))
    };
    found.iter().map(show).collect::<Vec<_>>().join("; ")
}
