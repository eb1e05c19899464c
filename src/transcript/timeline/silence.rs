//! Stretches in which nobody on any channel has a word.

use super::announce::{Announcements, Owed};
use super::speech::Piece;
use super::{Precision, SilenceSettings, Speaker, Timeline, TurnCue};
use crate::units::{Millis, TimeSpan};

/// One silence, at least as long as [`SilenceSettings::min_ms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silence {
    /// From when to when, in ms from the start of the call.
    pub span: TimeSpan,
    /// Where in the call it stands.
    pub kind: SilenceKind,
    /// Who spoke last before it; `None` where nobody has spoken yet.
    pub after: Option<Speaker>,
    /// Who speaks next; `None` where nobody speaks any more.
    pub before: Option<Speaker>,
    /// Who was to speak; `None` where nobody was.
    pub owed: Option<Owed>,
    /// Whether the other side was asked to wait.
    pub announced: Announced,
    /// How exactly its borders are known.
    pub precision: Precision,
}

/// Where in the call a silence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SilenceKind {
    /// Before the first word of the call.
    Head,
    /// Between words; the only kind that enters totals.
    Between,
    /// While a party is on hold.
    Hold,
    /// After the last word, until the end of the call.
    Tail,
}

impl SilenceKind {
    /// All of them.
    pub const ALL: [SilenceKind; 4] =
        [SilenceKind::Head, SilenceKind::Between, SilenceKind::Hold, SilenceKind::Tail];

    /// The stable name used in every output.
    pub const fn as_str(self) -> &'static str {
        match self {
            SilenceKind::Head => "head",
            SilenceKind::Between => "between",
            SilenceKind::Hold => "hold",
            SilenceKind::Tail => "tail",
        }
    }
}

/// Whether a silence came with a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Announced {
    /// It did not.
    No,
    /// It did.
    Yes,
}

impl Silence {
    /// Whether it is long: between words, and at least [`SilenceSettings::long_ms`].
    pub fn is_long(&self, settings: &SilenceSettings) -> bool {
        self.kind == SilenceKind::Between && self.span.duration_ms() >= settings.long_ms
    }

    /// Whether it is dead air: between words, and too long for having been announced or not.
    pub fn is_dead_air(&self, settings: &SilenceSettings) -> bool {
        let least = match self.announced {
            Announced::No => settings.dead_air_ms,
            Announced::Yes => settings.dead_air_announced_ms,
        };
        self.kind == SilenceKind::Between && self.span.duration_ms() >= least
    }
}

/// All silences of a call, and how much nobody can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silences {
    pub(super) list: Vec<Silence>,
    pub(super) unknown_ms: i64,
    pub(super) min_ms: i64,
}

impl Silences {
    /// Every silence of every kind, in the order of time.
    pub fn all(&self) -> &[Silence] {
        &self.list
    }

    /// The silences between words, which alone enter totals.
    pub fn between(&self) -> impl Iterator<Item = &Silence> {
        self.list.iter().filter(|silence| silence.kind == SilenceKind::Between)
    }

    /// Milliseconds of gaps, each at least [`SilenceSettings::min_ms`] long, that may hide
    /// something without a time and are therefore not claimed as silence. Holds do not count.
    pub fn unknown_ms(&self) -> i64 {
        self.unknown_ms
    }

    /// The shortest silence that was recorded, in ms.
    pub fn min_ms(&self) -> i64 {
        self.min_ms
    }
}

/// A stretch in which nobody is known to speak.
struct Gap {
    span: TimeSpan,
    after: Option<Piece>,
    before: Option<Piece>,
}

impl Gap {
    fn kind(&self) -> SilenceKind {
        match (self.after, self.before) {
            (None, _) => SilenceKind::Head,
            (Some(_), None) => SilenceKind::Tail,
            (Some(_), Some(_)) => SilenceKind::Between,
        }
    }

