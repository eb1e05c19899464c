//! Transcripts in HTML as Podcasting 2.0 has them: `<cite>` who, `<time>` when, `<p>` what.

use super::limits::{MAX_TURN_BYTES, MAX_TURNS};
use super::{
    About, Format, Head, Origin, Parse, Reject, RejectCode, Shape, chat, key, label, roles, text,
};
use crate::transcript::{CallInfo, Transcript, TranscriptBuilder, TurnTime, WarningCode};
use crate::units::Millis;

pub(super) static FORMAT: Format = Format {
    name: "podcast_html",
    title: "Podcasting 2.0 HTML",
    about: About {
        what: "transcripts in HTML of Podcasting 2.0",
        signs: || "`<time>` with a clock before `<p>`, and `<cite>`".to_owned(),
        times: "start only",
        words: "no",
        roles: "by label",
    },
    shape: Shape::Text,
    recognise,
    parse: Parse::One(parse),
};

/// The elements that are read.
const ELEMENTS: [&str; 3] = ["cite", "time", "p"];

/// Other pages have times and paragraphs as well, but no clock before each paragraph.
fn recognise(head: &Head<'_>) -> bool {
    let Some(text) = head.text() else { return false };
    if !text.trim_start().starts_with('<') {
        return false;
    }
    let mut elements = Elements { rest: text };
    let mut before = ("", None);
    let mut pairs = 0;
    while let Some((name, inside)) = elements.next() {
        let clock = label::stamp(inside.trim()).map(|(at, _)| at);
        pairs += u32::from(name == "p" && before.0 == "time" && before.1.is_some());
        before = (name, clock);
    }
    pairs > 0 && (text.contains("<cite") || pairs > 1)
}

/// One element after the other, with what is inside.
struct Elements<'a> {
    rest: &'a str,
}

impl<'a> Elements<'a> {
    fn next(&mut self) -> Option<(&'static str, &'a str)> {
        loop {
            let (_, after) = self.rest.split_once('<')?;
            self.rest = after;
            // The name first: to look for the end of every tag would take the square of the length.
            let end = after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len());
            let known = ELEMENTS.iter().find(|known| known.eq_ignore_ascii_case(&after[..end]));
            let Some(known) = known else { continue };
            let (_, inside) = after.split_once('>')?;
            let close = inside.match_indices("</").find(|(at, _)| {
                let tag = &inside[at + 2..];
                let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
                tag[..end].eq_ignore_ascii_case(known)
            });
            let end = close.map_or(inside.len(), |(at, _)| at);
            self.rest = &inside[end..];
            return Some((known, &inside[..end]));
        }
    }
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let text = text::utf8(record)?;
    let (key, id_source) = key::call_key(record, origin, FORMAT.name, None, None)?;
    let mut builder = TranscriptBuilder::new(CallInfo::new(key, id_source));
    let mut elements = Elements { rest: text };
    let mut speaker: Option<String> = None;
    let mut at: Option<Millis> = None;
    let mut nth = 0;
    while let Some((name, inside)) = elements.next() {
        let said = chat::html::said(inside).text;
        let said = said.trim();
        match name {
            "cite" => {
                let name = said.trim_end_matches(':').trim();
                speaker = (!name.is_empty()).then(|| name.to_owned());
            }
            "time" => {
                nth += 1;
                at = match label::stamp(said) {
                    Some((at, "")) => Some(at),
                    Some(_) | None => {
                        builder.warn(WarningCode::UnreadableTime, || format!("time[{nth}]"));
                        None
                    }
                };
            }
            _ if said.is_empty() => {}
            _ => {
                if said.len() > MAX_TURN_BYTES {
                    let message = format!("a turn has more than {MAX_TURN_BYTES} bytes of text");
                    return Err(Reject::new(RejectCode::TurnTooLong, message));
                }
                if builder.turn_count() == MAX_TURNS {
                    let message = format!("more than {MAX_TURNS} turns");
                    return Err(Reject::new(RejectCode::TooManyTurns, message));
                }
                let party = builder.party(roles::party_of(speaker.as_deref()));
                // The time is that of the first paragraph behind it.
                let time = at.take().map_or(TurnTime::Unknown, TurnTime::Instant);
                builder.turn(party, said, time, &[]);
            }
        }
    }
    Ok(builder.build())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::{rejected, summary};
    use crate::format::{Sniff, sniff};

    #[test]
    fn paragraphs_are_turns() {
        let page = "<html><body>\n<cite>Anna Ng:</cite>\n<time>0:01</time>\n<p>Hi &amp; <b>bye</b>.</p>\n\
                    <p>More</p><CITE>Оператор:</CITE><time datetime=\"x\">1:00:02</time><p>Да</p>\
                    <time>soon</time><p> </p>";
        let found = summary(parse(page.as_bytes(), &Origin::default()));
        let (_, turns) = found.split_once(" | ").unwrap();
        assert_eq!(
            turns,
            "unknown(Anna Ng) 1000 Hi & bye. | unknown(Anna Ng) - More \
             | agent(label,Оператор) 3602000 Да | ! unreadable_time time[3] 1"
        );
        assert!(
            matches!(sniff(page.as_bytes(), true), Sniff::Known { format, .. } if *format == FORMAT)
        );
        assert_eq!(rejected(parse(b"<p>\xff", &Origin::default())), "invalid_utf8");
    }

    #[test]
    fn other_pages_are_none() {
        for page in [
            "<html><p>Posted <time>12 May</time></p><p>text</p>",
            "<p>a</p><time>0:01</time>",
            "<cite>x</cite><p>y</p>",
        ] {
            assert!(matches!(sniff(page.as_bytes(), true), Sniff::Unknown(_)), "{page}");
        }
    }
}
