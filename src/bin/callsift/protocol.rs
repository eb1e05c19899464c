//! Which protocol a scorecard is made by.

use crate::exit::Stop;
use callsift::diagnostic::nearest;
use callsift::lexicon::Lexicon;
use callsift::scan::{DEFAULT_PROTOCOL, ScanSettings};

/// The value that asks for no scorecard.
pub(crate) const NONE: &str = "none";

/// Refuses a protocol that was asked for and is not in the lexicon. A lexicon without the default one
/// makes no scorecards.
pub(crate) fn check(settings: &ScanSettings, lexicon: &Lexicon) -> Result<(), Stop> {
    let asked = settings.protocol.as_deref().filter(|asked| *asked != DEFAULT_PROTOCOL);
    let Some(asked) = asked.filter(|asked| lexicon.protocol(asked).is_none()) else {
        return Ok(());
    };
    let known: Vec<&str> = lexicon.protocols().iter().map(|one| one.id.as_str()).collect();
    let help = match (nearest(asked, known.iter().copied()), known.is_empty()) {
        (Some(meant), _) => format!("did you mean `{meant}`?"),
        (None, false) => format!("protocols: {}, {NONE}", known.join(", ")),
        (None, true) => "this dictionary has none".to_owned(),
    };
    Err(Stop::usage(format!("protocol {asked}: there is no such protocol; {help}")))
}
