//! Holds the texts of the screen, `src/bin/callsift/messages`, against each other: what one language
//! says the others say too, and nothing has two names.
#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const LANGUAGES: [&str; 3] = ["ru", "uk", "en"];

/// Words that would be a second name of an idea, by the begin of each word, and the name it has
/// (`reference` to the list: `src/bin/callsift/messages/terms.rs`). A word that ends in `.` is whole.
const SECOND_NAMES: [&[(&str, &str)]; 3] = [
    &[
        ("лексикон", "словарь"),
        ("тезаурус", "словарь"),
        ("находк", "срабатывание"),
        ("совпаден", "срабатывание"),
        ("детекц", "срабатывание"),
        ("хит.", "срабатывание"),
        ("высказыван", "реплика"),
        ("риск", "приоритет"),
        ("тяжест", "серьёзность"),
        ("срочност", "приоритет"),
        ("подавлен", "не засчитано"),
        ("отклонен", "не засчитано"),
        ("отброшен", "не засчитано"),
        ("не учтен", "не засчитано"),
        ("не учтён", "не засчитано"),
        ("не оцен", "не проверялось"),
        ("не обнаружен", "не найдено"),
        ("молчан", "пауза"),
        ("мертв", "тишина без предупреждения"),
        ("мёртв", "тишина без предупреждения"),
        ("анонс", "с предупреждением"),
        ("холд", "удержание"),
        ("наложен", "говорят одновременно"),
        ("перекрыт", "говорят одновременно"),
        ("прерыван", "перебивание"),
        ("агент", "оператор"),
        ("сотрудник", "оператор"),
        ("менеджер", "оператор"),
        ("абонент", "клиент"),
        ("покупател", "клиент"),
        ("заказчик", "клиент"),
        ("отбраков", "не удалось прочитать"),
        ("отверг", "не удалось прочитать"),
        ("точност", "доля верных срабатываний"),
        ("ложн", "доля верных срабатываний"),
        ("полнот", "доля найденных жалоб"),
        ("повторный звонок", "повторное обращение"),
    ],
    &[
        ("лексикон", "словник"),
        ("тезаурус", "словник"),
        ("знахідк", "спрацювання"),
        ("збіг", "спрацювання"),
        ("детекц", "спрацювання"),
        ("висловлюван", "репліка"),
        ("ризик", "пріоритет"),
        ("тяжкіст", "серйозність"),
        ("терміновіст", "пріоритет"),
        ("придушен", "не зараховано"),
        ("відхилен", "не зараховано"),
        ("відкинут", "не зараховано"),
        ("не враховано", "не зараховано"),
        ("не оцін", "не перевірялося"),
        ("не виявлен", "не знайдено"),
        ("мовчан", "пауза"),
        ("мертв", "тиша без попередження"),
        ("анонс", "з попередженням"),
        ("холд", "утримання"),
        ("накладан", "говорять одночасно"),
        ("перекрит", "говорять одночасно"),
        ("переривання", "перебивання"),
        ("агент", "оператор"),
        ("співробітник", "оператор"),
        ("менеджер", "оператор"),
        ("абонент", "клієнт"),
        ("покуп", "клієнт"),
        ("замовник", "клієнт"),
        ("забракован", "не вдалося прочитати"),
        ("точніст", "частка правильних спрацювань"),
        ("хибн", "частка правильних спрацювань"),
        ("повнот", "частка знайдених скарг"),
        ("повторний дзвінок", "повторне звернення"),
    ],
    &[
        ("lexicon", "dictionary"),
        ("vocabular", "dictionary"),
        ("finding", "hit"),
        ("match", "hit, found"),
        ("detection", "hit"),
        ("turn.", "utterance"),
        ("turns.", "utterance"),
        ("sentence", "utterance"),
        ("risk", "review priority"),
        ("urgenc", "review priority"),
        ("suppress", "excluded"),
        ("dismiss", "excluded"),
        ("not evaluat", "not checked"),
        ("not assess", "not checked"),
        ("not detect", "not found"),
        ("clear.", "not found"),
        ("silence", "pause, dead air"),
        ("overlap", "talk-over"),
        ("cross talk", "talk-over"),
        ("cut off", "interruption"),
        ("cuts off", "interruption"),
        ("operator", "agent"),
        ("representative", "agent"),
        ("caller", "customer"),
        ("client", "customer"),
        ("reject", "unreadable"),
        ("could not be read", "unreadable"),
        ("false alarm", "precision"),
        ("false positive", "precision"),
        ("accura", "precision"),
        ("repeat call", "repeat contact"),
    ],
];