    /// The word that borders a gap is exact; the border of a turn is what the source says.
    fn precision(&self) -> Precision {
        let coarse = |piece: Option<Piece>| piece.is_some_and(|p| p.precision == Precision::Turn);
        if coarse(self.after) || coarse(self.before) { Precision::Turn } else { Precision::Word }
    }
}

pub(super) fn silences(
    timeline: &Timeline<'_>,
    settings: &SilenceSettings,
    cues: &[TurnCue],
) -> Silences {
    let announcements = Announcements::new(timeline, settings, cues);
    // A gap is at least one instant apart; thresholds below that would find nothing everywhere.
    let min_ms = settings.min_ms.max(1);
    let mut silences = Silences { list: Vec::new(), unknown_ms: 0, min_ms };
    for gap in gaps(timeline).into_iter().filter(|gap| gap.span.duration_ms() >= min_ms) {
        for (part, on_hold) in cut_at_holds(gap.span, timeline.transcript().holds()) {
            if part.duration_ms() < min_ms {
                continue;
            }
            let kind = if on_hold { SilenceKind::Hold } else { gap.kind() };
            let mut claimed_ms = 0;
            for span in outside(part, &timeline.windows) {
                if span.duration_ms() < min_ms {
                    continue;
                }
                claimed_ms += span.duration_ms();
                let after = gap.after.map(|piece| timeline.speaker(piece.turn));
                silences.list.push(Silence {
                    span,
                    kind,
                    after,
                    before: gap.before.map(|piece| timeline.speaker(piece.turn)),
                    owed: announcements.owed(span, after),
                    announced: announcements.announced(span),
                    precision: gap.precision(),
                });
            }
            if !on_hold {
                silences.unknown_ms += part.duration_ms() - claimed_ms;
            }
        }
    }
    silences
}

/// Everything between merged speech, from 0 to the end of the call.
fn gaps(timeline: &Timeline<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut last: Option<Piece> = None;
    let mut spoken_until = Millis::ZERO;
    for &piece in &timeline.pieces {
        if let Some(span) = non_empty(spoken_until, piece.span.start()) {
            gaps.push(Gap { span, after: last, before: Some(piece) });
        }
        if piece.span.end() >= spoken_until {
            spoken_until = piece.span.end();
            last = Some(piece);
        }
    }
    if let Some(span) = non_empty(spoken_until, timeline.end) {
        gaps.push(Gap { span, after: last, before: None });
    }
    gaps
}

fn non_empty(start: Millis, end: Millis) -> Option<TimeSpan> {
    TimeSpan::new(start, end).filter(|span| span.duration_ms() > 0)
}

/// `span` in parts that are wholly on hold or wholly off it, in order.
fn cut_at_holds(span: TimeSpan, holds: &[TimeSpan]) -> Vec<(TimeSpan, bool)> {
    let mut parts = Vec::new();
    let mut from = span.start();
    for hold in meeting(span, holds) {
        parts.extend(non_empty(from, hold.start()).map(|part| (part, false)));
        parts.push((hold, true));
        from = hold.end();
    }
    parts.extend(non_empty(from, span.end()).map(|part| (part, false)));
    parts
}

/// The parts of `span` that lie in none of `windows`, in order.
fn outside(span: TimeSpan, windows: &[TimeSpan]) -> Vec<TimeSpan> {
    let mut parts = Vec::new();
    let mut from = span.start();
    for window in meeting(span, windows) {
        parts.extend(non_empty(from, window.start()));
        from = window.end();
    }
    parts.extend(non_empty(from, span.end()));
    parts
}

/// What `sorted`, disjoint stretches share with `span`.
fn meeting(span: TimeSpan, sorted: &[TimeSpan]) -> impl Iterator<Item = TimeSpan> + '_ {
    let first = sorted.partition_point(|other| other.end() <= span.start());
    let rest = sorted[first..].iter();
    rest.take_while(move |other| other.start() < span.end())
        .filter_map(move |other| other.intersection(span))
}
