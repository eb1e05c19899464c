//! Words of a turn that were heard almost right, read as what was meant.
//!
//! Only words that neither the vocabulary nor any dictionary knows are looked at. What is read
//! otherwise gets the id of a twin, and a note that says what was heard.

use crate::language::{WordClasses, is_colloquial};
use crate::lexicon::{Fuzzy, How, Lexicon, Parts, Reading, WordId};
use crate::text::{Border, MASKED, Masked, TextWord, Words, masked};
use crate::units::Span;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Verdicts that are remembered before all are forgotten.
const MOST_VERDICTS: usize = 1 << 15;
/// Words that may make one together.
const MOST_JOINED: usize = 3;

/// A word that was read as another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Misheard {
    /// The letters of the transcript.
    pub heard: String,
    /// The word of the lexicon, folded.
    pub read_as: String,
    /// How that is known.
    pub how: How,
}

/// Which words of a call were read as others.
#[derive(Clone, Debug)]
pub(super) struct Note {
    /// Numbers of the words.
    words: Range<u32>,
    misheard: Misheard,
}

impl Note {
    /// The note on a word, if there is one.
    pub(super) fn on(notes: &[Note], word: usize) -> Option<&Misheard> {
        let at = notes.partition_point(|note| note.words.end as usize <= word);
        notes.get(at).filter(|note| note.words.start as usize <= word).map(|note| &note.misheard)
    }
}

/// Reads misheard words; remembers words, but nothing that depends on a call.
#[derive(Debug, Default)]
pub(super) struct Mender {
    verdicts: FxHashMap<Box<str>, Verdict>,
    mends: Vec<Mend>,
    together: String,
}

/// What is known of a word that the vocabulary does not have.
#[derive(Clone, Copy, Debug)]
enum Verdict {
    /// It is a word.
    Known,
    /// It is none, and may have been this.
    Unknown(Option<Reading>),
}

/// Words that are to be read otherwise.
#[derive(Debug)]
struct Mend {
    words: Range<usize>,
    what: What,
}

#[derive(Debug)]
enum What {
    Form(WordId, How),
    Parts(Parts),
    Hidden { masked: Masked, id: WordId, spelling: String },
    Masked(Span),
}

/// The words of one turn, the last of a call that is being read.
pub(super) struct LastTurn<'a> {
    pub(super) text: &'a str,
    pub(super) from: usize,
    pub(super) words: &'a mut Words,
    pub(super) ids: &'a mut Vec<WordId>,
    pub(super) notes: &'a mut Vec<Note>,
}

impl LastTurn<'_> {
    fn word(&self, at: usize) -> TextWord {
        self.words.as_slice()[at]
    }

    fn places(&self) -> Range<usize> {
        self.from..self.ids.len()
    }

    /// The words that have a letter within these bytes, or the place where one could stand.
    fn words_in(&self, source: Span) -> Range<usize> {
        let words = &self.words.as_slice()[self.from..];
        let from = words.partition_point(|word| word.source().end() <= source.start());
        let to = words.partition_point(|word| word.source().start() < source.end());
        self.from + from..self.from + to.max(from)
    }
}

impl Mender {
    /// Reads the words of a turn: what signs hide, and where `fuzzy`, what nobody knows. Says whether any
    /// was read otherwise.
    pub(super) fn mend(&mut self, lexicon: &Lexicon, turn: &mut LastTurn<'_>, fuzzy: bool) -> bool {
        self.unmask(lexicon, turn, fuzzy);
        let masked = self.mends.len();
        if fuzzy {
            self.misheard(lexicon, turn, masked);
        }
        if masked > 0 {
            self.mends.sort_by_key(|mend| (mend.words.start, mend.words.end));
        }
        let any = !self.mends.is_empty();
        self.apply(lexicon, turn);
        any
    }

