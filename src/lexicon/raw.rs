//! Lists of numbers, stored four bytes each: read back as fast as they are copied.
//!
//! For `#[serde(with = "raw")]` on what is stored with many thousands of numbers.

use serde::{Deserialize, Deserializer, Serializer};

/// Bytes of a number.
const WIDTH: usize = u32::BITS as usize / 8;

pub(super) fn serialize<T, S>(numbers: &[T], out: S) -> Result<S::Ok, S::Error>
where
    T: Copy + Into<u32>,
    S: Serializer,
{
    let bytes: Vec<u8> = numbers.iter().flat_map(|number| (*number).into().to_le_bytes()).collect();
    out.serialize_bytes(&bytes)
}

pub(super) fn deserialize<'de, T, D>(from: D) -> Result<Vec<T>, D::Error>
where
    T: From<u32>,
    D: Deserializer<'de>,
{
    let bytes: &[u8] = Deserialize::deserialize(from)?;
    let numbers = bytes.as_chunks::<WIDTH>().0.iter();
    Ok(numbers.map(|number| T::from(u32::from_le_bytes(*number))).collect())
}
