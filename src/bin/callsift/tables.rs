//! Tables that the user names: a file, perhaps with a sheet of it (`people.xlsx!Sheet2`).

use crate::messages::tables as words;
use crate::terminal;
use callsift::batch::TextEncoding;
use callsift::language::Language;
use callsift::record::{TableKind, TableOptions};
use std::path::{Path, PathBuf};

/// What stands between a workbook and the name of its sheet.
const MARK: char = '!';

/// The file, and what the user says of the table in it.
///
/// A file that is there under the whole name is meant as a whole.
pub(crate) fn named(path: &Path, encoding: Option<TextEncoding>) -> (PathBuf, TableOptions) {
    let options = TableOptions { encoding, ..TableOptions::default() };
    let split = path.to_str().and_then(|name| name.rsplit_once(MARK));
    match split {
        Some((file, sheet)) if !path.exists() && Path::new(file).is_file() => {
            (PathBuf::from(file), TableOptions { sheet: Some(sheet.to_owned()), ..options })
        }
        Some(_) | None => (path.to_owned(), options),
    }
}

/// Says which sheet is read where there are several.
pub(crate) fn tell_sheet(file: &str, kind: &TableKind, screen: Language) {
    let TableKind::Sheet { name, others } = kind else { return };
    if others.is_empty() {
        return;
    }
    let others: Vec<String> = others.iter().map(|name| terminal::shown(name)).collect();
    let values = [
        ("file", terminal::shown(file)),
        ("sheet", terminal::shown(name)),
        ("others", others.join(", ")),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    terminal::tell(&words::SHEET.with(screen, &values));
}
