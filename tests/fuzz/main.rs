//! Everything that reads what others wrote, fed with changed seeds: short runs among the ordinary
//! tests, long ones on wish.
//!
//! ```sh
//! CALLSIFT_FUZZ_SECONDS=600 cargo test --release --test fuzz -- --ignored --nocapture
//! CALLSIFT_FUZZ_SECONDS=60 cargo test --release --test fuzz long::vcon -- --ignored --nocapture
//! CALLSIFT_FUZZ_INPUT=/tmp/callsift-fuzz-vcon-1-77 cargo test --test fuzz long::vcon -- --ignored
//! ```
//!
//! The same seed gives the same inputs. An input that comes to grief is kept in the folder for
//! temporary files. Beyond not panicking, what must hold stands in `properties.rs`.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
#![allow(clippy::print_stdout, reason = "long runs tell how far they came")]

#[path = "../archives/mod.rs"]
mod archives;
mod driver;
mod lexicons;
mod lists;
mod maps;
mod mutate;
mod packed;
mod properties;
mod redactor;
mod seeds;

use driver::{Target, Threads};

/// Makes a short and a long test of each target: its seeds, its check, and the inputs of the short run.
macro_rules! targets {
    ($($name:ident: $seeds:expr, $check:expr, $short:expr, $threads:ident;)*) => {
        mod short {
            $(#[test]
            fn $name() {
                super::driver::short(&super::target::$name());
            })*
        }

        mod long {
            $(#[test]
            #[ignore = "runs for CALLSIFT_FUZZ_SECONDS"]
            fn $name() {
                super::driver::long(&super::target::$name());
            })*
        }

        mod target {
            use super::*;

            $(pub(crate) fn $name() -> Target {
                Target { name: stringify!($name), seeds: $seeds, check: $check, short: $short, threads: Threads::$threads }
            })*
        }
    };
}

/// Reads by one format, whatever the bytes look like.
fn by(name: &str, bytes: &[u8]) {
    properties::format(maps::format(name), bytes);
    properties::sniffed(bytes);
}

fn every_seed() -> Vec<Vec<u8>> {
    let formats = [
        seeds::own_json,
        seeds::usual_json,
        seeds::call_analytics,
        seeds::neutral,
        seeds::intercom,
        seeds::zendesk,
        seeds::telegram,
        seeds::whatsapp,
        seeds::webvtt,
        seeds::srt,
        seeds::ttml,
        seeds::ctm_stm,
        seeds::switchboard,
        seeds::text,
        seeds::rev_nlp,
        seeds::podcast_html,
        seeds::vcon,
        seeds::call_tables,
        maps::records,
        packed::records,
        packed::archives,
    ];
    formats.iter().flat_map(|seeds| seeds()).collect()
}

targets! {
    dialects: maps::records, maps::record, 400, Own;
    vcon: seeds::vcon, |bytes, _| by("vcon", bytes), 150, Own;
    tables: lists::tables, lists::table, 100, Own;
    call_tables: seeds::call_tables, |bytes, _| by("table", bytes), 100, Own;
    webvtt: seeds::webvtt, |bytes, _| by("webvtt", bytes), 200, Own;
    srt: seeds::srt, |bytes, _| by("srt", bytes), 200, Own;
    ttml: seeds::ttml, |bytes, _| by("ttml", bytes), 200, Own;
    archives: packed::archives, packed::check, 60, All;
    cutters: packed::records, packed::check, 60, All;
    own_json: seeds::own_json, |bytes, _| by("callsift", bytes), 200, Own;
    quick_json: seeds::usual_json, |bytes, _| properties::both_readers(bytes), 300, Own;
    intercom: seeds::intercom, |bytes, _| by("intercom", bytes), 100, Own;
    zendesk: seeds::zendesk, |bytes, _| by("zendesk", bytes), 100, Own;
    telegram: seeds::telegram, |bytes, _| by("telegram", bytes), 100, Own;
    whatsapp: seeds::whatsapp, |bytes, _| by("whatsapp", bytes), 200, Own;
    ctm_stm: seeds::ctm_stm, |bytes, seed| by(if seed == 0 { "ctm" } else { "stm" }, bytes), 200, Own;
    text: seeds::text, |bytes, seed| by(if seed == 2 { "plain_text" } else { "labelled_text" }, bytes), 200, Own;
    lexicon: lexicons::seeds, lexicons::check, 40, Own;
    user_map: maps::maps, maps::map, 100, Own;
    call_analytics: seeds::call_analytics, |bytes, _| by("aws_call_analytics", bytes), 100, Own;
    neutral: seeds::neutral, |bytes, _| by("neutral", bytes), 100, Own;
    switchboard: seeds::switchboard, |bytes, _| by("switchboard", bytes), 100, Own;
    rev_nlp: seeds::rev_nlp, |bytes, _| by("rev_nlp", bytes), 100, Own;
    podcast_html: seeds::podcast_html, |bytes, _| by("podcast_html", bytes), 100, Own;
    sniff: every_seed, |bytes, _| properties::sniffed(bytes), 200, Own;
    customers: lists::customers, lists::customer, 150, Own;
    labels: lists::labels, lists::label, 100, Own;
    supply: lists::supply, lists::supplied, 60, Own;
    redactor: redactor::seeds, redactor::check, 300, Own;
    scan: seeds::own_json, lexicons::scanned, 60, Own;
}
