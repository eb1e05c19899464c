//! The pages of `explain`: why a call is on the list.

use super::Text;
use callsift::transcript::WarningCode;

// The head of a page: the call, the score, the priority.
texts! {
    WITHOUT_TIMES = "без времени", "без часу", "no times";
    BANDS = "средний от {medium}, высокий от {high}, критический от {critical}",
        "середній від {medium}, високий від {high}, критичний від {critical}",
        "medium from {medium}, high from {high}, critical from {critical}";
    SOURCE_NOTE = "Об источнике: {what} ({place})",
        "Про джерело: {what} ({place})",
        "About the source: {what} ({place})";
}

// One rule that was found.
texts! {
    CATEGORY = "категория: {category}, {severity}",
        "категорія: {category}, {severity}",
        "category: {category}, {severity}";
    ACTION = "что сделать: {action}", "що зробити: {action}", "what to do: {action}";
    ADDS = "добавляет к оценке жалобы {weight}, к приоритету {points}",
        "додає до оцінки скарги {weight}, до пріоритету {points}",
        "adds {weight} to the complaint score, {points} to the review priority";
    COUNTED_ALREADY = " (в нём уже посчитано другое срабатывание этой категории)",
        " (у ньому вже пораховано інше спрацювання цієї категорії)",
        " (which counts another hit of this category already)";
    ADDS_NOTHING = "ни к оценке жалобы, ни к приоритету ничего не добавляет",
        "ні до оцінки скарги, ні до пріоритету нічого не додає",
        "adds nothing to the complaint score or the review priority";
    PLACE = "{who}, реплика {turn}{at}", "{who}, репліка {turn}{at}", "{who}, utterance {turn}{at}";
    PLACE_OF_SEVERAL = "{who}, реплики {turn}{at}",
        "{who}, репліки {turn}{at}",
        "{who}, utterances {turn}{at}";
    BY_PHRASE = "по фразе `{phrase}`", "за фразою `{phrase}`", "by the phrase `{phrase}`";
    NO_NEGATION = "отрицания при ней нет", "заперечення при ній немає", "nothing negates it";
    ANY_NEGATION = "отрицание ничего бы не изменило",
        "заперечення нічого б не змінило",
        "a negation would not matter";
    NO_EXCLUSION = "исключений правила рядом нет",
        "винятків правила поруч немає",
        "none of the rule's exceptions is near";
    IN_WINDOW = "сказано в той части звонка, где правило ищет",
        "сказано в тій частині дзвінка, де правило шукає",
        "said in the part of the call where the rule looks";
    MORE_HITS = "ещё {more}, здесь не показаны: так много сохраняется",
        "ще {more}, тут не показано: стільки зберігається",
        "{more} more, not shown here: so many are kept";
}

// Why a rule found nothing.
texts! {
    NO_PHRASE = "ни одной из {phrases} нет в звонке ({turns})",
        "жодної з {phrases} немає у дзвінку ({turns})",
        "none of its {phrases} is in the call ({turns})";
    NOT_ITS_PHRASE = "фразы правила нет в звонке ({turns})",
        "фрази правила немає у дзвінку ({turns})",
        "its phrase is not in the call ({turns})";
    CONDITION_NOT_TRUE = "условие правила в этом звонке не выполнено",
        "умову правила в цьому дзвінку не виконано",
        "its condition is not true of this call";
}

