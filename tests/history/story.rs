//! `docs/customer_story.md`: a customer's year, step by step, with what the record says at each step.

use crate::record_support::{call_of, finding, night, own, with_findings};
use crate::{as_of, records_of};
use callsift::record::{AttachOptions, CallCard, CardFinding, CardPromise, Renew};
use serde_json::Value;
use std::fmt::Write;

/// One step of the year.
struct Step {
    /// The morning after, when the calls were attached.
    as_of: &'static str,
    what: &'static str,
    calls: Vec<CallCard>,
}

fn heard(id: &str, at: &str, direction: &str, risk: u8) -> CallCard {
    CallCard { direction: Some(direction.to_owned()), risk, ..call_of("CRM-1042", id, at) }
}

/// Said by one side, as a finding.
fn said(id: &str, category: &str, severity: u8, quote: &str) -> CardFinding {
    CardFinding { quote: Some(quote.to_owned()), ..finding(id, category, severity) }
}

fn complaint(card: CallCard, findings: Vec<CardFinding>, end: &str) -> CallCard {
    CallCard { resolution: Some(end.to_owned()), ..with_findings(card, findings) }
}

/// What she was told on the 20th.
fn monday() -> CardPromise {
    CardPromise {
        id: "p_a5".to_owned(),
        quote: "we'll call you by Monday".to_owned(),
        turn: 9,
        who: "company".to_owned(),
        channel: "call".to_owned(),
        text: "by Monday".to_owned(),
        precision: "day".to_owned(),
        due_at: None,
        due_date: Some("2026-02-23".to_owned()),
        reason: None,
    }
}

fn year() -> Vec<Step> {
    let step = |as_of, what, calls| Step { as_of, what, calls };
    let bill = |id| said(id, "complaint.billing", 2, "you charged me 500 hryvnias twice");
    vec![
        step(
            "2026-02-03T06:00:00Z",
            "On Monday Anna asks for her balance. All is well.",
            vec![heard("c1", "2026-02-02T08:00:00Z", "inbound", 0)],
        ),
        step(
            "2026-02-10T06:00:00Z",
            "A week later she was charged twice, and says so at 10:00. Nobody solves it in the call.",
            vec![complaint(
                heard("c2", "2026-02-09T08:00:00Z", "inbound", 30),
                vec![bill("a1")],
                "unresolved",
            )],
        ),
        step(
            "2026-02-11T07:00:00Z",
            "On Tuesday at 11:00 somebody calls her back: two hours too late.",
            vec![heard("c3", "2026-02-10T09:00:00Z", "outbound", 0)],
        ),
        step(
            "2026-02-21T06:00:00Z",
            "The charge is still there on Friday the 20th. She is angry now, and speaks of court. She is \
             offered 100 hryvnias, and a call by Monday.",
            vec![CallCard {
                promises: Some(vec![monday()]),
                ..complaint(
                    heard("c4", "2026-02-20T14:00:00Z", "inbound", 70),
                    vec![
                        bill("a2"),
                        said("a3", "escalation.legal", 5, "then we shall meet in court"),
                        said("a4", "agent.bonus", 0, "I will credit 100 hryvnias to you"),
                    ],
                    "unresolved",
                )
            }],
        ),
        step("2026-02-24T15:00:00Z", "Tuesday evening: nobody has called.", vec![]),
        step(
            "2026-03-25T06:00:00Z",
            "A month later nobody has, and she does not call any more either.",
            vec![],
        ),
        step(
            "2026-03-27T06:00:00Z",
            "An export of the other telephone system comes late: there was a call to her on 23 February, \
             within the time.",
            vec![CallCard {
                key: callsift::units::CallKey::new("pbx2", "c1"),
                ..heard("c1", "2026-02-23T08:00:00Z", "outbound", 0)
            }],
        ),
        step(
            "2026-06-02T06:00:00Z",
            "In June the parcel is late, and it is settled in the call.",
            vec![complaint(
                heard("c5", "2026-06-01T08:00:00Z", "inbound", 20),
                vec![said("a5", "complaint.delivery", 2, "where is my parcel")],
                "resolved",
            )],
        ),
        step(
            "2026-09-15T06:00:00Z",
            "In September she just calls, and is given a present.",
            vec![CallCard {
                complaint: false,
                ..with_findings(
                    heard("c6", "2026-09-14T08:00:00Z", "inbound", 0),
                    vec![said("a6", "agent.courtesy", 0, "as a gesture of goodwill")],
                )
            }],
        ),
        step(
            "2026-12-31T06:00:00Z",
            "An old recording turns up that does not say when it was: a complaint about a bill.",
            vec![complaint(
                heard("c7", "", "inbound", 30),
                vec![said("a7", "complaint.billing", 2, "the bill is wrong")],
                "unresolved",
            )],
        ),
    ]
}

