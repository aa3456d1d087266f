"""English words of themes: what carries no theme, and which written forms are one word."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from corpus_cli.normalize.folding import fold_text

# Words of reports, months and numbers that spaCy's list lacks and that say nothing about a theme.
OWN_STOP_WORDS = """
said says say told according january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec year years month months week weeks day days today yesterday time times
monday tuesday wednesday thursday friday saturday sunday percent per cent number numbers million thousand hundred
new old many much more less several some including include includes included based also however although within
without among across around towards toward like just even still well way ways thing things lot kind part parts case
cases make makes making made take takes taken took give gives given gave get gets got go goes going went come comes
came use used uses using need needs needed want wants one two three four five six seven eight nine ten first second
third last next previous past recent current different various certain particular mr mrs ms dr prof etc eg ie
report reports page table figure section example
""".split()

MIN_WORD = 3
# A word of another script in an English passage is a quotation, not this language's name for the theme.
LATIN = re.compile("[a-z]")


@cache
def stop_words() -> frozenset[str]:
    """Folded words that never describe a theme: spaCy's English list and our own."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(fold_text(word) for word in (*STOP_WORDS, *OWN_STOP_WORDS))


def is_content(key: str) -> bool:
    """Whether a folded word can describe a theme."""
    return len(key) >= MIN_WORD and key not in stop_words() and LATIN.match(key) is not None


def base_forms(counts: Counter[str]) -> dict[str, str]:
    """Each folded form of the corpus to the form it is counted with: plurals with singulars that are attested."""
    return {form: _base(form, counts) for form in counts}


def _base(form: str, counts: Counter[str]) -> str:
    for ending, replacement in (("ies", "y"), ("es", ""), ("s", "")):
        stem = form.removesuffix(ending) + replacement
        if form.endswith(ending) and not form.endswith("ss") and len(stem) >= MIN_WORD and counts[stem]:
            return stem
    return form


def display(forms: Counter[str], surfaces: dict[str, Counter[str]]) -> str:
    """The commonest written form of a word."""
    form = max(sorted(forms), key=lambda item: forms[item])
    return max(sorted(surfaces[form]), key=lambda item: surfaces[form][item])


def display_phrase(written: Counter[str]) -> str:
    """The commonest written form of a phrase."""
    return max(sorted(written), key=lambda item: written[item])
