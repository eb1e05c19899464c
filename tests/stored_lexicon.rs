//! A lexicon that was stored and read again finds what the compiled one finds.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use callsift::language::Packs;
use callsift::lexicon::{
    Lexicon, LexiconFiles, StoredKey, builtin_files, compile_for_use, dialogue,
};
use callsift::scan::{ScanSettings, Scanner};
use callsift::transcript::Role;

#[test]
fn what_is_stored_finds_the_same() {
    let files = LexiconFiles::new(builtin_files());
    let key = StoredKey::of(&files);
    let made = compile_for_use(&files, Packs::builtin()).unwrap();
    let bytes = made.stored(&key).unwrap();
    let read = Lexicon::from_stored(&bytes, &key).unwrap();
    assert_eq!(read.hash(), made.hash());
    assert_eq!(read.stored(&key).unwrap().len(), bytes.len());
    let settings = ScanSettings::default();
    let mut both = [Scanner::new(&made, &settings), Scanner::new(&read, &settings)];
    let texts = made.rules().iter().flat_map(|rule| rule.caught.iter().chain(&rule.quiet));
    for text in texts.step_by(7) {
        let Ok(call) = dialogue::parse(&text.value, Role::Customer) else { continue };
        let [one, other] = both.each_mut().map(|scanner| scanner.scan(&call));
        assert_eq!(one, other, "{}", text.value);
    }
}
