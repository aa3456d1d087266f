"""Which written Arabic forms are one word, by bare forms that the corpus itself attests, and which one is shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from corpus_cli.normalize.arabic import strip_proclitics
from corpus_cli.normalize.folding import fold_text

MIN_STEM = 3
LONG_STEM = 5
ARTICLE = "ال"
# Two spellings of one word.
VARIANTS = {"مشفي": "مستشفي"}
# First letters that are part of the word although what is left is a word too: والدين (parents) is not و + الدين
# (religion).
WHOLE = frozenset(fold_text(word) for word in "والد والده والدين والدي والدة بالغ بالغة بالغين بالغون والي".split())
_TANWIN = re.compile("ًا$|اً$")
# و written on a verbal noun (وتوثيق, وتعزيز), a verb (ويتحدد) or another و (ووثق) that the corpus has only so: no word
# to show.
LOOSE_CONJUNCTION = re.compile("وت..ي.|[وف]ي.{3,}|وو.{2,}")
# The same before a hamza on its alif, which is another word's first letter (وإصابة, فأسفر); as written, unfolded.
_LOOSE_BEFORE_HAMZA = re.compile("[وف][أإآ].{3,}")
# My, our, your, his, her, their; longest first. ي and ك alone are too often letters of the word.
POSSESSIVES = ("هما", "كما", "هم", "هن", "ها", "كم", "نا")


def base_forms(counts: Counter[str], *, surfaces: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Each folded form of the corpus to the form it is counted with, or to nothing if it is no word to show.

    First particles and the article: والعدالة، للعدالة and بعدالة count with عدالة, العدالة and عدالة together, but only
    where the bare form is attested in the corpus itself: ألمانيا stays whole, since no text says مانيا, and وزارة does
    not become زارة. Then endings, where the form without is attested more often: منازلهم with منازل. The light stemming
    of Larkey et al. 2002 takes the same letters off wherever they stand; here the corpus decides.
    """
    clipped = {form: _without_particles(form, counts, surfaces.get(form)) for form in counts}
    totals: Counter[str] = Counter()
    definite = set()
    for form, base in clipped.items():
        totals[base] += counts[form]
        if form.startswith(ARTICLE) and base != form:
            definite.add(base)
    written_he = {form for form in totals if form.endswith("ه") and _ends_in_he(surfaces.get(form))}
    shorter = {
        base: _without_ending(base, totals, possessed=base not in definite, he=base in written_he) for base in totals
    }
    shorter.update(_accusatives(totals, surfaces))
    verbs = _verbs(totals, definite)
    return {form: "" if base in verbs else _follow(base, shorter) for form, base in clipped.items()}


def _accusatives(totals: Counter[str], surfaces: Mapping[str, Counter[str]]) -> Iterator[tuple[str, str]]:
    """The forms that are mostly written with the tanwin of the accusative (دمارًا), and the word of each (دمار)."""
    for form in totals:
        written = surfaces.get(form)
        if not written or not form.endswith("ا") or len(form) <= MIN_STEM:
            continue
        marked = sum(count for surface, count in written.items() if _TANWIN.search(surface))
        stem = form[:-1]
        if 2 * marked > written.total() and (found := next((s for s in (stem, ARTICLE + stem) if totals[s]), None)):
            yield form, found


def _verbs(totals: Counter[str], definite: Collection[str]) -> frozenset[str]:
    """The forms that the corpus has as verbs, which are no words to show: never with the article, and in two persons.

    يدل beside تدل, استهدفت beside استهدف; and without a pair what only verbs end in (قتلوا, قمنا), and adverbs of
    attested adjectives (رقميا).
    """
    found = set()
    for form in totals:
        if form in definite or form.startswith(ARTICLE) or len(form) < MIN_STEM:
            continue
        stem = form[1:]
        if form[0] == "ي" and totals["ت" + stem] and "ت" + stem not in definite:
            found |= {form, "ت" + stem}
        if form[-1] == "ت" and form[-2] != "ا" and totals[form[:-1]] and len(form) > MIN_STEM:
            # Three letters are too often a noun that happens to lack its article here.
            noun = form[:-1] in definite or len(form) - 1 == MIN_STEM
            found |= {form} if noun else {form, form[:-1]}
        if form.endswith("وا") or (form.endswith("نا") and not any(totals[other] for other in _ours(form))):
            found.add(form)
        if form.endswith("يا") and (totals[form[:-1]] or totals[ARTICLE + form[:-1]]):
            found.add(form)
    return frozenset(found)


def _follow(base: str, shorter: Mapping[str, str]) -> str:
    # Each step takes an ending off, or leads from ون to ين, so this ends.
    while base and shorter[base] != base:
        base = shorter[base]
    return base


def _without_particles(form: str, counts: Counter[str], written: Counter[str] | None) -> str:
    if form in WHOLE:
        return form
    best = form
    for _, stem in strip_proclitics(form):
        attested = _attested(stem, counts)
        if attested and (not _risky(form, stem) or counts[attested] > counts[form]):
            best = attested
            break
    if best == form and (LOOSE_CONJUNCTION.fullmatch(form) or _mostly_loose(written)):
        return ""
    bare = best.removeprefix(ARTICLE)
    best = bare if len(bare) >= MIN_STEM and counts[bare] else best
    return VARIANTS.get(best.removeprefix(ARTICLE), best)


def _mostly_loose(written: Counter[str] | None) -> bool:
    if not written:
        return False
    return 2 * sum(count for one, count in written.items() if _LOOSE_BEFORE_HAMZA.fullmatch(one)) > written.total()


