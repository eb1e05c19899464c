//! Attaching calls: the customer file is read twice, the second time it is rewritten line by line.

use crate::args::MatchArgs;
use crate::exit::Stop;
use crate::interrupt::Interrupt;
use crate::messages::rejects as texts;
use crate::publish::OutputFolder;
use crate::rejects::{self, Line};
use crate::settings::Settings;
use crate::tables;
use crate::terminal::shown;
use callsift::batch::TextEncoding;
use callsift::language::Language;
use callsift::output::reject_v1::Reject;
use callsift::output::run_v1::Customers;
use callsift::record::{
    AttachMode, AttachOptions, CallCard, Change, CsvRows, CustomerFormat, CustomerIndex, KeyFields,
    OwnKey, Phone, Record, RecordError, RecordProblem, Region, Renew, RowProblem, TableOptions,
    Waiting, WaitingFor, Wanted, lost_keys, render_unmatched,
};
use std::cmp::Reverse;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Where a record says its country, if nothing else is said.
const REGION_FIELD: &str = "country";

/// A customer line above this is refused.
const MAX_LINE: u64 = 16 * 1024 * 1024;

/// Names shown of a first record that has none of those asked for.
const NAMES_TOLD: usize = 20;

/// A customer file that was found to be one.
pub(crate) struct CustomerFile {
    /// As the user wrote it, with the sheet of a workbook.
    shown: String,
    path: PathBuf,
    format: CustomerFormat,
    table: TableOptions,
}

/// What the command line says about matching.
pub(crate) fn options(args: &MatchArgs, settings: &Settings) -> Result<AttachOptions, Stop> {
    let parsed = |flag: &str, why: String| Stop::usage(format!("{flag}: {why}"));
    let defaults = KeyFields::default();
    let or = |given: &Vec<String>, default: Vec<String>| {
        if given.is_empty() { default } else { given.clone() }
    };
    let region = args.region.as_deref().map(Region::from_str).transpose();
    let region = region.map_err(|error| parsed("--region", error.to_string()))?;
    let own_phones = args.own_phone.iter().map(|number| {
        Phone::parse(number, region).ok_or_else(|| {
            parsed("--own-phone", format!("{number} is no telephone number; is --region given?"))
        })
    });
    let as_of = args.as_of.as_ref().map(|time| {
        time.parse().map_err(|_| {
            parsed("--as-of", format!("{time} is no instant; write 2026-11-21T00:00:00Z"))
        })
    });
    Ok(AttachOptions {
        own_key: OwnKey::from_str(&args.key).map_err(|error| Stop::usage(error.to_string()))?,
        fields: KeyFields {
            customer_id: or(&args.customer_id, defaults.customer_id),
            phone: or(&args.phone, defaults.phone),
            email: or(&args.email, defaults.email),
        },
        region,
        // A record that says its country is believed, unless the user names one for all.
        region_field: match (&args.region_field, region) {
            (Some(field), _) => Some(field.clone()),
            (None, None) => Some(REGION_FIELD.to_owned()),
            (None, Some(_)) => None,
        },
        own_phones: own_phones.collect::<Result<_, _>>()?,
        as_of: as_of.transpose()?,
        mode: if args.replace { AttachMode::Replace } else { AttachMode::Merge },
        renew: if args.renew { Renew::All } else { Renew::WithCalls },
        history: settings.history(),
    })
}

impl CustomerFile {
    /// Looks at the begin of the file, so that a wrong one is told before anything is done.
    pub(crate) fn open(
        named: &Path,
        encoding: Option<TextEncoding>,
        screen: Language,
    ) -> Result<CustomerFile, Stop> {
        let shown = named.display().to_string();
        let told = |error: String| Stop::usage(format!("{shown}: {error}"));
        let (path, table) = tables::named(named, encoding);
        let meta = std::fs::metadata(&path).map_err(|error| told(error.to_string()))?;
        if !meta.is_file() {
            let message = "not a regular file; customers are read twice, so save them to one";
            return Err(told(message.to_owned()));
        }
        let file = File::open(&path).map_err(|error| told(error.to_string()))?;
        let mut reader = BufReader::with_capacity(1 << 16, file);
        let head = reader.fill_buf().map_err(|error| told(error.to_string()))?;
        let format = CustomerFormat::sniff(head, encoding).map_err(|e| told(e.to_string()))?;
        match format {
            CustomerFormat::Table => {
                let rows = CsvRows::new(reader, &table).map_err(|error| told(error.to_string()))?;
                tables::tell_sheet(&shown, rows.kind(), screen);
            }
            CustomerFormat::JsonLines if table.sheet.is_some() => {
                return Err(told("no workbook (XLSX), so it has no sheets".to_owned()));
            }
            CustomerFormat::JsonLines => {}
        }
        Ok(CustomerFile { shown, path, format, table })
    }

