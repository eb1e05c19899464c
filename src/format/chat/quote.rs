//! Quotations in e-mail: what somebody wrote before is not said again.

/// How the line above a quotation ends, in lower case.
const WROTE: &[&str] = &[
    "wrote:",
    "writes:",
    "пишет:",
    "писал:",
    "писала:",
    "писал(а):",
    "написал:",
    "написала:",
    "написал(а):",
    "пише:",
    "писав:",
    "написав:",
    "написав(ла):",
    "написала(в):",
    "пишуть:",
];

/// Lines that stand above a quoted message, in lower case, without the dashes around them.
const ORIGINAL: &[&str] = &[
    "original message",
    "forwarded message",
    "исходное сообщение",
    "пересылаемое сообщение",
    "пересланное сообщение",
    "вихідне повідомлення",
    "переслане повідомлення",
    "оригінальне повідомлення",
];

/// A text without the quotations in it, and whether there were any.
pub(super) fn without(text: &str) -> (String, bool) {
    let lines: Vec<_> = text.lines().collect();
    let mut kept = Vec::with_capacity(lines.len());
    let mut quoted = false;
    let mut at = 0;
    while let Some(whole) = lines.get(at) {
        let line = whole.trim();
        if line.starts_with('>') {
            quoted = true;
        } else if let Some(length) = heading(lines.get(at..).unwrap_or_default()) {
            quoted = true;
            let below = lines.get(at + length..).unwrap_or_default();
            // Marked line by line, only those lines are the quotation; else it is all that follows.
            if !below.iter().any(|line| line.trim_start().starts_with('>')) {
                break;
            }
            at += length;
            continue;
        } else {
            kept.push(*whole);
        }
        at += 1;
    }
    if quoted { (kept.join("\n").trim().to_owned(), true) } else { (text.to_owned(), false) }
}

/// How many lines the heading of a quotation takes that begins here.
fn heading(lines: &[&str]) -> Option<usize> {
    let first = lines.first()?.trim().to_lowercase();
    if first.starts_with("--") && ORIGINAL.contains(&first.trim_matches(['-', ' '])) {
        return Some(1);
    }
    let wrote = |line: &str| WROTE.iter().any(|end| line.ends_with(end));
    let dated =
        |line: &str| line.contains(|c: char| c.is_ascii_digit()) && line.contains([',', '@', '.']);
    if wrote(&first) && dated(&first) {
        return Some(1);
    }
    // Long ones are broken in two.
    let second = lines.get(1)?.trim().to_lowercase();
    (dated(&first) && wrote(&second) && !first.ends_with(['.', '!', '?'])).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let (found, quoted) = without(text);
        assert_eq!((found.as_str(), quoted), (expected, text != expected), "{text}");
    }

    #[test]
    fn quotations() {
        check("Спасибо!\n\n21.11.2026, 17:40, Анна <a@b.ua> пишет:\n> Добрый день\n> ", "Спасибо!");
        check("Yes.\nOn Fri, Nov 27, 2026 at 9:00 Ben\n<b@c.org> wrote:\nOld text\nmore", "Yes.");
        check("> old\nnew\n>> older\nnewer", "new\nnewer");
        check("Так\n-----Original Message-----\nFrom: x\nold", "Так");
        check("On 3.5.2026, he wrote:\n> one\nmy answer\n> two", "my answer");
        check("> all of it", "");
    }

    #[test]
    fn no_quotations() {
        for text in [
            "",
            "He never wrote: nobody",
            "She wrote:\nnothing",
            "a -> b\nc",
            "-- \nAnna",
            "I paid 5.50.\nhe wrote:",
        ] {
            check(text, text);
        }
    }
}
