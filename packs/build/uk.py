"""Lexemes of Ukrainian from the hunspell-uk dictionary.

usage: python3 uk.py uk_UA.aff uk_UA.dic out.tsv

Source: hunspell-uk 7.5.0 as packaged by Debian (project brown-uk/dict_uk), used under its MPL 1.1
option. Output lines: part TAB base TAB all forms (base included, sorted, separated by a space).
All text is lower case, the apostrophe is U+0027, stress marks are dropped, words with a hyphen are
left out. Apart from that dictionary only the grammar written down here is used.

Rules, in the order they are applied:
 1. Every .dic line is expanded with its SFX flags (the .aff has no PFX; conditions are honoured).
    The flags tell the part of speech: X Y Z ] ^ conjugate verbs, j is a full adjective, C and R
    (by ending) possessives and pronouns, everything else declines nouns. A capital = a name.
    A line with the flags of two words is split: adjective + noun, perfective + imperfective verb.
 2. Words listed form by form without flags are regrouped: a flagless word takes the flags of
    the flagged words with the same ending that predict most of the other flagless words; only
    predicted forms that are really listed are kept.
 3. Verbs gain: gerunds in -чи(сь/ся) of imperfectives from the 3rd plural, the colloquial
    infinitive in -ть and 1st plural in -м, and the adjective forms of the participles that are
    listed in the dictionary: passive from the impersonal form in -но/-то, past active in -лий of
    intransitive perfectives from the past in -ла, present active in -чий from the gerund.
 4. Adjectives gain comparatives and superlatives (най-, щонай-, якнай-) and the short masculine in
    -ен; adverbs in -о/-е gain -(і)ше, -(і)ш with the same prefixes. The comparatives stay lexemes.
 5. Nouns gain the vocative where the flags leave it out, from the instrumental or the genitive.
 6. Pronouns, numerals and the few irregular words come from the tables below.
"""
import re
import sys
from collections import Counter, defaultdict

VERB, IMPERFECTIVE = set("XYZ]^"), set("ytP")
SUPERLATIVE = ("най", "щонай", "якнай")

# Comparatives that are not the stem plus -іший.
COMPARATIVE = dict(p.split(":") for p in """добрий:кращий гарний:кращий хороший:кращий добрий:ліпший
 поганий:гірший злий:гірший великий:більший малий:менший маленький:менший швидкий:швидший
 глибокий:глибший дешевий:дешевший довгий:довший дорогий:дорожчий близький:ближчий високий:вищий
 низький:нижчий широкий:ширший вузький:вужчий важкий:важчий тяжкий:тяжчий легкий:легший
 м'який:м'якший тонкий:тонший короткий:коротший солодкий:солодший рідкий:рідший гладкий:гладший
 тихий:тихший старий:старший молодий:молодший багатий:багатший далекий:дальший дужий:дужчий
 товстий:товщий слабий:слабший слабкий:слабший грубий:грубший здоровий:здоровший скорий:скорший
 дорогий:дорожчий густий:густіший простий:простіший бридкий:бридший прудкий:прудший палкий:палкіший
 безкраїй:безкраїший""".split()[::-1])
MORE_COMPARATIVES = {"добрий": ("кращий", "ліпший", "добріший"), "далекий": ("дальший",),
                     "старий": ("старший", "старіший"), "молодий": ("молодший", "молодіший")}
ADVERB_COMPARATIVE = {"добре": "краще ліпше", "гарно": "краще гарніше", "погано": "гірше поганіше",
                      "багато": "більше більш", "мало": "менше менш", "рано": "раніше раніш",
                      "далеко": "далі дальше", "здорово": "здоровше", "довго": "довше довш",
                      "пізно": "пізніше пізніш", "часто": "частіше частіш", "хутко": "хуткіше"}
SHORT = {"згідний": "згоден", "жодний": "жоден", "готовий": "готов", "живий": "жив",
         "здоровий": "здоров", "славний": "славен", "радий": "рад", "давній": "давен"}
