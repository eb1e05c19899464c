//! Tables as systems and people write them, and what becomes of them.

use super::*;
use crate::format::Origin;
use crate::format::{Framing, Sniff, sniff_mapped};
use crate::transcript::{Role, Transcript};

/// A call as lines: its id and facts, then each turn with role or label, times and text.
fn shown(call: &Transcript) -> Vec<String> {
    let info = call.info();
    let facts = [
        info.started_at.map(|at| at.to_string()),
        info.customer_id.clone(),
        info.customer_phone.clone(),
        info.agent_name.clone(),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let mut out = vec![format!("{} {}", info.key, facts.join(" ")).trim_end().to_owned()];
    for turn in call.turns() {
        let party = call.party(turn.party());
        let who = match (party.role(), party.label()) {
            (Role::Unknown, label) => label.unwrap_or("?").to_owned(),
            (role, _) => format!("{role:?}"),
        };
        let ms =
            |at: Option<crate::units::Millis>| at.map_or("-".to_owned(), |at| at.get().to_string());
        let (start, end) = (ms(turn.time().start()), ms(turn.time().end()));
        out.push(format!("{who} {start} {end} {}", turn.text()));
    }
    for warning in call.warnings() {
        out.push(format!("! {} {}", warning.code, warning.place));
    }
    out
}

fn read(table: &str, map: Option<&Dialect>) -> Vec<String> {
    let zone = jiff::tz::TimeZone::get("Europe/Kyiv").unwrap();
    let sniffed = sniff_mapped(table.as_bytes(), true, map);
    let Sniff::Known { format, framing: Framing::Whole } = sniffed else {
        return vec![format!("{sniffed:?}").chars().take(20).collect()];
    };
    if !["table", "map"].contains(&format.name) {
        return vec![format.name.to_owned()];
    }
    let origin = Origin {
        framing: Framing::Whole,
        file_stem: Some("night"),
        time_zone: Some(&zone),
        map,
        ..Origin::default()
    };
    let calls = format.calls(table.as_bytes(), &origin);
    let told = |reject: Reject| {
        let line = reject.line.unwrap_or_default();
        vec![format!("# {line} {} {}", reject.code, reject.message)]
    };
    calls.into_iter().flat_map(|call| call.map_or_else(told, |call| shown(&call))).collect()
}

fn check(table: &str, expected: &[&str]) {
    assert_eq!(read(table, None), expected, "{table}");
}

#[test]
fn one_row_an_utterance() {
    check(
        "conversationId\tturnNumber\tutteranceId\tutterance\nb-1\t2\tx\tsecond\nb-2\t0\ty\thi\nb-1\t0\tz\tfirst\n",
        &["table:b-1", "? - - first", "? - - second", "table:b-2", "? - - hi"],
    );
    check(
        "call_id,speaker,start_ms,end_ms,text\n1,Agent,0,900,hello\n1,Customer,1000,2000,\"my,\nbill\"\n",
        &["table:1", "Agent 0 900 hello", "Customer 1000 2000 my,\nbill"],
    );
    check(
        "Номер звонка;Кто;Начало, с;Конец, с;Реплика\n7;Оператор;0,5;1,25;добрый день\n7;Клиент;2;3;верните деньги\n",
        &["table:7", "Agent 500 1250 добрый день", "Customer 2000 3000 верните деньги"],
    );
    check(
        "ID дзвінка;Хто;Початок;Кінець;Репліка;Телефон клієнта;Дата\n7;Оператор;0:05;0:07;добрий день;+380501234567;21.11.2026 17:40:12\n",
        &["table:7 2026-11-21T15:40:12Z +380501234567", "Agent 5000 7000 добрий день"],
    );
    // Blanks behind commas, lines within a cell, rows that overlap.
    check(
        "N, In, Out, Text\n1, 00:00:01.5, 00:00:04, \"first\nline\"\n2, 00:00:03, 00:00:05, second\n",
        &["table:night", "? 1500 4000 first\nline", "? 3000 5000 second"],
    );
    // A role in front of the text where no column says who speaks.
    check(
        "call,start,text\n1,0.5,Оператор: слушаю\n1,2.5,Клиент: где заказ\n",
        &["table:1", "Agent 500 - слушаю", "Customer 2500 - где заказ"],
    );
}

#[test]
fn units_that_no_name_tells() {
    check("start\tend\ttext\n380\t1100\tDis-moi,\n", &["table:night", "? 380 1100 Dis-moi,"]);
    let milliseconds = "call_id,start,end,text\n1,0,2100,what a long sentence that is\n";
    check(
        milliseconds,
        &["table:1", "? 0 2100 what a long sentence that is", "! unit_guessed start"],
    );
    let seconds = "call_id,start,end,text\n1,0,2,what a long sentence that is\n1,4,5,yes it is\n";
    check(
        seconds,
        &[
            "table:1",
            "? 0 2000 what a long sentence that is",
            "? 4000 5000 yes it is",
            "! unit_guessed start",
        ],
    );
    check(
        "\"Dis, est-ce ?\",0.38,2.76\nque,3.0,3.2\n",
        &["table:night", "? 380 2760 Dis, est-ce ?", "? 3000 3200 que"],
    );
    check("a,1,2\nb,2,x\n", &["Unknown(Reject { cod"]);
}

#[test]
fn clocks_and_instants() {
    check(
        "call_id,timestamp,speaker,text\n1,2026-11-21T17:40:12,Agent,hi\n1,2026-11-21T17:40:14.5,Customer,yo\n",
        &["table:1 2026-11-21T15:40:12Z", "Agent 0 - hi", "Customer 2500 - yo"],
    );
    check(
        "call_id,time,speaker,text\n1,17:40:12,Agent,hi\n1,17:40:14,Customer,yo\n",
        &["table:1", "Agent 0 - hi", "Customer 2000 - yo"],
    );
    check(
        "call_id,date,call_time,text\n1,21.11.2026,17:40,hi\n",
        &["table:1 2026-11-21T15:40:00Z", "? - - hi"],
    );
}

#[test]
fn one_row_a_call() {
    check(
        "id,agent,phone,duration,transcript\n\
         c1,Anna,+380501234567,12,\"Agent: hello\nCustomer: where is it\"\n\
         c2,Ivan,,3,\"[{\"\"text\"\":\"\"x\"\"}]\"\nc3,Olha,,4,nothing marked here\n",
        &[
            "table:c1 +380501234567 Anna",
            "Agent - - hello",
            "Customer - - where is it",
            "# 4 unknown_format the cell of the text is JSON of no known format",
            "table:c3 Olha",
            "? - - nothing marked here",
        ],
    );
    check(
        "id;Время;Расшифровка\nc1;21.11.2026 17:40:12;\"Оператор: алло\nКлиент: где заказ\"\n",
        &["table:c1 2026-11-21T15:40:12Z", "Agent - - алло", "Customer - - где заказ"],
    );
    check(
        "id,transcript\nc1,\"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>hello\n\"\n",
        &["table:c1", "Agent 1000 2000 hello"],
    );
}

#[test]
fn ids_that_number_rows() {
    check(
        "id,start_ms,end_ms,text\n1,0,900,hello\n2,1000,1500,bye\n",
        &["table:night", "? 0 900 hello", "? 1000 1500 bye"],
    );
}

#[test]
fn rows_that_cannot_be_used() {
    let open = "a quote is opened and not closed in this row; close it, or double a quote that is \
                part of the text";
    check(
        "call_id,speaker,text\n1,Agent,hi\n1,Customer,\"oh\n1,Agent,yes\n2,Agent\n,Agent,x\n3,Agent,yo\n",
        &[
            "table:1",
            "Agent - - hi",
            "Agent - - yes",
            "! row_left_out line 3",
            "! row_left_out line 5",
            "table:3",
            "Agent - - yo",
            "! row_left_out line 5",
            &format!("# 3 table_row {open}"),
            "# 5 table_row the row has 2 fields, the header has 3",
            "# 6 table_row there is no id of a call in this row; nobody knows whose row it is",
        ],
    );
    check(
        "call_id;phone;text\n\"7,9E+10\";1;x\n2;7,9123E+10;hi\n",
        &[
            "table:2",
            "? - - hi",
            "! lost_digits line 3, customer_phone",
            "# 2 table_row a spreadsheet has thrown digits of the id away; format the column as \
             text in Excel, fill it anew and save again; nobody knows whose row it is",
        ],
    );
    check("call_id,text\n", &["# 0 table_row a table with a header and no rows"]);
    check(
        "call_id,direction,text\n1,вбок,hi\n",
        &["table:1", "? - - hi", "! unknown_name direction"],
    );
    check("name,comment\nAnna,hello\n", &["Unknown(Reject { cod"]);
}

#[test]
fn one_open_quote_among_a_thousand_rows() {
    let row = |at: usize| match at {
        500 => "c500,Agent,\"no end\n".to_owned(),
        at => format!("c{at},Agent,\"row {at}\"\n"),
    };
    let rows = (1..=1000).map(row);
    let table: String = std::iter::once("call_id,speaker,text\n".to_owned()).chain(rows).collect();
    let read = read(&table, None);
    let calls = read.iter().filter(|line| line.starts_with("table:")).count();
    let rejects: Vec<_> = read.iter().filter(|line| line.starts_with('#')).collect();
    assert_eq!((calls, rejects.len()), (999, 1));
    assert!(rejects[0].starts_with("# 501 table_row a quote"), "{rejects:?}");
}

#[test]
fn a_map_reads_columns_of_any_name() {
    let text = r#"
name = "shop"
unit = "s"
[call]
id = "[].Код"
customer_phone = "[].Абонент"
[roles]
"М" = "agent"
"П" = "customer"
[[turns]]
list = "[]"
text = "Что сказано"
start = "Сек"
speaker = "Чей"
"#;
    let file = SourceFile { path: "my.toml".to_owned(), text: text.to_owned() };
    let map = Dialect::read(&file).unwrap();
    let table =
        "Код;Абонент;Чей;Сек;Что сказано\nA;+79123456789;М;0,5;алло\nB;;М;1;да\nA;;П;2;где заказ\n";
    assert_eq!(
        read(table, Some(&map)),
        [
            "shop:A +79123456789",
            "Agent 500 - алло",
            "Customer 2000 - где заказ",
            "shop:B",
            "Agent 1000 - да",
        ]
    );
    assert_eq!(read("name;comment\nAnna;x\n", Some(&map)), ["Unknown(Reject { cod"]);
    assert_eq!(read("call_id,text\n1,hi\n", Some(&map)), ["table:1", "? - - hi"]);
}

#[test]
fn rows_at_their_limit() {
    let table = |rows: u64| {
        let mut text = String::from("call_id,text\n");
        for at in 0..rows {
            text.push_str(if at % 2 == 0 { "1,\n" } else { "2,\n" });
        }
        let read = rows::each_row(text.as_bytes(), &TableOptions::default(), |_, _| {});
        read.is_err_and(|reject| reject.code == RejectCode::RecordTooLong)
    };
    assert!(!table(MAX_ROWS - 1) && !table(MAX_ROWS) && table(MAX_ROWS + 1));
}
