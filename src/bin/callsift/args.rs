//! The command line. Parsing it has no side effects.

use crate::cache::Keep;
use crate::exit::TABLE;
use crate::export::args::ExportArgs;
use crate::operation::args::{LogArgs, OperationArgs};
use crate::privacy::RedactArgs;
use callsift::language::Language;
use callsift::units::parse_duration;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

const EXAMPLE: &str = "\
Example:
  callsift scan samples/calls --customers samples/customers.jsonl --out out
  reads the calls, finds complaints, pauses and escalation markers, and writes
  out/calls.jsonl (one call a line) and out/customers.jsonl (your records, with the calls attached).

  callsift explain ru-billing-01      why is this call on the list?";

/// Finds complaints, pauses and escalation markers in call transcripts and attaches them to
/// customer records.
#[derive(Debug, Parser)]
#[command(
    name = "callsift", version, about, after_help = format!("{EXAMPLE}\n\n{TABLE}"),
    arg_required_else_help = true, max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,
    /// Language of what people read [default: that of the locale, else English].
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub(crate) lang: Option<Screen>,
}

/// A language of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Screen {
    /// Russian.
    Ru,
    /// Ukrainian.
    Uk,
    /// English.
    En,
}

impl From<Screen> for Language {
    fn from(screen: Screen) -> Language {
        match screen {
            Screen::Ru => Language::Ru,
            Screen::Uk => Language::Uk,
            Screen::En => Language::En,
        }
    }
}

const RETRY: &str = "\
Only the records that were rejected are read, in the files that the rejects name; what the scan was told \
of dictionary, settings and reading holds here too, as far as its run.json stands beside and nothing else \
is said.
Example:
  callsift retry out/rejects.jsonl --map mended.toml --out late
  callsift attach out/calls.jsonl late/calls.jsonl --customers people.jsonl --out attached";

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Tell what files are, who speaks in them, and what can be found out from them.
    Inspect(Box<InspectArgs>),
    /// Read transcripts and write what was found.
    Scan(Box<ScanArgs>),
    /// Read again what a scan could not read, after the field map, the file or the program was mended.
    #[command(
        mut_arg("inputs", |arg| arg.value_name("REJECTS").help("rejects.jsonl of one or more scans")),
        after_help = RETRY
    )]
    Retry(Box<ScanArgs>),
    /// Hold the lexicon against calls that people have judged, and fit its weights to them.
    Evaluate(Box<EvaluateArgs>),
    /// Attach the calls of an earlier scan to customer records.
    Attach(Box<AttachArgs>),
    /// Take the calls of a person, or old ones, out of results.
    Purge(PurgeArgs),
    /// Check, test or list a lexicon.
    Lexicon(LexiconArgs),
    /// Print the forms that a word of a phrase stands for, and where they come from.
    Forms(FormsArgs),
    /// Tell why each rule matched a call, was taken back, or could not be evaluated.
    Explain(ExplainArgs),
    /// Show how long your calls are silent, and how many calls each threshold would flag.
    Thresholds(ThresholdArgs),
    /// Find what repeats word for word over many calls, and propose a file of announcements.
    Boilerplate(BoilerplateArgs),
    /// Write a page with the calls of a scan by priority, and a table of what was found.
    Report(ReportArgs),
    /// Turn the results of a scan into what other programs read.
    Export(Box<ExportArgs>),
    /// Print the JSON Schema of what callsift reads and writes.
    Schema(SchemaArgs),
    /// Print whose work callsift and its dictionaries are, and under which licences.
    Licenses(LicensesArgs),
}

