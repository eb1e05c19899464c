//! What the columns of a table are, by the names that systems and people give them.

use crate::units::TimeUnit;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The call a row belongs to.
    Call,
    /// `id`: the call, or the number of the row.
    Id,
    /// The place of the row in its call.
    Order,
    /// What was said.
    Text,
    /// Who said it.
    Speaker,
    /// On which side they are.
    Role,
    Channel,
    Start,
    End,
    /// Of the utterance where it has a start, else of the call.
    Length,
    /// The day on which the call began, or the instant.
    Date,
    /// The time of day at which it began.
    TimeOfDay,
    /// A fact about the call, by its name in `table.toml`.
    Fact(&'static str),
}

/// A column that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its place in a row, from 0.
    pub(super) at: usize,
    pub(super) field: Field,
    /// The unit that its name tells.
    pub(super) unit: Option<TimeUnit>,
}

/// The columns of a table that are known.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns(pub(super) Vec<Column>);

/// Names in lower case without what is neither letter nor digit; of several columns with a name of
/// one line the earlier name counts. Names of sides and people stand in `roles.rs`.
#[rustfmt::skip]
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Call,
        &[
            "callid", "callguid", "calluuid", "conversationid", "convid", "convoid", "conversation",
            "dialogueid", "dialogid", "dialogue", "dialog", "interactionid", "contactid",
            "sessionid", "recordingid", "linkedid", "uniqueid", "call",
            "idзвонка", "номерзвонка", "идентификаторзвонка", "idразговора", "номерразговора",
            "idдиалога", "звонок", "разговор", "диалог",
            "idдзвінка", "номердзвінка", "ідентифікатордзвінка", "idрозмови", "номеррозмови",
            "idдіалогу", "дзвінок", "розмова", "діалог",
        ],
    ),
    (Field::Id, &["id", "ид", "ід"]),
    (
        Field::Order,
        &[
            "turnnumber", "turnindex", "turnid", "turn", "utteranceindex", "utterancenumber",
            "segmentindex", "segmentid", "utteranceid", "index", "seq", "sequence", "number", "num",
            "no", "n", "номерреплики", "порядок", "номер", "номеррепліки",
        ],
    ),
    (
        Field::Text,
        &[
            "utterance", "text", "phrase", "transcript", "transcription", "transcripttext",
            "content", "message", "messagetext", "sentence", "body",
            "реплика", "текст", "текстреплики", "фраза", "расшифровка", "текстрасшифровки",
            "текстразговора", "транскрипт", "транскрипция", "транскрибация", "сообщение",
            "высказывание", "репліка", "текстрепліки", "розшифровка", "текстрозмови",
            "транскрипція", "повідомлення", "висловлювання",
        ],
    ),
    (
        Field::Speaker,
        &[
            "speaker", "speakername", "speakerlabel", "speakerid", "author", "authorname", "sender",
            "sendername", "participant", "party", "who", "from",
            "говорящий", "спикер", "кто", "автор", "отправитель", "участник",
            "мовець", "спікер", "хто", "відправник", "учасник",
        ],
    ),
    (
        Field::Role,
        &[
            "role", "authorrole", "speakerrole", "participantrole", "speakertype", "sendertype",
            "side", "роль", "рольговорящего", "сторона", "рольмовця",
        ],
    ),
    (Field::Channel, &["channel", "channelid", "channelnumber", "track", "канал", "номерканала"]),
    (
        Field::Start,
        &[
            "start", "starttime", "begin", "begintime", "in", "offset", "startoffset",
            "beginoffset", "timestamp", "time", "timecode",
            "начало", "началореплики", "старт", "таймкод", "время", "времяреплики",
            "початок", "початокрепліки", "таймкод", "час", "часрепліки",
        ],
    ),
    (
        Field::End,
        &[
            "end", "endtime", "endoffset", "out", "stop", "finish",
            "конец", "конецреплики", "окончание", "кінець", "кінецьрепліки", "закінчення",
        ],
    ),
    (
        Field::Length,
        &[
            "duration", "length", "callduration", "длительность", "длительностьзвонка",
            "продолжительность", "тривалість", "тривалістьдзвінка",
        ],
    ),
    (
        Field::Date,
        &[
            "startedat", "callstart", "callstarted", "callstartedat", "calldate", "calldatetime",
            "datetime", "date", "датазвонка", "датаивремя", "датаивремязвонка", "началозвонка",
            "дата", "датадзвінка", "датаічас", "датаічасдзвінка", "початокдзвінка",
        ],
    ),
    (Field::TimeOfDay, &["calltime", "времязвонка", "часдзвінка"]),
    (
        Field::Fact("customer_id"),
        &[
            "customerid", "clientid", "externalid", "crmid", "idклиента", "кодклиента",
            "лицевойсчет", "idклієнта", "кодклієнта", "особовийрахунок",
        ],
    ),
    (
        Field::Fact("customer_phone"),
        &[
            "customerphone", "clientphone", "phone", "phonenumber", "callernumber", "callerid",
            "ani", "msisdn", "телефон", "телефонклиента", "номертелефона", "номерклиента",
            "номерабонента", "телефонклієнта", "номертелефону", "номерклієнта",
        ],
    ),
    (Field::Fact("customer_email"), &["customeremail", "clientemail", "email", "почта", "пошта"]),
    (
        Field::Fact("agent_id"),
        &[
            "agentid", "operatorid", "employeeid", "managerid", "idоператора", "idсотрудника",
            "idменеджера", "idпрацівника",
        ],
    ),
    (
        Field::Fact("agent_name"),
        &[
            "agentname", "agent", "operatorname", "operator", "managername", "manager", "employee",
            "оператор", "фиооператора", "сотрудник", "менеджер", "піпоператора", "працівник",
            "співробітник",
        ],
    ),
    (Field::Fact("queue"), &["queue", "queuename", "skill", "очередь", "черга"]),
    (Field::Fact("team"), &["team", "group", "группа", "команда", "отдел", "група", "відділ"]),
    (
        Field::Fact("direction"),
        &["direction", "calltype", "направление", "типзвонка", "напрямок", "типдзвінка"],
    ),
    (Field::Fact("medium"), &["medium", "media", "каналсвязи", "каналзвязку"]),
    (Field::Fact("language"), &["language", "languagecode", "lang", "locale", "язык", "мова"]),
    (Field::Fact("source"), &["source", "system", "источник", "джерело"]),
];

