//! Stretches in which two parties of different sides both speak.

use std::collections::BTreeSet;

use super::side::Side;
use super::speech::Piece;
use super::{Precision, Speaker, Timeline, TimelineSettings};
use crate::units::{Millis, TimeSpan};

/// Two parties of different sides speaking at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// From when to when, in ms from the start of the call.
    pub span: TimeSpan,
    /// Who spoke already.
    pub first: Speaker,
    /// Who came in.
    pub second: Speaker,
    /// How exactly its borders are known.
    pub precision: Precision,
}

/// What one party says without a break.
struct Stretch {
    span: TimeSpan,
    /// The pieces it is made of, as a range of the pieces sorted by party.
    first: usize,
    last: usize,
}

pub(super) fn overlaps(timeline: &Timeline<'_>, settings: &TimelineSettings) -> Vec<Overlap> {
    // A touch is no overlap, whatever the setting.
    let min_ms = settings.overlap_min_ms.max(1);
    let pieces = pieces_by_party(timeline);
    let mut stretches = stretches(timeline, &pieces, settings.word_join_ms);
    stretches.retain(|stretch| stretch.span.duration_ms() >= min_ms);
    stretches.sort_unstable_by_key(|stretch| (stretch.span.start(), pieces[stretch.first].turn));

    let mut overlaps = Vec::new();
    let mut earlier: BTreeSet<(Millis, usize)> = BTreeSet::new();
    for (ix, second) in stretches.iter().enumerate() {
        let second_turn = pieces[second.first].turn;
        let start = second.span.start();
        for &(_, first) in earlier.range((start.plus(min_ms), 0)..) {
            let first = &stretches[first];
            let first_piece = speaking_at(first, &pieces, start);
            let Some(span) = first.span.intersection(second.span) else { continue };
            if timeline.side(first_piece.turn) == timeline.side(second_turn) {
                continue;
            }
            overlaps.push(Overlap {
                span,
                first: timeline.speaker(first_piece.turn),
                second: timeline.speaker(second_turn),
                precision: coarser(first_piece.precision, pieces[second.first].precision),
            });
        }
        earlier.insert((second.span.end(), ix));
    }
    overlaps.sort_unstable_by_key(|o| (o.span, o.first.turn, o.second.turn));
    overlaps
}

fn coarser(a: Precision, b: Precision) -> Precision {
    if a == Precision::Turn { a } else { b }
}

/// All speech of people, party by party in the order of time; machines talk over nobody.
fn pieces_by_party(timeline: &Timeline<'_>) -> Vec<Piece> {
    let mut pieces = timeline.pieces.clone();
    pieces.retain(|piece| timeline.side(piece.turn) != Side::System);
    pieces.sort_by_key(|piece| timeline.speaker(piece.turn).party);
    pieces
}

/// Joins what touches, and words of one turn less than `join_ms` apart.
fn stretches(timeline: &Timeline<'_>, pieces: &[Piece], join_ms: i64) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (ix, piece) in pieces.iter().enumerate() {
        if let Some(open) = stretches.last_mut() {
            let last = &pieces[open.last];
            let gap_ms = piece.span.start().since(open.span.end());
            let same_party =
                timeline.speaker(last.turn).party == timeline.speaker(piece.turn).party;
            if same_party && (gap_ms <= 0 || (gap_ms < join_ms && last.turn == piece.turn)) {
                let end = open.span.end().max(piece.span.end());
                open.span = TimeSpan::new(open.span.start(), end).unwrap_or(open.span);
                open.last = ix;
                continue;
            }
        }
        stretches.push(Stretch { span: piece.span, first: ix, last: ix });
    }
    stretches
}

/// The piece of `stretch` that was begun last at `at`.
fn speaking_at<'p>(stretch: &Stretch, pieces: &'p [Piece], at: Millis) -> &'p Piece {
    let own = &pieces[stretch.first..=stretch.last];
    let begun = own.partition_point(|piece| piece.span.start() <= at);
    &own[begun.saturating_sub(1)]
}
