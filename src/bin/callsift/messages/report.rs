//! What people read of `callsift report`: the page, and what the program says when it is written.

use super::{Counted, Text};

macro_rules! texts {
    ($($name:ident = $ru:literal, $uk:literal, $en:literal;)*) => {
        $(pub(crate) const $name: Text = Text { ru: $ru, uk: $uk, en: $en };)*
    };
}

// The page as a whole.
texts! {
    TITLE = "Звонки по приоритету", "Дзвінки за пріоритетом", "Calls by review priority";
    DATES = "Звонки с {from} по {to}, время {zone}", "Дзвінки з {from} по {to}, час {zone}", "Calls from {from} to {to}, time zone {zone}";
    NO_DATES = "Время звонков не указано", "Час дзвінків не вказано", "The calls carry no dates";
    PROPOSED = "Это предложение машины: решает человек.", "Це пропозиція машини: вирішує людина.", "A machine proposes; a person decides.";
    FLAGGED = "из них с пометкой «жалоба»", "з них із позначкою «скарга»", "flagged as complaints";
    BY_BAND = "По приоритету", "За пріоритетом", "By review priority";
    BY_CATEGORY = "Что найдено", "Що знайдено", "What was found";
    BY_CATEGORY_CAPTION = "В скольких звонках найдена категория", "У скількох дзвінках знайдено категорію", "In how many calls each category was found";
    BY_AGENT = "По операторам", "За операторами", "By agent";
    BY_AGENT_CAPTION = "Звонки каждого оператора, из них с пометкой «жалоба»", "Дзвінки кожного оператора, з них із позначкою «скарга»", "Calls of each agent, and how many are flagged as complaints";
    FLAGGED_COLUMN = "с пометкой", "з позначкою", "flagged";
    CALLS_COLUMN = "звонков", "дзвінків", "calls";
    CATEGORY_COLUMN = "Категория", "Категорія", "Category";
    NO_AGENT = "оператор не указан", "оператора не вказано", "agent not stated";
    NOT_STATED = "не указано", "не вказано", "not stated";
    MORE_AGENTS = "остальные ({count})", "решта ({count})", "all others ({count})";
    LIST = "Список звонков", "Список дзвінків", "List of calls";
    NOTHING_FOUND = "Ничего не найдено: ни одного срабатывания в этих звонках.", "Нічого не знайдено: жодного спрацювання в цих дзвінках.", "Nothing was found: not a single hit in these calls.";
    NO_CALLS = "Звонков нет.", "Дзвінків немає.", "There are no calls.";
    LEFT_OUT = "На странице показаны первые {shown} из {all}. Остальных нет на странице, их приоритет не выше {risk}; они учтены во всех числах сверху и стоят в {csv} и calls.jsonl. Показать больше: --calls {all}.",
        "На сторінці показано перші {shown} з {all}. Решти немає на сторінці, їхній пріоритет не вищий за {risk}; їх враховано в усіх числах угорі, вони є в {csv} та calls.jsonl. Показати більше: --calls {all}.",
        "The page shows the first {shown} of {all}. The rest, with review priority {risk} or lower, are not on the page; they count in all figures above and stand in {csv} and calls.jsonl. To show more: --calls {all}.";
    ONLY_FLAGGED = "В списке только звонки с пометкой «жалоба»; без пометки: {count}. Числа сверху — по всем звонкам.",
        "У списку лише дзвінки з позначкою «скарга»; без позначки: {count}. Числа вгорі — за всіма дзвінками.",
        "The list holds flagged calls only; not flagged: {count}. The figures above are those of all calls.";
    NOT_READ = "Не удалось прочитать записей: {count} (см. rejects.jsonl). Их нет ни в списке, ни в числах.",
        "Не вдалося прочитати записів: {count} (див. rejects.jsonl). Їх немає ні в списку, ні в числах.",
        "Unreadable records: {count} (see rejects.jsonl). They are neither in the list nor in the figures.";
    FOOT = "{engine}, словарь {lexicon}", "{engine}, словник {lexicon}", "{engine}, dictionary {lexicon}";
    LEXICON_DIFFERS = "Звонки проверены другим словарём; названия категорий и правил — из нынешнего.",
        "Дзвінки перевірено іншим словником; назви категорій і правил — з нинішнього.",
        "The calls were checked with another dictionary; titles of categories and rules are those of the present one.";
}

