//! Workbooks: each sheet that people see and that has something in it is a table of its own.

use super::limits::read_error;
use super::{Opener, Packing, Place, Visit, name};
use crate::batch::container::zip::SeekRead;
use crate::format::{Reject, RejectCode};
use crate::record::{TableError, WORKBOOK_BYTES, sheets_as_csv};
use std::io::{self, Cursor, Read, SeekFrom};

impl<V: Visit> Opener<'_, V> {
    /// Hands on every sheet as CSV, whose lines are the rows of the sheet.
    ///
    /// A workbook with one sheet is that table; of several each is a member with the sheet's name.
    pub(super) fn workbook(
        &mut self,
        place: &Place,
        file: &mut dyn SeekRead,
    ) -> Result<(), V::Enough> {
        let mut place = place.clone();
        place.packed.pop();
        place.packed.push(Packing::Xlsx);
        let sheets = match held(file) {
            Ok(bytes) => sheets_as_csv(bytes),
            Err(error) => return self.visit.refuse(&place, read_error(&error)),
        };
        let sheets = match sheets {
            Ok(sheets) => sheets,
            Err(error) => return self.visit.refuse(&place, reject(&error)),
        };
        if let [(_, csv)] = sheets.as_slice() {
            return self.visit.content(&place, None, Box::new(Cursor::new(csv.as_bytes())));
        }
        if sheets.is_empty() {
            return self.visit.empty(&place);
        }
        self.visit.opened(&place);
        for (sheet, csv) in &sheets {
            // A slash in the name of a sheet is part of the name.
            let mut own = place.member("");
            let label = name::label(sheet);
            own.member = own.member.map(|before| format!("{before}{label}"));
            own.stem = place.stem.as_ref().map(|stem| format!("{stem} {label}"));
            self.visit.content(&own, None, Box::new(Cursor::new(csv.as_bytes())))?;
        }
        Ok(())
    }
}

/// The file in memory, and one byte more where it is larger than is read.
fn held(file: &mut dyn SeekRead) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(WORKBOOK_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn reject(error: &TableError) -> Reject {
    let code = match error {
        TableError::TooLarge { .. } => RejectCode::ArchiveLimit,
        TableError::Damaged(_) | TableError::Reading(_) => RejectCode::ReadError,
        TableError::Nameless { .. }
        | TableError::Twice { .. }
        | TableError::Missing
        | TableError::Header(_)
        | TableError::NoWorkbook { .. }
        | TableError::OtherArchive
        | TableError::NoSheet { .. }
        | TableError::EmptyWorkbook => RejectCode::TableRow,
    };
    Reject::new(code, error.to_string())
}