# Adjectives that look like a participle of some verb but have a life (or an origin) of their own.
NOT_PARTICIPLES = set("""минулий бувалий сталий дорослий вдалий удалий кволий вмілий умілий цілий малий
 даний вчений учений шалений скажений зелений солоний студений терплячий зрячий ведучий живучий
 могучий гарячий пекучий везучий беручий болячий святий лютий простий густий товстий ситий поганий
 старанний злий зрозумілий булий відсталий п'яний рум'яний певний рідний смутний печальний названий впертий упертий запеклий клятий лляний""".split())

ACTIVE = set("""лежачий сидячий стоячий сплячий висячий тремтячий дрижачий киплячий люблячий свистячий шиплячий
 скриплячий сверблячий щемлячий дзвенячий смердячий ходячий напівлежачий напівсидячий зеленіючий""".split())

# Present stems that are listed without flags: ending of the infinitive -> (ending of the stem, prefixes
# gain/lose the vowel і): зібрати - зберу, відперти - відіпру.
PRESENT = {"брати": ("бер", False), "гнати": ("жен", False), "прати": ("пер", False), "драти": ("дер", False),
           "перти": ("пр", True), "мерти": ("мр", True), "терти": ("тр", True), "дерти": ("др", True)}
PRESENT_ENDINGS = "у еш е емо ем ете уть и імо ім іть учи".split()

# Forms the flags miss, added to the lexeme of that base.
EXTRA = {("verb", b): f.split() for b, f in (("боліти", "болить болять болиш"),)}
EXTRA.update({("noun", b): f.split() for b, f in (("крило", "крильми"), ("свиня", "свиньми"), ("сльоза", "слізьми"),
    ("кість", "кістьми"), ("гість", "гістьми"), ("ворота", "воротям воротях ворітьми"), ("кров", "крови"),
    ("сіль", "соли"), ("хазяїн", "хазяї хазяїв хазяям хазяями хазяях"), ("коліно", "коліньми"), ("воша", "вошима"))})

# The verbs and nouns that are listed without usable flags: base -> forms.
IRREGULAR = {
 "verb": """бути буть є єсть єси суть був була було були буду будеш буде будемо будем будете будуть будь
  будьмо будьте бувши будучи
могти могть можу можеш може можемо можем можете можуть міг могла могло могли мігши могтиму могтимеш
  могтиме могтимемо могтимем могтимете могтимуть можучи""",
 "noun": """мати матері матір матір'ю матерів матерям матерями матерях
друг друга другові другу другом друзі друже други друзів друзям друзями друзях
око ока оку окові оком оці очі очей очам очима очах
діти дітей дітям дітьми дітях дітки
люди людей людям людьми людях люде
четвер четверга четвергу четвергові четвергом четверзі четверже четверги четвергів четвергам четвергами четвергах
якір якоря якорю якореві якорем якорі якорів якорям якорями якорях
вісь осі віссю осей осям осями осях
чобіт чобота чоботу чоботові чоботом чоботі чоботе чоботи чобіт чоботів чоботам чоботям чоботами чобітьми чоботах чоботях
чернець ченця ченцю ченцеві ченцем ченці ченців ченцям ченцями ченцях ченче
господь господа господу господові господеві господом господі господи
гроші грошей грошам грошима грішми грошах""",
 "pronoun": """я мене мені мною
ти тебе тобі тобою
він його нього йому ньому ним нім
вона її неї їй ній нею
воно його нього йому ньому ним нім
ми нас нам нами
ви вас вам вами
вони їх них їм ним ними
себе собі собою
хто кого кому ким кім
що чого чому чим чім
ніхто нікого нікому ніким нікім
ніщо нічого нічому нічим нічім
хтось когось комусь кимсь кимось кімсь кімось
щось чогось чомусь чимсь чимось чімсь чімось
дехто декого декому деким декім
дещо дечого дечому дечим дечім
абихто абикого абикому абиким абикім
абищо абичого абичому абичим абичім
мій мого мойого моєму мойому моїм моя моєї моїй мою моєю моє мої моїх моїми
твій твого твойого твоєму твойому твоїм твоя твоєї твоїй твою твоєю твоє твої твоїх твоїми
свій свого свойого своєму свойому своїм своя своєї своїй свою своєю своє свої своїх своїми
цей цього цьому цим цім ця цієї цеї цій цю цією це ці цих цими
той того тому тим тім та тієї тої тій ту тією тою те ті тих тими
весь всього всьому всім вся всієї всеї всій всю всією всею все всі всіх всіма
увесь усього усьому усім уся усієї усеї усій усю усією усею усе усі усіх усіма
сам сама само саме сами самі самого самому самим самім самої самій саму самою самих самими
кожен кожний кожного кожному кожним кожнім кожна кожної кожній кожну кожною кожне кожні кожних кожними
жоден жодний жодного жодному жодним жоднім жодна жодної жодній жодну жодною жодне жодні жодних жодними""",
 "numeral": """два дві двох двом двома
три трьох трьом трьома
чотири чотирьох чотирьом чотирма чотирьома
шість шести шістьох шістьом шістьма шістьома
сім семи сімох сімом сьома сімома
вісім восьми вісьмох вісьмом вісьма вісьмома
сорок сорока
дев'яносто дев'яноста
сто ста
обидва обидві обидвох обох обидвом обом обидвома обома
обоє обох обом обома
двоє двох двом двома
троє трьох трьом трьома
кілька кількох кільком кількома
декілька декількох декільком декількома
скільки скількох скільком скількома
стільки стількох стільком стількома
багато багатьох багатьом багатьма багатьома
мало
немало
півтора півтори
нуль нуля нулю нулеві нулем нулі нулів нулям нулями нулях""",
}
for word, stem in zip("четверо п'ятеро шестеро семеро восьмеро дев'ятеро десятеро".split(),
                      "четвер п'ятер шестер семер восьмер дев'ятер десятер".split()):
    IRREGULAR["numeral"] += "\n%s %s" % (word, " ".join(stem + e for e in ("ох", "ом", "ма", "ьма")[:3]))
