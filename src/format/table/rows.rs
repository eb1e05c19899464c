//! The calls of a table: rows of one call come together wherever they stand.

use rustc_hash::{FxHashMap, FxHashSet};

use super::build::{self, Line, Reading};
use super::columns::{Columns, Field};
use super::times::{Kind, Seen};
use super::{FORMAT, Layout, MAP, MAPPED, MAX_ROWS};
use crate::format::limits::HEAD_BYTES;
use crate::format::{Calls, Dialect, Framing, Origin, Reject, RejectCode, Sniff, sniff, text};
use crate::record::{Row, RowFault, RowProblem, Table, TableOptions, lost_digits};
use crate::transcript::{Role, Transcript, WarningCode};
use crate::units::TimeUnit;

/// The rows of one call.
#[derive(Default)]
struct Group {
    /// The line on which its first row begins.
    line: u64,
    lines: Vec<Line>,
    /// The text of its only row, which may be a whole transcript.
    only: Option<String>,
    warnings: Vec<(WarningCode, String)>,
    /// The same, to be found: a call may have as many as it has rows.
    warned: FxHashSet<(WarningCode, String)>,
}

/// Reads every call of a table.
pub(super) fn calls(record: &[u8], origin: &Origin<'_>, map: Option<&Dialect>) -> Calls {
    let read = match map {
        Some(map) => mapped(record, origin, map),
        None => known(record, origin),
    };
    match read {
        Ok(calls) if calls.is_empty() => {
            let message = "a table with a header and no rows";
            vec![Err(Reject::new(RejectCode::TableRow, message))]
        }
        Ok(calls) => calls,
        Err(reject) => vec![Err(reject)],
    }
}

/// Rows by the call they belong to, in the order in which calls begin.
#[derive(Default)]
struct Groups {
    groups: Vec<Group>,
    by_id: FxHashMap<String, usize>,
    rejects: Vec<Reject>,
    last: Option<usize>,
    /// A row before this one could not be used.
    missing: Option<u64>,
}

impl Groups {
    #[expect(clippy::indexing_slicing, reason = "what is in `by_id` is a place in `groups`")]
    fn of(&mut self, id: &str, row: &Row) -> &mut Group {
        let at = match self.by_id.get(id) {
            Some(at) => *at,
            None => {
                self.groups.push(Group { line: row.line(), ..Group::default() });
                self.by_id.insert(id.to_owned(), self.groups.len() - 1);
                self.groups.len() - 1
            }
        };
        self.last = Some(at);
        let group = &mut self.groups[at];
        if let Some(line) = self.missing.take() {
            group.missing(line);
        }
        group
    }

    /// A row that cannot be used may be one of the call before it or behind it.
    fn fault(&mut self, fault: &RowFault) {
        if let Some(group) = self.last.and_then(|at| self.groups.get_mut(at)) {
            group.missing(fault.line);
        }
        self.missing = Some(fault.line);
        self.rejects.push(reject(fault));
    }

    fn no_id(&mut self, row: &Row, column: &str, problem: &str) {
        let message = format!("{problem}; nobody knows whose row it is");
        let reject =
            Reject::new(RejectCode::TableRow, message).in_field(text::shortened(column, 40));
        self.rejects.push(at_line(reject, row.line()));
    }
}

impl Group {
    fn missing(&mut self, line: u64) {
        self.warn(WarningCode::RowLeftOut, format!("line {line}"));
    }

    fn warn(&mut self, code: WarningCode, place: String) {
        if self.warned.insert((code, place.clone())) {
            self.warnings.push((code, place));
        }
    }
}

/// Hands on every row, and every fault; `Err` where the table is none or too long.
pub(super) fn each_row(
    record: &[u8],
    options: &TableOptions,
    mut take: impl FnMut(&Row, Option<RowFault>),
) -> Result<Vec<String>, Reject> {
    let told = |why: String| Reject::new(RejectCode::TableRow, why);
    let mut table = Table::open(record, options).map_err(|error| told(error.to_string()))?;
    let (mut row, mut rows) = (Row::default(), 0);
    while let Some(read) = table.next_row(&mut row) {
        rows += 1;
        if rows > MAX_ROWS {
            let message = format!("a table of more than {MAX_ROWS} rows; split it");
            return Err(Reject::new(RejectCode::RecordTooLong, message));
        }
        take(&row, read.err());
    }
    Ok(table.header().to_vec())
}

