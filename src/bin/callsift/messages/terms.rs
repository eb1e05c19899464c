//! The words for the ideas of callsift: one per idea, the same everywhere.

use super::{Counted, Text};
use callsift::scan::Gap;
use callsift::transcript::Role;

texts! {
    RULE = "правило", "правило", "rule";
    PHRASE = "фраза", "фраза", "phrase";
    RISK = "приоритет", "пріоритет", "review priority";
    MATCHED = "найдено", "знайдено", "found";
    CLEAR = "не найдено", "не знайдено", "not found";
    SUPPRESSED = "не засчитано", "не зараховано", "excluded";
    NOT_EVALUATED = "не проверялось", "не перевірялося", "not checked";
    DEAD_AIR = "тишина без предупреждения", "тиша без попередження", "dead air";
    HOLD = "удержание", "утримання", "hold";
    INTERRUPTION = "перебивание", "перебивання", "interruption";
    AGENT = "оператор", "оператор", "agent";
    CUSTOMER = "клиент", "клієнт", "customer";
    SYSTEM = "автоответчик", "автовідповідач", "system";
    UNKNOWN_ROLE = "неизвестно кто", "невідомо хто", "unknown speaker";
    PRECISION = "доля верных срабатываний", "частка правильних спрацювань", "precision";
    RECALL = "доля найденных жалоб", "частка знайдених скарг", "recall";
    COMPLAINT = "жалоба", "скарга", "complaint";
    TO_DO = "что сделать", "що зробити", "what to do";
    LOW = "низкий", "низький", "low";
    MEDIUM = "средний", "середній", "medium";
    HIGH = "высокий", "високий", "high";
    CRITICAL = "критический", "критичний", "critical";
    PROBLEM = "названа проблема, с которой можно работать",
        "названо проблему, з якою можна працювати",
        "a problem is named that can be worked on";
    ANGER = "только злость, проблема не названа",
        "лише злість, проблему не названо",
        "anger alone, no problem is named";
    NO_DISCONTENT = "недовольства не слышно", "невдоволення не чути", "no discontent is heard";
    RESOLVED = "решено в разговоре", "вирішено в розмові", "resolved in the call";
    UNRESOLVED = "не решено в разговоре", "не вирішено в розмові", "not resolved in the call";
    NOT_SAID = "решено ли, в разговоре не сказано",
        "чи вирішено, у розмові не сказано",
        "the call does not say whether it was resolved";
    NOT_STATED = "не указано", "не вказано", "not stated";
    NO_TIMES = "в источнике нет времени", "у джерелі немає часу", "the source has no times";
    NO_ROLES = "источник не говорит, кто оператор, а кто клиент",
        "джерело не каже, хто оператор, а хто клієнт",
        "the source does not tell who is the agent and who the customer";
    WRONG_MEDIUM = "это чат, в нём нет времени речи",
        "це чат, у ньому немає часу мовлення",
        "a chat has no times of speech";
    SWITCHED_OFF = "время не измерялось (--no-timeline)",
        "час не вимірювався (--no-timeline)",
        "time was not measured (--no-timeline)";
}

/// What a call lacks, in words.
pub(crate) const fn lacking(gap: Gap) -> Text {
    match gap {
        Gap::NoTimes => NO_TIMES,
        Gap::NoRoles => NO_ROLES,
        Gap::WrongMedium => WRONG_MEDIUM,
        Gap::SwitchedOff => SWITCHED_OFF,
    }
}

/// Who speaks.
pub(crate) const fn role(role: Role) -> Text {
    match role {
        Role::Agent => AGENT,
        Role::Customer => CUSTOMER,
        Role::System => SYSTEM,
        Role::Unknown => UNKNOWN_ROLE,
    }
}

/// Utterances, counted.
pub(crate) const TURNS: Counted = Counted {
    ru: ["реплика", "реплики", "реплик"],
    uk: ["репліка", "репліки", "реплік"],
    en: ["utterance", "utterances"],
};

/// Rules, counted.
pub(crate) const RULES: Counted = Counted {
    ru: ["правило", "правила", "правил"],
    uk: ["правило", "правила", "правил"],
    en: ["rule", "rules"],
};

/// Phrases, counted; the genitive, for a negative sentence.
pub(crate) const OF_PHRASES: Counted = Counted {
    ru: ["фразы", "фраз", "фраз"],
    uk: ["фрази", "фраз", "фраз"],
    en: ["phrase", "phrases"],
};

/// Records of the input, counted.
pub(crate) const RECORDS: Counted = Counted {
    ru: ["запись", "записи", "записей"],
    uk: ["запис", "записи", "записів"],
    en: ["record", "records"],
};

/// Files without content, counted.
pub(crate) const EMPTY_FILES: Counted = Counted {
    ru: ["пустой файл", "пустых файла", "пустых файлов"],
    uk: ["порожній файл", "порожні файли", "порожніх файлів"],
    en: ["empty file", "empty files"],
};

/// Files, counted.
pub(crate) const FILES: Counted = Counted {
    ru: ["файл", "файла", "файлов"],
    uk: ["файл", "файли", "файлів"],
    en: ["file", "files"],
};

/// Calls, counted.
pub(crate) const CALLS: Counted = Counted {
    ru: ["звонок", "звонка", "звонков"],
    uk: ["дзвінок", "дзвінки", "дзвінків"],
    en: ["call", "calls"],
};

/// Findings, counted.
pub(crate) const FINDINGS: Counted = Counted {
    ru: ["срабатывание", "срабатывания", "срабатываний"],
    uk: ["спрацювання", "спрацювання", "спрацювань"],
    en: ["hit", "hits"],
};

/// Seconds, as they are written behind a number.
pub(crate) const SECONDS: Text = Text { ru: "с", uk: "с", en: "s" };

/// How often, counted.
pub(crate) const TIMES: Counted =
    Counted {
        ru: ["раз", "раза", "раз"], uk: ["раз", "рази", "разів"], en: ["time", "times"]
    };
