//! vCons of our own, of every kind.

use super::*;
use crate::format::testing::{rejected, summary};
use crate::format::{Framing, Sniff, sniff};
use crate::transcript::{Direction, Medium};
use data_encoding::BASE64URL_NOPAD;

const PARTIES: &str = r#""parties":[{"name":"Ann","role":"agent","uuid":"a-7","dept":"north"},{"name":"Ben","role":"customer","tel":"tel:+380501234567","mailto":"mailto:b@x.ua"}]"#;

const RECORDING: &str = r#"{"type":"recording","start":"2026-11-21T17:40:12+02:00","duration":33.12,"parties":[0,1],"mediatype":"audio/wav","url":"https://x.ua/1"}"#;

/// A vCon with these dialogs and analyses.
fn vcon(dialogs: &str, analyses: &str) -> String {
    format!(r#"{{"uuid":"u",{PARTIES},"dialog":[{dialogs}],"analysis":[{analyses}]}}"#)
}

/// An analysis that is a transcript of the dialog 0.
fn transcript(body: &str) -> String {
    format!(r#"{{"type":"transcript","dialog":0,"vendor":"v","encoding":"json","body":{body}}}"#)
}

fn read(record: &str) -> Result<Transcript, Reject> {
    let Sniff::Known { format, framing } = sniff(record.as_bytes(), true) else {
        panic!("not recognised: {record}");
    };
    assert_eq!((format.name, framing), ("vcon", Framing::Whole), "{record}");
    parse(record.as_bytes(), &Origin::default())
}

fn check(record: &str, expected: &str) {
    assert_eq!(summary(read(record)), format!("vcon:u Field | {expected}"), "{record}");
}

const DEEPGRAM: &str = r#"{"metadata":{"channels":1},"results":{"channels":[{"alternatives":[{"transcript":"Hi there.","words":[{"word":"hi","punctuated_word":"Hi","start":0.5,"end":0.9,"speaker":0},{"word":"there","punctuated_word":"there.","start":1,"end":1.4,"speaker":0}]}]}]}}"#;

#[test]
fn bodies_of_every_kind() {
    let one = |body: &str, expected: &str| check(&vcon(RECORDING, &transcript(body)), expected);
    one(DEEPGRAM, "unknown(0) 500-1400 Hi there. [Hi 500-900, there. 1000-1400]");
    one(
        r#"{"transcript":"Hi.","confidence":1,"words":[{"word":"hi","punctuated_word":"Hi.","start":0.5,"end":0.9}],"paragraphs":{}}"#,
        "unknown 500-900 Hi. [Hi. 500-900]",
    );
    one(
        r#"[{"speaker":"Agent","message":"Добрий день"},{"speaker":"ben","message":"Ні"}]"#,
        "agent(stated,Ann) - Добрий день | customer(stated,Ben) - Ні",
    );
    one(
        r#"[{"parties":1,"start":"2026-11-21T17:40:13.500+02:00","duration":0.75,"text":"Ні"}]"#,
        "customer(stated,Ben) 1500-2250 Ні",
    );
    one(
        r#"{"transcript":{"text":"Hi, you","language":"en"},"segments":[{"id":0,"start":0,"end":2,"text":"Hi, you","speaker":0,"words":[0,1,2]}],"metadata":{},"words":[{"id":0,"start":0,"end":0.5,"text":"Hi"},{"id":1,"start":0.5,"end":0.6,"text":",","is_punctuation":true},{"id":2,"start":1,"end":2,"text":"you"}],"speakers":{"0":{"id":0,"label":"Agent"}}}"#,
        "agent(stated,Ann) 0-2000 Hi, you [Hi 0-500, you 1000-2000]",
    );
    // JSON in a string, captions, labelled text, and text alone.
    one(
        &serde_json::to_string(r#"[{"speaker":"Customer","message":"x"}]"#).unwrap(),
        "customer(stated,Ben) - x",
    );
    one(r#""WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ben>Так""#, "customer(stated,Ben) 1000-2000 Так");
    one(r#""Agent: a\nCustomer: b""#, "agent(stated,Ann) - a | customer(stated,Ben) - b");
    one(r#""just words""#, "unknown - just words | ! unlabelled_text analysis[0].body.body 1");
    let encoded = BASE64URL_NOPAD.encode("Agent: день".as_bytes());
    let analysis = format!(
        r#"{{"type":"transcript","dialog":[0],"encoding":"base64url","body":"{encoded}=="}}"#
    );
    check(&vcon(RECORDING, &analysis), "agent(stated,Ann) - день");
    let analysis =
        r#"{"type":"analysis_info","encoding":"none","body":[{"speaker":"Agent","message":"a"}]}"#;
    check(&vcon(RECORDING, analysis), "agent(stated,Ann) - a");
}

#[test]
fn facts_about_the_call() {
    let dialog = RECORDING.replace(
        "\"url\"",
        r#""skill":"sales","meta":{"direction":"in"},"party_history":[
            {"party":1,"time":"2026-11-21T15:40:20Z","event":"hold"},
            {"party":0,"time":"2026-11-21T15:40:21Z","event":"keydown"},
            {"party":1,"time":"2026-11-21T15:40:25.5Z","event":"unhold"},
            {"party":0,"time":"2026-11-21T15:40:40Z","event":"hold"}],"url""#,
    );
    let record = vcon(&dialog, &transcript(DEEPGRAM));
    check(
        &record,
        "unknown(0) 500-1400 Hi there. [Hi 500-900, there. 1000-1400] | hold 8000-13500 | hold 28000-33120",
    );
    let call = read(&record).unwrap();
    let info = call.info();
    assert_eq!(info.started_at.unwrap().to_string(), "2026-11-21T15:40:12Z");
    assert_eq!(info.duration.unwrap().get(), 33_120);
    assert_eq!((info.medium, info.direction), (Medium::Voice, Direction::Inbound));
    for (found, expected) in [
        (&info.customer_phone, "+380501234567"),
        (&info.customer_email, "b@x.ua"),
        (&info.agent_id, "a-7"),
        (&info.agent_name, "Ann"),
        (&info.team, "north"),
        (&info.queue, "sales"),
    ] {
        assert_eq!(found.as_deref(), Some(expected));
    }
    // Two customers: nobody knows whose call it is.
    let two = record.replace("\"agent\"", "\"customer\"");
    assert_eq!(read(&two).unwrap().info().customer_phone, None);
}

#[test]
fn roles_of_parties() {
    for (party, expected) in [
        (r#"{"name":"Ann","role":"supervisor"}"#, "agent(stated,Ann)"),
        (r#"{"name":"Ann","meta":{"role":"customer"}}"#, "customer(stated,Ann)"),
        (r#"{"name":"Ann","type":"bot"}"#, "system(stated,Ann)"),
        (r#"{"name":"Customer"}"#, "customer(label,Customer)"),
        (r#"{"tel":"+1"}"#, "unknown(+1)"),
        (r#"{"name":"Ann","role":"thirdparty"}"#, "unknown(Ann)"),
        (r#"{}"#, "unknown(0)"),
        ("null", "unknown(0)"),
    ] {
        let record = format!(
            r#"{{"uuid":"u","parties":[{party}],"dialog":[{{"type":"text","parties":[0],"body":"x"}}]}}"#
        );
        check(&record, &format!("{expected} - x"));
    }
    let record = r#"{"uuid":"u","parties":[{"name":"A","role":"wizard"}],"dialog":[{"type":"text","originator":3,"parties":0,"body":"x"}]}"#;
    check(record, "unknown(3) - x | ! unknown_name parties[0].role 2");
}

#[test]
fn messages_are_a_chat_without_quotations() {
    let messages = r#"{"type":"text","start":"2026-11-21T10:00:05Z","parties":[0,1],"mediatype":"text/plain","body":"Готово\n\n21.11.2026, 12:00, Ben пише:\n> Повідомлення"},
        {"type":"text","start":"2026-11-21T10:00:00Z","parties":[1,0],"mediatype":"text/html","encoding":"none","body":"<p>Скарга</p>"},
        {"type":"text","start":"2026-11-21T10:00:09Z","parties":[1,0],"mediatype":"image/png","encoding":"base64url","body":"AAAA"}"#;
    let record = vcon(messages, "");
    check(
        &record,
        "customer(stated,Ben) 0 Скарга | agent(stated,Ann) 5000 Готово \
         | ! without_transcript dialog[2] 1 | ! quoted_text dialog[0].body 1",
    );
    let call = read(&record).unwrap();
    assert_eq!((call.info().medium, call.info().duration), (Medium::Chat, None));
}

#[test]
fn dialogs_are_put_together_by_their_start() {
    let later = RECORDING.replace("17:40:12", "17:41:12").replace("[0,1]", "[1]");
    let second = transcript(DEEPGRAM).replace("\"dialog\":0", "\"dialog\":1");
    let chat =
        r#"{"type":"text","start":"2026-11-21T17:40:30+02:00","parties":[1],"body":"photo"}"#;
    let first = transcript(r#"[{"speaker":"Agent","message":"a","start":1,"end":2}]"#);
    let record = vcon(&format!("{RECORDING},{later},{chat}"), &format!("{second},{first}"));
    check(
        &record,
        "agent(stated,Ann) 1000-2000 a | customer(stated,Ben) 18000 photo \
         | customer(stated,Ben) 60500-61400 Hi there. [Hi 60500-60900, there. 61000-61400]",
    );
    assert_eq!(read(&record).unwrap().info().duration.unwrap().get(), 93_120);
    // Without a start nobody knows where in the call the second one is.
    let unplaced = record.replacen("\"start\":\"2026-11-21T17:41:12+02:00\",", "", 1);
    let found = summary(read(&unplaced));
    assert!(found.contains("| customer(stated,Ben) - Hi there. [Hi -, there. -]"), "{found}");
    assert!(found.contains("! unreadable_time analysis[0].body: no dialog start 1"), "{found}");
}

#[test]
fn one_of_several_transcripts_counts() {
    let plain = transcript(r#"[{"speaker":"Agent","message":"a"}]"#);
    let words = transcript(DEEPGRAM);
    let turns = transcript(r#"[{"speaker":"Agent","message":"t","start":1,"end":2}]"#);
    let hi = "unknown(0) 500-1400 Hi there. [Hi 500-900, there. 1000-1400]";
    check(
        &vcon(RECORDING, &format!("{plain},{words},{turns}")),
        &format!("{hi} | ! several_transcripts analysis[2] 2"),
    );
    // Of equals the later one, which somebody added to make it better.
    let other = plain.replace("\"a\"", "\"b\"");
    check(
        &vcon(RECORDING, &format!("{plain},{other}")),
        "agent(stated,Ann) - b | ! several_transcripts analysis[0] 1",
    );
    // One for each party is one transcript in two parts.
    let of = |party: &str| words.replace("\"dialog\"", &format!("\"party\":{party},\"dialog\""));
    check(
        &vcon(RECORDING, &format!("{},{}", of("0"), of("1"))),
        &format!(
            "{} | {}",
            hi.replace("unknown(0)", "agent(stated,Ann)"),
            hi.replace("unknown(0)", "customer(stated,Ben)")
        ),
    );
}

#[test]
fn channels_are_parties() {
    let channel = |word: &str, at: u32| {
        format!(
            r#"{{"alternatives":[{{"words":[{{"word":"{word}","start":{at},"end":{}}}]}}]}}"#,
            at + 1
        )
    };
    let body =
        format!(r#"{{"results":{{"channels":[{},{}]}}}}"#, channel("ні", 2), channel("так", 0));
    let dialog = RECORDING.replace("[0,1]", "[1,[0]]");
    check(
        &vcon(&dialog, &transcript(&body)),
        "agent(stated,Ann) 0-1000 так [так 0-1000] | customer(stated,Ben) 2000-3000 ні [ні 2000-3000]",
    );
    // Where the parties do not fit the channels, nobody knows who is where.
    let dialog = RECORDING.replace("[0,1]", "[0]");
    let found = summary(read(&vcon(&dialog.replace("[0]", "[0,1,1]"), &transcript(&body))));
    assert!(found.contains("unknown(1) 0-1000"), "{found}");
}

#[test]
fn what_has_no_words_is_refused_with_what_it_has() {
    let check = |record: &str, code: &str, words: &str| {
        let reject = read(record).unwrap_err();
        assert_eq!(reject.code.as_str(), code, "{record}");
        assert!(reject.message.contains(words), "{}", reject.message);
    };
    check(&vcon("", ""), "not_a_transcript", "no dialog and no transcript");
    check(&vcon(RECORDING, ""), "not_a_transcript", "only recordings (1)");
    check(
        &vcon(RECORDING, r#"{"type":"transcript","vendor":"x","url":"https://x.ua"}"#),
        "not_a_transcript",
        "elsewhere, at a url",
    );
    check(
        &vcon(RECORDING, r#"{"type":"transcript","vendor":"acme","body":{"odd":1}}"#),
        "not_a_transcript",
        "of no format that is read (vendor acme, schema none)",
    );
    check(
        &vcon(RECORDING, r#"{"type":"summary","vendor":"x","body":"They talked."}"#),
        "not_a_transcript",
        "no transcript",
    );
    check(r#"{"ciphertext":"x","recipients":[]}"#, "encrypted", "decrypt it first");
    let critical = |names: &str| {
        vcon(RECORDING, &transcript(DEEPGRAM))
            .replace("\"uuid\"", &format!("\"must_support\":{names},\"uuid\""))
    };
    check(&critical(r#"["CC","consent"]"#), "unknown_extension", "`consent`");
    assert!(read(&critical(r#"["CC","wtf_transcription"]"#)).is_ok());
    assert!(read(&critical("[]")).is_ok());
    // A broken transcript beside a good one is told.
    let broken = r#"{"type":"transcript","vendor":"x","body":{"odd":1}}"#;
    let found = summary(read(&vcon(RECORDING, &format!("{broken},{}", transcript(DEEPGRAM)))));
    assert!(found.ends_with("! without_transcript analysis[0] 1"), "{found}");
}

#[test]
fn signed_vcons_are_read_without_the_key() {
    let signed = |payload: &str| {
        let payload = BASE64URL_NOPAD.encode(payload.as_bytes());
        format!(r#"{{"payload":"{payload}","signatures":[{{"signature":"x"}}]}}"#)
    };
    check(
        &signed(&vcon(RECORDING, &transcript(DEEPGRAM))),
        "unknown(0) 500-1400 Hi there. [Hi 500-900, there. 1000-1400]",
    );
    assert_eq!(rejected(read(&signed(&vcon("", "")))), "not_a_transcript payload.dialog");
    assert_eq!(rejected(read(&signed("no json"))), "not_json payload");
    assert_eq!(rejected(read(&signed(r#"{"ciphertext":"x"}"#))), "encrypted payload.ciphertext");
    assert_eq!(rejected(read(r#"{"payload":"?","signatures":[]}"#)), "wrong_shape payload");
    // A long payload hides what stands behind it.
    let long = signed(&vcon(RECORDING, &transcript(DEEPGRAM)));
    let found = sniff(&long.as_bytes()[..200], false);
    assert!(matches!(found, Sniff::Known { format, .. } if format.name == "vcon"), "{found:?}");
}

#[test]
fn times_without_a_zone_keep_their_order() {
    let local = RECORDING.replace("+02:00", "").replace("33.12", "-1");
    let later = local.replace("17:40:12", "17:40:22").replace("\"duration\":-1,", "");
    let second = transcript(DEEPGRAM).replace("\"dialog\":0", "\"dialog\":1");
    check(
        &vcon(&format!("{local},{later}"), &second),
        "unknown(0) 10500-11400 Hi there. [Hi 10500-10900, there. 11000-11400] \
         | ! negative_time dialog[0].duration 1 | ! without_transcript dialog[0] 1 \
         | ! started_at_without_zone dialog[].start 1",
    );
}

#[test]
fn broken_members_do_no_harm() {
    for broken in [
        r#""dialog":null"#,
        r#""analysis":"text""#,
        r#""dialog":[null,7,{"type":5,"parties":"x","start":7,"duration":"long"}]"#,
        r#""attachments":{},"dialog":[{"type":"recording","party_history":[{"event":"hold"}]}]"#,
        r#""dialog":[],"analysis":[null,7,{"type":"transcript","body":null}]"#,
    ] {
        let record = format!(r#"{{"uuid":"u","parties":[null,1],{broken}}}"#);
        assert_eq!(read(&record).unwrap_err().code, RejectCode::NotATranscript, "{record}");
    }
}

#[test]
fn limits() {
    let most = crate::format::limits::MAX_TURN_BYTES;
    for (length, long) in [(most - 1, false), (most, false), (most + 1, true)] {
        let text = "x".repeat(length);
        let message = vcon(&format!(r#"{{"type":"text","body":"{text}"}}"#), "");
        let spoken = vcon(RECORDING, &transcript(&format!("\"{text}\"")));
        let code = |record: &str| read(record).err().map(|reject| reject.code);
        assert_eq!(code(&message), long.then_some(RejectCode::TurnTooLong), "{length}");
        // A transcript that cannot be read leaves the vCon without any.
        assert_eq!(code(&spoken), long.then_some(RejectCode::NotATranscript), "{length}");
    }
    let most = crate::format::limits::MAX_TURNS;
    for (count, many) in [(most - 1, false), (most, false), (most + 1, true)] {
        let one = r#"{"type":"text","body":"x"}"#;
        let record = vcon(&vec![one; count].join(","), "");
        let code = read(&record).err().map(|reject| reject.code);
        assert_eq!(code, many.then_some(RejectCode::TooManyTurns), "{count}");
    }
}
