//! Why a match does not count, told the same on every page.

use super::Text;
use callsift::scan::Suppression;

texts! {
    OTHER_SPEAKER = "это говорит не тот, кого правило слушает",
        "це говорить не той, кого правило слухає",
        "said by somebody the rule does not listen to";
    ANNOUNCEMENT = "это слова автоответчика",
        "це слова автовідповідача",
        "the system said these words";
    EXCEPTION = "это исключение правила: «{by}»",
        "це виняток правила: «{by}»",
        "an exception of the rule: «{by}»";
    EXCEPTION_SOMEHOW = "это исключение правила", "це виняток правила", "an exception of the rule";
    NEGATED = "это отрицает «{by}»", "це заперечує «{by}»", "«{by}» negates it";
    NEGATED_SOMEHOW = "это отрицается", "це заперечується", "it is negated";
    OFFERED = "это предлагают («{by}»), и неизвестно, кто говорит",
        "це пропонують («{by}»), і невідомо, хто говорить",
        "«{by}» offers it, and nobody knows who says so";
    OFFERED_SOMEHOW = "это предлагают, и неизвестно, кто говорит",
        "це пропонують, і невідомо, хто говорить",
        "it is offered, and nobody knows who says so";
    OUT_OF_WINDOW = "сказано не в той части звонка, где правило ищет",
        "сказано не в тій частині дзвінка, де правило шукає",
        "said outside of the part of the call where the rule looks";
    CONDITION = "условие правила не выполнено",
        "умову правила не виконано",
        "the rule's condition is not true";
    TOO_FEW = "правилу нужно {times} или больше, столько не сказано",
        "правилу потрібно {times} або більше, стільки не сказано",
        "the rule takes {times} or more, and it was said less often";
    TOO_FEW_SOMEHOW = "сказано реже, чем нужно правилу",
        "сказано рідше, ніж потрібно правилу",
        "said less often than the rule takes";
    SAME_WORDS = "те же слова уже посчитаны по правилу этой категории на другом языке",
        "ті самі слова вже пораховано за правилом цієї категорії іншою мовою",
        "a rule of this category in another language counts the same words";
}

/// Why a match does not count; with the words that tell it and with how often the rule takes, where
/// they are known, these stand in it as `{by}` and `{times}`.
pub(crate) fn suppression(reason: Suppression, by: Option<&str>, times: Option<&str>) -> Text {
    let either = |known: Option<&str>, with: Text, without: Text| match known {
        Some(_) => with,
        None => without,
    };
    match reason {
        Suppression::Speaker => OTHER_SPEAKER,
        Suppression::Announcement => ANNOUNCEMENT,
        Suppression::Exclusion => either(by, EXCEPTION, EXCEPTION_SOMEHOW),
        Suppression::Negation => either(by, NEGATED, NEGATED_SOMEHOW),
        Suppression::Offer => either(by, OFFERED, OFFERED_SOMEHOW),
        Suppression::Window => OUT_OF_WINDOW,
        Suppression::Condition => CONDITION,
        Suppression::AtLeast => either(times, TOO_FEW, TOO_FEW_SOMEHOW),
        Suppression::SameWords => SAME_WORDS,
    }
}
