//! TTML captions (EBU-TT-D, IMSC, DFXP): each paragraph a cue, speakers by `ttm:agent` or by style.
//!
//! Elements are known by their local names, since the namespace changed twice. Times inside an
//! element count from where that element begins.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

mod time;

use std::collections::BTreeMap;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::captions::{self, Cue, cue::Fragment};
use super::limits::MAX_JSON_DEPTH;
use super::{About, Format, Head, Origin, Parse, Reject, RejectCode, Shape, key, roles, text};
use crate::transcript::{CallInfo, Transcript, TranscriptBuilder, WarningCode};
use crate::units::{Millis, TimeSpan};
use time::Rates;

pub(super) static FORMAT: Format = Format {
    name: "ttml",
    title: "TTML captions",
    about: About {
        what: "TTML captions (EBU-TT-D, IMSC, DFXP)",
        signs: || "XML whose outermost element is `tt`, in any namespace".to_owned(),
        times: "of each paragraph",
        words: "where spans have times",
        roles: "by `ttm:agent`, style or label",
    },
    shape: Shape::Text,
    recognise,
    parse: Parse::One(parse),
};

/// Where the outermost element stands, comments and declarations included.
const REACH: usize = 2048;

fn recognise(head: &Head<'_>) -> bool {
    let Some(text) = head.text().map(str::trim_start) else { return false };
    let reach = text.char_indices().nth(REACH).map_or(text.len(), |(at, _)| at);
    let mut tags = text[..reach].match_indices('<').map(|(at, _)| &text[at + 1..]);
    text.starts_with('<')
        && tags.any(|tag| {
            // No further than the next tag, or a hostile text is read once for each.
            let name = tag.split(['>', '/', '<']).next().unwrap_or_default();
            let name = name.split_ascii_whitespace().next().unwrap_or_default();
            !name.starts_with(['!', '?']) && name.rsplit(':').next() == Some("tt")
        })
}

/// What an element hands down to what is in it.
#[derive(Clone, Debug, Default)]
struct Scope {
    begin: Option<Millis>,
    end: Option<Millis>,
    /// Whether a time inside the paragraph tells when the words here were said.
    timed: bool,
    speaker: Option<String>,
}

/// Text of one speaker at one time.
struct Run {
    speaker: Option<String>,
    /// Where a line break stands before it.
    breaks: bool,
    time: Option<TimeSpan>,
    text: String,
}

/// A paragraph being read.
struct Paragraph {
    line: usize,
    /// How many elements are open outside of it.
    depth: usize,
    scope: Scope,
    runs: Vec<Run>,
}

/// A document being read.
struct Document {
    builder: TranscriptBuilder,
    rates: Rates,
    /// Times inside an element count from the start of the call, as Apple Podcasts has them.
    absolute: bool,
    /// Names of the agents by their ids.
    agents: BTreeMap<String, String>,
    /// The agent being read, and how many elements are open outside of it.
    agent: Option<(String, usize)>,
    in_name: bool,
    open: Vec<Scope>,
    paragraph: Option<Paragraph>,
    cues: Vec<Cue>,
}

