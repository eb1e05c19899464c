//! One member of a line put in, exchanged or taken out, with every other byte where it was.
#![expect(
    clippy::indexing_slicing,
    reason = "places are those of the record itself; by a wrong one nothing may be written"
)]

use super::error::RecordError;
use super::members::Record;
use super::merge::to_json;
use super::options::OwnKey;
use super::own::own_value;
use super::resolution::Change;

/// Appends the line with a new last member.
pub(super) fn insert(record: &Record<'_>, key: &str, value: &str, out: &mut Vec<u8>) {
    let line = record.line();
    let object = record.place(record.text());
    let brace = object.end.saturating_sub(1);
    out.extend_from_slice(&line[..brace]);
    if !record.members().is_empty() {
        out.push(b',');
    }
    out.extend_from_slice(to_json(&key).as_bytes());
    out.push(b':');
    out.extend_from_slice(value.as_bytes());
    out.extend_from_slice(&line[brace..]);
}

/// Appends the line with `new` in the place of the value `old`.
pub(super) fn replace(record: &Record<'_>, old: &str, new: &str, out: &mut Vec<u8>) {
    let line = record.line();
    let place = record.place(old);
    out.extend_from_slice(&line[..place.start]);
    out.extend_from_slice(new.as_bytes());
    out.extend_from_slice(&line[place.end..]);
}

/// Appends the line without the own key: what callsift put in is gone, the rest is as it came.
///
/// A value that callsift did not write is refused.
pub fn erase(
    number: u64,
    line: &[u8],
    own_key: &OwnKey,
    out: &mut Vec<u8>,
) -> Result<Change, RecordError> {
    let record = Record::parse(number, line)?;
    let own = match &record {
        Some(record) => own_value(record, own_key.as_str())?.map(|own| (record, own)),
        None => None,
    };
    let Some((record, own)) = own else {
        out.extend_from_slice(line);
        return Ok(Change::Untouched);
    };
    cut(record, own, out);
    Ok(Change::Attached)
}

/// Appends the line without the member that has this value.
pub(super) fn cut(record: &Record<'_>, value: &str, out: &mut Vec<u8>) {
    let line = record.line();
    let end = record.place(value).end;
    let before = record.members().iter().take_while(|member| !std::ptr::eq(member.value, value));
    let (start, end) = match before.last() {
        // The comma before the member goes with it; blanks before that comma were there already.
        Some(previous) => {
            let from = record.place(previous.value).end;
            (from + blanks(&line[from..]), end)
        }
        None => {
            let inside = record.place(record.text()).start + 1;
            let after = end + blanks(&line[end..]);
            let comma = line.get(after) == Some(&b',');
            (inside + blanks(&line[inside..]), if comma { after + 1 } else { end })
        }
    };
    out.extend_from_slice(&line[..start]);
    out.extend_from_slice(&line[end..]);
}

fn blanks(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_whitespace()).count()
}
