//! What a finding rests on, in words: silences, measures, other findings, what is absent.

use super::page::{Page, name};
use crate::messages::{evidence as texts, families, measures, terms};
use crate::terminal::{clock, shown};
use callsift::lexicon::Category;
use callsift::scan::{CallTimeline, Fact, Finding};
use callsift::transcript::Role;

impl Page<'_> {
    /// Every fact on a line, and after them the findings it rests on.
    pub(super) fn facts(&self, finding: &Finding) -> Vec<String> {
        let facts = finding.facts.iter().filter_map(|fact| self.fact(fact));
        let related = finding.related.iter().filter_map(|id| self.related(id));
        facts.chain(related).collect()
    }

    fn related(&self, id: &str) -> Option<String> {
        let other = self.report.findings.iter().find(|other| other.id == *id)?;
        let mut rule = name(self.lexicon.rule(other.rule));
        if let Some((turn, said)) = other.turn.zip(other.said.as_ref()) {
            let at = other.time.map(|(span, _)| span.start().get());
            let role = other.role.unwrap_or(Role::Unknown);
            let place = self.place(role, turn, said.turn_end, at);
            rule.push_str(&format!(", {place}: «{}»", shown(&said.quote)));
        }
        Some(self.say(texts::RESTS_ON, &[("rule", &rule)]))
    }

    /// One fact in words; findings are named as what the finding rests on.
    pub(super) fn fact(&self, fact: &Fact) -> Option<String> {
        let timeline = self.report.timeline.as_ref().ok();
        Some(match fact {
            Fact::Finding(_) => return None,
            Fact::Silence(at) => self.silence(timeline?, *at),
            Fact::Overlap(at) => {
                let span = timeline?.overlaps[*at].span;
                let (length, start) = (span.duration_ms(), span.start().get());
                texts::at(self.screen, texts::OVERLAP, length, start)
            }
            Fact::Interruption(at) => {
                let cut = &timeline?.interruptions[*at];
                let who = terms::role(cut.interrupter.role).of(self.screen);
                let whom = terms::role(cut.interrupted.role).of(self.screen);
                let at = clock(cut.at.get());
                self.say(texts::CUT_IN, &[("at", &at), ("who", who), ("whom", whom)])
            }
            Fact::Measure(measure, value) => {
                let name = measures::name(*measure, self.screen);
                let value = measures::value(*measure, *value, self.screen);
                self.say(texts::MEASURE, &[("name", name), ("value", &value)])
            }
            Fact::Absent(of) => self.say(texts::ABSENT, &[("what", &self.named(of))]),
        })
    }

    /// How long, when, whether it was announced, and who should have answered.
    fn silence(&self, timeline: &CallTimeline, at: usize) -> String {
        let silence = &timeline.silences[at];
        let (length, start) = (silence.span.duration_ms(), silence.span.start().get());
        let mut text = texts::at(self.screen, texts::PAUSE, length, start);
        let known = texts::place(silence.kind).into_iter();
        for known in known.chain([texts::announced(silence.announced)]) {
            text.push_str(", ");
            text.push_str(known.of(self.screen));
        }
        if let Some(owed) = silence.owed {
            let who = terms::role(owed.role).of(self.screen);
            text.push_str(&format!(", {}", self.say(texts::OWED, &[("who", who)])));
        }
        text
    }

    /// What a condition looks for, with the titles of rules and categories beside their names.
    fn named(&self, of: &str) -> String {
        let one = |name: &str| {
            if let Some(role) = name.strip_prefix("role.").and_then(Role::of) {
                return terms::role(role).of(self.screen).to_owned();
            }
            let rule = self.lexicon.rule_by_id(name).map(|rule| rule.title.clone());
            let category = || Some(self.category(&Category::parse(name)?));
            let family = || Some(families::named(name)?.of(self.screen).to_owned());
            match rule.or_else(category).or_else(family).filter(|title| title != name) {
                Some(title) => format!("{} ({name})", shown(&title)),
                None => name.to_owned(),
            }
        };
        of.split(", ").map(one).collect::<Vec<_>>().join(", ")
    }
}
