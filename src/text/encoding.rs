//! Text in other encodings than UTF-8: found by its mark, guessed by its zeros, or named by the user.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, Read};

/// Bytes that are decoded at once.
const STEP: usize = 16 * 1024;

/// What stands in the decoded text for bytes that mean nothing in the encoding. It is no UTF-8, so
/// the record around it is a reject, and nothing is lost without a word.
const UNDECODABLE: u8 = 0xff;

/// A text encoding, by its name in the Encoding Standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextEncoding(&'static Encoding);

impl TextEncoding {
    /// The encoding that people call so: `windows-1251`, `cp1251`, `koi8-u`, `ibm866`, `utf-16le`.
    pub fn named(name: &str) -> Option<TextEncoding> {
        Encoding::for_label_no_replacement(name.trim().as_bytes()).map(TextEncoding)
    }

    /// Its name, in lower case.
    pub fn name(self) -> String {
        self.0.name().to_ascii_lowercase()
    }
}

/// How an encoding is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// By a byte order mark.
    Marked,
    /// Every other byte is zero.
    Guessed,
    /// The user says so.
    Named,
}

/// The encoding of a file; there is none of these for UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundEncoding {
    /// Which.
    pub encoding: TextEncoding,
    /// How it is known.
    pub known: Known,
}

/// The encoding of a file that begins with `head`; `None` for UTF-8.
///
/// A mark counts more than what the user said. So does a head with letters beyond ASCII that is
/// right UTF-8: by chance that does not happen, and a folder may hold files of both kinds.
pub fn find_encoding(head: &[u8], named: Option<TextEncoding>) -> Option<FoundEncoding> {
    if let Some((marked, _)) = Encoding::for_bom(head) {
        let found = FoundEncoding { encoding: TextEncoding(marked), known: Known::Marked };
        return (marked != UTF_8).then_some(found);
    }
    if let Some(TextEncoding(named)) = named {
        let single_bytes = named != UTF_16LE && named != UTF_16BE;
        let is_utf8 = single_bytes && !head.is_ascii() && is_utf8_so_far(head);
        let found = FoundEncoding { encoding: TextEncoding(named), known: Known::Named };
        return (named != UTF_8 && !is_utf8).then_some(found);
    }
    let encoding = TextEncoding(match looks_like_utf16(head)? {
        Utf16::Big => UTF_16BE,
        Utf16::Little => UTF_16LE,
    });
    Some(FoundEncoding { encoding, known: Known::Guessed })
}

/// Whether everything is UTF-8, but for a character that is cut at the end.
fn is_utf8_so_far(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// The order of bytes in UTF-16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Utf16 {
    /// The higher byte second.
    Little,
    /// The higher byte first.
    Big,
}

/// UTF-16 without a mark, by the zero bytes that Latin letters and brackets have in it.
pub fn looks_like_utf16(head: &[u8]) -> Option<Utf16> {
    let start = head.get(..head.len().min(64) & !1).unwrap_or_default();
    let zeros = |at: usize| start.chunks_exact(2).filter(|pair| pair.get(at) == Some(&0)).count();
    let half = start.len() / 2;
    let only = |at: usize| zeros(at) * 2 > half && zeros(1 - at) == 0;
    match (start.len() >= 8, only(0), only(1)) {
        (true, true, _) => Some(Utf16::Big),
        (true, _, true) => Some(Utf16::Little),
        _ => None,
    }
}

/// Bytes by which an encoding is guessed.
const GUESSED_BYTES: usize = 64 * 1024;

/// Which encoding text looks like, as the end of a sentence; `None` for what is no text at all, or
/// has bytes that text of one encoding would not have among UTF-8.
pub fn encoding_hint(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.get(..GUESSED_BYTES).unwrap_or(bytes);
    let binary = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    // A text that is UTF-8 but for a few bytes is damaged, whatever these look like.
    let wide =
        bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars()).filter(|c| !c.is_ascii());
    let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    if bytes.iter().any(binary) || wide.count() > broken {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // Where bytes alone do not tell, Russian and Ukrainian are likelier than other languages.
    let name = detector.guess(Some(b"ru"), Utf8Detection::Deny).name().to_ascii_lowercase();
    Some(format!("; it looks like {name}: save it as utf-8, or read it with --encoding {name}"))
}

/// Reads text of another encoding as UTF-8.
pub struct Decoding<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    /// Bytes of `raw` that were decoded.
    used: usize,
    text: Vec<u8>,
    /// Bytes of `text` that were handed out.
    given: usize,
    /// The inner reader is at its end.
    last: bool,
    done: bool,
}

