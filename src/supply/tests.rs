//! Calls completed from file names, tables and the user's roles.

use super::*;
use crate::record::{Table, TableOptions};
use crate::transcript::{
    CallInfo, Direction, Party, Role, RoleSource, TranscriptBuilder, TurnTime,
};

fn call(id: &str, labels: &[&str]) -> Transcript {
    let key = CallKey::new("pbx", id);
    let mut builder = TranscriptBuilder::new(CallInfo::new(key, CallIdSource::ContentHash));
    for label in labels {
        let party = match label.strip_prefix('!') {
            Some(label) => Party::known(Role::Customer, RoleSource::Stated, Some(label.to_owned())),
            None => Party::unknown(Some((*label).to_owned())),
        };
        let party = builder.party(party);
        builder.turn(party, "да", TurnTime::Unknown, &[]);
    }
    builder.build()
}

fn table(text: &str) -> Result<CallTable, CallTableError> {
    CallTable::read(Table::open(text.as_bytes(), &TableOptions::default()).unwrap())
}

fn roles(call: &Transcript) -> Vec<&str> {
    call.parties().iter().map(|party| party.role().as_str()).collect()
}

fn warnings(call: &Transcript) -> Vec<&str> {
    call.warnings().iter().map(|warning| warning.code.as_str()).collect()
}

#[test]
fn the_name_of_a_file_tells() {
    let pattern = r"(?<direction>in|out)/(?<agent>\w+)-(?<phone>\+\d+)-(?<call_id>\d+)_(?<started_at>\d{8}-\d{6})";
    let supply = Supply { paths: Some(PathPattern::parse(pattern).unwrap()), ..Supply::default() };
    let zone = TimeZone::get("Europe/Kyiv").ok();
    let path = "night/out/olena-+380501234567-77_20261121-174012.json";
    let done = supply.complete(call("h_1", &[]), path, Names::OneCall, zone.as_ref());
    let info = done.info();
    assert_eq!(info.key.to_string(), "pbx:77");
    assert_eq!(info.direction, Direction::Outbound);
    assert_eq!(info.agent_id.as_deref(), Some("olena"));
    assert_eq!(info.customer_phone.as_deref(), Some("+380501234567"));
    assert_eq!(info.started_at.map(|at| at.to_string()).as_deref(), Some("2026-11-21T15:40:12Z"));
    let several = supply.complete(call("h_1", &[]), path, Names::Several, None);
    assert_eq!(several.info().key.to_string(), "pbx:h_1", "no name for all calls of a file");
    assert!(warnings(&several).contains(&"started_at_without_zone"));
    let mut own = call("h_1", &[]);
    own.info_mut().agent_id = Some("7".to_owned());
    let own = supply.complete(own, path, Names::OneCall, None);
    assert_eq!(own.info().agent_id.as_deref(), Some("7"), "what the record says counts more");
    let other = supply.complete(call("h_1", &[]), "other.json", Names::OneCall, None);
    assert_eq!(other.info(), call("h_1", &[]).info());
}

#[test]
fn patterns_that_cannot_be_meant_are_told() {
    for (pattern, told) in [
        ("(?<call_id>", "it is no regular expression:"),
        (r"(\d+)", "it has no named group, such as (?<call_id>…)"),
        (
            "(?<telephone>x)",
            "no fact is called `telephone`; there are call_id, source, customer, phone, email",
        ),
        ("(?<side>a)(?<phone>1)", "with `side` it needs `call_id` too"),
    ] {
        let error = PathPattern::parse(pattern).unwrap_err();
        assert!(error.starts_with(told), "{pattern}: {error}");
    }
}

#[test]
fn a_table_of_calls_tells_what_the_file_name_does_not() {
    let calls = table(
        "call_id;Клиент;телефон;оператор;дата;направление;сумма\n\
         77;CL-1;8 912;7;21.11.2026 17:40;исходящий;5\n78;CL-2;;;;;\n77;CL-1;8 912;7;21.11.2026 17:40;исходящий;9\n",
    )
    .unwrap();
    assert_eq!((calls.len(), calls.unread()), (2, &["сумма".to_owned()][..]));
    let supply = Supply { calls: Some(calls), ..Supply::default() };
    let zone = TimeZone::get("Europe/Kyiv").ok();
    let done = supply.complete(call("77", &[]), "x", Names::Several, zone.as_ref());
    let info = done.info();
    assert_eq!(info.customer_id.as_deref(), Some("CL-1"));
    assert_eq!(info.agent_id.as_deref(), Some("7"));
    assert_eq!(info.direction, Direction::Outbound);
    assert_eq!(info.started_at.map(|at| at.to_string()).as_deref(), Some("2026-11-21T15:40:00Z"));
    let missing = supply.complete(call("79", &[]), "x", Names::Several, None);
    assert!(warnings(&missing).contains(&"not_in_call_table"));
}