// The bar above the list.
texts! {
    FILTER = "Отбор", "Відбір", "Filter";
    ALL_CATEGORIES = "все категории", "усі категорії", "all categories";
    ALL_AGENTS = "все операторы", "усі оператори", "all agents";
    ONLY_COMPLAINTS = "только с пометкой «жалоба»", "лише з позначкою «скарга»", "flagged only";
    SHOWN_OF = "Показано: {shown} из {all}", "Показано: {shown} з {all}", "Shown: {shown} of {all}";
    KEYS = "Клавиши", "Клавіші", "Keys";
    KEYS_ON = "Клавиши из одной буквы включены", "Клавіші з однієї літери ввімкнено", "Single-letter keys are on";
    KEYS_LIST = "J (О) — следующий звонок · K (Л) — предыдущий · Enter — открыть · Esc — закрыть и вернуться в список · T (Е) — таблица событий",
        "J (О) — наступний дзвінок · K (Л) — попередній · Enter — відкрити · Esc — закрити й повернутися до списку · T (Е) — таблиця подій",
        "J next call · K previous call · Enter open · Esc close and return to the list · T table of events";
    PRINT_WHOLE = "печатать разговор целиком, а не только реплики возле срабатываний",
        "друкувати розмову повністю, а не лише репліки біля спрацювань",
        "print the whole conversation, not only the utterances near hits";
    SKIP = "К списку звонков", "До списку дзвінків", "Skip to the list of calls";
}

// A row of the list.
texts! {
    TIME_COLUMN = "Время", "Час", "Time";
    LENGTH_COLUMN = "Длина", "Тривалість", "Length";
    FOUND_COLUMN = "Найдено", "Знайдено", "Found";
    PAUSE_COLUMN = "Длиннейшая пауза", "Найдовша пауза", "Longest pause";
    STATE_COLUMN = "Пометка", "Позначка", "State";
    NOT_FLAGGED = "без пометки", "без позначки", "not flagged";
    NO_PAUSE = "нет", "немає", "none";
    NO_FINDINGS = "ничего", "нічого", "nothing";
    LOW = "низкий", "низький", "low";
    MEDIUM = "средний", "середній", "medium";
    HIGH = "высокий", "високий", "high";
    CRITICAL = "критический", "критичний", "critical";
}

