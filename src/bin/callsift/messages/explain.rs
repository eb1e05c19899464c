//! The pages of `explain`: why a call is on the list.

use super::{Text, terms};
use callsift::lexicon::How;
use callsift::scan::{Band, Resolution, Substance, Suppression};
use callsift::transcript::WarningCode;
use callsift::transcript::timeline::{Announced, SilenceKind};

// The head of a page: the call, the score, the priority.
texts! {
    WITHOUT_TIMES = "без времени", "без часу", "no times";
    FLAGGED = "Отмечен как жалоба: оценка {score}, порог {threshold}",
        "Позначено як скаргу: оцінка {score}, поріг {threshold}",
        "Flagged as a complaint: score {score}, threshold {threshold}";
    NOT_FLAGGED = "Не отмечен как жалоба: оценка {score}, порог {threshold}",
        "Не позначено як скаргу: оцінка {score}, поріг {threshold}",
        "Not flagged as a complaint: score {score}, threshold {threshold}";
    NOT_BELOW_ZERO = "вместе {sum}, меньше 0 не бывает",
        "разом {sum}, менше 0 не буває",
        "together {sum}, never less than 0";
    ABOUT = "О чём: {what}", "Про що: {what}", "About: {what}";
    ENDED = "Чем кончилось: {how}", "Чим скінчилося: {how}", "How it ended: {how}";
    RISK = "Приоритет {score} из 100, {band}",
        "Пріоритет {score} зі 100, {band}",
        "Review priority {score} of 100, {band}";
    BANDS = "средний от {medium}, высокий от {high}, критический от {critical}",
        "середній від {medium}, високий від {high}, критичний від {critical}",
        "medium from {medium}, high from {high}, critical from {critical}";
    AT_MOST = "вместе {sum}, больше 100 не бывает",
        "разом {sum}, більше 100 не буває",
        "together {sum}, never more than 100";
    SOURCE_NOTE = "Об источнике: {what} ({place})",
        "Про джерело: {what} ({place})",
        "About the source: {what} ({place})";
}

// One rule that was found.
texts! {
    CATEGORY = "категория: {category}, {severity}",
        "категорія: {category}, {severity}",
        "category: {category}, {severity}";
    SEVERITY = "серьёзность {severity} из 5",
        "серйозність {severity} з 5",
        "severity {severity} of 5";
    ACTION = "что делать: {action}", "що робити: {action}", "what to do: {action}";
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
    READ_AS = "«{heard}» прочитано как «{read_as}»: {how}",
        "«{heard}» прочитано як «{read_as}»: {how}",
        "«{heard}» was read as «{read_as}»: {how}";
    RESTS_ON = "опирается на: {rule}", "спирається на: {rule}", "rests on: {rule}";
    MORE_HITS = "ещё {more}, здесь не показаны: так много сохраняется",
        "ще {more}, тут не показано: стільки зберігається",
        "{more} more, not shown here: so many are kept";
}

// What a condition rests on.
texts! {
    PAUSE = "пауза {seconds} с в {at}", "пауза {seconds} с о {at}", "pause of {seconds} s at {at}";
    PAUSE_HEAD = "пауза {seconds} с до первого слова",
        "пауза {seconds} с до першого слова",
        "pause of {seconds} s before the first word";
    PAUSE_TAIL = "пауза {seconds} с после последнего слова, в {at}",
        "пауза {seconds} с після останнього слова, о {at}",
        "pause of {seconds} s after the last word, at {at}";
    PAUSE_HOLD = "удержание {seconds} с в {at}",
        "утримання {seconds} с о {at}",
        "hold of {seconds} s at {at}";
    WITH_WARNING = "с предупреждением", "з попередженням", "announced";
    WITHOUT_WARNING = "без предупреждения", "без попередження", "unannounced";
    OWED = "чья очередь была ответить: {who}",
        "чия черга була відповісти: {who}",
        "who should have answered: {who}";
    BOTH_SPEAK = "говорят одновременно {seconds} с в {at}",
        "говорять одночасно {seconds} с о {at}",
        "talk-over of {seconds} s at {at}";
    CUT_IN = "перебивание в {at}: перебивает {who}, говорит {whom}",
        "перебивання о {at}: перебиває {who}, говорить {whom}",
        "interruption at {at}: {who} breaks in, {whom} was speaking";
    MEASURE = "{name}: {value}", "{name}: {value}", "{name}: {value}";
    ABSENT = "во всём звонке не найдено: {what}",
        "в усьому дзвінку не знайдено: {what}",
        "not found in the whole call: {what}";
}

