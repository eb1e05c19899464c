"""Recall of a lexeme list against VESUM (pymorphy3-dicts-uk), as totals. Measurement only.

usage: python packs/measure/uk.py uk.tsv LEMMAS.txt [analogy.tsv]
needs: pip install pymorphy3 pymorphy3-dicts-uk

VESUM is an oracle under a non-commercial licence: nothing is copied from it into the lexemes and
no rule is made for it. analogy.tsv (same format) fills in lemmas that out.tsv lacks.
Writes the random lemmas it asked for (lemma TAB part) to LEMMAS.txt, which belongs to nobody's repository.
"""
import glob
import os
import random
import re
import sys
import tomllib
from collections import Counter, defaultdict

import pymorphy3

HERE = os.path.dirname(os.path.abspath(__file__))
LEXICONS = os.path.join(HERE, "../../lexicons/uk/*.toml")
PART = {"NOUN": "noun", "VERB": "verb", "ADJF": "adjective", "ADVB": "adverb", "NUMR": "numeral", "NPRO": "pronoun",
        "PREP": "preposition", "CONJ": "conjunction", "PRCL": "particle", "INTJ": "interjection", "GRND": "gerund"}
MARKED = {"Arch", "Slng", "alt", "Infr", "Dist", "obsc", "bad", "Erro", "Abbr", "Name", "Surn", "Patr"}
CONTENT = {"noun", "verb", "adjective", "adverb"}


def fold(word):
    return word.lower().replace("’", "'").replace("ʼ", "'").replace("\u0301", "")


def tags(tag):
    return set(str(tag).replace(" ", ",").split(","))


def read(path):
    by = defaultdict(lambda: defaultdict(set))
    for line in open(path, encoding="utf-8"):
        part, base, forms = line.rstrip("\n").split("\t")
        by[base][part] |= set(forms.split())
    return by


def lexicon_words():
    words = set()
    for path in sorted(glob.glob(LEXICONS)):
        for rule in tomllib.load(open(path, "rb")).get("rule", []):
            for phrase in rule.get("phrases", []) + rule.get("unless", []):
                words |= {fold(w) for w in re.findall("(?<![=\\w'’ʼ])[а-яіїєґА-ЯІЇЄҐ][а-яіїєґА-ЯІЇЄҐ'’ʼ-]*", phrase)}
    return sorted(w for w in words if "-" not in w)


def load_oracle():
    """[(lemma, part, tags)] and the analyzer."""
    morph = pymorphy3.MorphAnalyzer(lang="uk")
    seen = set()
    for word, tag, normal, para, idx in morph.dictionary.iter_known_words():
        if word == normal and idx == 0:
            seen.add((normal, str(tag)))
    return morph, sorted(seen)


def oracle_lexemes(morph, base):
    """part -> (forms, {form: tags}) of the lexemes whose base form is this word."""
    out = defaultdict(dict)
    for parse in morph.parse(base):
        if parse.normal_form != base or not parse.is_known:
            continue
        part = PART.get(parse.tag.POS or "", None)
        t = tags(parse.tag)
        if part is None or t & {"Abbr", "Name", "Surn", "Patr"}:
            continue
        for form in parse.lexeme:
            out[part].setdefault(fold(form.word), set()).update(tags(form.tag))
    return out


def cell(ours, base, part):
    have = ours.get(base, {})
    if part in have:
        return have[part]
    return set().union(*have.values()) if have else None


def classify(base, part, form, ftags):
    if part == "verb":
        if "GRND" in ftags or re.search("[чш]и(сь|ся)?$", form): return "verb gerund"
        if re.search("(но|то)$", form): return "verb -но/-то"
        if "infn" in ftags: return "verb short infinitive -ться" if form.endswith("ться") else "verb infinitive other"
        if "impr" in ftags: return "verb imperative"
        if "futr" in ftags and re.search("тим", form): return "verb synthetic future"
        if "past" in ftags: return "verb past"
        return "verb present or simple future"
    if part == "adjective":
        if re.search("(ая|яя|ую|юю|еє|єє|ії|її)$", form): return "adjective uncontracted"
        if re.search("іш|най", form): return "adjective comparative"
        return "adjective other"
    if part == "noun":
        if "voct" in ftags and not ftags & {"nomn", "gent", "datv", "accs", "ablt", "loct"}: return "noun vocative"
        if re.search("(ові|еві|єві)$", form) and ftags & {"datv", "loct"}: return "noun dative/locative -ові"
        if "plur" in ftags and not "sing" in ftags: return "noun plural"
        if "gent" in ftags: return "noun genitive"
        return "noun other singular"
    return part + " other"