for word, gen, dat, ins, loc in (("двісті", "двох", "двом", "двома", "двох"), ("триста", "трьох", "трьом", "трьома", "трьох"),
        ("чотириста", "чотирьох", "чотирьом", "чотирма чотирьома", "чотирьох"), ("п'ятсот", "п'яти", "п'яти", "п'ятьма п'ятьома", "п'яти"),
        ("шістсот", "шести", "шести", "шістьма шістьома", "шести"), ("сімсот", "семи", "семи", "сьома сімома", "семи"),
        ("вісімсот", "восьми", "восьми", "вісьма вісьмома", "восьми"), ("дев'ятсот", "дев'яти", "дев'яти", "дев'ятьма дев'ятьома", "дев'яти")):
    IRREGULAR["numeral"] += "\n%s %ssot %sстам %s %sстах".replace("sot", "сот") % (
        word, gen, dat, " ".join(i + "стами" for i in ins.split()), loc)

CLOSED = {
 "pronoun": """який такий інший самий всякий усякий жадний чий нічий чийсь якийсь дечий деякий ніякий абиякий
  абичий котрий котрийсь отакий отой оцей ваш наш їхній цей той сам""",
 "numeral": "один п'ять дев'ять десять одна пів чимало",
 "preposition": """без біля в від вздовж вглиб внаслідок впродовж всередині всупереч для до довкола довкруг за задля
  заради замість з із зі зо завдяки згідно з-за і-з крізь крім кругом коло край ради між межи мимо на навколо навкруги
  над наді надо навпроти напередодні наперекір наприкінці насеред незважаючи неподалік об обабіч о від одо окрім опріч
  осторонь перед переді передо під піді підо по побіля повз позад понад поперек поперед поруч поряд посеред після при
  про проміж промеж проти протягом ради серед супроти у уздовж упродовж через щодо поза попри попід проз стосовно""",
 "conjunction": """і й та а але або чи що щоб щоби як якби якщо коли бо тому проте однак зате адже ніби мов мовби немов
  немовби неначе наче начебто нібито хоч хоча хай аби ані ні дарма поки доки допоки якщо-то тобто цебто отже буцім буцімто
  оскільки тільки-но ледве тимчасом відколи позаяк аніж ніж зокрема причому притому щойно також теж себто""",
 "particle": """не ні ані би б же ж бо хіба невже навіть саме якраз лише лиш тільки хай нехай ось осьде он от ото оце таки майже
  мабуть мовляв ледь авжеж так еге атож аякже чи угу ага нема немає щоправда нібито все-таки мало неначебто
  отак невже ба аж оце-то адже годі""",
 "interjection": """ой ох ах ех ей гей ага угу агов ану ура ого ого-го ну ось еге тьфу бах бац геть цить алло ало о а е ех
  ух ух-ти фу фе хм гм ого жах тю ет ба бувай привіт овва леле лишенько боже браво біс бабах гоп гайда гайда марш стоп
  стривай цур годі на нате дзень кахи ха хе хи гав мур ну-ну вйо тпру йой йо отакої опа упс вау""",
}
ADVERB_SHAPE = re.compile("(?:в|у|на|з|із|до|від|під|по|спо|що|не|ні|ані|чим|опі|обі|якнай|най).{3,}"
                          "|.{2,}(?:ки|ма|ом|ем|уч|іч|ди|сь|ше|ць)")
