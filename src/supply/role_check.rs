//! Whether the two sides of a call look swapped: the one that is called the customer talks as
//! operators do, and the one that is called the agent does not.
//!
//! Swapped channels are the commonest fault of such exports, and turn every finding round. It is
//! told and never mended: a person says with `--roles` which channel is whose.

use crate::transcript::{Role, Transcript, Turn, WarningCode};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// What operators say and customers do not, in lower case, with `е` for `ё`.
const AGENT_TALK: &[&str] = &[
    // Russian
    "чем могу помочь",
    "чем могу вам помочь",
    "чем я могу помочь",
    "чем я могу вам помочь",
    "чем могу быть полез",
    "как я могу к вам обращаться",
    "как к вам обращаться",
    "оставайтесь на линии",
    "спасибо за ожидание",
    "благодарю за ожидание",
    "спасибо за обращение",
    "благодарим за обращение",
    "спасибо за звонок",
    "благодарю за звонок",
    "остались ли у вас вопросы",
    "могу ли я еще чем",
    "назовите, пожалуйста, номер",
    "назовите пожалуйста номер",
    "продиктуйте, пожалуйста",
    "удобно ли вам сейчас разговаривать",
    // Ukrainian
    "чим можу допомогти",
    "чим можу вам допомогти",
    "чим я можу допомогти",
    "чим я можу вам допомогти",
    "чим можу бути корис",
    "як до вас звертатися",
    "залишайтеся на лінії",
    "залишайтесь на лінії",
    "дякую за очікування",
    "дякуємо за очікування",
    "дякую за звернення",
    "дякуємо за звернення",
    "дякую за дзвінок",
    "дякуємо за дзвінок",
    "чи залишилися у вас питання",
    "назвіть, будь ласка, номер",
    "назвіть будь ласка номер",
    // English
    "how may i help",
    "how can i help",
    "how may i assist",
    "how can i assist",
    "thank you for calling",
    "thanks for calling",
    "thank you for holding",
    "thank you for your patience",
    "may i place you on hold",
    "can i put you on hold",
    "please stay on the line",
    "is there anything else i can",
    "anything else i can help",
    "may i have your name",
    "can i have your account number",
];

/// Turns at either end of a call that are looked at: operators greet and take leave.
const TURNS: usize = 12;

/// So much talk of the one side, and none of the other, is no chance.
const ENOUGH: usize = 2;

static TALK: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    // Nearly every Cyrillic letter would come through a filter of rare bytes.
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .prefilter(false)
        .build(AGENT_TALK)
        .ok()
});

/// Notes it on the call.
pub fn check(call: &mut Transcript) {
    if look_swapped(call) {
        call.warn(WarningCode::RolesLookSwapped, "turns");
    }
}

fn look_swapped(call: &Transcript) -> bool {
    // One side alone cannot be swapped with another.
    let both = [Role::Agent, Role::Customer]
        .iter()
        .all(|role| call.parties().iter().any(|party| party.role() == *role));
    if !both {
        return false;
    }
    let last = call.turns().len().saturating_sub(TURNS);
    let said = |role| {
        let turns = call.turns().iter().enumerate();
        let looked_at = turns.filter(move |(at, _)| *at < TURNS || *at >= last);
        looked_at.map(|(_, turn)| turn).filter(move |turn| call.role(turn) == role)
    };
    let mut memory = Vec::new();
    let mut phrases = |turn: &Turn| phrases(turn.text(), &mut memory);
    // Nearly every agent talks so in the first turn, and then nothing else need be read.
    if said(Role::Agent).any(|turn| phrases(turn) > 0) {
        return false;
    }
    said(Role::Customer).map(phrases).sum::<usize>() >= ENOUGH
}

fn phrases(text: &str, memory: &mut Vec<u8>) -> usize {
    make_small(text, memory);
    TALK.as_ref().map_or(0, |talk| talk.find_iter(memory.as_slice()).count())
}

/// Writes the text in small letters of the phrases' languages, with `е` for `ё`, each as long as it was.
fn make_small(text: &str, small: &mut Vec<u8>) {
    small.clear();
    small.extend_from_slice(text.as_bytes());
    let mut at = 0;
    while let Some([first, rest @ ..]) = small.get_mut(at..) {
        // Of letters of two bytes the second one; of others one that changes nothing.
        let mut none = 0;
        let second = rest.first_mut().unwrap_or(&mut none);
        match (*first, *second) {
            // Ё, ё
            (0xd0, 0x81) | (0xd1, 0x91) => (*first, *second) = (0xd0, 0xb5),
            // Ѐ to Џ, А to П, Р to Я
            (0xd0, 0x80..=0x8f) => (*first, *second) = (0xd1, *second + 0x10),
            (0xd0, 0x90..=0x9f) => *second += 0x20,
            (0xd0, 0xa0..=0xaf) => (*first, *second) = (0xd1, *second - 0x20),
            // Ґ
            (0xd2, 0x90) => *second = 0x91,
            (0xd0..=0xd2, _) => {}
            _ => {
                first.make_ascii_lowercase();
                at += 1;
                continue;
            }
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::dialogue;

    fn looks_swapped(call: &str) -> bool {
        let mut call = dialogue::parse(call, Role::Customer).unwrap();
        check(&mut call);
        call.warnings().iter().any(|warning| warning.code == WarningCode::RolesLookSwapped)
    }

    #[test]
    fn letters_become_small() {
        for c in ('\0'..'\u{530}').filter(|c| !matches!(c, '\u{80}'..'\u{400}' | '\u{460}'..)) {
            let expected = c.to_lowercase().to_string().replace('ё', "е");
            let mut small = vec![b'x'];
            make_small(&c.to_string(), &mut small);
            assert_eq!(small, expected.as_bytes(), "{c}");
        }
    }

    #[test]
    fn the_customer_who_talks_as_an_operator() {
        let (hello, bye) = ("Чем могу помочь?", "Спасибо за обращение, всего доброго");
        assert!(looks_swapped(&format!("C: {hello} / A: У меня сломался чайник / C: {bye}")));
        assert!(!looks_swapped(&format!("A: {hello} / C: У меня сломался чайник / A: {bye}")));
        assert!(
            !looks_swapped(&format!("C: {hello} / A: У меня сломался чайник / C: да")),
            "once is chance"
        );
        assert!(!looks_swapped(&format!("C: {hello} / C: {bye}")), "one side only");
        assert!(!looks_swapped(&format!("C: {hello} / A: Чим можу допомогти? / C: {bye}")));
        assert!(looks_swapped(
            "C: Thank you for calling, how may I help you? / A: My bill is wrong"
        ));
    }
}
