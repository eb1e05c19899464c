//! Words of promises in English.

use super::{Channel, Mark, Tables};

/// What the customer does when something is done for them: "you'll receive".
pub(super) const RECEIVES: &str = "receive get have hear see be find notice";

/// What is no promise though it will be: "I'll need it".
pub(super) const NO_DEEDS: &str = "need want know understand lose";

/// Where the agent will be, which is no deed: "I'll be in the office".
pub(super) const STATES: &str = "in here open available closed away off working busy";

/// What one asks leave for and does: "let me call you back tomorrow".
pub(super) const OFFERS: &str = "get call ring send email text arrange";

/// What things do by themselves: "it will rain", "the shop will close".
pub(super) const HAPPENS: &str =
    "rain snow expire last cost open close shut charge depend remain stay";

/// Verbs of which the continuous form tells what will be done: "we're sending it tomorrow".
pub(super) const CONTINUOUS: &str = "coming sending shipping calling bringing leaving delivering \
    dispatching posting replacing visiting refunding transferring returning arriving fixing ringing \
    emailing texting crediting swapping fitting repairing meeting installing collecting picking \
    driving issuing paying sorting getting putting doing handling";

pub(super) const TABLES: Tables = Tables {
    marks: &[
        (
            Mark::Condition,
            "if
             unless
             in case
             provided
             providing
             assuming
             subject to
             as soon as
             as long as
             once you
             once we have your
             once the
             when you
             when they
             after you
             until you
             on condition
             upon receipt
             upon confirmation",
        ),
        (
            Mark::Doubt,
            "might
             may
             maybe
             perhaps
             possibly
             probably
             hopefully
             i hope
             we hope
             i think
             i guess
             not sure
             no promises
             can't promise
             cannot promise
             can't guarantee
             cannot guarantee
             can't say
             not promising
             don't promise
             won't promise
             don't think
             don't know
             don't believe
             doubt
             would have
             could have
             would
             could",
        ),
        (
            Mark::Reported,
            "promised
             told you
             told me
             were told
             was told
             said they
             they said
             said it
             were informed
             was informed
             was supposed
             were supposed
             supposed to
             was meant
             were meant
             was going
             were going",
        ),
        (
            Mark::Duty,
            "have to
             has to
             need to
             needs to
             must
             you should call
             you should pay
             you should send
             you should return
             you can
             you may
             you are obliged
             you're obliged
             obliged
             you are required
             you're required
             is due by
             payment is due
             are to",
        ),
        (
            Mark::State,
            "open until
             open till
             are open
             is open
             we're open
             opens
             closes
             shuts
             closed
             be open
             be closed
             valid
             lasts
             usually
             normally
             typically
             generally
             always
             every day
             every week
             under the rules
             according to the
             day off
             holiday",
        ),
        (
            Mark::Nobody,
            "nobody
             no one
             noone
             never
             nothing
             neither
             there will be no
             there'll be no
             no way",
        ),
        (
            Mark::Question,
            "is that right
             is that ok
             is that okay
             is it ok
             is it okay
             is it all right
             does that
             would you
             could you
             can you
             will you
             are you
             do you
             shall i
             shall we
             should i
             should we
             would tomorrow
             would it",
        ),
        (
            Mark::Opener,
            "will
             shall
             should
             would
             could
             can
             is
             are
             do
             does
             did
             has
             what
             when
             why
             where
             how
             which
             who",
        ),
        (
            Mark::Before,
            "and
             but
             so
             well
             okay
             ok
             right
             now
             tell me
             please",
        ),
        (
            Mark::Joint,
            "and
             but
             so
             then",
        ),
        (
            Mark::Link,
            "because
             which",
        ),
        (
            Mark::Somebody,
            "courier*
             engineer*
             technician*
             plumber*
             electrician*
             fitter*
             installer*
             specialist*
             colleague*
             manager*
             supervisor*
             leader*
             crew
             driver*
             lawyer*
             accountant*
             accounts girls
             bank
             banks
             warehouse
             lads
             logistics
             agent*
             contractor*
             supplier*
             partner*
             representative*
             somebody
             someone
             team",
        ),
    ],
    channels: &[
        (
            Channel::Call,
            "call
             calls
             calling
             ring
             ringing
             phone
             bell
             telephone",
        ),
        (
            Channel::Sms,
            "sms
             text
             texts
             text message",
        ),
        (
            Channel::Email,
            "email
             emails
             e mail
             emailing",
        ),
        (
            Channel::Messenger,
            "whatsapp
             viber
             telegram
             messenger
             chat",
        ),
        (
            Channel::Letter,
            "letter
             by post
             in writing
             written",
        ),
        (
            Channel::App,
            "app
             your account page
             notification",
        ),
    ],
};
