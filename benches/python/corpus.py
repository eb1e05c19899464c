"""Calls and lists of words for `compare.py`: the calls of `benches/corpus`, byte for byte, and on from there.

What `corpus/random.rs`, `words.rs`, `mod.rs` and `wire.rs` do is done here once more; the Rust benches stop after
96 calls, this goes on until the files are full, so that no call comes twice.
"""

import re
from collections import Counter
from pathlib import Path

WORD_LISTS = Path(__file__).parent.parent / "corpus"
LANGUAGES = ("ru", "uk", "en")
ENDINGS = {"ru": ("", "а", "у", "ы"), "uk": ("", "а", "у", "и"), "en": ("", "s", "ed", "ing")}
TURNS = 60
WORDS_WANTED = 10
COMPLAINT_IN = 40

# Of all words of the calls, how many stand in the lexicon; and how many one of them may be.
SHARE_OF_HITS = 0.007
SHARE_OF_ONE = 0.001


class Random:
    """SplitMix64."""

    def __init__(self, seed):
        self.state = seed

    def below(self, end):
        self.state = (self.state + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
        return ((mixed ^ (mixed >> 31)) * end) >> 64

    def pick(self, items):
        return items[self.below(len(items))]


class Source:
    """The sentences and words of one language."""

    def __init__(self, language):
        self.language = language
        sections, section = {}, None
        for line in (WORD_LISTS / f"{language}.txt").read_text("utf-8").splitlines():
            if line.startswith("["):
                section = sections.setdefault(line.strip("[]"), [])
            elif line and not line.startswith("#"):
                section.append(line)
        lists = (line.split(": ", 1) for line in sections["words"])
        self.lists = {name: words.split(", ") for name, words in lists}
        self.agent, self.customer, self.complaints = (
            sections[name] for name in ("agent", "customer", "complaint")
        )
        self.syllables = [syllable for line in sections["syllables"] for syllable in line.split(", ")]

    def made(self, random):
        return "".join([random.pick(self.syllables) for _ in range(2 + random.below(2))])

    def filled(self, sentence, random):
        def word(gap):
            name = gap.group(1)
            return self.made(random) if name == "made" else random.pick(self.lists[name])

        return re.sub(r"\{(\w+)\}", word, sentence)

    def said(self, side, random):
        said = []
        if side == "customer" and random.below(COMPLAINT_IN) == 0:
            said.append(self.filled(random.pick(self.complaints), random))
        sentences = self.agent if side == "agent" else self.customer
        while sum(sentence.count(" ") + 1 for sentence in said) < WORDS_WANTED:
            said.append(self.filled(random.pick(sentences), random))
        return " ".join(said)

    def own_words(self):
        """Every word of the sentences and lists, none of those that do not exist."""
        lines = self.agent + self.customer + self.complaints + [" ".join(words) for words in self.lists.values()]
        return set(re.findall(r"\w+", re.sub(r"\{\w+\}", " ", " ".join(lines)).lower()))


def turns_of(source, random):
    """The turns of one call: side, and words with the time of their begin and end."""
    clock, turns = 400, []
    for number in range(TURNS):
        side = "customer" if number % 2 else "agent"
        words = []
        for text in source.said(side, random).split(" "):
            end = clock + 60 * len(text) + random.below(80)
            words.append((text, clock, end))
            clock = end + (random.below(60) if random.below(400) else 3000 + random.below(5000))
        turns.append((side, words))
        kind = random.below(20)
        if kind == 0:
            clock += 3000 + random.below(15000)
        elif kind <= 2:
            clock = max(0, clock - 300 - random.below(1500))
        else:
            clock += 150 + random.below(900)
    return turns


def line_of(call_id, language, turns, *, with_words):
    """One call in callsift's own format, letters as they are."""
    rendered = []
    for side, words in turns:
        text = " ".join([word for word, _, _ in words])
        turn = f'{{"role":"{side}","start_ms":{words[0][1]},"end_ms":{words[-1][2]},"text":"{text}"'
        if with_words:
            timed = [f'{{"text":"{word}","start_ms":{start},"end_ms":{end}}}' for word, start, end in words]
            turn += f',"words":[{",".join(timed)}]'
        rendered.append(turn + "}")
    head = f'{{"schema":"callsift.transcript/1","call_id":"{call_id}","source":"bench","language":"{language}",'
    return f'{head}"turns":[{",".join(rendered)}]}}\n'


def escaped(line):
    """Letters beyond ASCII as `\\u0436`; the corpus has none that takes two units."""
    return re.sub(r"[^\x00-\x7f]", lambda letter: f"\\u{ord(letter.group()):04x}", line)


RENDERED = {
    "A_raw": lambda *call: line_of(*call, with_words=False),
    "A_esc": lambda *call: escaped(line_of(*call, with_words=False)),
    "B_raw": lambda *call: line_of(*call, with_words=True),
}


class Corpora:
    """Files of calls, and how often each word is said in each call."""

    def __init__(self, folder, names, mib, slice_mib):
        """Writes NAME.jsonl of so many MiB, NAME.slice.jsonl with its first calls, NAME.first.jsonl with one."""
        self.words = []
        # By the name of a file: where it is, and how many calls it has.
        self.paths, self.calls = {}, {}
        sources, random = [Source(language) for language in LANGUAGES], Random(20_261_122)
        lines, sizes = {name: [] for name in names}, {name: [0] for name in names}
        while wanted := [name for name in names if sizes[name][-1] < mib << 20]:
            source = sources[len(self.words) % len(sources)]
            call = (f"{source.language}-{len(self.words):04}", source.language, turns_of(source, random))
            self.words.append(counted(call[2]))
            for name in wanted:
                lines[name].append(RENDERED[name](*call))
                sizes[name].append(sizes[name][-1] + len(lines[name][-1].encode()))
        for name in names:
            in_slice = sum(size < slice_mib << 20 for size in sizes[name][:-1])
            for part, calls in (("", len(lines[name])), (".slice", in_slice), (".first", 1)):
                self.calls[name + part] = calls
                self.paths[name + part] = folder / f"{name}{part}.jsonl"
                self.paths[name + part].write_text("".join(lines[name][:calls]), "utf-8")

    def hits(self, name, words):
        """How often one of the words is said in a file."""
        return sum(call[word] for call in self.words[: self.calls[name]] for word in words)


def counted(turns):
    return Counter(re.findall(r"\w+", " ".join([word for _, words in turns for word, _, _ in words]).lower()))


def words_to_find(corpora, random):
    """Words of the sentences that make up the wanted share of what is said.

    None of them stands beside a hyphen or an apostrophe, is short or has ё in it or in a twin: there the programs
    differ about what a word is.
    """
    said = Counter()
    for words in corpora.words:
        said.update(words)
    own = {source.language: source.own_words() for source in map(Source, LANGUAGES)}
    lists = " ".join((WORD_LISTS / f"{language}.txt").read_text("utf-8").lower() for language in LANGUAGES)
    joined = set(re.findall(r"\w+(?=['’ʼ-])|(?<=['’ʼ-])\w+", lists))
    with_yo = {word.replace("ё", "е") for word in said if "ё" in word}
    fit = sorted(set().union(*own.values()) - joined - with_yo)
    fit = [word for word in fit if word.isalpha() and len(word) > 3 and "ё" not in word]
    total, chosen, hits = said.total(), [], 0
    while fit:
        word = fit.pop(random.below(len(fit)))
        if 0 < said[word] <= SHARE_OF_ONE * total and hits + said[word] <= SHARE_OF_HITS * total:
            chosen.append(word)
            hits += said[word]
    return chosen, hits / total


def forms(corpora, count, chosen, random):
    """The chosen words, and words nobody says up to so many."""
    said = set().union(*corpora.words)
    sources = [Source(language) for language in LANGUAGES]
    out = dict.fromkeys(chosen)
    while len(out) < count:
        source = random.pick(sources)
        word = source.made(random) + random.pick(ENDINGS[source.language])
        if len(word) > 3 and word not in said:
            out[word] = None
    # The words that are said must not all come first.
    return sorted(out)