/// Units at the end of a name.
const UNITS: &[(TimeUnit, &[&str])] = &[
    (
        TimeUnit::Milliseconds,
        &["ms", "msec", "millis", "milliseconds", "мс", "мсек", "миллисекунды", "мілісекунди"],
    ),
    (TimeUnit::Seconds, &["s", "sec", "secs", "seconds", "с", "сек", "секунды", "секунди"]),
];

impl Columns {
    /// The columns of a header. Of several for one thing the first of its names counts.
    pub(super) fn of(header: &[String]) -> Columns {
        let parts: Vec<(String, Option<TimeUnit>)> =
            header.iter().map(|name| parts(name)).collect();
        let mut columns = Vec::new();
        for (field, names) in NAMES {
            let found = names.iter().find_map(|known| {
                let mut parts = parts.iter().enumerate();
                let (at, (_, unit)) = parts.find(|(_, (name, _))| name == known)?;
                Some(Column { at, field: *field, unit: *unit })
            });
            columns.extend(found);
        }
        Columns(columns)
    }

    /// The column of a field.
    pub(super) fn find(&self, field: Field) -> Option<Column> {
        self.0.iter().find(|column| column.field == field).copied()
    }

    /// Whether there is something said, and by whom, when or in which call.
    pub(super) fn are_a_transcript(&self) -> bool {
        let about = [
            Field::Call,
            Field::Id,
            Field::Order,
            Field::Speaker,
            Field::Role,
            Field::Channel,
            Field::Start,
            Field::Date,
        ];
        self.find(Field::Text).is_some() && about.iter().any(|field| self.find(*field).is_some())
    }
}

/// A name without its marks, and the unit at its end: `BeginOffsetMillis`, `start_ms`, `Начало, с`.
fn parts(name: &str) -> (String, Option<TimeUnit>) {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in name.replace('№', "номер ").chars() {
        // A capital letter behind a small one begins a word.
        let begins = !last.is_alphanumeric() || (last.is_lowercase() && c.is_uppercase());
        last = c;
        if !c.is_alphanumeric() {
            continue;
        }
        if begins || words.is_empty() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase().map(|c| if c == 'ё' { 'е' } else { c }));
        }
    }
    let unit = words.last().filter(|_| words.len() > 1).and_then(|last| {
        UNITS.iter().find(|(_, names)| names.contains(&last.as_str())).map(|(unit, _)| *unit)
    });
    if unit.is_some() {
        words.pop();
    }
    (words.concat(), unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_units() {
        let ms = Some(TimeUnit::Milliseconds);
        for (name, expected) in [
            ("conversationId", ("conversationid", None)),
            ("Conversation ID", ("conversationid", None)),
            ("BeginOffsetMillis", ("beginoffset", ms)),
            ("start_ms", ("start", ms)),
            ("Начало, с", ("начало", Some(TimeUnit::Seconds))),
            ("Конец (мс)", ("конец", ms)),
            ("№ звонка", ("номерзвонка", None)),
            ("ID звонка", ("idзвонка", None)),
            ("s", ("s", None)),
            ("В чём дело?", ("вчемдело", None)),
        ] {
            let (written, unit) = parts(name);
            assert_eq!((written.as_str(), unit), expected, "{name}");
        }
    }

    #[test]
    fn transcripts_and_other_tables() {
        for (header, is) in [
            ("conversationId,turnNumber,utteranceId,utterance,slot-labels,intent", true),
            ("start,end,text", true),
            ("N,In,Out,Text", true),
            ("Номер звонка,Кто,Реплика", true),
            ("id,transcript", true),
            ("external_id,name,phone,comment", false),
            ("text,label", false),
            ("call_id,complaint,category", false),
        ] {
            let header: Vec<String> = header.split(',').map(str::to_owned).collect();
            assert_eq!(Columns::of(&header).are_a_transcript(), is, "{header:?}");
        }
    }
}
