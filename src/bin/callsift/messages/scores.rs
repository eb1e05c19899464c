//! The complaint score and the review priority of a call, what it is about and how it ended, told the
//! same on every page.

use super::{Text, terms};
use callsift::scan::{Band, Resolution, Substance};

texts! {
    FLAGGED = "Отмечен как жалоба: оценка {score}, порог {threshold}",
        "Позначено як скаргу: оцінка {score}, поріг {threshold}",
        "Flagged as a complaint: score {score}, threshold {threshold}";
    NOT_FLAGGED = "Не отмечен как жалоба: оценка {score}, порог {threshold}",
        "Не позначено як скаргу: оцінка {score}, поріг {threshold}",
        "Not flagged as a complaint: score {score}, threshold {threshold}";
    NOT_BELOW_ZERO = "вместе {sum}, меньше 0 не бывает",
        "разом {sum}, менше 0 не буває",
        "together {sum}, never less than 0";
    RISK = "Приоритет {score} из 100, {band}",
        "Пріоритет {score} зі 100, {band}",
        "Review priority {score} of 100, {band}";
    AT_MOST = "вместе {sum}, больше 100 не бывает",
        "разом {sum}, більше 100 не буває",
        "together {sum}, never more than 100";
    ABOUT = "О чём: {what}", "Про що: {what}", "About: {what}";
    ENDED = "Чем кончилось: {how}", "Чим скінчилося: {how}", "How it ended: {how}";
    SEVERITY = "серьёзность {severity} из 5",
        "серйозність {severity} з 5",
        "severity {severity} of 5";
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
