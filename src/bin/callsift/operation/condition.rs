//! A condition of `--fail-on`, as it is typed.

use super::percent::Limit;
use callsift::diagnostic::nearest;
use callsift::lexicon::{Family, Lexicon};
use callsift::transcript::WarningCode;
use std::cmp::Ordering;

/// What can be written, for whoever wrote something else.
const WRITE: &str = "write severity>=5, not_evaluated(pause)>5%, rule_rate_change>3x, rejects>1%, \
                     warning(roles_look_swapped)>2%, flagged>40% or calls<100";

/// A condition that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    /// As it was typed.
    pub(crate) text: String,
    pub(crate) what: What,
    pub(crate) sign: Sign,
    pub(crate) limit: Limit,
    pub(crate) unit: Unit,
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// The gravest severity of the calls.
    Severity,
    /// Calls in which a rule, or any rule of a family, could not be checked.
    NotEvaluated(Rules),
    /// How much more or less often a rule matches than in the baseline.
    RuleRateChange,
    /// Records that could not be read.
    Rejects,
    /// Calls that have a warning.
    Warning(WarningCode),
    /// Calls flagged as complaints.
    Flagged,
    /// Calls that count.
    Calls,
}

/// Rules that a condition is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rules {
    /// All of a family.
    Family(Family),
    /// One, by its id.
    Rule(String),
}

/// How the value must lie to the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    More,
    AtLeast,
    Less,
    AtMost,
}

/// What the limit is a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Calls, records or a severity.
    Count,
    /// Per cent.
    Share,
    /// Times as often.
    Factor,
}

impl Sign {
    /// Whether a value that lies so to the limit reaches the condition.
    pub(crate) const fn reached(self, value: Ordering) -> bool {
        match self {
            Sign::More => value.is_gt(),
            Sign::AtLeast => value.is_ge(),
            Sign::Less => value.is_lt(),
            Sign::AtMost => value.is_le(),
        }
    }

    const fn is_upward(self) -> bool {
        match self {
            Sign::More | Sign::AtLeast => true,
            Sign::Less | Sign::AtMost => false,
        }
    }
}

impl Condition {
    /// Reads a condition; the error says what is wrong with it and what can be written.
    pub(crate) fn parse(text: &str, lexicon: &Lexicon) -> Result<Condition, String> {
        let at = text.find(['<', '>']).ok_or_else(|| format!("no `>` or `<` in it; {WRITE}"))?;
        let (left, right) = text.split_at(at);
        let signs =
            [(">=", Sign::AtLeast), ("<=", Sign::AtMost), (">", Sign::More), ("<", Sign::Less)];
        let sign = signs.into_iter().find_map(|(sign, is)| Some((right.strip_prefix(sign)?, is)));
        let (number, sign) = sign.ok_or_else(|| WRITE.to_owned())?;
        let (limit, unit) = limit(number.trim())?;
        let what = What::parse(left.trim(), lexicon)?;
        let condition = Condition { text: text.to_owned(), what, sign, limit, unit };
        condition.fits()?;
        Ok(condition)
    }

    /// Whether unit and sign make sense for what is looked at.
    fn fits(&self) -> Result<(), String> {
        let whole = self.unit == Unit::Count && self.limit.is_whole();
        let share = self.unit == Unit::Share && self.limit <= Limit::whole(100);
        match &self.what {
            What::Severity if !whole || self.limit > Limit::whole(5) || !self.sign.is_upward() => {
                Err("severities are 0 to 5; write severity>=5".to_owned())
            }
            What::RuleRateChange
                if self.unit != Unit::Factor
                    || self.limit < Limit::whole(1)
                    || !self.sign.is_upward() =>
            {
                Err("a change is a factor of 1 or more; write rule_rate_change>3x".to_owned())
            }
            What::Calls if !whole => Err("calls are counted; write calls<100".to_owned()),
            What::NotEvaluated(_) | What::Rejects | What::Warning(_) | What::Flagged
                if !whole && !share =>
            {
                Err("the limit is a whole number or a share up to 100%; write 20 or 5%".to_owned())
            }
            What::Severity
            | What::RuleRateChange
            | What::Calls
            | What::NotEvaluated(_)
            | What::Rejects
            | What::Warning(_)
            | What::Flagged => Ok(()),
        }
    }
}

fn limit(text: &str) -> Result<(Limit, Unit), String> {
    let (number, unit) = match (text.strip_suffix('%'), text.strip_suffix('x')) {
        (Some(number), _) => (number, Unit::Share),
        (None, Some(number)) => (number, Unit::Factor),
        (None, None) => (text, Unit::Count),
    };
    let limit = Limit::parse(number.trim_end());
    Ok((limit.ok_or_else(|| format!("`{text}` is no limit; write 5, 5% or 3x"))?, unit))
}

