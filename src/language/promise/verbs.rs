//! Forms of verbs that promise, in Russian and Ukrainian.

use super::{Person, ru, uk};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The verbs of one language.
#[derive(Debug)]
pub(super) struct Verbs {
    /// Third person of the future that ends in -ет, -е or -є, folded.
    pub(super) first_conjugation: &'static str,
    /// Third person of the future that ends in -ит or -ить.
    pub(super) second_conjugation: &'static str,
    /// Forms that do not follow, with the person of each.
    pub(super) others: &'static [(Person, &'static str)],
}

/// What a form can be.
#[derive(Clone, Copy)]
struct Form {
    person: Person,
    /// Only where Ukrainian is spoken.
    ukrainian: bool,
}

static FORMS: LazyLock<FxHashMap<String, Form>> = LazyLock::new(|| {
    let mut forms = FxHashMap::default();
    let mut add = |word: String, person: Person, ukrainian: bool| {
        forms.entry(word).or_insert(Form { person, ukrainian });
    };
    for (person, words) in ru::VERBS.others.iter().chain(uk::VERBS.others) {
        words.split_whitespace().for_each(|word| add(word.to_owned(), *person, false));
    }
    for form in ru::VERBS.first_conjugation.split_whitespace() {
        let stem = form.trim_end_matches("ет");
        russian(stem, &["у", "ю"], "ем", "ет", &["ут", "ют"], &mut add);
    }
    for form in ru::VERBS.second_conjugation.split_whitespace() {
        let stem = form.trim_end_matches("ит");
        let (mutated, plain) = (mutated(stem, false), stem);
        for first in mutated {
            add(first.clone(), Person::I, false);
            add(format!("{first}сь"), Person::I, false);
        }
        russian(plain, &[], "им", "ит", &["ят", "ат"], &mut add);
    }
    for form in uk::VERBS.first_conjugation.split_whitespace() {
        let vowel = if form.ends_with('є') { "є" } else { "е" };
        let stem = form.trim_end_matches(['е', 'є']);
        ukrainian(stem, &["у", "ю"], vowel, &["уть", "ють"], false, &mut add);
    }
    for form in uk::VERBS.second_conjugation.split_whitespace() {
        let stem = form.trim_end_matches("ить");
        for first in mutated(stem, true) {
            add(format!("{first}ся"), Person::I, false);
            add(format!("{first}сь"), Person::I, false);
            add(first, Person::I, false);
        }
        ukrainian(stem, &[], "и", &["ять", "ать", "лять"], true, &mut add);
    }
    forms
});

/// The forms of a Russian verb and of its reflexive.
fn russian(
    stem: &str,
    first: &[&str],
    plural: &str,
    third: &str,
    others: &[&str],
    add: &mut impl FnMut(String, Person, bool),
) {
    if stem.is_empty() {
        return;
    }
    for ending in first {
        add(format!("{stem}{ending}"), Person::I, false);
        add(format!("{stem}{ending}сь"), Person::I, false);
    }
    for (endings, person) in
        [(&[plural][..], Person::We), (&[third][..], Person::Other), (others, Person::Other)]
    {
        for ending in endings {
            add(format!("{stem}{ending}"), person, false);
            add(format!("{stem}{ending}ся"), person, false);
        }
    }
}

/// The forms of a Ukrainian verb and of its reflexive.
fn ukrainian(
    stem: &str,
    first: &[&str],
    vowel: &str,
    others: &[&str],
    second: bool,
    add: &mut impl FnMut(String, Person, bool),
) {
    let mut both = |word: String, person, only| {
        for ending in ["ся", "сь"] {
            add(format!("{word}{ending}"), person, only);
        }
        add(word, person, only);
    };
    for ending in first {
        both(format!("{stem}{ending}"), Person::I, false);
    }
    both(format!("{stem}{vowel}мо"), Person::We, false);
    both(format!("{stem}{vowel}м"), Person::We, false);
    for ending in others {
        both(format!("{stem}{ending}"), Person::Other, false);
    }
    // «передзвонить» is a Russian infinitive as well.
    let third = if second { "ить" } else { vowel };
    both(format!("{stem}{third}"), Person::Other, second);
    if !second {
        both(format!("{stem}{vowel}ть"), Person::Other, false);
    }
}

/// First persons of a stem of the second conjugation: «отправлю», «возмещу», «решу».
fn mutated(stem: &str, ukrainian: bool) -> Vec<String> {
    let cut = |count: usize| {
        let end = stem.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
        &stem[..end]
    };
    let mut forms = vec![format!("{stem}ю")];
    let changed: &[(&str, &[&str])] = if ukrainian {
        &[("ст", &["щу"]), ("т", &["чу"]), ("д", &["джу"]), ("с", &["шу"]), ("з", &["жу"])]
    } else {
        &[("ст", &["щу"]), ("т", &["чу", "щу"]), ("д", &["жу"]), ("с", &["шу"]), ("з", &["жу"])]
    };
    for (end, becomes) in changed {
        if stem.ends_with(end) {
            let cut = cut(end.chars().count());
            forms.extend(becomes.iter().map(|ending| format!("{cut}{ending}")));
        }
    }
    if stem.ends_with(['б', 'п', 'в', 'м', 'ф']) {
        forms.push(format!("{stem}лю"));
    }
    if stem.ends_with(['ж', 'ч', 'ш', 'щ']) {
        forms.push(format!("{stem}у"));
    }
    forms
}

/// Ukrainian futures of one word: «телефонуватиму».
const SYNTHETIC: [(&str, Person); 5] = [
    ("тиму", Person::I),
    ("тимемо", Person::We),
    ("тимем", Person::We),
    ("тиме", Person::Other),
    ("тимуть", Person::Other),
];

/// Who promises by a word, if it is the form of a verb that does.
pub(super) fn person(word: &str, ukrainian: bool) -> Option<Person> {
    if let Some(form) = FORMS.get(word) {
        return (ukrainian || !form.ukrainian).then_some(form.person);
    }
    if !ukrainian {
        return None;
    }
    let plain = word.strip_suffix("ся").or(word.strip_suffix("сь")).unwrap_or(word);
    let ends = SYNTHETIC.into_iter().find(|(ending, _)| plain.ends_with(ending));
    ends.filter(|_| plain.chars().count() > 6).map(|(_, person)| person)
}
