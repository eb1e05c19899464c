//! One row a finding: the call, what was found, who said it, when and in which words.

use super::{Column, Kind, Table, Value};
use crate::messages::export as say;
use crate::results::ReadCall;
use crate::screen::{Screen, agent_name};
use callsift::output::json_v1::{Call, Finding};

/// From left to right.
pub(crate) const COLUMNS: [Column; 25] = [
    Column { name: "call_key", title: say::CALL_KEY, kind: Kind::Text },
    Column { name: "started_at", title: say::STARTED_AT, kind: Kind::Instant },
    Column { name: "customer", title: say::CUSTOMER, kind: Kind::Text },
    Column { name: "agent", title: say::AGENT, kind: Kind::Text },
    Column { name: "risk", title: say::RISK, kind: Kind::Whole },
    Column { name: "band", title: say::BAND, kind: Kind::Text },
    Column { name: "flagged", title: say::FLAGGED, kind: Kind::Flag },
    Column { name: "category", title: say::CATEGORY, kind: Kind::Text },
    Column { name: "category_title", title: say::CATEGORY_TITLE, kind: Kind::Text },
    Column { name: "rule", title: say::RULE, kind: Kind::Text },
    Column { name: "rule_title", title: say::RULE_TITLE, kind: Kind::Text },
    Column { name: "severity", title: say::SEVERITY, kind: Kind::Whole },
    Column { name: "weight", title: say::WEIGHT, kind: Kind::Decimal },
    Column { name: "role", title: say::ROLE, kind: Kind::Text },
    Column { name: "turn", title: say::TURN, kind: Kind::Whole },
    Column { name: "start", title: say::START, kind: Kind::Clock },
    Column { name: "end", title: say::END, kind: Kind::Clock },
    Column { name: "start_ms", title: say::START_MS, kind: Kind::Whole },
    Column { name: "end_ms", title: say::END_MS, kind: Kind::Whole },
    Column { name: "quote", title: say::QUOTE, kind: Kind::Text },
    Column { name: "phrase", title: say::PHRASE, kind: Kind::Text },
    Column { name: "read_as", title: say::READ_AS, kind: Kind::Text },
    Column { name: "action", title: say::ACTION, kind: Kind::Text },
    Column { name: "language", title: say::LANGUAGE, kind: Kind::Text },
    Column { name: "finding_id", title: say::FINDING_ID, kind: Kind::Text },
];

/// Every finding of calls, call by call.
pub(crate) fn table<'a>(screen: &'a Screen<'a>, calls: &'a [&'a ReadCall]) -> Table<'a> {
    let all = |read: &&'a ReadCall| {
        let read: &'a ReadCall = read;
        read.call.findings.iter().map(move |finding| (read, finding))
    };
    Table {
        name: "findings",
        title: say::FINDINGS_SHEET,
        columns: &COLUMNS,
        count: calls.iter().map(|read| read.call.findings.len()).sum(),
        rows: Box::new(
            calls.iter().flat_map(all).map(|(read, finding)| row(screen, read, finding).into()),
        ),
    }
}

fn row(screen: &Screen<'_>, read: &ReadCall, finding: &Finding) -> [Value; COLUMNS.len()] {
    let call = &read.call;
    let read_as: Vec<String> =
        finding.fuzzy.iter().map(|word| format!("{} = {}", word.heard, word.read_as)).collect();
    [
        Value::Text(read.key.clone()),
        Value::instant(call.started_at.as_deref()),
        Value::text(screen.customer_name(call)),
        Value::text(agent_name(call)),
        Value::Whole(call.risk.score.into()),
        Value::Word { name: call.risk.band.clone(), said: screen.band(&call.risk.band) },
        Value::Flag(call.complaint.flag),
        Value::Text(finding.category.clone()),
        Value::Text(screen.category(&finding.category)),
        Value::Text(finding.rule.clone()),
        Value::Text(finding.title.clone()),
        Value::Whole(finding.severity.into()),
        weight(call, &finding.rule).map_or(Value::Missing, Value::Decimal),
        role(screen, finding.role.as_deref()),
        // People count utterances from 1.
        finding.turn.map_or(Value::Missing, |turn| Value::count(turn + 1)),
        Value::clock(finding.start_ms),
        Value::clock(finding.end_ms),
        Value::whole(finding.start_ms),
        Value::whole(finding.end_ms),
        Value::text(finding.quote.clone()),
        Value::text(finding.phrase.clone()),
        Value::text(Some(read_as.join(", ")).filter(|text| !text.is_empty())),
        Value::text(screen.action(&finding.category)),
        Value::text(call.language.clone()),
        Value::Text(finding.id.clone()),
    ]
}

fn role(screen: &Screen<'_>, role: Option<&str>) -> Value {
    let word =
        |role: &str| Value::Word { name: role.to_owned(), said: screen.role(role).to_owned() };
    role.map_or(Value::Missing, word)
}

/// What the finding's rule added to the complaint score.
pub(crate) fn weight(call: &Call, rule: &str) -> Option<f64> {
    call.complaint.parts.iter().find(|part| part.rule == rule).map(|part| part.weight)
}