// A call opened.
texts! {
    CALL = "Звонок", "Дзвінок", "Call";
    QUEUE = "линия", "лінія", "queue";
    TEAM = "группа", "група", "team";
    INBOUND = "входящий", "вхідний", "inbound";
    OUTBOUND = "исходящий", "вихідний", "outbound";
    INTERNAL = "внутренний", "внутрішній", "internal";
    CHAT = "чат", "чат", "chat";
    TALK = "говорит {share} %", "говорить {share} %", "talks {share} %";
    CONFLICT = "Раньше в этой выгрузке был другой звонок с тем же номером.", "Раніше в цьому вивантаженні був інший дзвінок із тим самим номером.", "Another call of this run has the same id.";
    WARNING = "Замечание об исходном файле: {code} ({count})", "Зауваження про вихідний файл: {code} ({count})", "Note about the source: {code} ({count})";
    WHY = "Почему в списке", "Чому в списку", "Why it is listed";
    RISK_SUM = "Приоритет {score} из 100", "Пріоритет {score} зі 100", "Review priority {score} of 100";
    RISK_CAPPED = "сумма {sum}, но не больше 100", "сума {sum}, але не більше 100", "the sum is {sum}, at most 100 count";
    RISK_NONE = "Баллов нет: ничто из найденного не поднимает приоритет.", "Балів немає: ніщо зі знайденого не підвищує пріоритет.", "No points: nothing that was found raises the priority.";
    SCORE_SUM = "Оценка жалобы {score}, порог {threshold}", "Оцінка скарги {score}, поріг {threshold}", "Complaint score {score}, threshold {threshold}";
    SCORE_REACHED = "порог достигнут", "порога досягнуто", "threshold reached";
    SCORE_BELOW = "ниже порога", "нижче порога", "below the threshold";
    SCORE_FLOOR = "сумма {sum}, но не меньше 0", "сума {sum}, але не менше 0", "the sum is {sum}, at least 0 counts";
    SCORE_NONE = "Правил, которые говорят о жалобе, не найдено.", "Правил, які свідчать про скаргу, не знайдено.", "No rule that speaks of a complaint was found.";
    POINTS_COLUMN = "баллы", "бали", "points";
    WEIGHT_COLUMN = "вес", "вага", "weight";
    SUM = "всего", "усього", "in all";
    PROBLEM = "Названа проблема, с которой можно работать.", "Названо проблему, з якою можна працювати.", "A problem is named that can be worked on.";
    ANGER = "Недовольство или грубость без названной проблемы.", "Невдоволення або грубість без названої проблеми.", "Discontent or rude words, no problem is named.";
    SEVERITY = "тяжесть {severity}", "тяжкість {severity}", "severity {severity}";
    TO_DO = "Что сделать:", "Що зробити:", "What to do:";
    READ_AS = "«{heard}» прочитано как «{read}»: {how}", "«{heard}» прочитано як «{read}»: {how}", "“{heard}” was read as “{read}”: {how}";
    HOW_PHONETIC = "звучит так же", "звучить так само", "it sounds the same";
    HOW_EDIT = "одна буква другая", "одна літера інша", "one letter is off";
    HOW_JOINED = "записано несколькими словами", "записано кількома словами", "heard as several words";
    HOW_SPLIT = "записано одним словом", "записано одним словом", "heard as one word";
    HOW_MASKED = "буквы скрыты", "літери приховано", "letters are hidden";
    RESTS_ON = "опирается на: {title}", "спирається на: {title}", "rests on: {title}";
    OMITTED = "Ещё срабатываний, не перечисленных здесь: {count}", "Ще спрацювань, не перелічених тут: {count}", "Further hits that are not listed here: {count}";
    TURN_AT = "реплика {turn}", "репліка {turn}", "utterance {turn}";
    WITHOUT_PLACE = "весь звонок", "увесь дзвінок", "the whole call";
    LACKS_TIMES = "в записи нет времени", "у записі немає часу", "the source has no times";
    LACKS_ROLES = "неизвестно, кто оператор, а кто клиент", "невідомо, хто оператор, а хто клієнт", "nobody knows who is the agent and who the customer";
    LACKS_SPEECH = "в чате нет времени речи", "у чаті немає часу мовлення", "a chat has no times of speech";
}

// Why a match does not count.
texts! {
    BY_SPEAKER = "сказал не тот, кого слушает правило", "сказав не той, кого слухає правило", "said by somebody the rule does not listen to";
    BY_EXCLUSION = "исключение правила: «{by}»", "виняток правила: «{by}»", "an exclusion of the rule: “{by}”";
    BY_EXCLUSION_ALONE = "исключение правила", "виняток правила", "an exclusion of the rule";
    BY_NEGATION = "отрицание: «{by}»", "заперечення: «{by}»", "negated by “{by}”";
    BY_NEGATION_ALONE = "отрицание", "заперечення", "negated";
    BY_OFFER = "это предлагают, и неизвестно, кто говорит", "це пропонують, і невідомо, хто говорить", "it is offered, and nobody knows who says so";
    BY_WINDOW = "сказано не в той части звонка", "сказано не в тій частині дзвінка", "said outside of the rule’s part of the call";
    BY_CONDITION = "условие правила не выполнено", "умову правила не виконано", "the rule’s condition is not true";
    BY_COUNT = "сказано меньше раз, чем нужно правилу", "сказано менше разів, ніж потрібно правилу", "said fewer times than the rule asks for";
    BY_SAME_WORDS = "эти слова уже засчитаны правилом на другом языке", "ці слова вже зараховано правилом іншою мовою", "a rule in another language counts these words";
}

