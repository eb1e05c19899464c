//! Any text through the redactor: spans lie on character borders inside their turns, in order and apart;
//! what is hidden once stays as it is, and no card is left.

use callsift::redact::{Key, Kinds, Policy, find, may_hold};

pub(crate) fn seeds() -> Vec<Vec<u8>> {
    [
        "4111 1111 1111 1111, cvv 123\n\nага\n12 25",
        "номер карты сорок один одиннадцать\nзаписываю\nодиннадцать одиннадцать 1111 1111",
        "+7 (916) 123-45-67 или ivan точка petrov собака мейл точка ру, a.b@c.example",
        "паспорт 45 10 123456, снилс 112-233-445 95, инн 7707083893, GB82 WEST 1234 5698 7654 32",
        "double four triple zero oh, три нуля, 12.03.2024 15:30, 15 990 ₽, [phone:1a2b3c4d] ••• 1111",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

pub(crate) fn check(bytes: &[u8], _: usize) {
    let text = String::from_utf8_lossy(bytes);
    // Lines are turns of two speakers.
    let turns: Vec<&str> = text.split('\n').collect();
    let spans = find(turns.iter().enumerate().map(|(at, text)| (at % 2, *text)), Kinds::ALL);
    let mut before = (0, 0);
    for span in &spans {
        let said = turns[span.turn].get(span.start..span.end);
        assert!(said.is_some_and(|said| !said.is_empty()), "{span:?} is no part of its turn");
        assert!((span.turn, span.start) >= before, "{span:?} overlaps, or is out of order");
        assert!(may_hold(turns[span.turn]), "{span:?} in a turn that was to hold nothing");
        before = (span.turn, span.end);
    }
    let key = Key::new(b"a secret of the tests".to_vec()).unwrap();
    for policy in [Policy::off(), Policy::EVERYTHING, Policy::hash(Kinds::ALL, key)] {
        let once = policy.text(&text).into_owned();
        assert_eq!(policy.text(&once), once, "hidden twice");
    }
}
