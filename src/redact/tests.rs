//! Tables of what is hidden and what is not.

use super::*;

fn hidden(text: &str) -> String {
    Policy::EVERYTHING.text(text).into_owned()
}

/// Turns of two speakers, `A: … / B: …`, as they are when everything is hidden.
fn turns(written: &str) -> String {
    let turns: Vec<(usize, &str)> = written
        .split(" / ")
        .map(|turn| match turn.split_once(": ") {
            Some((who, text)) => (usize::from(who == "B"), text),
            None => (0, turn),
        })
        .collect();
    let spans = find(turns.iter().copied(), Kinds::ALL);
    let shown = turns.iter().enumerate().map(|(at, (_, text))| {
        let own: Vec<Span> = spans.iter().filter(|span| span.turn == at).cloned().collect();
        hide::text(text, &own, &Policy::EVERYTHING).into_text()
    });
    shown.collect::<Vec<_>>().join(" / ")
}

#[test]
fn cards() {
    for (said, shown) in [
        ("карта 4111111111111111", "карта ••••••••••••1111"),
        ("4111 1111 1111 1111", "•••• •••• •••• 1111"),
        ("4111-1111-1111-1111.", "••••-••••-••••-1111."),
        ("4111.1111.1111.1111", "••••.••••.••••.1111"),
        ("4111, 1111, э, 1111, ну 1111", "••••, ••••, •••, ••••, ••• 1111"),
        ("номер карты 4111 1111 1111 1112", "номер карты •••• •••• •••• ••••"),
        ("4111 1111 1111 1112", "4111 1111 1111 1112"),
        (
            "сорок один одиннадцать одиннадцать одиннадцать одиннадцать одиннадцать одиннадцать одиннадцать",
            "••• ••• ••• ••• ••• ••• ••• ••• •••",
        ),
        ("2200 0000 0000 0004", "•••• •••• •••• 0004"),
        ("4111 1111 1111 1111 12/25 123", "•••• •••• •••• 1111 ••/•• •••"),
        ("４１１１１１１１１１１１１１１１", "••••••••••••１１１１"),
    ] {
        assert_eq!(hidden(said), shown, "{said}");
    }
}

#[test]
fn cards_over_turns() {
    for (said, shown) in [
        ("A: 4111 1111 / A: 1111 1111", "•••• •••• / •••• 1111"),
        (
            "A: 4111 / B: ага / A: 1111 / B: записываю / A: 1111 1111",
            "•••• / ага / •••• / записываю / •••• 1111",
        ),
        (
            "A: 4111 / B: 4111 да / A: 1111 / B: 1111 / A: 1111 / B: 1111 / A: 1111 / B: 1111",
            "•••• / •••• да / •••• / •••• / •••• / •••• / 1111 / 1111",
        ),
        (
            "A: 4111 1111 / B: подождите я открою заказ / A: 1111 1111",
            "4111 1111 / подождите я открою заказ / 1111 1111",
        ),
        (
            "A: номер карты / B: 4111 1111 записали дальше 1111 1111",
            "номер карты / •••• •••• ••• ••• •••• 1111",
        ),
    ] {
        assert_eq!(turns(said), shown, "{said}");
    }
}

#[test]
fn codes() {
    for (said, shown) in [
        ("CVV 123", "CVV •••"),
        ("код на обороте сто двадцать три", "код на обороте ••• ••• •••"),
        ("три цифры на обороте четыре пять шесть", "три цифры на обороте ••• ••• •••"),
        ("security code is 4521", "security code is ••••"),
        ("си ви ви ноль один два", "си ви ви ••• ••• •••"),
        ("357 это cvc", "••• это cvc"),
        ("код домофона 357", "код домофона 357"),
        ("код из смс 4512", "код из смс 4512"),
    ] {
        assert_eq!(hidden(said), shown, "{said}");
    }
    assert_eq!(
        turns("A: назовите код безопасности / B: пять пять семь"),
        "назовите код безопасности / ••• ••• •••"
    );
}

