//! A field map as its author wrote it, read from TOML with the place of every mistake.

use toml::Spanned;
use toml::de::DeValue;

use super::path::Path;
use super::time::{UNITS, Unit};
use super::{
    CallPaths, Condition, Dialect, LabelPaths, Participants, Refusal, TimePath, TurnPaths,
    WordPaths,
};
use crate::diagnostic::table::{TableReader, Written, document, place};
use crate::diagnostic::{Code, Diagnostic, FileIx};
use crate::transcript::{Medium, Role};

type Table<'t, 'd> = TableReader<'t, 'd>;

/// Names of roles in maps.
const ROLES: &[(&str, Role)] = &[
    ("agent", Role::Agent),
    ("customer", Role::Customer),
    ("system", Role::System),
    ("unknown", Role::Unknown),
];

/// The map in `text`, or everything that is wrong with it.
pub(super) fn read(file: FileIx, text: &str) -> Result<Dialect, Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let help = "paths and other texts stand in quotes";
    let Some(document) = document(file, text, help, &mut diagnostics) else {
        return Err(diagnostics);
    };
    let mut table = TableReader::new(file, 0..0, document.get_ref(), &mut diagnostics);
    let dialect = read_dialect(&mut table);
    table.finish();
    if diagnostics.is_empty() { Ok(dialect) } else { Err(diagnostics) }
}

/// What cannot be read has been told; something stands in its place, and the map is an error.
fn read_dialect(table: &mut Table<'_, '_>) -> Dialect {
    let name = table.required_text("name").map(|name| name.value).unwrap_or_default();
    let title = table.text("title").map_or_else(|| name.clone(), |title| title.value);
    let defaults = unit(table);
    let media = [("voice", Medium::Voice), ("chat", Medium::Chat)];
    let mut dialect = Dialect {
        name,
        title,
        stream: table.flag("stream").unwrap_or_default(),
        medium: table.one_of("medium", &media).unwrap_or(Medium::Voice),
        conditions: tables(table, "recognise", read_condition),
        refusals: tables(table, "refuse", read_refusal),
        calls: paths(table, "calls"),
        call: one_table(table, "call", |table| read_call(table, defaults)).unwrap_or_default(),
        participants: one_table(table, "participants", read_participants),
        roles: Vec::new(),
        turns: Vec::new(),
    };
    // What people should know stands in the table of formats, which the build script fills.
    for about in ["about_times", "about_words", "about_roles"] {
        table.text(about);
    }
    if let Some(roles) = table.take("roles") {
        dialect.roles = read_roles(table, roles);
    }
    table.require("turns");
    dialect.turns = tables(table, "turns", |table| read_turns(table, defaults));
    dialect
}

fn read_condition(table: &mut Table<'_, '_>) -> Condition {
    let mut condition = Condition {
        has: paths(table, "has"),
        none: paths(table, "none"),
        numbers: paths(table, "numbers"),
        no_numbers: paths(table, "no_numbers"),
        no_texts: paths(table, "no_texts"),
        empty: paths(table, "empty"),
        starts: Vec::new(),
    };
    if let Some(starts) = table.take("starts") {
        for (key, value) in pairs(table, "starts", starts) {
            condition.starts.extend(parsed(table, &key).map(|path| (path, value.value)));
        }
    }
    condition
}

fn read_refusal(table: &mut Table<'_, '_>) -> Refusal {
    table.require("at");
    table.require("is");
    Refusal {
        at: path(table, "at").unwrap_or(Path::Name),
        is: values(table, "is"),
        because: table.required_text("because").map(|text| text.value).unwrap_or_default(),
    }
}

fn read_call(table: &mut Table<'_, '_>, default: Option<Unit>) -> CallPaths {
    let unit = unit(table).or(default);
    CallPaths {
        id: paths(table, "id"),
        file: paths(table, "file"),
        job_id: paths(table, "job_id"),
        source: paths(table, "source"),
        language: paths(table, "language"),
        started_at: paths(table, "started_at"),
        duration: times(table, "duration", unit),
        zero: times(table, "zero", unit),
        customer_id: paths(table, "customer_id"),
        customer_phone: paths(table, "customer_phone"),
        customer_email: paths(table, "customer_email"),
        agent_id: paths(table, "agent_id"),
        agent_name: paths(table, "agent_name"),
        queue: paths(table, "queue"),
        team: paths(table, "team"),
        direction: paths(table, "direction"),
        medium: paths(table, "medium"),
        delimiter: paths(table, "delimiter"),
    }
}

fn read_participants(table: &mut Table<'_, '_>) -> Participants {
    table.require("list");
    table.require("key");
    Participants {
        list: path(table, "list").unwrap_or(Path::Name),
        key: path(table, "key").unwrap_or(Path::Name),
        role: paths(table, "role"),
        name: paths(table, "name"),
    }
}

