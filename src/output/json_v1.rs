//! `callsift.call/1`: the shape of one line of `calls.jsonl`.

mod promise;

pub use promise::{Due, Promise, PromiseSearch, PromiseWords};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The value of `schema`.
pub const SCHEMA: &str = "callsift.call/1";

/// The name and version of the program, as it stands in every result.
pub const ENGINE: &str = concat!("callsift ", env!("CARGO_PKG_VERSION"));

/// One call: findings with evidence, what was taken back, what could not be told, measures.
///
/// A rule that is in none of `findings`, `suppressed` and `not_evaluated` is clear.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Call {
    /// Always `callsift.call/1`.
    pub schema: String,
    /// The id of the call within its source.
    pub call_id: String,
    /// `field`, `file_name` or `content_hash`.
    pub call_id_source: String,
    /// The telephone system.
    pub source: String,
    /// The customer's id as the source has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// The customer's telephone number as the source has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_phone: Option<String>,
    /// The customer's e-mail address as the source has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_email: Option<String>,
    /// The agent's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<String>,
    /// The agent's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_name: Option<String>,
    /// The agent's team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The queue or line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue: Option<String>,
    /// `inbound`, `outbound`, `internal`; absent where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
    /// `voice` or `chat`.
    pub medium: String,
    /// Language tag of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Start of the call, RFC 3339, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<String>,
    /// Length of the call; absent where there are no times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<i64>,
    /// Number of turns.
    pub turns: usize,
    /// Whether the call is a complaint, and the score behind it.
    pub complaint: Complaint,
    /// `resolved` or `unresolved`, as the call says last; `unknown` where it does not say; absent where
    /// there is no complaint to settle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// The gravest severity among complaints and escalations; 0 without any.
    pub severity: u8,
    /// How urgently a person should look, 0 to 100, with its summands.
    pub risk: Risk,
    /// Rules that matched, with their evidence, in the order of the call.
    pub findings: Vec<Finding>,
    /// More findings were made than are kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
    /// How many findings are not kept, by category; absent unless `truncated`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub omitted: BTreeMap<String, u32>,
    /// Matches that do not count, and why.
    pub suppressed: Vec<Suppressed>,
    /// What the telephone system said, by the announcements of the lexicon.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub announcements: Vec<Announcement>,
    /// Rules that could not be evaluated, and why.
    pub not_evaluated: Vec<NotEvaluated>,
    /// What the agent promised, in the order of the call; absent where that could not be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promises: Option<Vec<Promise>>,
    /// Whether promises could be looked for.
    #[serde(default)]
    pub promise_search: PromiseSearch,
    /// Ids of the rules that are clear; only on wish (`output.clear = true`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clear: Option<Vec<String>>,
    /// How many rules had each outcome; together all rules of the lexicon.
    pub outcomes: Outcomes,
    /// Whether time could be measured, and how exactly.
    pub timeline: Timeline,
    /// Measures of the call; absent where time could not be measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measures: Option<Measures>,
    /// In a chat, how long each side takes to answer, from message to message: the one measure of time
    /// that it has. Absent in calls, which have it among their measures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat_response: Option<Responses>,
    /// Every silence; absent where time could not be measured, which is not the same as none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silences: Option<Vec<Silence>>,
    /// Every stretch in which both sides speak; absent where time could not be measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlaps: Option<Vec<Overlap>>,
    /// Every interruption; absent where time could not be measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interruptions: Option<Vec<Interruption>>,
    /// What was odd about the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// Further columns of the input, as they came; only on wish (`--keep-extra`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub extra: BTreeMap<String, Box<RawValue>>,
    /// Content hash of the lexicon.
    pub lexicon: String,
    /// Name and version of the program.
    pub engine: String,
    /// An earlier call of the same run has the same key and another content.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub conflicts_with_earlier: bool,
}

/// Words of one turn that a machine said.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Announcement {
    /// The turn, from 0.
    pub turn: usize,
    /// From and to, in bytes of its text.
    pub bytes: [usize; 2],
    /// The turn has no other words: it counts as the system's.
    pub whole: bool,
}

