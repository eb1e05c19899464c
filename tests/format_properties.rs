//! What holds for every record: our own JSON reads back equal, and no bytes make a parser panic.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use callsift::format::{FORMATS, Format, KeepExtra, Origin, sniff};
use callsift::transcript::{
    CallIdSource, CallInfo, Party, Role, RoleSource, Transcript, TranscriptBuilder, TurnTime,
    WordInput,
};
use callsift::units::{CallKey, Millis, TimeSpan};
use proptest::prelude::*;
use serde_json::{Value, json};

const SEEDS: &[&str] = &[
    r#"{"schema":"callsift.transcript/1","call_id":7,"started_at":"2026-11-21T17:40:12","turns":[{"role":"agent","speaker":"x","start_ms":-1,"end_ms":"9.5","text":"a\u00e9","words":[{"text":"a","start_ms":1,"end_ms":0}]}],"holds":[{"start_ms":3,"end_ms":2}]}"#,
    r#"{"call_id":"1","source":"s","turns":[{"speaker":"customer","speaker_raw":"c","start_s":1.4905,"end_s":2e0,"text":"Алло","words":[{"text":"Алло","start_s":1.5,"end_s":null}]}]}"#,
    r#"{"JobName":"j","Transcript":[{"Content":"Hi.","ParticipantRole":"AGENT","BeginOffsetMillis":4,"EndOffsetMillis":9,"Items":[{"Type":"punctuation","Content":"."}]}]}"#,
    "WEBVTT\nLanguage: en\n\n1\n00:01.000 --> 00:02.000\n<v Anna>a &lt; b<00:01.500> <c>ж</c>\nBot: x\n\nNOTE z\n\n0.5 --> 7,380\n<3 & <v",
    "1\n00:00:01,000 --> 00:00:02,5\n{\\an8}>> A: <i>x</i>\n- y\n- z\n\n2\nno\n\n\n3\n00:00:02,000 --> 00:00:03\nя\n",
    "<tt xml:lang='uk' ttp:frameRate='25'><head><ttm:agent xml:id='a'><ttm:name>Ann</ttm:name></ttm:agent></head><body begin='1s'><p begin='00:00:01:05' dur='9t' ttm:agent='a'>a<br/>&amp;<span begin='1f' end='2ms' style='agent'>ж</span></p></body></tt>",
    "rec A 0.5 0.25 one 0.9\n;; x\nrec A 0.5 0.25 ,\nrec B 3 1 ж\n",
    "\u{200e}[21.11.26, 5:40:01\u{202f}PM] Анна: день\nя\n[22.11.26, 5:41:01 PM] +380 50: \u{200e}<x>\n1/2/26, 17:40 - B: z",
    r#"{"id":5,"messages":[{"type":"message","date":"2026-11-21T10:00:00","date_unixtime":"1763719200","from":"A","from_id":"u","text":["a",{"text":"b"}]},{"type":"service","date":"x","text":""}]}"#,
    r#"{"id":7,"requester_id":1,"comments":[{"author_id":1,"public":true,"html_body":"<p>a&nbsp;<blockquote>q</blockquote></p>","created_at":"2026-11-21T10:00:00Z"},{"author_id":-1,"public":false,"plain_body":"> x\nOn 1.2.26, B wrote:\nz"}]}"#,
    r#"{"id":"4","created_at":1700000000,"source":{"body":"<b>a","author":{"type":"user"}},"conversation_parts":{"conversation_parts":[{"part_type":"note","body":"<!-- x","created_at":9}]}}"#,
    "A|one, two|sv\nB|ж|%\n",
    "Оператор: день\n[00:01.5] Anna: x\nAnna 00:01:02: y\nплюс (0:10)\n(0:15) Anna:\n",
    r#"{"results":{"utterances":[{"transcript":"Да, алло","start":0.1,"end":1.1999999,"channel":0,"speaker":1,"words":[{"word":"да","punctuated_word":"Да,","start":0.1,"end":0.4,"speaker":1},{"word":"алло","start":"x","end":-1,"speaker":2}]}],"channels":[{"alternatives":[{"transcript":"a","words":[]}]}]},"metadata":{"duration":2}}"#,
    r#"{"results":{"channel_labels":{"channels":[{"channel_label":"ch_0","items":[{"start_time":"4.86","end_time":"5","type":"pronunciation","alternatives":[{"content":"Hi"}]},{"type":"punctuation","alternatives":[{"content":"."}]}]}]},"items":[],"transcripts":[{"transcript":"Hi."}]}}"#,
    r#"{"results":[{"alternatives":[{"transcript":"a b","words":[{"word":"a","startTime":"0.1s","endTime":{"seconds":"1","nanos":5}}]}],"channelTag":1},{"alternatives":[{"words":[{"word":"a","startTime":"0.1s","speakerTag":1}]}]}]}"#,
    r#"{"Transcript":[{"Type":"MESSAGE","AbsoluteTime":"2026-11-21T15:40:12Z","ParticipantId":"x","ParticipantRole":"AGENT","Content":"ж","DisplayName":"A"},{"Type":"EVENT","AbsoluteTime":"2026-11-21T15:40:13Z"}],"Participants":[{"ParticipantId":"x","ParticipantRole":"SYSTEM"}]}"#,
    r#"{"recognizedPhrases":[{"nBest":[{"display":"Да.","words":[{"word":"да","offsetInTicks":12500000.0,"durationInTicks":1e6}]}],"offset":"PT1.25S","duration":"PT1M2S","channel":0}]}"#,
    r#"{"transcription":[{"offsets":{"from":0,"to":9},"text":" Umm","tokens":[{"text":"[_BEG_]","offsets":{"from":0,"to":0}},{"text":" U","offsets":{"from":1,"to":2}},{"text":"mm","offsets":{"from":2,"to":3}}]}]}"#,
    "{\"result\":[{\"word\":\"ж\",\"conf\":1,\"start\":0.1,\"end\":0.2}],\"text\":\"ж\"}\n{\"text\":\"\"}",
    r#"{"audio_segments":[{"text":"a","start_timestamp_millis":1,"audio_item_indices":[0,7,-1]}],"audio_items":[{"content":"a","start_timestamp_millis":1,"end_timestamp_millis":2}]}"#,
    r#"{"result":1000,"data":[{"recording_id":"r","names":{"client":"Клиент"},"phrases":[["client","да"],["x"]]}]}"#,
    r#"[{"results":[{"text":"да","start":"0.1s","word_alignments":[{"word":"да","start":"0.1s","end":"0.2s"}]}],"eou":true,"speaker_info":{"speaker_id":-1}}]"#,
    r#"{"uuid":"u","critical":["cc"],"parties":[{"name":"A","role":"agent"},{"tel":"tel:+1","meta":{"role":"customer"}}],"dialog":[{"type":"recording","start":"2026-11-21T17:40:12+02:00","duration":33.1,"parties":[0,[1],null],"party_history":[{"party":1,"time":"2026-11-21T15:40:20Z","event":"hold"}]},{"type":"text","start":"2026-11-21T17:40:12","originator":9,"mediatype":"multipart/mixed; boundary=x","body":"--x\r\nContent-Type: text/html\r\n\r\n<p>ж\r\n--x--"}],"analysis":[{"type":"transcript","dialog":0,"body":[{"parties":1,"start":"2026-11-21T17:40:13Z","duration":0.5,"text":"ж"}]},{"type":"transcript","dialog":[0,1],"encoding":"base64url","body":"QTogYQ"},{"type":"wtf_transcription","party":1,"body":{"transcript":{"text":"a"},"segments":[{"start":1,"end":0,"text":"a b","words":[0,7]}],"metadata":{},"words":[{"text":"a","start":1,"end":2}]}}]}"#,
    r#"{"payload":"eyJ1dWlkIjoidSIsInBhcnRpZXMiOltdLCJkaWFsb2ciOlt7InR5cGUiOiJ0ZXh0IiwiYm9keSI6ImEifV19","signatures":[]}"#,
    "{\"result\":{\"channelTag\":\"1\",\"audioCursors\":{\"finalIndex\":\"0\"},\"final\":{\"alternatives\":[{\"text\":\"ж\",\"words\":[{\"text\":\"ж\",\"startTimeMs\":\"1\",\"endTimeMs\":\"2\"}]}]}}}\n{\"result\":{\"channelTag\":\"1\",\"audioCursors\":{\"finalIndex\":\"0\"},\"finalRefinement\":{\"normalizedText\":{\"alternatives\":[{\"text\":\"Ж\"}]}}}}",
    "rec A agent 0.5 1.25 <o,f0> ж\nrec B x 1 2 yes\n",
    "token|speaker|ts|endTs|punctuation\nж|1|0.5|0.9|,\n<laugh>|1|||\n",
    "<cite>Anna:</cite><time>0:01</time><p>a &amp; <b>ж</b></p><time>1:00:02</time><p>z",
];

