//! Transcripts of the files that a scan read, for verbs that show calls once more.

use crate::exit::Stop;
use crate::settings::Settings;
use callsift::batch::Input;
use callsift::format::{Dialect, Framing, KeepExtra, Origin, Sniff, sniff_mapped};
use callsift::output::run_v1::Run;
use callsift::transcript::Transcript;
use flate2::read::MultiGzDecoder;
use std::io::Read;

/// A file as a whole, packed as it is.
pub(crate) struct RawFile {
    pub(crate) stem: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

impl RawFile {
    /// Reads it.
    pub(crate) fn read(input: Input) -> Result<RawFile, Stop> {
        let told = |error: std::io::Error| Stop::usage(format!("{}: {error}", input.name));
        let mut bytes = Vec::new();
        (input.open)().and_then(|mut file| file.read_to_end(&mut bytes)).map_err(told)?;
        Ok(RawFile { stem: input.stem, bytes })
    }

    /// Every call of it that can be read; those that cannot are the business of `scan`.
    pub(crate) fn calls(
        self,
        source: Option<&str>,
        map: Option<&Dialect>,
        settings: &Settings,
    ) -> Vec<Transcript> {
        let mut content = Vec::new();
        if self.bytes.starts_with(&[0x1f, 0x8b]) {
            // Calls before a damage can be shown like any others.
            let _ = MultiGzDecoder::new(self.bytes.as_slice()).read_to_end(&mut content);
        } else {
            content = self.bytes;
        }
        let Sniff::Known { format, framing } = sniff_mapped(&content, true, map) else {
            return Vec::new();
        };
        let origin = Origin {
            framing,
            file_stem: self.stem.as_deref(),
            source,
            time_zone: settings.time_zone.as_ref(),
            keep_extra: KeepExtra::No,
            map,
        };
        let records: Vec<&[u8]> = match framing {
            Framing::Whole => vec![&content],
            Framing::Lines => content.split(|b| *b == b'\n').map(<[u8]>::trim_ascii).collect(),
        };
        let records = records.into_iter().filter(|record| !record.is_empty());
        records.filter_map(|record| (format.parse)(record, &origin).ok()).collect()
    }
}

/// The telephone system that a scan was told (`--source`).
pub(crate) fn source_of(run: &Run) -> Option<&str> {
    run.settings.get("source")?.as_str()
}

/// The field map that a scan was told (`--map`).
pub(crate) fn map_of(run: &Run) -> Option<&str> {
    run.settings.get("map")?.as_str()
}
