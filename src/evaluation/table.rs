//! Labels in a table of their own: which call is a complaint, of which category, where.

use super::label::{Label, LabelCategory, LabelSpan, Labels};
use crate::record::{CustomerFormat, Row, Table, TableKind, TableOptions, lost_digits};
use crate::units::CallKey;
use std::collections::BTreeMap;

/// What the columns are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumns {
    /// The id of the call, alone or as `source:id`.
    pub id: String,
    /// Whether it is a complaint.
    pub label: String,
}

impl Default for TableColumns {
    fn default() -> TableColumns {
        TableColumns { id: "call_id".to_owned(), label: "complaint".to_owned() }
    }
}

/// Columns that may be there besides.
const SOURCE: &str = "source";
const CATEGORY: &str = "category";
const PLACE: [&str; 3] = ["turn", "start", "end"];

/// Words for yes and no, as people write them into a table.
const YES: [&str; 6] = ["1", "true", "yes", "y", "да", "так"];
const NO: [&str; 6] = ["0", "false", "no", "n", "нет", "ні"];

/// A row that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// The row, as a spreadsheet counts, the header being 1.
    pub row: u64,
    /// What is wrong.
    pub problem: RowProblem,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowProblem {
    /// It could not be read; why.
    Unreadable(String),
    /// It names no call.
    NoId,
    /// Its id lost digits in a spreadsheet; the column it stands in.
    LostDigits(String),
    /// Its label is neither yes nor no.
    NoLabel(String),
    /// There is no such category.
    NoCategory(String),
    /// Its place is not three whole numbers, or has no category.
    NoPlace(String),
    /// An earlier row, of this number, says the opposite.
    Contradicts(u64),
}

/// The labels of a table, by call.
#[derive(Clone, Debug, Default)]
pub struct LabelTable {
    entries: Vec<Entry>,
    by_id: BTreeMap<String, usize>,
    /// What the table was found to be; `None` of an empty one.
    pub kind: Option<TableKind>,
    /// Rows that cannot be used.
    pub faults: Vec<RowFault>,
}

#[derive(Clone, Debug)]
struct Entry {
    id: String,
    row: u64,
    labels: Labels,
}

impl LabelTable {
    /// Reads a table; the error says in words why it is none.
    pub fn read(
        table: &[u8],
        columns: &TableColumns,
        options: &TableOptions,
    ) -> Result<LabelTable, String> {
        match CustomerFormat::sniff(table, options.encoding) {
            Ok(CustomerFormat::Table) => {}
            Ok(CustomerFormat::JsonLines) => {
                return Err("labels are a table (CSV or XLSX) with a header line".to_owned());
            }
            Err(problem) => return Err(problem.to_string()),
        }
        let mut table = Table::open(table, options).map_err(|error| error.to_string())?;
        for column in [&columns.id, &columns.label] {
            if !table.header().contains(column) {
                return Err(format!(
                    "there is no column `{column}`; columns: {}",
                    table.header().join(", ")
                ));
            }
        }
        let mut out = LabelTable { kind: Some(table.kind().clone()), ..LabelTable::default() };
        let header = table.header().to_vec();
        let mut row = Row::default();
        while let Some(read) = table.next_row(&mut row) {
            let (row, problem) = match read {
                Ok(()) => (row.number(), out.row(&header, &row, columns).err()),
                Err(fault) => {
                    (fault.number, Some(RowProblem::Unreadable(fault.problem.to_string())))
                }
            };
            out.faults.extend(problem.map(|problem| RowFault { row, problem }));
        }
        Ok(out)
    }

    fn row(
        &mut self,
        header: &[String],
        cells: &Row,
        columns: &TableColumns,
    ) -> Result<(), RowProblem> {
        let row = cells.number();
        let place = |name: &str| header.iter().position(|column| column == name);
        let cell = |name: &str| place(name).map_or("", |at| cells.cell(at)).trim();
        if lost_digits(cell(&columns.id)) {
            return Err(RowProblem::LostDigits(columns.id.clone()));
        }
        let id = match (cell(&columns.id), cell(SOURCE)) {
            ("", _) => return Err(RowProblem::NoId),
            (id, "") => id.to_owned(),
            (id, source) => format!("{source}:{id}"),
        };
        let written = cell(&columns.label);
        let lower = written.to_lowercase();
        let label = match lower.as_str() {
            "" => Label::None,
            yes if YES.contains(&yes) => Label::Complaint,
            no if NO.contains(&no) => Label::Other,
            _ => return Err(RowProblem::NoLabel(written.to_owned())),
        };
        let names = cell(CATEGORY).split([';', ',', ' ']).filter(|name| !name.is_empty());
        let read = |name: &str| {
            LabelCategory::parse(name).ok_or_else(|| RowProblem::NoCategory(name.to_owned()))
        };
        let categories: Vec<LabelCategory> = names.map(read).collect::<Result<_, _>>()?;
        let place = marked(PLACE.map(cell), &categories)?;
        let at = *self.by_id.entry(id.clone()).or_insert(self.entries.len());
        if at == self.entries.len() {
            self.entries.push(Entry { id, row, labels: Labels::default() });
        }
        let Entry { row: first, labels, .. } = &mut self.entries[at];
        if label != Label::None && labels.label != Label::None && label != labels.label {
            return Err(RowProblem::Contradicts(*first));
        }
        labels.label = labels.label.min(label);
        labels.stated = true;
        // An empty cell says "none" of a call that is no complaint; of one that is, it says nothing.
        let known = |column: &str, empty: bool| {
            header.iter().any(|name| name == column) && (!empty || label == Label::Other)
        };
        if known(CATEGORY, categories.is_empty()) {
            let all = labels.categories.get_or_insert_default();
            all.extend(categories);
            all.sort();
            all.dedup();
        }
        if PLACE.iter().all(|column| known(column, place.is_none())) {
            labels.spans.get_or_insert_default().extend(place);
        }
        Ok(())
    }

