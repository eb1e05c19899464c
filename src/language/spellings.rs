//! Many spellings in one text.

/// Spellings of words, in order. A lexicon has tens of thousands of them: they lie in one text each,
/// and not in a text for every form.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spellings {
    /// With a blank between each two.
    text: String,
}

impl Spellings {
    /// Adds a spelling, given in parts. It is not empty and has no blank in it.
    pub fn push(&mut self, parts: &[&str]) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        parts.iter().for_each(|part| self.text.push_str(part));
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        self.text.split(' ').filter(|spelling| !spelling.is_empty())
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.iter().count()
    }
}

impl<S: AsRef<str>> FromIterator<S> for Spellings {
    fn from_iter<I: IntoIterator<Item = S>>(spellings: I) -> Spellings {
        let mut out = Spellings::default();
        spellings.into_iter().for_each(|spelling| out.push(&[spelling.as_ref()]));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_comes_out() {
        let spellings: Spellings = ["суд", "суда"].into_iter().collect();
        assert_eq!(spellings.iter().collect::<Vec<_>>(), ["суд", "суда"]);
        assert_eq!((spellings.count(), Spellings::default().count()), (2, 0));
    }
}
