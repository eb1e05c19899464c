//! A condition as its author wrote it: read from TOML, and written out in one way for revisions.

use super::condition::{
    Condition, Measure, Number, SilenceLevel, SilencePlace, SilenceTest, Within,
};
use super::source::{name_in, read_at_least, read_severity, sub_table};
use crate::diagnostic::table::{TableReader, Written};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::transcript::Role;
use toml::Spanned;
use toml::de::DeValue;

const CONDITIONS: &str = "a condition is one of { rule = … }, { all = […] }, { any = […] }, \
                          { none = […] }, { sequence = […], within = … }, { known = … }, { silence = {…} }, \
                          { overlap = {…} }, { interruption = {…} }, { measure = … }";

/// The key that says what kind of condition a table is.
const KINDS: [&str; 10] = [
    "all",
    "any",
    "none",
    "rule",
    "sequence",
    "known",
    "silence",
    "overlap",
    "interruption",
    "measure",
];

pub(super) fn read_condition(
    outer: &mut TableReader<'_, '_>,
    value: &Spanned<DeValue<'_>>,
) -> Option<Condition<Written<String>>> {
    let at = outer.place_of(value);
    let bad = |message: String| Diagnostic::new(Code::BadCondition, at, message).help(CONDITIONS);
    let Some(table) = value.get_ref().as_table() else {
        outer.complain(bad("a condition is a table in braces".to_owned()));
        return None;
    };
    let kinds: Vec<&str> =
        KINDS.into_iter().filter(|kind| table.iter().any(|(k, _)| k.get_ref() == *kind)).collect();
    let [kind] = kinds.as_slice() else {
        let message = match (kinds.is_empty(), table.iter().next()) {
            (true, Some((key, _))) => match nearest(key.get_ref(), KINDS) {
                Some(meant) => {
                    format!("`{}` is no condition; did you mean `{meant}`?", key.get_ref())
                }
                None => format!("`{}` is no condition", key.get_ref()),
            },
            (true, None) => "an empty condition".to_owned(),
            (false, _) => format!("{} in one condition", kinds.join(" and ")),
        };
        outer.complain(bad(message));
        return None;
    };
    sub_table(outer, "when", value, |inner| match *kind {
        "all" => list_of(inner, "all").map(Condition::All),
        "any" => list_of(inner, "any").map(Condition::Any),
        "none" => list_of(inner, "none").map(Condition::None),
        "rule" => {
            let rules = inner.text("rule");
            let at_least = read_at_least(inner);
            let severity =
                if inner.has("severity") { read_severity(inner).unwrap_or(0) } else { 0 };
            rules.map(|rules| Condition::Rule { rules, at_least, severity })
        }
        "sequence" => read_sequence(inner),
        "known" => inner.one_of("known", SIDES).map(Condition::Known),
        "silence" => {
            let value = inner.take("silence")?;
            sub_table(inner, "silence", value, read_silence).map(Condition::Silence)
        }
        "overlap" => {
            let value = inner.take("overlap")?;
            sub_table(inner, "overlap", value, |table| {
                let at_least_ms = table.duration("at_least");
                Some(Condition::Overlap { at_least_ms, count: read_count(table) })
            })
        }
        "interruption" => {
            let value = inner.take("interruption")?;
            sub_table(inner, "interruption", value, |table| {
                let by = table.one_of("by", SIDES);
                let in_a_row = table.flag("in_a_row").unwrap_or_default();
                Some(Condition::Interruption { by, count: read_count(table), in_a_row })
            })
        }
        _ => read_measure(inner),
    })
}

const SIDES: &[(&str, Role)] = &[("agent", Role::Agent), ("customer", Role::Customer)];
const LEVELS: &[(&str, SilenceLevel)] =
    &[("long", SilenceLevel::Long), ("dead_air", SilenceLevel::DeadAir)];
const PLACES: &[(&str, SilencePlace)] = &[
    ("between", SilencePlace::Between),
    ("head", SilencePlace::Head),
    ("tail", SilencePlace::Tail),
    ("hold", SilencePlace::Hold),
];

fn list_of(
    table: &mut TableReader<'_, '_>,
    key: &'static str,
) -> Option<Vec<Condition<Written<String>>>> {
    let value = table.take(key)?;
    let place = table.place_of(value);
    match value.get_ref().as_array().filter(|list| !list.is_empty()) {
        Some(list) => {
            let read: Vec<_> = list.iter().map(|item| read_condition(table, item)).collect();
            // What could not be read has been told; the others are looked at all the same.
            Some(read.into_iter().flatten().collect())
        }
        None => {
            let message = format!("`{key}` is not a list of conditions");
            table.complain(Diagnostic::new(Code::BadCondition, place, message).help(CONDITIONS));
            None
        }
    }
}

fn read_sequence(table: &mut TableReader<'_, '_>) -> Option<Condition<Written<String>>> {
    let before = table.diagnostics.len();
    let steps = table.texts("sequence");
    let unreadable = table.diagnostics.len() > before;
    let place = table.place;
    let within = table.text("within");
    let parsed = within.as_ref().map(|written| {
        match written.value.strip_suffix("turns").or(written.value.strip_suffix("turn")) {
            Some(turns) => turns.trim().parse().ok().map(Within::Turns),
            None => crate::units::parse_duration(&written.value).ok().map(Within::Time),
        }
    });
    let known = parsed.flatten();
    // A length of another type has been told already.
    if known.is_none() && (within.is_some() || !table.has("within")) {
        let at = within.map_or(place, |written| written.place);
        let help = "write within = \"60 s\" or within = \"5 turns\"";
        let message = "a sequence needs a length it lies within";
        table.complain(Diagnostic::new(Code::BadCondition, at, message).help(help));
    }
    if steps.len() < 2 && !unreadable {
        let message = "a sequence has at least two steps";
        table.complain(Diagnostic::new(Code::BadCondition, place, message).help(CONDITIONS));
    }
    Some(Condition::Sequence { steps, within: known.unwrap_or(Within::Turns(1)) })
}

