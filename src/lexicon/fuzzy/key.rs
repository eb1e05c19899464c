//! How a word sounds, roughly: spellings that are heard alike have one key.
//!
//! Russian and Ukrainian share one key, since surzhyk mixes them; English has one of its own.

/// Appends the key of a folded word; nothing for words of other scripts, of both, or with digits.
pub(super) fn push_key(word: &str, key: &mut Vec<char>) {
    let letters = || word.chars().filter(|c| *c != '\'');
    if letters().all(|c| matches!(c, 'а'..='я' | 'і' | 'ї' | 'є' | 'ґ')) {
        cyrillic(letters(), key);
    } else if letters().all(|c| c.is_ascii_lowercase()) {
        english(&letters().collect::<Vec<char>>(), key);
    }
}

/// Vowels that sound alike without stress, also across Russian and Ukrainian.
fn is_front(c: char) -> bool {
    matches!(c, 'е' | 'э' | 'є' | 'и' | 'і' | 'ї' | 'ы' | 'я')
}

fn is_hushing(c: char) -> bool {
    matches!(c, 'ж' | 'ш' | 'щ' | 'ч' | 'ц')
}

/// Voiced consonants sound like these at the end and beside other consonants of the kind.
fn voiceless(c: char) -> char {
    match c {
        'б' => 'п',
        'в' => 'ф',
        'г' | 'ґ' => 'к',
        'д' => 'т',
        'ж' => 'ш',
        'з' => 'с',
        other => other,
    }
}

fn is_obstruent(c: char) -> bool {
    matches!(voiceless(c), 'п' | 'к' | 'т' | 'ш' | 'с' | 'х' | 'ц' | 'ч' | 'щ')
}

fn cyrillic(letters: impl Iterator<Item = char>, out: &mut Vec<char>) {
    // Signs are not heard, and of doubled letters one is.
    let mut word: Vec<char> = Vec::with_capacity(24);
    for c in letters.filter(|c| !matches!(c, 'ь' | 'ъ')) {
        if word.last() != Some(&c) {
            word.push(c);
        }
    }
    endings(&mut word);
    let mut at = 0;
    while let Some(&c) = word.get(at) {
        let (next, after) = (word.get(at + 1).copied(), word.get(at + 2).copied());
        let before = at.checked_sub(1).map(|before| word[before]);
        // Of these groups the middle or first letter is not heard.
        let lost = matches!(
            (c, next, after),
            ('т' | 'д', Some('н'), _) if before == Some('с') || before == Some('з')
        ) || matches!((c, next, after), ('в', Some('с'), Some('т')) if before.is_some_and(is_vowel))
            || matches!((c, next, before), ('й', _, Some('и' | 'ы' | 'і' | 'ї')));
        at += 1;
        if lost {
            continue;
        }
        let sound = match c {
            'с' | 'з' | 'ж' | 'ш' if next == Some('ч') => {
                at += 1;
                'щ'
            }
            'т' | 'д' if matches!(next, Some('ц')) => continue,
            'т' | 'д' if next == Some('с') && !is_k(after) => {
                at += 1;
                'ц'
            }
            'ч' if matches!(next, Some('н' | 'т')) => 'ш',
            'а' | 'о' if before.is_some_and(is_hushing) => 'и',
            'о' => 'а',
            'я' if before.is_none() => 'я',
            'ю' => 'у',
            c if is_front(c) => 'и',
            c if next.is_none_or(is_obstruent) => voiceless(c),
            'ґ' => 'г',
            c => c,
        };
        if out.last() != Some(&sound) {
            out.push(sound);
        }
    }
}

fn is_vowel(c: char) -> bool {
    is_front(c) || matches!(c, 'а' | 'о' | 'у' | 'ю')
}

/// «тск» and «дск» keep their «к» apart: «городской».
fn is_k(c: Option<char>) -> bool {
    c == Some('к')
}

/// «-тся» sounds like «-ца», «-ого» like «-ава».
fn endings(word: &mut Vec<char>) {
    if word.ends_with(&['т', 'с', 'я']) {
        word.truncate(word.len() - 3);
        word.extend(['ц', 'а']);
    } else if word.ends_with(&['ц', 'я']) {
        word.truncate(word.len() - 2);
        word.extend(['ц', 'а']);
    } else if let [.., 'о' | 'е', last @ 'г', 'о'] = word.as_mut_slice() {
        *last = 'в';
    }
}