NOUN_SHAPE = re.compile("пів.{3,}|.{2,}[оеуюєії]")


def read_aff(path):
    """Flag -> list of (strip, add, condition)."""
    rules = defaultdict(list)
    for line in open(path, encoding="utf-8"):
        field = line.split()
        if len(field) >= 5 and field[0] == "SFX":
            strip, add = (x.replace("0", "") for x in field[2:4])
            rules[field[1]].append((strip, add, re.compile(field[4] + "$")))
    return rules


def clean(word):
    return re.sub("[ʼ’`]", "'", word).replace("\u0301", "")


class Pack:
    def __init__(self, aff, dic):
        self.rules, self.cache = read_aff(aff), {}
        lines = [l.partition("/") for l in open(dic, encoding="utf-8").read().split("\n")[1:] if l]
        lines = [(clean(w), f) for w, _, f in lines if "-" not in w and re.fullmatch("[А-ЯІЇЄҐа-яіїєґʼ’`'\u0301]+", w)]
        self.flagged = sorted({l for l in lines if l[1]})
        self.bare = {w for w, f in lines if not f}
        self.listed = {w for w, _ in lines}
        self.adjective = {w: self.expand(w, "j") for w, f in self.flagged if "j" in f and w.endswith(("ий", "ій", "їй"))}
        self.verbs = defaultdict(list)
        for w, f in self.flagged:
            if w.endswith(("ти", "тися")) and VERB & set(f):
                self.verbs[w].append(f)
        self.lexemes = set()
        self.adverbs = set()

    def expand(self, word, flags):
        """All surface forms of a .dic line, the word itself included."""
        forms = {word}
        for flag in flags:
            for strip, add, condition in self.rules.get(flag, ()):
                if word.endswith(strip) and condition.search(word):
                    forms.add(word[:len(word) - len(strip)] + add)
        return forms

    def add(self, part, base, forms):
        if not base[0].islower():
            part = "name"
        forms = set(forms) | set(EXTRA.get((part, base), ()))
        self.lexemes.add((part, base.lower(), " ".join(sorted({f.lower() for f in forms} | {base.lower()}))))

    # -- rule 1
    def line(self, word, flags):
        if word.endswith(("ти", "тися")) and VERB & set(flags):
            for part in split_aspects(flags):
                self.verb(word, self.expand(word, part) | self.twin(word), part)
        elif "j" in flags and word.endswith(("ше", "че", "ще", "іш", "ьш", "рш", "пш", "нш")):
            self.adverbs.add(word)
        elif "j" in flags:
            forms = self.expand(word, "j")
            self.adjective_line(word, forms)
            noun = self.expand(word, flags.replace("j", "").replace("+", ""))
            if not noun <= forms:
                self.noun(word, noun, flags)
            if "+" in flags and word[-2:] in ("ий", "ій", "їй"):
                self.adverbs |= self.expand(word, "+") - {word}
        elif "R" in flags and word.endswith(("ть", "один")) or word in CLOSED["numeral"].split():
            self.add("numeral", word, self.expand(word, flags))
        elif word in CLOSED["pronoun"].split() or "q" in flags:
            self.add("pronoun", word, self.expand(word, flags))
        elif flags == "R" and word.endswith(("ів", "їв", "ин", "їн")):
            self.add("adjective", word, self.expand(word, flags))
        else:
            for part in split_nouns(word, flags):
                self.noun(word, self.expand(word, part), part)

    # -- rule 3
    def verb(self, base, forms, flags):
        forms = set(forms) | self.irregular_present(base)
        if "y" in flags:
            third = {m for f in forms for m in [re.fullmatch("(.*[юуяа])ть(ся)?", f)] if m and not m[1].endswith("тиму")}
            if third:
                forms = {f for f in forms if not re.search("[юуяа]чи(ся)?$|[юуяа]чись$", f)}
            forms |= {m[1] + e for m in third for e in (("чись", "чися") if m[2] else ("чи",))}
        plural = {f for f in forms if re.search("[єеиї]мо(ся)?$", f)}
        forms |= {f[:-1] if f.endswith("мо") else f[:-4] + "мся" for f in plural}
        if re.search(".[аеиіїоуюя]ти$", base):
            forms.add(base[:-2] + "ть")
        if base.endswith("ти"):
            forms |= self.participles(base, forms, flags)
        self.add("verb", base, forms)

    def twin(self, base):
        """The forms of замерзти for замерзнути and back: one verb, two infinitives."""
        m = re.fullmatch("(.*[гзкбпсхтд])(ну)?ти(ся)?", base)
        if m:
            other = m[1] + ("" if m[2] else "ну") + "ти" + (m[3] or "")
            for flags in self.verbs.get(other, ()):
                forms = self.expand(other, flags)
                if m[1] + "ну" + (m[3] or "") in forms & self.expand(base, "".join(self.verbs.get(base, ()))):
                    return forms
        return set()

    def irregular_present(self, base):
        """The listed forms of зберу … for зібрати, of відіпру … for відперти."""
        root = base[:-2] if base.endswith("ся") else base
        found = set()
        for ending, (stem, gain) in PRESENT.items():
            if root.endswith(ending):
                prefix = root[:-len(ending)]
                if gain and prefix and prefix[-1] not in "аеиіїоуюя":
                    prefix += "і"
                elif not gain and prefix.endswith("і"):
                    prefix = prefix[:-1]
                for end in PRESENT_ENDINGS:
                    form = prefix + stem + end
                    variants = (form,)
                    if root != base:
                        variants = (form + "ться",) if end == "е" else (form + "ся", form + "сь")
                    found |= {v for v in variants if v in self.bare}
        return found

    def participles(self, base, forms, flags):
        tried = "" if base.endswith("іти") else "N" + ("'" if base.endswith(("ати", "яти")) else "")
        impersonal = self.expand(base, tried + ("k" if base.endswith(("ути", "яти", "ити")) else ""))
        found = {f[:-1] + "ий" for f in impersonal | forms if f.endswith(("но", "то"))}
        if "y" not in flags and not set("N'k=M") & set(flags):
            found |= {f[:-1] + "ий" for f in forms if f.endswith("ла")}
        found |= {f + "й" for f in forms} & ACTIVE
        return set().union(*(self.adjective.get(p, ()) for p in found - NOT_PARTICIPLES))

    # -- rule 4
    def adjective_line(self, base, forms):
        forms = set(forms)
        stem = base[:-2]
        degrees = {stem + "іший", stem + "їший", COMPARATIVE.get(base)} | set(MORE_COMPARATIVES.get(base, ()))
        degrees = {d for d in degrees if d in self.adjective}
        is_degree = base.endswith(("ший", "чий", "щий")) and "най" + base in self.adjective
        for degree in degrees | ({base} if is_degree else set()):
            for prefix in ("",) + SUPERLATIVE:
                forms |= self.adjective.get(prefix + degree, set())
        for short in (stem[:-1] + "ен" if stem.endswith("н") else None, SHORT.get(base)):
            if short in self.bare:
                forms.add(short)
        self.add("pronoun" if base in CLOSED["pronoun"].split() else "adjective", base, forms)

    def adverb_lines(self):
        known = self.adverbs | self.bare
        for word in sorted(self.adverbs | set(ADVERB_COMPARATIVE) | {w for w in self.bare if self.is_adverb(w)}):
            forms, stem = {word}, word[:-1]
            higher = ADVERB_COMPARATIVE.get(word, "%sіше %sіш" % (stem, stem)).split()
            for ending in ("ий", "ій") if word not in ADVERB_COMPARATIVE else ():
                degree = COMPARATIVE.get(stem + ending)
                if degree and degree.endswith(("ший", "чий", "щий")):
                    higher.append(degree[:-2] + "е")
            if word.endswith(("ше", "че", "ще")) and "най" + word in known:
                higher += [word, word[:-1]]
            for degree in higher:
                forms |= {p + degree for p in ("",) + SUPERLATIVE if p + degree in known}
            self.add("adverb", word, forms)

    def is_adverb(self, word):
        stem = word[:-1]
        return word[0].islower() and (
            word.endswith(("о", "е")) and (stem + "ий" in self.adjective or stem + "ій" in self.adjective)
            or word.endswith("ьо") and word[:-2] + "ій" in self.adjective
            or word.endswith(("ськи", "цьки", "зьки")) and word + "й" in self.adjective)

    # -- rule 5
    def noun(self, base, forms, flags):
        forms = set(forms)
        if base[0].islower() and not set("E_CjRpno") & set(flags):
            if "%" in flags:
                ends = {"о": base[:-1] + "ою", "е": base[:-1] + "ею", "є": base[:-1] + "єю"}
                forms |= {base[:-1] + v for v, ins in ends.items() if ins in forms and base[-1] in "ая"}
            elif set("AD") & set(flags):
                forms |= {f[:-1] + "е" for f in forms if f[-1:] in "иі" and not f.endswith("ми")}
            elif base[-1] not in "оеєя" or base.endswith("ько"):
                for ins in [f for f in forms if f.endswith("ом") and f[:-2] + "ові" in forms]:
                    stem = ins[:-2]
                    forms.add(stem + ("у" if stem[-1] in "кгхґц" else "е"))
                for ins in [f for f in forms if base.endswith("ець") and f.endswith("цем")]:
                    forms.add(ins[:-3] + "че")
        self.add("noun", base, forms)

    # -- rule 2
    def regroup(self):
        """Give flags to flagless words; returns the flagless words nobody claimed."""
        models = defaultdict(Counter)
        for w, f in self.flagged:
            f = f.replace("+", "")
            for n in (2, 3, 4):
                models[w[-n:].lower(), w[0].islower()][f] += 1
        general = [f for f, _ in Counter(f for _, f in self.flagged).most_common(25)]
        found = []
        for w in sorted(self.bare):
            if self.is_adverb(w):
                continue
            tried = Counter(general)
            for n in (4, 3, 2):
                tried.update(dict(models[w[-n:].lower(), w[0].islower()].most_common(25)))
            best = max(((len(hits), -len(forms), f, hits) for f in sorted(tried)
                        for forms in [self.expand(w, f)] for hits in [forms & self.bare]), default=None,
                       key=lambda b: (b[0], b[1], b[2]))
            if w.endswith("ций"):  # білолиций, білолицього
                forms = {w} | (self.expand(w[:-2] + "ій", "j") | self.expand(w, "j")) & self.bare
                best = (len(forms), -len(forms), "j", forms)
            infinitive = w.endswith(("ти", "тися"))
            if best and best[0] >= (3 if infinitive else 4) and (best[0] * 10 >= -best[1] * 6 or infinitive):
                found.append((-best[0], w, best[2], best[3]))
        claimed = set()
        for _, w, flags, hits in sorted(found, key=lambda x: x[:3]):
            if w in claimed:
                continue
            claimed |= hits
            if w.endswith(("ти", "тися")) and VERB & set(flags):
                self.verb(w, hits, flags)
            elif "j" in flags:
                self.adjective_line(w, hits)
            else:
                self.noun(w, hits, flags)
        return self.bare - claimed

    def build(self):
        tables = [(part, line.split()) for part, text in IRREGULAR.items()
                  for line in re.sub("\n +", " ", text).split("\n")]
        fixed = {(part, forms[0]) for part, forms in tables}
        for part, forms in tables:
            self.add(part, forms[0], forms)
        by_hand = {b for part, b in fixed if part in ("pronoun", "numeral", "verb")} | {"гроші", "око"}
        for word, flags in self.flagged:
            if word not in by_hand or not set("qRjXYZ") & set(flags) and word in ("кілька", "мало"):
                self.line(word, flags)
        rest = self.regroup()
        self.adverb_lines()
        self.add("adverb", "треба", {"треба"})
        closed = {w: part for part, words in CLOSED.items() for w in words.split() if "-" not in w}
        for part, words in CLOSED.items():
            for w in words.split():
                if w in self.listed and part not in ("pronoun", "numeral"):
                    self.add(part, w, {w})
        done = {f for _, _, forms in self.lexemes for f in forms.split()}
        for w in rest:
            if w.lower() not in done and w not in closed and not w.endswith(("ся", "сь")):
                noun = w.startswith("пів") and NOUN_SHAPE.fullmatch(w)
                part = "noun" if noun else "adverb" if ADVERB_SHAPE.fullmatch(w) else "noun" if NOUN_SHAPE.fullmatch(w) else "other"
                self.add(part, w, {w})


