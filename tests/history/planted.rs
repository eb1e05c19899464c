//! A year of a customer with what is true about it, planted call by call.
//!
//! The year has nine stretches of 40 days with an episode each. Whoever plants a call notes at once
//! what follows from it; nothing is looked up in the calls afterwards.

use crate::record_support::{call, finding, with_findings};
use callsift::record::{CallCard, CardPromise};
use callsift::units::CallKey;
use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The evening of the last day of the year.
pub(crate) const AS_OF: &str = "2026-12-31T22:00:00Z";
pub(crate) const ZONE: &str = "Europe/Kyiv";
const LAST_DAY: i64 = 360;

/// What the sources of a customer do not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    None,
    /// Who called whom.
    Directions,
    /// When one of the complaints was.
    OneStart,
}

/// A customer and the truth.
pub(crate) struct Planted {
    pub(crate) cards: Vec<CallCard>,
    /// `history` of the record, but for its settings.
    pub(crate) history: Value,
}

/// Chance that is the same everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        // Xorshift, the high bits.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    pub(crate) fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len() as u64) as usize]
    }
}

/// An instant of the call centre: days since Monday, 5 January 2026, and a time of the day.
fn at(day: i64, hour: i8, minute: i8) -> Timestamp {
    let day = date(2026, 1, 5).checked_add(SignedDuration::from_hours(24 * day)).unwrap();
    let zone = TimeZone::get(ZONE).unwrap();
    day.at(hour, minute, 0, 0).to_zoned(zone).unwrap().timestamp()
}

fn next_working_day(day: i64) -> i64 {
    match day % 7 {
        4 => day + 3,
        5 => day + 2,
        _ => day + 1,
    }
}

/// When eight working hours are over since a complaint: on paper, for the times at which there are some.
fn due(day: i64, hour: i8) -> Timestamp {
    match (day % 7, hour) {
        (0..=4, 9) => at(day, 17, 0),
        (0..=4, 10) => at(next_working_day(day), 9, 30),
        _ => at(next_working_day(day), 17, 0),
    }
}

struct Complaint {
    key: String,
    at: Option<Timestamp>,
    due: Option<Timestamp>,
    state: &'static str,
    answered: Option<(String, Timestamp)>,
}

#[derive(Default)]
struct Repeat {
    last: Option<(i64, String)>,
    repeats: u32,
    calls: Vec<String>,
    last_repeat: Option<(i64, Timestamp)>,
}

struct Given {
    id: String,
    call: String,
    category: &'static str,
    day: i64,
    by_call: bool,
    due: Option<Timestamp>,
    state: &'static str,
    shown: Option<(String, Timestamp)>,
}

struct Offered {
    key: String,
    at: Timestamp,
    kind: &'static str,
    after_complaint: bool,
}

struct Year<'d> {
    customer: String,
    dice: &'d mut Dice,
    flaw: Flaw,
    growth: Growth,
    cards: Vec<CallCard>,
    complaints: Vec<Complaint>,
    resolved: u32,
    repeats: BTreeMap<&'static str, Repeat>,
    offers: Vec<Offered>,
    promises: Vec<Given>,
    /// Hundredths by currency, with the calls.
    named: BTreeMap<&'static str, (u64, Vec<String>)>,
    offered: BTreeMap<&'static str, (u64, Vec<String>)>,
    /// Complaints of the last 90 days: key, instant, severity.
    recent: Vec<(String, Timestamp, u8)>,
    /// Complaints of the last 180 days.
    half_year: Vec<String>,
    /// The call of the highest risk of the last 90 days, the latest of equal ones, with its finding.
    worst: Option<(u8, String, Option<String>)>,
    last_complaint_day: Option<i64>,
    last_complaint_at: Option<Timestamp>,
    /// The last contact, and whether it is a complaint that was not resolved.
    last: Option<(bool, String, Timestamp)>,
}

/// How the severity of complaints goes in the last 90 days.
#[derive(Clone, Copy)]
enum Growth {
    Up,
    Down,
    Level,
    /// 2, 5, 3, and again.
    Mixed,
}

const CATEGORIES: [&str; 11] = [
    "complaint.billing",
    "complaint.delivery",
    "complaint.quality",
    "complaint.wait",
    "complaint.rudeness",
    "complaint.access",
    "complaint.refusal",
    "complaint.deception",
    "complaint.runaround",
    "complaint.data_loss",
    "complaint.safety",
];

