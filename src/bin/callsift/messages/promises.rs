//! What is told of the promises of a call.

use super::{Counted, Text, terms};
use callsift::language::Language;
use callsift::language::promise::Channel;
use callsift::scan::promise::{NoDate, Who};
use jiff::civil::{Date, DateTime};

texts! {
    TITLE = "обещания оператора", "обіцянки оператора", "promises of the agent";
    SUMMARY = "Обещания операторов: {all}, из них с точным сроком: {dated}, без точного срока: {vague}",
        "Обіцянки операторів: {all}, з них із точним строком: {dated}, без точного строку: {vague}",
        "Promises of agents: {all}, {dated} with a date, {vague} without one";
    SUMMARY_UNKNOWN = "  день не посчитан: {count}, {why}",
        "  день не пораховано: {count}, {why}",
        "  {count} whose day was not worked out: {why}";
    NOT_CHECKED = "Обещания не проверялись: {calls}, {why}",
        "Обіцянки не перевірялися: {calls}, {why}",
        "Promises not checked in {calls}: {why}";
    DUE = "срок: {when} (сказано: «{text}»)",
        "строк: {when} (сказано: «{text}»)",
        "due: {when} (said: «{text}»)";
    VAGUE = "без точного срока: «{text}»", "без точного строку: «{text}»", "no date is named: «{text}»";
    UNKNOWN = "срок «{text}» не посчитан: {why}",
        "строк «{text}» не пораховано: {why}",
        "«{text}» was not worked out: {why}";
    BY = "кто сделает: {who}", "хто зробить: {who}", "who will do it: {who}";
    CHANNEL = "как узнает клиент: {channel}",
        "як дізнається клієнт: {channel}",
        "how the customer will hear of it: {channel}";
    MONDAY_TO_FRIDAY = "рабочие дни посчитаны с понедельника по пятницу, без праздников; их задаёт --calendar",
        "робочі дні пораховано з понеділка по п'ятницю, без свят; їх задає --calendar",
        "working days were counted from Monday to Friday, without holidays; --calendar tells them";
    BY_CALENDAR = "рабочие дни посчитаны по календарю: {country}",
        "робочі дні пораховано за календарем: {country}",
        "working days were counted by the calendar of {country}";
    COMPANY = "компания", "компанія", "the company";
    THIRD_PARTY = "другой человек или организация", "інша людина чи організація", "somebody else";
    NO_START = "у звонка нет времени начала",
        "у дзвінка немає часу початку",
        "the call has no start";
    NO_TIME_ZONE = "начало звонка без часового пояса; его задаёт --time-zone",
        "початок дзвінка без часового поясу; його задає --time-zone",
        "the start of the call has no time zone; --time-zone tells it";
    CALENDAR_YEAR_MISSING = "в календаре нет нужного года",
        "у календарі немає потрібного року",
        "the calendar lacks the year";
    NO_SUCH_DATE = "такого дня нет", "такого дня немає", "there is no such day";
    BY_CALL = "звонок", "дзвінок", "call";
    BY_SMS = "смс", "смс", "text message";
    BY_EMAIL = "электронная почта", "електронна пошта", "e-mail";
    BY_MESSENGER = "мессенджер", "месенджер", "messenger";
    BY_LETTER = "письмо", "лист", "letter";
    BY_APP = "приложение или личный кабинет", "застосунок чи особистий кабінет", "app or account";
    WHAT_COLUMN = "Что обещано", "Що обіцяно", "Promise";
    DUE_COLUMN = "Срок", "Строк", "Due";
    WHO_COLUMN = "Кто сделает", "Хто зробить", "By whom";
    CHANNEL_COLUMN = "Как узнает клиент", "Як дізнається клієнт", "Channel";
}

/// Promises, counted.
pub(crate) const PROMISES: Counted = Counted {
    ru: ["обещание", "обещания", "обещаний"],
    uk: ["обіцянка", "обіцянки", "обіцянок"],
    en: ["promise", "promises"],
};

/// Who will do it.
pub(crate) const fn who(who: Who) -> Text {
    match who {
        Who::Agent => terms::AGENT,
        Who::Company => COMPANY,
        Who::ThirdParty => THIRD_PARTY,
    }
}

/// How the customer will hear of it.
pub(crate) const fn channel(channel: Channel) -> Text {
    match channel {
        Channel::Call => BY_CALL,
        Channel::Sms => BY_SMS,
        Channel::Email => BY_EMAIL,
        Channel::Messenger => BY_MESSENGER,
        Channel::Letter => BY_LETTER,
        Channel::App => BY_APP,
    }
}

/// Why a deadline has no date.
pub(crate) const fn no_date(why: NoDate) -> Text {
    match why {
        NoDate::NoStart => NO_START,
        NoDate::NoTimeZone => NO_TIME_ZONE,
        NoDate::CalendarYearMissing => CALENDAR_YEAR_MISSING,
        NoDate::NoSuchDate => NO_SUCH_DATE,
    }
}

/// A day.
pub(crate) fn day(screen: Language, day: Date) -> String {
    day.strftime(form(screen)).to_string()
}

/// A day and an hour, as the call's clock shows them.
pub(crate) fn hour(screen: Language, at: DateTime) -> String {
    format!("{} {}", at.strftime(form(screen)), at.strftime("%H:%M"))
}

const fn form(screen: Language) -> &'static str {
    match screen {
        Language::Ru | Language::Uk => "%d.%m.%Y",
        Language::En => "%Y-%m-%d",
    }
}
