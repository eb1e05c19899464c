#!/usr/bin/env python3
"""English lexemes from a hunspell dictionary.

    python3 en.py en_US.aff en_US.dic en.irregular.tsv british-english out.tsv

Source: SCOWL by Kevin Atkinson, as Debian's hunspell-en-us and wbritish (2020.12.07). Output, one lexeme a line:
part TAB base TAB forms (sorted, unique, lower case, the base among them).

1. Every entry is unfolded with its affix flags. The flags were put there by a program ("munch"), which joins
   words that only look related (bl/DG = bled, bling; fee/D = feed), so what they give is taken as the set W of
   known words with the affixes they stand for, not as lexemes. Prefixed and derived words (un-, re-, -er, -able,
   -ness, -ion, -ly ...) are thereby words of their own.
2. A word's part is read off the forms W has of it, by the spelling rules of English:
     verb       -ed and -ing, both of them; or a row of the table
     noun       a possessive 's, or a plural that is not just the third person of a verb
     adjective  -er and -est, both; or -ness; or -ly; or an ending such as -able, -ous, -less
     adverb     -ly
   What shows none of this and is no form of another lexeme is "other". Capitalised entries are "name".
3. en.irregular.tsv, written by hand: `part base form,form`. The forms stand in place of the regular past and
   participle (verb), plural (noun) or comparison (adjective). A row with -s or -ing forms replaces those too.
   `=form,form` is the full list: nothing is added; such words never become names or guessed lexemes.
   A part written `-verb`, `-noun`, `-adjective` says that the word is not one, whatever W suggests.
4. British and American spellings are one lexeme: the tables OUR, RE, PAIRS and the -ize/-ise rule write
   the British forms beside the American ones; final -l doubles both ways (canceled, cancelled).
"""
import re
import sys
from collections import defaultdict

SHORT = set("ad ax ox id ex op go no hr lb yr mo pa ma pi em en tv pc cd".split())  # nouns of two letters
ONE = re.compile(r"^(?:qu|[^aeiou])*[aeiou][^aeiouwxy]$|^(?:[^aeiou]*qu)[aeiou][^aeiouwxy]$")  # stop, quit: doubles
CVC = re.compile(r"(?:[^aeiou]|qu)[aeiouy][^aeiouwxyh]$")
ADJ_END = re.compile(r"(able|ible|ous|ful|less|[^aeiou]ic|ical|[^aeiou]al|[aeiou]al|ive|ish|like|ary|ory|ular|most|some"
                     r"|worthy|proof|oid|esque|ward|escent|ant|ent)$")
NOUN_END = re.compile(r"(ness|ism|ist|ment|tion|sion|ity|ship|hood|ance|ence|ancy|ency|ology|graphy|metry|meter"
                      r"|tomy|ure|dom|ium|age|craft|er|or|um|us|is|ite|ia|in|ine|ose|ase|ide|ene|oma|osis|itis)$")
# American stem -> British stem, applied at the front of a word or after one of PRE; what follows decides too.
OUR = ("color favor honor labor neighbor behavior humor rumor flavor harbor savior savor vapor endeavor armor parlor candor"
       " clamor fervor odor rigor splendor tumor valor vigor ardor demeanor enamor rancor arbor succor dolor").split()
OUR_NOT = r"(?!at|ab?ific|i[sz]|ific|ous|ar[yi]|io[us]|im|ant|ett|eal|et|vit|al|esc)"
RE = ("center theater liter fiber caliber somber specter luster meager scepter saltpeter sepulcher miter ocher"
      " kilometer centimeter millimeter kiloliter milliliter centiliter").split()
PAIRS = dict(l.split(":") for l in (
    "maneuver:manoeuvre catalog:catalogue defense:defence offense:offence"
    " pretense:pretence gray:grey mold:mould molt:moult smolder:smoulder plow:plough skeptic:sceptic jewelry:jewellery"
    " counselor:counsellor traveler:traveller marvelous:marvellous woolen:woollen skillful:skilful willful:wilful"
    " judgment:judgement"
    " acknowledgment:acknowledgement cozy:cosy pajama:pyjama aluminum:aluminium artifact:artefact fetus:foetus"
    " anesthe:anaesthe pediatric:paediatric gynecolog:gynaecolog leukemia:leukaemia diarrhea:diarrhoea estrogen:oestrogen"
    " esophag:oesophag orthopedic:orthopaedic encyclopedia:encyclopaedia anemi:anaemi analyz:analys"
    " paralyz:paralys catalyz:catalys dialyz:dialys breathalyz:breathalys electrolyz:electrolys draftsm:draughtsm draftswom:draughtswom"
    " mustache:moustache sulfur:sulphur sulfate:sulphate dispatch:despatch").split())
