//! Which speech of a call is an announcement of the telephone system.

use crate::lexicon::Lexicon;
use crate::text::Words;
use crate::transcript::Transcript;
use crate::units::Span;

/// Words of one turn that a machine said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MachineSpeech {
    /// The turn.
    pub turn: usize,
    /// Bytes of its text.
    pub span: Span,
    /// The turn has no other words: it is the machine's altogether.
    pub whole: bool,
}

/// Every announcement in a call, in its order.
pub(super) fn find(lexicon: &Lexicon, call: &Transcript, memory: &mut Words) -> Vec<MachineSpeech> {
    let announcements = lexicon.announcements();
    if announcements.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (turn, said) in call.turns().iter().enumerate() {
        let (spans, whole) = announcements.find(said.text(), memory);
        out.extend(spans.into_iter().map(|span| MachineSpeech { turn, span, whole }));
    }
    out
}

/// The call with the turns that are announcements altogether said by the system; `None` without any.
pub(super) fn marked(call: &Transcript, announced: &[MachineSpeech]) -> Option<Transcript> {
    let mut turns: Vec<usize> = announced.iter().filter(|a| a.whole).map(|a| a.turn).collect();
    turns.dedup();
    (!turns.is_empty()).then(|| call.with_system_turns(&turns))
}

/// Whether a place of a turn lies inside of an announcement.
pub(super) fn covers(announced: &[MachineSpeech], turn: usize, place: Span) -> bool {
    let from = announced.partition_point(|known| known.turn < turn);
    let of_turn = announced[from..].iter().take_while(|known| known.turn == turn);
    { of_turn }.any(|known| known.span.start() <= place.start() && place.end() <= known.span.end())
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::SourceFile;
    use crate::language::Packs;
    use crate::lexicon::{LexiconFiles, compile, dialogue};
    use crate::scan::{CallReport, ScanSettings, Scanner, Suppression};
    use crate::transcript::Role;

    const FILE: &str = r#"
language = "en"
[[announcement]]
text = "If you have a complaint press two"
[[rule]]
id = "complaint.generic.word.en"
title = "Complaint"
category = "complaint.generic"
severity = 2
speaker = "customer"
phrases = ["complaint"]
caught = ["a complaint"]
quiet = ["hello"]
"#;

    fn scan(said: &str) -> CallReport {
        let text = FILE.to_owned();
        let files = LexiconFiles::new(vec![SourceFile { path: "a.toml".to_owned(), text }]);
        let (lexicon, _) = compile(&files, Packs::builtin()).unwrap();
        let settings = ScanSettings::default();
        let call = dialogue::parse(said, Role::Unknown).unwrap();
        Scanner::new(&lexicon, &settings).scan(&call)
    }

    #[test]
    fn a_whole_turn_is_the_systems() {
        let said = "?: If you have a complaint, press two. / C: I have a complaint";
        let report = scan(said);
        assert_eq!(report.findings.len(), 1);
        assert_eq!(report.findings[0].turn, Some(1));
        assert_eq!(report.suppressed[0].role, Role::System);
        assert_eq!(report.suppressed[0].reason, Suppression::Speaker);
        assert!(report.announced[0].whole);
    }

    #[test]
    fn a_part_of_a_turn_counts_for_nothing() {
        let report =
            scan("C: hello if you have a complaint press two oh it talks to me / C: a complaint");
        assert_eq!(report.findings.len(), 1);
        assert_eq!(report.findings[0].turn, Some(1));
        assert_eq!(report.suppressed[0].reason, Suppression::Announcement);
        assert!(!report.announced[0].whole);
    }

    #[test]
    fn its_time_is_nobodys_talk() {
        let said = "A 0-9000: if you have a complaint press two / A 9500-12000: good morning / \
                    C 12500-15000: hello";
        let timeline = scan(said).timeline.unwrap();
        assert_eq!(timeline.measures.talk.agent.ms, 2500);
        assert_eq!(
            timeline.measures.first_agent_word,
            crate::transcript::timeline::FirstAgentWord::At(crate::units::Millis::new(9500))
        );
    }
}
