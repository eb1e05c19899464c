//! Which language letters are of, for calls that do not name theirs.

use callsift::transcript::Transcript;

/// Letters that are looked at; more tell no more.
const ENOUGH: usize = 20_000;

/// `ru`, `uk`, `en` (or another language in Latin letters), or `und`.
///
/// Russian and Ukrainian are told apart by the letters that only one of them has. It is a help for
/// people and decides nothing.
pub(super) fn language(call: &Transcript) -> &'static str {
    let (mut latin, mut cyrillic, mut russian, mut ukrainian) =
        (0_usize, 0_usize, 0_usize, 0_usize);
    let letters = call.turns().iter().flat_map(|turn| turn.text().chars());
    for letter in letters.filter(|letter| letter.is_alphabetic()).take(ENOUGH) {
        match letter {
            'a'..='z' | 'A'..='Z' => latin += 1,
            '\u{400}'..='\u{52f}' => cyrillic += 1,
            _ => {}
        }
        match letter {
            'ы' | 'э' | 'ъ' | 'ё' | 'Ы' | 'Э' | 'Ъ' | 'Ё' => russian += 1,
            'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ' => ukrainian += 1,
            _ => {}
        }
    }
    if latin > cyrillic {
        "en"
    } else if ukrainian > russian {
        "uk"
    } else if russian > 0 {
        "ru"
    } else {
        "und"
    }
}
