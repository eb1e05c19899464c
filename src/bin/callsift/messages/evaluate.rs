//! What `callsift evaluate` says.

use super::{Counted, Text};
use callsift::evaluation::{Of, Slice};

texts! {
    TITLE = "Проверка словаря на размеченных звонках", "Перевірка словника на розмічених дзвінках", "The dictionary held against labelled calls";
    CONTENTS = "Содержание", "Зміст", "Contents";

    SUMMARY = "Главное", "Головне", "Summary";
    LABELLED = "{calls}: {positives}, {negatives}", "{calls}: {positives}, {negatives}", "{calls}: {positives}, {negatives}";
    EMPTY_LABELS = "Без ответа в разметке: {n}; они посчитаны отдельно", "Без відповіді в розмітці: {n}; їх пораховано окремо", "Labelled as \"cannot tell\": {n}; counted apart";
    MISSING_LABELS = "Без разметки: {n}; они посчитаны отдельно", "Без розмітки: {n}; їх пораховано окремо", "Without a label: {n}; counted apart";
    NO_LABELS = "Разметки нет ни у одного звонка, поэтому ни доля найденных жалоб, ни доля верных срабатываний не известны. Ниже – сколько звонков отмечено, как если бы жалоб среди них не было.", "Розмітки немає в жодного дзвінка, тому ні частка знайдених скарг, ні частка правильних спрацювань не відомі. Нижче – скільки дзвінків позначено, ніби скарг серед них не було.", "No call has a label, so neither recall nor precision is known. Below is how many calls are flagged, as if there were no complaint among them.";
    WEIGHTS_LEXICON = "Веса правил: из словаря. Звонок отмечается от {threshold}.", "Ваги правил: зі словника. Дзвінок позначається від {threshold}.", "Weights of rules: those of the dictionary. A call is flagged from {threshold} on.";
    WEIGHTS_ONES = "Веса правил: все по 1. Звонок отмечается от {threshold}.", "Ваги правил: усі по 1. Дзвінок позначається від {threshold}.", "Weights of rules: 1 each. A call is flagged from {threshold} on.";
    INTERVAL_NOTE = "В скобках – 95-процентный интервал Уилсона: где, скорее всего, лежит настоящая доля. Если чего-то меньше {few}, доля не называется.", "У дужках – 95-відсотковий інтервал Вілсона: де, найімовірніше, лежить справжня частка. Якщо чогось менше {few}, частка не називається.", "In brackets: the Wilson 95 % interval, where the true share most likely lies. Of fewer than {few} things no share is told.";
    FIGURE = "Показатель", "Показник", "Figure";
    VALUE = "Значение", "Значення", "Value";
    PRECISION_HERE = "{precision} (при этой доле жалоб)", "{precision} (за цієї частки скарг)", "{precision} (in this mixture)";
    PRECISION_AT = "{precision}, если жалоб {base} % звонков", "{precision}, якщо скарг {base} % дзвінків", "{precision} if {base} % of calls are complaints";
    FALSE_SHARE = "доля отмеченных зря", "частка позначених дарма", "share wrongly flagged";
    BENIGN_FLAGGED = "отмечено на 1000 звонков без жалоб", "позначено на 1000 дзвінків без скарг", "flagged per 1,000 calls without complaints";
    BENIGN_HITS = "срабатываний на миллион слов разговора без жалоб", "спрацювань на мільйон слів розмови без скарг", "hits per million words of talk without complaints";
    HITS_OF_WORDS = "{value} ({hits} на {words} слов; {low}–{high})", "{value} ({hits} на {words} слів; {low}–{high})", "{value} ({hits} in {words} words; {low}–{high})";
    PER_THOUSAND = "{value} ({count} из {of}; {low}–{high})", "{value} ({count} з {of}; {low}–{high})", "{value} ({count} of {of}; {low}–{high})";
    UNLABELLED_FLAGGED = "отмечено из звонков без разметки", "позначено з дзвінків без розмітки", "flagged of calls without a label";

    NOT_TOLD_FEW = "не сказать: всего {n}", "не сказати: усього {n}", "not told: only {n}";
    NOT_TOLD_NONE = "не сказать: нет {what}", "не сказати: немає {what}", "not told: no {what}";
    FEW_CALLS = "{count}/{of} мало звонков", "{count}/{of} мало дзвінків", "{count}/{of} too few";

    PROBLEMS = "Что не так с данными", "Що не так із даними", "What is wrong with the input";
    FAULTY = "С негодной разметкой: {calls}; они посчитаны как звонки без разметки", "З непридатною розміткою: {calls}; їх пораховано як дзвінки без розмітки", "With a label that is none: {calls}; counted as calls without one";
    FAULT = "{call}: {field} – {what}", "{call}: {field} – {what}", "{call}: {field}: {what}";
    FAULT_LABEL = "{found} вместо 0, 1, true, false или null", "{found} замість 0, 1, true, false або null", "{found} instead of 0, 1, true, false or null";
    FAULT_MEMBERS = "{found} вместо объекта с разметкой", "{found} замість об'єкта з розміткою", "{found} instead of an object with labels";
    FAULT_CATEGORY = "{found} вместо списка категорий", "{found} замість списку категорій", "{found} instead of a list of categories";
    FAULT_SPAN = "{found} вместо места: `turn`, `start`, `end` и `category`", "{found} замість місця: `turn`, `start`, `end` і `category`", "{found} instead of a place with `turn`, `start`, `end` and `category`";
    FAULT_OUTSIDE = "такого места в звонке нет: {found}", "такого місця в дзвінку немає: {found}", "there is no such place in the call: {found}";
    FAULT_AMBIGUOUS = "строка таблицы {found} подходит к нескольким звонкам; напишите источник:номер", "рядок таблиці {found} підходить до кількох дзвінків; напишіть джерело:номер", "row {found} of the table fits several calls; write source:id";
    MISSING_NAMED = "Нет поля с разметкой: {calls}", "Немає поля з розміткою: {calls}", "No field for a label: {calls}";
    UNUSED = "Строк таблицы, для которых звонка нет: {n}", "Рядків таблиці, для яких дзвінка немає: {n}", "Entries of the table without a call: {n}";
    ROW_FAULT = "Таблица, строка {row}: {what}", "Таблиця, рядок {row}: {what}", "Table, row {row}: {what}";
    ROW_NO_ID = "нет номера звонка", "немає номера дзвінка", "no id of a call";
    ROW_LOST_DIGITS = "столбец {column}: таблица потеряла цифры номера; в Excel задайте столбцу формат «Текстовый», заполните его заново и сохраните", "стовпець {column}: таблиця втратила цифри номера; в Excel задайте стовпцю формат «Текст», заповніть його знову та збережіть", "column {column}: a spreadsheet has thrown digits of the id away; format the column as text in Excel, fill it anew and save again";
    ROW_NO_LABEL = "{found} – не да и не нет", "{found} – не так і не ні", "{found} is neither yes nor no";
    ROW_NO_CATEGORY = "нет категории {found}", "немає категорії {found}", "there is no category {found}";
    ROW_NO_PLACE = "{found} – не место: нужны реплика, начало, конец числами и одна категория", "{found} – не місце: потрібні репліка, початок, кінець числами й одна категорія", "{found} is no place: it takes utterance, start and end as numbers and one category";
    ROW_CONTRADICTS = "противоречит строке {row}", "суперечить рядку {row}", "contradicts row {row}";
    REJECTED = "Не удалось прочитать: {n}", "Не вдалося прочитати: {n}", "Unreadable: {n}";
    CONFLICTS = "Звонков с номером более раннего и другим содержанием: {n}", "Дзвінків із номером ранішого та іншим змістом: {n}", "Calls with the id of an earlier one and another content: {n}";
    AND_MORE = "и ещё {n}", "і ще {n}", "and {n} more";
    ROWS_MORE = "… ещё {n}: смотрите --html или --json", "… ще {n}: дивіться --html або --json", "… {n} more: see --html or --json";

    CURVE = "Если сдвинуть порог", "Якщо зсунути поріг", "At other thresholds";
    CURVE_NOTE = "Чем ниже порог, тем больше жалоб найдено и тем больше звонков отмечено зря. В жизни жалоб обычно меньше, чем здесь: пунктир – доля верных срабатываний там.", "Що нижчий поріг, то більше скарг знайдено і то більше дзвінків позначено дарма. У житті скарг зазвичай менше, ніж тут: пунктир – частка правильних спрацювань там.", "The lower the threshold, the more complaints are found and the more calls are flagged for nothing. In life complaints are rarer than in most test sets: the dashed line is precision there.";
    CURVE_TITLE = "Доля верных срабатываний против доли найденных жалоб", "Частка правильних спрацювань проти частки знайдених скарг", "Precision against recall";
    CURVE_HERE = "при этой доле жалоб", "за цієї частки скарг", "in this mixture";
    CURVE_AT = "если жалоб {base} % звонков", "якщо скарг {base} % дзвінків", "if {base} % of calls are complaints";
    CURVE_DESCRIPTION = "Те же числа стоят в таблице под рисунком.", "Ті самі числа стоять у таблиці під рисунком.", "The same numbers stand in the table below.";
    CURVE_TABLE = "Числа к рисунку", "Числа до рисунка", "The numbers of the figure";
    CURVE_UNTOLD = "Кривой нет: {why}.", "Кривої немає: {why}.", "There is no curve: {why}.";
    CURVE_NOW = "порог {at}", "поріг {at}", "threshold {at}";
    THRESHOLD = "Порог", "Поріг", "Threshold";
    FROM_SEVERITY = "Серьёзность от", "Серйозність від", "Severity from";
    SEVERITY_CAPTION = "Если отмечать по серьёзности", "Якщо позначати за серйозністю", "Flagging by severity";

    TRIALS = "Те же звонки с другими весами", "Ті самі дзвінки з іншими вагами", "The same calls with other weights";
    TRIALS_NOTE = "«На других частях»: порог, а у подобранных весов и сами веса, взяты с остальных частей звонков ({folds}), и посчитаны звонки, которых при подборе не видели. Эти числа честнее.", "«На інших частинах»: поріг, а в підібраних ваг і самі ваги, узято з решти частин дзвінків ({folds}), і пораховано дзвінки, яких під час добору не бачили. Ці числа чесніші.", "\"On other parts\": the threshold, and fitted weights as well, come from the other parts of the calls ({folds}), and the calls counted were not seen when they were chosen. These figures are the honest ones.";
    TRIALS_UNTOLD = "Сравнить веса нельзя: {why}.", "Порівняти ваги не можна: {why}.", "Weights cannot be compared: {why}.";
    WEIGHTS = "Веса", "Ваги", "Weights";
    TRIAL_LEXICON = "из словаря", "зі словника", "of the dictionary";
    TRIAL_ONES = "все по 1", "усі по 1", "1 each";
    TRIAL_FITTED = "подобранные", "підібрані", "fitted";
    CROSSED = "на других частях", "на інших частинах", "on other parts";
    CROSSED_AT = "{at}, на других частях", "{at}, на інших частинах", "{at}, on other parts";

    FIT = "Подобранные веса", "Підібрані ваги", "Fitted weights";
    FIT_NOTE = "Подобраны по правилам, а не по словам, так, чтобы из звонков без жалоб отмечалось не больше {share}. Правила, сработавшие меньше чем в {least} звонках, оставлены как есть.", "Підібрано за правилами, а не за словами, так, щоб із дзвінків без скарг позначалося не більше {share}. Правила, що спрацювали менше ніж у {least} дзвінках, залишено як є.", "Fitted over rules, never over words, so that at most {share} of the calls without complaints are flagged. Rules found in fewer than {least} calls keep their weight.";
    FIT_UNTOLD = "Веса не подобраны: {why}.", "Ваги не підібрано: {why}.", "No weights were fitted: {why}.";
    FIT_BEYOND = "Удержать долю отмеченных зря не удалось: больше отмечают правила, веса которых не подбирались.", "Утримати частку позначених дарма не вдалося: більше позначають правила, ваги яких не добиралися.", "The share wrongly flagged could not be kept: rules whose weights were not fitted flag more.";
    FIT_SAME = "Ни один вес не изменился.", "Жодна вага не змінилася.", "No weight has changed.";
    FIT_WRITTEN = "Веса записаны в {file}. Применить: callsift scan … --lexicon-add {file}", "Ваги записано у {file}. Застосувати: callsift scan … --lexicon-add {file}", "Weights written to {file}. To use them: callsift scan … --lexicon-add {file}";
    OLD_WEIGHT = "Было", "Було", "Was";
    NEW_WEIGHT = "Стало", "Стало", "Is";
    REASON = "Почему", "Чому", "Why";
    BASIS_FITTED = "подобран", "підібрано", "fitted";
    BASIS_KEPT = "мало звонков", "мало дзвінків", "too few calls";
    BASIS_NOT_SCORED = "категория не считается", "категорія не рахується", "category does not count";

    LANGUAGES = "По языкам", "За мовами", "By language";
    SOURCES = "По источникам", "За джерелами", "By source";
    BY_FIELD = "По полю {field}", "За полем {field}", "By field {field}";
    SLICES = "Особые звонки", "Особливі дзвінки", "Kinds of calls";
    SLICES_NOTE = "Звонок может быть в нескольких строках или ни в одной.", "Дзвінок може бути в кількох рядках або в жодному.", "A call may be in several rows or in none.";
    LANGUAGE = "Язык", "Мова", "Language";
    SOURCE = "Источник", "Джерело", "Source";
    KIND = "Какие", "Які", "Kind";
    CALLS_HEAD = "Звонков", "Дзвінків", "Calls";
    SLICE_NEGATED = "с отрицанием («жалоб нет»)", "із запереченням («скарг немає»)", "negated (\"no complaints\")";
    SLICE_PROFANE = "с бранью или оскорблением", "з лайкою чи образою", "swearing or abuse";
    SLICE_MIXED = "на двух языках", "двома мовами", "two languages";
    SLICE_SPEECH = "распознанная речь", "розпізнане мовлення", "recognised speech";

    CATEGORIES = "По категориям", "За категоріями", "By category";
    RULES = "По правилам", "За правилами", "By rule";
    FINDERS_NOTE = "«Верно» – жалобы, в которых сработало; «зря» – звонки без жалобы. «Только оно» – звонки, которые без этого веса не были бы отмечены.", "«Правильно» – скарги, у яких спрацювало; «дарма» – дзвінки без скарги. «Лише воно» – дзвінки, які без цієї ваги не були б позначені.", "\"Right\": complaints in which it was found; \"wrong\": calls without one. \"Only it\": calls that would not be flagged without its weight.";
    CATEGORY = "Категория", "Категорія", "Category";
    TITLE_HEAD = "Название", "Назва", "Title";
    WEIGHT = "Вес", "Вага", "Weight";
    TRUE_HEAD = "Верно", "Правильно", "Right";
    FALSE_HEAD = "Зря", "Дарма", "Wrong";
    ONLY_TRUE = "Верно, только оно", "Правильно, лише воно", "Right, only it";
    ONLY_FALSE = "Зря, только оно", "Дарма, лише воно", "Wrong, only it";
    UNLABELLED = "Без разметки", "Без розмітки", "No label";
    BENIGN_HEAD = "Срабатываний без жалоб", "Спрацювань без скарг", "Hits without complaint";

    AGREEMENT_CALLS = "Категории звонков: люди и правила", "Категорії дзвінків: люди та правила", "Categories of calls: people and rules";
    AGREEMENT_SPANS = "Размеченные места: люди и правила", "Розмічені місця: люди та правила", "Marked places: people and rules";
    AGREEMENT_NOTE = "Смотрятся только категории, которые люди ставили. Месту довольно совпасть в одном знаке.", "Дивляться лише категорії, які ставили люди. Місцю досить одного спільного знака.", "Only categories that people used are looked at. One common character is enough for a place.";
    AGREED = "Найдено", "Знайдено", "Found";
    NOT_AGREED = "Пропущено", "Пропущено", "Missed";
    EXTRA = "Лишнее", "Зайве", "Extra";

    MISSES = "Пропущенные жалобы", "Пропущені скарги", "Missed complaints";
    MISSES_NOTE = "С наименьшей суммой сначала; при равной – случайные, но всегда одни и те же.", "З найменшою сумою спершу; за рівної – випадкові, але завжди ті самі.", "Lowest score first; of equal ones a chance sample, always the same.";
    FALSE_FLAGS = "Отмечены зря", "Позначені дарма", "Wrongly flagged";
    FALSE_NOTE = "С наибольшей суммой сначала.", "З найбільшою сумою спершу.", "Highest score first.";
    UNLABELLED_FLAGS = "Отмечены, без разметки", "Позначені, без розмітки", "Flagged, without a label";
    NOTHING_HERE = "Таких звонков нет.", "Таких дзвінків немає.", "There is no such call.";
    SCORE = "сумма {score}, серьёзность {severity}", "сума {score}, серйозність {severity}", "score {score}, severity {severity}";
    CLIPPED = "… дальше пропущено", "… далі пропущено", "… more was said";
}

