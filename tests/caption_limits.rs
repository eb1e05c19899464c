//! Limits of captions, text and chats: what is at the limit is read, what is above it is refused.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use callsift::format::limits::{MAX_JSON_DEPTH, MAX_TURN_BYTES, MAX_TURNS};
use callsift::format::{FORMATS, Origin, RejectCode};

/// A format: its name, what stands before the turns, one turn and what follows it, what stands behind.
struct Shape {
    name: &'static str,
    before: &'static str,
    turn: fn(nth: usize, text: &str) -> String,
    between: &'static str,
    behind: &'static str,
}

const SHAPES: &[Shape] = &[
    Shape {
        name: "webvtt",
        before: "WEBVTT\n\n",
        turn: |_, text| format!("00:01.000 --> 00:02.000\n{text}\n"),
        between: "\n",
        behind: "",
    },
    Shape {
        name: "srt",
        before: "",
        turn: |nth, text| format!("{nth}\n00:00:01,000 --> 00:00:02,000\n{text}\n"),
        between: "\n",
        behind: "",
    },
    Shape {
        name: "ttml",
        before: "<tt><body>",
        turn: |_, text| format!("<p begin='1s' end='2s'>{text}</p>"),
        between: "\n",
        behind: "</body></tt>",
    },
    Shape {
        name: "ctm",
        before: "",
        turn: |nth, text| format!("r {} {nth} 1 {text}", nth % 2),
        between: "\n",
        behind: "",
    },
    Shape {
        name: "switchboard",
        before: "",
        turn: |_, text| format!("A|{text}|x"),
        between: "\n",
        behind: "",
    },
    Shape {
        name: "whatsapp",
        before: "",
        turn: |_, text| format!("21.11.26, 17:40 - A: {text}"),
        between: "\n",
        behind: "",
    },
    Shape {
        name: "telegram",
        before: r#"{"messages":["#,
        turn: |_, text| format!(r#"{{"date_unixtime":"1763719200","from":"A","text":"{text}"}}"#),
        between: ",",
        behind: "]}",
    },
    Shape {
        name: "zendesk",
        before: r#"{"comments":["#,
        turn: |_, text| format!(r#"{{"public":true,"plain_body":"{text}"}}"#),
        between: ",",
        behind: "]}",
    },
    Shape {
        name: "intercom",
        before: r#"{"conversation_parts":{"conversation_parts":["#,
        turn: |_, text| format!(r#"{{"part_type":"comment","body":"{text}"}}"#),
        between: ",",
        behind: "]}}",
    },
];

/// Turns read from `count` of them with this text, or why they are not read.
fn turns(shape: &Shape, count: usize, text: &str) -> Result<usize, RejectCode> {
    let all: Vec<_> = (0..count).map(|nth| (shape.turn)(nth, text)).collect();
    let record = [shape.before, &all.join(shape.between), shape.behind].concat();
    let format = FORMATS.iter().find(|format| format.name == shape.name).unwrap();
    let call = format
        .calls(record.as_bytes(), &Origin::default())
        .remove(0)
        .map_err(|reject| reject.code)?;
    Ok(call.turns().len())
}

#[test]
fn so_many_turns() {
    for shape in SHAPES {
        for (count, expected) in [
            (MAX_TURNS - 1, Ok(MAX_TURNS - 1)),
            (MAX_TURNS, Ok(MAX_TURNS)),
            (MAX_TURNS + 1, Err(RejectCode::TooManyTurns)),
        ] {
            assert_eq!(turns(shape, count, "a"), expected, "{}: {count}", shape.name);
        }
    }
}

#[test]
fn so_much_text() {
    for shape in SHAPES {
        for (bytes, expected) in [
            (MAX_TURN_BYTES - 1, Ok(1)),
            (MAX_TURN_BYTES, Ok(1)),
            (MAX_TURN_BYTES + 1, Err(RejectCode::TurnTooLong)),
        ] {
            let text = "a".repeat(bytes);
            assert_eq!(turns(shape, 1, &text), expected, "{}: {bytes}", shape.name);
        }
    }
}

#[test]
fn so_deep() {
    let ttml = SHAPES.iter().find(|shape| shape.name == "ttml").unwrap();
    // `tt`, `body` and `p` stand around.
    for (spans, expected) in [
        (MAX_JSON_DEPTH - 4, Ok(1)),
        (MAX_JSON_DEPTH - 3, Ok(1)),
        (MAX_JSON_DEPTH - 2, Err(RejectCode::TooDeep)),
    ] {
        let text = format!("{}a{}", "<span>".repeat(spans), "</span>".repeat(spans));
        assert_eq!(turns(ttml, 1, &text), expected, "{spans}");
    }
}
