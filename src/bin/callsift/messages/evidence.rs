//! What a finding rests on, told the same on every page: pauses, talk-over, interruptions, what is
//! absent, and words that were heard almost right.

use super::{Text, number};
use crate::terminal::clock;
use callsift::language::Language;
use callsift::lexicon::How;
use callsift::transcript::timeline::{Announced, SilenceKind};

texts! {
    PAUSE = "пауза {length}", "пауза {length}", "pause of {length}";
    HOLD = "удержание {length}", "утримання {length}", "hold of {length}";
    OVERLAP = "говорят одновременно {length}", "говорять одночасно {length}", "talk-over of {length}";
    AT = "{what} в {time}", "{what} о {time}", "{what} at {time}";
    BEFORE_FIRST = "до первого слова", "до першого слова", "before the first word";
    AFTER_LAST = "после последнего слова", "після останнього слова", "after the last word";
    ON_HOLD = "на удержании", "на утриманні", "on hold";
    WITH_WARNING = "с предупреждением", "з попередженням", "announced";
    WITHOUT_WARNING = "без предупреждения", "без попередження", "not announced";
    OWED = "чья очередь была ответить: {who}",
        "чия черга була відповісти: {who}",
        "who should have answered: {who}";
    CUT_IN = "перебивание в {at}: перебивает {who}, говорит {whom}",
        "перебивання о {at}: перебиває {who}, говорить {whom}",
        "interruption at {at}: {who} breaks in, {whom} was speaking";
    MEASURE = "{name}: {value}", "{name}: {value}", "{name}: {value}";
    ABSENT = "во всём звонке не найдено: {what}",
        "в усьому дзвінку не знайдено: {what}",
        "not found in the whole call: {what}";
    RESTS_ON = "опирается на: {rule}", "спирається на: {rule}", "rests on: {rule}";
    READ_AS = "«{heard}» прочитано как «{read_as}»: {how}",
        "«{heard}» прочитано як «{read_as}»: {how}",
        "«{heard}» was read as «{read_as}»: {how}";
    PHONETIC = "звучит так же", "звучить так само", "it sounds the same";
    EDIT = "отличается одна буква", "відрізняється одна літера", "one letter is off";
    JOINED = "услышано как несколько слов", "почуто як кілька слів", "heard as several words";
    SPLIT = "услышано как одно слово", "почуто як одне слово", "heard as one word";
    MASKED = "буквы скрыты", "літери приховано", "letters are hidden";
}

/// Something of a length at a time: `pause of 31.4 s at 2:05`.
pub(crate) fn at(screen: Language, what: Text, length_ms: i64, start_ms: i64) -> String {
    let what = what.with(screen, &[("length", &number::length(screen, length_ms))]);
    AT.with(screen, &[("what", &what), ("time", &clock(start_ms))])
}

/// Where a pause stands, unless it is between two turns.
pub(crate) const fn place(kind: SilenceKind) -> Option<Text> {
    match kind {
        SilenceKind::Head => Some(BEFORE_FIRST),
        SilenceKind::Between => None,
        SilenceKind::Hold => Some(ON_HOLD),
        SilenceKind::Tail => Some(AFTER_LAST),
    }
}

/// Whether it came with a warning.
pub(crate) const fn announced(announced: Announced) -> Text {
    match announced {
        Announced::Yes => WITH_WARNING,
        Announced::No => WITHOUT_WARNING,
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