/// What a history says, in one cell.
fn told(history: &Value) -> String {
    let mut lines = Vec::new();
    let names = [
        "repeat_contact",
        "growing_severity",
        "went_silent",
        "unanswered",
        "promises",
        "our_customer",
    ];
    for name in names {
        let roll_up = &history[name];
        let status = roll_up["status"].as_str().unwrap();
        let reason = roll_up["reason"].as_str();
        match (status, reason) {
            ("no", _) => {}
            (_, Some(reason)) => lines.push(format!("`{name}` not evaluated (`{reason}`)")),
            (_, None) => lines.push(format!("`{name}`")),
        }
    }
    for (of, counts) in [
        ("complaints", &history["unanswered"]["counts"]),
        ("promises", &history["promises"]["counts"]),
    ] {
        let counts: Vec<String> = counts
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, n)| n.as_u64() != Some(0))
            .map(|(state, n)| format!("{n} {}", state.replace('_', " ")))
            .collect();
        if !counts.is_empty() {
            lines.push(format!("{of}: {}", counts.join(", ")));
        }
    }
    let offered = &history["compensation"];
    if offered["status"] == "yes" {
        let mut words = format!(
            "offers: {} after a complaint, {} without",
            offered["after_complaint"], offered["without_complaint"]
        );
        if offered["not_placed"] != 0 {
            write!(words, ", {} of which nobody can tell", offered["not_placed"]).unwrap();
        }
        for sum in offered["money_offered"]["sums"].as_array().unwrap() {
            let sum = [&sum["total"], &sum["currency"]].map(|v| v.as_str().unwrap());
            write!(words, ", {} {} named in them", sum[0], sum[1]).unwrap();
        }
        lines.push(words);
    }
    let risk = &history["risk"];
    let parts: Vec<String> = risk["parts"].as_array().unwrap().iter().map(part).collect();
    let gaps = risk["not_evaluated"].as_array().unwrap().iter();
    let gaps: Vec<&str> = gaps.map(|gap| gap["part"].as_str().unwrap()).collect();
    let mut sum = format!("risk {}", risk["score"]);
    if !parts.is_empty() {
        write!(sum, " = {}", parts.join(" + ")).unwrap();
    }
    if !gaps.is_empty() {
        write!(sum, ", without what is not known: {}", gaps.join(", ")).unwrap();
    }
    lines.push(sum);
    lines.join("<br>")
}

fn part(part: &Value) -> String {
    let [name, call] = ["part", "call"].map(|member| part[member].as_str().unwrap());
    format!("{} {name} ({call})", part["points"])
}

/// The page, and the record at the end of the year.
pub(crate) fn page() -> String {
    let mut page = String::from(
        "# A customer's year\n\n\
         What stands in `history` on a customer's record ([customers.md](customers.md)), told by one \
         customer. Every row is a run of `callsift attach --renew --as-of …` over the record of the row \
         before; the calls of the company are in Kyiv, Monday to Friday, 09:00 to 18:00. What is not \
         named in a row is `no`. A test runs these steps and keeps this page true.\n\n\
         | as of | what happened | what the record says |\n| --- | --- | --- |\n",
    );
    let mut customers = records_of("CRM-1042");
    let mut all = Vec::new();
    for step in year() {
        let options = AttachOptions { renew: Renew::All, ..as_of(step.as_of) };
        customers = night(&customers, step.calls.clone(), &options).unwrap().customers;
        all.extend(step.calls);
        let history = own(&customers, 0)["history"].clone();
        let day = step.as_of.get(..10).unwrap();
        writeln!(page, "| {day} | {} | {} |", step.what, told(&history)).unwrap();
    }
    // The year at once is the same as the year step by step.
    let last = as_of("2026-12-31T06:00:00Z");
    let at_once = night(&records_of("CRM-1042"), all, &last).unwrap().customers;
    assert_eq!(own(&at_once, 0)["hash"], own(&customers, 0)["hash"]);
    let history = serde_json::to_string_pretty(&own(&customers, 0)["history"]).unwrap();
    page.push_str(
        "\nAt the end of the year `history` is this, members by their names:\n\n```json\n",
    );
    page.push_str(&history);
    page.push_str("\n```\n");
    page
}
