//! One row a call: whose it is, how urgent, what it is about and how it ended.

use super::{Column, Kind, Table, Value};
use crate::messages::export as say;
use crate::results::ReadCall;
use crate::screen::Screen;
use std::collections::BTreeSet;

/// From left to right.
pub(crate) const COLUMNS: [Column; 33] = [
    Column { name: "call_key", title: say::CALL_KEY, kind: Kind::Text },
    Column { name: "source", title: say::SOURCE, kind: Kind::Text },
    Column { name: "call_id", title: say::CALL_ID, kind: Kind::Text },
    Column { name: "started_at", title: say::STARTED_AT, kind: Kind::Instant },
    Column { name: "duration", title: say::DURATION, kind: Kind::Clock },
    Column { name: "duration_ms", title: say::DURATION_MS, kind: Kind::Whole },
    Column { name: "customer_id", title: say::CUSTOMER_ID, kind: Kind::Text },
    Column { name: "customer_phone", title: say::CUSTOMER_PHONE, kind: Kind::Text },
    Column { name: "customer_email", title: say::CUSTOMER_EMAIL, kind: Kind::Text },
    Column { name: "agent_id", title: say::AGENT_ID, kind: Kind::Text },
    Column { name: "agent_name", title: say::AGENT_NAME, kind: Kind::Text },
    Column { name: "team", title: say::TEAM, kind: Kind::Text },
    Column { name: "queue", title: say::QUEUE, kind: Kind::Text },
    Column { name: "direction", title: say::DIRECTION, kind: Kind::Text },
    Column { name: "medium", title: say::MEDIUM, kind: Kind::Text },
    Column { name: "language", title: say::LANGUAGE, kind: Kind::Text },
    Column { name: "risk", title: say::RISK, kind: Kind::Whole },
    Column { name: "band", title: say::BAND, kind: Kind::Text },
    Column { name: "flagged", title: say::FLAGGED, kind: Kind::Flag },
    Column { name: "complaint_score", title: say::SCORE, kind: Kind::Decimal },
    Column { name: "complaint_threshold", title: say::THRESHOLD, kind: Kind::Decimal },
    Column { name: "substance", title: say::SUBSTANCE, kind: Kind::Text },
    Column { name: "resolution", title: say::RESOLUTION, kind: Kind::Text },
    Column { name: "severity", title: say::SEVERITY, kind: Kind::Whole },
    Column { name: "findings", title: say::FINDINGS, kind: Kind::Whole },
    Column { name: "findings_omitted", title: say::FINDINGS_OMITTED, kind: Kind::Whole },
    Column { name: "categories", title: say::CATEGORIES, kind: Kind::Text },
    Column { name: "turns", title: say::TURNS, kind: Kind::Whole },
    Column { name: "long_pauses", title: say::LONG_PAUSES, kind: Kind::Whole },
    Column { name: "max_pause_ms", title: say::MAX_PAUSE_MS, kind: Kind::Whole },
    Column { name: "not_timed", title: say::NOT_TIMED, kind: Kind::Text },
    Column { name: "rules_not_evaluated", title: say::RULES_NOT_EVALUATED, kind: Kind::Whole },
    Column { name: "lexicon", title: say::LEXICON, kind: Kind::Text },
];

/// Every call.
pub(crate) fn table<'a>(screen: &'a Screen<'a>, calls: &'a [&'a ReadCall]) -> Table<'a> {
    Table {
        name: "calls",
        title: say::CALLS_SHEET,
        columns: &COLUMNS,
        count: calls.len(),
        rows: Box::new(calls.iter().map(|read| row(screen, read).into())),
    }
}

fn row(screen: &Screen<'_>, read: &ReadCall) -> [Value; COLUMNS.len()] {
    let call = &read.call;
    let customer = |name: &Option<String>| Value::text(name.as_deref().map(|n| screen.known_as(n)));
    let categories: BTreeSet<&str> =
        call.findings.iter().map(|finding| finding.category.as_str()).collect();
    let pauses = call.silences.as_ref();
    [
        Value::Text(read.key.clone()),
        Value::Text(call.source.clone()),
        Value::Text(call.call_id.clone()),
        Value::instant(call.started_at.as_deref()),
        Value::clock(call.duration_ms),
        Value::whole(call.duration_ms),
        customer(&call.customer_id),
        customer(&call.customer_phone),
        customer(&call.customer_email),
        Value::text(call.agent_id.clone()),
        Value::text(call.agent_name.clone()),
        Value::text(call.team.clone()),
        Value::text(call.queue.clone()),
        Value::text(call.direction.clone()),
        Value::Text(call.medium.clone()),
        Value::text(call.language.clone()),
        Value::Whole(call.risk.score.into()),
        Value::Word { name: call.risk.band.clone(), said: screen.band(&call.risk.band) },
        Value::Flag(call.complaint.flag),
        Value::Decimal(call.complaint.score),
        Value::Decimal(call.complaint.threshold),
        Value::text(Some(&call.complaint.substance).filter(|said| !said.is_empty()).cloned()),
        Value::text(call.resolution.clone()),
        Value::Whole(call.severity.into()),
        Value::count(call.findings.len()),
        Value::Whole(call.omitted.values().map(|count| i64::from(*count)).sum()),
        Value::text(
            Some(categories.into_iter().collect::<Vec<_>>().join(" ")).filter(|c| !c.is_empty()),
        ),
        Value::count(call.turns),
        // Where time could not be measured there is no number of pauses, which is not 0.
        pauses.map_or(Value::Missing, |all| Value::count(all.iter().filter(|s| s.long).count())),
        Value::whole(call.measures.as_ref().map(|measures| measures.silence.longest_ms)),
        Value::text(call.timeline.reason.clone()),
        Value::count(call.not_evaluated.len()),
        Value::Text(call.lexicon.clone()),
    ]
}