IZE_NOT = re.compile(r"(^|[^a-z])(re|out|down|over|up|mid|super|king|under|un)?(siz|priz|seiz|capsiz|assize|maize|baize|bize|frieze)")


def affixes(path):
    """flag -> (is prefix, may cross, [(strip, add, condition)])"""
    table = {}
    for line in open(path, encoding="utf-8"):
        f = line.split()
        if f[:1] in (["PFX"], ["SFX"]):
            if len(f) == 4:
                table[f[1]] = (f[0] == "PFX", f[2] == "Y", [])
            else:
                cond = re.compile("^" + f[4] if f[0] == "PFX" else f[4] + "$")
                table[f[1]][2].append(("" if f[2] == "0" else f[2], f[3], cond))
    return table


def unfold(word, flags, table):
    suffixed = [(word, True)]
    for x in flags:
        if x in table and not table[x][0]:
            suffixed += [(word[:len(word) - len(s)] + a, table[x][1]) for s, a, c in table[x][2] if c.search(word)]
    yield from (w for w, _ in suffixed)
    for x in flags:
        if x in table and table[x][0]:
            yield from (table[x][2][0][1] + w for w, cross in suffixed if cross)


def s_forms(b):
    """The plural or third person: every spelling the rules allow, the usual one first."""
    if re.search(r"[^aeiou]y$|quy$", b):
        return [b[:-1] + "ies"]
    if re.search(r"(s|x|z|sh)$", b):
        return [b + "es"] + ([b + b[-1] + "es"] if re.search(r"[^aeiou][aeiou][sz]$", b) else [])
    if b.endswith("ch"):
        return [b + "es", b + "s"]
    if re.search(r"[^aeiou]o$", b):
        return [b + "es", b + "s"]
    return [b + "s"]


def stems(b):
    """Stems of -ed, -er, -est and of -ing, with consonant doubling: lists, the usual one first."""
    if b.endswith("e"):
        if b.endswith("ie"):
            return [b[:-1]], [b[:-2] + "y"]
        return [b[:-1]], [b] if re.search(r"(ee|oe|ye)$", b) else [b[:-1], b]
    if re.search(r"([^aeiou]|qu)y$", b):
        return [b[:-1] + "i"], [b]
    if b.endswith("c"):
        return [b + "k", b], [b + "k", b]
    if ONE.match(b):
        return [b + b[-1]], [b + b[-1]]
    if CVC.search(b):
        return [b, b + b[-1]], [b, b + b[-1]]
    return [b], [b]


def known(forms, words, alone=True):
    """Those of the spellings the dictionary has; the first one when it has none."""
    got = [f for f in forms if f in words] or (forms[:1] if alone else [])
    return got[:1] if forms[0].endswith("ches") else got


def both_l(b, forms):
    """canceled -> cancelled as well"""
    if not re.search(r"[^aeiou][aeiou]l$|[uio]al$|uel$", b):
        return forms
    return forms + [re.sub("^" + b + "(?=[ei])", b + "l", f) for f in forms if not f.startswith(b + "l")]


def past(b, words):
    return both_l(b, known([s + "ed" for s in stems(b)[0]], words))


def gerund(b, words):
    forms = [s + "ing" for s in stems(b)[1]]
    if re.search("(set|cut|put|let|run|bid|sit|get|win|fit|hit|bit)$", b):  # unset: as set
        forms.reverse()
    return both_l(b, known(forms, words))


def plural(b, words):
    """Regular plurals the dictionary has, and Latin and -f ones."""
    found = known(s_forms(b), words, False)
    found = [f for f in found if not f.endswith("sses") or b.endswith("ss")] or found  # discus: no discusses
    for end, new in (("man", "men"), ("sis", "ses"), ("eau", "eaux"), ("itis", "itides")):
        if b.endswith(end) and len(b) > len(end) + 1 and (b[:-len(end)] + new in words or end in ("sis", "itis")):
            found.append(b[:-len(end)] + new)
    if not found and not re.search(r"([^aeisu]|ie|e|u)s$", b) or b.endswith("itis"):  # sanctity: the dictionary has no plural
        found += s_forms(b)[:1]
    return found


BRITISH = [(re.compile(p), r) for p, r in (
    (r"^((?:dis|un|multi|bi|tri|mis|out|over|re|water)?(?:" + "|".join(w[:-2] for w in OUR) + "))or" + OUR_NOT, r"\1our"),
    (r"^((?:epi|re|multi|micro|amphi|de)?(?:" + "|".join(w[:-2] for w in RE) + "))er(?=ed$|ing$)", r"\1r"),
    (r"^((?:epi|re|multi|micro|amphi|de)?(?:" + "|".join(w[:-2] for w in RE) + "))er(?=$|s$|'s$|piece)", r"\1re"),
    ("^(" + "|".join(PAIRS) + ")(?!(?<=mol[dt])en)", lambda m: PAIRS[m[1]]),
    (r"manoeuvre(?=ed|ing|ab|er)", "manoeuvr"), (r"^(dialog|analog)(?=$|s$|'s$)", r"\1ue"), (r"^(catalog)ue(?=u|ed|ing|er)", r"\1u"),
    (r"^(fulfi|enro|insta|insti|disti|enthra)ll(?=$|s$|ment)", r"\1l"))]
