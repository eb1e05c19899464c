//! One call and what became of every rule on it, as a page.

use crate::messages::{Text, evidence, explain as texts, number, promises, reasons, scores, terms};
use crate::terminal::{clock, shown};
use callsift::language::Language;
use callsift::lexicon::{Category, Lexicon, Negation, PhraseIx, Rule, RuleIx, Use, Weight};
use callsift::scan::{
    CallReport, Finding, Gap, Misheard, NotEvaluated, Outcome, RiskPart, SuppressedHit,
};
use callsift::transcript::{Role, Transcript};

/// One call, its report, and the language in which it is told.
pub(super) struct Page<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) call: &'a Transcript,
    pub(super) report: &'a CallReport,
    pub(super) screen: Language,
}

impl Page<'_> {
    /// The page; with a rule, of that rule alone below the head.
    pub(super) fn text(&self, only: Option<RuleIx>) -> String {
        let wanted = |rule: RuleIx| only.is_none_or(|only| only == rule);
        let report = self.report;
        let findings = report.findings.iter().filter(|f| wanted(f.rule));
        let suppressed = report.suppressed.iter().filter(|hit| wanted(hit.rule));
        let gaps: Vec<_> = report.not_evaluated.iter().filter(|g| wanted(g.rule)).collect();
        let mut page = self.head();
        let mut section = |title: Text, body: String| {
            if !body.is_empty() {
                page.push_str(&format!("\n{}\n{body}", capital(title.of(self.screen))));
            }
        };
        let found = by_rule(findings, |finding| finding.rule);
        section(terms::MATCHED, found.iter().map(|(rule, of)| self.found(*rule, of)).collect());
        let taken = by_rule(suppressed, |hit| hit.rule);
        let taken = taken.iter().map(|(rule, hits)| self.suppressed(*rule, hits));
        section(terms::SUPPRESSED, taken.collect());
        section(terms::NOT_EVALUATED, self.not_evaluated(&gaps));
        if only.is_none() {
            section(promises::TITLE, self.promises());
        }
        let clear = report.outcomes.iter().filter(|o| **o == Outcome::Clear).count();
        match only {
            Some(rule) if report.outcomes[rule.0 as usize] == Outcome::Clear => {
                section(terms::CLEAR, self.clear(self.lexicon.rule(rule)));
            }
            Some(_) => {}
            None => {
                let title = capital(terms::CLEAR.of(self.screen));
                let rules = terms::RULES.of(self.screen, clear as u64);
                page.push_str(&format!("\n{title}: {rules}\n"));
            }
        }
        page.push('\n');
        page
    }

    /// A text with values in the language of the page.
    pub(super) fn say(&self, text: Text, values: &[(&str, &str)]) -> String {
        text.with(self.screen, values)
    }

    fn head(&self) -> String {
        let screen = self.screen;
        let length = self.call.duration().map(|d| clock(d.get()));
        let length = length.unwrap_or_else(|| texts::WITHOUT_TIMES.of(screen).to_owned());
        let key = shown(&self.call.info().key.to_string());
        let turns = terms::TURNS.of(screen, self.call.turns().len() as u64);
        let mut page = format!("{key}  {turns}, {length}\n");
        self.complaint(&mut page);
        self.risk(&mut page);
        for warning in self.call.warnings() {
            let values = [
                ("what", texts::warning(warning.code).of(screen)),
                ("place", &shown(&warning.place)),
            ];
            page.push_str(&format!("{}\n", self.say(texts::SOURCE_NOTE, &values)));
        }
        page
    }

    /// The complaint score opened into its sum, what it is about, and how it ended.
    fn complaint(&self, page: &mut String) {
        let complaint = &self.report.complaint;
        let (score, threshold) = (self.weight(complaint.score), self.weight(complaint.threshold));
        let flagged = if complaint.flag { scores::FLAGGED } else { scores::NOT_FLAGGED };
        let values = [("score", score.as_str()), ("threshold", &threshold)];
        page.push_str(&format!("{}\n", self.say(flagged, &values)));
        for rule in &complaint.parts {
            let rule = self.lexicon.rule(*rule);
            summand(page, &self.weight(rule.weight), &name(rule));
        }
        let sum: Weight = complaint.parts.iter().map(|rule| self.lexicon.rule(*rule).weight).sum();
        if sum != complaint.score {
            let sum = self.weight(sum);
            page.push_str(&format!("  {}\n", self.say(scores::NOT_BELOW_ZERO, &[("sum", &sum)])));
        }
        let what = scores::substance(complaint.substance).of(self.screen);
        let about = self.say(scores::ABOUT, &[("what", what)]);
        let severity = match self.report.severity {
            0 => String::new(),
            severity => format!("; {}", self.severity(severity)),
        };
        page.push_str(&format!("{about}{severity}\n"));
        if let Some(resolution) = self.report.resolution {
            let how = scores::resolution(resolution).of(self.screen);
            page.push_str(&format!("{}\n", self.say(scores::ENDED, &[("how", how)])));
        }
    }

    /// The priority opened into its sum: which finding gave which points.
    fn risk(&self, page: &mut String) {
        let risk = &self.report.risk;
        let score = risk.score.to_string();
        let band = scores::band(risk.band).of(self.screen);
        let head = self.say(scores::RISK, &[("score", &score), ("band", band)]);
        let [medium, high, critical] = self.lexicon.score().risk_bands.map(|from| from.to_string());
        let values = [("medium", medium.as_str()), ("high", &high), ("critical", &critical)];
        page.push_str(&format!("{head} ({})\n", self.say(texts::BANDS, &values)));
        for part in &risk.parts {
            let finding = self.report.findings.iter().find(|f| f.id == part.finding);
            let what = finding.map_or_else(String::new, |finding| {
                let category = self.category(&self.lexicon.rule(finding.rule).category);
                let shows = match &finding.said {
                    Some(said) => Some(format!("«{}»", shown(&said.quote))),
                    None => self.facts(finding).into_iter().next(),
                };
                shows.map_or(category.clone(), |shows| format!("{category} — {shows}"))
            });
            summand(page, &part.points.to_string(), &what);
        }
        let sum: u32 = risk.parts.iter().map(|part| part.points).sum();
        if sum != risk.score {
            let sum = sum.to_string();
            page.push_str(&format!("  {}\n", self.say(scores::AT_MOST, &[("sum", &sum)])));
        }
    }

    /// A rule that matched, with each place where it did.
    fn found(&self, ix: RuleIx, findings: &[&Finding]) -> String {
        let rule = self.lexicon.rule(ix);
        let mut text = format!("  {}\n", name(rule));
        let mut line = |line: &str| text.push_str(&format!("    {line}\n"));
        let category = match self.lexicon.category_text(&rule.category) {
            Some(_) => format!("{} ({})", self.category(&rule.category), rule.category),
            None => rule.category.to_string(),
        };
        let severity = self.severity(rule.severity);
        let values = [("category", category.as_str()), ("severity", &severity)];
        line(&self.say(texts::CATEGORY, &values));
        if let Some(known) = self.lexicon.category_text(&rule.category) {
            line(&self.say(texts::ACTION, &[("action", known.action(self.screen))]));
        }
        line(&self.adds(rule, findings));
        for finding in findings {
            if let Some(said) = &finding.said {
                let role = finding.role.unwrap_or(Role::Unknown);
                let at = finding.time.map(|(span, _)| span.start().get());
                let turn = finding.turn.unwrap_or(said.turn_end);
                let place = self.place(role, turn, said.turn_end, at);
                line(&format!("{place}: «{}»", shown(&said.quote)));
                let phrase = shown(&rule.phrases[said.phrase.0 as usize]);
                let phrase = self.say(texts::BY_PHRASE, &[("phrase", &phrase)]);
                line(&format!("  {phrase}; {}", self.passed(ix, said.phrase).join(", ")));
                self.misheard(&said.fuzzy).iter().for_each(|word| line(&format!("  {word}")));
            }
        }
        // All findings of a rule rest on the same facts.
        if let Some(first) = findings.first() {
            self.facts(first).iter().for_each(|fact| line(fact));
        }
        let kept = findings.len() as u64;
        let more = u64::from(self.report.found[ix.0 as usize]).saturating_sub(kept);
        if more > 0 {
            let more = terms::FINDINGS.of(self.screen, more);
            line(&self.say(texts::MORE_HITS, &[("more", &more)]));
        }
        text
    }

    /// What a rule adds to the complaint score, and its findings to the priority.
    fn adds(&self, rule: &Rule, findings: &[&Finding]) -> String {
        let parts = &self.report.risk.parts;
        let of_rule = |part: &&RiskPart| findings.iter().any(|finding| finding.id == part.finding);
        let points: u32 = parts.iter().filter(of_rule).map(|part| part.points).sum();
        let possible = match rule.severity.checked_sub(1) {
            Some(at) => self.lexicon.score().risk_points[usize::from(at)],
            None => 0,
        };
        if rule.weight == Weight::ZERO && possible == 0 {
            return texts::ADDS_NOTHING.of(self.screen).to_owned();
        }
        let (weight, points_text) = (self.weight(rule.weight), points.to_string());
        let values = [("weight", weight.as_str()), ("points", &points_text)];
        let already = match possible > 0 && points == 0 {
            true => texts::COUNTED_ALREADY.of(self.screen),
            false => "",
        };
        format!("{}{already}", self.say(texts::ADDS, &values))
    }

    /// What could have taken a match back and did not.
    fn passed(&self, ix: RuleIx, phrase: PhraseIx) -> Vec<&'static str> {
        let rule = self.lexicon.rule(ix);
        let uses = self.lexicon.variant_uses().iter();
        let mut of_phrase = uses.filter(|u| u.rule == ix && u.used_as == Use::Phrase(phrase));
        let cancels = of_phrase.all(|u| u.negation == Negation::Cancel && !u.negates_itself);
        let mut passed = vec![if cancels { texts::NO_NEGATION } else { texts::ANY_NEGATION }];
        if !rule.unless.is_empty() {
            passed.push(texts::NO_EXCLUSION);
        }
        if rule.window.is_some() {
            passed.push(texts::IN_WINDOW);
        }
        passed.into_iter().map(|text| text.of(self.screen)).collect()
    }

    /// Matches of a rule that do not count, each with the reason.
    fn suppressed(&self, ix: RuleIx, hits: &[&SuppressedHit]) -> String {
        let rule = self.lexicon.rule(ix);
        let mut text = format!("  {}\n", name(rule));
        for hit in hits {
            let mut line = |line: &str| text.push_str(&format!("    {line}\n"));
            let start = self.call.turns()[hit.turn].time().start();
            let place = self.place(hit.role, hit.turn, hit.turn, start.map(|start| start.get()));
            let phrase = shown(&rule.phrases[hit.phrase.0 as usize]);
            let phrase = self.say(texts::BY_PHRASE, &[("phrase", &phrase)]);
            line(&format!("{place}: «{}», {phrase}", shown(&hit.quote)));
            let by = hit.by.as_deref().map(shown);
            let times = terms::TIMES.of(self.screen, u64::from(rule.at_least));
            let values = [("by", by.as_deref().unwrap_or_default()), ("times", &times)];
            let why =
                self.say(reasons::suppression(hit.reason, by.as_deref(), Some(&times)), &values);
            line(&format!("  {}: {why}", terms::SUPPRESSED.of(self.screen)));
            self.misheard(&hit.fuzzy).iter().for_each(|word| line(&format!("  {word}")));
        }
        text
    }

    /// Rules by what the call lacks for them.
    fn not_evaluated(&self, gaps: &[&NotEvaluated]) -> String {
        let mut text = String::new();
        for gap in Gap::ALL {
            let rules = gaps.iter().filter(|known| known.reason == gap);
            let names: Vec<String> = rules
                .map(|known| format!("    {}\n", name(self.lexicon.rule(known.rule))))
                .collect();
            if !names.is_empty() {
                let why = terms::lacking(gap).of(self.screen);
                text.push_str(&format!("  {}:\n{}", capital(why), names.concat()));
            }
        }
        text
    }

    fn clear(&self, rule: &Rule) -> String {
        let turns = terms::TURNS.of(self.screen, self.call.turns().len() as u64);
        let why = match rule.phrases.len() as u64 {
            0 => texts::CONDITION_NOT_TRUE.of(self.screen).to_owned(),
            1 => self.say(texts::NOT_ITS_PHRASE, &[("turns", &turns)]),
            phrases => {
                let phrases = terms::OF_PHRASES.of(self.screen, phrases);
                self.say(texts::NO_PHRASE, &[("phrases", &phrases), ("turns", &turns)])
            }
        };
        format!("  {}\n    {why}\n", name(rule))
    }

    /// Who said it, in which utterance, when: utterances count from 1.
    pub(super) fn place(&self, role: Role, turn: usize, end: usize, at: Option<i64>) -> String {
        let who = terms::role(role).of(self.screen);
        let at = at.map_or_else(String::new, |at| format!(", {}", clock(at)));
        let (text, turn) = match turn == end {
            true => (texts::PLACE, (turn + 1).to_string()),
            false => (texts::PLACE_OF_SEVERAL, format!("{}–{}", turn + 1, end + 1)),
        };
        self.say(text, &[("who", who), ("turn", &turn), ("at", &at)])
    }

    /// Words that were read as others, each on a line.
    fn misheard(&self, words: &[Misheard]) -> Vec<String> {
        let line = |word: &Misheard| {
            let (heard, read_as) = (shown(&word.heard), shown(&word.read_as));
            let how = evidence::misheard(word.how).of(self.screen);
            let values = [("heard", heard.as_str()), ("read_as", &read_as), ("how", how)];
            self.say(evidence::READ_AS, &values)
        };
        words.iter().map(line).collect()
    }

    fn severity(&self, severity: u8) -> String {
        self.say(scores::SEVERITY, &[("severity", &severity.to_string())])
    }

    fn weight(&self, weight: Weight) -> String {
        number::decimal(self.screen, weight.get(), 3)
    }

    /// The title of a category; its name where no file says one.
    pub(super) fn category(&self, category: &Category) -> String {
        let known = self.lexicon.category_text(category);
        known.map_or_else(|| category.to_string(), |text| shown(text.title(self.screen)))
    }
}

/// The title of a rule and its id.
pub(super) fn name(rule: &Rule) -> String {
    format!("{} ({})", shown(&rule.title), rule.id)
}

fn summand(page: &mut String, number: &str, what: &str) {
    page.push_str(&format!("  {number:>6}  {what}\n"));
}

/// With a capital letter at its begin.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// What each rule has, rules in the order in which they come first.
fn by_rule<'a, T>(
    all: impl Iterator<Item = &'a T>,
    rule: impl Fn(&T) -> RuleIx,
) -> Vec<(RuleIx, Vec<&'a T>)> {
    let mut out: Vec<(RuleIx, Vec<&T>)> = Vec::new();
    for one in all {
        match out.iter_mut().find(|(known, _)| *known == rule(one)) {
            Some((_, of_rule)) => of_rule.push(one),
            None => out.push((rule(one), vec![one])),
        }
    }
    out
}