class Tally:
    def __init__(self, name):
        self.name, self.n, self.have, self.lemmas, self.gone = name, 0, 0, 0, 0
        self.un, self.ours, self.out, self.want = 0, 0, 0, 0
        self.miss, self.examples = Counter(), defaultdict(list)
        self.lemma_share = []

    def add(self, base, part, oracle, mine):
        self.lemmas += 1
        hit = 0
        if mine is None:
            self.gone += 1
        for form, ftags in sorted(oracle.items()):
            self.n += 1
            if mine is not None and form in mine:
                self.have += 1
                hit += 1
                continue
            kind = "lemma not in pack" if mine is None else classify(base, part, form, ftags)
            self.miss[kind] += 1
            self.un += kind == "adjective uncontracted" or (mine is None and part == "adjective"
                                                            and classify(base, part, form, ftags) == "adjective uncontracted")
            if len(self.examples[kind]) < 5 and base not in [e.split(":")[0] for e in self.examples[kind]]:
                self.examples[kind].append(base + ":" + form)
        self.lemma_share.append(hit / len(oracle))
        for form in mine or ():
            self.ours += 1
            if form not in oracle:
                self.out += 1
                gerund = part == "verb" and re.search("[чш]и(сь|ся)?$", form)
                participle = part == "verb" and re.search("(ий|ого|ому|им|ім|ої|ій|ою|их|ими)$|([нт]|л)[аеуі]$", form)
                short = part == "verb" and (form.endswith(("ть", "єм", "ем", "им", "їм", "мся")))
                degree = part in ("adjective", "adverb") and re.search("ш|най|щий|чий|[жч]ч|щ", form)
                key = "gerund" if gerund else "participle" if participle else "short verb form" if short else \
                      "comparative" if degree else None
                self.want += key is not None
                self.miss["OUTSIDE " + (key or part + " other")] += 1
                if len(self.examples["OUTSIDE " + (key or part + " other")]) < 5:
                    self.examples["OUTSIDE " + (key or part + " other")].append(base + ":" + form)

    def show(self, detail=True):
        pct = lambda a, b: "%6.2f %%" % (100 * a / b) if b else "   -"
        print("%-38s lemmas %6d (no entry %5d)  forms %7d  recall %s  without uncontracted adj. forms %s"
              % (self.name, self.lemmas, self.gone, self.n, pct(self.have, self.n), pct(self.have, self.n - self.un)))
        print("   mean of the recalls of the lemmas %s" % pct(sum(self.lemma_share), len(self.lemma_share)))
        print("   our forms %d, outside the oracle's lexeme %s, of which wanted (gerund, participle, short, comparative) %s"
              % (self.ours, pct(self.out, self.ours), pct(self.want, self.ours)))
        if detail:
            for kind, n in self.miss.most_common():
                print("      %-34s %7d  %s" % (kind, n, ", ".join(self.examples[kind])))


def main():
    ours = read(sys.argv[1])
    filled = read(sys.argv[3]) if len(sys.argv) > 3 else {}
    morph, lemmas = load_oracle()

    words, total = lexicon_words(), Tally("(a) lexicon words")
    known = 0
    for word in words:
        lex = oracle_lexemes(morph, word)
        lex = {p: f for p, f in lex.items() if p in CONTENT}
        known += bool(lex)
        for part, forms in lex.items():
            mine = cell(ours, word, part)
            total.add(word, part, forms, mine if mine is not None else cell(filled, word, part))
    print("lexicon: %d distinct words, %d known to VESUM as a base form of a content word" % (len(words), known))
    total.show()

    pool = []
    for lemma, tag in lemmas:
        t = tags(tag)
        part = PART.get(tag.split(",")[0].split(" ")[0])
        if part in ("noun", "verb", "adjective") and not t & MARKED and re.fullmatch("[а-яіїєґ'’ʼ]+", lemma):
            pool.append((fold(lemma), part))
    pool = sorted(set(pool))
    sample = sorted(random.Random(20240607).sample(pool, 3000))
    with open(sys.argv[2], "w", encoding="utf-8") as f:
        f.writelines("%s\t%s\n" % s for s in sample)
    have, everything, by_part = Tally("(b) random lemmas the pack has"), Tally("(b) all random lemmas"), {}
    for lemma, part in sample:
        forms = oracle_lexemes(morph, lemma).get(part)
        if not forms:
            continue
        mine = ours.get(lemma, {}).get(part)
        if mine is not None:
            have.add(lemma, part, forms, mine)
        mine = mine if mine is not None else cell(ours, lemma, part)
        mine = mine if mine is not None else cell(filled, lemma, part)
        everything.add(lemma, part, forms, mine)
        by_part.setdefault(part, Tally("    " + part)).add(lemma, part, forms, mine)
    print("\npool of VESUM lemmas: %d" % len(pool))
    have.show(False)
    everything.show()
    for part in sorted(by_part):
        by_part[part].show(False)


if __name__ == "__main__":
    main()
