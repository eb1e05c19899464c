//! What kinds of personal data there are, and sets of them.

use std::fmt;

/// One kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The number of a payment card.
    Card,
    /// The code that confirms a card: CVV, CVC, «три цифры на обороте».
    Cvv,
    /// A telephone number.
    Phone,
    /// An e-mail address, written or spoken.
    Email,
    /// The number of a passport, where the word is near.
    Passport,
    /// СНИЛС, the number of Russian social insurance.
    Snils,
    /// ИНН, the Russian number of a taxpayer.
    Inn,
    /// РНОКПП, the Ukrainian number of a taxpayer.
    Rnokpp,
    /// An international bank account number.
    Iban,
}

impl Kind {
    /// All of them; where two overlap, the first counts.
    pub const ALL: [Kind; 9] = [
        Kind::Card,
        Kind::Cvv,
        Kind::Iban,
        Kind::Email,
        Kind::Snils,
        Kind::Inn,
        Kind::Rnokpp,
        Kind::Passport,
        Kind::Phone,
    ];

    /// The name in options and outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Card => "card",
            Kind::Cvv => "cvv",
            Kind::Phone => "phone",
            Kind::Email => "email",
            Kind::Passport => "passport",
            Kind::Snils => "snils",
            Kind::Inn => "inn",
            Kind::Rnokpp => "rnokpp",
            Kind::Iban => "iban",
        }
    }

    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Whether it is hidden in every output, whatever is asked for.
    pub const fn is_always_hidden(self) -> bool {
        match self {
            Kind::Card | Kind::Cvv => true,
            Kind::Phone
            | Kind::Email
            | Kind::Passport
            | Kind::Snils
            | Kind::Inn
            | Kind::Rnokpp
            | Kind::Iban => false,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A set of kinds; cards and their codes are always in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u16);

impl Kinds {
    /// Cards and their codes alone.
    pub const CARDS: Kinds = Kinds(1 << Kind::Card as u16 | 1 << Kind::Cvv as u16);

    /// Every kind.
    pub const ALL: Kinds = Kinds((1 << Kind::ALL.len()) - 1);

    /// With one kind more.
    #[must_use]
    pub const fn with(self, kind: Kind) -> Kinds {
        Kinds(self.0 | 1 << kind as u16)
    }

    /// Whether a kind is in it.
    pub const fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u16) != 0
    }

    /// The kinds in it, in the order of [`Kind::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(move |kind| self.has(*kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_and_cards_are_in_every_set() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.as_str()), Some(kind));
            assert!(Kinds::ALL.has(kind));
            assert_eq!(Kinds::CARDS.has(kind), kind.is_always_hidden());
            assert!(Kinds::CARDS.with(kind).has(kind));
        }
        assert_eq!(Kinds::ALL.iter().count(), Kind::ALL.len());
        assert_eq!(Kind::from_name("cards"), None);
    }
}