/// A table of known columns.
fn known(record: &[u8], origin: &Origin<'_>) -> Result<Calls, Reject> {
    // A row that is no UTF-8 is a row that cannot be used; the header tells the rest.
    let head = String::from_utf8_lossy(record.get(..HEAD_BYTES).unwrap_or(record));
    let layout = Layout::of(&head).ok_or_else(|| {
        Reject::new(RejectCode::TableRow, "no column of texts, or of calls, speakers or times")
    })?;
    let mut columns = layout.columns;
    let (mut seen, mut ids, mut unique) = (Seen::default(), FxHashSet::default(), true);
    let mut ordered = true;
    let header = each_row(record, &layout.options, |row, fault| {
        if fault.is_some() {
            return;
        }
        seen.row(&columns, row);
        if let Some(column) = columns.find(Field::Id) {
            unique &= ids.insert(row.cell(column.at).to_owned());
        }
        if let Some(column) = columns.find(Field::Order) {
            let cell = row.cell(column.at).trim();
            ordered &= cell.is_empty() || cell.bytes().all(|b| b.is_ascii_digit());
        }
    })?;
    let (mut kind, mut guessed) = seen.kind(&columns);
    settle_id(&mut columns, unique, kind);
    if header == ["start", "end", "text"] && matches!(kind, Kind::Number(_)) && guessed {
        // The table that Whisper writes.
        (kind, guessed) = (Kind::Number(TimeUnit::Milliseconds), false);
    }
    let reading = Reading { columns: &columns, kind, ordered, zone: origin.time_zone };
    let call_column = columns.find(Field::Call);
    let text_column = columns.find(Field::Text);
    let alone = [Field::Speaker, Field::Role].iter().all(|f| columns.find(*f).is_none());
    let mut groups = Groups::default();
    each_row(record, &layout.options, |row, fault| {
        if let Some(fault) = fault {
            groups.fault(&fault);
            return;
        }
        let id = call_column.map_or("", |column| row.cell(column.at).trim());
        if let Some(column) = call_column {
            let name = header.get(column.at).map_or("", String::as_str);
            if id.is_empty() {
                groups.no_id(row, name, "there is no id of a call in this row");
                return;
            }
            if lost_digits(id) {
                let problem = "a spreadsheet has thrown digits of the id away; format the column \
                               as text in Excel, fill it anew and save again";
                groups.no_id(row, name, problem);
                return;
            }
        }
        let mut lost = Vec::new();
        let line = Line::read(row, &reading, &mut lost);
        let group = groups.of(id, row);
        for name in lost {
            group.warn(WarningCode::LostDigits, format!("line {}, {name}", row.line()));
        }
        let first = group.lines.is_empty();
        group.only =
            text_column.filter(|_| first && alone).map(|column| row.cell(column.at).to_owned());
        if first && !id.is_empty() {
            let mut members = String::new();
            build::member(&mut members, "call_id", id);
            group.lines.push(Line::of(members));
        }
        group.lines.push(line);
    })?;
    let Some(map) = MAP.as_ref() else { return Ok(Vec::new()) };
    Ok(finish(groups, origin, map, guessed))
}

/// `id` is the call, unless each row has its own and says who speaks or when in the call; a day with
/// a time of day alone says when the call was.
fn settle_id(columns: &mut Columns, unique: bool, kind: Kind) {
    let has = |field| columns.find(field).is_some();
    let in_call = has(Field::Start) && kind != Kind::Instant;
    let numbers_rows = unique && (has(Field::Speaker) || has(Field::Role) || in_call);
    let has_call = columns.find(Field::Call).is_some();
    let has_order = columns.find(Field::Order).is_some();
    for column in columns.0.iter_mut().filter(|column| column.field == Field::Id) {
        match (has_call || numbers_rows, has_order) {
            (false, _) => column.field = Field::Call,
            (true, false) => column.field = Field::Order,
            (true, true) => {}
        }
    }
}

/// A table that a user's own map reads.
fn mapped(record: &[u8], origin: &Origin<'_>, map: &Dialect) -> Result<Calls, Reject> {
    let options = TableOptions::default();
    let header = {
        let table = Table::open(record, &options);
        let told = |why: String| Reject::new(RejectCode::TableRow, why);
        table.map_err(|error| told(error.to_string()))?.header().to_vec()
    };
    let ids: Vec<usize> = map
        .id_names()
        .into_iter()
        .filter_map(|name| header.iter().position(|column| column == name))
        .collect();
    let mut groups = Groups::default();
    each_row(record, &options, |row, fault| {
        if let Some(fault) = fault {
            groups.fault(&fault);
            return;
        }
        let id = ids.iter().map(|at| row.cell(*at).trim()).find(|id| !id.is_empty());
        let name = ids.first().and_then(|at| header.get(*at)).map_or("", String::as_str);
        if !ids.is_empty() && id.is_none_or(lost_digits) {
            groups.no_id(row, name, "there is no id of a call in this row");
            return;
        }
        let json = build::plain(&header, row);
        let members = json[1..json.len() - 1].to_owned();
        groups.of(id.unwrap_or_default(), row).lines.push(Line::of(members));
    })?;
    Ok(finish(groups, origin, map, false))
}

