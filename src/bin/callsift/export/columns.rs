//! Tables as Parquet, with the feature `parquet`: names, numbers and instants as in `calls.jsonl`.

use crate::table::{Column, Kind, Table, Value};
use callsift::output::json_v1::ENGINE;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::io::Write;
use std::sync::Arc;

/// Rows that are held at a time.
const GROUP: usize = 65_536;

/// Whether a file is one of ours: who made it stands in its footer.
pub(super) fn is_ours(found: &[u8]) -> bool {
    let footer = &found[found.len().saturating_sub(1 << 16)..];
    found.starts_with(b"PAR1") && memchr::memmem::find(footer, b"callsift ").is_some()
}

/// The columns that are written; times for people have their milliseconds beside them.
fn written(column: &Column) -> bool {
    column.kind != Kind::Clock
}

/// The schema in the language of Parquet.
fn schema(table: &Table<'_>) -> String {
    let mut text = format!("message {} {{\n", table.name);
    for column in table.columns.iter().filter(|column| written(column)) {
        let (kind, logical) = match column.kind {
            Kind::Text | Kind::Clock => ("binary", " (STRING)"),
            Kind::Whole => ("int64", ""),
            Kind::Decimal => ("double", ""),
            Kind::Flag => ("boolean", ""),
            Kind::Instant => ("int64", " (TIMESTAMP(MICROS,true))"),
        };
        text += &format!("  optional {kind} {}{logical};\n", column.name);
    }
    text + "}"
}

/// Writes a table, its rows in groups.
pub(super) fn write(table: Table<'_>, out: impl Write + Send) -> Result<(), ParquetError> {
    let schema = Arc::new(parse_message_type(&schema(&table))?);
    let properties = WriterProperties::builder()
        .set_created_by(ENGINE.to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    let Table { columns, mut rows, .. } = table;
    loop {
        let rows: Vec<Vec<Value>> = rows.by_ref().take(GROUP).collect();
        if rows.is_empty() {
            break;
        }
        let mut group = file.next_row_group()?;
        for (at, column) in columns.iter().enumerate().filter(|(_, column)| written(column)) {
            let cells = || rows.iter().map(|row| &row[at]);
            match column.kind {
                Kind::Text | Kind::Clock => put::<ByteArrayType, _>(&mut group, cells().map(text))?,
                Kind::Whole | Kind::Instant => put::<Int64Type, _>(&mut group, cells().map(whole))?,
                Kind::Decimal => put::<DoubleType, _>(&mut group, cells().map(decimal))?,
                Kind::Flag => put::<BoolType, _>(&mut group, cells().map(flag))?,
            }
        }
        group.close()?;
    }
    file.close()?;
    Ok(())
}

/// Writes one column of a group; what is missing has no value.
fn put<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    cells: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General("a column too many".to_owned()));
    };
    let mut values = Vec::new();
    let mut levels = Vec::new();
    for cell in cells {
        levels.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    column.typed::<T>().write_batch(&values, Some(&levels), None)?;
    column.close()
}

fn text(value: &Value) -> Option<ByteArray> {
    match value {
        Value::Text(text) | Value::Word { name: text, .. } => Some(text.as_str().into()),
        Value::Missing
        | Value::Whole(_)
        | Value::Decimal(_)
        | Value::Flag(_)
        | Value::Instant(_)
        | Value::Clock(_) => None,
    }
}

fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Whole(number) => Some(*number),
        Value::Instant(at) => Some(at.as_microsecond()),
        Value::Missing
        | Value::Text(_)
        | Value::Word { .. }
        | Value::Decimal(_)
        | Value::Flag(_)
        | Value::Clock(_) => None,
    }
}

fn decimal(value: &Value) -> Option<f64> {
    match value {
        Value::Decimal(number) => Some(*number),
        Value::Missing
        | Value::Text(_)
        | Value::Word { .. }
        | Value::Whole(_)
        | Value::Flag(_)
        | Value::Instant(_)
        | Value::Clock(_) => None,
    }
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Flag(yes) => Some(*yes),
        Value::Missing
        | Value::Text(_)
        | Value::Word { .. }
        | Value::Whole(_)
        | Value::Decimal(_)
        | Value::Instant(_)
        | Value::Clock(_) => None,
    }
}
