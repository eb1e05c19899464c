//! TTML: times, speakers, line breaks, faults.

use super::*;
use crate::format::Framing;
use crate::format::testing::{rejected, summary};

fn check(body: &str, expected: &str) {
    let text = format!(
        "<?xml version=\"1.0\"?>\n<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"uk\" ttp:frameRate=\"25\">\
         <head><metadata><ttm:agent xml:id=\"a\" type=\"person\"><ttm:name type=\"full\">Оператор</ttm:name></ttm:agent>\
         <ttm:agent xml:id=\"b\"/></metadata></head><body><div>{body}</div></body></tt>"
    );
    let origin = Origin { framing: Framing::Whole, file_stem: Some("x"), ..Origin::default() };
    let call = parse(text.as_bytes(), &origin);
    if let Ok(call) = &call {
        assert_eq!(call.info().language.as_deref(), Some("uk"));
    }
    assert_eq!(summary(call), format!("ttml:x FileName{expected}"), "{body}");
}

#[test]
fn begin_end_and_dur() {
    check(
        "<p begin='1s' end='00:00:02.500'>a</p><p begin='75f' dur='500ms'>b</p><p begin='5s'>c</p><p>d</p>\
         <p dur='2s'>e</p><p begin='9s' end='8s'>f</p><p begin='soon' end='3s'>g</p>",
        " | unknown 1000-2500 a | unknown 3000-3500 b | unknown 5000 c | unknown - d \
         | unknown 0-2000 e | unknown 9000-9000 f | unknown 0-3000 g \
         | ! end_before_start line 2 1 | ! unreadable_time line 2 1",
    );
}

#[test]
fn spans_count_from_their_paragraph() {
    check(
        "<p begin='10s' end='20s'>we <span begin='1s' end='2s'>wait</span> for\n <span begin='3s' dur='1s'>you</span></p>\
         <p><span begin='30s' end='31s'>all</span> <span begin='32s' end='33s'>night</span></p>",
        " | unknown 10000-20000 we wait for you [wait 11000-12000, you 13000-14000] \
         | unknown 30000-33000 all night [all 30000-31000, night 32000-33000]",
    );
}

/// Seconds without a unit, and all times from the start of the call.
#[test]
fn transcripts_of_apple_podcasts() {
    let text = "<tt xmlns:podcasts='http://podcasts.apple.com/transcript-ttml-internal'><body><div>\
                <p begin='0.080' end='1.200'><span podcasts:unit='sentence' begin='0.080' end='1.200'>\
                <span podcasts:unit='word' begin='0.080' end='0.500'>да</span> \
                <span podcasts:unit='word' begin='0.600' end='1.200'>так</span></span></p>\
                <p begin='1:06.000' end='1:07.200'>ні</p></div></body></tt>";
    let origin = Origin { framing: Framing::Whole, file_stem: Some("x"), ..Origin::default() };
    assert_eq!(
        summary(parse(text.as_bytes(), &origin)),
        "ttml:x FileName | unknown 80-1200 да так [да 80-500, так 600-1200] | unknown 66000-67200 ні"
    );
}

#[test]
fn speakers_by_agent_style_and_label() {
    check(
        "<p begin='1s' end='2s' ttm:agent='a'>x &amp; &#x44F;</p><p begin='2s' end='3s' ttm:agent='b'>y</p>\
         <p begin='3s' end='4s'><span style='big client_1'>z</span><br/><span style='big'>Агент: w</span></p>\
         <p begin='4s' end='5s'><span ttm:agent='a'>one<br/>two</span><span ttm:agent='c'>three</span></p>",
        " | agent(label,Оператор) 1000-2000 x & я | unknown(b) 2000-3000 y \
         | customer(label,client_1) 3000-4000 z | agent(label,Агент) 3000-4000 w \
         | agent(label,Оператор) 4000-5000 one two | unknown(c) 4000-5000 three",
    );
}

#[test]
fn old_namespaces_and_prefixes() {
    let text = "<tt:tt xmlns:tt='urn:x'><tt:body begin='1s'><tt:div begin='2s'><tt:p begin='3s' end='4s'>\
                <![CDATA[a <b>]]><!-- no --><tt:br/>c</tt:p></tt:div></tt:body></tt:tt>";
    let call = parse(text.as_bytes(), &Origin { source: Some("s"), ..Origin::default() });
    let found = summary(call);
    assert!(found.ends_with("ContentHash | unknown 6000-7000 a <b> c"), "{found}");
}

#[test]
fn what_cannot_be_read() {
    let check = |text: &str, expected: &str| {
        assert_eq!(rejected(parse(text.as_bytes(), &Origin::default())), expected, "{text}");
    };
    check("<tt><body><p>a", "not_xml");
    check("<tt><p>a</tt>", "not_xml");
    check("<tt", "not_xml");
    check("<html><p>a</p></html>", "not_a_transcript");
    check("", "not_a_transcript");
    check(&"<tt>".repeat(200), "too_deep");
    assert_eq!(rejected(parse(b"<tt>\xff", &Origin::default())), "invalid_utf8");
}