fn finish(groups: Groups, origin: &Origin<'_>, map: &Dialect, guessed: bool) -> Calls {
    let mut calls: Calls = Vec::new();
    for group in groups.groups {
        let line = group.line;
        calls.push(call(group, origin, map, guessed).map_err(|reject| at_line(reject, line)));
    }
    calls.extend(groups.rejects.into_iter().map(Err));
    calls
}

fn call(
    mut group: Group,
    origin: &Origin<'_>,
    map: &Dialect,
    guessed: bool,
) -> Result<Transcript, Reject> {
    if let Some(text) = group.only.take()
        && let Some(turns) = transcript_in(&text)?
    {
        // The row keeps its facts; what was said in it are rows of their own.
        if let Some(line) = group.lines.last_mut() {
            line.silence();
        }
        group.lines.extend(turns);
    }
    let (json, local) = build::list(&group.lines);
    let read = map.parse(json.as_bytes(), origin);
    let mut call = read.into_iter().next().unwrap_or_else(|| {
        Err(Reject::new(RejectCode::NotATranscript, "the map finds no call in its rows"))
    })?;
    if local && call.info().started_at.is_none() {
        call.warn(WarningCode::StartedAtWithoutZone, "start");
    }
    if guessed {
        call.warn(WarningCode::UnitGuessed, "start");
    }
    for (code, place) in group.warnings {
        call.warn(code, &place);
    }
    Ok(call)
}

/// The turns of a transcript that stands in one cell, in any format that is a whole file.
fn transcript_in(cell: &str) -> Result<Option<Vec<Line>>, Reject> {
    let Sniff::Known { format, framing: Framing::Whole } = sniff(cell.as_bytes(), true) else {
        if is_json(cell) {
            let message = "the cell of the text is JSON of no known format";
            return Err(Reject::new(RejectCode::UnknownFormat, message));
        }
        return Ok(None);
    };
    if format == &FORMAT || format == &MAPPED || format.name == "plain_text" {
        return Ok(None);
    }
    let origin = Origin { framing: Framing::Whole, file_stem: Some("cell"), ..Origin::default() };
    let mut calls = format.calls(cell.as_bytes(), &origin);
    let (Some(call), 0) = (calls.pop(), calls.len()) else { return Ok(None) };
    let call = call?;
    let turns = call.turns().iter().map(|turn| {
        let mut members = String::new();
        build::member(&mut members, "text", turn.text());
        let party = call.party(turn.party());
        let role = match party.role() {
            Role::Agent => Some("agent"),
            Role::Customer => Some("customer"),
            Role::System => Some("system"),
            Role::Unknown => None,
        };
        for (name, value) in [("role", role), ("speaker", party.label())] {
            if let Some(value) = value {
                build::member(&mut members, name, value);
            }
        }
        for (name, at) in [("start", turn.time().start()), ("end", turn.time().end())] {
            if let Some(at) = at {
                build::member(&mut members, name, &at.get().to_string());
            }
        }
        Line::of(members)
    });
    Ok(Some(turns.collect()))
}

/// Whether a text is JSON with members, which nobody says.
fn is_json(text: &str) -> bool {
    let begins = text.trim_start_matches(['[', ' ']).starts_with("{\"");
    begins && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

fn reject(fault: &RowFault) -> Reject {
    let code = match &fault.problem {
        RowProblem::NotUtf8 { .. } => RejectCode::InvalidUtf8,
        RowProblem::Reading(_) => RejectCode::ReadError,
        RowProblem::Length { .. }
        | RowProblem::OpenQuote
        | RowProblem::CellTooLong { .. }
        | RowProblem::TooManyColumns
        | RowProblem::TooLong => RejectCode::TableRow,
    };
    at_line(Reject::new(code, fault.problem.to_string()), fault.line)
}

fn at_line(reject: Reject, line: u64) -> Reject {
    if reject.line.is_some() { reject } else { Reject { line: Some(line), ..reject } }
}
