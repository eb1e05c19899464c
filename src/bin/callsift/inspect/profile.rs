//! The facts of files, added up call by call.

use super::letters;
use crate::privacy;
use callsift::batch::{Event, FileInfo, FromRecord, RejectRecord, Sink, Work};
use callsift::format::FORMATS;
use callsift::lexicon::Lexicon;
use callsift::output::inspect_v1::{
    GapFacts, Inspected, LanguageFacts, PartyFacts, RejectFacts, SCHEMA, WarningFacts,
};
use callsift::scan::{Gap, ScanSettings, Scanner};
use callsift::transcript::{CallIdSource, Medium, Transcript, Warning};
use std::collections::BTreeMap;
use std::io;

/// Parties that are told of.
const MOST_PARTIES: usize = 20;

/// Scans calls for what is known about them.
pub(super) struct Inspecting {
    pub(super) lexicon: Lexicon,
    pub(super) settings: ScanSettings,
}

/// What one call shows.
pub(super) struct Shown {
    file: String,
    key: String,
    id_from: &'static str,
    medium: &'static str,
    turns: u64,
    words: u64,
    words_with_times: u64,
    /// Label, role, and how the role is known.
    parties: Vec<(Option<String>, &'static str, Option<&'static str>)>,
    language: (String, &'static str),
    times: &'static str,
    started_at: Option<jiff::Timestamp>,
    duration_ms: u64,
    customer: bool,
    gaps: BTreeMap<Gap, u64>,
    warnings: Vec<Warning>,
}

impl Work for Inspecting {
    type Tools<'w> = Scanner<'w>;
    type Made = Shown;

    fn tools(&self) -> Scanner<'_> {
        Scanner::new(&self.lexicon, &self.settings)
    }

    fn work<'w>(
        &'w self,
        scanner: &mut Scanner<'w>,
        call: &Transcript,
        from: &FromRecord<'_>,
    ) -> Shown {
        let report = scanner.scan(call);
        let info = call.info();
        let words = || call.turns().iter().flat_map(|turn| call.words(turn));
        let mut gaps = BTreeMap::new();
        for gap in &report.not_evaluated {
            *gaps.entry(gap.reason).or_default() += 1;
        }
        let spoken = call.turns().iter().map(|turn| turn.party());
        let spoken: std::collections::BTreeSet<_> = spoken.collect();
        let party = |ix| {
            let party = call.party(ix);
            let from = party.role_source().map(|from| from.as_str());
            (
                party.label().map(|label| privacy::text(label).into_owned()),
                party.role().as_str(),
                from,
            )
        };
        Shown {
            file: from.place.file.name.clone(),
            key: info.key.to_string(),
            id_from: match info.call_id_source {
                CallIdSource::Field => "field",
                CallIdSource::FileName => "file_name",
                CallIdSource::ContentHash => "content_hash",
            },
            medium: match info.medium {
                Medium::Voice => "voice",
                Medium::Chat => "chat",
            },
            turns: call.turns().len() as u64,
            words: words().count() as u64,
            words_with_times: words().filter(|word| word.time.is_some()).count() as u64,
            parties: spoken.into_iter().map(party).collect(),
            language: match &info.language {
                Some(stated) => (stated.clone(), "stated"),
                None => (letters::language(call).to_owned(), "letters"),
            },
            times: match &report.timeline {
                Ok(timeline) => timeline.precision.as_str(),
                Err(gap) => gap.as_str(),
            },
            started_at: info.started_at,
            duration_ms: call.duration().map_or(0, |length| length.get().unsigned_abs()),
            customer: info.customer_id.is_some()
                || info.customer_phone.is_some()
                || info.customer_email.is_some(),
            gaps,
            warnings: call.warnings().to_vec(),
        }
    }
}

/// The facts of every file, in the order in which files end.
#[derive(Default)]
pub(super) struct Profiles {
    files: Vec<Profile>,
    by_name: BTreeMap<String, usize>,
}

/// A file, and what is put in order at its end.
#[derive(Default)]
struct Profile {
    facts: Inspected,
    parties: BTreeMap<(Option<String>, &'static str, Option<&'static str>), u64>,
    languages: BTreeMap<(String, &'static str), u64>,
    starts: Option<(jiff::Timestamp, jiff::Timestamp)>,
    /// Whether something in it was read, or refused.
    told: bool,
}

impl Profiles {
    fn file(&mut self, name: &str) -> &mut Profile {
        let next = self.files.len();
        let at = *self.by_name.entry(name.to_owned()).or_insert(next);
        if at == next {
            let mut profile = Profile::default();
            profile.facts.schema = SCHEMA.to_owned();
            profile.facts.file = name.to_owned();
            profile.facts.files = 1;
            self.files.push(profile);
        }
        &mut self.files[at]
    }

