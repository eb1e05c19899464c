//! A protocol as its author wrote it, read from TOML; all that is wrong within it is told here.

use super::{
    Answered, Applies, Criteria, CriticalKind, Forbidden, Otherwise, Protocol, ProtocolItem,
};
use crate::diagnostic::table::{TableReader, Written};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::lexicon::category::is_name;
use crate::lexicon::category_text::in_three;
use crate::lexicon::condition::Condition;
use crate::lexicon::source::sub_table;
use crate::lexicon::written_condition::read_condition;
use toml::Spanned;
use toml::de::DeValue;

/// A protocol before anything about rules is known.
#[derive(Clone, Debug)]
pub(in crate::lexicon) struct ProtocolSource {
    /// Its name, with its place.
    pub(super) id: Written<String>,
    pub(super) protocol: Protocol<Written<String>>,
}

/// What the values of keys are called.
pub(super) const APPLIES: &[(&str, Applies)] =
    &[("always", Applies::Always), ("complaint", Applies::Complaint)];
pub(super) const OTHERWISE: &[(&str, Otherwise)] = &[
    ("yes", Otherwise::Yes),
    ("partly", Otherwise::Partly),
    ("no", Otherwise::No),
    ("n/a", Otherwise::NotApplicable),
];
const CRITICAL: &[(&str, CriticalKind)] = &[
    (CriticalKind::Customer.as_str(), CriticalKind::Customer),
    (CriticalKind::Company.as_str(), CriticalKind::Company),
    (CriticalKind::Law.as_str(), CriticalKind::Law),
];
const BY: &[(&str, ())] = &[("person", ())];

/// Reads `[[protocol]]`: every protocol of a file.
pub(in crate::lexicon) fn read(
    outer: &mut TableReader<'_, '_>,
    value: &Spanned<DeValue<'_>>,
) -> Vec<ProtocolSource> {
    let place = outer.place_of(value);
    let Some(list) = value.get_ref().as_array() else {
        let message = "`protocol` is not a list of protocols";
        let help = "begin each protocol with [[protocol]] in double brackets";
        outer.complain(Diagnostic::new(Code::WrongType, place, message).help(help));
        return Vec::new();
    };
    list.iter().filter_map(|one| sub_table(outer, "protocol", one, read_protocol)).collect()
}

fn read_protocol(table: &mut TableReader<'_, '_>) -> Option<ProtocolSource> {
    let id = table.required_text("id");
    if let Some(id) = id.as_ref().filter(|id| !is_name(&id.value)) {
        let message = format!("`{}` is no name of a protocol", id.value);
        let help = "a protocol is called by small Latin letters, digits and _: gift";
        table.complain(Diagnostic::new(Code::BadId, id.place, message).help(help));
    }
    let title = in_three(table, "title");
    let points = required_count(table, "points");
    let pass = required_count(table, "pass");
    let review = required_count(table, "review");
    let not_applicable = criterion(table, "not_applicable");
    let mut known: Vec<Written<String>> = Vec::new();
    let mut lists = Lists::default();
    if let Some(value) = table.take("item") {
        let whole = each(table, "item", value, |inner| read_item(inner, &mut known, &mut lists));
        lists.broken |= !whole;
    }
    let mut forbidden = Vec::new();
    if let Some(value) = table.take("forbidden") {
        each(table, "forbidden", value, |inner| {
            forbidden.extend(read_forbidden(inner, &mut known));
        });
    }
    marks(table, pass.as_ref(), review.as_ref());
    if let Some(points) = points.as_ref().filter(|_| !lists.broken) {
        let sum: u64 = lists.items.iter().map(|item| u64::from(item.points)).sum();
        if sum != u64::from(points.value) {
            let message =
                format!("`points` is {}, and those of the items add up to {sum}", points.value);
            let help = "change `points`, or the points of an item, until both are the same";
            table.complain(Diagnostic::new(Code::BadPoints, points.place, message).help(help));
        }
    }
    let items = in_order(table, lists);
    let id = id?;
    Some(ProtocolSource {
        protocol: Protocol {
            id: id.value.clone(),
            title: title?,
            points: points?.value,
            pass: pass?.value,
            review: review?.value,
            not_applicable,
            items,
            forbidden,
        },
        id,
    })
}

/// Items as they are read, with what each says of its order.
#[derive(Default)]
struct Lists {
    items: Vec<ProtocolItem<Written<String>>>,
    after: Vec<Vec<Written<String>>>,
    /// An item could not be read, so that neither points nor names can be added up.
    broken: bool,
}

