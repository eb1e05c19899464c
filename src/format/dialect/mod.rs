//! Dialects of JSON as field maps: where a vendor writes turns, words, times and speakers.
//!
//! One map is one dialect. The maps of `formats/` are built in; a user's own map is read the same
//! way. What a map cannot say has a small file of its own here: words glued into turns, the same
//! speech on both channels, a result that repeats those before it.

mod builtin;
mod channels;
mod extract;
mod path;
mod recognise;
mod repeated;
mod scope;
mod source;
mod time;
mod tree;
mod words;

pub(super) use builtin::FORMATS;
pub(super) use recognise::{Seen, seen};
pub(super) use tree::Json;

use self::path::Path;
use self::time::Unit;
use super::{About, Calls, Format, Head, Origin, Parse, Reject, RejectCode, Shape};
use crate::diagnostic::{Diagnostic, FileIx, SourceFile};
use crate::transcript::{Medium, Role};

/// What people should know of a user's own map.
pub(super) const MAPPED_ABOUT: About = About {
    what: "whatever the field map reads",
    signs: String::new,
    times: "as the map says",
    words: "as the map says",
    roles: "as the map says",
};

/// The format of whatever a user's own map reads ([`Origin::map`]).
pub(super) static MAPPED: Format = Format {
    name: "map",
    title: "a field map",
    about: MAPPED_ABOUT,
    shape: Shape::Json,
    recognise: |_| false,
    parse: Parse::Several(|record, origin| match origin.map {
        Some(map) => map.parse(record, origin),
        None => {
            let message = "there is no field map to read it by";
            vec![Err(Reject::new(RejectCode::UnknownFormat, message))]
        }
    }),
};

/// A field map, ready to read records by.
#[derive(Clone, Debug)]
pub struct Dialect {
    name: String,
    title: String,
    /// A file is one call made of values one after the other.
    stream: bool,
    medium: Medium,
    conditions: Vec<Condition>,
    refusals: Vec<Refusal>,
    /// Where the calls of a record stand, each a part to which all paths but `$.` are relative; the
    /// first path with any counts. Without it the record is the call.
    calls: Vec<Path>,
    call: CallPaths,
    participants: Option<Participants>,
    roles: Vec<(String, Role)>,
    turns: Vec<TurnPaths>,
}

/// What must be so for a file to be of a dialect.
#[derive(Clone, Debug, Default)]
struct Condition {
    has: Vec<Path>,
    none: Vec<Path>,
    /// Values that begin so.
    starts: Vec<(Path, String)>,
    /// What is there as a number: a time in milliseconds.
    numbers: Vec<Path>,
    /// What may be there, and not as a number: `"1.200s"`.
    no_numbers: Vec<Path>,
    /// What may be there, and not as a text.
    no_texts: Vec<Path>,
    /// Lists with nothing in them.
    empty: Vec<Path>,
}

/// A record that is refused although it is of the dialect.
#[derive(Clone, Debug)]
struct Refusal {
    at: Path,
    is: Vec<String>,
    because: String,
}

/// A time's place and how it is written there.
#[derive(Clone, Debug)]
struct TimePath {
    path: Path,
    unit: Unit,
}

/// The facts about a call; of several paths the first with a value counts.
#[derive(Clone, Debug, Default)]
struct CallPaths {
    id: Vec<Path>,
    /// The file of the recording, of which the name without folders and endings is the id.
    file: Vec<Path>,
    job_id: Vec<Path>,
    source: Vec<Path>,
    language: Vec<Path>,
    started_at: Vec<Path>,
    duration: Vec<TimePath>,
    /// The instant from which the times of the call count, where these are instants.
    zero: Vec<TimePath>,
    customer_id: Vec<Path>,
    customer_phone: Vec<Path>,
    customer_email: Vec<Path>,
    agent_id: Vec<Path>,
    agent_name: Vec<Path>,
    queue: Vec<Path>,
    team: Vec<Path>,
    direction: Vec<Path>,
    medium: Vec<Path>,
    /// What stands between words.
    delimiter: Vec<Path>,
}

/// A list of who takes part, to which turns point.
#[derive(Clone, Debug)]
struct Participants {
    list: Path,
    key: Path,
    role: Vec<Path>,
    name: Vec<Path>,
}

