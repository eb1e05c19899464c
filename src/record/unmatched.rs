//! One line for each call that is on no record, for a person to decide.

use super::json_v1::{self, Candidate, FieldValue, Given, UNMATCHED_SCHEMA};
use super::merge::{key_of, to_json};
use super::resolution::Unmatched;

/// Appends a call to `out` as one line of JSON, with its line end.
pub fn render_unmatched(unmatched: &Unmatched<'_>, out: &mut Vec<u8>) {
    let card = unmatched.card;
    let line = json_v1::Unmatched {
        schema: UNMATCHED_SCHEMA.to_owned(),
        key: card.key.to_string(),
        call_id: card.key.call_id().to_owned(),
        source: card.key.source().to_owned(),
        status: unmatched.status,
        given: Given {
            customer_id: card.customer_id.clone(),
            phone: card.customer_phone.clone(),
            email: card.customer_email.clone(),
        },
        tried: unmatched.tried.iter().map(key_of).collect(),
        candidates: unmatched
            .candidates
            .iter()
            .map(|candidate| Candidate {
                line: candidate.line,
                ids: candidate
                    .ids
                    .iter()
                    .map(|(field, value)| FieldValue { field: field.clone(), value: value.clone() })
                    .collect(),
            })
            .collect(),
        candidates_omitted: unmatched.candidates_omitted,
        started_at: card.started_at.map(|instant| instant.to_string()),
        duration_ms: card.duration_ms,
        agent_id: card.agent_id.clone(),
        agent_name: card.agent_name.clone(),
        queue: card.queue.clone(),
        direction: card.direction.clone(),
        severity: card.severity,
        risk: card.risk,
        flagged: card.complaint,
    };
    out.extend_from_slice(to_json(&line).as_bytes());
    out.push(b'\n');
}