/// The namespace of the transcripts of Apple Podcasts.
const PODCASTS: &str = "http://podcasts.apple.com/";

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let text = text::utf8(record)?;
    let (key, id_source) = key::call_key(record, origin, FORMAT.name, None, None)?;
    let mut document = Document {
        builder: TranscriptBuilder::new(CallInfo::new(key, id_source)),
        rates: Rates::of(None, None, None),
        absolute: false,
        agents: BTreeMap::new(),
        agent: None,
        in_name: false,
        open: Vec::new(),
        paragraph: None,
        cues: Vec::new(),
    };
    let mut reader = Reader::from_str(text);
    let (mut line, mut seen, mut root) = (1, 0, false);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len()).min(text.len());
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[seen..at.max(seen)]).count();
        seen = at.max(seen);
        let fault =
            |message: &str| Reject::new(RejectCode::NotXml, message).at_offset(at).at_line(line);
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                if document.open.len() >= MAX_JSON_DEPTH {
                    let message = format!("elements stand more than {MAX_JSON_DEPTH} deep");
                    return Err(Reject::new(RejectCode::TooDeep, message).at_line(line));
                }
                check_root(&element, &mut root, line)?;
                document.start(&element, line);
            }
            Ok(Event::Empty(element)) => {
                check_root(&element, &mut root, line)?;
                document.start(&element, line);
                document.end();
            }
            Ok(Event::End(_)) => document.end(),
            Ok(Event::Text(said)) => document.text(&said.xml_content(XmlVersion::Implicit1_0)),
            Ok(Event::CData(said)) => document.text(&said.xml_content(XmlVersion::Implicit1_0)),
            Ok(Event::GeneralRef(name)) => {
                document.text(&htmlize::unescape(format!("&{};", &*name)));
            }
            Ok(Event::Eof) if !document.open.is_empty() => {
                return Err(fault("the record ends in the middle of an element"));
            }
            Ok(Event::Eof) => break,
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(_) => return Err(fault("not xml: a tag, reference or comment is broken")),
        }
    }
    if !root {
        return Err(Reject::new(RejectCode::NotATranscript, "there is no element tt"));
    }
    captions::call(document.builder, document.cues)
}

/// The outermost element is `tt`.
fn check_root(element: &BytesStart<'_>, root: &mut bool, line: usize) -> Result<(), Reject> {
    if !*root && element.local_name().as_ref() != "tt" {
        let message = "the outermost element is not tt";
        return Err(Reject::new(RejectCode::NotATranscript, message).at_line(line));
    }
    *root = true;
    Ok(())
}

/// An attribute by its local name; a broken one is missing.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes();
    all.with_checks(false);
    let found = all.flatten().find(|one| one.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.trim().to_owned())
}

impl Document {
    fn start(&mut self, element: &BytesStart<'_>, line: usize) {
        let scope = self.scope(element, line);
        match element.local_name().as_ref() {
            "tt" => {
                let get = |name| attribute(element, name);
                self.rates = Rates::of(
                    get("frameRate").as_deref(),
                    get("frameRateMultiplier").as_deref(),
                    get("tickRate").as_deref(),
                );
                let mut all = element.attributes();
                all.with_checks(false);
                self.absolute = all.flatten().any(|one| one.value.starts_with(PODCASTS));
                self.builder.info_mut().language = get("lang").filter(|tag| !tag.is_empty());
            }
            // `ttm:agent` is an element of the head and an attribute of the body.
            "agent" if self.paragraph.is_none() => {
                self.agent = attribute(element, "id").map(|id| (id, self.open.len()));
            }
            "name" if self.agent.is_some() => self.in_name = true,
            "p" if self.paragraph.is_none() => {
                let depth = self.open.len();
                self.paragraph =
                    Some(Paragraph { line, depth, scope: scope.clone(), runs: Vec::new() });
            }
            "br" => self.run(true, &scope),
            "span" => self.run(false, &scope),
            _ => {}
        }
        self.open.push(scope);
    }

    fn end(&mut self) {
        self.open.pop();
        self.in_name = false;
        if self.agent.as_ref().is_some_and(|(_, depth)| *depth >= self.open.len()) {
            self.agent = None;
        }
        match &self.paragraph {
            Some(paragraph) if paragraph.depth == self.open.len() => self.close(),
            // Text behind a span is the paragraph's again.
            Some(_) => {
                if let Some(scope) = self.open.last().cloned() {
                    self.run(false, &scope);
                }
            }
            None => {}
        }
    }

