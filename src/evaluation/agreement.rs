//! Categories and places as people gave them, held against those that were found.

use super::label::{LabelCategory, LabelSpan};
use super::share::{Figure, Of};
use crate::lexicon::{Category, Lexicon};
use crate::scan::CallReport;
use std::collections::BTreeMap;

/// What people gave to a call, and what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<F> {
    /// Given by people.
    pub marked: Vec<LabelCategory>,
    /// Found.
    pub found: Vec<F>,
}

/// Places people marked in a call and places that were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spans {
    marked: Vec<LabelSpan>,
    found: Vec<FoundSpan>,
}

/// A place that was found, in characters; the end counts in `turn_end`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FoundSpan {
    category: Category,
    turns: [usize; 2],
    chars: [usize; 2],
}

/// How far people and rules agree on a category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// The category, or family, as people wrote it.
    pub category: String,
    /// Marked and found.
    pub matched: u64,
    /// Marked and not found.
    pub missed: u64,
    /// Found where it was marked. More than `matched` where one mark holds several findings.
    pub right: u64,
    /// Found where it was not marked.
    pub extra: u64,
}

impl Agreement {
    /// Which share of what was marked was found.
    pub fn recall(&self) -> Figure {
        Figure::new(self.matched, self.matched + self.missed, Of::Marked)
    }

    /// Which share of what was found was marked.
    pub fn precision(&self) -> Figure {
        Figure::new(self.right, self.right + self.extra, Of::Found)
    }
}

impl Spans {
    /// Marked places beside the findings of a call that have a place.
    pub(super) fn of(marked: Vec<LabelSpan>, report: &CallReport, lexicon: &Lexicon) -> Spans {
        let found = report.findings.iter().filter_map(|finding| {
            let (turn, said) = (finding.turn?, finding.said.as_ref()?);
            Some(FoundSpan {
                category: lexicon.rule(finding.rule).category.clone(),
                turns: [turn, said.turn_end],
                chars: said.chars,
            })
        });
        Spans { marked, found: found.collect() }
    }
}

impl FoundSpan {
    fn overlaps(&self, marked: &LabelSpan) -> bool {
        let [first, last] = self.turns;
        let starts = marked.turn < last || (marked.turn == last && marked.start < self.chars[1]);
        let ends = marked.turn > first || (marked.turn == first && marked.end > self.chars[0]);
        starts && ends
    }
}

/// Agreement per category on whole calls; only categories that people used somewhere are looked at.
pub(super) fn on_calls<'a>(
    pairs: impl Iterator<Item = &'a Pair<Category>> + Clone,
) -> Vec<Agreement> {
    let used = pairs.clone().flat_map(|pair| &pair.marked);
    let mut all = begin(used);
    for Pair { marked, found } in pairs {
        for (category, agreement) in &mut all {
            let is_found = found.iter().any(|found| category.covers(found));
            match (marked.contains(category), is_found) {
                (true, true) => {
                    agreement.matched += 1;
                    agreement.right += 1;
                }
                (true, false) => agreement.missed += 1,
                (false, true) => agreement.extra += 1,
                (false, false) => {}
            }
        }
    }
    all.into_values().collect()
}

/// Agreement per category on places: one overlapping character is enough.
pub(super) fn on_spans<'a>(calls: impl Iterator<Item = &'a Spans> + Clone) -> Vec<Agreement> {
    let used = calls.clone().flat_map(|spans| &spans.marked).map(|span| &span.category);
    let mut all = begin(used);
    for Spans { marked, found } in calls {
        for (category, agreement) in &mut all {
            let found: Vec<_> = found.iter().filter(|f| category.covers(&f.category)).collect();
            let of = || marked.iter().filter(|span| span.category == *category);
            for span in of() {
                match found.iter().any(|found| found.overlaps(span)) {
                    true => agreement.matched += 1,
                    false => agreement.missed += 1,
                }
            }
            for found in &found {
                match of().any(|span| found.overlaps(span)) {
                    true => agreement.right += 1,
                    false => agreement.extra += 1,
                }
            }
        }
    }
    all.into_values().collect()
}

fn begin<'a>(used: impl Iterator<Item = &'a LabelCategory>) -> BTreeMap<LabelCategory, Agreement> {
    let agreement = |category: &LabelCategory| {
        let name = category.as_str().to_owned();
        (category.clone(), Agreement { category: name, ..Agreement::default() })
    };
    used.map(agreement).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn category(name: &str) -> LabelCategory {
        LabelCategory::parse(name).unwrap()
    }

    fn marked(turn: usize, start: usize, end: usize, name: &str) -> LabelSpan {
        LabelSpan { turn, start, end, category: category(name) }
    }

    fn found(turns: [usize; 2], chars: [usize; 2], name: &str) -> FoundSpan {
        FoundSpan { category: Category::parse(name).unwrap(), turns, chars }
    }

    #[test]
    fn places_agree_by_overlap() {
        let calls = [
            Spans {
                marked: vec![
                    marked(0, 5, 10, "complaint.billing"),
                    marked(2, 0, 4, "complaint.billing"),
                    marked(1, 0, 3, "escalation"),
                ],
                found: vec![
                    found([0, 0], [9, 12], "complaint.billing"),
                    found([0, 0], [4, 6], "complaint.billing"),
                    found([0, 0], [10, 12], "complaint.billing"),
                    found([0, 2], [12, 1], "escalation.legal"),
                    found([0, 0], [5, 10], "agent.hold"),
                ],
            },
            Spans { marked: vec![], found: vec![found([0, 0], [0, 1], "escalation.churn")] },
        ];
        let all = on_spans(calls.iter());
        let counts: Vec<_> = all
            .iter()
            .map(|a| (a.category.as_str(), a.matched, a.missed, a.right, a.extra))
            .collect();
        assert_eq!(counts, [("complaint.billing", 1, 1, 2, 1), ("escalation", 1, 0, 1, 1)]);
    }

    #[test]
    fn calls_agree_by_category() {
        let pair = |marked: &[&str], found: &[&str]| Pair {
            marked: marked.iter().map(|name| category(name)).collect(),
            found: found.iter().map(|name| Category::parse(name).unwrap()).collect(),
        };
        let calls = [
            pair(&["complaint.wait"], &["complaint.wait", "agent.hold"]),
            pair(&["complaint.wait", "escalation"], &["escalation.churn"]),
            pair(&[], &["complaint.wait"]),
        ];
        let all = on_calls(calls.iter());
        let counts: Vec<_> =
            all.iter().map(|a| (a.category.as_str(), a.matched, a.missed, a.extra)).collect();
        assert_eq!(counts, [("complaint.wait", 1, 1, 1), ("escalation", 1, 0, 0)]);
    }
}