#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Without --out the calls go to standard output, one JSON object a line, and so do records that could \
not be read (\"schema\":\"callsift.reject/1\"); `callsift scan -` serves a pipe.")]
pub(crate) struct ScanArgs {
    /// Files and folders with transcripts; `-` is standard input.
    #[arg(required = true, value_name = "IN")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Folder for the results.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Customer records (JSONL, CSV or XLSX; `FILE.xlsx!SHEET`) to attach the calls to.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(crate) customers: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) matching: MatchArgs,
    #[command(flatten)]
    pub(crate) lexicon: LexiconChoice,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
    /// How long a file of a folder must have been as it is to be read [default: 5s].
    #[arg(long, value_name = "TIME")]
    pub(crate) settle: Option<String>,
    /// Stop at the first record that cannot be read, and publish nothing.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Keep the bytes of records that could not be read in rejects.jsonl; they may be personal.
    #[arg(long)]
    pub(crate) keep_rejected_bytes: bool,
    #[command(flatten)]
    pub(crate) redact: RedactArgs,
    /// Keep further columns of the input under `extra`.
    #[arg(long)]
    pub(crate) keep_extra: bool,
    /// How often results are made safe, so that a run that was cut short goes on from there.
    #[arg(long, value_name = "TIME", default_value = "5s", value_parser = length_of_time, requires = "out")]
    pub(crate) checkpoint: Duration,
    /// Worker threads [default: one per core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// No summary and no progress bar.
    #[arg(long, short)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) operation: OperationArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Labels stand in the records, \"labels\":{\"complaint\":1} (0, 1, true, false, or null for \"cannot \
tell\"), or in a table: call_id,complaint. docs/evaluation.md says what each figure means.")]
pub(crate) struct EvaluateArgs {
    /// Files and folders with labelled transcripts; `-` is standard input.
    #[arg(required = true, value_name = "IN")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Write the report as a page.
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Write the report as JSON; `-` is standard output, in place of the text.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Misjudged calls of each kind that are shown.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) worst: u16,
    /// Field of a record that says whether it is a complaint [default: labels.complaint].
    #[arg(long, value_name = "FIELD", help_heading = "Labels")]
    pub(crate) label: Option<String>,
    /// Table (CSV or XLSX; `FILE.xlsx!SHEET`) with labels; for calls it names it counts more than their records.
    #[arg(long, value_name = "FILE", help_heading = "Labels")]
    pub(crate) gold: Option<PathBuf>,
    /// Column of the table with the id of the call [default: call_id].
    #[arg(long, value_name = "COLUMN", requires = "gold", help_heading = "Labels")]
    pub(crate) gold_id: Option<String>,
    /// Column of the table with the label [default: complaint].
    #[arg(long, value_name = "COLUMN", requires = "gold", help_heading = "Labels")]
    pub(crate) gold_label: Option<String>,
    /// Count only calls whose field has this value; may be given several times.
    #[arg(long, value_name = "FIELD=VALUE", help_heading = "Labels")]
    pub(crate) only: Vec<String>,
    /// Count calls by this field as well: labels.shop.
    #[arg(long, value_name = "FIELD", help_heading = "Labels")]
    pub(crate) by: Option<String>,
    /// Whose weights count.
    #[arg(long, value_enum, default_value_t = WeightsArg::Lexicon, help_heading = "Weights")]
    pub(crate) weights: WeightsArg,
    /// Fit weights of rules to the labels, and write them as a lexicon file.
    #[arg(long, value_name = "FILE.toml", help_heading = "Weights")]
    pub(crate) fit: Option<PathBuf>,
    /// Share of calls without complaint that may be flagged.
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, help_heading = "Weights")]
    pub(crate) max_false: f64,
    /// Rules that match in fewer calls keep their weight.
    #[arg(long, value_name = "N", default_value_t = 5, help_heading = "Weights")]
    pub(crate) min_calls: u32,
    /// How strongly fitted weights are held small.
    #[arg(long, value_name = "NUMBER", default_value_t = 1.0, help_heading = "Weights")]
    pub(crate) l2: f64,
    /// Parts into which calls are cut to judge weights on calls they were not chosen on.
    #[arg(long, value_name = "N", default_value_t = 5, help_heading = "Weights",
        value_parser = clap::value_parser!(u8).range(2..=20))]
    pub(crate) folds: u8,
    #[command(flatten)]
    pub(crate) lexicon: LexiconChoice,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
    /// Worker threads [default: one per core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Nothing but the report.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// Whose weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WeightsArg {
    /// Those of the lexicon.
    Lexicon,
    /// 1 for each rule of complaints and escalations.
    Ones,
}