/// Reads every table of a list, and says whether all of it are tables.
fn each(
    table: &mut TableReader<'_, '_>,
    key: &'static str,
    value: &Spanned<DeValue<'_>>,
    mut read: impl FnMut(&mut TableReader<'_, '_>),
) -> bool {
    let Some(list) = value.get_ref().as_array() else {
        let place = table.place_of(value);
        let message = format!("`{key}` is not a list");
        let help = format!("begin each with [[protocol.{key}]] in double brackets");
        table.complain(Diagnostic::new(Code::WrongType, place, message).help(help));
        return false;
    };
    let mut whole = true;
    for one in list {
        let table = sub_table(table, key, one, |inner| {
            read(inner);
            Some(())
        });
        whole &= table.is_some();
    }
    whole
}

fn read_item(table: &mut TableReader<'_, '_>, known: &mut Vec<Written<String>>, lists: &mut Lists) {
    let id = read_id(table, known);
    let title = in_three(table, "title");
    let points = required_count(table, "points");
    let applies = table.one_of("applies", APPLIES).unwrap_or(Applies::Always);
    let not_applicable = criterion(table, "not_applicable");
    let by = table.one_of("by", BY);
    let before = table.diagnostics.len();
    let [yes, partly, no] = ["yes", "partly", "no"].map(|key| criterion(table, key));
    let unreadable = table.diagnostics.len() > before;
    let otherwise = table.one_of("otherwise", OTHERWISE);
    let after = table.texts("after");
    let once = table.flag("once").unwrap_or(false);
    let early = table.flag("early").unwrap_or(false);
    let place = id.as_ref().map_or(table.place, |id| id.place);
    let nothing = yes.is_none() && partly.is_none() && no.is_none();
    if by.is_some() {
        for key in ["yes", "partly", "no", "otherwise", "after", "once", "early"] {
            complain_of(table, key, "`by = \"person\"` leaves the answer to a person");
        }
    } else if nothing && !unreadable && !table.has("by") {
        let message = "nothing answers the item";
        let help =
            "say what counts in `yes`, `partly` or `no`, or leave it to people: by = \"person\"";
        table.complain(Diagnostic::new(Code::NothingToAnswer, place, message).help(help));
    }
    let (Some(id), Some(title), Some(points)) = (id, title, points) else {
        lists.broken = true;
        return;
    };
    let answered = match by {
        Some(()) => Answered::ByPerson,
        None => Answered::ByCall(Criteria {
            yes,
            partly,
            no,
            otherwise: otherwise.unwrap_or(Otherwise::No),
            after: Vec::new(),
            once,
            early,
        }),
    };
    let points = points.value;
    lists.items.push(ProtocolItem {
        id: id.value,
        title,
        points,
        applies,
        not_applicable,
        answered,
    });
    lists.after.push(after);
}

/// Complains of a key that can have no effect.
fn complain_of(table: &mut TableReader<'_, '_>, key: &'static str, why: &str) {
    let Some(value) = table.take(key) else { return };
    let place = table.place_of(value);
    let message = format!("`{key}` has no effect: {why}");
    let help = "take one of the two out";
    table.complain(Diagnostic::new(Code::NothingToAnswer, place, message).help(help));
}

fn read_forbidden(
    table: &mut TableReader<'_, '_>,
    known: &mut Vec<Written<String>>,
) -> Option<Forbidden<Written<String>>> {
    let id = read_id(table, known);
    let title = in_three(table, "title");
    let critical = table.one_of("critical", CRITICAL);
    let applies = table.one_of("applies", APPLIES).unwrap_or(Applies::Always);
    let by = table.one_of("by", BY);
    let before = table.diagnostics.len();
    let found = criterion(table, "found");
    let unreadable = table.diagnostics.len() > before;
    let unless_after = table.texts("unless_after");
    let place = id.as_ref().map_or(table.place, |id| id.place);
    if by.is_some() {
        for key in ["found", "unless_after"] {
            complain_of(table, key, "`by = \"person\"` leaves the answer to a person");
        }
    } else if found.is_none() && !unreadable && !table.has("by") {
        let message = "nothing shows what is forbidden";
        let help = "say what shows it in `found`, or leave it to people: by = \"person\"";
        table.complain(Diagnostic::new(Code::NothingToAnswer, place, message).help(help));
    }
    Some(Forbidden { id: id?.value, title: title?, critical, applies, found, unless_after })
}