fn read_roles(table: &mut Table<'_, '_>, value: &Spanned<DeValue<'_>>) -> Vec<(String, Role)> {
    let mut out = Vec::new();
    for (name, role) in pairs(table, "roles", value) {
        match ROLES.iter().find(|(known, _)| *known == role.value) {
            Some((_, role)) => out.push((name.value, *role)),
            None => {
                let message = format!("`{}` is no role", role.value);
                let help = "roles are agent, customer, system, unknown";
                let found = Diagnostic::new(Code::UnknownValue, role.place, message).help(help);
                table.complain(found);
            }
        }
    }
    out
}

fn read_turns(table: &mut Table<'_, '_>, default: Option<Unit>) -> TurnPaths {
    let unit = unit(table).or(default);
    let only = path(table, "where").map(|path| (path, values(table, "is")));
    let except = path(table, "except").map(|path| (path, values(table, "excepted")));
    table.require("list");
    let turns = TurnPaths {
        list: path(table, "list").unwrap_or(Path::Name),
        optional: table.flag("optional").unwrap_or_default(),
        only,
        except,
        order: paths(table, "order"),
        text: paths(table, "text"),
        start: times(table, "start", unit),
        end: times(table, "end", unit),
        duration: times(table, "duration", unit),
        speaker: paths(table, "speaker"),
        role: paths(table, "role"),
        channel: paths(table, "channel"),
        silence: values(table, "silence"),
        repeats: table.flag("repeats").unwrap_or_default(),
        refines: paths(table, "refines"),
        unnumbered: table.text("unnumbered").map(|text| text.value),
        everybody: table.text("everybody").map(|text| text.value),
        nobody: values(table, "nobody"),
        words: one_table(table, "words", |table| read_words(table, unit)),
        labels: one_table(table, "labels", |table| read_labels(table, unit)),
    };
    if turns.text.is_empty() && turns.words.is_none() {
        let message = "neither `text` nor `words`: such turns would say nothing";
        let found = Diagnostic::new(Code::MissingKey, table.place, message);
        table.complain(found);
    }
    turns
}

fn read_words(table: &mut Table<'_, '_>, default: Option<Unit>) -> WordPaths {
    let unit = unit(table).or(default);
    let shared = path(table, "shared");
    if shared.is_none() {
        table.require("list");
    }
    table.require("text");
    WordPaths {
        list: paths(table, "list"),
        shared,
        index: path(table, "index"),
        text: paths(table, "text"),
        start: times(table, "start", unit),
        end: times(table, "end", unit),
        duration: times(table, "duration", unit),
        relative: table.flag("relative").unwrap_or_default(),
        speaker: paths(table, "speaker"),
        nobody: values(table, "nobody"),
        channel: paths(table, "channel"),
        kind: path(table, "kind"),
        punctuation: values(table, "punctuation"),
        skip: values(table, "skip"),
        attaches: path(table, "attaches"),
        verbatim: table.flag("verbatim").unwrap_or_default(),
        pieces: table.flag("pieces").unwrap_or_default(),
    }
}

fn read_labels(table: &mut Table<'_, '_>, default: Option<Unit>) -> LabelPaths {
    let unit = unit(table).or(default);
    table.require("list");
    table.require("start");
    table.require("speaker");
    LabelPaths {
        list: path(table, "list").unwrap_or(Path::Name),
        start: times(table, "start", unit),
        end: times(table, "end", unit),
        duration: times(table, "duration", unit),
        speaker: paths(table, "speaker"),
    }
}

/// The unit of the table's times, where a path does not say another.
fn unit(table: &mut Table<'_, '_>) -> Option<Unit> {
    table.one_of("unit", UNITS)
}

fn parsed(table: &mut Table<'_, '_>, written: &Written<String>) -> Option<Path> {
    match Path::parse(&written.value) {
        Ok(path) => Some(path),
        Err(why) => {
            let message = format!("`{}` is no path: {why}", written.value);
            let help = "write \"results.channels[].words\", or a JSON Pointer: \"/results/0\"";
            let found = Diagnostic::new(Code::BadPath, written.place, message).help(help);
            table.complain(found);
            None
        }
    }
}

fn path(table: &mut Table<'_, '_>, key: &'static str) -> Option<Path> {
    let written = table.text(key)?;
    parsed(table, &written)
}

fn paths(table: &mut Table<'_, '_>, key: &'static str) -> Vec<Path> {
    let written = table.texts(key);
    written.iter().filter_map(|written| parsed(table, written)).collect()
}

fn values(table: &mut Table<'_, '_>, key: &'static str) -> Vec<String> {
    table.texts(key).into_iter().map(|written| written.value).collect()
}

