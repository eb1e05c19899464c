//! The text of an e-mail or another message of a stated media type, without what it quotes.

use mailparse::ParsedMail;

use super::html::{self, Said};
use super::quote;

/// What a message says: of several parts the plain text, else the HTML. `None` where no part is text.
///
/// `body` is the message without its headers; `quoted` of the answer tells whether quotations of
/// earlier messages were left out.
pub(in crate::format) fn said(media_type: &str, body: &[u8]) -> Option<(String, bool)> {
    let media_type = media_type.replace(['\r', '\n', '\t'], " ");
    let kind = media_type.trim().to_ascii_lowercase();
    let simple = kind.is_empty() || kind.starts_with("text/");
    let said = match std::str::from_utf8(body) {
        // What stands in JSON is decoded already, whatever character set the type names.
        Ok(text) if simple => one(&kind, text),
        Ok(_) | Err(_) => {
            let head = if kind.starts_with("message/rfc822") {
                String::new()
            } else {
                format!("Content-Type: {media_type}\r\n\r\n")
            };
            let mail = [head.as_bytes(), body].concat();
            of_mail(&mailparse::parse_mail(&mail).ok()?)?
        }
    };
    let (text, quoted) = quote::without(&said.text);
    Some((text.trim().to_owned(), said.quoted || quoted))
}

fn one(kind: &str, text: &str) -> Said {
    match kind.starts_with("text/html") {
        true => html::said(text),
        false => Said { text: text.replace("\r\n", "\n"), quoted: false },
    }
}

/// The first part that is plain text, else the first in HTML.
fn of_mail(mail: &ParsedMail<'_>) -> Option<Said> {
    let part = |kind: &str| {
        // A file that is attached is no message.
        let attached = |part: &ParsedMail<'_>| {
            let disposition = part.get_content_disposition().disposition;
            matches!(disposition, mailparse::DispositionType::Attachment)
        };
        let mut parts = mail.parts().filter(|part| part.ctype.mimetype == kind && !attached(part));
        parts.find_map(|part| Some(one(kind, &part.get_body().ok()?)))
    };
    part("text/plain").or_else(|| part("text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(media_type: &str, body: &str, expected: Option<(&str, bool)>) {
        let found = said(media_type, body.as_bytes());
        assert_eq!(found.as_ref().map(|(text, quoted)| (text.as_str(), *quoted)), expected);
    }

    #[test]
    fn media_types() {
        check("text/plain", "Добрый день\r\n> old", Some(("Добрый день", true)));
        check("", "as it is", Some(("as it is", false)));
        check("text/plain; charset=windows-1251", "Привіт", Some(("Привіт", false)));
        check("text/html", "<p>a</p><blockquote>b</blockquote>", Some(("a", true)));
        check("image/png", "abc", None);
        let mixed = "--x\r\nContent-Type: image/png\r\n\r\nabc\r\n--x\r\nContent-Type: text/html\r\n\r\n<b>no</b>\r\n--x\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nYes=2C it is\r\n--x--\r\n";
        check("multipart/mixed;\n\tboundary=\"x\"", mixed, Some(("Yes, it is", false)));
        check(
            "message/rfc822",
            "Subject: s\r\nContent-Type: text/plain\r\n\r\nhi",
            Some(("hi", false)),
        );
    }

    #[test]
    fn character_sets_of_bytes() {
        let found = said("text/plain; charset=windows-1251", b"\xcf\xf0\xe8\xe2\xe5\xf2");
        assert_eq!(found, Some(("Привет".to_owned(), false)));
    }
}