#[test]
fn a_row_of_another_source_is_another_call() {
    let calls = table("call_id,source,customer\n1,pbx,A\n1,crm,B\n2,crm,C\n").unwrap();
    let supply = Supply { calls: Some(calls), ..Supply::default() };
    let done = supply.complete(call("1", &[]), "x", Names::Several, None);
    assert_eq!(done.info().customer_id.as_deref(), Some("A"));
    let done = supply.complete(call("2", &[]), "x", Names::Several, None);
    assert_eq!(done.info().customer_id, None);
}

#[test]
fn tables_that_cannot_be_meant_are_told() {
    for (text, told) in [
        ("a,b\n1,2\n", "no column is called call_id; there are a, b"),
        (
            "call_id,phone,телефон\n1,2,3\n",
            "the columns phone and телефон mean the same; rename one",
        ),
        ("call_id,customer\n1,A\n1,B\n", "rows 2 and 3 say different things of the call 1"),
        (
            "call_id;phone\n1;7,9123E+10\n",
            "row 2: the number in phone is written as 7.9E+10 and has lost its digits; make the column text and export again",
        ),
        ("call_id,customer\n1,A,B\n", "row 2: the row has 3 fields, the header has 2"),
    ] {
        assert_eq!(table(text).unwrap_err().to_string(), told, "{text}");
    }
}

#[test]
fn roles_by_label_and_by_direction() {
    let named = |text: &str, labels: &[&str], direction: Direction| {
        let supply = Supply { roles: Some(RoleNames::parse(text).unwrap()), ..Supply::default() };
        let mut call = call("1", labels);
        call.info_mut().direction = direction;
        supply.complete(call, "x", Names::Several, None)
    };
    let unknown = Direction::Unknown;
    assert_eq!(
        roles(&named("0=agent,1=customer", &["0", "1", "2"], unknown)),
        ["agent", "customer", "unknown"]
    );
    assert_eq!(roles(&named("0=agent", &["0:spk_1", "10"], unknown)), ["agent", "unknown"]);
    assert_eq!(roles(&named("anna = Agent", &["Anna", "!Anna"], unknown)), ["agent", "customer"]);
    let by_direction = "in:1=customer,2=agent;out:1=agent,2=customer";
    assert_eq!(roles(&named(by_direction, &["1", "2"], Direction::Inbound)), ["customer", "agent"]);
    assert_eq!(
        roles(&named(by_direction, &["1", "2"], Direction::Outbound)),
        ["agent", "customer"]
    );
    let lost = named(by_direction, &["1", "2"], unknown);
    assert_eq!(
        (roles(&lost), warnings(&lost)),
        (vec!["unknown", "unknown"], vec!["direction_unknown"])
    );
    assert_eq!(warnings(&named(by_direction, &["1"], Direction::Internal)), [""; 0]);
    assert_eq!(warnings(&named("7=agent", &["1"], unknown)), ["no_such_label"]);
    for (text, told) in [
        ("", "there is no label in it; write 0=agent,1=customer"),
        ("0", "`0` has no `=`; write 0=agent,1=customer"),
        ("0=boss", "`boss` is no role; there are agent, customer, system and unknown"),
    ] {
        assert_eq!(RoleNames::parse(text).unwrap_err(), told);
    }
}

#[test]
fn files_that_are_one_side() {
    let pattern = PathPattern::parse(r"(?<side>in|out)_(?<call_id>\d+)").unwrap();
    let side = |path: &str| pattern.side(path).map(|side| (side.side, side.call_id));
    assert_eq!(side("a/in_7.json"), Some(("in".to_owned(), "7".to_owned())));
    assert_eq!(side("a/both_7.json"), None);
}
