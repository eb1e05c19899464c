//! Families of categories, as headings.

use super::Text;
use callsift::lexicon::Family;

texts! {
    COMPLAINT = "Жалобы", "Скарги", "Complaints";
    ESCALATION = "Эскалации и угрозы уйти", "Ескалації та загрози піти", "Escalations and threats to leave";
    ABUSE = "Оскорбления и угрозы", "Образи й погрози", "Insults and threats";
    PROFANITY = "Грубые слова", "Грубі слова", "Profanity";
    CUSTOMER = "О клиенте", "Про клієнта", "About the customer";
    AGENT = "Слова оператора", "Слова оператора", "What the agent said";
    PAUSE = "Паузы", "Паузи", "Pauses";
    OUTCOME = "Чем кончилось", "Чим скінчилося", "How it ended";
    CONTACT = "Связь", "Зв’язок", "The connection";
    SALES = "Возражения при продаже", "Заперечення під час продажу", "Objections to buying";
    OTHER = "Прочее", "Інше", "Other";
}

/// What a family is called.
pub(crate) const fn title(family: Family) -> Text {
    match family {
        Family::Complaint => COMPLAINT,
        Family::Escalation => ESCALATION,
        Family::Abuse => ABUSE,
        Family::Profanity => PROFANITY,
        Family::Customer => CUSTOMER,
        Family::Agent => AGENT,
        Family::Pause => PAUSE,
        Family::Outcome => OUTCOME,
        Family::Contact => CONTACT,
        Family::Sales => SALES,
    }
}

/// The family of a name in a condition, `complaint`; `None` for names of rules and categories.
pub(crate) fn named(name: &str) -> Option<Text> {
    Family::ALL.into_iter().find(|family| family.as_str() == name).map(title)
}