    /// Finds what signs hide; words of nothing but asterisks are words for all phrases.
    fn unmask(&mut self, lexicon: &Lexicon, turn: &LastTurn<'_>, fuzzy: bool) {
        if !turn.words.may_be_masked() {
            return;
        }
        let list = masked(turn.text);
        if list.is_empty() {
            return;
        }
        let alone = lexicon.vocabulary().id(MASKED);
        let signs_only = |masked: &Masked| masked.folded == MASKED;
        // Before the first word and after the last one they are an ornament.
        let is_frame = |masked: &Masked| {
            let words = turn.words_in(masked.source);
            let at_edge = words.end == turn.from || words.start == turn.ids.len();
            signs_only(masked) && at_edge
        };
        let framed =
            list.len() > 1 && [list.first(), list.last()].into_iter().flatten().all(is_frame);
        for masked in list {
            let words = turn.words_in(masked.source);
            if signs_only(&masked) {
                if alone != WordId::UNKNOWN && !framed && stands_among_words(turn, words.start) {
                    self.mends.push(Mend { words, what: What::Masked(masked.source) });
                }
            } else if fuzzy && let Some((id, spelling)) = lexicon.fuzzy().unmask(&masked.folded) {
                let spelling = spelling.to_owned();
                self.mends.push(Mend { words, what: What::Hidden { masked, id, spelling } });
            }
        }
    }

    /// Reads words that nobody knows; the first `masked` mends have words of their own.
    fn misheard(&mut self, lexicon: &Lexicon, turn: &LastTurn<'_>, masked: usize) {
        let mut free = turn.from;
        for at in turn.places() {
            if turn.ids[at] != WordId::UNKNOWN || at < free || self.is_masked(masked, at..at + 1) {
                continue;
            }
            let folded = turn.words.folded(&turn.word(at));
            let Verdict::Unknown(reading) = self.verdict(lexicon, folded) else { continue };
            let mend = self.reading(lexicon, turn, at, free, reading);
            if let Some(mend) = mend.filter(|mend| !self.is_masked(masked, mend.words.clone())) {
                free = mend.words.end;
                self.mends.push(mend);
            }
        }
    }

    /// Whether one of the first `masked` mends stands among these words.
    fn is_masked(&self, masked: usize, words: Range<usize>) -> bool {
        let masked = &self.mends[..masked];
        let at = masked.partition_point(|mend| mend.words.end <= words.start);
        masked.get(at).is_some_and(|mend| mend.words.start < words.end)
    }

    /// The best reading of an unknown word: alone where that is certain, else with its neighbours.
    fn reading(
        &mut self,
        lexicon: &Lexicon,
        turn: &LastTurn<'_>,
        at: usize,
        free: usize,
        reading: Option<Reading>,
    ) -> Option<Mend> {
        let alone = |what| Some(Mend { words: at..at + 1, what });
        let (fuzzy, vocabulary) = (lexicon.fuzzy(), lexicon.vocabulary());
        match reading {
            Some(Reading::Form(form, How::Phonetic)) => {
                return alone(What::Form(form, How::Phonetic));
            }
            Some(Reading::Parts(parts)) if parts.negates => return alone(What::Parts(parts)),
            Some(_) | None => {}
        }
        if let Some(mend) =
            self.joined(lexicon, turn, at, free, |word| fuzzy.joined(word, vocabulary))
        {
            return Some(mend);
        }
        if let Some(Reading::Form(form, how)) = reading {
            return alone(What::Form(form, how));
        }
        let by_sound = |word: &str| fuzzy.joined_by_sound(word, vocabulary);
        self.joined(lexicon, turn, at, free, by_sound).or(match reading {
            Some(Reading::Parts(parts)) => alone(What::Parts(parts)),
            Some(Reading::Form(..)) | None => None,
        })
    }

    /// The form that the word makes with one or two neighbours, the nearest first.
    fn joined(
        &mut self,
        lexicon: &Lexicon,
        turn: &LastTurn<'_>,
        at: usize,
        free: usize,
        form_of: impl Fn(&str) -> Option<WordId>,
    ) -> Option<Mend> {
        for length in 2..=MOST_JOINED {
            for before in 0..length {
                let Some(from) = at.checked_sub(before).filter(|from| *from >= free) else { break };
                let words = from..from + length;
                if words.end > turn.ids.len() || !may_be_one(lexicon, turn, words.clone()) {
                    continue;
                }
                self.together.clear();
                for word in &turn.words.as_slice()[words.clone()] {
                    self.together.push_str(turn.words.folded(word));
                }
                if let Some(form) = form_of(&self.together) {
                    return Some(Mend { words, what: What::Form(form, How::Joined) });
                }
            }
        }
        None
    }

    /// Whether nobody knows a folded word that is not in the vocabulary.
    pub(super) fn may_be_misheard(&mut self, lexicon: &Lexicon, folded: &str) -> bool {
        matches!(self.verdict(lexicon, folded), Verdict::Unknown(_))
    }