/// The complaint score.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Complaint {
    /// The score has reached the threshold.
    pub flag: bool,
    /// Sum of `parts`, 0 if it is less.
    pub score: f64,
    /// From which score on the call is flagged.
    pub threshold: f64,
    /// Which matched rule added what.
    #[serde(default)]
    pub parts: Vec<ComplaintPart>,
    /// `problem`: something that can be worked on is named; `anger`: swearing, insults or discontent
    /// without a named problem; `none`.
    #[serde(default)]
    pub substance: String,
}

/// One summand of the complaint score.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ComplaintPart {
    /// The rule.
    pub rule: String,
    /// Its weight; less than 0 where it speaks against a complaint.
    pub weight: f64,
}

/// A sum of points.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Risk {
    /// 0 to 100.
    pub score: u32,
    /// `low`, `medium`, `high` or `critical`.
    pub band: String,
    /// Which finding gave which points; their sum is the score unless it exceeds 100.
    pub parts: Vec<RiskPart>,
}

/// One summand.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct RiskPart {
    /// Id of the finding.
    pub finding: String,
    /// Points.
    pub points: u32,
}

/// A rule that matched.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Stable across runs and across changes of other rules.
    pub id: String,
    /// Id of the rule.
    pub rule: String,
    /// Changes when the rule changes.
    pub revision: String,
    /// Title of the rule.
    pub title: String,
    /// `family.kind`.
    pub category: String,
    /// 0 to 5.
    pub severity: u8,
    /// The phrase of the rule, as its author wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phrase: Option<String>,
    /// What was said, as the transcript has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Words of the quote that were heard almost right; absent where every word is as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fuzzy: Vec<Misheard>,
    /// Who said it: `agent`, `customer`, `unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Number of the turn, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<usize>,
    /// Number of the turn it ends in, where turns were read as one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn_end: Option<usize>,
    /// Bytes in the text of the turn; the end, exclusive, in that of `turn_end` if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<[usize; 2]>,
    /// The same in characters (Unicode scalar values).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chars: Option<[usize; 2]>,
    /// The same in UTF-16 code units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utf16: Option<[usize; 2]>,
    /// Start, from the start of the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_ms: Option<i64>,
    /// End, from the start of the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_ms: Option<i64>,
    /// `word` or `turn`: how exactly the times are known; absent without times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
    /// What made the rule's condition true, for rules that are more than words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// Ids of other findings that this one rests on.
    pub related: Vec<String>,
}

/// A word that was read as another one.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Misheard {
    /// What the transcript has.
    pub heard: String,
    /// What it was taken for.
    pub read_as: String,
    /// `phonetic`, `edit`, `joined`, `split` or `masked`.
    pub how: String,
}

/// One thing that made a condition true.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// Another finding.
    Finding {
        /// Its id.
        id: String,
    },
    /// A silence.
    Silence {
        /// Its number in `silences`.
        index: usize,
    },
    /// Both spoke.
    Overlap {
        /// Its number in `overlaps`.
        index: usize,
    },
    /// One side cut the other off.
    Interruption {
        /// Its number in `interruptions`.
        index: usize,
    },
    /// A measure.
    Measure {
        /// Its name.
        name: String,
        /// Its value.
        value: f64,
    },
    /// Something was looked for and is not there.
    Absent {
        /// The rule, category or family.
        of: String,
        /// First and last turn that were searched; absent in a call without turns.
        #[serde(skip_serializing_if = "Option::is_none")]
        searched_turns: Option<[usize; 2]>,
    },
}

/// A match that does not count.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Suppressed {
    /// Id of the rule.
    pub rule: String,
    /// `speaker`, `announcement`, `exclusion`, `negation`, `offer`, `window`, `condition`, `at_least` or `same_words`.
    pub reason: String,
    /// The phrase of the rule.
    pub phrase: String,
    /// What was said.
    pub quote: String,
    /// Words of the quote that were heard almost right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fuzzy: Vec<Misheard>,
    /// Who said it.
    pub role: String,
    /// Number of the turn, from 0.
    pub turn: usize,
    /// The words that took it back, where words did: «не буду».
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// A rule that could not be evaluated.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct NotEvaluated {
    /// Id of the rule.
    pub rule: String,
    /// `no_times`, `no_roles` or `wrong_medium`.
    pub reason: String,
}

/// How many rules had which outcome.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Outcomes {
    /// At least one finding stands.
    pub matched: usize,
    /// All matches were taken back.
    pub suppressed: usize,
    /// The call lacks what the rule needs.
    pub not_evaluated: usize,
    /// Not found.
    pub clear: usize,
}