fn read_count(table: &mut TableReader<'_, '_>) -> u32 {
    table.count("count").map_or(1, |written| written.value.max(1))
}

fn read_silence(table: &mut TableReader<'_, '_>) -> Option<SilenceTest> {
    let test = SilenceTest {
        at_least_ms: table.duration("at_least"),
        announced: table.flag("announced"),
        owed: table.one_of("owed", SIDES),
        level: table.one_of("level", LEVELS),
        place: table.one_of("kind", PLACES).unwrap_or(SilencePlace::Between),
        count: read_count(table),
    };
    if test.level.is_some() && test.place != SilencePlace::Between {
        let kind = name_in(PLACES, &test.place);
        let message = format!("`level` and `kind = \"{kind}\"` are never true together");
        let help = "only silences between turns have a level; take one of the two out";
        let place = table.place;
        table.complain(Diagnostic::new(Code::BadCondition, place, message).help(help));
    }
    Some(test)
}

fn read_measure(table: &mut TableReader<'_, '_>) -> Option<Condition<Written<String>>> {
    let name = table.text("measure");
    let at_least = table.number("at_least").map(|n| Number(n.value));
    let at_most = table.number("at_most").map(|n| Number(n.value));
    let name = name?;
    // Bounds of another type have been told already.
    if !table.has("at_least") && !table.has("at_most") {
        let message = "a measure needs `at_least`, `at_most` or both";
        table.complain(Diagnostic::new(Code::BadCondition, name.place, message));
    }
    let Some(measure) = Measure::ALL.iter().copied().find(|m| m.name() == name.value) else {
        let message = format!("`{}` is no measure", name.value);
        let known = Measure::ALL.iter().map(|m| m.name());
        let help = match nearest(&name.value, known.clone()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("measures: {}", known.collect::<Vec<_>>().join(", ")),
        };
        table.complain(Diagnostic::new(Code::UnknownMeasure, name.place, message).help(help));
        return None;
    };
    Some(Condition::Measure { measure, at_least, at_most })
}

/// The condition written in one way: keys by name, defaults written out, no white space. Equal texts
/// mean equal conditions, whatever the file looks like and however the engine calls them.
pub(super) fn canonical(condition: &Condition<Written<String>>) -> String {
    let list = |key: &str, conditions: &[Condition<Written<String>>]| {
        let inner: Vec<String> = conditions.iter().map(canonical).collect();
        table(&[(key, format!("[{}]", inner.join(",")))])
    };
    let ms = |time: Option<i64>| time.map_or_else(String::new, |ms| format!("{ms}ms"));
    let side = |role: Option<Role>| role.map_or("", |role| name_in(SIDES, &role)).to_owned();
    match condition {
        Condition::All(inner) => list("all", inner),
        Condition::Any(inner) => list("any", inner),
        Condition::None(inner) => list("none", inner),
        Condition::Rule { rules, at_least, severity } => table(&[
            ("at_least", at_least.to_string()),
            ("rule", quoted(&rules.value)),
            ("severity", if *severity == 0 { String::new() } else { severity.to_string() }),
        ]),
        Condition::Known(role) => table(&[("known", side(Some(*role)))]),
        Condition::Sequence { steps, within } => {
            let steps: Vec<String> = steps.iter().map(|step| quoted(&step.value)).collect();
            let within = match within {
                Within::Time(ms) => format!("{ms}ms"),
                Within::Turns(turns) => format!("{turns}turns"),
            };
            table(&[("sequence", format!("[{}]", steps.join(","))), ("within", within)])
        }
        Condition::Silence(test) => {
            let level = test.level.map_or("", |level| name_in(LEVELS, &level)).to_owned();
            let inner = [
                ("announced", test.announced.map_or_else(String::new, |flag| flag.to_string())),
                ("at_least", ms(test.at_least_ms)),
                ("count", test.count.to_string()),
                ("kind", name_in(PLACES, &test.place).to_owned()),
                ("level", level),
                ("owed", side(test.owed)),
            ];
            table(&[("silence", table(&inner))])
        }
        Condition::Overlap { at_least_ms, count } => {
            let inner = [("at_least", ms(*at_least_ms)), ("count", count.to_string())];
            table(&[("overlap", table(&inner))])
        }
        Condition::Interruption { by, count, in_a_row } => {
            let mut inner = vec![("by", side(*by)), ("count", count.to_string())];
            inner.extend(in_a_row.then(|| ("in_a_row", "true".to_owned())));
            table(&[("interruption", table(&inner))])
        }
        Condition::Measure { measure, at_least, at_most } => {
            let number =
                |n: &Option<Number>| n.as_ref().map_or_else(String::new, |n| n.0.to_string());
            let inner = [
                ("at_least", number(at_least)),
                ("at_most", number(at_most)),
                ("measure", measure.name().to_owned()),
            ];
            table(&inner)
        }
    }
}

/// A table of keys in the order of the alphabet, those without a value left out.
fn table(keys: &[(&str, String)]) -> String {
    let given = keys.iter().filter(|(_, value)| !value.is_empty());
    let written: Vec<String> = given.map(|(key, value)| format!("{key}={value}")).collect();
    format!("{{{}}}", written.join(","))
}

fn quoted(name: &str) -> String {
    format!("{name:?}")
}
