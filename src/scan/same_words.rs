//! What close languages find twice counts once.
//!
//! Rules of all languages run on every call, since people mix them. Russian and Ukrainian share many
//! words, so that «не привезли» would be two findings of one category. Of such matches one counts: by
//! the rule of the call's own language, else the longest, else the first by the rule's id.

use super::hits::{Hit, Judgement, Suppression};
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::transcript::Transcript;

/// Takes back matches whose words one of another language covers. Hits are sorted by rule.
pub(super) fn suppress(lexicon: &Lexicon, call: &Transcript, hits: &mut [Hit]) {
    let own = call.info().language.as_deref().and_then(language_of);
    let language = |hit: &Hit| lexicon.rule(hit.rule).language;
    let category = |hit: &Hit| lexicon.rule(hit.rule).category.as_str();
    let mut order: Vec<usize> = (0..hits.len())
        .filter(|at| hits[*at].judgement == Judgement::Stands && language(&hits[*at]).is_some())
        .collect();
    order.sort_by_key(|at| {
        let hit = &hits[*at];
        (category(hit), hit.turn, hit.start, hit.rule)
    });
    let rank = |hit: &Hit| {
        let foreign = language(hit) != own;
        let length = hit.folded.len();
        (foreign, std::cmp::Reverse(length), hit.rule, hit.turn, hit.start)
    };
    let mut taken_back = Vec::new();
    for (i, &at) in order.iter().enumerate() {
        for &other in &order[i + 1..] {
            let (a, b) = (&hits[at], &hits[other]);
            if category(a) != category(b) || begins_after(b, a) {
                break;
            }
            if language(a) != language(b) {
                taken_back.push(if rank(a) <= rank(b) { other } else { at });
            }
        }
    }
    for at in taken_back {
        hits[at].judgement = Judgement::Suppressed(Suppression::SameWords);
    }
}

/// Whether a hit begins only after the other has ended.
fn begins_after(hit: &Hit, other: &Hit) -> bool {
    (hit.turn, hit.start) >= (other.turn_end, other.end)
}

/// The language of a BCP 47 tag.
fn language_of(tag: &str) -> Option<Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    Language::from_code(&primary.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::SourceFile;
    use crate::language::Packs;
    use crate::lexicon::{LexiconFiles, compile, dialogue};
    use crate::scan::{ScanSettings, Scanner};
    use crate::transcript::Role;

    /// Ids of the rules that find something in a text.
    fn found(text: &str) -> Vec<String> {
        let file = |language: &str, phrases: &str| SourceFile {
            path: format!("{language}.toml"),
            text: format!(
                "language = \"{language}\"\n[[rule]]\nid = \"complaint.delivery.{language}\"\n\
                 title = \"t\"\ncategory = \"complaint.delivery\"\nseverity = 2\n\
                 negation = \"own\"\nphrases = [{phrases}]\n"
            ),
        };
        let files = vec![
            file("ru", "\"не привезли\", \"заказ не привезли\", \"где заказ\""),
            file("uk", "\"не привезли\", \"де замовлення\""),
        ];
        let (lexicon, _) = compile(&LexiconFiles::new(files), Packs::none()).unwrap();
        let settings = ScanSettings::default();
        let call = dialogue::parse(text, Role::Customer).unwrap();
        let report = Scanner::new(&lexicon, &settings).scan(&call);
        report.findings.iter().map(|f| lexicon.rule(f.rule).id.clone()).collect()
    }

    #[test]
    fn the_same_words_count_once() {
        let (ru, uk) = ("complaint.delivery.ru", "complaint.delivery.uk");
        assert_eq!(found("не привезли"), [ru]);
        assert_eq!(found("мой заказ не привезли"), [ru]);
        assert_eq!(found("де замовлення, не привезли"), [uk, ru]);
        assert_eq!(found("где заказ, де замовлення"), [ru, uk]);
    }
}
