//! Which rules a protocol names, and which protocol of several files counts.

use super::read::{APPLIES, OTHERWISE, ProtocolSource};
use super::{Answered, Protocol};
use crate::diagnostic::table::Written;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::lexicon::category::Category;
use crate::lexicon::category_text::CategoryText;
use crate::lexicon::condition::Condition;
use crate::lexicon::layers::LexiconFiles;
use crate::lexicon::resolve::rules_called;
use crate::lexicon::rule::RuleSet;
use crate::lexicon::source::{RuleSource, name_in};
use crate::lexicon::written_condition::canonical;
use std::collections::BTreeMap;

/// A protocol with its rules, and everything that decides its answers, written in one way.
pub(in crate::lexicon) struct Resolved {
    pub(in crate::lexicon) protocol: Protocol<RuleSet>,
    pub(in crate::lexicon) digest: String,
}

/// One protocol per id, sorted by id; a later layer wins, two of one layer are an error.
///
/// A name may be that of a category which the lexicon knows and has no rule of; any other that is no
/// rule's is complained of, unless rules could not be read.
pub(in crate::lexicon) fn protocols(
    sources: Vec<ProtocolSource>,
    files: &LexiconFiles,
    rules: &[&RuleSource],
    categories: &BTreeMap<Category, CategoryText>,
    lost_rules: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Resolved> {
    let mut by_id: BTreeMap<String, ProtocolSource> = BTreeMap::new();
    for source in sources {
        let id = &source.id;
        if let Some(known) = by_id.get(&id.value)
            && files.layer(known.id.place.file) == files.layer(id.place.file)
        {
            let message = format!("the protocol `{}` is defined twice", id.value);
            let told = Diagnostic::new(Code::DuplicateId, id.place, message)
                .related(known.id.place, "first here")
                .help("give the second protocol a name of its own");
            diagnostics.push(told);
            continue;
        }
        by_id.insert(id.value.clone(), source);
    }
    let mut resolved = Vec::new();
    for source in by_id.into_values() {
        let digest = digest(&source.protocol);
        let protocol = source.protocol.map_rules(&mut |name| {
            let set = rules_called(rules, &name.value);
            if set.rules.is_empty() && !lost_rules {
                diagnostics.extend(unknown(name, rules, categories));
            }
            set
        });
        resolved.push(Resolved { protocol, digest });
    }
    resolved
}

/// What to say of a name that no rule has; nothing of that of a known category or of a family.
fn unknown(
    name: &Written<String>,
    rules: &[&RuleSource],
    categories: &BTreeMap<Category, CategoryText>,
) -> Option<Diagnostic> {
    let known = |category: &Category| {
        category.as_str() == name.value || category.family().as_str() == name.value
    };
    // A rule without an id of its own may have this one, and has been told of.
    let nameless = |rule: &&RuleSource| rule.id.is_none();
    if categories.keys().any(known) || rules.iter().any(nameless) {
        return None;
    }
    let message = format!("no rule, category or family is called `{}`", name.value);
    let told = Diagnostic::new(Code::UnknownRule, name.place, message);
    let ids = rules.iter().flat_map(|rule| {
        let id = rule.id.as_ref().map(|id| id.value.as_str());
        id.into_iter().chain([rule.category_name()])
    });
    let meant = nearest(&name.value, ids.chain(categories.keys().map(Category::as_str)));
    Some(match meant {
        Some(meant) => told.help(format!("did you mean `{meant}`?")),
        None => told.help("name a rule, a category of a rule, or one that [category] knows"),
    })
}

/// Everything that decides the answers; titles may change without it.
fn digest(protocol: &Protocol<Written<String>>) -> String {
    let written = |key: &str, condition: &Option<Condition<Written<String>>>| {
        condition.as_ref().map_or_else(String::new, |c| format!(" {key}={}", canonical(c)))
    };
    let mut out = format!(
        "protocol {} points={} pass={} review={}{}",
        protocol.id,
        protocol.points,
        protocol.pass,
        protocol.review,
        written("not_applicable", &protocol.not_applicable)
    );
    for item in &protocol.items {
        let applies = name_in(APPLIES, &item.applies);
        out += &format!("\nitem {} points={} applies={applies}", item.id, item.points);
        out += &written("not_applicable", &item.not_applicable);
        match &item.answered {
            Answered::ByPerson => out += " by=person",
            Answered::ByCall(by) => {
                out += &written("yes", &by.yes);
                out += &written("partly", &by.partly);
                out += &written("no", &by.no);
                let otherwise = name_in(OTHERWISE, &by.otherwise);
                let after: Vec<&str> =
                    by.after.iter().map(|at| protocol.items[*at].id.as_str()).collect();
                let after = after.join(",");
                out += &format!(
                    " otherwise={otherwise} after={after} once={} early={}",
                    by.once, by.early
                );
            }
        }
    }
    for one in &protocol.forbidden {
        let kind = one.critical.map_or("", |kind| kind.as_str());
        let applies = name_in(APPLIES, &one.applies);
        out += &format!("\nforbidden {} critical={kind} applies={applies}", one.id);
        out += &written("found", &one.found);
        for name in &one.unless_after {
            out += &format!(" unless_after={:?}", name.value);
        }
    }
    out
}