/// Names that hold a word of the list and are right.
const ALLOWED: [&str; 3] = ["риск ухода", "ризик відтоку", "churn risk"];

/// A text in its languages, and where it stands.
struct Said {
    place: String,
    in_language: [Vec<String>; 3],
}

/// One piece of Rust: a string, or anything else.
#[derive(Debug)]
enum Token {
    Text(String),
    Other(String),
}

/// Strings, words and signs, without comments.
fn tokens(source: &str) -> Vec<(usize, Token)> {
    let mut out = Vec::new();
    let mut rest = source.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let line = source[..at].matches('\n').count() + 1;
        match c {
            '/' if source[at..].starts_with("//") => {
                while rest.next_if(|(_, c)| *c != '\n').is_some() {}
            }
            '\'' => {
                // A character such as '"' must not open a string.
                let literal = source[at..].chars().nth(2) == Some('\'');
                for _ in 0..if literal { 2 } else { 0 } {
                    rest.next();
                }
            }
            '"' => {
                let mut text = String::new();
                while let Some((_, c)) = rest.next().filter(|(_, c)| *c != '"') {
                    match (c, rest.peek().map(|(_, next)| *next)) {
                        ('\\', Some('\n')) => {
                            while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
                        }
                        ('\\', Some('n')) => {
                            rest.next();
                            text.push(' ');
                        }
                        ('\\', Some(next)) => {
                            rest.next();
                            text.push(next);
                        }
                        _ => text.push(c),
                    }
                }
                out.push((line, Token::Text(text)));
            }
            c if c.is_whitespace() => {}
            c if c.is_alphanumeric() || c == '_' => {
                let mut word = String::from(c);
                while let Some((_, c)) = rest.next_if(|(_, c)| c.is_alphanumeric() || *c == '_') {
                    word.push(c);
                }
                out.push((line, Token::Other(word)));
            }
            c => out.push((line, Token::Other(c.to_string()))),
        }
    }
    out
}

/// The texts of one file: `NAME = "…", "…", "…";` and `ru: "…", uk: "…", en: "…"`, the latter with
/// lists too.
fn texts(name: &str, source: &str) -> Vec<Said> {
    // Tests stand at the end of a file and say things in one language.
    let source = source.split("#[cfg(test)]\nmod tests").next().unwrap();
    let tokens = tokens(source);
    let is = |at: usize, sign: &str| matches!(tokens.get(at), Some((_, Token::Other(other))) if other == sign);
    let text = |at: usize| match tokens.get(at) {
        Some((_, Token::Text(text))) => Some(text.clone()),
        _ => None,
    };
    let mut out = Vec::new();
    let mut at = 0;
    let mut inside = 0;
    while at < tokens.len() {
        let place = format!("{name}:{}", tokens[at].0);
        if is(at, "=") {
            let three = [at + 1, at + 3, at + 5].map(text);
            if let [Some(ru), Some(uk), Some(en)] = three
                && is(at + 2, ",")
                && is(at + 4, ",")
            {
                out.push(Said { place, in_language: [vec![ru], vec![uk], vec![en]] });
                inside += 3;
                at += 6;
                continue;
            }
        }
        if is(at, "ru") && is(at + 1, ":") {
            let mut in_language = [Vec::new(), Vec::new(), Vec::new()];
            let mut next = at;
            for (language, texts) in LANGUAGES.iter().zip(&mut in_language) {
                if !is(next, language) || !is(next + 1, ":") {
                    break;
                }
                next += 2;
                while text(next).is_some() || is(next, "[") || is(next, "]") || is(next, ",") {
                    texts.extend(text(next));
                    next += 1;
                }
            }
            if in_language.iter().all(|texts| !texts.is_empty()) {
                inside += in_language.iter().map(Vec::len).sum::<usize>();
                out.push(Said { place, in_language });
                at = next;
                continue;
            }
        }
        at += 1;
    }
    let cyrillic = |text: &str| text.chars().any(|c| ('а'..='ї').contains(&c));
    let all = tokens.iter().filter(|(_, token)| matches!(token, Token::Text(_))).count();
    let cyrillic_all = tokens.iter().filter(|(_, t)| matches!(t, Token::Text(t) if cyrillic(t)));
    let known = out.iter().flat_map(|said| said.in_language.iter().flatten());
    let known = known.filter(|text| cyrillic(text)).count();
    assert_eq!(
        cyrillic_all.count(),
        known,
        "{name}: a text is not in three languages, or not read"
    );
    assert!(all >= inside);
    out
}