impl<R: Read> Decoding<R> {
    /// Decodes from the first byte on; a mark in it is left out.
    pub fn new(inner: R, encoding: TextEncoding) -> Decoding<R> {
        Decoding {
            inner,
            decoder: encoding.0.new_decoder_with_bom_removal(),
            raw: Vec::new(),
            used: 0,
            text: Vec::new(),
            given: 0,
            last: false,
            done: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.used == self.raw.len() && !self.last {
            self.raw.resize(STEP, 0);
            let read = self.inner.read(&mut self.raw);
            self.raw.truncate(read.as_ref().map_or(0, |count| *count));
            self.used = 0;
            self.last = read? == 0;
        }
        self.text.resize(STEP * 3, 0);
        let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(
            self.raw.get(self.used..).unwrap_or_default(),
            &mut self.text,
            self.last,
        );
        self.used += read;
        self.text.truncate(written);
        self.given = 0;
        match result {
            DecoderResult::InputEmpty => self.done = self.last,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => self.text.push(UNDECODABLE),
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if self.done {
                return Ok(0);
            }
            self.text.clear();
            self.given = 0;
            self.refill()?;
        }
        let count = self.text.get(self.given..).unwrap_or_default().read(buffer)?;
        self.given += count;
        Ok(count)
    }
}

/// How many UTF-16 code units a text has.
pub fn utf16_length(text: &str) -> usize {
    // Characters of four bytes, and no others, are two units.
    let pairs = text.bytes().filter(|byte| *byte >= 0xf0).count();
    text.chars().count() + pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{IBM866, KOI8_U, WINDOWS_1251};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn utf16_lengths(text in any::<String>()) {
            prop_assert_eq!(utf16_length(&text), text.encode_utf16().count());
        }
    }

    const TEXT: &str = "Оператор: добрий день\nКлієнт: «так» – 5\r\n";

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    fn read(bytes: &[u8], named: Option<&str>) -> (Vec<u8>, Option<Known>) {
        let named = named.map(|name| TextEncoding::named(name).unwrap());
        let Some(found) = find_encoding(bytes, named) else { return (bytes.to_vec(), None) };
        let mut text = Vec::new();
        Decoding::new(bytes, found.encoding).read_to_end(&mut text).unwrap();
        (text, Some(found.known))
    }

    #[test]
    fn every_way_to_know_an_encoding() {
        let marked = format!("\u{feff}{TEXT}");
        let latin = "Agent: hello\nCustomer: I have a question\n";
        let one = |encoding: &'static Encoding| encoding.encode(TEXT).0.into_owned();
        for (bytes, named, text, known) in [
            (TEXT.as_bytes().to_vec(), None, TEXT, None),
            (TEXT.as_bytes().to_vec(), Some("cp1251"), TEXT, None),
            (latin.as_bytes().to_vec(), Some("cp1251"), latin, Some(Known::Named)),
            (one(WINDOWS_1251), Some("cp1251"), TEXT, Some(Known::Named)),
            (one(KOI8_U), Some("KOI8-U"), &TEXT.replace(['«', '»', '–'], ""), Some(Known::Named)),
            (
                one(IBM866),
                Some("cp866"),
                &TEXT.replace(['і', '«', '»', '–'], ""),
                Some(Known::Named),
            ),
            (utf16(&marked, u16::to_le_bytes), Some("cp1251"), TEXT, Some(Known::Marked)),
            (utf16(&marked, u16::to_be_bytes), None, TEXT, Some(Known::Marked)),
            (utf16(latin, u16::to_le_bytes), None, latin, Some(Known::Guessed)),
            (utf16(latin, u16::to_be_bytes), None, latin, Some(Known::Guessed)),
            (utf16(TEXT, u16::to_be_bytes), Some("utf-16be"), TEXT, Some(Known::Named)),
        ] {
            let (read, how) = read(&bytes, named);
            let read = String::from_utf8(read).unwrap();
            // Some letters are not in every encoding; the encoder writes them as numbers.
            let read = read.split("&#").map(|part| part.split_once(';').map_or(part, |p| p.1));
            let kept: String = read.collect();
            assert!(kept == text || kept.len() + 4 > text.len(), "{named:?}: {kept}");
            assert_eq!(how, known, "{named:?}");
        }
        assert_eq!(TextEncoding::named("martian"), None);
        assert_eq!(TextEncoding::named("cp1251").unwrap().name(), "windows-1251");
    }

    #[test]
    fn what_cannot_be_decoded_is_no_utf8_and_harms_its_line_alone() {
        let mut bytes = utf16("\u{feff}one\ntwo\n", u16::to_le_bytes);
        // Half a surrogate pair in the second line, half a unit at the end.
        bytes.splice(10..12, 0xd800_u16.to_le_bytes());
        bytes.push(b'x');
        assert_eq!(read(&bytes, None).0, b"one\n\xffwo\n\xff");
    }
}