/// Money in a quote, and in hundredths.
const MONEY: [(&str, &str, u64); 4] = [
    ("верните мне 500 рублей", "RUB", 50_000),
    ("пятьсот гривень", "UAH", 50_000),
    ("credit $1,500.50 to your account", "USD", 150_050),
    ("две тысячи триста рублей", "RUB", 230_000),
];

impl Year<'_> {
    fn card(&mut self, start: Option<Timestamp>, direction: &str) -> CallCard {
        // Two telephone systems count alike.
        let (number, source) = (self.cards.len() / 2, ["pbx1", "pbx2"][self.cards.len() % 2]);
        let id = format!("{}-{number}", self.customer);
        let direction = (self.flaw != Flaw::Directions).then(|| direction.to_owned());
        CallCard {
            key: CallKey::new(source, &id),
            customer_id: Some(self.customer.clone()),
            started_at: start,
            direction,
            risk: self.dice.below(101) as u8,
            ..call("", "")
        }
    }

    /// What every contact means for the risk and for silence.
    fn contact(&mut self, card: &CallCard, day: i64, silence: bool) {
        let at = card.started_at.unwrap();
        let key = card.key.to_string();
        let finding = card.findings.first().map(|finding| finding.id.clone());
        if day >= 270 && self.worst.as_ref().is_none_or(|(risk, ..)| card.risk >= *risk) {
            self.worst = Some((card.risk, key.clone(), finding));
        }
        self.last = Some((silence, key, at));
    }

    fn quiet(&mut self, day: i64) {
        let card = self.card(Some(at(day, 13, 0)), "inbound");
        self.contact(&card, day, false);
        self.cards.push(card);
    }

    /// The company calls; everything that waits is answered by it.
    fn callback(&mut self, day: i64, hour: i8, minute: i8) {
        let now = at(day, hour, minute);
        let card = self.card(Some(now), "outbound");
        let key = card.key.to_string();
        for waiting in self.complaints.iter_mut().filter(|c| c.answered.is_none()) {
            if self.flaw != Flaw::Directions {
                waiting.state = if now <= waiting.due.unwrap() { "answered" } else { "late" };
                waiting.answered = Some((key.clone(), now));
            }
        }
        if self.flaw != Flaw::Directions {
            for given in self.promises.iter_mut().filter(|given| given.by_call) {
                let in_time = given.due.is_none_or(|due| now <= due);
                let waits = ["open", "overdue"].contains(&given.state);
                if waits || (given.state == "asked_again" && in_time) {
                    given.state = if in_time { "kept" } else { "late" };
                    given.shown = Some((key.clone(), now));
                }
            }
        }
        self.contact(&card, day, false);
        self.cards.push(card);
    }

    /// The company calls, and nobody is there.
    fn nobody_there(&mut self, day: i64) {
        let mut card = self.card(Some(at(day, 14, 0)), "outbound");
        card.counts.insert("contact.no_talk".to_owned(), 1);
        self.cards.push(card);
    }

    fn severity(&mut self, day: i64) -> u8 {
        let before = self.recent.len();
        match self.growth {
            _ if day < 270 => 1 + self.dice.below(5) as u8,
            Growth::Up => (1 + before).min(5) as u8,
            Growth::Down => 5_usize.saturating_sub(before).max(1) as u8,
            Growth::Level => 3,
            Growth::Mixed => [2, 5, 3][before % 3],
        }
    }

    fn complaint(&mut self, day: i64, hour: i8, category: &'static str) {
        self.complaint_with(day, hour, category, false, false);
    }

    fn complaint_with(
        &mut self,
        day: i64,
        hour: i8,
        category: &'static str,
        resolved: bool,
        offer: bool,
    ) {
        let minute = if hour == 10 { 30 } else { 0 };
        let start = at(day, hour, minute);
        let severity = self.severity(day);
        let mut card = self.card(Some(start), "inbound");
        let key = card.key.to_string();
        let mut findings = vec![finding(&key, category, severity)];
        let (quote, currency, hundredths) = *self.dice.pick(&MONEY);
        if self.dice.below(2) == 0 {
            findings[0].quote = Some(quote.to_owned());
            let sum = self.named.entry(currency).or_default();
            sum.0 += hundredths;
            sum.1.push(key.clone());
        }
        if offer {
            let kind = *self.dice.pick(&["agent.bonus", "agent.compensation", "agent.courtesy"]);
            let mut offered = finding(&format!("{key}_offer"), kind, 0);
            let (quote, currency, hundredths) = *self.dice.pick(&MONEY);
            offered.quote = Some(quote.to_owned());
            let sum = self.offered.entry(currency).or_default();
            sum.0 += hundredths;
            sum.1.push(key.clone());
            findings.push(offered);
            self.offers.push(Offered { key: key.clone(), at: start, kind, after_complaint: true });
        }
        card = with_findings(card, findings);
        let outcome = if resolved { "resolved" } else { "unresolved" };
        card.resolution = Some(outcome.to_owned());
        for given in self.promises.iter_mut() {
            let waits = ["open", "overdue"].contains(&given.state);
            if waits && given.category == category && day - given.day <= 20 {
                given.state = "asked_again";
                given.shown = Some((key.clone(), start));
            }
        }
        if self.dice.below(2) == 0 {
            card.promises = Some(vec![self.promise(day, &key, category)]);
        }
        let again = self.repeats.entry(category).or_default();
        if let Some((before, earlier)) = &again.last
            && day - before <= 20
        {
            again.repeats += 1;
            if again.calls.last() != Some(earlier) {
                again.calls.push(earlier.clone());
            }
            again.calls.push(key.clone());
            again.last_repeat = Some((day, start));
        }
        again.last = Some((day, key.clone()));
        if day >= 270 {
            self.recent.push((key.clone(), start, severity));
        }
        if day >= 181 {
            self.half_year.push(key.clone());
        }
        if resolved {
            self.resolved += 1;
        } else {
            let due = due(day, hour);
            let over = due < AS_OF.parse().unwrap();
            self.complaints.push(Complaint {
                key,
                at: Some(start),
                due: Some(due),
                state: if over { "unanswered" } else { "open" },
                answered: None,
            });
        }
        self.last_complaint_day = Some(day);
        self.last_complaint_at = Some(start);
        self.contact(&card, day, !resolved);
        self.cards.push(card);
    }

    /// The agent promises: a call by the end of a day, a message by an hour, or a call some time soon.
    fn promise(&mut self, day: i64, call: &str, category: &'static str) -> CardPromise {
        let kind = self.dice.below(3);
        let due = match kind {
            0 => Some(at(day + 2, 23, 59).checked_add(SignedDuration::from_secs(59)).unwrap()),
            1 => Some(at(day + 1, 18, 0)),
            _ => None,
        };
        let over = due.is_some_and(|due| due < AS_OF.parse().unwrap());
        let id = format!("p_{call}");
        self.promises.push(Given {
            id: id.clone(),
            call: call.to_owned(),
            category,
            day,
            by_call: kind != 1,
            due,
            state: if over { "overdue" } else { "open" },
            shown: None,
        });
        let date = date(2026, 1, 5).checked_add(SignedDuration::from_hours(24 * (day + 2)));
        CardPromise {
            id,
            quote: "перезвоним".to_owned(),
            turn: 5,
            who: "company".to_owned(),
            channel: if kind == 1 { "sms" } else { "call" }.to_owned(),
            text: "послезавтра".to_owned(),
            precision: ["day", "hour", "vague"][kind as usize].to_owned(),
            due_at: due.filter(|_| kind == 1).map(|due| due.to_string()),
            due_date: (kind == 0).then(|| date.unwrap().to_string()),
            reason: None,
        }
    }

    /// A present, whatever was before.
    fn courtesy(&mut self, day: i64) {
        let start = at(day, 16, 0);
        let card = self.card(Some(start), "inbound");
        let key = card.key.to_string();
        let offered = finding(&format!("{key}_offer"), "agent.courtesy", 0);
        let card = CallCard { complaint: false, ..with_findings(card, vec![offered]) };
        let month = SignedDuration::from_hours(24 * 30);
        let before = self.last_complaint_at;
        let after_complaint = before.is_some_and(|before| start.duration_since(before) <= month);
        self.offers.push(Offered { key, at: start, kind: "agent.courtesy", after_complaint });
        self.contact(&card, day, false);
        self.cards.push(card);
    }

    fn episode(&mut self, start: i64, category: &'static str) {
        let day = start + self.dice.below(4) as i64;
        let hour = *self.dice.pick(&[9, 10, 20]);
        match self.dice.below(12) {
            0 => {}
            1 => self.quiet(day),
            2 => {
                self.complaint(day, hour, category);
                self.callback(day, hour + 1, 15);
            }
            3 => {
                self.complaint(day, hour, category);
                self.nobody_there(day + 1);
                self.callback(day + 5, 12, 0);
            }
            4 => self.complaint(day, hour, category),
            5 => self.complaint_with(day, hour, category, true, false),
            6 | 7 => {
                for again in 0..2 + self.dice.below(2) as i64 {
                    self.complaint(day + 6 * again, hour, category);
                }
            }
            8 => self.complaint_with(day, hour, category, false, true),
            9 => self.courtesy(day),
            10 => {
                self.complaint(day, hour, category);
                self.nobody_there(day + 2);
                self.courtesy(day + 7);
            }
            _ => {
                self.complaint_with(day, hour, category, true, true);
                self.quiet(day + 3);
            }
        }
    }

    fn without_start(&mut self) {
        let card = self.card(None, "inbound");
        let key = card.key.to_string();
        let said = finding(&key, "complaint.generic", 4);
        let card = with_findings(card, vec![said]);
        let card = CallCard { resolution: Some("unknown".to_owned()), ..card };
        self.complaints.push(Complaint {
            key,
            at: None,
            due: None,
            state: "not_evaluated",
            answered: None,
        });
        self.cards.push(card);
    }
}