    /// The file, without the sheet.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes `customers.jsonl` and `unmatched.jsonl`; records that cannot be read go to `rejects`.
    pub(crate) fn attach(
        &self,
        cards: Vec<CallCard>,
        options: AttachOptions,
        folder: &mut OutputFolder,
        rejects: &mut impl FnMut(&Reject) -> Result<(), Stop>,
        interrupt: &Interrupt,
    ) -> Result<(Customers, Vec<Waiting>), Stop> {
        let as_of = options.as_of.or_else(|| cards.iter().filter_map(|card| card.started_at).max());
        let keys = options.fields.clone();
        let fields: Vec<String> = keys.all().map(shown).collect();
        let mut index = CustomerIndex::new(Wanted::new(cards, options));
        let mut rejected = Vec::new();
        let (mut read, mut lost_digits) = (0, 0);
        self.lines(|number, place, line| {
            interrupt.check()?;
            let record = line.and_then(|line| Record::parse(number, line));
            match record.and_then(|record| {
                let Some(record) = record else { return Ok(Vec::new()) };
                read += 1;
                index.observe(&record)?;
                Ok(lost_keys(&record, &keys))
            }) {
                Ok(lost) => lost.into_iter().try_for_each(|field| {
                    lost_digits += 1;
                    rejects(&self.lost(number, field, place.clone()))
                }),
                Err(error) if spoils_all(&error.problem) => Err(self.told(&error)),
                Err(error) => {
                    rejected.push(error.line);
                    read += 1;
                    rejects(&self.reject(&error, place))
                }
            }
        })?;
        if let Some(names) = index.without_key_fields() {
            return Err(self.without_key_fields(&fields, names));
        }
        let resolution = index.resolve();
        let mut out = folder.create("customers.jsonl")?;
        let (mut touched, mut unchanged) = (0, 0);
        let mut waiting = Vec::new();
        let mut written = Vec::new();
        self.lines(|number, _, line| {
            interrupt.check()?;
            if rejected.binary_search(&number).is_ok() {
                // A line leaves as it came even when nobody can read it; a row has no line to leave.
                return match (self.format, line) {
                    (CustomerFormat::JsonLines, Ok(line)) => {
                        out.write_all(line).map_err(|error| out.told(&error))
                    }
                    (CustomerFormat::JsonLines | CustomerFormat::Table, _) => Ok(()),
                };
            }
            written.clear();
            let line = line.map_err(|error| self.told(&error))?;
            match resolution.rewrite_noting(number, line, &mut written, &mut waiting) {
                Ok(Change::Attached) => touched += 1,
                Ok(Change::Unchanged) => unchanged += 1,
                Ok(Change::Untouched) => {}
                Err(error) => return Err(self.told(&error)),
            }
            if self.format == CustomerFormat::Table {
                written.push(b'\n');
            }
            out.write_all(&written).map_err(|error| out.told(&error))
        })?;
        folder.finish(out)?;
        let mut unmatched = folder.create("unmatched.jsonl")?;
        for call in resolution.unmatched() {
            written.clear();
            render_unmatched(&call, &mut written);
            unmatched.write_all(&written).map_err(|error| unmatched.told(&error))?;
        }
        folder.finish(unmatched)?;
        let counts = resolution.counts();
        let attached = counts.by_customer_id + counts.by_phone + counts.by_email;
        // The gravest first; of equal ones the one that waits longest.
        waiting.sort_by(|a: &Waiting, b| {
            let rank = |w: &Waiting| Reverse((w.severity, w.risk));
            (rank(a), &a.due_at, a).cmp(&(rank(b), &b.due_at, b))
        });
        let of = |what| waiting.iter().filter(|waiting| waiting.what == what).count() as u64;
        let customers = Customers {
            file: self.shown.clone(),
            read,
            touched,
            unchanged,
            rejected: rejected.len() as u64,
            lost_digits,
            calls_attached: attached,
            calls_unmatched: counts.calls - attached,
            calls_repeated: counts.repeated,
            unanswered: of(WaitingFor::Answer),
            overdue_promises: of(WaitingFor::Promise),
            as_of: as_of.map(|at| at.to_string()),
        };
        Ok((customers, waiting))
    }

