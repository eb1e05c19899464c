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
    let reaches = reaches(timeline, pieces, join_ms);
    let mut stretches: Vec<Stretch> = Vec::new();
    // How far the last of them goes on, the gap behind its last word included.
    let mut open_until = Millis::new(i64::MIN);
    for (ix, (piece, &reach)) in pieces.iter().zip(&reaches).enumerate() {
        if let Some(open) = stretches.last_mut() {
            let party = |ix: usize| timeline.speaker(pieces[ix].turn).party;
            if party(open.last) == party(ix) && piece.span.start() <= open_until {
                let end = open.span.end().max(piece.span.end());
                open.span = TimeSpan::new(open.span.start(), end).unwrap_or(open.span);
                open.last = ix;
                open_until = open_until.max(reach);
                continue;
            }
        }
        stretches.push(Stretch { span: piece.span, first: ix, last: ix });
        open_until = reach;
    }
    stretches
}

/// Where each piece ends, or the next word of its turn begins if that is near. Between the two may
/// stand words of another turn of the party, if its turns overlap.
fn reaches(timeline: &Timeline<'_>, pieces: &[Piece], join_ms: i64) -> Vec<Millis> {
    let mut reaches: Vec<Millis> = pieces.iter().map(|piece| piece.span.end()).collect();
    // Of each turn the last piece so far, and the end of all of them.
    let mut before: Vec<Option<(usize, Millis)>> = vec![None; timeline.transcript.turns().len()];
    for (ix, piece) in pieces.iter().enumerate() {
        let (start, end) = (piece.span.start(), piece.span.end());
        let known = before[piece.turn];
        if let Some((last, turn_end)) = known
            && start.since(turn_end) < join_ms
        {
            reaches[last] = reaches[last].max(start);
        }
        before[piece.turn] = Some((ix, known.map_or(end, |(_, turn_end)| turn_end.max(end))));
    }
    reaches
}

/// The piece of `stretch` that was begun last at `at`.
fn speaking_at<'p>(stretch: &Stretch, pieces: &'p [Piece], at: Millis) -> &'p Piece {
    let own = &pieces[stretch.first..=stretch.last];
    let begun = own.partition_point(|piece| piece.span.start() <= at);
    &own[begun.saturating_sub(1)]
}
