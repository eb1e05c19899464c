//! What people read of `callsift export`: titles of columns and sheets, and what the program says.

use super::{Counted, Text, terms};

// Titles of columns that are words for ideas.
pub(crate) const CUSTOMER: Text = terms::CUSTOMER;
pub(crate) const AGENT: Text = terms::AGENT;
pub(crate) const RULE: Text = terms::RULE;
pub(crate) const PHRASE: Text = terms::PHRASE;
pub(crate) const RISK: Text = terms::RISK;
pub(crate) const ACTION: Text = terms::TO_DO;

// The other titles of columns.
texts! {
    SCORE = "оценка жалобы", "оцінка скарги", "complaint score";
    CALL_KEY = "звонок", "дзвінок", "call";
    SOURCE = "телефонная система", "телефонна система", "telephone system";
    CALL_ID = "номер звонка в системе", "номер дзвінка в системі", "id of the call in it";
    STARTED_AT = "начало", "початок", "started";
    DURATION = "длина", "тривалість", "length";
    DURATION_MS = "длина, мс", "тривалість, мс", "length, ms";
    CUSTOMER_ID = "код клиента", "код клієнта", "customer's id";
    CUSTOMER_PHONE = "телефон клиента", "телефон клієнта", "customer's telephone";
    CUSTOMER_EMAIL = "почта клиента", "пошта клієнта", "customer's e-mail";
    AGENT_ID = "код оператора", "код оператора", "agent's id";
    AGENT_NAME = "имя оператора", "ім’я оператора", "agent's name";
    TEAM = "группа", "група", "team";
    QUEUE = "линия", "лінія", "queue";
    DIRECTION = "направление", "напрямок", "direction";
    MEDIUM = "вид связи", "вид зв’язку", "medium";
    LANGUAGE = "язык", "мова", "language";
    BAND = "приоритет словом", "пріоритет словом", "review priority in a word";
    FLAGGED = "пометка «жалоба»", "позначка «скарга»", "flagged as a complaint";
    THRESHOLD = "порог пометки", "поріг позначки", "threshold of the flag";
    SUBSTANCE = "о чём", "про що", "what it is about";
    RESOLUTION = "чем кончилось", "чим скінчилося", "how it ended";
    SEVERITY = "серьёзность", "серйозність", "severity";
    FINDINGS = "срабатываний", "спрацювань", "hits";
    FINDINGS_OMITTED = "ещё срабатываний, без строк", "ще спрацювань, без рядків", "further hits, without rows";
    CATEGORIES = "категории", "категорії", "categories";
    TURNS = "реплик", "реплік", "utterances";
    LONG_PAUSES = "долгих пауз", "довгих пауз", "long pauses";
    MAX_PAUSE_MS = "длиннейшая пауза, мс", "найдовша пауза, мс", "longest pause, ms";
    NOT_TIMED = "почему паузы не проверялись", "чому паузи не перевірялися", "why pauses were not checked";
    RULES_NOT_EVALUATED = "правил не проверялось", "правил не перевірялося", "rules not checked";
    LEXICON = "словарь", "словник", "dictionary";
    CATEGORY = "код категории", "код категорії", "code of the category";
    CATEGORY_TITLE = "категория", "категорія", "category";
    RULE_TITLE = "название правила", "назва правила", "title of the rule";
    WEIGHT = "вес", "вага", "weight";
    ROLE = "кто сказал", "хто сказав", "said by";
    TURN = "реплика", "репліка", "utterance";
    START = "с", "з", "from";
    END = "по", "по", "to";
    START_MS = "с, мс", "з, мс", "from, ms";
    END_MS = "по, мс", "по, мс", "to, ms";
    QUOTE = "цитата", "цитата", "quote";
    READ_AS = "как прочитано", "як прочитано", "read as";
    FINDING_ID = "код срабатывания", "код спрацювання", "id of the hit";
}

// Sheets.
texts! {
    FINDINGS_SHEET = "Срабатывания", "Спрацювання", "Hits";
    CALLS_SHEET = "Звонки", "Дзвінки", "Calls";
}

// What the program says when it is done.
texts! {
    WRITTEN = "{what} → {path}", "{what} → {path}", "{what} → {path}";
    CELLS_CUT = "Текст длиннее, чем вмещает ячейка Excel, и обрезан: {count}", "Текст довший, ніж уміщує клітинка Excel, і обрізаний: {count}", "Text longer than a cell of Excel holds, cut: {count}";
    AS_INPUT = "Исходные записи вошли как есть, вместе с персональными данными, которые в них стоят", "Вихідні записи ввійшли як є, разом з персональними даними, що в них стоять", "The input went through as it is and holds what personal data it held";
    LEFT_OUT = "Не вошло: {calls} ({reason})", "Не ввійшло: {calls} ({reason})", "Left out: {calls} ({reason})";
    LIST_OF_FILES = "Список файлов и того, что не вошло: {path}", "Список файлів і того, що не ввійшло: {path}", "List of files, and of what was left out: {path}";
}

// Why a call was left out.
texts! {
    NO_TRANSCRIPT = "текста разговора нет под рукой: файлы изменились или пропали", "тексту розмови немає під рукою: файли змінилися або зникли", "the transcript is not at hand: files have changed or gone";
    NO_START = "начало звонка не указано, а vCon без него не бывает", "початок дзвінка не вказано, а vCon без нього не буває", "the start of the call is not stated, and a vCon cannot do without";
    UNFIT_RECORD = "исходную запись нельзя дополнить", "вихідний запис не можна доповнити", "nothing can be added to the record";
}

/// Files, counted.
pub(crate) const FILES: Counted = Counted {
    ru: ["файл", "файла", "файлов"],
    uk: ["файл", "файли", "файлів"],
    en: ["file", "files"],
};
