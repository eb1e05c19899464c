//! The scorecard of a call: its sum, every item with its evidence as jumps, what is forbidden.

use super::call::Opened;
use super::found::{capital, fact};
use crate::messages::{report as say, scorecard as texts, terms};
use crate::terminal::shown;
use callsift::lexicon::{CriticalKind, Protocol, RuleSet};
use callsift::output::scorecard_v1::{Evidence, Item, Note, Scorecard};
use callsift::scan::{Answer, Mark, Unanswered};
use maud::{Markup, html};

/// The scorecard; nothing where the scan made none.
pub(super) fn of(opened: &Opened<'_>) -> Markup {
    let card = opened.call.scorecard.as_ref();
    html! { @if let Some(card) = card { (card_of(opened, card)) } }
}

fn card_of(opened: &Opened<'_>, card: &Scorecard) -> Markup {
    let screen = opened.screen;
    let protocol = screen.lexicon.protocol(&card.protocol);
    let [not_applicable, not_evaluated, person] =
        [card.points.not_applicable, card.points.not_evaluated, card.points.needs_a_person]
            .map(|points| screen.whole(points));
    let outside = [
        ("not_applicable", not_applicable.as_str()),
        ("not_evaluated", &not_evaluated),
        ("needs_a_person", &person),
    ];
    html! {
        section.group.scorecard {
            h5 { (head(opened, card, protocol)) }
            p.note { (screen.fill(texts::OUTSIDE, &outside)) }
            @for one in &card.forbidden {
                p {
                    @if one.found {
                        b { (forbidden_title(opened, protocol, &one.id)) }
                        " (" (gravity(opened, one.critical.as_deref())) "): "
                        (evidence(opened, &one.evidence, one.more_evidence))
                    } @else {
                        (forbidden_title(opened, protocol, &one.id)) ": "
                    }
                    @if !one.excused.is_empty() {
                        @if one.found { "; " }
                        (screen.fill(texts::EXCUSED, &[("what", "")])) (evidence(opened, &one.excused, 0))
                    }
                }
            }
            @for one in card.forbidden_not_evaluated.iter().filter(|one| !one.evidence.is_empty()) {
                p {
                    (forbidden_title(opened, protocol, &one.id)) ": "
                    (screen.text(terms::NOT_EVALUATED)) ", " (reason(opened, &one.reason)) "; "
                    (evidence(opened, &one.evidence, 0))
                }
            }
            table.answers {
                caption.unseen { (head(opened, card, protocol)) }
                thead { tr {
                    th scope="col" { (screen.text(texts::ITEM_COLUMN)) }
                    th scope="col" { (capital(screen.text(say::POINTS_COLUMN))) }
                    th scope="col" { (screen.text(texts::ANSWER_COLUMN)) }
                    th scope="col" { (screen.text(say::DETAIL_COLUMN)) }
                } }
                tbody { @for item in &card.items { (row(opened, protocol, item)) } }
            }
        }
    }
}

fn head(opened: &Opened<'_>, card: &Scorecard, protocol: Option<&Protocol<RuleSet>>) -> String {
    let screen = opened.screen;
    let title = protocol.map_or_else(
        || shown(&card.protocol),
        |protocol| shown(protocol.title.of(screen.language)),
    );
    let (Some(score), Some(proposed)) = (card.score, card.proposed) else {
        return screen.fill(texts::NOT_SCORED, &[("protocol", &title)]);
    };
    let percent = |percent: f64| format!("{} %", screen.decimal(percent));
    let mark = card.mark.as_deref().unwrap_or_default();
    let known = Mark::ALL.into_iter().find(|known| known.as_str() == mark);
    let mark = known.map_or_else(|| shown(mark), |mark| screen.text(texts::mark(mark)).to_owned());
    let values = [
        ("protocol", title.as_str()),
        ("score", &percent(proposed)),
        ("without", &percent(score)),
        ("earned", &screen.decimal(card.points.earned)),
        ("asked", &screen.whole(card.points.asked)),
        ("mark", &mark),
    ];
    screen.fill(if card.critical { texts::CRITICAL_SCORED } else { texts::SCORED }, &values)
}

fn row(opened: &Opened<'_>, protocol: Option<&Protocol<RuleSet>>, item: &Item) -> Markup {
    let screen = opened.screen;
    let notes: Vec<String> = item.notes.iter().map(|one| note(opened, protocol, one)).collect();
    // Why it could not be told; "a person decides" is said by the answer.
    let why = item.reason.as_deref().filter(|why| *why != Unanswered::NeedsAPerson.as_str());
    html! {
        tr {
            th scope="row" { (item.id) " " (item_title(opened, protocol, &item.id)) }
            td.number { (item.points) }
            td { (answer(opened, item)) }
            td {
                @if let Some(why) = why { (reason(opened, why)) }
                (evidence(opened, &item.evidence, item.more_evidence))
                @if item.evidence.is_empty() && item.answer == Answer::No.as_str() {
                    (screen.text(texts::NOWHERE))
                }
                @if !item.against.is_empty() {
                    "; " (screen.fill(texts::AGAINST, &[("what", "")]))
                    (evidence(opened, &item.against, 0))
                }
                @for note in &notes { "; " (note) }
            }
        }
    }
}