fn format(name: &str) -> &'static Format {
    FORMATS.iter().find(|format| format.name == name).unwrap()
}

/// A turn as it is generated: role, label, time, words with times.
type GeneratedTurn = (usize, Option<String>, Option<(i64, i64)>, Vec<(String, Option<(i64, i64)>)>);

fn a_time() -> impl Strategy<Value = Option<(i64, i64)>> {
    prop::option::of(
        (0..5_000_000_i64, 0..60_000_i64).prop_map(|(start, len)| (start, start + len)),
    )
}

fn a_turn() -> impl Strategy<Value = GeneratedTurn> {
    let word = ("[\\p{L}\"\\\\<&]{1,8}", a_time());
    (
        0..4_usize,
        prop::option::of("[\\p{L}][\\p{L}0-9]{0,8}"),
        a_time(),
        prop::collection::vec(word, 1..6),
    )
}

fn span((start, end): (i64, i64)) -> TimeSpan {
    TimeSpan::new(Millis::new(start), Millis::new(end)).unwrap()
}

fn written(turn: &GeneratedTurn) -> Value {
    let (role, speaker, time, words) = turn;
    let role = ["agent", "customer", "system", "unknown"][*role];
    let text: Vec<_> = words.iter().map(|(word, _)| word.as_str()).collect();
    let words: Vec<_> = words
        .iter()
        .map(|(word, time)| json!({"text": word, "start_ms": time.map(|t| t.0), "end_ms": time.map(|t| t.1)}))
        .collect();
    json!({
        "role": role, "speaker": speaker,
        "start_ms": time.map(|t| t.0), "end_ms": time.map(|t| t.1), "text": text.join(" "), "words": words,
    })
}

