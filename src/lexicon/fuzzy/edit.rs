//! One slip between what was said and what was heard.

/// Letters that recognisers and typists take for each other.
const SIMILAR: [&str; 12] =
    ["оа", "еиіыэяїє", "бп", "вф", "гкґх", "дт", "жшщч", "зсц", "мн", "aeiouy", "ckqsz", "bpdtvfg"];

/// What kind of slip; a better one comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slip {
    /// Two neighbouring letters changed places.
    Swapped,
    /// A letter was doubled, or of a doubled one only one is left.
    Doubled,
    /// A letter became one that resembles it.
    Similar,
    /// A letter is missing.
    Dropped,
    /// A letter is too many.
    Added,
    /// A letter became another one.
    Substituted,
}

/// The slip that makes `heard` of `said`, and at which letter; `None` for no slip or more than one.
pub(super) fn slip(said: &[char], heard: &[char]) -> Option<(Slip, usize)> {
    let at = said.iter().zip(heard).take_while(|(a, b)| a == b).count();
    let (a, b) = (&said[at..], &heard[at..]);
    match said.len() as i64 - heard.len() as i64 {
        0 => match (a, b) {
            ([x, y, a @ ..], [v, w, b @ ..]) if x == w && y == v && a == b => {
                Some((Slip::Swapped, at))
            }
            ([x, a @ ..], [y, b @ ..]) if a == b => {
                let similar = SIMILAR.iter().any(|set| set.contains(*x) && set.contains(*y));
                Some((if similar { Slip::Similar } else { Slip::Substituted }, at))
            }
            (_, _) => None,
        },
        1 if a.get(1..) == Some(b) => {
            Some((if doubles(said, at) { Slip::Doubled } else { Slip::Dropped }, at))
        }
        -1 if b.get(1..) == Some(a) => {
            Some((if doubles(heard, at) { Slip::Doubled } else { Slip::Added }, at))
        }
        _ => None,
    }
}

/// How many letters have to come, go or change to make one word of the other.
pub(super) fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

/// Whether the letter equals one beside it.
fn doubles(word: &[char], at: usize) -> bool {
    let equals = |other: Option<usize>| other.and_then(|i| word.get(i)) == word.get(at);
    equals(at.checked_sub(1)) || equals(Some(at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips() {
        let told = |said: &str, heard: &str| {
            let [said, heard] = [said, heard].map(|w| w.chars().collect::<Vec<_>>());
            slip(&said, &heard).map(|(slip, _)| slip)
        };
        for (said, heard, expected) in [
            ("жалоба", "жалоба", None),
            ("жалоба", "жалбоа", Some(Slip::Swapped)),
            ("жалоба", "жаалоба", Some(Slip::Doubled)),
            ("касса", "каса", Some(Slip::Doubled)),
            ("жалоба", "жалаба", Some(Slip::Similar)),
            ("жалоба", "жалба", Some(Slip::Dropped)),
            ("жалоба", "жалобта", Some(Slip::Added)),
            ("жалоба", "жалиба", Some(Slip::Substituted)),
            ("жалоба", "алоба", Some(Slip::Dropped)),
            ("жалоба", "жалоб", Some(Slip::Dropped)),
            ("жалоба", "желабо", None),
            ("жалоба", "", None),
        ] {
            assert_eq!(told(said, heard), expected, "{said} {heard}");
        }
    }
}
