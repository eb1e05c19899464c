//! Texts of `callsift thresholds`.

use super::Text;

pub(crate) const LONGEST: Text = Text {
    ru: "Самая длинная пауза звонка",
    uk: "Найдовша пауза дзвінка",
    en: "Longest pause of a call",
};
pub(crate) const LONGEST_UNANNOUNCED: Text = Text {
    ru: "Самая длинная пауза без предупреждения",
    uk: "Найдовша пауза без попередження",
    en: "Longest pause that was not announced",
};
pub(crate) const LONGEST_HOLD: Text = Text {
    ru: "Самое длинное удержание без слов",
    uk: "Найдовше утримання без слів",
    en: "Longest silent hold",
};
pub(crate) const TOTAL: Text = Text {
    ru: "Пауз в звонке всего",
    uk: "Пауз у дзвінку загалом",
    en: "Pauses of a call, added up",
};
pub(crate) const SHARE: Text =
    Text {
        ru: "Доля пауз в звонке", uk: "Частка пауз у дзвінку", en: "Share of pauses in a call"
    };
pub(crate) const CLUSTER: Text = Text {
    ru: "Сколько пауз от 6 секунд в звонке",
    uk: "Скільки пауз від 6 секунд у дзвінку",
    en: "Pauses of 6 seconds and more in a call",
};
pub(crate) const RESPONSE: Text = Text {
    ru: "Через сколько оператор обычно отвечает (медиана звонка)",
    uk: "За скільки оператор зазвичай відповідає (медіана дзвінка)",
    en: "How soon the agent answers (median of a call)",
};
pub(crate) const INTERRUPTIONS: Text = Text {
    ru: "Сколько раз оператор перебил клиента",
    uk: "Скільки разів оператор перебив клієнта",
    en: "How often the agent interrupts",
};
pub(crate) const UP_TO: Text =
    Text {
        ru: "не больше, чем:", uk: "не більше, ніж:", en: "at most, in so many of 100 calls:"
    };
pub(crate) const FROM: Text = Text { ru: "от {value}", uk: "від {value}", en: "from {value}" };
pub(crate) const NOT_MEASURED: Text = Text {
    ru: "не проверялось: в этих звонках этого не видно",
    uk: "не перевірялося: у цих дзвінках цього не видно",
    en: "not checked: these calls do not show it",
};
pub(crate) const WITHOUT_TIMES: Text = Text {
    ru: "Без времени слов и реплик, не проверялось: {calls}",
    uk: "Без часу слів і реплік, не перевірялося: {calls}",
    en: "Without times of words or utterances, not checked: {calls}",
};
pub(crate) const REJECTED: Text = Text {
    ru: "Не удалось прочитать: {count} (подробности покажет callsift scan)",
    uk: "Не вдалося прочитати: {count} (подробиці покаже callsift scan)",
    en: "Unreadable: {count} (callsift scan tells why)",
};
pub(crate) const NOTHING: Text = Text {
    ru: "Ни в одном звонке нет времени, поэтому о паузах сказать нечего.",
    uk: "У жодному дзвінку немає часу, тож про паузи сказати нічого.",
    en: "No call has times, so there is nothing to say about pauses.",
};
pub(crate) const RULES: Text = Text {
    ru: "Сколько звонков отмечают правила о паузах сейчас",
    uk: "Скільки дзвінків позначають правила про паузи зараз",
    en: "How many calls the rules about pauses flag now",
};
pub(crate) const HOW_TO_SET: Text = Text {
    ru: "Изменить порог: callsift scan … --set silence.long=12s, или правило в своём словаре.",
    uk: "Змінити поріг: callsift scan … --set silence.long=12s, або правило у своєму словнику.",
    en: "To change a threshold: callsift scan … --set silence.long=12s, or the rule in a dictionary of \
         your own.",
};
