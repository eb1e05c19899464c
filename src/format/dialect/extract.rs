//! A record as a call, the way its map says.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::super::draft::{self, Draft, ReadTurn};
use super::super::key::{call_key, check_id};
use super::super::limits::{MAX_TURN_BYTES, MAX_TURN_WORDS, MAX_TURNS};
use super::super::{Calls, Framing, KeepExtra, Origin, Reject, RejectCode, roles};
use super::path::{Part, Path};
use super::scope::Scope;
use super::time::{self, Time};
use super::tree::Json;
use super::words::{self, Glue, Token};
use super::{Dialect, LabelPaths, TimePath, TurnPaths, WordPaths, channels, repeated};
use crate::transcript::{
    CallInfo, Direction, Medium, Party, Role, RoleSource, Transcript, TurnTime, WarningCode,
    WordInput,
};
use crate::units::{Millis, TimeError, TimeSpan};

/// A turn as it was read, its times not yet counted from the start of the call.
pub(super) struct Said<'t> {
    place: String,
    order: Option<Millis>,
    speaker: Option<Cow<'t, str>>,
    role: Option<Cow<'t, str>>,
    pub(super) channel: Option<Cow<'t, str>>,
    pub(super) text: String,
    pub(super) start: Option<Time>,
    end: Option<Time>,
    pub(super) words: Vec<Token<'t>>,
}

/// What a list of participants says of one: role and name.
type Participant = (Option<String>, Option<String>);

/// A call while it is read.
struct Reader<'t> {
    map: &'t Dialect,
    scope: Scope<'t>,
    draft: Draft,
    delimiter: String,
    /// The instant from which times count, in milliseconds since 1970.
    zero: Option<i64>,
    /// Whom turns point to, once one did.
    participants: Option<BTreeMap<String, Participant>>,
}

/// How long a call may go on before anything is said, in milliseconds.
const FIRST_WORD_MS: i64 = 30 * 60 * 1_000;

pub(super) fn parse(map: &Dialect, record: &[u8], origin: &Origin<'_>) -> Calls {
    let root = match Json::read(record, map.stream) {
        Ok(root) => root,
        Err(reject) => return vec![Err(reject)],
    };
    if let Err(reject) = refuse(map, &root) {
        return vec![Err(reject)];
    }
    // What is no object or list holds no call: `"result": "ok"`.
    let calls = |path: &Path| {
        let mut calls = path.all(&root);
        calls.retain(|call| matches!(call.json, Json::Object(_) | Json::List(_)));
        calls
    };
    let found = map.calls.iter().map(calls).find(|calls| !calls.is_empty());
    let calls = found.unwrap_or_else(|| vec![Part::whole(&root)]);
    let several = calls.len() > 1;
    let hash = OnceCell::new();
    let call = |(call, number): (Part<'_, '_>, usize)| {
        let number = several.then_some(number);
        let origin = Origin { number, record_hash: Some(&hash), ..*origin };
        parse_call(map, record, Scope { root: &root, call }, &origin)
    };
    calls.into_iter().zip(1..).map(call).collect()
}

fn parse_call<'t>(
    map: &'t Dialect,
    record: &[u8],
    scope: Scope<'t>,
    origin: &Origin<'_>,
) -> Result<Transcript, Reject> {
    let object = matches!(scope.root, Json::Object(_));
    let mut reader = Reader::begin(map, scope, record, origin)?;
    let mut said = reader.turns()?;
    if channels::drop_doubles(&mut said) {
        reader.draft.warn(WarningCode::SameOnBothChannels, || "channels".to_owned());
    }
    reader.push(said)?;
    // What stands in a record with several calls belongs to none of them.
    let one = origin.number.is_none();
    if origin.keep_extra == KeepExtra::Yes && one && object {
        let read = map.turns.iter().map(|turns| &turns.list);
        let all = read.chain(&map.calls).chain(&map.call.id).chain(&map.call.language);
        let known: Vec<&str> = all
            .filter_map(|path| match path.steps().first() {
                Some(super::path::Step::Key(key)) => Some(key.as_str()),
                Some(_) | None => None,
            })
            .collect();
        reader.draft.keep_extra(record, origin, &known)?;
    }
    Ok(reader.draft.build())
}