fn english(word: &[char], out: &mut Vec<char>) {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let is_soft = |c: Option<&char>| matches!(c, Some('e' | 'i' | 'y'));
    let mut at = 0;
    while let Some(&c) = word.get(at) {
        let rest = &word[at..];
        let (sounds, read): (&[char], usize) = match rest {
            ['k', 'n', ..] if at == 0 => (&['n'], 2),
            ['w', 'r', ..] if at == 0 => (&['r'], 2),
            ['t' | 's' | 'c', 'i', 'o' | 'a', 'n', ..] => (&['S', 'n'], 4),
            ['s', 's', 'i', 'o', 'n', ..] => (&['S', 'n'], 5),
            ['p', 'h', ..] => (&['f'], 2),
            ['s', 'c', 'h', ..] => (&['s', 'k'], 3),
            ['s', 'h', ..] => (&['S'], 2),
            ['c', 'h', ..] => (&['C'], 2),
            ['t', 'c', 'h', ..] => (&['C'], 3),
            ['t', 'h', ..] => (&['T'], 2),
            ['g', 'h', ..] if at > 0 => (&[], 2),
            ['d', 'g', 'e', ..] => (&['j'], 2),
            ['c', 'k', ..] => (&['k'], 2),
            ['c' | 's', 'c', ..] if is_soft(rest.get(2)) => (&['s'], 2),
            ['c', ..] if is_soft(rest.get(1)) => (&['s'], 1),
            ['c' | 'q', ..] => (&['k'], 1),
            ['g', ..] if is_soft(rest.get(1)) => (&['j'], 1),
            ['x', ..] => (&['k', 's'], 1),
            ['z', ..] => (&['s'], 1),
            // The silent one.
            ['e'] if at > 0 => (&[], 1),
            ['y', ..] if at == 0 => (&['y'], 1),
            _ if is_vowel(c) => (&['a'], 1),
            ['w', ..] if at > 0 && !rest.get(1).is_some_and(|c| is_vowel(*c)) => (&[], 1),
            _ => (&word[at..=at], 1),
        };
        for sound in sounds {
            if out.last() != Some(sound) {
                out.push(*sound);
            }
        }
        at += read;
    }
}

#[cfg(test)]
mod tests {
    use super::push_key;

    fn key(word: &str) -> String {
        let mut key = Vec::new();
        push_key(word, &mut key);
        key.into_iter().collect()
    }

    #[test]
    fn heard_alike() {
        for (said, heard) in [
            ("руководитель", "руковадитель"),
            ("директор", "деректор"),
            ("претензию", "притензию"),
            ("позвать", "пазвать"),
            ("вернётся", "вернеться"),
            ("возвратиться", "возвратица"),
            ("отключили", "атключили"),
            ("сделать", "зделать"),
            ("счёт", "щет"),
            ("суббота", "субота"),
            ("здравствуйте", "здраствуйте"),
            ("честно", "чесно"),
            ("плохого", "плохова"),
            ("конечно", "конешно"),
            ("шёпотом", "шопотом"),
            ("скарга", "скаргa"),
            ("зв'язок", "звязок"),
            ("керівник", "киривник"),
            ("supervisor", "superviser"),
            ("manager", "meneger"),
            ("receive", "recieve"),
            ("cancel", "kansel"),
            ("complaint", "complant"),
            ("refund", "refunnd"),
        ] {
            let (said, heard) = (crate::text::fold_word(said), crate::text::fold_word(heard));
            assert_eq!(key(&said), key(&heard), "{said} {heard}");
            assert!(key(&said).chars().count() > 1, "{said}");
        }
    }

    #[test]
    fn heard_apart() {
        for (one, other) in [
            ("жалоба", "желоб"),
            ("директор", "диктор"),
            ("вернуть", "вырвать"),
            ("manager", "minor"),
            ("суд", "суп"),
        ] {
            assert_ne!(key(one), key(other));
        }
        assert_eq!(key("рублей5"), "");
        assert_eq!(key("abв"), "");
    }
}