impl What {
    const NAMES: [&str; 7] =
        ["severity", "not_evaluated", "rule_rate_change", "rejects", "warning", "flagged", "calls"];

    fn parse(text: &str, lexicon: &Lexicon) -> Result<What, String> {
        let inner = text.strip_suffix(')').and_then(|text| text.split_once('('));
        match (text, inner) {
            ("severity", _) => Ok(What::Severity),
            ("rule_rate_change", _) => Ok(What::RuleRateChange),
            ("rejects", _) => Ok(What::Rejects),
            ("flagged", _) => Ok(What::Flagged),
            ("calls", _) => Ok(What::Calls),
            (_, Some(("not_evaluated", rules))) => {
                Ok(What::NotEvaluated(Rules::parse(rules.trim(), lexicon)?))
            }
            (_, Some(("warning", code))) => warning(code.trim()).map(What::Warning),
            (name, _) => {
                let name = name.split('(').next().unwrap_or(name);
                let meant = nearest(name, What::NAMES).filter(|meant| *meant != name);
                let meant = meant.map(|meant| format!("did you mean `{meant}`? "));
                Err(format!("{}{WRITE}", meant.unwrap_or_default()))
            }
        }
    }
}

impl Rules {
    fn parse(name: &str, lexicon: &Lexicon) -> Result<Rules, String> {
        if let Some(family) = Family::ALL.into_iter().find(|family| family.as_str() == name) {
            return Ok(Rules::Family(family));
        }
        if lexicon.rule_by_id(name).is_some() {
            return Ok(Rules::Rule(name.to_owned()));
        }
        let families = Family::ALL.map(Family::as_str);
        let known = families.into_iter().chain(lexicon.rules().iter().map(|rule| rule.id.as_str()));
        Err(match nearest(name, known) {
            Some(meant) => format!("`{name}` is no family and no rule; did you mean `{meant}`?"),
            None => format!(
                "`{name}` is no family and no rule; families: {}; `callsift lexicon list` has the rules",
                families.join(", ")
            ),
        })
    }
}

fn warning(name: &str) -> Result<WarningCode, String> {
    let codes = WarningCode::ALL;
    codes.into_iter().find(|code| code.as_str() == name).ok_or_else(|| {
        match nearest(name, codes.map(WarningCode::as_str)) {
            Some(meant) => format!("there is no warning `{name}`; did you mean `{meant}`?"),
            None => format!(
                "there is no warning `{name}`; there are {}",
                codes.map(WarningCode::as_str).join(", ")
            ),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use callsift::language::Packs;
    use callsift::lexicon::{LexiconFiles, builtin_files, compile};

    #[test]
    fn what_is_not_understood_says_what_can_be_written() {
        let files = LexiconFiles::new(builtin_files());
        let (lexicon, _) = compile(&files, Packs::builtin()).unwrap();
        for (text, told) in [
            ("severity=>5", "write severity>=5"),
            (">5", "write severity>=5"),
            ("", "no `>` or `<` in it"),
            ("severity==5", "no `>` or `<` in it"),
            ("severty>=5", "did you mean `severity`?"),
            ("severity>=6", "severities are 0 to 5"),
            ("severity<3", "severities are 0 to 5"),
            ("severity>5%", "severities are 0 to 5"),
            ("flagged>", "`` is no limit"),
            ("flagged>>5", "no limit"),
            ("flagged>5.5", "a whole number or a share"),
            ("flagged>100.1%", "a whole number or a share"),
            ("flagged>3x", "a whole number or a share"),
            ("calls<5%", "calls are counted"),
            ("not_evaluated>5%", "write severity>=5"),
            ("not_evaluated(pause>5%", "write severity>=5"),
            ("not_evaluated(pauze)>5%", "did you mean `pause`?"),
            ("not_evaluated(pause.long)>5%", "did you mean `pause.long.any`?"),
            ("warning(no_turn)>5%", "did you mean `no_turns`?"),
            ("warning(qqqqqqqqqqqqqqq)>5%", "there are end_before_start"),
            ("rule_rate_change>3", "a factor of 1 or more"),
            ("rule_rate_change>0.5x", "a factor of 1 or more"),
            ("rule_rate_change<3x", "a factor of 1 or more"),
        ] {
            let why = Condition::parse(text, &lexicon).unwrap_err();
            assert!(why.contains(told), "{text}: {why}");
        }
        for text in [
            "severity>=5",
            "severity > 0",
            "not_evaluated( pause )>=0.5 %",
            "not_evaluated(pause.long.any)>20",
            "rule_rate_change>=1x",
            "rejects>1%",
            "warning(roles_look_swapped)>2,5%",
            "flagged<=100%",
            "calls<100",
        ] {
            assert!(Condition::parse(text, &lexicon).is_ok(), "{text}");
        }
    }
}
