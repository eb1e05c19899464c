//! The text of messages that are written in HTML.

/// What a message says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct Said {
    pub(in crate::format) text: String,
    /// Whether something quoted was left out of it.
    pub(super) quoted: bool,
}

impl Said {
    /// A message that is plain text.
    pub(super) fn plain(text: &str) -> Said {
        Said { text: text.to_owned(), quoted: false }
    }
}

/// Elements that begin a line.
const BLOCKS: [&str; 20] = [
    "address",
    "article",
    "blockquote",
    "br",
    "div",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "tr",
    "ul",
];

/// Elements whose content is not said.
const SILENT: [&str; 5] = ["head", "script", "style", "template", "title"];

/// Reads some HTML: tags become line breaks or nothing, references characters; `<blockquote>` and
/// what mail programs mark as quoted is left out.
pub(in crate::format) fn said(html: &str) -> Said {
    let mut out = Said::default();
    // The element that is left out, and how many of its name are open.
    let mut skipped: Option<(String, usize)> = None;
    let mut rest = html;
    let last = html.rfind('>').unwrap_or_default();
    while let Some(at) = rest.find('<') {
        let (before, after) = rest.split_at(at);
        if skipped.is_none() {
            text(&mut out.text, before);
        }
        if let Some(comment) = after.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
            continue;
        }
        let begins = after[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        // Looked for only where there is one: a text of nothing but `<` took its length squared.
        let there = begins && html.len() - after.len() < last;
        let Some(end) = there.then(|| after.find('>')).flatten() else {
            if skipped.is_none() {
                text(&mut out.text, "<");
            }
            rest = &after[1..];
            continue;
        };
        let tag = &after[1..end];
        rest = &after[end + 1..];
        let name = name(tag);
        let closes = tag.starts_with('/');
        if let Some((element, open)) = &mut skipped {
            if *element == name && !tag.ends_with('/') {
                *open = if closes { *open - 1 } else { *open + 1 };
            }
            if *open == 0 {
                if !SILENT.contains(&name.as_str()) {
                    line(&mut out.text);
                }
                skipped = None;
            }
            continue;
        }
        let quotes = !closes && (name == "blockquote" || (name == "div" && is_quotation(tag)));
        if quotes || (!closes && SILENT.contains(&name.as_str())) {
            out.quoted |= quotes;
            if !tag.ends_with('/') {
                skipped = Some((name, 1));
            }
        } else if BLOCKS.contains(&name.as_str()) {
            line(&mut out.text);
        }
    }
    if skipped.is_none() {
        text(&mut out.text, rest);
    }
    out.text.truncate(out.text.trim_end().len());
    out
}

fn name(tag: &str) -> String {
    let name = tag.trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    name[..end].to_ascii_lowercase()
}

/// How mail programs mark the message they answer.
fn is_quotation(tag: &str) -> bool {
    ["gmail_quote", "zendesk_quoted", "yahoo_quoted", "moz-cite-prefix"]
        .iter()
        .any(|class| tag.contains(class))
}

/// Adds text with runs of white space made one blank.
fn text(out: &mut String, html: &str) {
    for c in htmlize::unescape(html).chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

fn line(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str, quoted: bool) {
        assert_eq!(said(html), Said { text: expected.to_owned(), quoted }, "{html}");
    }

    #[test]
    fn very_many_brackets_take_no_minutes() {
        for (one, end) in [("<2", ""), ("<a", ""), ("<2", ">"), ("</", ""), ("<2", "<a>")] {
            let html = one.repeat(200_000) + end;
            assert_eq!(said(&html).text, html.trim_end_matches("<a>"), "{one}{end}");
        }
    }

    #[test]
    fn tags_references_and_quotations() {
        check(
            "<p>I can&#39;t   log in</p><p>a<br/>b &amp; c</p>",
            "I can't log in\na\nb & c",
            false,
        );
        check("a <b>bold</b> < 3 <3 <!-- no --> <style>p{}</style>x", "a bold < 3 <3 x", false);
        check(
            "yes<blockquote>no <blockquote>no</blockquote> no</blockquote>also",
            "yes\nalso",
            true,
        );
        check("yes <div class=\"gmail_quote\">On … <div>no</div></div>", "yes", true);
        check("cut <blockquote>no", "cut", true);
        check("<script>x", "", false);
        check("", "", false);
        check("a <", "a <", false);
        check("a <b", "a <b", false);
    }
}