def split_aspects(flags):
    """XYyP' = a perfective in X and an imperfective in YyP: викличе / викликає."""
    if len(VERB & set(flags)) == 2 and "y" in flags and ("P" in flags) != ("t" in flags):
        second = "Y" if "P" in flags else "X"
        if second in flags:
            own = set("YyPN'" if second == "Y" else "XytJLN'")
            rest = "".join(f for f in flags if f not in own or f in "N'")
            return rest, "".join(f for f in flags if f in own)
    if "Y" in flags and "]" in flags:  # впасти: впаду / впасу
        return flags.replace("]", ""), flags.replace("Y", "")
    return (flags,)


def split_nouns(word, flags):
    """сім'я/%<Ra = family (%<) and seed (Ra)."""
    if "%" in flags and "R" in flags:
        return "".join(f for f in flags if f in "%<;h"), "".join(f for f in flags if f not in "%<;h")
    return (flags,)


def left_over(dic, lexemes):
    """Listed words that came to stand in no lexeme: кудись, десь, навіщось."""
    have = {form for _, _, forms in lexemes for form in forms.split()}
    listed = {line.strip().split("/")[0].lower().replace("’", "'") for line in open(dic, encoding="utf-8")}
    return [("other", w, w) for w in sorted(listed - have) if re.fullmatch("[а-яіїєґ']+", w)]


def joined(lexemes):
    """іти and йти are one verb; pronouns that go like adjectives (наш, інший) are called so."""
    verbs = {base: forms for part, base, forms in lexemes if part == "verb"}
    out = []
    for part, base, forms in lexemes:
        other = {"і": "й", "й": "і"}.get(base[0])
        twin = verbs.get(other + base[1:]) if other and part == "verb" else None
        if twin:
            forms = " ".join(sorted({*forms.split(), *twin.split()}))
        if part == "pronoun" and len(forms.split()) >= 12:
            part = "adjective"
        out.append((part, base, forms))
    return out


def main():
    aff, dic, out = sys.argv[1:]
    pack = Pack(aff, dic)
    pack.build()
    pack.lexemes = joined(pack.lexemes)
    pack.lexemes += left_over(dic, pack.lexemes)
    with open(out, "w", encoding="utf-8") as f:
        f.writelines("\t".join(l) + "\n" for l in sorted(pack.lexemes, key=lambda l: (l[1], l[0], l[2])))


if __name__ == "__main__":
    main()