// What is odd about a source.
texts! {
    END_BEFORE_START = "конец раньше начала, взято начало",
        "кінець раніше початку, взято початок",
        "an end before its start; the start was taken";
    NEGATIVE_TIME = "время до начала звонка, пропущено",
        "час до початку дзвінка, пропущено",
        "a time before the start of the call; left out";
    UNREADABLE_TIME = "время не удалось прочитать",
        "час не вдалося прочитати",
        "an unreadable time";
    WORDS_NOT_IN_TEXT = "слов нет в тексте реплики, взято только их время",
        "слів немає в тексті репліки, взято лише їхній час",
        "words that are not in the text of the utterance; only their times were taken";
    WITHOUT_ZONE = "начало звонка без часового пояса, пропущено",
        "початок дзвінка без часового поясу, пропущено",
        "a start of the call without a time zone; left out";
    UNREADABLE_START = "начало звонка не удалось прочитать",
        "початок дзвінка не вдалося прочитати",
        "an unreadable start of the call";
    UNKNOWN_NAME = "неизвестное название роли, вида или направления звонка",
        "невідома назва ролі, виду або напряму дзвінка",
        "an unknown name of a role, medium or direction";
    NO_TURNS = "ничего не сказано", "нічого не сказано", "nothing was said";
    NUMERIC_ID = "номер записан числом, взят как есть",
        "номер записано числом, взято як є",
        "an id written as a number; taken as it is";
    BROKEN_CUE = "часть файла не удалось прочитать, пропущена",
        "частину файлу не вдалося прочитати, пропущено",
        "an unreadable part of the file; left out";
    UNLABELLED_TEXT = "текст до первого имени говорящего, неизвестно кто",
        "текст до першого імені мовця, невідомо хто",
        "text before the first speaker's name, by an unknown speaker";
    REPEATED_LINE = "строки субтитров повторяются, каждая посчитана один раз",
        "рядки субтитрів повторюються, кожен пораховано один раз",
        "lines of captions that come again, each counted once";
    PRIVATE_NOTE = "внутренние заметки: клиент их не видел, пропущены",
        "внутрішні нотатки: клієнт їх не бачив, пропущено",
        "private notes, which the customer never saw, left out";
    SYSTEM_MESSAGE = "служебные строки мессенджера, пропущены",
        "службові рядки месенджера, пропущено",
        "lines the messenger wrote by itself, left out";
    QUOTED_TEXT = "цитаты прежних сообщений, пропущены",
        "цитати попередніх повідомлень, пропущено",
        "quotations of earlier messages, left out";
    SAME_ON_BOTH_CHANNELS = "одна и та же речь на двух каналах, учтена один раз",
        "те саме мовлення на двох каналах, враховано один раз",
        "the same speech on two channels; counted once";
    REPEATED_RESULT = "последний результат повторяет все слова, учтён только он",
        "останній результат повторює всі слова, враховано лише його",
        "the last result repeats all words; it alone was counted";
    UNIT_GUESSED = "в чём измерено время, таблица не говорит; определено по скорости речи",
        "у чому виміряно час, таблиця не каже; визначено за швидкістю мовлення",
        "the table does not say in which unit its times are; told by how fast people speak";
    LOST_DIGITS = "таблица потеряла цифры номера (7,9E+10); он не учитывается",
        "таблиця втратила цифри номера (7,9E+10); його не враховано",
        "a spreadsheet has thrown digits of a number away (7,9E+10); it does not count";
    ROW_LEFT_OUT = "рядом есть строка таблицы, которую не удалось прочитать; она могла быть из этого звонка",
        "поруч є рядок таблиці, який не вдалося прочитати; він міг бути з цього дзвінка",
        "a row of the table beside it could not be read; it may have been of this call";
    ENCODING_GUESSED = "кодировка файла (UTF-16) угадана",
        "кодування файлу (UTF-16) вгадано",
        "the encoding of the file (UTF-16) is a guess";
    NOT_IN_CALL_TABLE = "в таблице звонков нет строки этого звонка",
        "у таблиці дзвінків немає рядка цього дзвінка",
        "the table of calls has no row for this call";
    DIRECTION_UNKNOWN = "роли заданы по направлению, а направление звонка неизвестно",
        "ролі задано за напрямом, а напрям дзвінка невідомий",
        "roles are given by direction, and the direction of the call is unknown";
    NO_SUCH_LABEL = "ни одна из заданных меток не говорит в этом звонке",
        "жодна із заданих міток не говорить у цьому дзвінку",
        "none of the labels that roles are given for speaks in this call";
    OTHER_SIDE_MISSING = "файл второй стороны звонка не найден",
        "файл другої сторони дзвінка не знайдено",
        "the file of the other side of the call is missing";
    ROLES_LOOK_SWAPPED = "похоже, роли перепутаны: клиент говорит как оператор; задайте --roles",
        "схоже, ролі переплутано: клієнт говорить як оператор; задайте --roles",
        "the roles look swapped: the customer talks as an operator does; say --roles";
    REFINED_RESULT = "уточнённые результаты учтены вместо первых",
        "уточнені результати враховано замість перших",
        "refined results were counted instead of the first ones";
    SEVERAL_TRANSCRIPTS = "несколько расшифровок одного разговора, учтена одна",
        "кілька розшифровок однієї розмови, враховано одну",
        "several transcripts of the same dialog; one was counted";
    WITHOUT_TRANSCRIPT = "часть разговора без расшифровки, она не прочитана",
        "частина розмови без розшифровки, її не прочитано",
        "a part of the conversation has no transcript and was not read";
    UNIT_SUSPECTED = "так быстро никто не говорит: время, похоже, в других единицах",
        "так швидко ніхто не говорить: час, схоже, в інших одиницях",
        "nobody talks that fast: the times seem to be of another unit";
}

