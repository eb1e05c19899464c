//! Inputs made of seeds: bytes, chunks and JSON values changed, by a generator with a fixed seed.

use std::ops::Range;

/// A small generator (splitmix64); the same number always gives the same inputs.
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn new(seed: u64, number: u64) -> Rng {
        Rng(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ number.wrapping_mul(0xd134_2543_de82_ef95))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`; 0 if that is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { (self.next() % limit as u64) as usize }
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}

/// What parsers stumble over, whatever they read.
const TOKENS: &[&[u8]] = &[
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff",
    b"\xff\xfe",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xf0\x9f\x98\x80",
    b"\\ud800",
    b"\\udc00\\ud800",
    b"\\u0000",
    b"\\u00e9",
    b"\\",
    b"\\\"",
    b"\"",
    b"'",
    b"{",
    b"}",
    b"[",
    b"]",
    b"(",
    b")",
    b"<",
    b">",
    b",",
    b":",
    b";",
    b"|",
    b"=",
    b"-->",
    b"->",
    b">>",
    b"&",
    b"&lt;",
    b"&#0;",
    b"&#x110000;",
    b"&amp",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
    b"<?xml?>",
    b"</",
    b"/>",
    b"\r",
    b"\n",
    b"\r\n",
    b"\n\n",
    b"\t",
    b" ",
    b"\xc2\xa0",
    b"\xe2\x80\xa8",
    b"\xc2\x85",
    b"\xe2\x80\x8e",
    b"\xe2\x80\xaf",
    b"\xd0\x96",
    b"\xcc\x81",
    b"\xc4\xb0",
    b"\xef\xac\x83",
    b"\xe1\xba\x9e",
    b"null",
    b"true",
    b"false",
    b"NaN",
    b"-NaN",
    b"Infinity",
    b"-1",
    b"0",
    b"-0",
    b"0.0",
    b"1e400",
    b"1e-400",
    b"-1e400",
    b"1E+10",
    b"1.5",
    b".5",
    b"5.",
    b"00",
    b"01",
    b"255",
    b"256",
    b"65535",
    b"65536",
    b"2147483647",
    b"2147483648",
    b"4294967295",
    b"4294967296",
    b"9007199254740993",
    b"9223372036854775807",
    b"9223372036854775808",
    b"-9223372036854775808",
    b"18446744073709551615",
    b"18446744073709551616",
    b"99999999999999999999999999",
    b"360000000000",
    b"360000000",
    b"0.00000000000000000000000001",
    b"\"\"",
    b"{}",
    b"[]",
    b"[[]]",
    b"{\"\":0}",
    b"\"1e400\"",
    b"\"-1\"",
    b"\"0\"",
    b"99:59:59.999",
    b"00:00:00,000",
    b"-00:01",
    b"9999999:00:00",
    b"0:0",
    b"1:2:3:4",
    b"60:60",
    b"PT1H",
    b"PT-1S",
    b"P1Y",
    b"PT1e9S",
    b"1s",
    b"-1s",
    b"1ms",
    b"1h",
    b"1f",
    b"1t",
    b"2026-11-21T17:40:12Z",
    b"0000-00-00T00:00:00Z",
    b"9999-12-31T23:59:59.999999999Z",
    b"-9999-01-01T00:00:00Z",
    b"2026-02-30T25:61:61+99:99",
    b"+23:59",
    b"24:00",
    b"31.12.99, 23:59 - A: ",
    b"WEBVTT",
    b"NOTE",
    b"STYLE",
    b"REGION",
    b"<v ",
    b"<00:00.000>",
    b"base64url",
    b"..",
    b"./",
    b"../",
    b"$.",
    b"[-1]",
    b"[k=v]",
    b"*",
    b"@",
    b"#",
    b"\"\"\"",
    b"'''",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
];

/// What stands for a JSON value in place of another.
const VALUES: &[&[u8]] = &[
    b"null",
    b"true",
    b"false",
    b"0",
    b"-1",
    b"1",
    b"0.5",
    b"1e400",
    b"-0.0",
    b"1e-9",
    b"9223372036854775807",
    b"360000000000",
    b"\"\"",
    b"\" \"",
    b"\"0\"",
    b"\"-1.5s\"",
    b"\"PT1.5S\"",
    b"\"\\u0000\"",
    b"\"\\ud800\"",
    b"[]",
    b"{}",
    b"[null]",
    b"[[]]",
    b"[{}]",
    b"{\"\":null}",
    b"[\"\"]",
    b"[0,0]",
    b"\"00:00:01,500\"",
    b"\"2026-11-21T17:40:12\"",
];

/// Seeds of one target, and the words in them.
pub(crate) struct Pool {
    pub(crate) seeds: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
}

/// Bytes that an input is blown up to at most.
const MOST: usize = 512 * 1024;

impl Pool {
    pub(crate) fn new(seeds: Vec<Vec<u8>>) -> Pool {
        let mut words: Vec<Vec<u8>> = seeds
            .iter()
            .flat_map(|seed| seed.split(|b| !(b.is_ascii_alphanumeric() || *b == b'_')))
            .filter(|word| (2..=32).contains(&word.len()))
            .map(<[u8]>::to_vec)
            .collect();
        words.sort();
        words.dedup();
        Pool { seeds, words }
    }

    /// An input, and which seed it was made of.
    pub(crate) fn input(&self, rng: &mut Rng) -> (Vec<u8>, usize) {
        let seed = rng.below(self.seeds.len());
        let mut bytes = self.seeds[seed].clone();
        let few = rng.below(4) > 0;
        let steps = 1 + rng.below(if few { 3 } else { 12 });
        for _ in 0..steps {
            if rng.below(5) < 2 {
                self.change_value(rng, &mut bytes);
            } else {
                self.change_bytes(rng, &mut bytes);
            }
        }
        if rng.below(400) == 0 {
            blow_up(rng, &mut bytes);
        }
        (bytes, seed)
    }

    fn change_bytes(&self, rng: &mut Rng, bytes: &mut Vec<u8>) {
        let chunk = some_chunk(rng, bytes.len());
        let at = rng.below(bytes.len() + 1);
        match rng.below(12) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << rng.below(8);
                }
            }
            1 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = rng.below(256) as u8;
                }
            }
            2 => bytes.insert(at, rng.below(256) as u8),
            3 => {
                bytes.drain(chunk);
            }
            4 => {
                let copy = bytes[chunk.clone()].to_vec();
                bytes.splice(chunk.end..chunk.end, copy);
            }
            5 => {
                let copy = bytes[chunk].to_vec();
                bytes.splice(at..at, copy);
            }
            6 => {
                if let Some(other) = rng.pick(&self.seeds) {
                    let piece = some_chunk(rng, other.len());
                    bytes.splice(chunk, other[piece].iter().copied());
                }
            }
            7 | 8 => {
                if let Some(token) = rng.pick(TOKENS) {
                    bytes.splice(at..at, token.iter().copied());
                }
            }
            9 => {
                if let Some(token) = rng.pick(TOKENS) {
                    bytes.splice(chunk, token.iter().copied());
                }
            }
            10 => {
                if let Some(word) = rng.pick(&self.words) {
                    bytes.splice(chunk, word.iter().copied());
                }
            }
            _ => bytes.truncate(at),
        }
    }

    /// Puts another JSON value, or something like one, in the place of a value.
    fn change_value(&self, rng: &mut Rng, bytes: &mut Vec<u8>) {
        let own = values(bytes);
        let Some(place) = rng.pick(&own).cloned() else { return };
        let value: Vec<u8> = match rng.below(8) {
            0..=2 => rng.pick(VALUES).map(|value| value.to_vec()).unwrap_or_default(),
            3 => rng.pick(&own).map(|other| bytes[other.clone()].to_vec()).unwrap_or_default(),
            4 | 5 => match rng.pick(&self.seeds) {
                Some(seed) => rng
                    .pick(&values(seed))
                    .map(|other| seed[other.clone()].to_vec())
                    .unwrap_or_default(),
                None => Vec::new(),
            },
            6 => {
                let old = &bytes[place.clone()];
                [b"[".as_slice(), old, b",", old, b"]"].concat()
            }
            _ => {
                let depth = rng.below(140);
                [b"[".repeat(depth), bytes[place.clone()].to_vec(), b"]".repeat(depth)].concat()
            }
        };
        bytes.splice(place, value);
    }
}

/// Any chunk, mostly a short one.
fn some_chunk(rng: &mut Rng, length: usize) -> Range<usize> {
    let start = rng.below(length + 1);
    let most = match rng.below(4) {
        0 => length,
        1 => 64,
        _ => 6,
    };
    start..(start + rng.below(most) + 1).min(length)
}

/// Repeats a chunk until the input is long, which shows what takes time that grows with its square.
fn blow_up(rng: &mut Rng, bytes: &mut Vec<u8>) {
    let own = values(bytes);
    let chunk = match rng.pick(&own) {
        Some(value) if rng.below(2) == 0 => value.clone(),
        Some(_) | None => some_chunk(rng, bytes.len()),
    };
    if chunk.is_empty() {
        return;
    }
    let mut piece = bytes[chunk.clone()].to_vec();
    // A value behind a value stands behind a comma.
    if rng.below(2) == 0 {
        piece.insert(0, b',');
    }
    let wanted = MOST >> rng.below(8);
    let times = (wanted / piece.len()).max(1);
    bytes.splice(chunk.end..chunk.end, piece.repeat(times));
    bytes.truncate(MOST * 2);
}

/// Where strings, numbers, names, objects and lists stand, of JSON or of what is left of it.
fn values(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'"' => {
                while bytes.get(at).is_some_and(|b| *b != b'"') {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at = (at + 1).min(bytes.len());
                out.push(start..at);
            }
            b'{' | b'[' => open.push(start),
            b'}' | b']' => out.extend(open.pop().map(|start| start..at)),
            b'-' | b'0'..=b'9' | b'a'..=b'z' => {
                let in_word = |b: &u8| b.is_ascii_alphanumeric() || b"+-._".contains(b);
                at += bytes[at..].iter().take_while(|b| in_word(b)).count();
                out.push(start..at);
            }
            _ => {}
        }
    }
    out
}