fn all_texts() -> Vec<Said> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bin/callsift/messages");
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        out.extend(texts(&name, &fs::read_to_string(&path).unwrap()));
    }
    assert!(out.len() > 100, "only {} texts were found", out.len());
    out
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// The second names in a text, each with the name it should have.
fn second_names(text: &str, language: usize) -> Vec<String> {
    // What stands between backticks is typed as it is, what stands in braces is not shown.
    let text = text.to_lowercase();
    let said: Vec<&str> = text.split('`').step_by(2).collect();
    let said = said.join(" ");
    let behind = |part| str::split_once(part, '}').map_or(part, |(_, behind)| behind);
    let mut text = said.split('{').map(behind).collect::<Vec<_>>().join(" ");
    for allowed in ALLOWED {
        text = text.replace(allowed, " ");
    }
    // A name of a file or a setting, `calls.jsonl`, is typed as it is too.
    let is_typed = |word: &&str| word.trim_matches(|c: char| !c.is_alphanumeric()).contains('.');
    let text: Vec<&str> = text.split_whitespace().filter(|word| !is_typed(word)).collect();
    let text = text.join(" ");
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()).collect();
    let begins = |word: &str, stem: &str| match stem.strip_suffix('.') {
        Some(whole) => word == whole,
        None => word.starts_with(stem),
    };
    let mut found = Vec::new();
    for (second, name) in SECOND_NAMES[language] {
        let stems: Vec<&str> = second.split(' ').collect();
        let there = words
            .windows(stems.len())
            .any(|words| words.iter().zip(&stems).all(|(word, stem)| begins(word, stem)));
        if there {
            found.push(format!("`{second}` is called `{name}`"));
        }
    }
    found
}

#[test]
fn what_one_language_fills_in_the_others_fill_in_too() {
    for Said { place, in_language } in all_texts() {
        let [ru, uk, en] = &in_language;
        for texts in [uk, en] {
            // Forms of a counted noun have no places; every other text is one.
            if ru.len() == 1 && texts.len() == 1 {
                assert_eq!(
                    placeholders(&ru[0]),
                    placeholders(&texts[0]),
                    "{place}: {in_language:?}"
                );
            }
        }
        let blank = |text: &String| text.trim().is_empty();
        assert!(!in_language.iter().flatten().any(blank), "{place}: {in_language:?}");
        let edges = |text: &str| (text.starts_with(' '), text.ends_with(' '));
        if ru.len() == 1 {
            assert_eq!(edges(&ru[0]).1, edges(&en[0]).1, "{place}: {in_language:?}");
        }
    }
}

#[test]
fn nothing_has_two_names() {
    let mut wrong = Vec::new();
    for said in all_texts() {
        for (language, texts) in said.in_language.iter().enumerate() {
            for text in texts {
                for told in second_names(text, language) {
                    wrong.push(format!("{} {}: {told}: «{text}»", said.place, LANGUAGES[language]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn languages_are_not_mixed_up() {
    for Said { place, in_language } in all_texts() {
        let [ru, uk, en] = in_language.map(|texts| texts.join(" ").to_lowercase());
        assert!(!ru.contains(['і', 'ї', 'є', 'ґ']), "{place}: {ru}");
        assert!(!uk.contains(['ы', 'э', 'ё', 'ъ']), "{place}: {uk}");
        assert!(!en.contains(|c| ('а'..='ї').contains(&c)), "{place}: {en}");
    }
}

/// The checks above can fail.
#[test]
fn a_wrong_text_is_seen() {
    let texts = texts("x", "texts! { A = \"нет в лексиконе {a}\", \"ризик\", \"Risk {b}\"; }");
    assert_eq!(texts.len(), 1);
    let [ru, uk, en] = &texts[0].in_language;
    assert_ne!(placeholders(&ru[0]), placeholders(&en[0]));
    assert_eq!(second_names(&ru[0], 0), ["`лексикон` is called `словарь`"]);
    assert_eq!(second_names(&uk[0], 1), ["`ризик` is called `пріоритет`"]);
    assert_eq!(second_names(&en[0], 2), ["`risk` is called `review priority`"]);
    assert_eq!(second_names("churn risk; returns", 2), Vec::<String>::new());
    assert_eq!(second_names("see reject.jsonl, --set silence.long=6s.", 2), Vec::<String>::new());
    assert_eq!(second_names("a long silence.", 2).len(), 1);
    assert_eq!(second_names("a false alarm in one turn", 2).len(), 2);
}
