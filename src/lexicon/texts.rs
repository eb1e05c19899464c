//! Lists of texts, stored as one text and the length of each: checked and read in one go.
//!
//! For `#[serde(with = "texts")]` on what is stored with thousands of texts.

use super::raw;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
struct Joined<'t> {
    text: &'t [u8],
    /// Bytes of each.
    #[serde(with = "raw")]
    lengths: Vec<u32>,
}

pub(super) fn serialize<S: Serializer>(texts: &[String], out: S) -> Result<S::Ok, S::Error> {
    let text = texts.concat();
    let lengths = texts.iter().map(|text| text.len() as u32).collect();
    Joined { text: text.as_bytes(), lengths }.serialize(out)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let Joined { text, lengths } = Joined::deserialize(from)?;
    let mut rest = simdutf8::basic::from_utf8(text).map_err(D::Error::custom)?;
    let mut texts = Vec::with_capacity(lengths.len());
    for length in lengths {
        let next = rest.split_at_checked(length as usize);
        let (text, behind) = next.ok_or_else(|| D::Error::custom("a text ends within a letter"))?;
        texts.push(text.to_owned());
        rest = behind;
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Stored {
        #[serde(with = "super")]
        texts: Vec<String>,
    }

    proptest! {
        #[test]
        fn what_is_stored_is_read_back(texts in prop::collection::vec("[a-zа-я]{0,9}", 0..9)) {
            let stored = Stored { texts };
            let bytes = postcard::to_stdvec(&stored).unwrap();
            prop_assert_eq!(postcard::from_bytes::<Stored>(&bytes).unwrap(), stored);
        }

        #[test]
        fn other_bytes_are_an_error_or_texts(bytes in prop::collection::vec(0..200_u8, 0..40)) {
            let _: Result<Stored, _> = postcard::from_bytes(&bytes);
        }
    }
}