// Time and what happens in it.
texts! {
    TIMELINE = "Ход звонка", "Перебіг дзвінка", "Course of the call";
    TIMELINE_LABEL = "Ход звонка: речь клиента и оператора, паузы, срабатывания. То же стоит в таблице событий.",
        "Перебіг дзвінка: мовлення клієнта й оператора, паузи, спрацювання. Те саме є в таблиці подій.",
        "Course of the call: speech of customer and agent, pauses, hits. The table of events says the same.";
    NO_TIMELINE = "Ход звонка не показан: {why}.", "Перебіг дзвінка не показано: {why}.", "The course of the call cannot be shown: {why}.";
    EVENTS = "Таблица событий", "Таблиця подій", "Table of events";
    WHAT_COLUMN = "Что", "Що", "What";
    WHO_COLUMN = "Кто", "Хто", "Who";
    DETAIL_COLUMN = "Подробности", "Подробиці", "Details";
    HITS_LANE = "срабатывания", "спрацювання", "hits";
    MORE_MARKS = "ещё {count} — в таблице событий", "ще {count} — у таблиці подій", "{count} more in the table of events";
    PAUSE_OF = "пауза {length}", "пауза {length}", "pause of {length}";
    HOLD_OF = "удержание {length}", "утримання {length}", "hold of {length}";
    OVERLAP_OF = "говорят одновременно {length}", "говорять одночасно {length}", "talk-over of {length}";
    WITH_WARNING = "с предупреждением", "з попередженням", "announced";
    WITHOUT_WARNING = "без предупреждения", "без попередження", "not announced";
    OWED_BY = "чья очередь была ответить: {who}", "чия черга була відповісти: {who}", "who should have answered: {who}";
    HEAD_PAUSE = "до первого слова", "до першого слова", "before the first word";
    TAIL_PAUSE = "после последнего слова", "після останнього слова", "after the last word";
    ON_HOLD = "на удержании", "на утриманні", "on hold";
    CUT_IN = "перебивание: {who}", "перебивання: {who}", "interruption by the {who}";
    ABSENT = "во всём звонке не найдено: {title}", "у всьому дзвінку не знайдено: {title}", "not found in the whole call: {title}";
    AT_TIME = "в {time}", "о {time}", "at {time}";
}

// The transcript.
texts! {
    TRANSCRIPT = "Разговор", "Розмова", "Transcript";
    NOT_AT_HAND = "Текста разговора нет под рукой.", "Тексту розмови немає під рукою.", "The transcript is not at hand.";
    FILES_GONE = "После проверки изменились или пропали файлы: {files}. Цитаты взяты из calls.jsonl.",
        "Після перевірки змінилися або зникли файли: {files}. Цитати взято з calls.jsonl.",
        "Files have changed or gone since the scan: {files}. Quotes are those of calls.jsonl.";
    FROM_PIPE = "Звонки пришли по каналу, а не из файлов. Цитаты взяты из calls.jsonl.",
        "Дзвінки надійшли каналом, а не з файлів. Цитати взято з calls.jsonl.",
        "The calls came through a pipe, not from files. Quotes are those of calls.jsonl.";
    NO_SUCH_CALL = "В исходных файлах такого звонка нет. Цитаты взяты из calls.jsonl.",
        "У вихідних файлах такого дзвінка немає. Цитати взято з calls.jsonl.",
        "The source files hold no such call. Quotes are those of calls.jsonl.";
    AND_MORE = "{files} и ещё {count}", "{files} і ще {count}", "{files} and {count} more";
    CUT_TURNS = "пропущено: {turns}", "пропущено: {turns}", "left out: {turns}";
    NO_TURNS = "В этом звонке нет ни одной реплики.", "У цьому дзвінку немає жодної репліки.", "There is not a single utterance in this call.";
    HITS_IN_TURN = "срабатывания в этой реплике", "спрацювання в цій репліці", "hits in this utterance";
}

// What the program says when it is done.
texts! {
    WRITTEN = "{calls}, {flagged} с пометкой «жалоба»", "{calls}, {flagged} із позначкою «скарга»", "{calls}, {flagged} flagged as complaints";
    WRITTEN_MISSING = "Без текста разговора: {calls} (файлы изменились или пропали)", "Без тексту розмови: {calls} (файли змінилися або зникли)", "Without transcript: {calls} (files have changed or gone)";
    WRITTEN_LEFT = "На странице первые {shown} из {all}; больше: --calls {all}", "На сторінці перші {shown} з {all}; більше: --calls {all}", "The page shows the first {shown} of {all}; for more: --calls {all}";
    WRITTEN_OPEN = "Откройте {page}", "Відкрийте {page}", "Open {page}";
    WRITTEN_TABLE = "Таблица срабатываний: {csv}", "Таблиця спрацювань: {csv}", "Table of hits: {csv}";
}

/// Families of categories, as headings.
pub(crate) mod family {
    use super::Text;

