//! Little words of English.

use super::LittleWords;

pub(super) const LITTLE_WORDS: LittleWords = LittleWords {
    fillers: "
        i we you he she it they me us him her them my our your his its their mine ours yours
        this that these those the a an some any
        to of in on at for with from by about into onto
        am is are was were be been being do does did have has had
        i'm i've i'd i'll we're we've we'd we'll you're you've you'd you'll it's that's there's
        he's she's they're they've
        please just really actually so well like now then here there already even still again
        uh um er erm hmm and
    ",
    negators: "
        no not never without neither nor none don't doesn't didn't won't wouldn't isn't aren't
        wasn't weren't can't cannot couldn't haven't hasn't hadn't shouldn't ain't
        dont doesnt didnt wont isnt wasnt cant couldnt havent hasnt
    ",
    intents: "
        want wanted going gonna would will wish plan planning planned mean meant trying tried
        intend intending need needed
    ",
    answers: "no",
    back_channels: "
        right ok okay yeah yes yep yup uh huh mhm mm mmm hmm sure alright uhhuh aha ah oh see
    ",
};
