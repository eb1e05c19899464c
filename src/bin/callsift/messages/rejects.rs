//! Why a record could not be read, in the languages of the screen. The message beside it says more,
//! in English alone.

use super::Text;
use callsift::format::RejectCode;

texts! {
    NOT_JSON = "это не JSON, или он обрывается", "це не JSON, або він обривається",
        "no JSON, or it ends in the middle";
    INVALID_UTF8 = "текст не в UTF-8; другую кодировку называет --encoding",
        "текст не в UTF-8; інше кодування називає --encoding",
        "the text is not in UTF-8; --encoding names another encoding";
    UNKNOWN_FORMAT = "формат файла не узнан; docs/formats.md перечисляет форматы, --map описывает свой",
        "формат файлу не впізнано; docs/formats.md перелічує формати, --map описує свій",
        "the format of the file is not known; docs/formats.md lists formats, --map tells yours";
    WRONG_SHAPE = "в поле значение не того типа", "у полі значення не того типу",
        "a field has a value of another type";
    DUPLICATE_KEY = "один ключ стоит в объекте дважды", "один ключ стоїть в об'єкті двічі",
        "a key stands twice in one object";
    TOO_DEEP = "слишком много скобок друг в друге", "забагато дужок одна в одній",
        "too many brackets inside each other";
    NOT_A_TRANSCRIPT = "в этом JSON нет реплик разговора", "у цьому JSON немає реплік розмови",
        "this JSON has no utterances of a call";
    TOO_MANY_TURNS = "слишком много реплик", "забагато реплік", "too many utterances";
    TURN_TOO_LONG = "слишком длинная реплика", "занадто довга репліка", "an utterance is too long";
    ID_TOO_LONG = "слишком длинный номер", "занадто довгий номер", "an id is too long";
    RECORD_TOO_LONG = "слишком длинная запись", "занадто довгий запис", "the record is too long";
    TRUNCATED = "файл обрывается раньше конца", "файл обривається раніше кінця",
        "the file ends before its end";
    READ_ERROR = "файл не читается", "файл не читається", "the file cannot be read";
    STILL_GROWING = "файл менялся, пока его читали", "файл змінювався, поки його читали",
        "the file changed while it was read";
    UNSAFE_NAME = "имя файла ведёт за пределы архива", "ім'я файлу веде за межі архіву",
        "the name of the member leads out of the archive";
    ENCRYPTED = "содержимое зашифровано", "вміст зашифровано", "the content is encrypted";
    UNKNOWN_EXTENSION = "без неизвестного расширения запись читать нельзя",
        "без невідомого розширення запис читати не можна",
        "the record must not be read without an extension that is not known";
    NOT_XML = "это не XML, или он обрывается", "це не XML, або він обривається",
        "no XML, or it ends in the middle";
    ARCHIVE_LIMIT = "в архиве больше, чем разрешено читать", "в архіві більше, ніж дозволено читати",
        "the archive holds more than may be read";
    ARCHIVE_MEMBER = "этот файл архива не читается", "цей файл архіву не читається",
        "this member of the archive is not read";
    TABLE_ROW = "таблицу или её строку нельзя использовать", "таблицю або її рядок не можна використати",
        "a table, or a row of it, cannot be used";
    INTERNAL_ERROR = "сбой самой программы; сообщите о нём", "збій самої програми; повідомте про нього",
        "a fault of the program; please report it";
    LOST_DIGITS = "таблица потеряла цифры номера (7,9E+10)", "таблиця втратила цифри номера (7,9E+10)",
        "a spreadsheet lost digits of a number (7,9E+10)";
    CUSTOMER_RECORD = "карточку клиента не удалось прочитать", "картку клієнта не вдалося прочитати",
        "the customer record is unreadable";
    NOT_A_CALL = "это не звонок из calls.jsonl", "це не дзвінок із calls.jsonl",
        "no call as it stands in calls.jsonl";
    IN_FIELD = "{why} (поле {field})", "{why} (поле {field})", "{why} (field {field})";
    STRICT = "{file}, строка {line}: {why} [{reason}]. Остановлено из-за --strict, ничего не опубликовано",
        "{file}, рядок {line}: {why} [{reason}]. Зупинено через --strict, нічого не опубліковано",
        "{file}, line {line}: {why} [{reason}]. Stopped by --strict, nothing was published";
    AGAIN = "Перечитано записей: {found} из {all}", "Перечитано записів: {found} з {all}",
        "Read again: {found} of {all} records";
    CHANGED = "  теперь в них другие байты: {n}", "  тепер у них інші байти: {n}",
        "  {n} of them have other bytes now";
    MISSING = "  на их месте теперь ничего нет: {n}", "  на їхньому місці тепер нічого немає: {n}",
        "  {n} are not there any more";
    PIPED = "  пришли через канал, перечитать нельзя: {n}", "  надійшли через канал, перечитати не можна: {n}",
        "  {n} came through a pipe and cannot be read again";
    OF_CUSTOMERS = "  это карточки клиентов: {n}; исправьте их файл и запустите callsift attach",
        "  це картки клієнтів: {n}; виправте їхній файл і запустіть callsift attach",
        "  {n} are customer records: mend their file and run callsift attach";
}

/// The text of a code.
pub(crate) const fn code(code: RejectCode) -> Text {
    match code {
        RejectCode::NotJson => NOT_JSON,
        RejectCode::InvalidUtf8 => INVALID_UTF8,
        RejectCode::UnknownFormat => UNKNOWN_FORMAT,
        RejectCode::WrongShape => WRONG_SHAPE,
        RejectCode::DuplicateKey => DUPLICATE_KEY,
        RejectCode::TooDeep => TOO_DEEP,
        RejectCode::NotATranscript => NOT_A_TRANSCRIPT,
        RejectCode::TooManyTurns => TOO_MANY_TURNS,
        RejectCode::TurnTooLong => TURN_TOO_LONG,
        RejectCode::IdTooLong => ID_TOO_LONG,
        RejectCode::RecordTooLong => RECORD_TOO_LONG,
        RejectCode::Truncated => TRUNCATED,
        RejectCode::ReadError => READ_ERROR,
        RejectCode::StillGrowing => STILL_GROWING,
        RejectCode::UnsafeName => UNSAFE_NAME,
        RejectCode::Encrypted => ENCRYPTED,
        RejectCode::UnknownExtension => UNKNOWN_EXTENSION,
        RejectCode::NotXml => NOT_XML,
        RejectCode::ArchiveLimit => ARCHIVE_LIMIT,
        RejectCode::ArchiveMember => ARCHIVE_MEMBER,
        RejectCode::TableRow => TABLE_ROW,
        RejectCode::InternalError => INTERNAL_ERROR,
    }
}
