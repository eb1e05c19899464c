//! The scorecard of a call, told the same on every page.

use super::{Counted, Text, terms};
use callsift::lexicon::CriticalKind;
use callsift::scan::{Answer, Mark, Unanswered};

texts! {
    SCORED = "Чек-лист «{protocol}», предложено: {score} ({earned} из {asked} баллов), {mark}",
        "Чек-лист «{protocol}», запропоновано: {score} ({earned} з {asked} балів), {mark}",
        "Scorecard «{protocol}», proposed: {score} ({earned} of {asked} points), {mark}";
    CRITICAL_SCORED = "Чек-лист «{protocol}», предложено: {score} из-за критической ошибки, иначе {without} ({earned} из {asked} баллов)",
        "Чек-лист «{protocol}», запропоновано: {score} через критичну помилку, інакше {without} ({earned} з {asked} балів)",
        "Scorecard «{protocol}», proposed: {score} for a critical error, else {without} ({earned} of {asked} points)";
    NOT_SCORED = "Чек-лист «{protocol}»: машина не может ответить ни на один пункт с баллами",
        "Чек-лист «{protocol}»: машина не може відповісти на жоден пункт із балами",
        "Scorecard «{protocol}»: the machine can answer no item that has points";
    OUTSIDE = "вне суммы, баллов: неприменимо {not_applicable}, не проверялось {not_evaluated}, решает человек {needs_a_person}",
        "поза сумою, балів: незастосовно {not_applicable}, не перевірялося {not_evaluated}, вирішує людина {needs_a_person}",
        "outside of the sum, points: not applicable {not_applicable}, not checked {not_evaluated}, for a person {needs_a_person}";
    PASS = "хорошо", "добре", "well handled";
    REVIEW = "на разбор", "на розбір", "to be gone through";
    FAIL = "плохо", "погано", "badly handled";
    YES = "да", "так", "yes";
    PARTLY = "частично", "частково", "partly";
    NO = "нет", "ні", "no";
    NOT_APPLICABLE = "неприменимо", "незастосовно", "not applicable";
    NEEDS_A_PERSON = "решает человек", "вирішує людина", "a person decides";
    NO_RULES = "в словаре нет для этого правил",
        "у словнику немає для цього правил",
        "the dictionary has no rule for it";
    BEFORE = "раньше, чем «{item}»", "раніше, ніж «{item}»", "earlier than «{item}»";
    SEVERAL = "сказано в {turns}", "сказано в {turns}", "said in {turns}";
    LATE = "только в конце звонка", "лише наприкінці дзвінка", "at the end of the call alone";
    NOWHERE = "во всём звонке не найдено", "в усьому дзвінку не знайдено", "not found in the whole call";
    AGAINST = "против этого: {what}", "проти цього: {what}", "against it: {what}";
    MORE = "и ещё {count}", "і ще {count}", "and {count} more";
    HARMS_CUSTOMER = "критическая ошибка, перед клиентом",
        "критична помилка, перед клієнтом",
        "critical error towards the customer";
    HARMS_COMPANY = "критическая ошибка, перед компанией",
        "критична помилка, перед компанією",
        "critical error towards the company";
    BREAKS_LAW = "критическая ошибка, перед законом",
        "критична помилка, перед законом",
        "critical error before the law";
    FORBIDDEN = "так нельзя", "так не можна", "not to be done";
    EXCUSED = "здесь уместно: {what}", "тут доречно: {what}", "in place here: {what}";
    ITEM_COLUMN = "Пункт", "Пункт", "Item";
    ANSWER_COLUMN = "Ответ", "Відповідь", "Answer";
    CRITICAL_CALLS = "Критические ошибки по чек-листу (предложено, решает человек): {calls}",
        "Критичні помилки за чек-листом (запропоновано, вирішує людина): {calls}",
        "Critical errors by the scorecard (proposed, a person decides): {calls}";
    CRITICAL_CALL = "  {key}  {what}", "  {key}  {what}", "  {key}  {what}";
    FURTHER_CALLS = "  и ещё {calls}", "  і ще {calls}", "  and {calls} more";
}

/// Utterances, counted, as they stand behind "in".
pub(crate) const IN_TURNS: Counted = Counted {
    ru: ["реплике", "репликах", "репликах"],
    uk: ["репліці", "репліках", "репліках"],
    en: ["utterance", "utterances"],
};

/// How well a call was handled.
pub(crate) const fn mark(mark: Mark) -> Text {
    match mark {
        Mark::Pass => PASS,
        Mark::Review => REVIEW,
        Mark::Fail => FAIL,
    }
}

/// An answer in a word.
pub(crate) const fn answer(answer: Answer) -> Text {
    match answer {
        Answer::Yes => YES,
        Answer::Partly => PARTLY,
        Answer::No => NO,
        Answer::NotApplicable => NOT_APPLICABLE,
        Answer::NotEvaluated(Unanswered::NeedsAPerson) => NEEDS_A_PERSON,
        Answer::NotEvaluated(Unanswered::Lacking(_) | Unanswered::NoRules) => terms::NOT_EVALUATED,
    }
}

/// Why something could not be told, where the answer does not say it.
pub(crate) const fn unanswered(why: Unanswered) -> Text {
    match why {
        Unanswered::Lacking(gap) => terms::lacking(gap),
        Unanswered::NoRules => NO_RULES,
        Unanswered::NeedsAPerson => NEEDS_A_PERSON,
    }
}

/// How grave something forbidden is.
pub(crate) const fn gravity(critical: Option<CriticalKind>) -> Text {
    match critical {
        Some(CriticalKind::Customer) => HARMS_CUSTOMER,
        Some(CriticalKind::Company) => HARMS_COMPANY,
        Some(CriticalKind::Law) => BREAKS_LAW,
        None => FORBIDDEN,
    }
}
