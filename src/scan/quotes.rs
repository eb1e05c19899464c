//! Quotes without personal data.

use super::call_text::CallText;
use super::finding::cut;
use super::{CallReport, Misheard, Quotes};
use crate::redact::{HIDDEN, HiddenCall, Kinds, Policy, may_hold};
use crate::transcript::Transcript;
use std::ops::RangeInclusive;

/// Hides personal data in everything that a report quotes.
///
/// Whether a number is a card's is known from the whole call; a call of which no quote can hold one is
/// not looked at. Says what the quotes are then.
pub(super) fn hide(
    call: &Transcript,
    text: &mut CallText,
    report: &mut CallReport,
    policy: &Policy,
) -> Quotes {
    let cards = policy.kinds() == Kinds::CARDS;
    let may_be_hidden = |(quote, mut turns): (&String, RangeInclusive<usize>)| {
        (!cards || turns.any(|turn| text.tells_of_card(turn))) && may_hold(quote)
    };
    if !quotes(report).any(may_be_hidden) {
        return Quotes::Plain;
    }
    if cards && !text.may_hold_card(call) {
        // What stands in two turns is one text in a quote.
        let in_one = quotes(report).all(|(_, turns)| turns.start() == turns.end());
        return if in_one { Quotes::Plain } else { Quotes::MayBePersonal };
    }
    let hidden = policy.read_call(call);
    if hidden.is_plain() {
        return Quotes::MayBePersonal;
    }
    for finding in &mut report.findings {
        if let (Some(said), Some(turn)) = (&mut finding.said, finding.turn) {
            let quote = quote(call, &hidden, (turn, said.turn_end), said.bytes);
            words(&mut said.fuzzy, &quote);
            said.quote = quote;
        }
    }
    for hit in &mut report.suppressed {
        let quote = quote(call, &hidden, (hit.turn, hit.turn_end), hit.bytes);
        words(&mut hit.fuzzy, &quote);
        hit.quote = quote;
        if let Some(by) = &mut hit.by {
            *by = policy.text(by).into_owned();
        }
    }
    for promise in report.promises.iter_mut().flatten() {
        for words in promise.said.iter_mut().chain([&mut promise.what]) {
            words.quote = quote(call, &hidden, (words.turn, words.turn_end), words.bytes);
        }
    }
    Quotes::MayBePersonal
}

/// Everything that is quoted, and the turns it is from.
fn quotes(report: &CallReport) -> impl Iterator<Item = (&String, RangeInclusive<usize>)> {
    let found = report.findings.iter().filter_map(|found| {
        let said = found.said.as_ref()?;
        Some((&said.quote, found.turn?..=said.turn_end))
    });
    let taken_back = report.suppressed.iter().flat_map(|hit| {
        let quotes = [Some(&hit.quote), hit.by.as_ref()];
        quotes.into_iter().flatten().map(|quote| (quote, hit.turn..=hit.turn_end))
    });
    let promised = report.promises.iter().flatten().map(|promise| {
        let what = &promise.what;
        (&what.quote, what.turn..=what.turn_end)
    });
    found.chain(taken_back).chain(promised)
}

fn quote(
    call: &Transcript,
    hidden: &HiddenCall,
    turns: (usize, usize),
    bytes: [usize; 2],
) -> String {
    cut(call, turns, bytes, |turn, bytes| hidden.turn(turn).map_or("", |hidden| hidden.part(bytes)))
}

/// Words that the quote does not show any more are not shown beside it either.
fn words(misheard: &mut [Misheard], quote: &str) {
    for word in misheard.iter_mut().filter(|word| !quote.contains(word.heard.as_str())) {
        word.heard = HIDDEN.to_string().repeat(3);
        word.read_as = word.heard.clone();
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::SourceFile;
    use crate::language::Packs;
    use crate::lexicon::{LexiconFiles, compile, dialogue};
    use crate::redact::Policy;
    use crate::scan::{ScanSettings, Scanner};
    use crate::transcript::Role;

    #[test]
    fn a_number_in_a_quote_is_hidden_and_its_place_stays() {
        let text = "language = \"any\"\n[[rule]]\nid = \"complaint.a.a\"\ntitle = \"t\"\n\
                    category = \"complaint.a\"\nseverity = 1\n\
                    phrases = [\"номер {number} не проходит\", \"звонил {phone}\"]\n";
        let file = SourceFile { path: "a.toml".to_owned(), text: text.to_owned() };
        let (lexicon, _) = compile(&LexiconFiles::new(vec![file]), Packs::none()).unwrap();
        let said = "C: номер 4111111111111111 не проходит, звонил 8 916 123 45 67";
        let call = dialogue::parse(said, Role::Customer).unwrap();
        let quotes = |redaction: Policy| -> Vec<(String, [usize; 2], String)> {
            let settings = ScanSettings { redaction, ..ScanSettings::default() };
            let report = Scanner::new(&lexicon, &settings).scan(&call);
            let said = report.findings.into_iter().filter_map(|f| Some((f.said?, f.id)));
            said.map(|(said, id)| (said.quote, said.bytes, id)).collect()
        };
        let all = quotes(Policy::EVERYTHING);
        let cards = quotes(Policy::default());
        let off = quotes(Policy::off());
        let shown = |quotes: &[(String, [usize; 2], String)]| {
            quotes.iter().map(|(quote, _, _)| quote.clone()).collect::<Vec<_>>()
        };
        assert_eq!(shown(&all), ["номер ••••••••••••1111 не проходит", "звонил • ••• ••• •• ••"]);
        assert_eq!(shown(&cards), ["номер ••••••••••••1111 не проходит", "звонил 8 916 123 45 67"]);
        assert_eq!(shown(&cards), shown(&off));
        for ((_, bytes, id), (_, other, same)) in all.iter().zip(&off) {
            assert_eq!((bytes, id), (other, same));
        }
    }
}