// What is told on standard error, where somebody only mistyped the name of a call.
texts! {
    NO_CALL = "звонка `{call}` нет среди прочитанных ({known})",
        "дзвінка `{call}` немає серед прочитаних ({known})",
        "no call `{call}` among {known}";
    DID_YOU_MEAN = "возможно, `{near}`?", "можливо, `{near}`?", "did you mean `{near}`?";
    NO_RULE = "--rule {rule}: такого правила нет",
        "--rule {rule}: такого правила немає",
        "--rule {rule}: there is no such rule";
    LIST_RULES = "все правила: callsift lexicon list",
        "усі правила: callsift lexicon list",
        "see `callsift lexicon list`";
    NOWHERE = "{call}: такого файла нет, и нет {run}, где сказано, где искать; \
               назовите файлы со звонками: callsift explain {call} samples/calls",
        "{call}: такого файлу немає, і немає {run}, де сказано, де шукати; \
         назвіть файли з дзвінками: callsift explain {call} samples/calls",
        "{call}: no such file, and there is no {run} that tells where to look; \
         name the transcripts: callsift explain {call} samples/calls";
    FROM_A_PIPE = "{call}: звонки для {folder} пришли через канал; назовите файл с этим звонком",
        "{call}: дзвінки для {folder} надійшли через канал; назвіть файл із цим дзвінком",
        "{call}: the scan in {folder} read standard input; name a file with the call";
    OTHER_LEXICON = "примечание: звонки читались с другим словарём ({engine}); здесь сказано по нынешнему",
        "примітка: дзвінки читалися з іншим словником ({engine}); тут сказано за теперішнім",
        "note: the scan was made with another dictionary ({engine}); this is what the present one says";
}

/// What is odd about a source.
pub(crate) const fn warning(code: WarningCode) -> Text {
    match code {
        WarningCode::EndBeforeStart => END_BEFORE_START,
        WarningCode::NegativeTime => NEGATIVE_TIME,
        WarningCode::UnreadableTime => UNREADABLE_TIME,
        WarningCode::WordsNotInText => WORDS_NOT_IN_TEXT,
        WarningCode::StartedAtWithoutZone => WITHOUT_ZONE,
        WarningCode::StartedAtUnreadable => UNREADABLE_START,
        WarningCode::UnknownName => UNKNOWN_NAME,
        WarningCode::NoTurns => NO_TURNS,
        WarningCode::NumericId => NUMERIC_ID,
        WarningCode::BrokenCue => BROKEN_CUE,
        WarningCode::UnlabelledText => UNLABELLED_TEXT,
        WarningCode::RepeatedLine => REPEATED_LINE,
        WarningCode::PrivateNote => PRIVATE_NOTE,
        WarningCode::SystemMessage => SYSTEM_MESSAGE,
        WarningCode::QuotedText => QUOTED_TEXT,
        WarningCode::SameOnBothChannels => SAME_ON_BOTH_CHANNELS,
        WarningCode::RepeatedResult => REPEATED_RESULT,
        WarningCode::EncodingGuessed => ENCODING_GUESSED,
        WarningCode::UnitGuessed => UNIT_GUESSED,
        WarningCode::LostDigits => LOST_DIGITS,
        WarningCode::RowLeftOut => ROW_LEFT_OUT,
        WarningCode::NotInCallTable => NOT_IN_CALL_TABLE,
        WarningCode::DirectionUnknown => DIRECTION_UNKNOWN,
        WarningCode::NoSuchLabel => NO_SUCH_LABEL,
        WarningCode::OtherSideMissing => OTHER_SIDE_MISSING,
        WarningCode::RolesLookSwapped => ROLES_LOOK_SWAPPED,
        WarningCode::RefinedResult => REFINED_RESULT,
        WarningCode::SeveralTranscripts => SEVERAL_TRANSCRIPTS,
        WarningCode::WithoutTranscript => WITHOUT_TRANSCRIPT,
        WarningCode::UnitSuspected => UNIT_SUSPECTED,
    }
}