#[derive(Debug, Args)]
pub(crate) struct AttachArgs {
    /// `calls.jsonl` of one or more scans.
    #[arg(required = true, value_name = "CALLS")]
    pub(crate) calls: Vec<PathBuf>,
    /// Customer records (JSONL, CSV or XLSX; `FILE.xlsx!SHEET`).
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) customers: PathBuf,
    /// Folder for the results.
    #[arg(long, value_name = "DIR", required = true)]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) matching: MatchArgs,
    /// File with settings [default: callsift.toml, if there is one here].
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// One setting, such as time.zone=Europe/Kyiv or history.silent_days=14; may be given several times.
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// Encoding of a table that is neither UTF-8 nor marked UTF-16: windows-1251, koi8-u, ibm866 …
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Time zone of the working hours, such as Europe/Kyiv.
    #[arg(long, value_name = "ZONE")]
    pub(crate) time_zone: Option<String>,
    /// Holidays and working weekends (TOML) for working hours; see docs/promises.md.
    #[arg(long, value_name = "FILE")]
    pub(crate) calendar: Option<PathBuf>,
    /// No summary.
    #[arg(long, short)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) log: LogArgs,
}

#[derive(Debug, Args)]
#[command(
    group = clap::ArgGroup::new("what").required(true).multiple(true),
    after_help = "\
Transcripts, reports and exports are not touched; what else stands in a folder is named.
Example:
  callsift purge --customer CRM-1042 out late --dry-run"
)]
pub(crate) struct PurgeArgs {
    /// Folders with results of scan or attach.
    #[arg(required = true, value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    /// Id of a customer whose calls go; may be given several times.
    #[arg(long, value_name = "ID", group = "what")]
    pub(crate) customer: Vec<String>,
    /// Telephone number of a person whose calls go; may be given several times.
    #[arg(long, value_name = "NUMBER", group = "what")]
    pub(crate) phone: Vec<String>,
    /// Calls that began longer ago go: 90d.
    #[arg(long, value_name = "DAYS", group = "what", conflicts_with_all = ["customer", "phone"])]
    pub(crate) older_than: Option<String>,
    /// The instant from which days count back (RFC 3339) [default: now].
    #[arg(long, value_name = "TIME", requires = "older_than")]
    pub(crate) as_of: Option<String>,
    /// Take out the whole customer record of the person, and not the key of callsift alone.
    #[arg(long, conflicts_with = "older_than")]
    pub(crate) records: bool,
    /// Say what would go, and change nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Country of numbers without a country code [default: that of the scan].
    #[arg(long, value_name = "CODE")]
    pub(crate) region: Option<String>,
    /// Name of the key that callsift wrote into a record [default: that of the scan, else callsift].
    #[arg(long, value_name = "NAME")]
    pub(crate) key: Option<String>,
    /// Field of a record with the customer's id [default: that of the scan, else external_id, id].
    #[arg(long, value_name = "NAME")]
    pub(crate) id_field: Vec<String>,
    /// Field of a record with telephone numbers [default: that of the scan, else phone].
    #[arg(long, value_name = "NAME")]
    pub(crate) phone_field: Vec<String>,
    /// No summary.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// How calls find their customers.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Customers")]
pub(crate) struct MatchArgs {
    /// Field with the customer's id; may be given several times [default: external_id, id].
    #[arg(long, value_name = "NAME")]
    pub(crate) customer_id: Vec<String>,
    /// Field with telephone numbers; may be given several times [default: phone].
    #[arg(long, value_name = "NAME")]
    pub(crate) phone: Vec<String>,
    /// Field with e-mail addresses; may be given several times [default: email].
    #[arg(long, value_name = "NAME")]
    pub(crate) email: Vec<String>,
    /// Country of numbers without a country code: RU, UA, GB …
    #[arg(long, value_name = "CODE")]
    pub(crate) region: Option<String>,
    /// Field of a record that names its country [default: country, without --region].
    #[arg(long, value_name = "NAME")]
    pub(crate) region_field: Option<String>,
    /// A number of the company itself, which is nobody's; may be given several times.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) own_phone: Vec<String>,
    /// Name of the key that callsift writes into a record.
    #[arg(long, value_name = "NAME", default_value = "callsift")]
    pub(crate) key: String,
    /// The instant from which 30 and 90 days count back (RFC 3339) [default: the latest call].
    #[arg(long, value_name = "TIME")]
    pub(crate) as_of: Option<String>,
    /// Work out anew every record that carries calls, also of customers without a call in this run.
    #[arg(long)]
    pub(crate) renew: bool,
    /// Forget the calls a record carries already, for customers with calls in this run.
    #[arg(long)]
    pub(crate) replace: bool,
}

/// Which lexicon.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Lexicon")]
pub(crate) struct LexiconChoice {
    /// Folder with a lexicon to use instead of the built-in one.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicon: Option<PathBuf>,
    /// Folder with rules to add; a rule with a known id replaces that rule.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicon_add: Vec<PathBuf>,
    /// Rules for one field of business to switch on: bank, home_services, sales, shop, telecom.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) topic: Vec<String>,
    /// Compile the lexicon anew, and do not keep it for the next start.
    #[arg(long)]
    pub(crate) no_cache: bool,
}

impl LexiconChoice {
    /// Whether the compiled lexicon is kept.
    pub(crate) fn keep(&self) -> Keep {
        if self.no_cache { Keep::No } else { Keep::Yes }
    }