/// Complaints, counted.
const POSITIVES: Counted = Counted {
    ru: ["жалоба", "жалобы", "жалоб"],
    uk: ["скарга", "скарги", "скарг"],
    en: ["positive", "positives"],
};

const WORDS: Counted = Counted {
    ru: ["слово", "слова", "слов"],
    uk: ["слово", "слова", "слів"],
    en: ["word", "words"],
};

/// Other calls, counted.
const NEGATIVES: Counted = Counted {
    ru: ["звонок без жалобы", "звонка без жалобы", "звонков без жалобы"],
    uk: ["дзвінок без скарги", "дзвінки без скарги", "дзвінків без скарги"],
    en: ["negative", "negatives"],
};

const FLAGGED: Counted = Counted {
    ru: ["отмеченный звонок", "отмеченных звонка", "отмеченных звонков"],
    uk: ["позначений дзвінок", "позначені дзвінки", "позначених дзвінків"],
    en: ["flagged call", "flagged calls"],
};

const MARKED: Counted = Counted {
    ru: ["пометка людей", "пометки людей", "пометок людей"],
    uk: ["позначка людей", "позначки людей", "позначок людей"],
    en: ["mark by people", "marks by people"],
};

/// The noun for what a share is a share of.
pub(crate) const fn noun(of: Of) -> Counted {
    match of {
        Of::Calls => super::terms::CALLS,
        Of::Words => WORDS,
        Of::Positives => POSITIVES,
        Of::Negatives => NEGATIVES,
        Of::Flagged => FLAGGED,
        Of::Marked => MARKED,
        Of::Found => super::terms::FINDINGS,
    }
}

/// What a kind of call is called.
pub(crate) const fn slice(slice: Slice) -> Text {
    match slice {
        Slice::Negated => SLICE_NEGATED,
        Slice::Profane => SLICE_PROFANE,
        Slice::Mixed => SLICE_MIXED,
        Slice::Speech => SLICE_SPEECH,
    }
}
