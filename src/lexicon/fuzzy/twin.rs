//! Holds the table against its slow twin, which looks at every form.

use super::key::push_key;
use super::table::{Table, slips_into, sounds_like};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use std::cell::Cell;
use std::cmp::Reverse;

const CASES: u32 = 6_000;

/// Words of few letters that meet and sound alike all the time.
fn word(letters: &'static [char]) -> impl Strategy<Value = String> {
    vec(select(letters), 4..10).prop_map(|letters| letters.into_iter().collect())
}

fn words() -> impl Strategy<Value = (Vec<String>, String)> {
    let cyrillic: &[char] = &['а', 'о', 'б', 'п', 'н', 'е', 'и', 'с', 'т', 'я', 'ь', 'і'];
    let latin: &[char] = &['a', 'e', 'c', 'k', 's', 'p', 'h', 'i', 'o', 'n'];
    prop_oneof![3 => Just(cyrillic), 1 => Just(latin)].prop_flat_map(|letters| {
        let slip = (0..10_usize, 0..5_u8, select(letters));
        (vec(word(letters), 1..30), 0..30_usize, vec(slip, 0..3)).prop_map(
            |(forms, from, slips)| {
                let mut heard: Vec<char> = forms[from % forms.len()].chars().collect();
                for (at, kind, letter) in slips {
                    let at = at % heard.len();
                    match kind {
                        0 => heard[at] = letter,
                        1 => heard.insert(at, letter),
                        2 if heard.len() > 1 => drop(heard.remove(at)),
                        3 if at + 1 < heard.len() => heard.swap(at, at + 1),
                        _ => heard.insert(at, heard[at]),
                    }
                }
                (forms, heard.into_iter().collect())
            },
        )
    })
}

/// Optimal string alignment by the book.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut d = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            d[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = d[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least = change.min(d[i - 1][j] + 1).min(d[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(d[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    d[a.len()][b.len()]
}

#[test]
fn table_and_twin_agree() {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let (alike, slipped) = (Cell::new(0_u32), Cell::new(0_u32));
    let result = TestRunner::new(config).run(&words(), |(mut forms, heard)| {
        forms.sort();
        forms.dedup();
        let spelled: Vec<Vec<char>> = forms.iter().map(|form| form.chars().collect()).collect();
        let letters: Vec<char> = heard.chars().collect();
        let table = Table::new((0..).zip(forms.iter().map(String::as_str)));
        let spelling = |form: u32| forms[form as usize].as_str();

        let mut key = Vec::new();
        push_key(&heard, &mut key);
        let sound = forms
            .iter()
            .enumerate()
            .filter_map(|(at, form)| Some((sounds_like(form, &letters, &key)?, at as u32)));
        let sound = sound.min().map(|(_, form)| form);
        prop_assert_eq!(table.sounding_like(&heard, spelling), sound);

        let mut slips = Vec::new();
        for (at, form) in spelled.iter().enumerate() {
            let slip = slips_into(form, &letters);
            let one = distance(form, &letters) == 1;
            prop_assert!(one || slip.is_none(), "{:?} {:?}", forms[at], heard);
            slips.extend(slip.map(|(slip, place)| (slip, Reverse(place), at as u32)));
            // What is one letter off and long enough is refused for its begin alone.
            if one && slip.is_none() && form.len() >= 7 && letters.len() >= 5 {
                prop_assert!(form[..2] != letters[..2], "{:?} {:?}", forms[at], heard);
            }
        }
        let slip = slips.into_iter().min().map(|(.., form)| form);
        prop_assert_eq!(table.one_slip_from(&heard, spelling), slip);
        alike.set(alike.get() + u32::from(sound.is_some()));
        slipped.set(slipped.get() + u32::from(slip.is_some()));
        Ok::<(), TestCaseError>(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    // A comparison of nothing with nothing proves nothing.
    let (alike, slipped) = (alike.get(), slipped.get());
    assert!(alike > CASES / 10 && slipped > CASES / 10, "{alike} {slipped}");
}