    /// Whether the user chose anything at all.
    pub(crate) fn is_chosen(&self) -> bool {
        self.lexicon.is_some() || !self.lexicon_add.is_empty() || !self.topic.is_empty()
    }
}

/// Thresholds.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Settings")]
pub(crate) struct SettingArgs {
    /// File with settings [default: callsift.toml, if there is one here].
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// One setting, such as silence.min=1s; may be given several times.
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// Whether words that were heard almost right count [default: on].
    #[arg(long, value_name = "WHETHER")]
    pub(crate) fuzzy: Option<Fuzzy>,
    /// Look at words alone: no silences, overlaps and interruptions; rules about these are not evaluated.
    #[arg(long)]
    pub(crate) no_timeline: bool,
    /// Protocol by which scorecards are made: gift, letter, one of your own, or none [default: gift].
    #[arg(long, value_name = "NAME")]
    pub(crate) protocol: Option<String>,
    /// Encoding of text that is neither UTF-8 nor marked UTF-16: windows-1251, koi8-u, ibm866 …
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Time zone of times without an offset, such as Europe/Kyiv.
    #[arg(long, value_name = "ZONE")]
    pub(crate) time_zone: Option<String>,
    /// Holidays and working weekends (TOML) for promises in working days; see docs/promises.md.
    #[arg(long, value_name = "FILE")]
    pub(crate) calendar: Option<PathBuf>,
}

/// How transcripts are read, and what they leave out.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadArgs {
    /// Telephone system of calls that do not name theirs.
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// Field map (TOML) for JSON or tables of a kind that is not built in; see docs/formats.md.
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// What names of files say: a regular expression with named groups, (?<call_id>\d+)_(?<phone>\+\d+).
    #[arg(long, value_name = "REGEX")]
    pub(crate) path_pattern: Option<String>,
    /// Table of calls (CSV, XLSX): call_id and customer, agent, phone, started_at, direction …
    #[arg(long, value_name = "FILE")]
    pub(crate) calls: Option<PathBuf>,
    /// Who stands behind a label or channel: 0=agent,1=customer, or in:1=customer,2=agent;out:…
    #[arg(long, value_name = "ROLES")]
    pub(crate) roles: Option<String>,
}

/// Whether words that were heard almost right count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Fuzzy {
    /// They do.
    On,
    /// Every word is taken as it is written.
    Off,
}

