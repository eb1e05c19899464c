"""What `compare.py` runs beside callsift: `python programs.py PROGRAM CALLS FORMS OUT`, a process for each.

Every program reads calls (JSON Lines), takes the texts of their turns, finds the forms (one a line, in small
letters) and writes one line per call: its id, a tab, and its hits as TURN:WORD. A program is a reader and a finder;
polars does both in one query and writes words alone.
"""

import sys


def read_json(path):
    import json

    with open(path, "rb") as file:
        for line in file:
            call = json.loads(line)
            yield call["call_id"], call["language"], [turn["text"] for turn in call["turns"]]


def read_orjson(path):
    import orjson

    with open(path, "rb") as file:
        for line in file:
            call = orjson.loads(line)
            yield call["call_id"], call["language"], [turn["text"] for turn in call["turns"]]


def read_msgspec(path):
    """Only what is needed becomes objects."""
    import msgspec

    turn = msgspec.defstruct("Turn", [("text", str)], gc=False)
    call = msgspec.defstruct("Call", [("call_id", str), ("language", str), ("turns", list[turn])], gc=False)
    decode = msgspec.json.Decoder(call).decode
    with open(path, "rb") as file:
        for line in file:
            call = decode(line)
            yield call.call_id, call.language, [turn.text for turn in call.turns]


def whole_word(text, start, end):
    return not (start > 0 and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def find_ahocorasick(forms):
    """All matches, also overlapping ones: of the longest alone some would be lost at the boundaries of words."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for form in forms:
        automaton.add_word(form, form)
    automaton.make_automaton()

    def find(_language, text):
        text = text.lower()
        return [word for last, word in automaton.iter(text) if whole_word(text, last + 1 - len(word), last + 1)]

    return find


def find_hyperscan(forms):
    """Literals in UTF-8; the boundaries of words are looked at afterwards, as with pyahocorasick."""
    import hyperscan

    encoded = [form.encode() for form in forms]
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(expressions=encoded, ids=list(range(len(forms))), elements=len(forms), literal=True)

    def matched(number, _start, end, _flags, hits):
        hits.append((number, end))

    def find(_language, text):
        hits = []
        text = text.lower()
        data = text.encode()
        database.scan(data, match_event_handler=matched, context=hits)
        out = []
        for number, end in hits:
            start = len(data[: end - len(encoded[number])].decode())
            if whole_word(text, start, start + len(forms[number])):
                out.append(forms[number])
        return out

    return find


def find_set(forms):
    """Words looked up one by one, which finds no phrases."""
    import re

    forms, words = set(forms), re.compile(r"\w+").findall
    return lambda _language, text: [word for word in words(text.lower()) if word in forms]


def find_flashtext(forms):
    """Letters beyond ASCII are boundaries to it unless told otherwise."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    processor.set_non_word_boundaries({chr(code) for code in range(0x530) if chr(code).isalnum()} | {"_"})
    processor.add_keywords_from_list(forms)
    return lambda _language, text: processor.extract_keywords(text)


def find_spacy(forms):
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("xx")
    # Else the forms alone fill the cache of 10,000 words, and every word said is cut anew.
    nlp.tokenizer.max_cache_size = 1_000_000
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("form", [nlp.make_doc(form) for form in forms])

    def find(_language, text):
        doc = nlp.make_doc(text)
        return [doc[start:end].text for _, start, end in matcher(doc)]

    return find


def find_pymorphy3(forms):
    """Finds every form of the words, Russian and Ukrainian; English words are taken as they are."""
    import re

    import pymorphy3

    def with_cache(language):
        parse, known = pymorphy3.MorphAnalyzer(lang=language).parse, {}

        def lemma(word):
            if word not in known:
                known[word] = parse(word)[0].normal_form
            return known[word]

        return lemma

    words = re.compile(r"\w+").findall
    lemma_in = {"ru": with_cache("ru"), "uk": with_cache("uk"), "en": lambda word: word}
    wanted = {language: {lemma(form) for form in forms} for language, lemma in lemma_in.items()}

    def find(language, text):
        lemma, lemmas = lemma_in[language], wanted[language]
        return [word for word in words(text.lower()) if lemma(word) in lemmas]

    return find


def in_polars(*, words):
    """One query; `words`: cut into words and each looked up, which finds no phrases, else Aho-Corasick."""

    def run(path, forms, out):
        import polars as pl

        schema = {"call_id": pl.String, "turns": pl.List(pl.Struct({"text": pl.String}))}
        text = pl.col("turns").struct.field("text").str.to_lowercase()
        texts = text.str.extract_all(r"\w+") if words else text.str.extract_many(forms, overlapping=True)
        hits = pl.col("hit").filter(pl.col("hit").is_in(forms)) if words else pl.col("hit").drop_nulls()
        found = (
            pl.scan_ndjson(path, schema=schema)
            .explode("turns")
            .select("call_id", hit=texts)
            .explode("hit", empty_as_null=True)
            .group_by("call_id", maintain_order=True)
            .agg(hits)
            .with_columns(pl.col("hit").list.join(" "))
        )
        found.sink_csv(out, separator="\t", include_header=False, quote_style="never")

    return run


def reader_and_finder(read, prepare):
    def run(path, forms, out):
        find = prepare(forms)
        with open(out, "w", encoding="utf-8") as file:
            for call_id, language, texts in read(path):
                hits = [f"{turn}:{word}" for turn, text in enumerate(texts) for word in find(language, text)]
                file.write(f"{call_id}\t{' '.join(hits)}\n")

    return run


PROGRAMS = {
    "json + pyahocorasick": reader_and_finder(read_json, find_ahocorasick),
    "orjson + pyahocorasick": reader_and_finder(read_orjson, find_ahocorasick),
    "msgspec + pyahocorasick": reader_and_finder(read_msgspec, find_ahocorasick),
    "msgspec + hyperscan": reader_and_finder(read_msgspec, find_hyperscan),
    "msgspec + re + set": reader_and_finder(read_msgspec, find_set),
    "msgspec + flashtext": reader_and_finder(read_msgspec, find_flashtext),
    "msgspec + spaCy PhraseMatcher": reader_and_finder(read_msgspec, find_spacy),
    "msgspec + pymorphy3": reader_and_finder(read_msgspec, find_pymorphy3),
    "polars extract_many": in_polars(words=False),
    "polars words + is_in": in_polars(words=True),
}


def main():
    program, path, forms, out = sys.argv[1:]
    with open(forms, encoding="utf-8") as file:
        forms = file.read().split()
    PROGRAMS[program](path, forms, out)


if __name__ == "__main__":
    main()
