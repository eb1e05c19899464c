//! Words that decide how far a negation reaches, and endings and phrases that tell who means what.

/// Closed lists, spelled folded, separated by white space; see "Negation" in `docs/matching.md`.
#[derive(Debug)]
pub struct NegationWords {
    /// Begin another clause, and end the walk: «а», «но», "because".
    pub breakers: &'static str,
    /// Join two of a kind: «и», "or". Passed only between two matches.
    pub conjunctions: &'static str,
    /// Carry a negation on: «надо», «никому», «больше», "anyone".
    pub carriers: &'static str,
    /// The plain negators: «не», "not", "don't".
    pub plain: &'static str,
    /// Behind a negator these say that it is more than that: «не только», "not just".
    pub limiters: &'static str,
    /// Before a plain negator these take its meaning: «пока не», «почему не», "unless".
    pub unmakers: &'static str,
    /// What one cannot: «не могу не …», "can't help …".
    pub able: &'static str,
    /// What undoes it.
    pub undoing: &'static str,
    /// Words after which a joint belongs to the same thought: «не то чтобы», «не говорю что».
    pub openers: &'static str,
    /// The joints.
    pub joints: &'static str,
    /// Directly behind «нет» these show that it was an answer: «нет я …», "no this …".
    pub after_answer: &'static str,
    /// Negators that ask when a subject follows: "don't you …".
    pub asking: &'static str,
    /// The subjects.
    pub subjects: &'static str,
    /// Behind «не» these refuse what stands before: «жаловаться не буду».
    pub refusals: &'static str,
    /// These say that what stands before is not there: «жалоб нет».
    pub absences: &'static str,
    /// The same behind «не»: «претензий не имею».
    pub absent: &'static str,
    /// What may follow a refusal without being refused: «жалоб нет спасибо».
    pub closings: &'static str,
    /// Endings of infinitives.
    pub infinitives: &'static str,
    /// Endings of a polite imperative: «нет позовите …».
    pub imperatives: &'static str,
    /// Begin a condition: «если», "if". What is supposed there is not said to be so.
    pub conditions: &'static str,
    /// Directly behind one of these show that it is no condition: «если честно», "if not".
    pub disclaimers: &'static str,
    /// Begin what follows from a condition, as breakers do: «то», «я», "will".
    pub consequences: &'static str,
    /// Ask why: whoever does takes what is supposed for true.
    pub reproaches: &'static str,
    /// Negators that deny nothing where a condition follows: "wouldn't … if".
    pub counterfactual: &'static str,
    /// Prepositions: of their objects «не имею» denies what stands before.
    pub prepositions: &'static str,
    /// Words of retreat: «отзываю», "withdraw". They negate on either side.
    pub retreats: &'static str,
    /// Negators that have an object of their own: «без», "without".
    pub without: &'static str,
    /// The pronouns that are such an object: «без вас».
    pub personal: &'static str,
    /// Phrases that take a denial back where they end a clause, one in a line: "but i have to".
    pub concessions: &'static str,
    /// Phrases that offer something to somebody, one in a line: «если у вас».
    pub offers: &'static str,
    /// Words of who speaks of himself: whoever says «я» after «если вы» offers nothing.
    pub own_words: &'static str,
}