/// What a map refuses of its own dialect.
fn refuse(map: &Dialect, root: &Json<'_>) -> Result<(), Reject> {
    for refusal in &map.refusals {
        for part in refusal.at.all(root) {
            let found = part.json.text(|| part.place.clone())?.unwrap_or_default();
            if refusal.is.iter().any(|value| value.eq_ignore_ascii_case(&found)) {
                return Err(
                    Reject::new(RejectCode::NotATranscript, &refusal.because).in_field(part.place)
                );
            }
        }
    }
    Ok(())
}

impl<'t> Reader<'t> {
    fn begin(
        map: &'t Dialect,
        scope: Scope<'t>,
        record: &[u8],
        origin: &Origin<'_>,
    ) -> Result<Reader<'t>, Reject> {
        let call = &map.call;
        let fact = |paths: &[Path]| scope.fact(paths);
        let mut id = fact(&call.id)?;
        // Of one recording the user's own file has the better name.
        let own = origin.framing == Framing::Whole && origin.file_stem.is_some();
        if id.is_none() && (origin.number.is_some() || !own) {
            id = fact(&call.file)?.map(|file| file_stem(&file).to_owned());
        }
        // The recogniser's number is no call's; it serves where not even a file names the call.
        if id.is_none() && origin.number.is_none() && !own {
            id = fact(&call.job_id)?;
        }
        let source = fact(&call.source)?;
        let (key, id_source) =
            call_key(record, origin, &map.name, id.as_deref(), source.as_deref())?;
        let mut draft = Draft::new(CallInfo::new(key, id_source));
        let info = draft.info();
        info.medium = map.medium;
        info.language = fact(&call.language)?;
        for (paths, to) in [
            (&call.customer_id, &mut info.customer_id),
            (&call.customer_phone, &mut info.customer_phone),
            (&call.customer_email, &mut info.customer_email),
            (&call.agent_id, &mut info.agent_id),
            (&call.agent_name, &mut info.agent_name),
            (&call.queue, &mut info.queue),
            (&call.team, &mut info.team),
        ] {
            *to = fact(paths)?;
            if let (Some(value), Some(path)) = (to, paths.first()) {
                check_id(&path.to_string(), value)?;
            }
        }
        if let Some(written) = fact(&call.medium)? {
            match written.to_ascii_lowercase().as_str() {
                "voice" | "call" | "callback" | "phone_call" => draft.info().medium = Medium::Voice,
                "chat" | "message" => draft.info().medium = Medium::Chat,
                _ => draft.warn(WarningCode::UnknownName, || "medium".to_owned()),
            }
        }
        if let Some(written) = fact(&call.direction)? {
            match written.as_str() {
                "inbound" => draft.info().direction = Direction::Inbound,
                "outbound" => draft.info().direction = Direction::Outbound,
                "internal" => draft.info().direction = Direction::Internal,
                _ => draft.warn(WarningCode::UnknownName, || "direction".to_owned()),
            }
        }
        if let Some(written) = fact(&call.started_at)? {
            match draft::instant(written.trim(), origin.time_zone) {
                Ok(at) => {
                    draft.info().started_at = Some(at);
                    draft.info().started_offset = draft::offset(written.trim());
                }
                Err(code) => {
                    draft.warn(code, || call.started_at.iter().map(Path::to_string).collect());
                }
            }
        }
        let delimiter = call
            .delimiter
            .iter()
            .find_map(|path| scope.first(path))
            .and_then(|json| json.text(String::new).ok().flatten())
            .map_or(" ".to_owned(), Cow::into_owned);
        let json = scope.call.json;
        let mut reader = Reader { map, scope, draft, delimiter, zero: None, participants: None };
        reader.zero = match reader.time(json, &call.zero, "")? {
            Some(Time::Instant(ms)) => Some(ms),
            Some(Time::Offset(_)) | None => None,
        };
        let duration = reader.time(json, &call.duration, "")?;
        reader.draft.info().duration = duration.and_then(Time::offset);
        Ok(reader)
    }

    /// The turns of the first way of writing them that the record has any in.
    fn turns(&mut self) -> Result<Vec<Said<'t>>, Reject> {
        let mut listed = false;
        for paths in &self.map.turns {
            let mut parts = self.scope.all(&paths.list);
            listed |= paths.optional || !parts.is_empty();
            if !paths.list.is_every()
                && matches!(parts.as_slice(), [Part { json: Json::List(_), .. }])
            {
                parts = parts.iter().flat_map(Part::elements).collect();
            }
            if parts.len() > MAX_TURNS {
                let message = format!("more than {MAX_TURNS} turns");
                return Err(
                    Reject::new(RejectCode::TooManyTurns, message).in_field(paths.list.to_string())
                );
            }
            let said = self.said(paths, parts)?;
            if !said.is_empty() {
                return Ok(said);
            }
        }
        // A list with nothing in it has no parts either, but stands where one is expected.
        let stands = |path: &Path| {
            let (_, outer) = path.steps().split_last().unwrap_or((&super::path::Step::Every, &[]));
            let outer = match path {
                Path::Root(_) => Path::Root(outer.to_vec()),
                Path::Here(_) | Path::Number | Path::Name => Path::Here(outer.to_vec()),
            };
            self.scope.first(&outer).is_some()
        };
        if listed || self.map.turns.iter().any(|paths| stands(&paths.list)) {
            return Ok(Vec::new());
        }
        let place = self.map.turns.first().map(|paths| paths.list.to_string()).unwrap_or_default();
        let message = "there is no list of turns";
        Err(Reject::new(RejectCode::NotATranscript, message).in_field(place))
    }

    fn said(
        &mut self,
        paths: &'t TurnPaths,
        mut parts: Vec<Part<'t, 't>>,
    ) -> Result<Vec<Said<'t>>, Reject> {
        let is_one = |part: &Part<'t, 't>, (at, values): &(Path, Vec<String>)| {
            let found = at.first(part.json).and_then(|json| json.text(String::new).ok());
            found.flatten().is_some_and(|found| values.iter().any(|value| *value == found))
        };
        parts.retain(|part| {
            paths.only.as_ref().is_none_or(|only| is_one(part, only))
                && !paths.except.as_ref().is_some_and(|except| is_one(part, except))
        });
        if !paths.refines.is_empty() {
            parts = self.refined(paths, parts)?;
        }
        let labels = match &paths.labels {
            Some(labels) => self.labels(labels)?,
            None => Vec::new(),
        };
        let mut tokens = self.tokens(paths, &parts)?;
        for token in tokens.iter_mut().flatten().filter(|token| token.speaker.is_none()) {
            token.speaker = token.start.and_then(|at| speaker_at(&labels, at));
        }
        if paths.repeats && repeated::last_repeats(&tokens) {
            let place = parts.last().map(|part| part.place.clone()).unwrap_or_default();
            self.draft.warn(WarningCode::RepeatedResult, || place);
            parts.drain(..parts.len() - 1);
            tokens.drain(..tokens.len() - 1);
            // Its text, where it has one, is without speakers.
            let mut said = Vec::new();
            for (part, tokens) in parts.iter().zip(tokens) {
                said.extend(self.turn(paths, part, None, tokens)?);
            }
            return Ok(said);
        }
        let mut said = Vec::new();
        for (part, tokens) in parts.iter().zip(tokens) {
            let text = match self.text(part, &paths.text)? {
                Some(text) if text.trim().is_empty() => None,
                Some(text) if paths.silence.iter().any(|no| text.trim() == no) => continue,
                found => found,
            };
            said.extend(self.turn(paths, part, text.as_deref(), tokens)?);
        }
        if let Some(everybody) = &paths.everybody
            && said.iter().any(|turn| turn.speaker.as_deref().is_some_and(|own| own != everybody))
        {
            said.retain(|turn| turn.speaker.as_deref() != Some(everybody));
        }
        Ok(said)
    }

    /// The parts without those that a later one says again, and without those that say nothing.
    fn refined(
        &mut self,
        paths: &'t TurnPaths,
        parts: Vec<Part<'t, 't>>,
    ) -> Result<Vec<Part<'t, 't>>, Reject> {
        let mut places: BTreeMap<Vec<Option<Cow<'t, str>>>, usize> = BTreeMap::new();
        let mut kept: Vec<Part<'t, 't>> = Vec::new();
        for part in parts {
            if self.text(&part, &paths.text)?.is_none_or(|text| text.trim().is_empty()) {
                continue;
            }
            let unnumbered = paths.unnumbered.as_deref().map(Cow::Borrowed);
            let key = paths.refines.iter().map(|path| {
                let number = self.text(&part, std::slice::from_ref(path))?;
                Ok(number.or(unnumbered.clone()))
            });
            let key = key.collect::<Result<Vec<_>, Reject>>()?;
            // Without a number of its own it is no second saying of anything.
            let known = key.iter().all(Option::is_some).then(|| places.get(&key)).flatten();
            match known.and_then(|at| kept.get_mut(*at)) {
                Some(earlier) => {
                    self.draft.warn(WarningCode::RefinedResult, || part.place.clone());
                    *earlier = part;
                }
                None => {
                    places.insert(key, kept.len());
                    kept.push(part);
                }
            }
        }
        Ok(kept)
    }

    /// The turns of one part: one, or one for each voice.
    fn turn(
        &mut self,
        paths: &'t TurnPaths,
        part: &Part<'t, 't>,
        text: Option<&str>,
        mut tokens: Vec<Token<'t>>,
    ) -> Result<Vec<Said<'t>>, Reject> {
        let speaker = self.speaker(part, &paths.speaker, &paths.nobody)?;
        let role = self.text(part, &paths.role)?;
        let channel = self.text(part, &paths.channel)?;
        let order = match self.text(part, &paths.order)? {
            Some(order) => Millis::parse(&order, crate::units::TimeUnit::Milliseconds).ok(),
            None => None,
        };
        let start = self.time(part.json, &paths.start, &part.place)?;
        let mut end = self.time(part.json, &paths.end, &part.place)?;
        if let (None, Some(length)) = (end, self.time(part.json, &paths.duration, &part.place)?) {
            end = add(start, length);
        }
        if paths.words.as_ref().is_some_and(|words| words.relative)
            && let Some(Time::Offset(from)) = start
        {
            for token in &mut tokens {
                token.start = token.start.map(|at| at.plus(from.get()));
                token.end = token.end.map(|at| at.plus(from.get()));
            }
        }
        words::spread_voices(&mut tokens);
        let several = words::several_voices(&tokens);
        let whole = text.is_some() && !several;
        let runs = match whole {
            true => vec![tokens],
            false => words::runs(tokens, text.is_none()),
        };
        let verbatim = paths.words.as_ref().is_some_and(|words| words.verbatim);
        let mut said = Vec::new();
        let one = runs.len() == 1;
        for run in runs {
            let text = match text {
                Some(text) if whole => text.trim().to_owned(),
                Some(_) | None => words::joined(&run, &self.delimiter, verbatim),
            };
            if text.is_empty() {
                continue;
            }
            if text.len() > MAX_TURN_BYTES {
                let message = format!("a turn has more than {MAX_TURN_BYTES} bytes of text");
                return Err(
                    Reject::new(RejectCode::TurnTooLong, message).in_field(part.place.clone())
                );
            }
            let first = run.iter().find_map(|token| token.start);
            let last = run.iter().filter_map(|token| token.end).max();
            let of_epoch = run.iter().any(|token| token.of_epoch);
            let time = |at: Option<Millis>| at.map(|at| Time::of_parts(at, of_epoch));
            let of_words = (time(first), time(last));
            // An instant tells the day; where words have times they tell the place in the call.
            let by_words = matches!(of_words.0, Some(Time::Offset(_)));
            let by_part = one && !(matches!(start, Some(Time::Instant(_))) && by_words);
            let (start, end) = match by_part {
                true => (start.or(of_words.0), end.or(of_words.1)),
                false => of_words,
            };
            let of_run = run.first();
            said.push(Said {
                place: part.place.clone(),
                order,
                speaker: of_run.and_then(|token| token.speaker.clone()).or(speaker.clone()),
                role: role.clone(),
                channel: of_run.and_then(|token| token.channel.clone()).or(channel.clone()),
                text,
                start,
                end,
                words: run.into_iter().filter(|token| !token.punctuation).collect(),
            });
        }
        Ok(said)
    }

    /// The words of every part.
    fn tokens(
        &mut self,
        paths: &'t TurnPaths,
        parts: &[Part<'t, 't>],
    ) -> Result<Vec<Vec<Token<'t>>>, Reject> {
        let none = || parts.iter().map(|_| Vec::new()).collect();
        let Some(words) = &paths.words else { return Ok(none()) };
        let mut own = Vec::with_capacity(parts.len());
        for part in parts {
            let lists = words.list.iter().map(|path| list(path, part));
            let found = lists.into_iter().find(|found| !found.is_empty());
            own.push(self.words(words, &found.unwrap_or_default())?);
        }
        let shared = words.shared.as_ref().filter(|_| own.iter().all(Vec::is_empty));
        let Some(shared) = shared else { return Ok(own) };
        let all = self.words(words, &list(shared, &self.scope.from(shared)))?;
        let mut out: Vec<Vec<Token<'t>>> = none();
        if let Some(index) = &words.index {
            for (part, own) in parts.iter().zip(&mut out) {
                for number in list(index, part) {
                    let number = number.json.text(|| number.place.clone())?;
                    let number = number.and_then(|number| number.parse::<usize>().ok());
                    own.extend(number.and_then(|number| all.get(number)).cloned());
                }
            }
            // Some write the numbers of none; then times decide.
            if out.iter().any(|own| !own.is_empty()) {
                return Ok(out);
            }
        }
        let mut starts = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            let start = self.time(part.json, &paths.start, &part.place)?;
            starts.extend(start.and_then(Time::offset).map(|start| (start, number)));
        }
        starts.sort();
        for token in all {
            // A word that begins a little before its turn belongs to it all the same.
            let middle = match (token.start, token.end) {
                (Some(start), Some(end)) => Some(start.plus(end.since(start) / 2)),
                (start, _) => start,
            };
            let after = starts.partition_point(|(start, _)| Some(*start) <= middle);
            let at = starts.get(after.saturating_sub(1)).map(|(_, number)| *number);
            if let Some(own) = at.and_then(|at| out.get_mut(at)) {
                own.push(token);
            }
        }
        Ok(out)
    }

    fn words(
        &mut self,
        paths: &'t WordPaths,
        parts: &[Part<'t, 't>],
    ) -> Result<Vec<Token<'t>>, Reject> {
        let mut out = Vec::new();
        for part in parts {
            let kind = match &paths.kind {
                Some(kind) => self.text(part, std::slice::from_ref(kind))?.unwrap_or_default(),
                None => Cow::Borrowed(""),
            };
            if paths.skip.iter().any(|skip| *skip == kind) {
                continue;
            }
            let text = self.text(part, &paths.text)?.unwrap_or_default();
            if text.is_empty() || (paths.pieces && text.starts_with("[_")) {
                continue;
            }
            let start = self.time(part.json, &paths.start, &part.place)?;
            // Signs without a time are punctuation even where the vendor does not say so.
            let signs = start.is_none() && !paths.pieces && !text.contains(char::is_alphanumeric);
            let punctuation = signs || paths.punctuation.iter().any(|name| *name == kind);
            let mut token = Token {
                text,
                speaker: self.speaker(part, &paths.speaker, &paths.nobody)?,
                channel: self.text(part, &paths.channel)?,
                punctuation,
                ..Token::default()
            };
            if punctuation {
                let attaches = match &paths.attaches {
                    Some(path) => self.text(part, std::slice::from_ref(path))?,
                    None => None,
                };
                token.glue = match attaches.as_deref() {
                    Some("next") => Glue::After,
                    Some("both") => Glue::Both,
                    Some("none") => Glue::None,
                    Some(_) | None => Glue::Before,
                };
            } else {
                let mut end = self.time(part.json, &paths.end, &part.place)?;
                if let (None, Some(length)) =
                    (end, self.time(part.json, &paths.duration, &part.place)?)
                {
                    end = add(start, length);
                }
                token.of_epoch = start.is_some_and(|start| start.parts().1);
                let own = |time: Time| time.parts().1 == token.of_epoch;
                token.start = start.map(|start| start.parts().0);
                token.end = end.filter(|end| own(*end)).map(|end| end.parts().0);
            }
            out.push(token);
        }
        if paths.pieces {
            out = words::whole_words(out);
        }
        Ok(out)
    }

    /// Who spoke when, by start.
    fn labels(&mut self, paths: &LabelPaths) -> Result<Vec<Label<'t>>, Reject> {
        let mut out = Vec::new();
        for part in self.scope.all(&paths.list) {
            let start = self.time(part.json, &paths.start, &part.place)?.and_then(Time::offset);
            let mut end = self.time(part.json, &paths.end, &part.place)?;
            if let (Some(start), Some(length)) =
                (start, self.time(part.json, &paths.duration, &part.place)?)
            {
                end = add(Some(Time::Offset(start)), length);
            }
            let speaker = self.text(&part, &paths.speaker)?.filter(|name| !name.is_empty());
            if let (Some(start), Some(speaker)) = (start, speaker) {
                out.push(Label { start, end: end.and_then(Time::offset), speaker });
            }
        }
        out.sort_by_key(|label| label.start);
        Ok(out)
    }

    /// The first path that has a speaker who is somebody.
    fn speaker(
        &self,
        part: &Part<'t, 't>,
        paths: &'t [Path],
        nobody: &[String],
    ) -> Result<Option<Cow<'t, str>>, Reject> {
        for path in paths {
            let found = self.text(part, std::slice::from_ref(path))?;
            if found.as_ref().is_some_and(|found| !nobody.iter().any(|nobody| nobody == found)) {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// The text at the first path that has one.
    fn text(&self, part: &Part<'t, 't>, paths: &[Path]) -> Result<Option<Cow<'t, str>>, Reject> {
        for path in paths {
            let json = match path {
                Path::Number => match part.number {
                    Some(number) => return Ok(Some(Cow::Owned(number.to_string()))),
                    None => continue,
                },
                Path::Name => match part.name {
                    Some(name) => return Ok(Some(Cow::Borrowed(name))),
                    None => continue,
                },
                Path::Root(_) => path.first(self.scope.root),
                Path::Here(_) => path.first(part.json),
            };
            let place = || format!("{}.{path}", part.place).trim_start_matches('.').to_owned();
            if let Some(json) = json
                && let Some(text) = json.text(place)?
            {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    /// The time at the first path that has one; what is no time is missing, with a warning.
    fn time(
        &mut self,
        json: &Json<'_>,
        paths: &[TimePath],
        place: &str,
    ) -> Result<Option<Time>, Reject> {
        for TimePath { path, unit } in paths {
            let from = if matches!(path, Path::Root(_)) { self.scope.root } else { json };
            let Some(found) = path.first(from) else { continue };
            let place = || format!("{place}.{path}").trim_start_matches('.').to_owned();
            match time::read(found, *unit) {
                Ok(time) => return Ok(Some(time)),
                Err(TimeError::Negative) => self.draft.warn(WarningCode::NegativeTime, place),
                Err(TimeError::NotANumber | TimeError::TooLarge) => match found {
                    Json::List(_) | Json::Object(_) => {
                        let message = format!("found {} where a time is expected", found.kind());
                        return Err(Reject::new(RejectCode::WrongShape, message).in_field(place()));
                    }
                    Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {
                        self.draft.warn(WarningCode::UnreadableTime, place);
                    }
                },
            }
        }
        Ok(None)
    }

    /// Counts instants from the first one, puts the turns in order and adds them to the call.
    fn push(&mut self, said: Vec<Said<'t>>) -> Result<(), Reject> {
        let instants = said.iter().filter_map(|turn| match turn.start {
            Some(Time::Instant(ms)) => Some(ms),
            Some(Time::Offset(_)) | None => None,
        });
        let first = instants.min();
        // What begins the call is not long before what is said first.
        let zero = match self.zero {
            Some(zero) => first.map(|first| {
                let begins = (0..FIRST_WORD_MS).contains(&first.saturating_sub(zero));
                if begins { zero } else { first }
            }),
            None => first,
        };
        if let (Some(zero), None) = (zero, self.draft.info().started_at) {
            self.draft.info().started_at = jiff::Timestamp::from_millisecond(zero).ok();
        }
        let from_start = |time: Option<Time>| match time? {
            Time::Offset(at) => Some(at),
            Time::Instant(ms) => {
                let after = ms.saturating_sub(zero?);
                Millis::parse(&after.to_string(), crate::units::TimeUnit::Milliseconds).ok()
            }
        };
        let several_channels = said.iter().any(|turn| {
            said.first().is_some_and(|first| {
                first.channel != turn.channel && first.channel.is_some() && turn.channel.is_some()
            })
        });
        let mut last = Millis::ZERO;
        let mut ordered: Vec<_> = said
            .into_iter()
            .map(|turn| {
                let start = from_start(turn.start);
                last = start.unwrap_or(last);
                (turn.order, last, start, turn)
            })
            .collect();
        ordered.sort_by_key(|(order, at, ..)| (*order, *at));
        for (_, _, start, turn) in ordered {
            let party = self.party(&turn, several_channels)?;
            let end = from_start(turn.end);
            let builder = self.draft.builder();
            let place = || format!("{}.end", turn.place);
            let time = match (start, end) {
                (Some(start), Some(end)) => TurnTime::Span(builder.span(start, end, place)),
                (Some(start), None) => TurnTime::Instant(start),
                (None, _) => TurnTime::Unknown,
            };
            if turn.words.len() > MAX_TURN_WORDS {
                let message = format!("more than {MAX_TURN_WORDS} words in a turn");
                return Err(Reject::new(RejectCode::TurnTooLong, message).in_field(turn.place));
            }
            let mut words = Vec::with_capacity(turn.words.len());
            for token in &turn.words {
                let of = |at: Option<Millis>| {
                    from_start(at.map(|at| Time::of_parts(at, token.of_epoch)))
                };
                let time: Option<TimeSpan> = match (of(token.start), of(token.end)) {
                    (Some(start), Some(end)) => Some(builder.span(start, end, place)),
                    (None, _) | (_, None) => None,
                };
                words.push(WordInput { text: &token.text, time });
            }
            self.draft.push(ReadTurn::new(party, turn.text, time, words));
        }
        Ok(())
    }

    /// The side a turn is on, as the source states it, and the label of who speaks.
    fn party(&mut self, turn: &Said<'t>, several_channels: bool) -> Result<Party, Reject> {
        let participant = self.participant(turn.speaker.as_deref())?;
        let (stated, name) = participant.unwrap_or_default();
        let label = match (&turn.speaker, &turn.channel) {
            (Some(speaker), Some(channel)) if several_channels && speaker != channel => {
                Some(format!("{channel}:{speaker}"))
            }
            (Some(speaker), _) => Some(speaker.trim().to_owned()),
            (None, channel) => channel.as_deref().map(|channel| channel.trim().to_owned()),
        };
        let label = name.or(label).filter(|label| !label.is_empty());
        let role_of = |name: &str| {
            let known =
                self.map.roles.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.trim()));
            known.map(|(_, role)| *role)
        };
        let said = stated.or_else(|| turn.role.as_deref().map(str::to_owned));
        if let Some(said) = said.filter(|said| !said.trim().is_empty()) {
            let is_role = |label: &String| label.eq_ignore_ascii_case(said.trim());
            return Ok(match role_of(&said) {
                Some(role) => {
                    let label = label.filter(|label| !is_role(label));
                    Party::known(role, RoleSource::Stated, label)
                }
                None => {
                    let place = turn.place.clone();
                    self.draft.warn(WarningCode::UnknownName, || place);
                    Party::unknown(label.or(Some(said)))
                }
            });
        }
        let by_speaker = turn.speaker.as_deref().and_then(role_of);
        if let Some(role) = by_speaker {
            return Ok(Party::known(
                role,
                RoleSource::Stated,
                label.filter(|l| role_of(l).is_none()),
            ));
        }
        // A channel that names a role is that of nobody else, whoever it is that speaks there.
        let by_channel = || turn.channel.as_deref().and_then(roles::role_of);
        let by_label = label.as_deref().and_then(roles::role_of).or_else(by_channel);
        Ok(match by_label {
            Some(role) if role != Role::Unknown => Party::known(role, RoleSource::Label, label),
            Some(_) | None => Party::unknown(label),
        })
    }

    /// Role and name of whom a turn points to.
    fn participant(&mut self, speaker: Option<&str>) -> Result<Option<Participant>, Reject> {
        let (Some(paths), Some(speaker)) = (&self.map.participants, speaker) else {
            return Ok(None);
        };
        if self.participants.is_none() {
            let mut all = BTreeMap::new();
            for part in self.scope.all(&paths.list) {
                let Some(key) = self.text(&part, std::slice::from_ref(&paths.key))? else {
                    continue;
                };
                let role = self.text(&part, &paths.role)?.map(Cow::into_owned);
                let name = self.text(&part, &paths.name)?.map(Cow::into_owned);
                all.entry(key.into_owned()).or_insert((role, name));
            }
            self.participants = Some(all);
        }
        Ok(self.participants.as_ref().and_then(|all| all.get(speaker)).cloned())
    }
}

/// Who speaks from an instant on.
struct Label<'t> {
    start: Millis,
    end: Option<Millis>,
    speaker: Cow<'t, str>,
}

fn speaker_at<'t>(labels: &[Label<'t>], at: Millis) -> Option<Cow<'t, str>> {
    let after = labels.partition_point(|label| label.start <= at);
    let label = labels.get(after.checked_sub(1)?)?;
    let inside = label.end.is_none_or(|end| at < end || label.start == at);
    inside.then(|| label.speaker.clone())
}

/// `length` after `start`.
fn add(start: Option<Time>, length: Time) -> Option<Time> {
    let length = length.offset()?.get();
    Some(match start? {
        Time::Offset(at) => Time::Offset(at.plus(length)),
        Time::Instant(ms) => Time::Instant(ms.saturating_add(length)),
    })
}

/// The elements at a path: of the list it names, or all it names.
fn list<'t>(path: &Path, part: &Part<'t, 't>) -> Vec<Part<'t, 't>> {
    let mut found = path.all(part.json);
    if !path.is_every() {
        found = found.iter().flat_map(Part::elements).collect();
    }
    for item in &mut found {
        if !part.place.is_empty() {
            item.place = format!("{}.{}", part.place, item.place);
        }
    }
    found
}

/// The name of a file without folders and ending, wherever it is kept.
fn file_stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