    fn reject(&mut self, record: &RejectRecord) {
        let RejectRecord { place, reject, .. } = record;
        let profile = self.file(&place.file.name);
        profile.told = true;
        let facts = &mut profile.facts;
        facts.rejected += 1;
        let reason = reject.code.as_str();
        if let Some(known) = facts.rejects.iter_mut().find(|known| known.reason == reason) {
            known.count += 1;
            return;
        }
        facts.rejects.push(RejectFacts {
            file: place.file.name.clone(),
            reason: reason.to_owned(),
            count: 1,
            line: place.line + reject.line.map_or(0, |line| line.saturating_sub(1)),
            byte_start: place.byte_start,
            field: reject.field.as_deref().map(|field| privacy::text(field).into_owned()),
            message: privacy::text(&reject.message).into_owned(),
        });
    }

    fn file_end(&mut self, name: &str, info: FileInfo) {
        let archive = !info.members.is_empty();
        let contents = info
            .members
            .into_iter()
            .map(|member| (format!("{name}!{}", member.name), member.content, member.bytes));
        let whole = (name.to_owned(), info.content, info.bytes);
        for (name, content, bytes) in contents.chain((!archive).then_some(whole)) {
            let profile = self.file(&name);
            profile.told |= content.format.is_some() || !archive;
            let facts = &mut profile.facts;
            facts.bytes = bytes;
            facts.packed = content.packed.into_iter().map(str::to_owned).collect();
            facts.encoding = content.encoding;
            facts.encoding_guessed = content.guessed;
            let format = content.format.and_then(|name| FORMATS.iter().find(|f| f.name == name));
            facts.format = content.format.map(str::to_owned);
            facts.title = format.map(|format| format.title.to_owned());
            facts.recognised_by = format.map(|format| (format.about.signs)());
        }
    }

    /// How many files there are in which there is anything.
    pub(super) fn len(&self) -> usize {
        self.files.iter().filter(|file| file.told).count()
    }

    /// The facts of every file in which there is anything.
    pub(super) fn finish(self) -> Vec<Inspected> {
        let mut files: Vec<_> = self.files.into_iter().filter(|file| file.told).collect();
        files.iter_mut().for_each(Profile::close);
        files.into_iter().map(|file| file.facts).collect()
    }

    /// The same, with all files of a format as one, under the name of the first of them.
    pub(super) fn by_format(self) -> Vec<Inspected> {
        let mut groups: Vec<Profile> = Vec::new();
        for file in self.files.into_iter().filter(|file| file.told) {
            match groups.iter_mut().find(|group| group.facts.format == file.facts.format) {
                Some(group) => group.add(file),
                None => groups.push(file),
            }
        }
        groups.iter_mut().for_each(Profile::close);
        groups.into_iter().map(|group| group.facts).collect()
    }
}

impl Profile {
    fn call(&mut self, shown: Shown) {
        self.told = true;
        let facts = &mut self.facts;
        facts.calls += 1;
        for (key, counts) in [
            (shown.id_from, &mut facts.call_ids),
            (shown.medium, &mut facts.media),
            (shown.times, &mut facts.times),
        ] {
            *counts.entry(key.to_owned()).or_default() += 1;
        }
        facts.turns += shown.turns;
        facts.words += shown.words;
        facts.words_with_times += shown.words_with_times;
        facts.duration_ms += shown.duration_ms;
        facts.with_customer += u64::from(shown.customer);
        for party in shown.parties {
            *self.parties.entry(party).or_default() += 1;
        }
        *self.languages.entry(shown.language).or_default() += 1;
        if let Some(at) = shown.started_at {
            facts.with_start += 1;
            let (first, last) = self.starts.unwrap_or((at, at));
            self.starts = Some((first.min(at), last.max(at)));
        }
        for (gap, rules) in shown.gaps {
            let reason = gap.as_str();
            match facts.not_evaluated.iter_mut().find(|known| known.reason == reason) {
                Some(known) => {
                    known.calls += 1;
                    known.rules = known.rules.max(rules);
                }
                None => {
                    let reason = reason.to_owned();
                    facts.not_evaluated.push(GapFacts { reason, rules, calls: 1 });
                }
            }
        }
        for warning in shown.warnings {
            let code = warning.code.as_str();
            match facts.warnings.iter_mut().find(|known| known.code == code) {
                Some(known) => {
                    known.count += u64::from(warning.count);
                    known.calls += 1;
                }
                None => facts.warnings.push(WarningFacts {
                    code: code.to_owned(),
                    count: u64::from(warning.count),
                    calls: 1,
                    first_call: shown.key.clone(),
                    place: warning.place,
                }),
            }
        }
        facts.first_call.get_or_insert(shown.key);
    }