    fn verdict(&mut self, lexicon: &Lexicon, folded: &str) -> Verdict {
        if let Some(verdict) = self.verdicts.get(folded) {
            return *verdict;
        }
        let is_word =
            !Fuzzy::is_readable(folded) || is_colloquial(folded) || lexicon.packs().knows(folded);
        let verdict = match is_word {
            true => Verdict::Known,
            false => Verdict::Unknown(lexicon.fuzzy().read(folded, lexicon.vocabulary())),
        };
        if self.verdicts.len() >= MOST_VERDICTS {
            self.verdicts.clear();
        }
        self.verdicts.insert(folded.into(), verdict);
        verdict
    }

    /// Writes the words of the turn again, as they are to be read.
    fn apply(&mut self, lexicon: &Lexicon, turn: &mut LastTurn<'_>) {
        let Some(first) = self.mends.first().map(|mend| mend.words.start) else { return };
        let old_words = turn.words.take_from(first);
        let old_ids = turn.ids.split_off(first);
        let mut at = 0;
        for mend in self.mends.drain(..) {
            let (from, to) = (mend.words.start - first, mend.words.end - first);
            for kept in at..from {
                turn.words.push(old_words[kept]);
                turn.ids.push(old_ids[kept]);
            }
            at = to;
            let of = &old_words[from..to];
            write(mend.what, of, lexicon, turn);
        }
        for kept in at..old_words.len() {
            turn.words.push(old_words[kept]);
            turn.ids.push(old_ids[kept]);
        }
    }
}

/// Writes one mend in place of the words it is about.
fn write(what: What, of: &[TextWord], lexicon: &Lexicon, turn: &mut LastTurn<'_>) {
    let start = turn.ids.len() as u32;
    let whole = || of.first().zip(of.last()).map(|(a, b)| cover(a.source(), b.source()));
    let (source, read_as, how) = match what {
        What::Form(form, how) => {
            let Some(source) = whole() else { return };
            let folded: String = of.iter().map(|word| turn.words.folded(word)).collect();
            let word = turn.words.merged(of, &folded, source);
            turn.words.push(word);
            turn.ids.push(lexicon.fuzzy().twin(form).unwrap_or(form));
            (source, lexicon.vocabulary().spelling(form).to_owned(), how)
        }
        What::Parts(parts) => {
            let (Some(source), &[word]) = (whole(), of) else { return };
            let [first, second] = turn.words.parted(word, turn.text, parts.letters);
            let read_as = format!("{} {}", turn.words.folded(&first), turn.words.folded(&second));
            turn.words.push(first);
            turn.words.push(second);
            turn.ids.extend([parts.first, parts.second]);
            (source, read_as, How::Split)
        }
        What::Hidden { masked, id, spelling } => {
            let word = turn.words.merged(of, &masked.folded, masked.source);
            turn.words.push(word);
            turn.ids.push(id);
            (masked.source, spelling, How::Masked)
        }
        What::Masked(source) => {
            let word = turn.words.merged(of, MASKED, source);
            turn.words.push(word);
            turn.ids.push(lexicon.vocabulary().id(MASKED));
            return;
        }
    };
    let heard = turn.text[source.range()].to_owned();
    let words = start..turn.ids.len() as u32;
    turn.notes.push(Note { words, misheard: Misheard { heard, read_as, how } });
}

fn cover(first: Span, last: Span) -> Span {
    Span::new(first.start() as u32, last.end() as u32)
}

/// Whether asterisks before this word stand beside a word, and beside no number.
fn stands_among_words(turn: &LastTurn<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).filter(|before| turn.places().contains(before));
    let after = Some(at).filter(|after| turn.places().contains(after));
    let beside = [before, after].map(|place| {
        place.map(|place| {
            let word = turn.word(place);
            !turn.words.folded(&word).contains(char::is_numeric)
        })
    });
    beside.contains(&Some(true)) && !beside.contains(&Some(false))
}