/// A customer by a number; the same number is the same customer.
pub(crate) fn customer(number: u64, name: &str, flaw: Flaw) -> Planted {
    let mut dice = Dice::new(number + 1);
    for _ in 0..8 {
        dice.below(2);
    }
    let growth = *dice.pick(&[Growth::Up, Growth::Down, Growth::Level, Growth::Mixed]);
    let mut year = Year {
        customer: name.to_owned(),
        dice: &mut dice,
        flaw,
        growth,
        cards: Vec::new(),
        complaints: Vec::new(),
        resolved: 0,
        repeats: BTreeMap::new(),
        offers: Vec::new(),
        promises: Vec::new(),
        named: BTreeMap::new(),
        offered: BTreeMap::new(),
        recent: Vec::new(),
        half_year: Vec::new(),
        worst: None,
        last_complaint_day: None,
        last_complaint_at: None,
        last: None,
    };
    let mut category = CATEGORIES[0];
    for stretch in 0..9 {
        // Sometimes what was complained about long ago: that is no repeat.
        let long_ago = year.last_complaint_day.is_none_or(|day| 40 * stretch - day > 30);
        if year.dice.below(3) > 0 || !long_ago {
            category = CATEGORIES[stretch as usize];
        }
        year.episode(40 * stretch, category);
    }
    // Now and then the very last days: some complaints are still open then.
    if year.dice.below(4) == 0 {
        let hour = *year.dice.pick(&[9, 20]);
        year.complaint(LAST_DAY, hour, CATEGORIES[9]);
    }
    if flaw == Flaw::OneStart {
        year.without_start();
    }
    let history = year.truth();
    Planted { cards: year.cards, history }
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

/// A status with its reason.
fn status(yes_: bool, unsure: Option<&str>) -> Value {
    match (yes_, unsure) {
        (false, Some(reason)) => json!({"status": "not_evaluated", "reason": reason}),
        (is, _) => json!({"status": yes(is)}),
    }
}

fn with(mut value: Value, members: Value) -> Value {
    if let (Value::Object(all), Value::Object(members)) = (&mut value, members) {
        all.extend(members);
    }
    value
}

fn money(sums: &BTreeMap<&'static str, (u64, Vec<String>)>) -> Value {
    let sums: Vec<Value> = sums
        .iter()
        .map(|(currency, (hundredths, calls))| {
            let total = match hundredths % 100 {
                0 => format!("{}", hundredths / 100),
                rest => format!("{}.{rest:02}", hundredths / 100),
            };
            json!({"currency": currency, "total": total, "calls": calls})
        })
        .collect();
    let reason = sums.is_empty().then_some("no_money_said");
    with(status(!sums.is_empty(), reason), json!({ "sums": sums }))
}

impl Year<'_> {
    /// The whole of `history`, as it must come out.
    fn truth(&mut self) -> Value {
        let as_of: Timestamp = AS_OF.parse().unwrap();
        let unstarted = (self.flaw == Flaw::OneStart).then_some("no_start_time");
        let undirected = self.flaw == Flaw::Directions;
        // Repeats.
        let categories: Vec<Value> = self
            .repeats
            .iter()
            .filter_map(|(category, again)| {
                let (day, last) = again.last_repeat?;
                Some(json!({
                    "category": category, "repeats": again.repeats, "calls": again.calls,
                    "last_at": last.to_string(), "current": day > 330,
                }))
            })
            .collect();
        let current = |c: &&Value| c["current"] == json!(true);
        let repeated = categories.iter().any(|c| current(&c));
        // Severity.
        let n = self.recent.len();
        let grows = n >= 2
            && match self.growth {
                Growth::Up => true,
                Growth::Down | Growth::Level => false,
                Growth::Mixed => n % 3 == 2,
            };
        let grave = |(call, at, severity): &(String, Timestamp, u8)| json!({"call": call, "at": at.to_string(), "severity": severity});
        let growing = match unstarted.filter(|_| n >= 1) {
            Some(reason) => status(false, Some(reason)),
            None if grows => with(
                status(true, None),
                json!({"from": grave(&self.recent[0]), "to": grave(&self.recent[n - 1])}),
            ),
            None => status(false, None),
        };
        // Silence.
        let month = SignedDuration::from_hours(24 * 30);
        let over = |at: Timestamp| as_of.duration_since(at) >= month;
        let quiet = self.last.as_ref().is_none_or(|(_, _, at)| over(*at));
        let silent = self.last.clone().filter(|(complaint, _, at)| *complaint && over(*at));
        let went_silent = match (&silent, unstarted.filter(|_| quiet)) {
            (_, Some(reason)) => status(false, Some(reason)),
            (Some((_, call, at)), None) => with(
                status(true, None),
                json!({
                    "since": {"call": call, "at": at.to_string()},
                    "days": as_of.duration_since(*at).as_hours() / 24,
                }),
            ),
            (None, None) => status(false, None),
        };
        // Answers.
        let mut counts = BTreeMap::from([("resolved_in_call", self.resolved)]);
        for state in ["answered", "late", "open", "unanswered", "not_evaluated"] {
            counts.insert(state, 0);
        }
        let mut waits = Vec::new();
        let mut complaints = Vec::new();
        for complaint in &self.complaints {
            let mut written = json!({"call": complaint.key});
            let state = if undirected { "not_evaluated" } else { complaint.state };
            *counts.get_mut(state).unwrap() += 1;
            let mut add = |name: &str, value: Value| written[name] = value;
            add("state", json!(state));
            if let (Some(at), Some(due)) = (complaint.at, complaint.due) {
                add("at", json!(at.to_string()));
                add("due_at", json!(due.to_string()));
            }
            match (complaint.at, undirected) {
                (None, _) => add("reason", json!("no_start_time")),
                (Some(_), true) => add("reason", json!("no_direction")),
                (Some(_), false) => {}
            }
            if let (Some((call, at)), Some(start)) = (&complaint.answered, complaint.at) {
                add("answered_by", json!({"call": call, "at": at.to_string()}));
                let wait = at.duration_since(start).as_millis() as i64;
                add("callback_ms", json!(wait));
                waits.push(wait);
            }
            complaints.push(written);
        }
        waits.sort_unstable();
        let unsure = match undirected {
            true => (!complaints.is_empty()).then_some("no_direction"),
            false => unstarted,
        };
        let unanswered = counts["unanswered"];
        let mut callback = with(status(!waits.is_empty(), unsure), json!({"count": waits.len()}));
        if !waits.is_empty() {
            callback["median_ms"] = json!(waits[(waits.len() - 1) / 2]);
            callback["longest_ms"] = json!(waits[waits.len() - 1]);
        }
        // Offers.
        let mut by_kind: BTreeMap<&str, u32> = BTreeMap::new();
        let mut after = BTreeMap::from([("yes", 0), ("no", 0), ("not_evaluated", 0)]);
        let mut offers = Vec::new();
        for offer in &self.offers {
            *by_kind.entry(offer.kind).or_default() += 1;
            let answer = match (offer.after_complaint, unstarted) {
                (false, Some(_)) => "not_evaluated",
                (is, _) => yes(is),
            };
            *after.get_mut(answer).unwrap() += 1;
            offers.push(json!({
                "call": offer.key, "at": offer.at.to_string(), "kinds": [offer.kind],
                "findings": [format!("f_{}_offer", offer.key)], "after_complaint": answer,
            }));
        }
        let compensation = with(
            status(!offers.is_empty(), None),
            json!({
                "by_kind": by_kind, "calls": offers.len(), "after_complaint": after["yes"],
                "without_complaint": after["no"], "not_placed": after["not_evaluated"],
                "money_named": money(&self.named), "money_offered": money(&self.offered),
                "offers": offers,
            }),
        );
        // Our customers.
        let often = self.half_year.len() >= 3;
        let maybe = self.half_year.len() + usize::from(unstarted.is_some()) >= 3;
        let mut ours = with(
            status(often, Some("no_start_time").filter(|_| maybe)),
            json!({"complaints": self.half_year.len(), "calls": self.half_year}),
        );
        if often {
            ours["because"] = json!("complains_often");
        }
        // Promises.
        let mut became = BTreeMap::new();
        for state in ["kept", "late", "asked_again", "overdue", "open", "not_evaluated"] {
            became.insert(state, 0);
        }
        let mut promised = Vec::new();
        for given in &self.promises {
            let unsure = undirected && given.by_call && given.state != "asked_again";
            let state = if unsure { "not_evaluated" } else { given.state };
            *became.get_mut(state).unwrap() += 1;
            let mut written = json!({"promise": given.id, "call": given.call, "state": state});
            if unsure {
                written["reason"] = json!("no_direction");
            }
            if let Some(due) = given.due {
                written["due_at"] = json!(due.to_string());
            }
            if let Some((call, at)) = &given.shown {
                written["shown_by"] = json!({"call": call, "at": at.to_string()});
            }
            promised.push(written);
        }
        let broken = became["overdue"] + became["asked_again"] > 0;
        let unsure_promise = (became["not_evaluated"] > 0).then_some("no_direction");
        let promises =
            with(status(broken, unsure_promise), json!({"counts": became, "promises": promised}));
        // Risk.
        let mut parts = Vec::new();
        let mut part = |name: &str, points: u32, call: &str, finding: Option<String>| {
            let mut part = json!({"part": name, "points": points, "call": call});
            if let Some(finding) = finding {
                part["finding"] = json!(finding);
            }
            if points > 0 {
                parts.push((points, part));
            }
        };
        let said = |call: &str| Some(format!("f_{call}"));
        if let Some((risk, call, finding)) = &self.worst {
            part("call", u32::from(*risk) * 40 / 100, call, finding.clone());
        }
        let mut again: Vec<&Value> = categories.iter().filter(current).collect();
        again.sort_by_key(|c| {
            (u64::MAX - c["repeats"].as_u64().unwrap(), c["category"].to_string())
        });
        for category in again.into_iter().take(2) {
            let call = category["calls"].as_array().unwrap().last().unwrap().as_str().unwrap();
            part("repeat_contact", 10, call, said(call));
        }
        if growing["status"] == "yes" {
            let (call, ..) = &self.recent[n - 1];
            part("growing_severity", 10, call, said(call));
        }
        let waiting = self.complaints.iter().rev();
        for complaint in waiting.filter(|c| !undirected && c.state == "unanswered").take(3) {
            part("unanswered", 10, &complaint.key, said(&complaint.key));
        }
        if let Some((_, call, _)) = silent.filter(|_| went_silent["status"] == "yes") {
            part("went_silent", 15, &call, said(&call));
        }
        if often {
            let call = self.half_year.last().unwrap();
            part("our_customer", 5, call, said(call));
        }
        let broken = self.promises.iter().rev().filter(|given| match given.state {
            "asked_again" => true,
            "overdue" => !(undirected && given.by_call),
            _ => false,
        });
        for given in broken.take(2) {
            part("promise", 10, &given.call, Some(given.id.clone()));
        }
        let score = parts.iter().map(|(points, _)| points).sum::<u32>().min(100);
        let parts: Vec<Value> = parts.into_iter().map(|(_, part)| part).collect();
        let answers = with(
            status(unanswered > 0, unsure),
            json!({"counts": counts, "complaints": complaints}),
        );
        let mut gaps = Vec::new();
        if let Some(reason) = unstarted {
            gaps.push(json!({"part": "call", "reason": reason}));
        }
        let told = [
            ("growing_severity", &growing),
            ("unanswered", &answers),
            ("went_silent", &went_silent),
            ("our_customer", &ours),
            ("promise", &promises),
        ];
        for (name, value) in told {
            if let Some(reason) = value.get("reason") {
                gaps.push(json!({"part": name, "reason": reason}));
            }
        }
        json!({
            "calls_without_start": usize::from(unstarted.is_some()),
            "calls_after_as_of": 0,
            "repeat_contact": with(status(repeated, None), json!({"categories": categories})),
            "growing_severity": growing,
            "went_silent": went_silent,
            "unanswered": answers,
            "time_to_callback": callback,
            "compensation": compensation,
            "our_customer": ours,
            "promises": promises,
            "risk": {"score": score, "parts": parts, "not_evaluated": gaps},
        })
    }
}