    /// Hands out every line with its number and its bytes in the file, as bytes of JSON.
    ///
    /// A row of a table has its number only; its bytes are given as none.
    fn lines(
        &self,
        mut take: impl FnMut(u64, Range<u64>, Result<&[u8], RecordError>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let told = |error: String| Stop::usage(format!("{}: {error}", self.shown));
        let file = File::open(&self.path).map_err(|error| told(error.to_string()))?;
        let mut reader = BufReader::with_capacity(1 << 20, file);
        let mut line = Vec::new();
        match self.format {
            CustomerFormat::Table => {
                let mut rows =
                    CsvRows::new(reader, &self.table).map_err(|error| told(error.to_string()))?;
                while let Some(row) = rows.next_line(&mut line) {
                    match row {
                        Ok(number) => take(number, 0..0, Ok(&line))?,
                        Err(error) => take(error.line, 0..0, Err(error))?,
                    }
                }
            }
            CustomerFormat::JsonLines => {
                let mut start = 0;
                for number in 1.. {
                    line.clear();
                    let length = std::io::Read::take(&mut reader, MAX_LINE)
                        .read_until(b'\n', &mut line)
                        .map_err(|error| told(error.to_string()))?;
                    if length == 0 {
                        break;
                    }
                    if length as u64 == MAX_LINE && line.last() != Some(&b'\n') {
                        return Err(told(format!("line {number} is longer than 16 MiB")));
                    }
                    let end = start + length as u64;
                    take(number, start..end, Ok(&line))?;
                    start = end;
                }
            }
        }
        Ok(())
    }

    fn told(&self, error: &RecordError) -> Stop {
        Stop::usage(format!("{}: {error}", self.shown))
    }

    fn without_key_fields(&self, fields: &[String], names: &[String]) -> Stop {
        let mut first: Vec<String> = names.iter().take(NAMES_TOLD).map(|n| shown(n)).collect();
        if names.len() > NAMES_TOLD {
            first.push("…".to_owned());
        }
        let first = if first.is_empty() { "none".to_owned() } else { first.join(", ") };
        Stop::usage(format!(
            "customers {}: no record has any of the fields {}; the first record has {first}; \
             name yours with --customer-id, --phone, --email",
            self.shown,
            fields.join(", ")
        ))
    }

    /// A key that is none any more; the record itself is read.
    fn lost(&self, line: u64, field: String, place: Range<u64>) -> Reject {
        let (unit, part) = match self.format {
            CustomerFormat::Table => ("row", "column"),
            CustomerFormat::JsonLines => ("line", "field"),
        };
        let message = format!(
            "{unit} {line}, {part} {field:?}: a spreadsheet has thrown digits away here, so no call \
             is attached by it; format the column as text in Excel, fill it anew and save again"
        );
        let line = Line { file: &self.shown, number: line, bytes: place };
        let why = ("customers", "lost_digits", texts::LOST_DIGITS);
        rejects::of_line(&line, why, Some(field), message)
    }

    fn reject(&self, error: &RecordError, place: Range<u64>) -> Reject {
        let line = Line { file: &self.shown, number: error.line, bytes: place };
        let why = ("customers", "customer_record", texts::CUSTOMER_RECORD);
        rejects::of_line(&line, why, None, error.problem.to_string())
    }
}

/// Problems that say the whole file, or the key, is not what the user thinks.
fn spoils_all(problem: &RecordProblem) -> bool {
    match problem {
        RecordProblem::ForeignOwnKey { .. }
        | RecordProblem::OwnKeyTwice { .. }
        | RecordProblem::NewerSchema { .. }
        | RecordProblem::Unreadable { .. }
        | RecordProblem::ChangedBetweenReadings
        | RecordProblem::Row(
            RowProblem::OpenQuote | RowProblem::TooLong | RowProblem::Reading(_),
        ) => true,
        RecordProblem::NotUtf8
        | RecordProblem::NotJson(_)
        | RecordProblem::NotAnObject
        | RecordProblem::Row(
            RowProblem::Length { .. }
            | RowProblem::NotUtf8 { .. }
            | RowProblem::CellTooLong { .. }
            | RowProblem::TooManyColumns,
        ) => false,
    }
}
