//! Loading lexicons, and the verbs about them.

use crate::args::{
    CheckArgs, Fuzzy, LexiconArgs, LexiconChoice, LexiconFolder, LexiconTest, LexiconVerb,
};
use crate::cache;
use crate::exit::{Exit, Stop};
use crate::terminal;
use callsift::diagnostic::{Code, Diagnostic, Level, Place, SourceFile, nearest, render};
use callsift::language::{Language, Packs};
use callsift::lexicon::{Lexicon, LexiconFiles, Topics, builtin_files, compile, compile_for_use};
use callsift::output::lexicon_page;
use callsift::scan::{ScanSettings, selftest};
use std::fs;
use std::path::{Path, PathBuf};

const BUILDS_ON: &str = "to check rules that build on the built-in lexicon, use \
                         `callsift lexicon check --lexicon-add DIR`";

/// Compiles the lexicon of a command line; warnings are for `lexicon check`, not for a scan.
pub(crate) fn load(choice: &LexiconChoice) -> Result<Lexicon, Stop> {
    let mut layers = Layers::read(choice.lexicon.as_deref(), &choice.lexicon_add)?;
    layers.files.set_topics(Topics::Named(choice.topic.iter().cloned().collect()));
    let lexicon = cache::lexicon(&layers.files, choice.keep(), || {
        match compile_for_use(&layers.files, Packs::builtin()) {
            Ok(lexicon) => Ok(lexicon),
            Err(_) => layers.compile().map(|(lexicon, _)| lexicon),
        }
    })?;
    for asked in &choice.topic {
        if !lexicon.topics().contains(asked) {
            let known = lexicon.topics().iter().map(String::as_str);
            let help = match (nearest(asked, known.clone()), known.clone().next()) {
                (Some(meant), _) => format!("did you mean `{meant}`?"),
                (None, Some(_)) => format!("topics: {}", known.collect::<Vec<_>>().join(", ")),
                (None, None) => "no file of this dictionary has a topic".to_owned(),
            };
            return Err(Stop::usage(format!("--topic {asked}: there is no such topic; {help}")));
        }
    }
    Ok(lexicon)
}

/// The files of a lexicon, and those among them that the user is at work on.
struct Layers {
    files: LexiconFiles,
    /// Files from this one on are told of when something is doubtful.
    judged_from: usize,
    alone: Alone,
}

/// Whether a folder of the user's is all there is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alone {
    Yes,
    No,
}

impl Layers {
    /// A folder, or the built-in lexicon, with folders on top of it; those are judged if there are any.
    fn read(base: Option<&Path>, adds: &[PathBuf]) -> Result<Layers, Stop> {
        let mut files = LexiconFiles::new(match base {
            Some(folder) => read_folder(folder)?,
            None => builtin_files(),
        });
        let judged_from = if adds.is_empty() { 0 } else { files.files().len() };
        for folder in adds {
            files.add_layer(read_added(folder)?);
        }
        let alone = if base.is_some() && adds.is_empty() { Alone::Yes } else { Alone::No };
        Ok(Layers { files, judged_from, alone })
    }

    fn of(folder: &LexiconFolder) -> Result<Layers, Stop> {
        let mut layers = Layers::read(folder.folder.as_deref(), &folder.lexicon_add)?;
        layers.files.set_topics(Topics::All);
        Ok(layers)
    }

    /// The lexicon and what is doubtful about the judged files.
    fn compile(&self) -> Result<(Lexicon, Vec<Diagnostic>), Stop> {
        match compile(&self.files, Packs::builtin()) {
            Ok((lexicon, mut warnings)) => {
                warnings.retain(|warning| self.is_judged(warning.place));
                Ok((lexicon, warnings))
            }
            Err(mut diagnostics) => {
                diagnostics.retain(|d| d.code.level() == Level::Error || self.is_judged(d.place));
                if self.alone == Alone::Yes {
                    for d in diagnostics.iter_mut().filter(|d| d.code == Code::UnknownRule) {
                        d.help = Some(match d.help.take() {
                            Some(help) => format!("{help} {BUILDS_ON}"),
                            None => BUILDS_ON.to_owned(),
                        });
                    }
                }
                let page = self.page(&diagnostics);
                let count = count(&diagnostics);
                Err(Stop::usage(format!("the lexicon cannot be used\n\n{page}{count}")))
            }
        }
    }

    fn is_judged(&self, place: Place) -> bool {
        place.file.0 as usize >= self.judged_from
    }

    fn page(&self, diagnostics: &[Diagnostic]) -> String {
        render(self.files.files(), diagnostics, terminal::style())
    }
}

