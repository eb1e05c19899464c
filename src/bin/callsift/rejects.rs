//! Lines of `rejects.jsonl`.

use crate::exit::{Exit, Stop};
use crate::messages::{Text, rejects as texts};
use crate::terminal::shown;
use callsift::batch::RejectRecord;
use callsift::language::Language;
use callsift::output::reject_v1::{self, Reject};
use data_encoding::BASE64;
use std::ops::Range;

/// A record that could not be read.
pub(crate) fn of_record(record: &RejectRecord) -> Reject {
    let RejectRecord { place, reject, bytes } = record;
    let line = place.line + reject.line.map_or(0, |line| line.saturating_sub(1));
    let field = reject.field.as_deref();
    let [ru, uk] = messages(texts::code(reject.code), field);
    Reject {
        schema: reject_v1::SCHEMA.to_owned(),
        file: place.file.name.clone(),
        entry: place.file.member.clone(),
        record_no: bytes.number,
        line,
        byte_start: place.byte_start,
        byte_end: place.byte_end,
        sha256: bytes.sha256.clone(),
        stage: reject.code.stage().to_owned(),
        reason: reject.code.as_str().to_owned(),
        field: reject.field.clone(),
        message: reject.message.clone(),
        message_ru: Some(ru),
        message_uk: Some(uk),
        bytes_base64: bytes.kept.as_ref().map(|bytes| BASE64.encode(bytes)),
    }
}

/// A line of a file that `attach` reads.
pub(crate) struct Line<'a> {
    pub(crate) file: &'a str,
    pub(crate) number: u64,
    pub(crate) bytes: Range<u64>,
}

/// A line that cannot be used; `why` is the text of its reason.
pub(crate) fn of_line(
    line: &Line<'_>,
    (stage, reason, why): (&str, &str, Text),
    field: Option<String>,
    message: String,
) -> Reject {
    let [ru, uk] = messages(why, field.as_deref());
    Reject {
        schema: reject_v1::SCHEMA.to_owned(),
        file: line.file.to_owned(),
        entry: None,
        record_no: None,
        line: line.number,
        byte_start: line.bytes.start,
        byte_end: line.bytes.end,
        sha256: None,
        stage: stage.to_owned(),
        reason: reason.to_owned(),
        field,
        message,
        message_ru: Some(ru),
        message_uk: Some(uk),
        bytes_base64: None,
    }
}

fn messages(why: Text, field: Option<&str>) -> [String; 2] {
    [Language::Ru, Language::Uk].map(|language| match field {
        None => why.of(language).to_owned(),
        Some(field) => {
            let values = [("why", why.of(language)), ("field", field)];
            texts::IN_FIELD.with(language, &values)
        }
    })
}

/// The end of a run that takes no rejects.
pub(crate) fn strict(reject: &Reject, screen: Language) -> Stop {
    let why = match screen {
        Language::Ru => reject.message_ru.as_ref(),
        Language::Uk => reject.message_uk.as_ref(),
        Language::En => None,
    };
    let (file, line) = (shown(&reject.file), reject.line.to_string());
    let why = shown(why.unwrap_or(&reject.message));
    let values =
        [("file", file.as_str()), ("line", &line), ("why", &why), ("reason", &reject.reason)];
    Stop { exit: Exit::SomeRejected, message: texts::STRICT.with(screen, &values) }
}
