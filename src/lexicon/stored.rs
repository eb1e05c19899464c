//! A compiled lexicon as bytes, to be read back instead of being compiled again.
//!
//! The bytes say what they were made of and by which program, and carry a checksum of themselves: a file that
//! is torn, of other files, or of another build is no lexicon. They are of use to the program that wrote
//! them only, so their inner form has no version and no promise.

use super::layers::{LexiconFiles, Topics};
use super::rule::Lexicon;
use crate::language::Packs;
use sha2::{Digest, Sha256};
use twox_hash::XxHash3_128;

/// How stored lexicons begin.
const MAGIC: &[u8; 16] = b"callsift lexicon";

/// A digest of the sources of this program: what another build compiled may not be what this one would.
const BUILD: &str = env!("CALLSIFT_BUILD");

const DIGEST: usize = 32;

/// Bytes of the checksum of what is stored. It tells torn and changed files; whoever can write into the
/// folder of stored lexicons could give them any checksum, also one that takes ten times as long.
const CHECKSUM: usize = 16;

/// What a lexicon is compiled from, as a digest: files, layers, topics, and this build with its dictionaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredKey([u8; DIGEST]);

impl StoredKey {
    /// Of these files, with the built-in dictionaries.
    pub fn of(files: &LexiconFiles) -> StoredKey {
        let mut digest = Sha256::new();
        let mut take = |part: &[u8]| {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        };
        take(BUILD.as_bytes());
        for (file, layer) in files.layered() {
            take(&layer.to_le_bytes());
            take(file.path.as_bytes());
            take(file.text.as_bytes());
        }
        match &files.topics {
            Topics::All => take(b"every topic"),
            Topics::Named(names) => names.iter().for_each(|name| take(name.as_bytes())),
        }
        StoredKey(digest.finalize().into())
    }

    /// In hex, for the name of a file.
    pub fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Lexicon {
    /// The lexicon as bytes; `None` if it cannot be stored, which no lexicon has come to yet.
    pub fn stored(&self, key: &StoredKey) -> Option<Vec<u8>> {
        let body = postcard::to_stdvec(self).ok()?;
        let mut out = Vec::with_capacity(MAGIC.len() + DIGEST + CHECKSUM + body.len());
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&key.0);
        out.extend_from_slice(&checksum(&body));
        out.extend_from_slice(&body);
        Some(out)
    }

    /// The lexicon of bytes that [`stored`](Lexicon::stored) made with the same key; `None` of any others.
    pub fn from_stored(bytes: &[u8], key: &StoredKey) -> Option<Lexicon> {
        let rest = bytes.strip_prefix(MAGIC)?.strip_prefix(&key.0)?;
        let (written, body) = rest.split_at_checked(CHECKSUM)?;
        if checksum(body) != written {
            return None;
        }
        let mut lexicon: Lexicon = postcard::from_bytes(body).ok()?;
        lexicon.packs = Packs::builtin().clone();
        lexicon.vocabulary.complete();
        Some(lexicon)
    }
}

fn checksum(body: &[u8]) -> [u8; CHECKSUM] {
    XxHash3_128::oneshot(body).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceFile;
    use crate::lexicon::compile_for_use;

    #[test]
    fn other_bytes_are_no_lexicon() {
        let text = "language = \"en\"\n[[rule]]\nid = \"complaint.a.a\"\ntitle = \"t\"\n\
                    category = \"complaint.a\"\nseverity = 1\nphrases = [\"late*\"]\n";
        let file = |text: &str| SourceFile { path: "a.toml".to_owned(), text: text.to_owned() };
        let files = LexiconFiles::new(vec![file(text)]);
        let key = StoredKey::of(&files);
        let lexicon = compile_for_use(&files, Packs::builtin()).unwrap();
        let bytes = lexicon.stored(&key).unwrap();
        assert!(Lexicon::from_stored(&bytes, &key).is_some());
        // Torn at every place, one bit changed at every place, something behind it, another key.
        for at in 0..bytes.len() {
            assert!(Lexicon::from_stored(&bytes[..at], &key).is_none(), "torn at {at}");
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            assert!(Lexicon::from_stored(&changed, &key).is_none(), "changed at {at}");
        }
        assert!(Lexicon::from_stored(&[bytes.as_slice(), b"x"].concat(), &key).is_none());
        let other = file("language = \"en\"\n");
        let one_layer = LexiconFiles::new(vec![file(text), other.clone()]);
        let mut layers = LexiconFiles::new(vec![file(text)]);
        layers.add_layer(vec![other.clone()]);
        assert_ne!(StoredKey::of(&one_layer), StoredKey::of(&layers));
        let mut topics = LexiconFiles::new(vec![file(text)]);
        topics.set_topics(Topics::All);
        for other in [LexiconFiles::new(vec![other]), layers, topics] {
            assert!(Lexicon::from_stored(&bytes, &StoredKey::of(&other)).is_none());
        }
    }
}
