//! Diagnostics as people read them, with the source underlined.

use super::{Diagnostic, FileIx, Level, SourceFile};
use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level as Title, Origin, Renderer, Snippet,
};
use std::ops::Range;

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
    let (place, label) = (diagnostic.place, diagnostic.label.as_str());
    let long =
        file(place.file).and_then(|main| Some((main, excerpt(&main.text, place.span.range())?)));
    if let Some((main, excerpt)) = &long {
        group = shortened(group, &main.path, excerpt, AnnotationKind::Primary, label);
    } else if let Some(main) = file(place.file) {
        let mut snippet = Snippet::source(&main.text).path(&main.path).annotation(
            AnnotationKind::Primary
                .span(clamped(&main.text, diagnostic.place.span.range()))
                .label(&diagnostic.label),
        );
        if let Some((place, label)) = &diagnostic.related
            && place.file == diagnostic.place.file
            && excerpt(&main.text, place.span.range()).is_none()
        {
            snippet = snippet.annotation(
                AnnotationKind::Context.span(clamped(&main.text, place.span.range())).label(label),
            );
        }
        group = group.element(snippet);
    }
    if let Some((place, label)) = &diagnostic.related
        && let Some(other) = file(place.file)
        && let Some(excerpt) = excerpt(&other.text, place.span.range())
    {
        group = shortened(group, &other.path, &excerpt, AnnotationKind::Context, label);
    } else if let Some((place, label)) = &diagnostic.related
        && (place.file != diagnostic.place.file || long.is_some())
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

/// Bytes of a line beyond which a stretch of it is shown: a page of long lines is of use to nobody.
const LONG_LINE: usize = 4_096;

/// Bytes that are shown around a place in such a line.
const AROUND: usize = 60;

/// A stretch of a long line.
struct Excerpt<'a> {
    source: &'a str,
    span: Range<usize>,
    line: usize,
    column: usize,
}

/// What is shown of a place that begins or ends in a long line; `None` elsewhere.
fn excerpt(text: &str, span: Range<usize>) -> Option<Excerpt<'_>> {
    let span = clamped(text, span);
    let begin =
        |at: usize| text.as_bytes()[..at].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    let end = |at: usize| {
        memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |ahead| at + ahead)
    };
    let line = begin(span.start)..end(span.start);
    if line.len() <= LONG_LINE && end(span.end) - begin(span.end) <= LONG_LINE {
        return None;
    }
    let from = text.floor_char_boundary(span.start.saturating_sub(AROUND).max(line.start));
    let last = span.end.min(span.start + 2 * AROUND).min(line.end);
    let (start, last) = (text.floor_char_boundary(span.start), text.floor_char_boundary(last));
    let to = text.floor_char_boundary((last + AROUND).min(line.end));
    let source = text.get(from..to)?;
    Some(Excerpt {
        source,
        span: start - from..last.max(start) - from,
        line: 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..line.start]).count(),
        column: 1 + text.get(line.start..start)?.chars().count(),
    })
}

/// The group with the stretch, and with the place in the file above it.
fn shortened<'a>(
    group: Group<'a>,
    path: &'a str,
    excerpt: &Excerpt<'a>,
    kind: AnnotationKind,
    label: &'a str,
) -> Group<'a> {
    let annotation: Annotation<'a> = kind.span(excerpt.span.clone()).label(label);
    group
        .element(Origin::path(path).line(excerpt.line).char_column(excerpt.column))
        .element(Snippet::source(excerpt.source).line_start(excerpt.line).annotation(annotation))
}

/// A range that lies inside the text, since a parser may point one past its end.
fn clamped(text: &str, range: Range<usize>) -> Range<usize> {
    range.start.min(text.len())..range.end.min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Place};
    use crate::units::Span;

    #[test]
    fn of_a_long_line_a_stretch_is_shown() {
        for (letters, long) in [(LONG_LINE - 1, false), (LONG_LINE, false), (LONG_LINE + 1, true)] {
            // The place stands at the end of the line, after the letters.
            let text =
                format!("first\n{}ж\nlast", "ж".repeat(letters / 2 - 1) + &"x".repeat(letters % 2));
            let at = text.rfind('ж').unwrap() as u32;
            let columns = letters / 2 + letters % 2;
            let files = [SourceFile { path: "a.toml".to_owned(), text }];
            let place = Place { file: FileIx(0), span: Span::new(at, at + 2) };
            let first = Place { file: FileIx(0), span: Span::new(0, 5) };
            let one =
                Diagnostic::new(Code::Toml, place, "no").label("here").related(first, "there");
            let page = render(&files, &[one], Style::Plain);
            assert!(page.contains(&format!("a.toml:2:{columns}")), "{page}");
            assert!(
                page.contains("here") && page.contains("first") && page.contains("there"),
                "{page}"
            );
            assert_eq!(page.len() < 900, long, "{page}");
            assert!(!page.contains("last"), "{page}");
        }
    }

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