/// Whether time could be measured.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Timeline {
    /// It could.
    pub evaluated: bool,
    /// `no_times` or `wrong_medium`, where it could not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// `word` or `turn`, where it could.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
}

/// A stretch in which nobody has a word.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Silence {
    /// Start.
    pub start_ms: i64,
    /// End.
    pub end_ms: i64,
    /// `between`, `head`, `tail` or `hold`.
    pub kind: String,
    /// Role of who spoke last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Turn of who spoke last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_turn: Option<usize>,
    /// Role of who speaks next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Turn of who speaks next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_turn: Option<usize>,
    /// Role of who should have spoken; absent where nobody owed the turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owed: Option<String>,
    /// The agent said before that there would be a wait.
    pub announced: bool,
    /// At least as long as `silence.long`.
    pub long: bool,
    /// At least as long as `silence.dead_air`, or `silence.dead_air_announced` if announced.
    pub dead_air: bool,
    /// `word` or `turn`.
    pub precision: String,
}

/// Both sides speak.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Overlap {
    /// Start.
    pub start_ms: i64,
    /// End.
    pub end_ms: i64,
    /// The roles that speak.
    pub roles: [String; 2],
    /// Their turns.
    pub turns: [usize; 2],
}

/// One side cuts the other off.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Interruption {
    /// When.
    pub at_ms: i64,
    /// Role of who cuts in.
    pub interrupter: String,
    /// Turn of who cuts in.
    pub interrupter_turn: usize,
    /// Role of who is cut off.
    pub interrupted: String,
    /// Turn of who is cut off.
    pub interrupted_turn: usize,
}

/// Measures of a call; the names in `measure = "…"` conditions are paths into this.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Measures {
    /// Silence between turns.
    pub silence: SilenceMeasure,
    /// Holds as the telephone system wrote them.
    pub hold: Sum,
    /// Both sides speak.
    pub overlap: Sum,
    /// How often each side cut the other off.
    pub interruptions: PerRole<usize>,
    /// How much each side talks.
    pub talk: PerRole<Talk>,
    /// How long each side takes to answer; a side that answered nobody is absent.
    pub response: Responses,
    /// The longest stretch that one side had to itself; absent where nobody had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monologue: Option<Monologue>,
    /// When an agent first spoke; absent where no agent is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_agent_word_ms: Option<i64>,
}

/// A total and a count.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Sum {
    /// Together.
    pub total_ms: i64,
    /// How many.
    pub count: usize,
}

/// One value per role.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct PerRole<T> {
    /// Of the agents.
    pub agent: T,
    /// Of the customers.
    pub customer: T,
    /// Of parties of unknown role.
    pub unknown: T,
}

/// How much a side talks.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Talk {
    /// Talk time.
    pub ms: i64,
    /// Of the talk time of all, 0 to 1.
    pub share: f64,
    /// Words a minute of talk; absent without timed words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words_per_minute: Option<f64>,
}

/// How long each side takes to answer.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Responses {
    /// Agents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<Response>,
    /// Customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<Response>,
    /// Parties of unknown role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<Response>,
}

/// Times from the end of one side's turn to the start of the other's answer.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Response {
    /// Half of the answers come faster.
    pub median_ms: i64,
    /// 95 of 100 answers come faster.
    pub p95_ms: i64,
    /// How many answers.
    pub count: usize,
}

/// The longest stretch that one side had to itself.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Monologue {
    /// Whose.
    pub role: String,
    /// How long.
    pub longest_ms: i64,
    /// Its start.
    pub start_ms: i64,
}

/// Silence between turns, holds apart.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SilenceMeasure {
    /// All of it.
    pub total_ms: i64,
    /// Of the length of the call, 0 to 1.
    pub share: f64,
    /// How many.
    pub count: usize,
    /// The longest; 0 where there is none.
    pub longest_ms: i64,
    /// Gaps that may hide words without times, and so are no silence.
    pub unknown_ms: i64,
    /// Shortest that counts.
    pub threshold_ms: i64,
    /// `word` or `turn`.
    pub precision: String,
}

/// Something odd about the source.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// Stable code.
    pub code: String,
    /// The first place.
    pub place: String,
    /// How often in this call.
    pub count: u32,
}
