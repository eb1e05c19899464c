//! The words for the ideas of callsift: one per idea, the same everywhere.

use super::{Counted, Text};

macro_rules! terms {
    ($($name:ident = $ru:literal, $uk:literal, $en:literal;)*) => {
        $(pub(crate) const $name: Text = Text { ru: $ru, uk: $uk, en: $en };)*

        /// Every term, for the test that nothing is called by two names.
        #[cfg(test)]
        pub(crate) const ALL: &[(&str, Text)] = &[$((stringify!($name), $name),)*];
    };
}

terms! {
    FINDING = "срабатывание", "спрацювання", "hit";
    LEXICON = "словарь", "словник", "dictionary";
    RULE = "правило", "правило", "rule";
    PHRASE = "фраза", "фраза", "phrase";
    TURN = "реплика", "репліка", "utterance";
    RISK = "приоритет", "пріоритет", "review priority";
    MATCHED = "найдено", "знайдено", "found";
    CLEAR = "не найдено", "не знайдено", "not found";
    SUPPRESSED = "не засчитано", "не зараховано", "excluded";
    NOT_EVALUATED = "не проверялось", "не перевірялося", "not checked";
    ANNOUNCED = "пауза с предупреждением", "пауза з попередженням", "announced pause";
    DEAD_AIR = "тишина без предупреждения", "тиша без попередження", "dead air";
    OWED = "чья очередь была ответить", "чия черга була відповісти", "who should have answered";
    HOLD = "удержание", "утримання", "hold";
    SILENCE = "пауза", "пауза", "pause";
    OVERLAP = "говорят одновременно", "говорять одночасно", "talk-over";
    INTERRUPTION = "перебивание", "перебивання", "interruption";
    AGENT = "оператор", "оператор", "agent";
    CUSTOMER = "клиент", "клієнт", "customer";
    SYSTEM = "автоответчик", "автовідповідач", "system";
    UNKNOWN_ROLE = "неизвестно кто", "невідомо хто", "unknown speaker";
    REPEAT_CONTACT = "повторное обращение", "повторне звернення", "repeat contact";
    REJECT = "не удалось прочитать", "не вдалося прочитати", "unreadable";
    PRECISION = "доля верных срабатываний", "частка правильних спрацювань", "precision";
    RECALL = "доля найденных жалоб", "частка знайдених скарг", "recall";
    COMPLAINT = "жалоба", "скарга", "complaint";
}

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