/// Paths of times, each with a unit behind it if it is not that of the table: `"offset iso"`.
fn times(table: &mut Table<'_, '_>, key: &'static str, default: Option<Unit>) -> Vec<TimePath> {
    let mut out = Vec::new();
    for mut written in table.texts(key) {
        let own =
            written.value.rsplit_once(' ').map(|(path, unit)| (path.to_owned(), unit.to_owned()));
        let mut unit = default;
        if let Some((path, name)) = own {
            unit = UNITS.iter().find(|(known, _)| *known == name).map(|(_, unit)| *unit);
            written.value = path;
        }
        let Some(unit) = unit else {
            let names: Vec<_> = UNITS.iter().map(|(name, _)| *name).collect();
            let message = format!("the unit of `{}` is not known", written.value);
            let help = format!(
                "write `unit = \"s\"`, or the unit behind the path; units are {}",
                names.join(", ")
            );
            let found = Diagnostic::new(Code::BadPath, written.place, message).help(help);
            table.complain(found);
            continue;
        };
        out.extend(parsed(table, &written).map(|path| TimePath { path, unit }));
    }
    out
}

/// A table whose keys are names of the author's, with a text for each.
fn pairs(
    table: &mut Table<'_, '_>,
    key: &str,
    value: &Spanned<DeValue<'_>>,
) -> Vec<(Written<String>, Written<String>)> {
    let Some(inner) = value.get_ref().as_table() else {
        let place = table.place_of(value);
        let message = format!("`{key}` is not a table");
        table.complain(Diagnostic::new(Code::WrongType, place, message));
        return Vec::new();
    };
    let mut out = Vec::new();
    for (name, value) in inner.iter() {
        let written = name.get_ref().to_string();
        if let Some(text) = table.as_text(&written, value) {
            let name = Written { value: written, place: place(table.file, name.span()) };
            out.push((name, text));
        }
    }
    out
}

fn one_table<T>(
    outer: &mut Table<'_, '_>,
    key: &'static str,
    read: impl FnOnce(&mut Table<'_, '_>) -> T,
) -> Option<T> {
    let value = outer.take(key)?;
    inside(outer, key, value, read)
}

fn tables<T>(
    outer: &mut Table<'_, '_>,
    key: &'static str,
    read: impl Fn(&mut Table<'_, '_>) -> T,
) -> Vec<T> {
    let Some(value) = outer.take(key) else { return Vec::new() };
    match value.get_ref().as_array() {
        Some(list) => list.iter().filter_map(|item| inside(outer, key, item, &read)).collect(),
        None => {
            let place = outer.place_of(value);
            let message = format!("`{key}` is not a list of tables");
            let help = format!("begin each with [[{key}]] in double brackets");
            outer.complain(Diagnostic::new(Code::WrongType, place, message).help(help));
            Vec::new()
        }
    }
}

/// Reads a table within a table with its own reader.
fn inside<T>(
    outer: &mut Table<'_, '_>,
    key: &str,
    value: &Spanned<DeValue<'_>>,
    read: impl FnOnce(&mut Table<'_, '_>) -> T,
) -> Option<T> {
    let Some(table) = value.get_ref().as_table() else {
        let place = outer.place_of(value);
        let message = format!("`{key}` is not a table");
        outer.complain(Diagnostic::new(Code::WrongType, place, message));
        return None;
    };
    let mut inner = TableReader::new(outer.file, value.span(), table, outer.diagnostics);
    let out = read(&mut inner);
    inner.finish();
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = match read(FileIx(0), text) {
            Ok(_) => Vec::new(),
            Err(found) => found,
        };
        let found: Vec<_> =
            found.iter().map(|d| format!("{} {}", d.code.id(), d.message)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn of_a_file_that_is_no_toml_a_part_is_told() {
        for (lines, told) in [(999, 999), (1_000, 1_000), (1_001, 1_000), (9_000, 1_000)] {
            let found = read(FileIx(0), &"x\n".repeat(lines)).unwrap_err();
            assert_eq!(found.len(), told, "{lines} lines");
        }
    }

    #[test]
    fn mistakes_are_told_with_their_codes() {
        let good =
            "name = \"x\"\nunit = \"s\"\n[[turns]]\nlist = \"a[]\"\ntext = \"t\"\nstart = \"b\"\n";
        check(good, &[]);
        check("name = \"x\"", &["E003 `turns` is missing"]);
        check(
            "name = x",
            &["E001 not TOML: string values must be quoted, expected literal string"],
        );
        check(
            &good.replace("a[]", "a[x]"),
            &["E028 `a[x]` is no path: `x` in brackets is no number"],
        );
        check(&good.replace("unit = \"s\"\n", ""), &["E028 the unit of `b` is not known"]);
        check(
            &good.replace("unit = \"s\"", "unit = \"min\""),
            &["E010 `unit` cannot be `min`", "E028 the unit of `b` is not known"],
        );
        check(&good.replace("\"b\"", "\"b hours\""), &["E028 the unit of `b` is not known"]);
        check(
            &good.replace("text", "txt"),
            &[
                "E003 neither `text` nor `words`: such turns would say nothing",
                "E002 `txt` is not known here",
            ],
        );
        check(&format!("{good}[roles]\nA = \"boss\"\n"), &["E010 `boss` is no role"]);
        check(&good.replace("[[turns]]", "[turns]"), &["E004 `turns` is not a list of tables"]);
    }
}