/// Whether nothing speaks against these words being one: no punctuation, no negator.
fn may_be_one(lexicon: &Lexicon, turn: &LastTurn<'_>, words: Range<usize>) -> bool {
    let vocabulary = lexicon.vocabulary();
    let negates = |at: usize| vocabulary.classes(turn.ids[at]).intersects(WordClasses::NEGATOR);
    let apart = |at: usize| at > words.start && turn.word(at).border_before() != Border::Open;
    words.start >= turn.from && !words.clone().any(|at| negates(at) || apart(at))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::SourceFile;
    use crate::language::Packs;
    use crate::lexicon::{Lexicon, LexiconFiles, compile, dialogue};
    use crate::redact::Policy;
    use crate::scan::{CallReport, ScanSettings, Scanner};
    use crate::transcript::Role;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn lexicon(packs: &Packs) -> Lexicon {
        let text = "language = \"any\"\n[[rule]]\nid = \"profanity.a.a\"\ntitle = \"t\"\n\
                    category = \"profanity.a\"\nseverity = 1\nnegation = \"any\"\n\
                    phrases = [\"{masked}\", \"написать .. жалобу\", \"рекомендую\", \"зв'язок\", \
                    \"=блядь\", \"пизд*\"]\n";
        let file = SourceFile { path: "a.toml".to_owned(), text: text.to_owned() };
        compile(&LexiconFiles::new(vec![file]), packs).unwrap().0
    }

    fn scan(lexicon: &Lexicon, text: &str, fuzzy: bool) -> CallReport {
        // Quotes as they were said: «не@..жалобу» would be hidden as an address.
        let redaction = Policy::off();
        let settings = ScanSettings { fuzzy, redaction, ..ScanSettings::default() };
        let call = dialogue::parse(text, Role::Customer).unwrap();
        Scanner::new(lexicon, &settings).scan(&call)
    }

    /// Quotes of the findings, each with what was misheard in it.
    fn told(report: &CallReport) -> String {
        let said = report.findings.iter().filter_map(|finding| finding.said.as_ref());
        let told = said.map(|said| {
            let words = said.fuzzy.iter().map(|word| format!(" {}={}", word.heard, word.read_as));
            format!("{}:{}", said.quote, words.collect::<String>())
        });
        told.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn several_in_one_turn() {
        let lexicon = lexicon(&Packs::of_words(&["хочу", "вам"]));
        for (text, expected) in [
            (
                "п*здец, хочу напи\u{ad}сать вам жа лобу и ****",
                "п*здец: п*здец=пизд; напи\u{ad}сать вам жа лобу: жа лобу=жалобу; ****:",
            ),
            (
                "звя\u{200b}зок! нерекоменд\u{ad}ую",
                "звя\u{200b}зок:; рекоменд\u{ad}ую: нерекоменд\u{ad}ую=не рекомендую",
            ),
            ("Б***ь б***ь, жа **** лобу", "Б***ь: Б***ь=блядь; б***ь: б***ь=блядь; ****:"),
            ("вам", ""),
        ] {
            assert_eq!(told(&scan(&lexicon, text, true)), expected, "{text}");
        }
        assert_eq!(
            told(&scan(&lexicon, "б***ь, жаалобу **** рекомендую", false)),
            "****:; рекомендую:"
        );
    }

    #[test]
    fn a_known_word_is_left_alone() {
        for (known, expected) in [(&[][..], 1), (&["рекаминдую"][..], 0)] {
            let lexicon = lexicon(&Packs::of_words(known));
            assert_eq!(scan(&lexicon, "рекаминдую вас", true).findings.len(), expected);
        }
    }

    proptest! {
        #[test]
        fn places_point_at_the_original(
            parts in proptest::collection::vec(select(&[
                "не", "рекоме", "ндую", "рекамендую", "жалобу", "жа", "лобу", "написать", "напсиать",
                " ", " ", " ", ", ", ". ", "*", "**", "***", "б", "ь", "\u{ad}", "\u{301}", "’", "зв",
                "язок", "a", "о", "п", "здец", "@", "…", "..", "İ",
            ][..]), 0..20),
        ) {
            let text = format!("x {}", parts.concat());
            let report = scan(&lexicon(Packs::none()), &text, true);
            let call = dialogue::parse(&text, Role::Customer).unwrap();
            let original = call.turns()[0].text();
            for said in report.findings.iter().filter_map(|finding| finding.said.as_ref()) {
                let [start, end] = said.bytes;
                prop_assert_eq!(original.get(start..end), Some(said.quote.as_str()));
                for word in &said.fuzzy {
                    let cut_in_two = word.read_as.contains(' ');
                    prop_assert!(cut_in_two || said.quote.contains(&word.heard), "{:?}", word);
                    prop_assert!(original.contains(&word.heard));
                }
            }
        }
    }
}