    /// Adds another file of the same format.
    fn add(&mut self, other: Profile) {
        let Profile { facts: other, parties, languages, starts, .. } = other;
        for (party, calls) in parties {
            *self.parties.entry(party).or_default() += calls;
        }
        for (language, calls) in languages {
            *self.languages.entry(language).or_default() += calls;
        }
        if let Some((first, last)) = starts {
            let (earliest, latest) = self.starts.unwrap_or((first, last));
            self.starts = Some((earliest.min(first), latest.max(last)));
        }
        let facts = &mut self.facts;
        for (mine, others) in [
            (&mut facts.call_ids, other.call_ids),
            (&mut facts.media, other.media),
            (&mut facts.times, other.times),
        ] {
            for (name, calls) in others {
                *mine.entry(name).or_default() += calls;
            }
        }
        for (mine, others) in [
            (&mut facts.files, other.files),
            (&mut facts.bytes, other.bytes),
            (&mut facts.calls, other.calls),
            (&mut facts.rejected, other.rejected),
            (&mut facts.turns, other.turns),
            (&mut facts.words, other.words),
            (&mut facts.words_with_times, other.words_with_times),
            (&mut facts.with_start, other.with_start),
            (&mut facts.duration_ms, other.duration_ms),
            (&mut facts.with_customer, other.with_customer),
        ] {
            *mine += others;
        }
        facts.first_call = facts.first_call.take().or(other.first_call);
        for gap in other.not_evaluated {
            match facts.not_evaluated.iter_mut().find(|known| known.reason == gap.reason) {
                Some(known) => {
                    known.calls += gap.calls;
                    known.rules = known.rules.max(gap.rules);
                }
                None => facts.not_evaluated.push(gap),
            }
        }
        for warning in other.warnings {
            match facts.warnings.iter_mut().find(|known| known.code == warning.code) {
                Some(known) => {
                    known.count += warning.count;
                    known.calls += warning.calls;
                }
                None => facts.warnings.push(warning),
            }
        }
        for reject in other.rejects {
            match facts.rejects.iter_mut().find(|known| known.reason == reject.reason) {
                Some(known) => known.count += reject.count,
                None => facts.rejects.push(reject),
            }
        }
    }

    fn close(&mut self) {
        let facts = &mut self.facts;
        let parties = std::mem::take(&mut self.parties);
        facts.parties = parties
            .into_iter()
            .map(|((label, role, from), calls)| PartyFacts {
                label,
                role: role.to_owned(),
                role_from: from.map(str::to_owned),
                calls,
            })
            .collect();
        // Stable: those of as many calls stay in the order of their labels.
        facts.parties.sort_by_key(|party| std::cmp::Reverse(party.calls));
        facts.parties.truncate(MOST_PARTIES);
        let languages = std::mem::take(&mut self.languages);
        facts.languages = languages
            .into_iter()
            .map(|((language, from), calls)| LanguageFacts {
                language,
                from: from.to_owned(),
                calls,
            })
            .collect();
        facts.languages.sort_by_key(|language| std::cmp::Reverse(language.calls));
        facts.first_start = self.starts.map(|(first, _)| first.to_string());
        facts.last_start = self.starts.map(|(_, last)| last.to_string());
    }
}

impl Sink<Shown> for Profiles {
    fn take(&mut self, event: Event<Shown>) -> io::Result<()> {
        match event {
            Event::Call { call, .. } => {
                let file = call.made.file.clone();
                self.file(&file).call(call.made);
            }
            Event::Reject(record) => self.reject(&record),
            Event::FileEnd { file, info } => self.file_end(&file.name, info),
            Event::EmptyFile(file) => self.file(&file.name).told = true,
            Event::Duplicate { .. } | Event::Progress { .. } => {}
        }
        Ok(())
    }
}
