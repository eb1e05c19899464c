//! What people read of `callsift report`: the page, and what the program says when it is written.

use super::Text;

// The page as a whole.
texts! {
    TITLE = "Звонки по приоритету", "Дзвінки за пріоритетом", "Calls by review priority";
    DATES = "Звонки с {from} по {to}, время {zone}", "Дзвінки з {from} по {to}, час {zone}", "Calls from {from} to {to}, time zone {zone}";
    NO_DATES = "Время звонков не указано", "Час дзвінків не вказано", "The calls carry no dates";
    PROPOSED = "Это предложение машины: решает человек.", "Це пропозиція машини: вирішує людина.", "A machine proposes; a person decides.";
    FLAGGED = "из них с пометкой «жалоба»", "з них із позначкою «скарга»", "flagged as complaints";
    BY_CATEGORY = "Что найдено", "Що знайдено", "What was found";
    BY_CATEGORY_CAPTION = "В скольких звонках найдена категория", "У скількох дзвінках знайдено категорію", "In how many calls each category was found";
    BY_AGENT = "По операторам", "За операторами", "By agent";
    BY_AGENT_CAPTION = "Звонки каждого оператора, из них с пометкой «жалоба»", "Дзвінки кожного оператора, з них із позначкою «скарга»", "Calls of each agent, and how many are flagged as complaints";
    FLAGGED_COLUMN = "с пометкой", "з позначкою", "flagged";
    CALLS_COLUMN = "звонков", "дзвінків", "calls";
    CATEGORY_COLUMN = "Категория", "Категорія", "Category";
    NO_AGENT = "оператор не указан", "оператора не вказано", "agent not stated";
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
    RISK_NONE = "Баллов нет: ничто из найденного не поднимает приоритет.", "Балів немає: ніщо зі знайденого не підвищує пріоритет.", "No points: nothing that was found raises the priority.";
    SCORE_NONE = "Правил, которые говорят о жалобе, не найдено.", "Правил, які свідчать про скаргу, не знайдено.", "No rule that speaks of a complaint was found.";
    POINTS_COLUMN = "баллы", "бали", "points";
    WEIGHT_COLUMN = "вес", "вага", "weight";
    SUM = "всего", "усього", "in all";
    OMITTED = "Ещё срабатываний, не перечисленных здесь: {count}", "Ще спрацювань, не перелічених тут: {count}", "Further hits that are not listed here: {count}";
    TURN_AT = "реплика {turn}", "репліка {turn}", "utterance {turn}";
    WITHOUT_PLACE = "весь звонок", "увесь дзвінок", "the whole call";
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
    MACHINE_WORDS = "слова автоответчика", "слова автовідповідача", "words of the system";
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
