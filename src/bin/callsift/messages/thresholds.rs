//! Texts of `callsift thresholds`.

use super::Text;

texts! {
    LONGEST = "Самая длинная пауза звонка",
        "Найдовша пауза дзвінка",
        "Longest pause of a call";
    LONGEST_UNANNOUNCED = "Самая длинная пауза без предупреждения",
        "Найдовша пауза без попередження",
        "Longest pause that was not announced";
    LONGEST_HOLD = "Самое длинное удержание без слов",
        "Найдовше утримання без слів",
        "Longest silent hold";
    TOTAL = "Пауз в звонке всего",
        "Пауз у дзвінку загалом",
        "Pauses of a call, added up";
    SHARE = "Доля пауз в звонке",
        "Частка пауз у дзвінку",
        "Share of pauses in a call";
    CLUSTER = "Сколько пауз от 6 секунд в звонке",
        "Скільки пауз від 6 секунд у дзвінку",
        "Pauses of 6 seconds and more in a call";
    RESPONSE = "Через сколько оператор обычно отвечает (медиана звонка)",
        "За скільки оператор зазвичай відповідає (медіана дзвінка)",
        "How soon the agent answers (median of a call)";
    INTERRUPTIONS = "Сколько раз оператор перебил клиента",
        "Скільки разів оператор перебив клієнта",
        "How often the agent interrupts";
    UP_TO = "не больше, чем:", "не більше, ніж:", "at most, in so many of 100 calls:";
    FROM = "от {value}", "від {value}", "from {value}";
    NOT_MEASURED = "не проверялось: в этих звонках этого не видно",
        "не перевірялося: у цих дзвінках цього не видно",
        "not checked: these calls do not show it";
    WITHOUT_TIMES = "Без времени слов и реплик, не проверялось: {calls}",
        "Без часу слів і реплік, не перевірялося: {calls}",
        "Without times of words or utterances, not checked: {calls}";
    REJECTED = "Не удалось прочитать: {count} (подробности покажет callsift scan)",
        "Не вдалося прочитати: {count} (подробиці покаже callsift scan)",
        "Unreadable: {count} (callsift scan tells why)";
    NOTHING = "Ни в одном звонке нет времени, поэтому о паузах сказать нечего.",
        "У жодному дзвінку немає часу, тож про паузи сказати нічого.",
        "No call has times, so there is nothing to say about pauses.";
    RULES = "Сколько звонков отмечают правила о паузах сейчас",
        "Скільки дзвінків позначають правила про паузи зараз",
        "How many calls the rules about pauses flag now";
    HOW_TO_SET = "Изменить порог: callsift scan … --set silence.long=12s, или правило в своём словаре.",
        "Змінити поріг: callsift scan … --set silence.long=12s, або правило у своєму словнику.",
        "To change a threshold: callsift scan … --set silence.long=12s, or the rule in a dictionary of \
         your own.";
}