HAS = re.compile("iz|" + "|".join(OUR + RE + list(PAIRS) + ["dialog", "analog", "fulfill", "enroll", "install", "instill", "distill", "enthrall"]))


def british(w):
    if HAS.search(w):
        for us, uk in BRITISH:
            w = us.sub(uk, w, count=1)
        if not IZE_NOT.search(w):
            w = re.sub(r"(?<=[a-z]{2})iz(e|es|ed|er|ers|ing|ings|able|ation|ations|ational|er's|ation's)$", r"is\1", w)
    return w


def main(aff, dic, irregular, british_words, out):
    table = affixes(aff)
    words, names = set(), defaultdict(set)
    for line in open(dic, encoding="utf-8"):
        entry, _, flags = line.strip().partition("/")
        if not re.fullmatch(r"[^\W\d_]+(?:'[^\W\d_]+)*", entry):
            continue
        forms = list(unfold(entry, flags, table))
        if entry == entry.lower():
            words.update(forms)
        elif entry[:2] == "I'":
            words.add(entry.lower())
        else:
            names[entry].update(f for f in forms if f in (entry, entry + "'s") or (f[-1] == "s" and f in s_forms(entry)))

    rows, never, closed = {}, set(), set()
    for line in open(irregular, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        part, base, forms = line.rstrip("\n").split("\t")
        if part[0] == "-":
            never.add((part[1:], base))
        else:
            rows[part, base] = forms
            if forms.startswith("="):
                closed.add(base)
    mute = {b for p, b in rows if p in ("pronoun", "conjunction", "interjection", "particle") or p == "preposition" and len(b) < 3} - {"one", "other", "damn", "yes", "no", "even", "please", "still", "hello", "while", "own", "most", "more"}
    mute |= {b for (p, b), fs in rows.items() if p == "verb" and fs.startswith("=")} - {"can", "will", "must", "do", "go", "have", "lie", "tie", "die"}
    listed = {f for forms in rows.values() for f in forms.strip("=").split(",") if f}
    irregular_plurals = {f for (p, b), fs in rows.items() if p == "noun" for f in fs.strip("=").split(",")} - {b for _, b in rows}

    lexemes = {}

    def put(part, base, forms):
        lexemes.setdefault((part, base), set()).update([base, *forms])

    for (part, b), fs in rows.items():  # the hand-written table
        given = [f for f in fs.strip("=").split(",") if f]
        if fs.startswith("="):
            put(part, b, given)
        elif part == "verb":
            given = given or past(b, words)
            put(part, b, given + (s_forms(b)[:1] if not any(f.endswith("s") for f in given) else [])
                + (gerund(b, words) if not any(f.endswith("ing") for f in given) else []))
        elif part == "noun":
            given = given or s_forms(b)[:1]
            put(part, b, given + [b + "'s"] + [f + "'s" for f in given if f + "'s" in words])
        else:
            put(part, b, given)

    base_ok = [w for w in sorted(words) if "'" not in w and len(w) > 1 and w not in mute]
    # verbs: each -ed form goes to the base that explains it best
    claims = defaultdict(list)
    for b in base_ok:
        if len(b) < 3 and b not in ("ax", "ok") or ("verb", b) in lexemes or ("verb", b) in never:
            continue
        ed, ing = known([s + "ed" for s in stems(b)[0]], words, False), known([s + "ing" for s in stems(b)[1]], words, False)
        sure = ed and ing or (ed or ing) and re.search(r"(i[sz]e|ify|[^aeiou][aeiou]te)$", b) and not b + "'s" in words and s_forms(b)[0] in words
        if sure:
            claims[(ed or ing)[0]].append(b)
    for ed, bases in claims.items():
        with_s = [b for b in bases if any(s in words for s in s_forms(b))] or bases
        # assess, not asses; cleanse, not cleans; pan, not panne (the rest is in the table)
        best = max(with_s, key=lambda b: (bool(re.search(r"([^aeiou])\1$", b)), bool(re.search(r"(^|[^e])e$", b) and not re.search(r"([^aeiou])\1e$", b)), len(b)))
        put("verb", best, past(best, words) + gerund(best, words) + known(s_forms(best), words))
    verb_s = {f for (p, b), fs in lexemes.items() if p == "verb" for f in fs if f.endswith("s") and f != b}
    verb_forms = {f for (p, b), fs in lexemes.items() if p == "verb" for f in fs if f != b}

    for b in base_ok:  # nouns
        if len(b) < 3 and b not in SHORT or ("noun", b) in lexemes or ("noun", b) in never or b in irregular_plurals:
            continue
        many, has = plural(b, words), b + "'s" in words
        if has and (b not in closed or set(many) & words) or [f for f in many if f not in verb_s | closed and f in words]:
            put("noun", b, many + [b + "'s"])
    noun_forms = {f for (p, b), fs in lexemes.items() if p == "noun" for f in fs if f != b}
    for b in sorted(noun_forms - listed):  # boys, found as a noun by its own 's, is none
        if ("noun", b) in lexemes and len(lexemes["noun", b]) == 2 and b.endswith("s"):
            del lexemes["noun", b]

    for b in base_ok:  # adjectives and adverbs
        if ("adjective", b) not in lexemes and ("adjective", b) not in never:
            grade = stems(b)[0] + ([b[:-2] + "i"] if b.endswith("ey") else [])
            up = known([s + "er" for s in grade], words, False)
            top = [f for s in grade for f in [s + "est"] if f in words and f + "s" not in words and f + "'s" not in words]
            noun, verb = ("noun", b) in lexemes, ("verb", b) in lexemes
            ly = re.sub(r"([^aeiou])y$", r"\1i", re.sub(r"([^aeiou])le$", r"\1", re.sub(r"ll$", "l", re.sub(r"ic$", "ical", b)))) + "ly"
            ness = re.sub(r"([^aeiou])y$", r"\1i", b) + "ness"
            if up and top and (b not in verb_forms or ness in words):
                put("adjective", b, up + top)
            elif ness in words and not noun and b not in noun_forms or ADJ_END.search(b) and not noun and not verb and b not in verb_forms | noun_forms:
                put("adjective", b, [])
            elif (ly in words or b + "ly" in words) and (ADJ_END.search(b) or not noun and not verb) and not b.endswith("ly"):
                put("adjective", b, [])
    for b in base_ok:
        if b.endswith("ly") and ("adverb", b) not in lexemes and not any((p, b) in lexemes for p in ("noun", "verb")):
            y = re.sub("ily$", "y", b) if b.endswith("ily") else b[:-2]
            stem = any(("adjective", s) in lexemes for s in (y, b[:-2], b[:-1] + "e", b[:-2] + "l", b[:-4], b[:-2] + "le")) or b[:-2] in verb_forms
            if stem or ("adjective", b) not in lexemes:
                put("adverb", b, [])

    forms = {f for fs in lexemes.values() for f in fs}
    for w in sorted(words):  # everything else that is known
        if w in forms or w in listed or len(w) < 2 or w.endswith("'s") and w[:-2] in words | closed and w[:-2] not in closed:
            continue
        if "'" in w:
            plain = w.replace("'", "")  # dont, im, youve: written so in chats
            put("other", w, [plain] if re.search("n't$|'ve$|'re$|'m$|'s$", w) and plain not in words else [])
        elif NOUN_END.search(w) and not ADJ_END.search(w):
            put("noun", w, plural(w, words) + [w + "'s"])
        else:
            put("adjective" if re.search(r"(ed|ing)$", w) or ADJ_END.search(w) else "other", w, [])

    forms = {f for fs in lexemes.values() for f in fs}
    noun_or_form = forms - {b for p, b in lexemes if p in ("verb", "adjective")} | closed | noun_forms | verb_forms
    for name, fs in sorted(names.items()):
        low = name.lower()
        if (low not in forms or name[1:] == low[1:]) and low not in noun_or_form and ("noun", low) not in lexemes and len(low) > 1:
            put("name", low, [f.lower() for f in fs])

    for key in sorted(lexemes):  # British spellings beside the American ones
        part, b = key
        if part != "name" and key in lexemes:
            more = {british(f) for f in lexemes[key]}
            for other in {british(b)} - {b}:
                more |= lexemes.pop((part, other), set())
            lexemes[key] |= more

    have = {f for fs in lexemes.values() for f in fs}
    for line in open(british_words, encoding="utf-8"):  # known, if not inflected: storey, modeller
        word = line.strip()
        if word == word.lower() and re.fullmatch(r"[^\W\d_]+", word) and word not in have:
            put("other", word, [])

    with open(out, "w", encoding="utf-8") as f:
        for (part, b), fs in sorted(lexemes.items(), key=lambda x: (x[0][1], x[0][0])):
            f.write(f"{part}\t{b}\t{' '.join(sorted(x for x in fs))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:6])