fn built(call_id: &str, turns: &[GeneratedTurn]) -> Transcript {
    let info = CallInfo::new(CallKey::new("pbx", call_id), CallIdSource::Field);
    let mut builder = TranscriptBuilder::new(info);
    for (role, speaker, time, words) in turns {
        let role = [Role::Agent, Role::Customer, Role::System, Role::Unknown][*role];
        let party = builder.party(Party::known(role, RoleSource::Stated, speaker.clone()));
        let text: Vec<_> = words.iter().map(|(word, _)| word.as_str()).collect();
        let words: Vec<_> = words
            .iter()
            .map(|(word, time)| WordInput { text: word, time: time.map(span) })
            .collect();
        let time = time.map_or(TurnTime::Unknown, |time| TurnTime::Span(span(time)));
        builder.turn(party, text.join(" "), time, &words);
    }
    builder.build()
}

/// Feeds some bytes to everything that reads bytes.
fn feed(bytes: &[u8]) {
    let origin = Origin { keep_extra: KeepExtra::Yes, ..Origin::default() };
    sniff(bytes, true);
    sniff(bytes, false);
    for format in FORMATS {
        for reject in format.calls(bytes, &origin).into_iter().filter_map(Result::err) {
            let message = reject.message;
            assert!(
                !message.ends_with('.') && message.starts_with(|c: char| !c.is_uppercase()),
                "{message}"
            );
        }
    }
}

proptest! {
    #[test]
    fn our_own_format_reads_back_equal(
        call_id in "[a-z0-9]{1,12}",
        turns in prop::collection::vec(a_turn(), 0..8),
    ) {
        let record = json!({
            "schema": "callsift.transcript/1", "call_id": call_id, "source": "pbx",
            "turns": turns.iter().map(written).collect::<Vec<_>>(),
        });
        let own = format("callsift");
        let read = own.calls(record.to_string().as_bytes(), &Origin::default()).remove(0).unwrap();
        prop_assert_eq!(&read, &built(&call_id, &turns));
        let pretty = serde_json::to_vec_pretty(&record).unwrap();
        prop_assert_eq!(&own.calls(&pretty, &Origin::default()).remove(0).unwrap(), &read);
    }

    #[test]
    fn random_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        feed(&bytes);
        feed(&[b"WEBVTT\n\n".as_slice(), &bytes].concat());
    }

    #[test]
    fn random_text_does_no_harm(text in "(WEBVTT\n\n)?([0-9:.,>\\-\\[\\]() \n]|<|&|;|v|а|Anna|: |\u{0}|\u{85}|-->|\\{|\\}|\"){0,60}") {
        feed(text.as_bytes());
    }

    #[test]
    fn mutated_records_do_no_harm(
        seed in prop::sample::select(SEEDS),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = seed.as_bytes().to_vec();
        for (at, byte, kind) in edits {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ if bytes.len() > 1 => { bytes.remove(at); }
                _ => {}
            }
        }
        feed(&bytes);
        feed(&bytes[..cut.index(bytes.len())]);
    }
}
