//! What a rule can ask of a call besides words.

use crate::transcript::Role;
use serde::{Deserialize, Serialize};

/// A condition; `R` is how it names rules: as written, or resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition<R> {
    /// Every one is true.
    All(Vec<Condition<R>>),
    /// At least one is true.
    Any(Vec<Condition<R>>),
    /// Not one is true.
    None(Vec<Condition<R>>),
    /// Enough findings of these rules.
    Rule {
        /// Which rules.
        rules: R,
        /// How many findings together.
        at_least: u32,
        /// Only those of rules at least so grave.
        severity: u8,
    },
    /// Findings of these rules one after the other.
    Sequence {
        /// In this order.
        steps: Vec<R>,
        /// How far apart two neighbours may be.
        within: Within,
    },
    /// Somebody who speaks is known to be of this side.
    Known(Role),
    /// Enough silences of a kind.
    Silence(SilenceTest),
    /// Enough stretches in which two sides speak at once.
    Overlap {
        /// Shortest that counts, in milliseconds; the setting's where absent.
        at_least_ms: Option<i64>,
        /// How many.
        count: u32,
    },
    /// Enough interruptions.
    Interruption {
        /// By whom; by anyone where absent.
        by: Option<Role>,
        /// How many.
        count: u32,
        /// Without a turn in between that the interrupted could finish.
        in_a_row: bool,
    },
    /// A measure between two bounds, both inclusive.
    Measure {
        /// Which.
        measure: Measure,
        /// Lower bound.
        at_least: Option<Number>,
        /// Upper bound.
        at_most: Option<Number>,
    },
}

impl<R> Condition<R> {
    /// The same condition with its rules named in another way.
    pub fn map_rules<S>(&self, name: &mut impl FnMut(&R) -> S) -> Condition<S> {
        let mut each = |list: &[Condition<R>]| list.iter().map(|c| c.map_rules(name)).collect();
        match self {
            Condition::All(list) => Condition::All(each(list)),
            Condition::Any(list) => Condition::Any(each(list)),
            Condition::None(list) => Condition::None(each(list)),
            Condition::Rule { rules, at_least, severity } => {
                Condition::Rule { rules: name(rules), at_least: *at_least, severity: *severity }
            }
            Condition::Sequence { steps, within } => {
                Condition::Sequence { steps: steps.iter().map(name).collect(), within: *within }
            }
            Condition::Known(role) => Condition::Known(*role),
            Condition::Silence(test) => Condition::Silence(*test),
            Condition::Overlap { at_least_ms, count } => {
                Condition::Overlap { at_least_ms: *at_least_ms, count: *count }
            }
            Condition::Interruption { by, count, in_a_row } => {
                Condition::Interruption { by: *by, count: *count, in_a_row: *in_a_row }
            }
            Condition::Measure { measure, at_least, at_most } => Condition::Measure {
                measure: *measure,
                at_least: at_least.clone(),
                at_most: at_most.clone(),
            },
        }
    }
}

/// How far apart two steps of a sequence may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Within {
    /// Milliseconds from the end of one to the start of the next.
    Time(i64),
    /// Turns from one to the next.
    Turns(u32),
}

/// Which silences count, and how many of them are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SilenceTest {
    /// Shortest that counts, in milliseconds; the setting's where absent.
    pub at_least_ms: Option<i64>,
    /// Announced or not; both where absent.
    pub announced: Option<bool>,
    /// Who owed the turn; anyone or nobody where absent.
    pub owed: Option<Role>,
    /// Long or dead air by the settings; any where absent.
    pub level: Option<SilenceLevel>,
    /// Where in the call; between turns where absent.
    pub place: SilencePlace,
    /// How many.
    pub count: u32,
}

/// How grave a silence is, by the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SilenceLevel {
    /// Long.
    Long,
    /// Dead air.
    DeadAir,
}

/// Where in the call a silence lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SilencePlace {
    /// Between two turns.
    Between,
    /// Before the first word.
    Head,
    /// After the last word.
    Tail,
    /// While on hold.
    Hold,
}

/// A decimal as the author wrote it, so that what is hashed and shown is what was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Number(pub f64);

impl Eq for Number {}

macro_rules! measures {
    ($($name:ident = $id:literal;)*) => {
        /// A measure of a call that conditions can ask for; named as in the output.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Measure { $(#[doc = $id] $name,)* }

        impl Measure {
            /// All of them.
            pub const ALL: &'static [Measure] = &[$(Measure::$name,)*];

            /// The name in a lexicon.
            pub const fn name(self) -> &'static str {
                match self { $(Measure::$name => $id,)* }
            }
        }
    };
}

measures! {
    SilenceTotal = "silence.total_ms";
    SilenceShare = "silence.share";
    SilenceCount = "silence.count";
    SilenceLongest = "silence.longest_ms";
    HoldTotal = "hold.total_ms";
    HoldCount = "hold.count";
    OverlapTotal = "overlap.total_ms";
    OverlapCount = "overlap.count";
    InterruptionsByAgent = "interruptions.agent";
    InterruptionsByCustomer = "interruptions.customer";
    TalkShareAgent = "talk.agent.share";
    TalkShareCustomer = "talk.customer.share";
    WordsPerMinuteAgent = "talk.agent.words_per_minute";
    WordsPerMinuteCustomer = "talk.customer.words_per_minute";
    ResponseMedianAgent = "response.agent.median_ms";
    ResponseMedianCustomer = "response.customer.median_ms";
    LongestMonologue = "monologue.longest_ms";
    FirstAgentWord = "first_agent_word_ms";
    Duration = "duration_ms";
}
