//! The page of `callsift inspect`.

use super::Text;

texts! {
    EMPTY = "пустой файл", "порожній файл", "an empty file";
    NO_FORMAT = "не читается", "не читається", "not read";
    RECOGNISED = "{title} ({name}); узнан по: {signs}",
        "{title} ({name}); розпізнано за: {signs}",
        "{title} ({name}); recognised by: {signs}";
    PACKED = "упакован: {how}", "упаковано: {how}", "packed: {how}";
    ENCODING = "кодировка {name}", "кодування {name}", "encoding {name}";
    ENCODING_GUESSED = "кодировка {name} (угадана)", "кодування {name} (вгадано)", "encoding {name} (a guess)";
    CALLS = "звонки", "дзвінки", "calls";
    ID_FIELD = "номер назван в записи", "номер названо в записі", "id stated in the record";
    ID_FILE_NAME = "номер по имени файла", "номер за ім'ям файлу", "id from the name of the file";
    ID_HASH = "номера нет, взят отпечаток содержимого",
        "номера немає, взято відбиток вмісту",
        "no id, a hash of the content instead";
    FIRST = "первый: {key}", "перший: {key}", "the first: {key}";
    CHAT = "чат", "чат", "chat";
    SAID = "сказано", "сказано", "said";
    LENGTH = "длина всего {time}", "тривалість усього {time}", "{time} in all";
    WORDS = "слов со временем: {timed} из {words}",
        "слів із часом: {timed} з {words}",
        "{timed} of {words} words with times";
    NO_WORDS = "время слов не записано", "час слів не записано", "no times of words";
    SPEAKERS = "говорят", "говорять", "speakers";
    NO_LABEL = "без имени", "без імені", "no label";
    STATED = "так записано", "так записано", "stated";
    BY_LABEL = "по имени", "за ім'ям", "by the label";
    BY_USER = "по --roles", "за --roles", "by --roles";
    BY_ANNOUNCEMENT = "по тексту автоответчика", "за текстом автовідповідача", "by an announcement";
    IN_CALLS = "в {n} из {calls}", "у {n} із {calls}", "in {n} of {calls}";
    SAY_ROLES = "кто из них оператор, неизвестно: задайте --roles '{label}=agent,…'",
        "хто з них оператор, невідомо: задайте --roles '{label}=agent,…'",
        "nobody is known to be the agent: say --roles '{label}=agent,…'";
    LANGUAGE = "язык", "мова", "language";
    BY_LETTERS = "по буквам", "за літерами", "by the letters";
    NOT_SAID = "не назван", "не названо", "not stated";
    STARTED = "начало", "початок", "started";
    NO_START = "неизвестно; его дают --path-pattern или --calls",
        "невідомо; його дають --path-pattern або --calls",
        "not known; --path-pattern or --calls can tell";
    NO_ZONE = "записано без часового пояса; его дает --set time.zone=Europe/Kyiv",
        "записано без часового поясу; його дає --set time.zone=Europe/Kyiv",
        "written without a time zone; --set time.zone=Europe/Kyiv tells it";
    AND_FILES = " и ещё файлов этого формата: {files}",
        " і ще файлів цього формату: {files}",
        " and {files} more files of this format";
    CUSTOMER = "клиент", "клієнт", "customer";
    NO_CUSTOMER = "не назван ни в одном звонке; его дают --path-pattern или --calls",
        "не названо в жодному дзвінку; його дають --path-pattern або --calls",
        "not named in any call; --path-pattern or --calls can tell";
    NAMED_IN = "назван в {n} из {calls}", "названо в {n} із {calls}", "named in {n} of {calls}";
    PAUSES = "паузы", "паузи", "pauses";
    PAUSES_WORD = "видны до слова", "видно до слова", "exact to the word";
    PAUSES_TURN = "видны только между репликами", "видно лише між репліками", "between utterances only";
    PAUSES_NO_TIMES = "не видны: времени нет", "не видно: часу немає", "cannot be seen: no times";
    PAUSES_CHAT = "у чата их нет, есть время ответа",
        "у чату їх немає, є час відповіді",
        "a chat has none, it has response times";
    RULES = "правила", "правила", "rules";
    ALL_RULES = "проверяются все {rules}", "перевіряються всі {rules}", "all {rules} can be checked";
    SOME_RULES = "из {rules} не проверяются {n}: {why} ({calls})",
        "з {rules} не перевіряються {n}: {why} ({calls})",
        "{n} of {rules} cannot be checked: {why} ({calls})";
    WARNING = "заметьте", "зауважте", "note";
    REJECTED = "не читается", "не читається", "unreadable";
    LINE = "строка {line}", "рядок {line}", "line {line}";
    TIMES_MORE = "всего {n}", "усього {n}", "{n} in all";
    SUM = "Всего файлов: {files}; {calls}; не читается записей: {rejected}",
        "Усього файлів: {files}; {calls}; не читається записів: {rejected}",
        "{files} files in all; {calls}; {rejected} unreadable records";
}