#[test]
fn contacts() {
    for (said, shown) in [
        ("позвоните +7 (916) 123-45-67 вечером", "позвоните +• (•••) •••-••-•• вечером"),
        ("8 916 123 45 67", "• ••• ••• •• ••"),
        ("0671234567", "••••••••••"),
        (
            "восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
            "••• ••• ••• ••• ••• ••• ••• ••• ••• •••",
        ),
        ("call 07700 900123", "call ••••• ••••••"),
        ("телефон 245-67-89", "телефон •••-••-••"),
        ("пишите ivan.petrov@mail.example вот", "пишите •••.•••@•••.••• вот"),
        ("почта ivan точка petrov собака мейл точка ру", "почта ••• ••• ••• ••• ••• ••• •••"),
        ("моя пошта olena равлик укр крапка нет дякую", "моя пошта ••• ••• ••• ••• ••• дякую"),
        ("john dot smith at gmail dot com please", "••• ••• ••• ••• ••• ••• ••• please"),
        ("у меня собака большая", "у меня собака большая"),
        ("look at this dot here", "look at this dot here"),
    ] {
        assert_eq!(hidden(said), shown, "{said}");
    }
}

#[test]
fn documents() {
    for (said, shown) in [
        ("паспорт серия 45 10 номер 123456", "паспорт серия •• •• ••• ••••••"),
        ("паспорт КВ 123456", "паспорт ••• ••••••"),
        ("снилс 112-233-445 95", "снилс •••-•••-••• ••"),
        ("112-233-445 95", "•••-•••-••• ••"),
        ("инн 7707083893", "инн ••••••••••"),
        ("мій рнокпп 1759013776", "мій рнокпп ••••••••••"),
        ("IBAN GB82 WEST 1234 5698 7654 32 thanks", "IBAN ••••• ••• •••• •••• •••• •• thanks"),
    ] {
        assert_eq!(hidden(said), shown, "{said}");
    }
}

#[test]
fn what_is_no_personal_data() {
    for said in [
        "заказ 4512987634 на сумму 15 990 рублей",
        "12.03.2024 в 15:30, потом 13.03.2024 в 16:45",
        "пять тысяч двести рублей и двадцать два дня",
        "с 10 до 22, по 500, 600, 700 и 800 гривен",
        "order 84512345678 from 2024-03-15 14:30:00",
        "добавочный 123",
        "температура 36,6 и давление 120 на 80",
        "тариф 350 за 30 гигабайт, 1500 минут",
    ] {
        assert_eq!(hidden(said), said);
    }
}

#[test]
fn levels() {
    let text = "карта 4111111111111111 cvv 123 телефон +79161234567";
    assert_eq!(Policy::off().text(text), "карта ••••••••••••1111 cvv ••• телефон +79161234567");
    assert_eq!(Policy::default().text(text), Policy::off().text(text));
    let key = Key::new(b"0123456789abcdef".to_vec()).unwrap();
    assert!(Key::new(b"short".to_vec()).is_none());
    assert_eq!(format!("{key:?}"), "Key(hidden)");
    let policy = Policy::hash(Kinds::ALL, key);
    let hashed = policy.text(text);
    assert!(hashed.starts_with("карта [card:") && hashed.contains("cvv •••"), "{hashed}");
    assert!(hashed.contains("[phone:") && !hashed.contains("4567"), "{hashed}");
    // The same value in another layout is the same token.
    let phone =
        |text| policy.text(text).split_once("[phone:").map(|(_, hash)| hash[..8].to_owned());
    assert_eq!(phone("+7 916 123-45-67"), phone(text));
    assert_eq!(policy.text(&hashed), hashed);
    let other = Policy::hash(Kinds::ALL, Key::new(b"another key of mine".to_vec()).unwrap());
    assert_ne!(other.text(text), hashed);
}

#[test]
fn json_values() {
    let mut value = serde_json::json!({
        "cvv": "123", "card": 4111111111111111_u64, "amount": 4500, "list": ["4111 1111 1111 1111"]
    });
    Policy::default().json("extra", &mut value);
    assert_eq!(
        value,
        serde_json::json!({
            "cvv": "•••", "card": "••••••••••••1111", "amount": 4500, "list": ["•••• •••• •••• 1111"]
        })
    );
}

#[test]
fn places_move_with_the_mask() {
    let text = "ой 4111111111111111 да";
    let spans = find([(0, text)], Kinds::CARDS);
    let hidden = hide::text(text, &spans, &Policy::default());
    let at = text.find("да").unwrap();
    assert_eq!(&hidden.text()[hidden.place(at)..], "да");
    assert_eq!(hidden.part(0..at), "ой ••••••••••••1111 ");
    assert_eq!(hidden.part(5..9), "••••••••••••1111");
    assert_eq!(hidden.place(text.len()), hidden.text().len());
}