// Why a match does not count.
texts! {
    OTHER_SPEAKER = "это говорит не тот, кого правило слушает",
        "це говорить не той, кого правило слухає",
        "said by somebody the rule does not listen to";
    EXCEPTION = "это исключение правила: «{by}»",
        "це виняток правила: «{by}»",
        "an exception of the rule: «{by}»";
    EXCEPTION_SOMEHOW = "это исключение правила", "це виняток правила", "an exception of the rule";
    NEGATED = "это отрицает «{by}»", "це заперечує «{by}»", "«{by}» negates it";
    NEGATED_SOMEHOW = "это отрицается", "це заперечується", "it is negated";
    OFFERED = "это предлагают («{by}»), и неизвестно, кто говорит",
        "це пропонують («{by}»), і невідомо, хто говорить",
        "«{by}» offers it, and nobody knows who says so";
    OUT_OF_WINDOW = "сказано не в той части звонка, где правило ищет",
        "сказано не в тій частині дзвінка, де правило шукає",
        "said outside of the part of the call where the rule looks";
    CONDITION = "условие правила не выполнено",
        "умову правила не виконано",
        "the rule's condition is not true";
    TOO_FEW = "правилу нужно {times} или больше, столько не сказано",
        "правилу потрібно {times} або більше, стільки не сказано",
        "the rule takes {times} or more, and it was said less often";
    ANNOUNCEMENT = "это слова автоответчика",
        "це слова автовідповідача",
        "the system said these words";
    SAME_WORDS = "те же слова уже посчитаны по правилу этой категории на другом языке",
        "ті самі слова вже пораховано за правилом цієї категорії іншою мовою",
        "a rule of this category in another language counts the same words";
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

// Words that were heard almost right.
texts! {
    PHONETIC = "звучит так же", "звучить так само", "it sounds the same";
    EDIT = "отличается одна буква", "відрізняється одна літера", "one letter is off";
    JOINED = "услышано как несколько слов", "почуто як кілька слів", "heard as several words";
    SPLIT = "услышано как одно слово", "почуто як одне слово", "heard as one word";
    MASKED = "буквы скрыты", "літери приховано", "letters are hidden";
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
    ENCODING_GUESSED = "кодировка файла (UTF-16) угадана",
        "кодування файлу (UTF-16) вгадано",
        "the encoding of the file (UTF-16) is a guess";
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

/// How urgent, in a word.
pub(crate) const fn band(band: Band) -> Text {
    match band {
        Band::Low => terms::LOW,
        Band::Medium => terms::MEDIUM,
        Band::High => terms::HIGH,
        Band::Critical => terms::CRITICAL,
    }
}

/// What the discontent is about.
pub(crate) const fn substance(substance: Substance) -> Text {
    match substance {
        Substance::Problem => terms::PROBLEM,
        Substance::Anger => terms::ANGER,
        Substance::None => terms::NO_DISCONTENT,
    }
}

/// How the call ended.
pub(crate) const fn resolution(resolution: Resolution) -> Text {
    match resolution {
        Resolution::Resolved => terms::RESOLVED,
        Resolution::Unresolved => terms::UNRESOLVED,
        Resolution::Unknown => terms::NOT_SAID,
    }
}

/// A silence by where it stands.
pub(crate) const fn silence(kind: SilenceKind) -> Text {
    match kind {
        SilenceKind::Head => PAUSE_HEAD,
        SilenceKind::Between => PAUSE,
        SilenceKind::Hold => PAUSE_HOLD,
        SilenceKind::Tail => PAUSE_TAIL,
    }
}

/// Whether it came with a warning.
pub(crate) const fn announced(announced: Announced) -> Text {
    match announced {
        Announced::Yes => WITH_WARNING,
        Announced::No => WITHOUT_WARNING,
    }
}

/// Why a match does not count; `{by}` and `{times}` stand in some of them.
pub(crate) fn suppression(reason: Suppression, by: Option<&str>) -> Text {
    match reason {
        Suppression::Speaker => OTHER_SPEAKER,
        Suppression::Announcement => ANNOUNCEMENT,
        Suppression::Exclusion if by.is_none() => EXCEPTION_SOMEHOW,
        Suppression::Exclusion => EXCEPTION,
        Suppression::Negation if by.is_none() => NEGATED_SOMEHOW,
        Suppression::Negation => NEGATED,
        Suppression::Offer => OFFERED,
        Suppression::Window => OUT_OF_WINDOW,
        Suppression::Condition => CONDITION,
        Suppression::AtLeast => TOO_FEW,
        Suppression::SameWords => SAME_WORDS,
    }
}

/// Why a word was read as another.
pub(crate) const fn misheard(how: How) -> Text {
    match how {
        How::Phonetic => PHONETIC,
        How::Edit => EDIT,
        How::Joined => JOINED,
        How::Split => SPLIT,
        How::Masked => MASKED,
    }
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
        WarningCode::EncodingGuessed => ENCODING_GUESSED,
    }
}