/// One way in which a dialect writes turns.
#[derive(Clone, Debug)]
struct TurnPaths {
    list: Path,
    /// Where nothing was said the list is missing.
    optional: bool,
    /// Only elements of which the value is one of these.
    only: Option<(Path, Vec<String>)>,
    /// No elements of which the value is one of these.
    except: Option<(Path, Vec<String>)>,
    order: Vec<Path>,
    text: Vec<Path>,
    start: Vec<TimePath>,
    end: Vec<TimePath>,
    duration: Vec<TimePath>,
    speaker: Vec<Path>,
    role: Vec<Path>,
    channel: Vec<Path>,
    /// Texts that say that nothing was said.
    silence: Vec<String>,
    /// The last element may repeat the words of all others.
    repeats: bool,
    /// Elements that have the same values here are one said again; the last of them counts.
    refines: Vec<Path>,
    /// What stands for such a value where none is written.
    unnumbered: Option<String>,
    /// The speaker that stands for all of them together.
    everybody: Option<String>,
    /// What stands for a speaker where none is known.
    nobody: Vec<String>,
    words: Option<WordPaths>,
    labels: Option<LabelPaths>,
}

/// How a dialect writes words.
#[derive(Clone, Debug)]
struct WordPaths {
    /// Of several lists the first that a turn has counts.
    list: Vec<Path>,
    /// A list of the record that has the words of all turns, where no turn has a list of its own.
    shared: Option<Path>,
    /// The numbers of the turn's words in the shared list; without it times decide.
    index: Option<Path>,
    text: Vec<Path>,
    start: Vec<TimePath>,
    end: Vec<TimePath>,
    duration: Vec<TimePath>,
    /// Times count from the start of the turn.
    relative: bool,
    speaker: Vec<Path>,
    /// What stands for a speaker where none is known.
    nobody: Vec<String>,
    channel: Vec<Path>,
    kind: Option<Path>,
    punctuation: Vec<String>,
    skip: Vec<String>,
    attaches: Option<Path>,
    /// Punctuation carries the blanks.
    verbatim: bool,
    /// Parts of words: one without a blank before it goes on with the word.
    pieces: bool,
}

/// A list apart from the words that says who spoke when.
#[derive(Clone, Debug)]
struct LabelPaths {
    list: Path,
    start: Vec<TimePath>,
    end: Vec<TimePath>,
    duration: Vec<TimePath>,
    speaker: Vec<Path>,
}

impl Dialect {
    /// Reads a map; the diagnostics are about the file [`FileIx`] 0.
    pub fn read(file: &SourceFile) -> Result<Dialect, Vec<Diagnostic>> {
        source::read(FileIx(0), &file.text)
    }

    /// Stable name: `deepgram`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Name for people.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Whether a file that begins so is of this dialect; a map without conditions takes all JSON.
    pub fn recognises(&self, head: &Head<'_>) -> bool {
        self.conditions.is_empty()
            || self.conditions.iter().any(|condition| condition.holds(head.seen()))
    }

    /// By what in a file it is recognised, for people: paths in backticks, any of several.
    pub fn signs(&self) -> String {
        let one = |condition: &Condition| {
            let has = condition.has.iter().map(|path| format!("`{path}`"));
            let starts = condition.starts.iter();
            let starts = starts.map(|(path, start)| format!("`{path}` beginning with `{start}`"));
            has.chain(starts).collect::<Vec<_>>().join(" and ")
        };
        self.conditions.iter().map(one).collect::<Vec<_>>().join(", or ")
    }

    /// Whether a file is one call made of values one after the other.
    pub(super) fn is_stream(&self) -> bool {
        self.stream
    }

    /// The names under which the id of a call stands; of a table, its columns.
    pub(super) fn id_names(&self) -> Vec<&str> {
        self.call.id.iter().filter_map(Path::last_name).collect()
    }

    /// Whether one of the columns is what the map takes for the text of a turn.
    pub(super) fn reads_columns(&self, columns: &[String]) -> bool {
        let texts = self.turns.iter().flat_map(|turns| &turns.text);
        texts.filter_map(Path::last_name).any(|name| columns.iter().any(|column| column == name))
    }

    /// Reads one record.
    pub fn parse(&self, record: &[u8], origin: &Origin<'_>) -> Calls {
        extract::parse(self, record, origin)
    }
}