def _attested(stem: str, counts: Counter[str]) -> str:
    """The stem, or the stem with the article (لضحايا, where only الضحايا stands alone), if the corpus has it."""
    if len(stem) >= MIN_STEM and counts[stem]:
        return stem
    return ARTICLE + stem if len(stem) > MIN_STEM and counts[ARTICLE + stem] else ""


def _risky(form: str, stem: str) -> bool:
    """One or two letters taken off, and no article behind them: as likely of the root (وزارة, بناء, وكالة) as not.

    A long word behind و is safe (وتوثيق): roots that begin with و give short ones.
    """
    if form[0] == "و" and len(form) - len(stem) == 1 and len(stem) >= LONG_STEM:
        return False
    definite = stem.startswith(ARTICLE) and len(stem) >= len(ARTICLE) + MIN_STEM
    return len(form) - len(stem) <= 2 and not definite


def _without_ending(form: str, totals: Counter[str], *, possessed: bool, he: bool) -> str:
    for stem in _stems(form, possessed=possessed, he=he):
        if len(stem) >= MIN_STEM and totals[stem] > totals[form]:
            return stem
    # A particle and an ending at once (وعائلاتهم), where the word with only one of them is not attested.
    for _, clipped in strip_proclitics(form) if possessed else ():
        for stem in _possessed(clipped):
            if len(stem) > MIN_STEM and totals[stem] > totals[form]:
                return stem
    return form


def _stems(form: str, *, possessed: bool, he: bool) -> Iterator[str]:
    """What the form may be without its ending, likeliest first."""
    if possessed:
        yield from _possessed(form)
        if he:
            yield form[:-1]
    if form.endswith("انا"):
        yield form[:-1]
    if form.endswith("ات"):
        yield form[:-2] + "ه"
        yield form[:-2]
    if form.endswith("ون"):
        yield form[:-2] + "ين"
    if form.endswith(("ون", "ين")) and len(form) >= 6:
        yield form[:-2]
    if form.endswith("يه") and not he:
        yield form[:-1]


def _possessed(form: str) -> Iterator[str]:
    """What the form may be without my, their, its; ة is written ت before them."""
    for ending in POSSESSIVES:
        if form.endswith(ending) and len(form) - len(ending) >= MIN_STEM:
            stem = form.removesuffix(ending)
            yield stem
            if stem.endswith("ت"):
                yield stem[:-1] + "ه"


def _ours(form: str) -> Iterator[str]:
    """What a form in نا may be without it: ours (بلدنا, قريتنا), or an indefinite accusative (مكانا)."""
    yield form[:-2]
    if form.endswith("تنا"):
        yield form[:-3] + "ه"
    yield form[:-1]


def _ends_in_he(surfaces: Counter[str] | None) -> bool:
    """Whether the form is mostly written with ه (his) and not ة: folded they are one letter."""
    if not surfaces:
        return False
    return 2 * sum(count for surface, count in surfaces.items() if surface.endswith("ه")) > surfaces.total()


def display(base: str, forms: Counter[str], surfaces: Mapping[str, Counter[str]]) -> str:
    """The commonest written form of a word, article or not; without a proclitic and without an ending that was taken
    off, if it was ever written so."""
    plain = {form: count for form, count in forms.items() if form in (base, ARTICLE + base)} or forms
    bare = [form for form in plain if not _written_on(form, forms)]
    form = max(sorted(bare or list(plain)), key=lambda item: forms[item])
    return commonest(surfaces[form])


def display_phrase(written: Counter[str], base: Mapping[str, str], surfaces: Mapping[str, Counter[str]]) -> str:
    """The commonest written form of a phrase, without a particle on its first word (للعدالة الانتقالية)."""
    plain: Counter[str] = Counter()
    for phrase, count in sorted(written.items()):
        first, _, rest = phrase.partition(" ")
        plain[f"{_without_particle(first, base, surfaces)} {rest}"] += count
    return commonest(plain)


def commonest(counts: Counter[str]) -> str:
    """The one with the highest count; of several, the last in order of the alphabet."""
    return max(counts, key=lambda item: (counts[item], item))


def _without_particle(word: str, base: Mapping[str, str], surfaces: Mapping[str, Counter[str]]) -> str:
    """The word as it is mostly written by itself, if it has a particle written on; else as it is."""
    form = fold_text(word)
    if form.startswith(ARTICLE) and base.get(form) != form:
        return word
    for _, stem in strip_proclitics(form)[::-1]:
        if stem in surfaces and base.get(stem, stem) == base.get(form, form) and stem != form:
            return commonest(surfaces[stem])
    return word


def _written_on(form: str, forms: Counter[str]) -> bool:
    """Whether the form is another of the forms with a particle written on; the article is no particle here."""
    return any(stem in forms and form != ARTICLE + stem for _, stem in strip_proclitics(form))


def any_form(word: str) -> str:
    """A regular expression for the folded forms of a folded word: with particles, the article, an ending or none."""
    bare = word.removeprefix(ARTICLE) if len(word) >= len(ARTICLE) + MIN_STEM else word
    # The last letter of a longer word changes with an ending: حكومة, حكومتهم; معتقل, معتقلين.
    stem = bare[:-1] if len(bare) > LONG_STEM and bare[-1] in "هيا" else bare
    return rf"[وف]?[بلك]?(?:ال|لل)?{re.escape(stem)}\w{{0,3}}"
