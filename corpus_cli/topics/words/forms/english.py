"""Which written English forms are one word, by forms that the corpus itself attests, and which one is shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

MIN_STEM = 3
# A word this long that ends in s may be a plural to be cut; wells, news and gas are left.
LEAST_PLURAL = 5
# So much of a word's occurrences in small letters say that it is no name.
SMALL = 0.2
# Words that look like a plural of another word: news is not new.
WHOLE = frozenset("news goods arms means customs species series politics economics logistics physics ethics".split())
IRREGULAR = {
    "women": "woman", "men": "man", "children": "child", "crises": "crisis", "analyses": "analysis", "bases": "base",
    "hypotheses": "hypothesis", "wives": "wife", "lives": "life", "knives": "knife", "leaves": "leaf", "feet": "foot",
}  # fmt: skip
# British and American spellings, and words once hyphened: the commoner one in the corpus stands for both.
SPELLINGS = (
    (re.compile("is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile("ys(?=(?:e|ed|es|ing)$)"), "yz"),
    (re.compile("our(?=(?:s|ed|ing|al|able|hood|hoods)?$)"), "or"),
    (re.compile("tre(?=s?$)"), "ter"),
    (re.compile("ence$"), "ense"),
    (re.compile("ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile("-"), ""),
)


def base_forms(counts: Counter[str], *, surfaces: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Each folded form of the corpus to the form it is counted with: plurals with singulars that are attested, and two
    spellings of one word (organisation, ceasefire and cease-fire) with the commoner."""
    del surfaces
    spelt = {form: _spelling(form, counts) for form in counts}
    totals: Counter[str] = Counter()
    for form, base in spelt.items():
        totals[base] += counts[form]
    return {form: _singular(base, totals, spelt) for form, base in spelt.items()}


def _spelling(form: str, counts: Counter[str]) -> str:
    for spelling, other in SPELLINGS:
        changed = spelling.sub(other, form)
        if changed != form and counts[changed]:
            return changed
    return form


def _singular(form: str, totals: Counter[str], spelt: Mapping[str, str]) -> str:
    if form in WHOLE:
        return form
    for stem in (spelt.get(stem, stem) for stem in _stems(form)):
        if len(stem) >= MIN_STEM and totals[stem]:
            return stem
    return form


def _stems(form: str) -> Iterator[str]:
    """What the form may be the plural of, likeliest first."""
    if form in IRREGULAR:
        yield IRREGULAR[form]
    for ending, replacement in (("ies", "y"), ("es", ""), ("s", "")):
        if form.endswith(ending) and not form.endswith(("ss", "us", "is")):
            yield form.removesuffix(ending) + replacement


def display(base: str, forms: Counter[str], surfaces: Mapping[str, Counter[str]]) -> str:
    """The commonest written form of a word."""
    del base
    written: Counter[str] = Counter()
    for form in forms:
        written.update(surfaces[form])
    return commonest(written)


def display_phrase(written: Counter[str], base: Mapping[str, str], surfaces: Mapping[str, Counter[str]]) -> str:
    """The commonest written form of a phrase."""
    del base, surfaces
    return commonest(written)


def commonest(counts: Counter[str]) -> str:
    """The one with the highest count; of several, the last in order of the alphabet: small letters before capitals.

    One that is in capitals, wholly or where it begins, as headings and list items are, gives way to one that is not: of
    an acronym or a name there is hardly one.
    """
    first = max(counts, key=lambda item: (counts[item], item))
    if not first.isupper() and any(letter.isupper() for word in first.split() for letter in word[1:]):
        return first  # SunCalc, which is in small letters where it is an address
    small = Counter({text: count for text, count in counts.items() if text.islower()})
    mixed = Counter({text: count for text, count in counts.items() if not text.isupper()})
    for kept in (small, mixed):
        if kept.total() >= SMALL * counts.total() and kept:
            return max(kept, key=lambda item: (kept[item], item))
    return first


def any_form(word: str) -> str:
    """A regular expression for the folded forms of a folded word: singular and plural."""
    if word in IRREGULAR or word in IRREGULAR.values():
        single = IRREGULAR.get(word, word)
        return "(?:" + "|".join(sorted({re.escape(form) for form in (word, single, *_plurals(single))})) + ")"
    stem = word[:-1] if word.endswith("s") and len(word) > LEAST_PLURAL and word not in WHOLE else word
    stem, ending = (stem[:-1], "(?:y|ies)") if stem.endswith("y") else (stem, "(?:e?s)?")
    return re.escape(stem.removesuffix("ie")) + ("(?:y|ies)" if stem.endswith("ie") else ending)


def _plurals(single: str) -> list[str]:
    return [plural for plural, own in IRREGULAR.items() if own == single]
