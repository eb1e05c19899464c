#!/usr/bin/env python3
"""Recall of the English pack against lemminflect (an oracle only; nothing of it goes into the pack).

    python packs/measure/en.py en.tsv     (-v: every miss); needs: pip install lemminflect
"""
import random
import re
import sys
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import lemminflect

ARGS = [a for a in sys.argv[1:] if a != "-v"]
ROOT = Path(__file__).parents[2]
PACK, EXCLUDED, LEXICONS = ARGS[0], ROOT / "packs/measure/en.excluded.tsv", ROOT / "lexicons/en"
PARTS = {"verb": ("VERB", "VBZ VBD VBN VBG"), "noun": ("NOUN", "NNS"), "adjective": ("ADJ", "JJR JJS")}

lexemes = [(p, b, set(f.split())) for p, b, f in (l.rstrip("\n").split("\t") for l in open(PACK, encoding="utf-8"))]
by_form = defaultdict(list)
for lex in lexemes:
    for f in lex[2]:
        by_form[f].append(lex)
excluded = set()  # (part, lemma, form)
for l in open(EXCLUDED, encoding="utf-8"):
    if l.strip() and l[0] != "#":
        part, lemma, forms = l.split("\t")[:3]
        excluded |= {(part, lemma, f) for f in forms.split(",")}


def oracle(part, lemma):
    upos, tags = PARTS[part]
    got = lemminflect.getAllInflections(lemma, upos)
    return [(t, f.lower().replace("’", "'")) for t in tags.split() for f in got.get(t, ())]


def ours(part, lemma):
    """All forms of the lexemes of that part which have the lemma as base or, joined spellings, as a form."""
    lexs = [l for l in by_form[lemma] if l[0] == part]
    return set().union(*(l[2] for l in [l for l in lexs if l[1] == lemma] or lexs))


def measure(title, pairs):
    asked = found = left_out = out_forms = all_forms = 0
    misses, outside = [], []
    for part, lemma in pairs:
        want = oracle(part, lemma)
        have = ours(part, lemma)
        for tag, f in sorted(set(want)):
            if not re.fullmatch(r"[^\W\d_]+", f):
                continue
            if (part, lemma, f) in excluded or (part, "*", f) in excluded:
                left_out += 1
                continue
            asked += 1
            if f in have:
                found += 1
            else:
                misses.append((tag, lemma, f, "not in the part" if not have else "form"))
        want = {f for _, f in want} | {lemma}
        mine = {f for f in have if not f.endswith("'s")}
        for f in mine - want:  # colour beside color: the oracle has it as a lemma of its own
            want |= {x for _, x in oracle(part, f)} | {f} if oracle(part, f) and f[:2] == lemma[:2] and abs(len(f) - len(lemma)) < 3 else set()
        extra = mine - want
        all_forms += len(mine)
        out_forms += len(extra)
        outside += [(part, lemma, f) for f in sorted(extra)]
    print(f"{title}: lemmas {len(pairs)}, oracle forms {asked} (+{left_out} excluded), found {found}, "
          f"recall {100 * found / max(asked, 1):.2f} % (the excluded counted as misses: {100 * found / max(asked + left_out, 1):.2f} %), our forms outside {out_forms} of {all_forms} ({100 * out_forms / max(all_forms, 1):.2f} %)")
    print("   misses by class:", dict(Counter((m[0], m[3]) for m in misses)))
    show = None if "-v" in sys.argv else 25
    print("   misses:", "; ".join(f"{t} {l}:{f}" for t, l, f, _ in misses[:show]))
    print("   outside:", "; ".join(f"{p[0]} {l}:{f}" for p, l, f in outside[:show]))


def phrase_words():
    """Content words of the phrases; '=' marks a literal, '..n' a gap."""
    words = set()
    for path in sorted(Path(LEXICONS).glob("*.toml")):
        doc = tomllib.loads(path.read_text(encoding="utf-8"))
        for rule in doc.get("rule", ()):
            for p in rule.get("phrases", []) + rule.get("unless", []):
                words |= set(re.findall(r"[a-z']+", re.sub(r"\.\.\d+", " ", p.lower())))
    return sorted(w for w in words if "'" not in w)


ws = phrase_words()
pairs = [(p, w) for w in ws for p in PARTS if oracle(p, w)]
print(len(ws), "words in phrases; not in the pack at all:", [w for w in ws if w not in by_form])
# a word of the phrases counts for the parts under which the pack has it as a base, or anyway when it has it under none
own = {(l[0], l[1]) for l in lexemes}
measure("(a) phrases, parts the pack gives", [x for x in pairs if x in own])
lack = [x for x in pairs if x not in own and not ours(*x)]
print("(a) parts the oracle gives and the pack does not:", lack)
rng = random.Random(20261122)
for part, n in (("verb", 3000), ("noun", 3000), ("adjective", 1000)):
    mine = sorted(b for p, b, _ in lexemes if p == part)
    kn = [b for b in mine if oracle(part, b)]
    measure(f"(b) {part}s, the oracle knows {len(kn)} of {len(mine)}", [(part, b) for b in rng.sample(kn, min(n, len(kn)))])
if "-all" in ARGS or "-v" in sys.argv:
    for part in PARTS:
        kn = sorted({b for p, b, _ in lexemes if p == part and oracle(part, b)})
        measure(f"(all) {part}s", [(part, b) for b in kn])