fn answer(opened: &Opened<'_>, item: &Item) -> String {
    let screen = opened.screen;
    if item.answer == Answer::NotEvaluated(Unanswered::NoRules).as_str() {
        let person = item.reason.as_deref() == Some(Unanswered::NeedsAPerson.as_str());
        let word = if person { texts::NEEDS_A_PERSON } else { terms::NOT_EVALUATED };
        return screen.text(word).to_owned();
    }
    let known = Answer::ALL.into_iter().find(|known| known.as_str() == item.answer);
    known.map_or_else(|| shown(&item.answer), |known| screen.text(texts::answer(known)).to_owned())
}

fn reason(opened: &Opened<'_>, reason: &str) -> String {
    let known = Unanswered::ALL.into_iter().find(|known| known.as_str() == reason);
    known.map_or_else(
        || shown(reason),
        |known| opened.screen.text(texts::unanswered(known)).to_owned(),
    )
}

fn gravity(opened: &Opened<'_>, critical: Option<&str>) -> String {
    let Some(critical) = critical else {
        return opened.screen.text(texts::gravity(None)).to_owned();
    };
    let known = CriticalKind::ALL.into_iter().find(|known| known.as_str() == critical);
    known.map_or_else(
        || shown(critical),
        |known| opened.screen.text(texts::gravity(Some(known))).to_owned(),
    )
}

fn note(opened: &Opened<'_>, protocol: Option<&Protocol<RuleSet>>, note: &Note) -> String {
    let screen = opened.screen;
    match note {
        Note::Before { item } => {
            screen.fill(texts::BEFORE, &[("item", &item_title(opened, protocol, item))])
        }
        Note::Several { turns } => {
            let turns = texts::IN_TURNS.of(screen.language, u64::from(*turns));
            screen.fill(texts::SEVERAL, &[("turns", &turns)])
        }
        Note::Late => screen.text(texts::LATE).to_owned(),
    }
}

/// Title of an item; its id where the dictionary of the page does not know it.
fn item_title(opened: &Opened<'_>, protocol: Option<&Protocol<RuleSet>>, id: &str) -> String {
    let known = protocol.and_then(|protocol| protocol.items.iter().find(|item| item.id == id));
    known.map_or_else(|| shown(id), |item| shown(item.title.of(opened.screen.language)))
}

fn forbidden_title(opened: &Opened<'_>, protocol: Option<&Protocol<RuleSet>>, id: &str) -> String {
    let known = protocol.and_then(|protocol| protocol.forbidden.iter().find(|one| one.id == id));
    known.map_or_else(|| shown(id), |one| shown(one.title.of(opened.screen.language)))
}

/// Quotes as jumps to their turns, and what else shows it.
fn evidence(opened: &Opened<'_>, pieces: &[Evidence], more: usize) -> Markup {
    let screen = opened.screen;
    // Two rules that find the same words are one piece of evidence for a reader.
    let mut told: Vec<&Evidence> = Vec::new();
    for piece in pieces {
        let same = |one: &&Evidence| (one.turn, &one.quote) == (piece.turn, &piece.quote);
        if piece.quote.is_none() || !told.iter().any(same) {
            told.push(piece);
        }
    }
    html! {
        @for (at, piece) in told.iter().enumerate() {
            @if at > 0 { ", " }
            (one(opened, piece))
        }
        @if more > 0 {
            @let count = screen.whole(more as u64);
            " " (screen.fill(texts::MORE, &[("count", &count)]))
        }
    }
}

fn one(opened: &Opened<'_>, piece: &Evidence) -> Markup {
    let screen = opened.screen;
    let at = piece.finding.as_ref().and_then(|id| {
        let findings = &opened.call.findings;
        let at = findings.iter().position(|finding| finding.id == *id)?;
        Some((opened.finding_id(at), &findings[at].title))
    });
    let turn =
        piece.turn.map(|turn| screen.fill(say::TURN_AT, &[("turn", &(turn + 1).to_string())]));
    let title = at.as_ref().map(|(_, title)| shown(title)).filter(|_| piece.quote.is_none());
    let told: Vec<String> = [turn, title].into_iter().flatten().collect();
    let link = opened.turn_link(piece.turn).or(at.map(|(id, _)| format!("#{id}")));
    html! {
        @if !told.is_empty() {
            @match link {
                Some(link) => a.jump href=(link) { (told.join(", ")) },
                None => span.jump { (told.join(", ")) },
            }
        }
        @if let Some(quote) = &piece.quote { q lang=[opened.lang] { (shown(quote)) } }
        @if let Some(told) = piece.fact.as_ref().and_then(|known| fact(opened, known)) { (told) }
    }
}
