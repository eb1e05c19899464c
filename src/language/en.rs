//! Little words of English.

use super::{LittleWords, NegationWords};

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
        barely mustn't needn't instead nothing nobody nothing's nobody's noone hardly shouldnt
        werent arent wouldnt no not never without neither nor none don't doesn't didn't won't
        wouldn't isn't aren't wasn't weren't can't cannot couldn't haven't hasn't hadn't
        shouldn't ain't dont doesnt didnt wont isnt wasnt cant couldnt havent hasnt
    ",
    intents: "
        tryna should shall may might must thought sound feel threatening suggesting implying can
        could wanna asking looking calling think thinking saying say said claim claiming call
        want wanted going gonna would will wish plan planning planned mean meant trying tried
        intend intending need needed
    ",
    answers: "no",
    back_channels: "
        right ok okay yeah yes yep yup uh huh mhm mm mmm hmm sure alright uhhuh aha ah oh see
    ",
    negation: NegationWords {
        breakers: "
            now again but because so if when while although though unless until till why how
            which who where whereas however otherwise therefore cause since then i we he she
            they i'm i've i'd i'll we're we've we'd we'll he's she's they're they've they'd
            they'll it's that's there's you're you've you'd you'll im ive
        ",
        conjunctions: "and or",
        carriers: "
            give giving get go hire involve once one either kind sort especially possibly certainly absolutely totally
            completely honestly personally currently needed got person people accusing talking
            speaking anyone anybody anything anywhere ever more all reason reasons point
            intention intentions plans single definitely necessarily exactly entirely
            particularly longer anymore really very too
        ",
        plain: "
            not don't doesn't didn't won't wouldn't isn't aren't wasn't weren't can't cannot
            couldn't haven't hasn't hadn't shouldn't ain't dont doesnt didnt wont isnt wasnt
            cant couldnt havent hasnt
        ",
        limiters: "only just merely simply",
        unmakers: "how if unless until till why",
        able: "can can't cannot cant couldn't couldnt could",
        undoing: "more not help",
        openers: "think thinking say saying said call calling claim claiming not",
        joints: "that like",
        after_answer: "
            my your our let can there i we you he she they it this that's it's i'm i've i'd i'll we're we've we'd we'll
            you're you've he's she's they're just wait please
        ",
        asking: "
            don't doesn't didn't won't wouldn't isn't aren't wasn't weren't can't couldn't
            haven't hasn't hadn't shouldn't dont doesnt didnt wont isnt wasnt cant couldnt
            havent hasnt
        ",
        subjects: "
            i you he she it we they this that i'm i've i'd i'll we're we've we'd we'll he's
            she's they're they've they'd they'll it's that's there's you're you've you'd you'll
            im ive
        ",
        refusals: "",
        absences: "",
        absent: "",
        closings: "thanks thank",
        infinitives: "",
        imperatives: "",
        conditions: "if whether",
        disclaimers: "possible honest not so correctly no",
        consequences: "",
        reproaches: "why",
        counterfactual: "wouldn't wouldnt",
        prepositions: "",
        retreats: "withdraw withdrawing withdrew",
        without: "without",
        personal: "me you us him them",
        concessions: "
            but i have to
            but i will
            but i must
            but i'll have to
            but i will have to
            but i need to
        ",
        offers: "
            if you have
            if you want
            if you'd like
            if you would like
            if you wish
            if you feel
            if you decide
            if you need
            if you like
            would you like
            should you
            you can
            you may
            you could
            in case you
            in case of
        ",
        own_words: "i we me us my our i'm i'll i'd i've we're we'll we'd we've",
    },
};
