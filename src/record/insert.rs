//! A member or a list element put into any JSON object, with every other byte where it was.

use super::members::Record;
use super::splice::{cut, insert, replace};
use serde_json::value::RawValue;

/// Why nothing is put into a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is no JSON object, or not alone.
    NotAnObject,
    /// The name stands twice in it.
    Twice,
    /// Under the name stands what callsift did not write.
    Foreign,
    /// Under the name stands no list.
    NotAList,
}

/// Appends the object with one member more: in the place of a value that is `ours`, else as the last.
///
/// What stands around the object stays, blanks and a byte order mark too.
pub fn put_member(
    object: &[u8],
    name: &str,
    value: &str,
    ours: impl Fn(&str) -> bool,
    out: &mut Vec<u8>,
) -> Result<(), Refused> {
    let record = record(object)?;
    match one(&record, name)? {
        None => insert(&record, name, value, out),
        Some(old) if ours(old) => replace(&record, old, value, out),
        Some(_) => return Err(Refused::Foreign),
    }
    Ok(())
}

/// Appends the object without a member; what [`put_member`] put in is gone, byte for byte.
pub fn take_member(object: &[u8], name: &str, out: &mut Vec<u8>) -> Result<(), Refused> {
    let record = record(object)?;
    match one(&record, name)? {
        None => out.extend_from_slice(object),
        Some(value) => cut(&record, value, out),
    }
    Ok(())
}

/// Appends the object with an element more in one of its lists: in the place of the first that is
/// `ours`, else as the last. Without such a list there is one of this element.
#[expect(clippy::indexing_slicing, reason = "places are those of the record itself")]
pub fn put_element(
    object: &[u8],
    list: &str,
    element: &str,
    ours: impl Fn(&str) -> bool,
    out: &mut Vec<u8>,
) -> Result<(), Refused> {
    let record = record(object)?;
    let Some(value) = one(&record, list)? else {
        insert(&record, list, &format!("[{element}]"), out);
        return Ok(());
    };
    let elements: Vec<&RawValue> = serde_json::from_str(value).map_err(|_| Refused::NotAList)?;
    if let Some(old) = elements.iter().find(|element| ours(element.get())) {
        replace(&record, old.get(), element, out);
        return Ok(());
    }
    // Behind the last element, so that blanks before the bracket stay where they are.
    let at = match elements.last() {
        Some(last) => record.place(last.get()).end,
        None => record.place(value).start + 1,
    };
    out.extend_from_slice(&object[..at]);
    if !elements.is_empty() {
        out.push(b',');
    }
    out.extend_from_slice(element.as_bytes());
    out.extend_from_slice(&object[at..]);
    Ok(())
}

/// The value of a member as it is written.
pub fn member<'a>(object: &'a [u8], name: &str) -> Result<Option<&'a str>, Refused> {
    one(&record(object)?, name)
}

fn record(object: &[u8]) -> Result<Record<'_>, Refused> {
    Record::parse(1, object).ok().flatten().ok_or(Refused::NotAnObject)
}

fn one<'a>(record: &Record<'a>, name: &str) -> Result<Option<&'a str>, Refused> {
    let mut found = record.members().iter().filter(|member| *member.name == *name.as_bytes());
    match (found.next(), found.next()) {
        (_, Some(_)) => Err(Refused::Twice),
        (first, None) => Ok(first.map(|member| member.value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn put(object: &str, value: &str) -> Result<String, Refused> {
        let mut out = Vec::new();
        let ours = |old: &str| old.starts_with("{\"schema\":\"callsift.");
        put_member(object.as_bytes(), "x", value, ours, &mut out)?;
        Ok(String::from_utf8(out).unwrap())
    }

    fn add(object: &str) -> Result<String, Refused> {
        let mut out = Vec::new();
        put_element(object.as_bytes(), "l", "9", |old| old == "7", &mut out)?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_member_is_put_last_or_in_the_place_of_ours() {
        for (object, written) in [
            ("{}", Ok("{\"x\":1}")),
            ("{ }", Ok("{ \"x\":1}")),
            (
                "\u{feff} {\"a\":1.10,\n \"b\":[]\n}\r\n",
                Ok("\u{feff} {\"a\":1.10,\n \"b\":[]\n,\"x\":1}\r\n"),
            ),
            ("{\"x\":{\"schema\":\"callsift.call/1\"},\"b\":2}", Ok("{\"x\":1,\"b\":2}")),
            ("{\"x\":3}", Err(Refused::Foreign)),
            ("{\"x\":3,\"\\u0078\":3}", Err(Refused::Twice)),
            ("[{}]", Err(Refused::NotAnObject)),
            ("{} {}", Err(Refused::NotAnObject)),
            ("WEBVTT", Err(Refused::NotAnObject)),
            ("", Err(Refused::NotAnObject)),
        ] {
            assert_eq!(put(object, "1"), written.map(str::to_owned), "{object}");
        }
    }

    #[test]
    fn an_element_is_put_last_or_in_the_place_of_ours() {
        for (object, written) in [
            ("{}", Ok("{\"l\":[9]}")),
            ("{\"l\":[ ]}", Ok("{\"l\":[9 ]}")),
            ("{\"l\":[1, {\"a\":[2]}\n],\"b\":1}", Ok("{\"l\":[1, {\"a\":[2]},9\n],\"b\":1}")),
            ("{\"l\":[1, 7 ,3]}", Ok("{\"l\":[1, 9 ,3]}")),
            ("{\"l\":null}", Err(Refused::NotAList)),
            ("{\"l\":{}}", Err(Refused::NotAList)),
            ("{\"l\":[],\"l\":[]}", Err(Refused::Twice)),
        ] {
            assert_eq!(add(object), written.map(str::to_owned), "{object}");
        }
    }

    proptest! {
        /// Putting in and taking out is nothing, whatever the blanks and the members.
        #[test]
        fn taking_out_undoes_putting_in(
            names in proptest::collection::vec("[a-z\"\\\\ж]{0,3}", 0..5),
            blanks in proptest::collection::vec("[ \n\t\r]{0,3}", 24),
            values in proptest::collection::vec(r#"1\.10|"a\}"|\[1, ?\{\}\]|\{"y":\[\]\}|null"#, 5),
        ) {
            let mut blank = blanks.iter().cycle().map(String::as_str);
            let mut next = || blank.next().unwrap_or_default();
            let mut object = format!("{}{{{}", next(), next());
            for (at, (name, value)) in names.iter().zip(&values).enumerate() {
                let comma = if at == 0 { "" } else { "," };
                let name = serde_json::to_string(name).unwrap();
                object += &format!("{comma}{}{name}{}:{}{value}{}", next(), next(), next(), next());
            }
            object += &format!("}}{}", next());
            prop_assume!(!names.iter().any(|name| name == "x"));
            let with = put(&object, "{\"schema\":\"callsift.call/1\",\"a\":[{}]}").unwrap();
            let mut without = Vec::new();
            take_member(with.as_bytes(), "x", &mut without).unwrap();
            prop_assert_eq!(String::from_utf8(without).unwrap(), object);
            // Again is the same as once.
            let again = put(&with, "{\"schema\":\"callsift.call/1\",\"a\":[{}]}").unwrap();
            prop_assert_eq!(again, with);
        }
    }
}
