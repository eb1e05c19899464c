//! The promises of a call on its page.

use super::page::Page;
use crate::messages::promises as texts;
use crate::terminal::shown;
use callsift::scan::promise::{Promise, When, Workdays};
use callsift::transcript::Role;

impl Page<'_> {
    /// Each promise with its deadline; nothing where there is none.
    pub(super) fn promises(&self) -> String {
        self.report.promises.iter().flatten().map(|promise| self.promise(promise)).collect()
    }

    fn promise(&self, promise: &Promise) -> String {
        let what = &promise.what;
        let at = promise.time.map(|(span, _)| span.start().get());
        let place = self.place(Role::Agent, what.turn, what.turn_end, at);
        let mut lines = vec![format!("{place}: «{}»", shown(&what.quote)), self.due(promise)];
        match &promise.workdays {
            Some(Workdays::MondayToFriday) => {
                lines.push(texts::MONDAY_TO_FRIDAY.of(self.screen).to_owned());
            }
            Some(Workdays::Of(country)) => {
                lines.push(self.say(texts::BY_CALENDAR, &[("country", &shown(country))]));
            }
            None => {}
        }
        lines.push(self.say(texts::BY, &[("who", texts::who(promise.who).of(self.screen))]));
        if let Some(channel) = promise.channel {
            let channel = texts::channel(channel).of(self.screen);
            lines.push(self.say(texts::CHANNEL, &[("channel", channel)]));
        }
        let [first, rest @ ..] = lines.as_slice() else { return String::new() };
        let rest: String = rest.iter().map(|line| format!("    {line}\n")).collect();
        format!("  {first}\n{rest}")
    }

    fn due(&self, promise: &Promise) -> String {
        let text = shown(&promise.text());
        let when = match promise.when {
            When::At(at, offset) => texts::hour(self.screen, offset.to_datetime(at)),
            When::On(day) => texts::day(self.screen, day),
            When::Vague => return self.say(texts::VAGUE, &[("text", &text)]),
            When::Unknown(why) => {
                let why = texts::no_date(why).of(self.screen);
                return self.say(texts::UNKNOWN, &[("text", &text), ("why", why)]);
            }
        };
        self.say(texts::DUE, &[("when", &when), ("text", &text)])
    }
}
