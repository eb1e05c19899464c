//! The timeline of a call with what its words say about it: who announced a wait, who asked.

use super::call_text::CallText;
use super::hits::{Gap, Hit, Judgement};
use crate::lexicon::{Lexicon, Measure};
use crate::transcript::timeline::{
    Announces, Asks, BackChannel, FirstAgentWord, Interruption, Measures, NoTimeline, Overlap,
    Precision, Silence, Timeline, TimelineSettings, TurnCue, TurnFacts,
};
use crate::transcript::{Role, Transcript};

/// Silences, overlaps, interruptions and measures of one call.
#[derive(Clone, Debug, PartialEq)]
pub struct CallTimeline {
    /// How exactly times are known.
    pub precision: Precision,
    /// Whether an agent and a customer are known; else "by whom" cannot be told.
    pub has_known_roles: bool,
    /// In the order of time.
    pub silences: Vec<Silence>,
    /// In the order of time.
    pub overlaps: Vec<Overlap>,
    /// In the order of time.
    pub interruptions: Vec<Interruption>,
    /// The figures.
    pub measures: Measures,
}

/// The timeline of a call, or why there is none.
pub(super) fn of(
    call: &Transcript,
    lexicon: &Lexicon,
    text: &CallText,
    hits: &[Hit],
    settings: &TimelineSettings,
) -> Result<CallTimeline, Gap> {
    let timeline = Timeline::new(call).map_err(|why| match why {
        NoTimeline::NoTimes => Gap::NoTimes,
        NoTimeline::WrongMedium => Gap::WrongMedium,
    })?;
    let cues = cues(call, lexicon, text, hits);
    let word_counts: Vec<u32> = (0..call.turns().len()).map(|turn| text.word_count(turn)).collect();
    let silences = timeline.silences(&settings.silence, &cues);
    let overlaps = timeline.overlaps(settings);
    let interruptions = timeline.interruptions(settings, &cues);
    let facts = TurnFacts { cues: &cues, word_counts: &word_counts };
    let measures = timeline.measures(facts, &silences, &overlaps, &interruptions);
    let has = |role| call.turns().iter().any(|turn| call.role(turn) == role);
    Ok(CallTimeline {
        precision: timeline.precision(),
        has_known_roles: has(Role::Agent) && has(Role::Customer),
        silences: silences.all().to_vec(),
        overlaps,
        interruptions,
        measures,
    })
}

/// What the words of each turn say about time.
///
/// A wait is announced by whatever rules of the kind `hold` find (`agent.hold`, `customer.hold`), so
/// that authors can teach callsift new ways to say "one moment".
fn cues(call: &Transcript, lexicon: &Lexicon, text: &CallText, hits: &[Hit]) -> Vec<TurnCue> {
    let cue = |(at, turn): (usize, &crate::transcript::Turn)| TurnCue {
        asks: if asks(turn.text()) { Asks::Yes } else { Asks::No },
        back_channel: match text.is_back_channel(at) {
            true => BackChannel::Yes,
            false => BackChannel::No,
        },
        announces_wait: Announces::No,
        announced_at: None,
    };
    let mut cues: Vec<TurnCue> = call.turns().iter().enumerate().map(cue).collect();
    for hit in hits {
        let announces = lexicon.rule(hit.rule).category.announces_wait();
        if announces && hit.judgement == Judgement::Stands {
            let cue = &mut cues[hit.turn_end];
            cue.announces_wait = Announces::Yes;
            let exact = hit.time.filter(|(_, precision)| *precision == Precision::Word);
            cue.announced_at = cue.announced_at.max(exact.map(|(span, _)| span.end()));
        }
    }
    cues
}

/// Whether a text ends in a question mark, whatever quotes or brackets follow it.
fn asks(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || "»\")]”'!.…".contains(c));
    end.ends_with('?')
}

impl CallTimeline {
    /// The most a measure of silence can be, if all that is not known is silence; `None` for other
    /// measures.
    pub(super) fn most(&self, measure: Measure) -> Option<f64> {
        let m = &self.measures.silence;
        let unknown = m.unknown_ms;
        let length = self.measures.duration.get().max(1) as f64;
        match measure {
            Measure::SilenceTotal => Some((m.total_ms + unknown) as f64),
            Measure::SilenceShare => Some(m.share + unknown as f64 / length),
            Measure::SilenceLongest => Some(m.longest_ms.max(unknown) as f64),
            Measure::SilenceCount => {
                Some((m.count as i64 + unknown / m.threshold_ms.max(1)) as f64)
            }
            Measure::HoldTotal
            | Measure::HoldCount
            | Measure::OverlapTotal
            | Measure::OverlapCount
            | Measure::InterruptionsByAgent
            | Measure::InterruptionsByCustomer
            | Measure::TalkShareAgent
            | Measure::TalkShareCustomer
            | Measure::WordsPerMinuteAgent
            | Measure::WordsPerMinuteCustomer
            | Measure::ResponseMedianAgent
            | Measure::ResponseMedianCustomer
            | Measure::LongestMonologue
            | Measure::FirstAgentWord
            | Measure::Duration => None,
        }
    }

    /// The value of a measure; `None` where the call has nothing to measure it on.
    pub fn measure(&self, measure: Measure) -> Option<f64> {
        let m = &self.measures;
        let ms = |ms: i64| Some(ms as f64);
        let count = |count: usize| Some(count as f64);
        match measure {
            Measure::SilenceTotal => ms(m.silence.total_ms),
            Measure::SilenceShare => Some(m.silence.share),
            Measure::SilenceCount => count(m.silence.count),
            Measure::SilenceLongest => ms(m.silence.longest_ms),
            Measure::HoldTotal => ms(m.hold.total_ms),
            Measure::HoldCount => count(m.hold.count),
            Measure::OverlapTotal => ms(m.overlap.total_ms),
            Measure::OverlapCount => count(m.overlap.count),
            Measure::InterruptionsByAgent => {
                self.has_known_roles.then_some(m.interruptions.agent as f64)
            }
            Measure::InterruptionsByCustomer => {
                self.has_known_roles.then_some(m.interruptions.customer as f64)
            }
            Measure::TalkShareAgent => self.has_known_roles.then_some(m.talk.agent.share),
            Measure::TalkShareCustomer => self.has_known_roles.then_some(m.talk.customer.share),
            Measure::WordsPerMinuteAgent => m.talk.agent.words_per_minute,
            Measure::WordsPerMinuteCustomer => m.talk.customer.words_per_minute,
            Measure::ResponseMedianAgent => m.response.agent.and_then(|r| ms(r.median_ms)),
            Measure::ResponseMedianCustomer => m.response.customer.and_then(|r| ms(r.median_ms)),
            Measure::LongestMonologue => {
                m.longest_monologue.as_ref().and_then(|run| ms(run.span.duration_ms()))
            }
            Measure::FirstAgentWord => match m.first_agent_word {
                FirstAgentWord::At(at) => ms(at.get()),
                FirstAgentWord::NoAgent | FirstAgentWord::Unknown => None,
            },
            Measure::Duration => ms(m.duration.get()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::asks;

    #[test]
    fn questions() {
        for (text, expected) in [
            ("где заказ?", true),
            ("«где?» ", true),
            ("что?!", true),
            ("где? Вот.", false),
            ("", false),
        ] {
            assert_eq!(asks(text), expected, "{text}");
        }
    }
}