/// A folder to add, or one file, as `evaluate --fit` writes it.
fn read_added(path: &Path) -> Result<Vec<SourceFile>, Stop> {
    let is_toml = path.extension().is_some_and(|ending| ending == "toml");
    if !(is_toml && path.is_file()) {
        return read_folder(path);
    }
    let told = |why: String| Stop::usage(format!("lexicon {}: {why}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| told(error.to_string()))?;
    Ok(vec![SourceFile { path: path.display().to_string(), text }])
}

/// All TOML files of a folder and the folders in it, by name.
fn read_folder(folder: &Path) -> Result<Vec<SourceFile>, Stop> {
    if folder.is_file() {
        let path = folder.display();
        let message = format!("lexicon {path}: {path} is a file; give the folder it is in");
        return Err(Stop::usage(message));
    }
    let mut files = Vec::new();
    walk(folder, &mut files)?;
    if files.is_empty() {
        return Err(Stop::usage(format!("lexicon {}: no .toml files in it", folder.display())));
    }
    Ok(files)
}

/// Links to folders are not followed, or one to a folder above would never end.
fn walk(folder: &Path, files: &mut Vec<SourceFile>) -> Result<(), Stop> {
    let told = |path: &Path, error: std::io::Error| {
        Stop::usage(format!("lexicon {}: {error}", path.display()))
    };
    let mut paths: Vec<_> = fs::read_dir(folder)
        .map_err(|error| told(folder, error))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(|error| told(folder, error))?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if !path.is_symlink() {
                walk(&path, files)?;
            }
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            if path.exists() && !path.is_file() {
                let message = format!("lexicon {}: not a regular file", path.display());
                return Err(Stop::usage(message));
            }
            let text = fs::read_to_string(&path).map_err(|error| told(&path, error))?;
            files.push(SourceFile { path: path.display().to_string(), text });
        }
    }
    Ok(())
}

fn count(diagnostics: &[Diagnostic]) -> String {
    let of = |level| diagnostics.iter().filter(|d| d.code.level() == level).count();
    let (errors, warnings) = (of(Level::Error), of(Level::Warning));
    format!("{}, {}", so_many(errors, "error"), so_many(warnings, "warning"))
}

fn so_many(count: usize, thing: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{ending}")
}

/// Runs `callsift lexicon …`.
pub(crate) fn run(args: &LexiconArgs) -> Result<Exit, Stop> {
    match &args.verb {
        LexiconVerb::Check(folder) => check(folder),
        LexiconVerb::Test(args) => test(args),
        LexiconVerb::List(folder) => list(folder),
        LexiconVerb::Page(folder) => page(folder),
    }
}

fn check(args: &CheckArgs) -> Result<Exit, Stop> {
    let layers = Layers::of(&args.folder)?;
    let (lexicon, mut told) = layers.compile()?;
    let all = told.len();
    told.retain(|d| args.notes || d.code.level() != Level::Note);
    let silent = all - told.len();
    let hint = match silent {
        0 => String::new(),
        _ => format!(", {} (see them with --notes)", so_many(silent, "note")),
    };
    terminal::tell(&format!("{}{}{hint}", layers.page(&told), count(&told)));
    let phrases: usize = lexicon.rules().iter().map(|rule| rule.phrases.len()).sum();
    let rules = so_many(lexicon.rules().len(), "rule");
    terminal::tell(&format!("{rules}, {}", so_many(phrases, "phrase")));
    Ok(Exit::Done)
}

fn test(args: &LexiconTest) -> Result<Exit, Stop> {
    let layers = Layers::of(&args.lexicon)?;
    let (lexicon, _) = layers.compile()?;
    let fuzzy = args.fuzzy != Some(Fuzzy::Off);
    let outcome = selftest::run(&lexicon, &ScanSettings { fuzzy, ..ScanSettings::default() });
    terminal::tell(layers.page(&outcome.warnings).trim_end());
    for failure in &outcome.failures {
        let should = match failure.expected {
            selftest::Expected::Caught => "must find",
            selftest::Expected::Quiet => "must not find",
        };
        let rule = lexicon.rule(failure.rule);
        let file = &layers.files.files()[failure.text.place.file.0 as usize];
        let line = file.text[..failure.text.place.span.start()].lines().count().max(1);
        terminal::tell(&format!(
            "{}:{line}: {} {should} «{}»: {}",
            file.path, rule.id, failure.text.value, failure.why
        ));
    }
    let (all, wrong) = (outcome.utterances, outcome.failures.len());
    terminal::tell(&format!(
        "{} of {}: {} right, {wrong} wrong",
        so_many(all, "utterance"),
        so_many(lexicon.rules().len(), "rule"),
        all - wrong
    ));
    Ok(if wrong == 0 { Exit::Done } else { Exit::Failed })
}

fn page(folder: &LexiconFolder) -> Result<Exit, Stop> {
    let (lexicon, _) = Layers::of(folder)?.compile()?;
    terminal::print(&lexicon_page(&lexicon))?;
    Ok(Exit::Done)
}

fn list(folder: &LexiconFolder) -> Result<Exit, Stop> {
    let (lexicon, _) = Layers::of(folder)?.compile()?;
    let width = lexicon.rules().iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for rule in lexicon.rules() {
        let phrases = match rule.phrases.len() {
            0 => "condition".to_owned(),
            1 => "1 phrase".to_owned(),
            n => format!("{n} phrases"),
        };
        terminal::print(&format!(
            "{:width$}  severity {}  {:>11}  {}  {}\n",
            rule.id, rule.severity, phrases, rule.revision, rule.title
        ))?;
    }
    for protocol in lexicon.protocols() {
        let (items, points) = (protocol.items.len(), protocol.points);
        let (name, title) = (format!("protocol {}", protocol.id), protocol.title.of(Language::En));
        terminal::print(&format!("{name:width$}  {items} items, {points} points  {title}\n"))?;
    }
    Ok(Exit::Done)
}