    /// Times and speaker of an element, from its own attributes and from around it.
    fn scope(&mut self, element: &BytesStart<'_>, line: usize) -> Scope {
        let outer = self.open.last().cloned().unwrap_or_default();
        let from = if self.absolute { 0 } else { outer.begin.unwrap_or(Millis::ZERO).get() };
        let mut timed = false;
        let mut read = |name: &str| {
            let written = attribute(element, name)?;
            let read = time::time(&written, self.rates);
            if read.is_none() {
                self.builder.warn(WarningCode::UnreadableTime, || format!("line {line}"));
            }
            timed |= read.is_some();
            read
        };
        let (begin, end, dur) = (read("begin"), read("end"), read("dur"));
        let begin = begin.map(|at| at.plus(from)).or(outer.begin);
        let stated = end.map(|at| at.plus(from));
        let lasts = dur.map(|dur| begin.unwrap_or(Millis::ZERO).plus(dur.get()));
        let end = [stated, lasts, outer.end].into_iter().flatten().min();
        let begin = begin.or((stated.is_some() || lasts.is_some()).then_some(Millis::ZERO));
        let timed = self.paragraph.is_some() && (timed || outer.timed);
        let speaker = self.speaker(element).or(outer.speaker);
        Scope { begin, end, timed, speaker }
    }

    /// The agent an element names, or the style that names a role or a speaker.
    fn speaker(&self, element: &BytesStart<'_>) -> Option<String> {
        if let Some(agent) = attribute(element, "agent") {
            let id = agent.split_ascii_whitespace().next()?;
            return Some(self.agents.get(id).cloned().unwrap_or_else(|| id.to_owned()));
        }
        let styles = attribute(element, "style")?;
        let mut styles = styles.split_ascii_whitespace();
        let speaks = |style: &&str| {
            roles::role_of(style).is_some() || roles::stem(style).starts_with("speaker")
        };
        styles.find(speaks).map(str::to_owned)
    }

    fn text(&mut self, text: &str) {
        if self.in_name
            && let Some((agent, _)) = &self.agent
        {
            let name = self.agents.entry(agent.clone()).or_default();
            name.push_str(text);
            *name = name.trim().to_owned();
        }
        let Some(paragraph) = &mut self.paragraph else { return };
        if paragraph.runs.is_empty() {
            let scope = paragraph.scope.clone();
            paragraph.run(false, &scope);
        }
        if let Some(run) = paragraph.runs.last_mut() {
            run.text.push_str(text);
        }
    }

    /// Begins a run of text in the paragraph, if one is open.
    fn run(&mut self, breaks: bool, scope: &Scope) {
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.run(breaks, scope);
        }
    }

    fn close(&mut self) {
        let Some(paragraph) = self.paragraph.take() else { return };
        let Paragraph { line, scope, runs, .. } = paragraph;
        // A paragraph that states no time has that of what is in it.
        let times = || runs.iter().filter_map(|run| run.time);
        let (first, last) = (times().map(TimeSpan::start).min(), times().map(TimeSpan::end).max());
        let begin = scope.begin.or(first);
        let end = scope.end.or(last);
        let time = self.builder.turn_time(begin, end, || format!("line {line}"));
        let mut fragments = Vec::new();
        let mut from = 0;
        for at in 1..=runs.len() {
            let ends =
                runs.get(at).is_none_or(|run| run.breaks || run.speaker != runs[from].speaker);
            if ends {
                let pieces = runs[from..at].iter().map(|run| (run.text.as_str(), run.time));
                fragments.push(Fragment::of_pieces(runs[from].speaker.clone(), pieces));
                from = at;
            }
        }
        fragments.retain(|fragment: &Fragment| !fragment.text.is_empty());
        self.cues.push(Cue { line, time, fragments });
    }
}

impl Paragraph {
    fn run(&mut self, breaks: bool, scope: &Scope) {
        let time = scope.begin.zip(scope.end).filter(|_| scope.timed);
        let time = time.and_then(|(begin, end)| TimeSpan::new(begin, end));
        self.runs.push(Run { speaker: scope.speaker.clone(), breaks, time, text: String::new() });
    }
}

#[cfg(test)]
mod tests;