    /// What the table says of a call, and the number of the entry that says it.
    pub fn find(&self, key: &CallKey) -> Option<(usize, &Labels)> {
        let at = self.by_id.get(&key.to_string()).or_else(|| self.by_id.get(key.call_id()))?;
        Some((*at, &self.entries[*at].labels))
    }

    /// How many calls it names.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it names none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The id of an entry and its first row.
    pub fn entry(&self, at: usize) -> (&str, u64) {
        let Entry { id, row, .. } = &self.entries[at];
        (id, *row)
    }
}

/// The place a row marks; none where its three cells are empty.
fn marked(cells: [&str; 3], categories: &[LabelCategory]) -> Result<Option<LabelSpan>, RowProblem> {
    if cells == [""; 3] {
        return Ok(None);
    }
    let wrong = || RowProblem::NoPlace(cells.join(" "));
    let [turn, start, end] = cells.map(|cell| cell.parse::<usize>().ok());
    let (Some(turn), Some(start), Some(end), [category]) = (turn, start, end, categories) else {
        return Err(wrong());
    };
    Ok(Some(LabelSpan { turn, start, end, category: category.clone() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str) -> LabelTable {
        LabelTable::read(table.as_bytes(), &TableColumns::default(), &TableOptions::default())
            .unwrap()
    }

    #[test]
    fn rows_are_labels() {
        let table = read(
            "\u{feff}call_id;complaint;category\r\na;Да;complaint.billing\r\npbx:b;0;\r\nc;;\r\n\
             a;;escalation.churn, complaint.wait\r\n",
        );
        assert_eq!(table.faults, []);
        let label = |source, id| table.find(&CallKey::new(source, id)).map(|(_, l)| l.clone());
        let a = label("any", "a").unwrap();
        assert_eq!(a.label, Label::Complaint);
        let names: Vec<String> =
            a.categories.unwrap().iter().map(|c| c.as_str().to_owned()).collect();
        assert_eq!(names, ["complaint.billing", "complaint.wait", "escalation.churn"]);
        assert_eq!(label("pbx", "b").unwrap().label, Label::Other);
        assert_eq!(label("other", "b"), None);
        assert_eq!(label("x", "c").unwrap().label, Label::None);
    }

    #[test]
    fn rows_that_cannot_be_used_are_told() {
        let table = read(
            "call_id,complaint,category,turn,start,end\na,maybe,,,,\n,1,,,,\nb,1,weather.rain,,,\n\
             c,1,complaint,0,x,5\nd,1,,0,1,5\ne,1,,,,\ne,0,,,,\nf,1\ng,1,complaint,0,1,5\n\
             \"7,9123E+10\",1,,,,\n",
        );
        let faults: Vec<_> = table.faults.iter().map(|f| (f.row, f.problem.clone())).collect();
        let short = "the row has 2 fields, the header has 6".to_owned();
        assert_eq!(
            faults,
            [
                (2, RowProblem::NoLabel("maybe".to_owned())),
                (3, RowProblem::NoId),
                (4, RowProblem::NoCategory("weather.rain".to_owned())),
                (5, RowProblem::NoPlace("0 x 5".to_owned())),
                (6, RowProblem::NoPlace("0 1 5".to_owned())),
                (8, RowProblem::Contradicts(7)),
                (9, RowProblem::Unreadable(short)),
                (11, RowProblem::LostDigits("call_id".to_owned())),
            ]
        );
        let (_, g) = table.find(&CallKey::new("s", "g")).unwrap();
        assert_eq!(g.spans.as_ref().unwrap().len(), 1);
    }

    #[test]
    fn a_table_needs_its_columns() {
        let columns =
            TableColumns { id: "Номер".to_owned(), label: "Жалоба".to_owned() };
        let options = TableOptions::default();
        let told = LabelTable::read(b"call_id,complaint\na,1\n", &columns, &options).unwrap_err();
        assert_eq!(told, "there is no column `Номер`; columns: call_id, complaint");
        assert!(LabelTable::read("Номер\tЖалоба\n1\tнет\n".as_bytes(), &columns, &options).is_ok());
    }
}
