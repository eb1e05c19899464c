//! The work of a scan: each call through the lexicon, and written.

use super::worker::{FromRecord, Work};
use crate::lexicon::Lexicon;
use crate::output::{self, CallOptions};
use crate::record::CallCard;
use crate::scan::{CallReport, Quotes, ScanSettings, Scanner};
use crate::transcript::{Role, Transcript};

/// Scans calls and writes what was found.
#[derive(Debug)]
pub struct ScanWork {
    /// What to find.
    pub lexicon: Lexicon,
    /// Thresholds.
    pub settings: ScanSettings,
    /// How a call is written.
    pub options: CallOptions,
    /// Whether cards for customers are wanted.
    pub cards: bool,
}

/// A call that was scanned.
#[derive(Debug)]
pub struct ScannedCall {
    /// The line to write, with its newline.
    pub line: Vec<u8>,
    /// What was found.
    pub report: CallReport,
    /// The telephone system it is from.
    pub source: String,
    /// Whether anybody in it is known as agent or as customer.
    pub roles: RolesKnown,
    /// For the customer's record.
    pub card: Option<Box<CallCard>>,
}

/// Whether anybody in a call is known as agent or as customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RolesKnown {
    /// Somebody is, or nothing was said.
    Yes,
    /// Nobody is.
    No,
}

impl RolesKnown {
    fn of(call: &Transcript) -> RolesKnown {
        let mut roles = call.turns().iter().map(|turn| call.role(turn));
        let known = |role| matches!(role, Role::Agent | Role::Customer);
        if call.turns().is_empty() || roles.any(known) { RolesKnown::Yes } else { RolesKnown::No }
    }
}

impl Work for ScanWork {
    type Tools<'w> = Scanner<'w>;
    type Made = ScannedCall;

    fn tools(&self) -> Scanner<'_> {
        Scanner::new(&self.lexicon, &self.settings)
    }

    fn work<'w>(
        &'w self,
        scanner: &mut Scanner<'w>,
        call: &Transcript,
        _: &FromRecord<'_>,
    ) -> ScannedCall {
        let report = scanner.scan(call);
        let mut written = output::call(call, &report, &self.lexicon, &self.options);
        match report.quotes {
            Quotes::Plain => output::hide_extra(&mut written, &self.settings.redaction),
            Quotes::MayBePersonal => output::hide(&mut written, &self.settings.redaction),
        }
        let card = self.cards.then(|| Box::new(output::card(&written)));
        ScannedCall {
            line: output::line(&written),
            report,
            source: call.info().key.source().to_owned(),
            roles: RolesKnown::of(call),
            card,
        }
    }
}