    texts! {
        COMPLAINT = "Жалобы", "Скарги", "Complaints";
        ESCALATION = "Эскалации и угрозы уйти", "Ескалації та загрози піти", "Escalations and threats to leave";
        ABUSE = "Оскорбления и угрозы", "Образи й погрози", "Insults and threats";
        PROFANITY = "Грубые слова", "Грубі слова", "Profanity";
        CUSTOMER = "О клиенте", "Про клієнта", "About the customer";
        AGENT = "Слова оператора", "Слова оператора", "What the agent said";
        PAUSE = "Паузы", "Паузи", "Pauses";
        OUTCOME = "Чем кончилось", "Чим закінчилося", "How it ended";
        CONTACT = "Связь", "Зв’язок", "The connection";
        SALES = "Возражения при продаже", "Заперечення під час продажу", "Objections to buying";
        OTHER = "Прочее", "Інше", "Other";
    }
}

/// Measures by their names in conditions.
pub(crate) const MEASURES: [(&str, Text); 19] = [
    ("silence.total_ms", Text { ru: "тишины всего", uk: "тиші всього", en: "silence in all" }),
    ("silence.share", Text { ru: "доля тишины", uk: "частка тиші", en: "share of silence" }),
    ("silence.count", Text { ru: "пауз", uk: "пауз", en: "pauses" }),
    (
        "silence.longest_ms",
        Text {
            ru: "самая длинная пауза", uk: "найдовша пауза", en: "longest pause"
        },
    ),
    (
        "hold.total_ms",
        Text {
            ru: "удержания всего", uk: "утримання всього", en: "hold in all"
        },
    ),
    ("hold.count", Text { ru: "удержаний", uk: "утримань", en: "holds" }),
    (
        "overlap.total_ms",
        Text {
            ru: "говорят одновременно всего",
            uk: "говорять одночасно всього",
            en: "talk-over in all",
        },
    ),
    (
        "overlap.count",
        Text {
            ru: "раз говорят одновременно",
            uk: "разів говорять одночасно",
            en: "times of talk-over",
        },
    ),
    (
        "interruptions.agent",
        Text {
            ru: "перебиваний со стороны оператора",
            uk: "перебивань з боку оператора",
            en: "interruptions by the agent",
        },
    ),
    (
        "interruptions.customer",
        Text {
            ru: "перебиваний со стороны клиента",
            uk: "перебивань з боку клієнта",
            en: "interruptions by the customer",
        },
    ),
    (
        "talk.agent.share",
        Text {
            ru: "доля речи оператора",
            uk: "частка мовлення оператора",
            en: "the agent’s share of talk",
        },
    ),
    (
        "talk.customer.share",
        Text {
            ru: "доля речи клиента",
            uk: "частка мовлення клієнта",
            en: "the customer’s share of talk",
        },
    ),
    (
        "talk.agent.words_per_minute",
        Text {
            ru: "слов оператора в минуту",
            uk: "слів оператора за хвилину",
            en: "words a minute of the agent",
        },
    ),
    (
        "talk.customer.words_per_minute",
        Text {
            ru: "слов клиента в минуту",
            uk: "слів клієнта за хвилину",
            en: "words a minute of the customer",
        },
    ),
    (
        "response.agent.median_ms",
        Text {
            ru: "обычно оператор отвечает через",
            uk: "зазвичай оператор відповідає через",
            en: "the agent usually answers after",
        },
    ),
    (
        "response.customer.median_ms",
        Text {
            ru: "обычно клиент отвечает через",
            uk: "зазвичай клієнт відповідає через",
            en: "the customer usually answers after",
        },
    ),
    (
        "monologue.longest_ms",
        Text {
            ru: "самый длинный монолог", uk: "найдовший монолог", en: "longest monologue"
        },
    ),
    (
        "first_agent_word_ms",
        Text {
            ru: "первое слово оператора через",
            uk: "перше слово оператора через",
            en: "first word of the agent after",
        },
    ),
    (
        "duration_ms",
        Text {
            ru: "длина звонка", uk: "тривалість дзвінка", en: "length of the call"
        },
    ),
];

/// Turns, counted.
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

#[cfg(test)]
mod tests {
    use super::MEASURES;
    use callsift::lexicon::Measure;

    #[test]
    fn every_measure_has_a_name_for_people() {
        let named = MEASURES.map(|(name, _)| name);
        let names: Vec<&str> = Measure::ALL.iter().map(|measure| measure.name()).collect();
        assert_eq!(names, named);
    }
}
