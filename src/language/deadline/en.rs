//! Words of deadlines in English.

use super::clue::flag;
use super::{Tables, Unit};

pub(super) const TABLES: Tables = Tables {
    weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    months: [
        "january jan",
        "february feb",
        "march",
        "april apr",
        "may",
        "june",
        "july",
        "august aug",
        "september sept sep",
        "october oct",
        "november nov",
        "december dec",
    ],
    days: ["today tonight", "tomorrow", ""],
    units: &[
        (Unit::Minute, "minute minutes min mins"),
        (Unit::Hour, "hour hours hr hrs"),
        (Unit::Day, "day days"),
        (Unit::Week, "week weeks"),
        (Unit::Month, "month months"),
        (Unit::Year, "year years"),
    ],
    others: &[
        (flag::BY, "by before until till"),
        (flag::AT, "on at"),
        (flag::WITHIN, "within over during throughout"),
        (flag::IN, "in"),
        (flag::FROM, "from between"),
        (flag::COURSE, "course"),
        (flag::AFTER, "after earlier sooner"),
        (flag::LATER, "later"),
        (flag::NOT, "no not"),
        (flag::THAN, "than"),
        (flag::ABOUT | flag::NEAREST, "next coming following"),
        (flag::ABOUT, "the about around roughly approximately another just only under less up to"),
        (flag::ABOUT, "no more than maximum max most"),
        (flag::TAKES, "takes take up tops"),
        (flag::NEXT, "next"),
        (flag::THIS, "this coming"),
        (flag::LAST, "last previous past"),
        (flag::END, "end"),
        (flag::BEGIN, "beginning start"),
        (flag::MIDDLE, "middle"),
        (flag::WORKING, "working business banking work"),
        (flag::SHIFT, "shift business play"),
        (flag::CLOSE, "close"),
        (flag::END_OF_DAY, "eod cob"),
        (flag::MORNING, "morning"),
        (flag::LUNCH, "lunch lunchtime dinner"),
        (flag::AFTERNOON, "afternoon"),
        (flag::EVENING, "evening tonight night"),
        (flag::NOON, "noon midday"),
        (flag::MIDNIGHT, "midnight"),
        (flag::AM, "am"),
        (flag::PM, "pm"),
        (flag::CLOCK, "o'clock oclock"),
        (flag::HALF, "half"),
        (flag::QUARTER, "quarter"),
        (flag::WEEKEND, "weekend"),
        (flag::FEW, "few several"),
        (flag::ARTICLE, "a an"),
        (flag::THE, "the"),
        (flag::OF, "of"),
        (flag::TO, "to and till until"),
        (flag::DAY_WORD, "day"),
        (flag::PAST_HOUR, "past"),
        (flag::OR, "or to"),
        (flag::MODAL, "may march"),
    ],
    vague: "
        soon
        very soon
        shortly
        very shortly
        as soon as possible
        as soon as we can
        as soon as i can
        as soon as we possibly can
        as quickly as possible
        as quickly as we can
        as fast as we can
        asap
        in the near future
        in the nearest future
        in due course
        in due time
        in the coming days
        over the coming days
        in a while
        in a little while
        in a bit
        in a little bit
        in a moment
        in no time
        one of these days
        any day now
        before long
        sooner or later
        at the earliest opportunity
        at our earliest convenience
        when we can
        a bit later
        a little later
        later
        later on
        at some point
        eventually
        presently
        in time
    ",
};
