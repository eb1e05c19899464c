//! Diagnostics as people read them, with the source underlined.

use super::{Diagnostic, FileIx, Level, SourceFile};
use annotate_snippets::{AnnotationKind, Group, Level as Title, Renderer, Snippet};

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With colours, for a terminal.
    Coloured,
    /// Without, for files and tests.
    Plain,
}

/// Diagnostics that are shown. A file that is something else altogether has one for each of its lines,
/// and each is looked for in all of the file.
const MOST_SHOWN: usize = 50;

/// All diagnostics as one text, in the order given; of more than 50 the first, and how many more there
/// are.
///
/// A diagnostic whose file is not in `files` is shown without its source.
pub fn render(files: &[SourceFile], diagnostics: &[Diagnostic], style: Style) -> String {
    let renderer = match style {
        Style::Coloured => Renderer::styled(),
        Style::Plain => Renderer::plain(),
    };
    let mut out = String::new();
    for diagnostic in diagnostics.iter().take(MOST_SHOWN) {
        out.push_str(&render_one(files, diagnostic, &renderer));
        out.push_str("\n\n");
    }
    if let Some(more) = diagnostics.len().checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
        out.push_str(&format!("and {more} more, which are not shown\n\n"));
    }
    out
}

fn render_one(files: &[SourceFile], diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.code.level() {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Note => Title::NOTE,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code.id());
    let mut group = Group::with_title(title);
    let file = |ix: FileIx| files.get(ix.0 as usize);
    if let Some(main) = file(diagnostic.place.file) {
        let mut snippet = Snippet::source(&main.text).path(&main.path).annotation(
            AnnotationKind::Primary
                .span(clamped(&main.text, diagnostic.place.span.range()))
                .label(&diagnostic.label),
        );
        if let Some((place, label)) = &diagnostic.related
            && place.file == diagnostic.place.file
        {
            snippet = snippet.annotation(
                AnnotationKind::Context.span(clamped(&main.text, place.span.range())).label(label),
            );
        }
        group = group.element(snippet);
    }
    if let Some((place, label)) = &diagnostic.related
        && place.file != diagnostic.place.file
        && let Some(other) = file(place.file)
    {
        group = group.element(Snippet::source(&other.text).path(&other.path).annotation(
            AnnotationKind::Context.span(clamped(&other.text, place.span.range())).label(label),
        ));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Title::HELP.message(help));
    }
    renderer.render(&[group])
}

/// A range that lies inside the text, since a parser may point one past its end.
fn clamped(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    range.start.min(text.len())..range.end.min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Place};
    use crate::units::Span;

    #[test]
    fn of_very_many_the_first_are_shown() {
        let files = [SourceFile { path: "a.toml".to_owned(), text: "abc".to_owned() }];
        let place = Place { file: FileIx(0), span: Span::new(0, 1) };
        for (count, shown, more) in [
            (MOST_SHOWN - 1, MOST_SHOWN - 1, false),
            (MOST_SHOWN, MOST_SHOWN, false),
            (MOST_SHOWN + 1, MOST_SHOWN, true),
        ] {
            let all = vec![Diagnostic::new(Code::Toml, place, "no"); count];
            let page = render(&files, &all, Style::Plain);
            assert_eq!(page.matches("error[").count(), shown);
            assert_eq!(page.ends_with("and 1 more, which are not shown\n\n"), more);
        }
    }
}
