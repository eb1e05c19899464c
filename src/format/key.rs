//! How a call gets its key, also where nothing names it.

use sha2::{Digest, Sha256};

use super::limits::MAX_ID_BYTES;
use super::{Framing, Origin, Reject, RejectCode, text};
use crate::transcript::CallIdSource;
use crate::units::CallKey;

/// Key of a call: stated, else the name of a file that is one record, else a hash of the record;
/// with `#2` behind it for the second call of a record.
pub(super) fn call_key(
    record: &[u8],
    origin: &Origin<'_>,
    format: &str,
    call_id: Option<&str>,
    source: Option<&str>,
) -> Result<(CallKey, CallIdSource), Reject> {
    let stem = match origin.framing {
        Framing::Whole => origin.file_stem.filter(|stem| !stem.trim().is_empty()),
        Framing::Lines | Framing::Values => None,
    };
    let number = origin.number.map(|number| format!("#{number}")).unwrap_or_default();
    let (id, id_source) = match (call_id, stem) {
        (Some(id), _) => (id.to_owned(), CallIdSource::Field),
        (None, Some(stem)) => (format!("{stem}{number}"), CallIdSource::FileName),
        (None, None) => {
            let hash = match origin.record_hash {
                Some(known) => known.get_or_init(|| content_hash(record)).clone(),
                None => content_hash(record),
            };
            (hash + &number, CallIdSource::ContentHash)
        }
    };
    let source = source.or(origin.source).unwrap_or(format);
    check_id("call_id", &id)?;
    check_id("source", source)?;
    Ok((CallKey::new(source, id), id_source))
}

/// `h_` and 20 hex digits of SHA-256 over the record without the white space around it, so that
/// the same record has the same id whatever ends its line.
fn content_hash(record: &[u8]) -> String {
    let digest = Sha256::digest(text::without_bom(record).trim_ascii());
    let hex: String = digest.iter().take(10).map(|byte| format!("{byte:02x}")).collect();
    format!("h_{hex}")
}

/// Refuses an id that is longer than any real one.
pub(super) fn check_id(field: &str, id: &str) -> Result<(), Reject> {
    if id.len() <= MAX_ID_BYTES {
        return Ok(());
    }
    let message = format!("an id of {} bytes; {MAX_ID_BYTES} are read", id.len());
    Err(Reject::new(RejectCode::IdTooLong, message).in_field(field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::OnceCell;

    #[test]
    fn the_hash_of_a_record_with_several_calls_is_worked_out_once() {
        let hash = OnceCell::new();
        let call = |number| {
            let origin =
                Origin { number: Some(number), record_hash: Some(&hash), ..Origin::default() };
            call_key(b"[1,2]", &origin, "f", None, None).unwrap().0
        };
        let id = content_hash(b"[1,2]");
        assert_eq!(call(1).call_id(), format!("{id}#1"));
        assert_eq!(hash.get(), Some(&id));
        assert_eq!(call(2).call_id(), format!("{id}#2"));
    }

    #[test]
    fn a_hash_names_a_record_whatever_ends_its_line() {
        let id = content_hash(b"{\"a\":1}");
        assert_eq!(id.len(), 22);
        assert_eq!(id, content_hash(b"\xef\xbb\xbf{\"a\":1}\r\n"));
        assert_ne!(id, content_hash(b"{\"a\":2}"));
    }
}