#[derive(Debug, Args)]
pub(crate) struct LexiconArgs {
    #[command(subcommand)]
    pub(crate) verb: LexiconVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LexiconVerb {
    /// Say everything that is wrong or doubtful about a lexicon.
    Check(CheckArgs),
    /// Run the utterances that rules carry: what they must find and what they must not.
    Test(LexiconTest),
    /// List the rules.
    List(LexiconFolder),
    /// Print every rule on one page in Markdown: title, severity, what to do, examples.
    Page(LexiconFolder),
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) folder: LexiconFolder,
    /// Tell of each word how it was understood, where there was a choice.
    #[arg(long)]
    pub(crate) notes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct FormsArgs {
    /// Words as in a phrase: жалоба, печь/noun, подать/alone.
    #[arg(required = true, value_name = "WORD")]
    pub(crate) words: Vec<String>,
    /// Language of the phrase: ru, uk or en [default: each that knows the word].
    #[arg(long, value_name = "CODE")]
    pub(crate) language: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct LicensesArgs {
    /// Print the texts of the licences too.
    #[arg(long)]
    pub(crate) full: bool,
}

#[derive(Debug, Args)]
pub(crate) struct LexiconFolder {
    /// Folder with the lexicon [default: the built-in one].
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    /// Folder with rules to add; a rule with a known id replaces that rule.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicon_add: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct LexiconTest {
    #[command(flatten)]
    pub(crate) lexicon: LexiconFolder,
    /// Whether words that were heard almost right count [default: on].
    #[arg(long, value_name = "WHETHER")]
    pub(crate) fuzzy: Option<Fuzzy>,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A call by its id or `source:id`, or a file with transcripts.
    #[arg(value_name = "CALL")]
    pub(crate) call: String,
    /// Where to look for the call [default: the inputs of the last scan into ./out].
    #[arg(value_name = "IN")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Only this rule, also if it is clear.
    #[arg(long, value_name = "ID")]
    pub(crate) rule: Option<String>,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
    #[command(flatten)]
    pub(crate) lexicon: LexiconChoice,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// Files and folders with transcripts; `-` is standard input.
    #[arg(required = true, value_name = "IN")]
    pub(crate) inputs: Vec<PathBuf>,
    /// One JSON object a line for each file, for programs.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
    #[command(flatten)]
    pub(crate) lexicon: LexiconChoice,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ThresholdArgs {
    /// Files and folders with transcripts; `-` is standard input.
    #[arg(required = true, value_name = "IN")]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) lexicon: LexiconChoice,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
}

#[derive(Debug, Args)]
pub(crate) struct BoilerplateArgs {
    /// Files and folders with transcripts.
    #[arg(required = true, value_name = "IN")]
    pub(crate) inputs: Vec<PathBuf>,
    /// File to write the proposal to [default: standard output].
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Fewest calls that say a text [default: 5 of 1,000, at least 5].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..))]
    pub(crate) min_calls: Option<u32>,
    /// Fewest words in a row.
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = clap::value_parser!(u8).range(4..=40))]
    pub(crate) min_words: u8,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
The page is one file and asks for nothing outside of it; customers are masked on it and in the table.
Example:
  callsift report out -o report.html")]
pub(crate) struct ReportArgs {
    /// Folder with the results of a scan.
    #[arg(value_name = "DIR", default_value = "out")]
    pub(crate) results: PathBuf,
    /// The page.
    #[arg(long, short, value_name = "FILE", default_value = "report.html")]
    pub(crate) output: PathBuf,
    /// The table of what was found [default: findings.csv beside the page].
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// How many calls, those of highest priority first, the page shows; all count in its figures.
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(crate) calls: usize,
    /// List calls that are flagged as complaints only.
    #[arg(long)]
    pub(crate) only_flagged: bool,
    /// Show ids, numbers and addresses of customers whole.
    #[arg(long)]
    pub(crate) show_customers: bool,
    /// No summary.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Which document [default: the list of them].
    pub(crate) document: Option<String>,
}

/// A length of time as a person writes it.
fn length_of_time(written: &str) -> Result<Duration, String> {
    let ms = parse_duration(written).ok().and_then(|ms| u64::try_from(ms).ok());
    let ms = ms.ok_or("no length of time; write 3s, 500ms or 2min")?;
    Ok(Duration::from_millis(ms))
}