/// The id of an item, which no other of the protocol has.
fn read_id(
    table: &mut TableReader<'_, '_>,
    known: &mut Vec<Written<String>>,
) -> Option<Written<String>> {
    let id = table.required_text("id")?;
    if id.value.is_empty() || !id.value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        let message = format!("`{}` is no id of an item", id.value);
        let help = "an item is called by Latin letters, digits and _: C3";
        table.complain(Diagnostic::new(Code::BadId, id.place, message).help(help));
    }
    match known.iter().find(|known| known.value == id.value) {
        Some(first) => {
            let message = format!("`{}` is defined twice", id.value);
            let told = Diagnostic::new(Code::DuplicateId, id.place, message)
                .related(first.place, "first here")
                .help("give the second one an id of its own");
            table.complain(told);
        }
        None => known.push(id.clone()),
    }
    Some(id)
}

/// The marks are percents, and the better one is not below the other.
fn marks(
    table: &mut TableReader<'_, '_>,
    pass: Option<&Written<u32>>,
    review: Option<&Written<u32>>,
) {
    for (key, mark) in [("pass", pass), ("review", review)] {
        if let Some(mark) = mark.filter(|mark| mark.value > 100) {
            let message = format!("`{key}` is {}, which is more than 100 percent", mark.value);
            let help = "write the score from which the mark is given, 0 to 100";
            table.complain(Diagnostic::new(Code::BadPoints, mark.place, message).help(help));
        }
    }
    if let (Some(pass), Some(review)) = (pass, review)
        && review.value > pass.value
    {
        let message = format!("`review` is {}, above `pass`, {}", review.value, pass.value);
        let told = Diagnostic::new(Code::BadPoints, review.place, message)
            .related(pass.place, "the better mark")
            .help("a call below `review` failed, one from `pass` on is well handled");
        table.complain(told);
    }
}

/// What counts: names of rules, categories or families, of which one is enough, or conditions.
fn criterion(
    table: &mut TableReader<'_, '_>,
    key: &'static str,
) -> Option<Condition<Written<String>>> {
    let value = table.take(key)?;
    let one = |table: &mut TableReader<'_, '_>, item: &Spanned<DeValue<'_>>| {
        if item.get_ref().as_table().is_some() {
            return read_condition(table, item);
        }
        let rules = table.as_text(key, item)?;
        Some(Condition::Rule { rules, at_least: 1, severity: 0 })
    };
    let Some(list) = value.get_ref().as_array() else { return one(table, value) };
    if list.is_empty() {
        let place = table.place_of(value);
        let message = format!("`{key}` is an empty list, which nothing is of");
        let help = "name rules or categories, or take the key out";
        table.complain(Diagnostic::new(Code::BadCondition, place, message).help(help));
        return None;
    }
    let mut read: Vec<_> = list.iter().filter_map(|item| one(table, item)).collect();
    if read.len() == 1 { read.pop() } else { Some(Condition::Any(read)) }
}

fn required_count(table: &mut TableReader<'_, '_>, key: &'static str) -> Option<Written<u32>> {
    table.require(key);
    table.count(key)
}

/// The items with the numbers of those they come after; an item that would come after itself, or after
/// one that is not there, is complained of.
fn in_order(table: &mut TableReader<'_, '_>, lists: Lists) -> Vec<ProtocolItem<Written<String>>> {
    let Lists { mut items, after, broken } = lists;
    let ids: Vec<String> = items.iter().map(|item| item.id.clone()).collect();
    let mut edges: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (at, names) in after.iter().enumerate() {
        for name in names {
            let target = ids.iter().position(|id| *id == name.value);
            match target {
                // Whether the step before it comes after this one in turn is seen from what is read so far.
                Some(to) if to == at || reaches(&edges, to, at) => {
                    let message = match to == at {
                        true => format!("`{}` comes after itself", name.value),
                        false => format!(
                            "`{}` comes after `{}`, which comes after it in turn",
                            ids[at], name.value
                        ),
                    };
                    let help = "name an item that comes before it, or take the name out";
                    table.complain(Diagnostic::new(Code::BadStep, name.place, message).help(help));
                }
                Some(to) => edges[at].push(to),
                None if broken => {}
                None => {
                    let message = format!("no item of the protocol is called `{}`", name.value);
                    let help = match nearest(&name.value, ids.iter().map(String::as_str)) {
                        Some(meant) => format!("did you mean `{meant}`?"),
                        None => format!("items: {}", ids.join(", ")),
                    };
                    table.complain(Diagnostic::new(Code::BadStep, name.place, message).help(help));
                }
            }
        }
    }
    for (item, before) in items.iter_mut().zip(edges) {
        if let Answered::ByCall(criteria) = &mut item.answered {
            criteria.after = before;
        }
    }
    items
}

/// Whether one item comes after another, over any number of steps.
fn reaches(edges: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = vec![false; edges.len()];
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        for next in &edges[at] {
            if *next == to {
                return true;
            }
            if !seen[*next] {
                seen[*next] = true;
                open.push(*next);
            }
        }
    }
    false
}
