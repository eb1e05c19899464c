//! Loading lexicons, and the verbs about them.

use crate::args::{LexiconArgs, LexiconChoice, LexiconFolder, LexiconVerb};
use crate::exit::{Exit, Stop};
use crate::terminal;
use callsift::diagnostic::{Diagnostic, Level, SourceFile, render};
use callsift::lexicon::{Lexicon, LexiconFiles, builtin_files, compile};
use callsift::scan::selftest;
use std::fs;
use std::path::Path;

/// Compiles the lexicon of a command line; warnings are for `lexicon check`, not for a scan.
pub(crate) fn load(choice: &LexiconChoice) -> Result<Lexicon, Stop> {
    let mut files = LexiconFiles::new(match &choice.lexicon {
        Some(folder) => read_folder(folder)?,
        None => builtin_files(),
    });
    for folder in &choice.lexicon_add {
        files.add_layer(read_folder(folder)?);
    }
    match compile(&files) {
        Ok((lexicon, _)) => Ok(lexicon),
        Err(diagnostics) => Err(Stop::usage(told(&files, &diagnostics))),
    }
}

/// All TOML files of a folder and the folders in it, by name.
fn read_folder(folder: &Path) -> Result<Vec<SourceFile>, Stop> {
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

/// Diagnostics as a page, errors first counted.
fn told(files: &LexiconFiles, diagnostics: &[Diagnostic]) -> String {
    let page = render(files.files(), diagnostics, terminal::style());
    format!("the lexicon cannot be used\n\n{page}{}", count(diagnostics))
}

fn count(diagnostics: &[Diagnostic]) -> String {
    let of = |level| diagnostics.iter().filter(|d| d.code.level() == level).count();
    format!("{} errors, {} warnings", of(Level::Error), of(Level::Warning))
}

/// Runs `callsift lexicon …`.
pub(crate) fn run(args: &LexiconArgs) -> Result<Exit, Stop> {
    match &args.verb {
        LexiconVerb::Check(folder) => check(folder),
        LexiconVerb::Test(folder) => test(folder),
        LexiconVerb::List(folder) => list(folder),
    }
}

fn files_of(folder: &LexiconFolder) -> Result<LexiconFiles, Stop> {
    Ok(LexiconFiles::new(match &folder.folder {
        Some(folder) => read_folder(folder)?,
        None => builtin_files(),
    }))
}

fn check(folder: &LexiconFolder) -> Result<Exit, Stop> {
    let files = files_of(folder)?;
    let (lexicon, warnings) =
        compile(&files).map_err(|errors| Stop::usage(told(&files, &errors)))?;
    let page = render(files.files(), &warnings, terminal::style());
    terminal::tell(&format!("{page}{}", count(&warnings)));
    let phrases: usize = lexicon.rules().iter().map(|rule| rule.phrases.len()).sum();
    terminal::tell(&format!("{} rules, {phrases} phrases", lexicon.rules().len()));
    Ok(Exit::Done)
}

fn test(folder: &LexiconFolder) -> Result<Exit, Stop> {
    let files = files_of(folder)?;
    let (lexicon, _) = compile(&files).map_err(|errors| Stop::usage(told(&files, &errors)))?;
    let outcome = selftest::run(&lexicon);
    let page = render(files.files(), &outcome.warnings, terminal::style());
    terminal::tell(page.trim_end());
    for failure in &outcome.failures {
        let should = match failure.expected {
            selftest::Expected::Caught => "must find",
            selftest::Expected::Quiet => "must not find",
        };
        let rule = lexicon.rule(failure.rule);
        let file = &files.files()[failure.text.place.file.0 as usize];
        let line = file.text[..failure.text.place.span.start()].lines().count().max(1);
        terminal::tell(&format!(
            "{}:{line}: {} {should} «{}»: {}",
            file.path, rule.id, failure.text.value, failure.why
        ));
    }
    let (all, wrong) = (outcome.utterances, outcome.failures.len());
    terminal::tell(&format!(
        "{all} utterances of {} rules: {} right, {wrong} wrong",
        lexicon.rules().len(),
        all - wrong
    ));
    Ok(if wrong == 0 { Exit::Done } else { Exit::Failed })
}

fn list(folder: &LexiconFolder) -> Result<Exit, Stop> {
    let files = files_of(folder)?;
    let (lexicon, _) = compile(&files).map_err(|errors| Stop::usage(told(&files, &errors)))?;
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
    Ok(Exit::Done)
}
