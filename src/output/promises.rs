//! From the promises of a report to those that are written.

use super::json_v1 as json;
use crate::scan::CallReport;
use crate::scan::promise::{Promise, When, Words};
use crate::transcript::timeline::Precision;
use crate::units::TimeSpan;

/// Whether promises could be looked for.
pub(super) fn search(report: &CallReport) -> json::PromiseSearch {
    json::PromiseSearch {
        evaluated: report.promises.is_ok(),
        reason: report.promises.as_ref().err().map(|gap| gap.as_str().to_owned()),
    }
}

/// The promises, where they could be looked for.
pub(super) fn of(report: &CallReport) -> Option<Vec<json::Promise>> {
    report.promises.as_ref().ok().map(|promises| promises.iter().map(promise).collect())
}

fn promise(promise: &Promise) -> json::Promise {
    json::Promise {
        id: promise.id.clone(),
        what: words(&promise.what, promise.time),
        who: promise.who.as_str().to_owned(),
        due: due(promise),
        channel: promise.channel.map_or("none", |channel| channel.as_str()).to_owned(),
    }
}

fn words(words: &Words, time: Option<(TimeSpan, Precision)>) -> json::PromiseWords {
    json::PromiseWords {
        quote: words.quote.clone(),
        turn: words.turn,
        turn_end: Some(words.turn_end).filter(|end| *end != words.turn),
        bytes: words.bytes,
        chars: words.chars,
        utf16: words.utf16,
        start_ms: time.map(|(span, _)| span.start().get()),
        end_ms: time.map(|(span, _)| span.end().get()),
        precision: time.map(|(_, precision)| precision.as_str().to_owned()),
    }
}

fn due(promise: &Promise) -> json::Due {
    let (at, date, reason) = match promise.when {
        When::At(at, offset) => (Some(at.display_with_offset(offset).to_string()), None, None),
        When::On(date) => (None, Some(date.to_string()), None),
        When::Vague => (None, None, None),
        When::Unknown(why) => (None, None, Some(why.as_str().to_owned())),
    };
    json::Due {
        at,
        date,
        text: promise.text(),
        precision: promise.precision.as_str().to_owned(),
        reason,
        calendar: promise.workdays.as_ref().map(|days| days.as_str().to_owned()),
    }
}
