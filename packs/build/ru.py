"""Russian lexemes out of OpenCorpora, as the PyPI package pymorphy3-dicts-ru holds them.

    python ru.py out.tsv

One lexeme a line: part of speech, base form, all forms with spaces between, weight. A verb brings its
participles and gerunds, an adjective its short forms and degrees, as the source joins them. ё is е.
The weight says which of two lexemes that share a form is meant more often in OpenCorpora's corpus.
"""

import sys

import pymorphy3

PARTS = {
    "NOUN": "noun", "INFN": "verb", "VERB": "verb", "PRTF": "verb", "PRTS": "verb", "GRND": "verb",
    "ADJF": "adjective", "ADJS": "adjective", "COMP": "adjective", "ADVB": "adverb", "PRED": "adverb",
    "NUMR": "numeral", "NPRO": "pronoun", "PREP": "preposition", "CONJ": "conjunction",
    "PRCL": "particle", "INTJ": "interjection",
}
NAMES = {"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"}


def part_of(tag):
    return "name" if NAMES & tag.grammemes else PARTS.get(str(tag.POS), "other")


def main(out):
    morph = pymorphy3.MorphAnalyzer(lang="ru")
    dictionary = morph.dictionary
    likelihood = morph.prob_estimator.p_t_given_w

    lexemes = {}
    for word, tag, _, paradigm, at in dictionary.iter_known_words():
        if at != 0:
            continue
        stem = word[len(dictionary.paradigm_prefixes[dictionary.paradigms[paradigm][2 * (len(dictionary.paradigms[paradigm]) // 3)]]):]
        suffix = dictionary.build_paradigm_info(paradigm)[0][2]
        stem = stem[: len(stem) - len(suffix)]
        forms, weight = [], 0.0
        for prefix, form_tag, suffix in dictionary.build_paradigm_info(paradigm):
            form = prefix + stem + suffix
            forms.append(form.replace("ё", "е"))
            weight += max(likelihood.prob(form.replace("ё", "е"), form_tag), 0)
        if any(not letter.isalpha() for form in forms for letter in form):
            continue
        forms = tuple(dict.fromkeys(forms))
        key = (part_of(tag), forms)
        lexemes[key] = max(lexemes.get(key, 0), round(weight * 1000))
    with open(out, "w", encoding="utf-8") as file:
        for (part, forms), weight in sorted(lexemes.items(), key=lambda item: (item[0][1], item[0][0])):
            print(part, forms[0], " ".join(forms), weight, sep="\t", file=file)


if __name__ == "__main__":
    main(*sys.argv[1:])
