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
seen shows showed shown showing follow follows followed following earlier able unable available reported reportedly
related concerning specific specifically basic known result results resulted resulting long potentially likely unlikely
possible possibly conduct conducted consisted consists means noted note notes important additional additionally similar
similarly directly approximately roughly nearly usually especially particularly currently recently provide provides
provided providing outlined highlighted involve involved involving occurred occur occurs began begin begins called find
found findings indicate indicates indicated suggest suggests suggested alleged allegedly claimed stated explain
explained explains explaining describe described describes mentioned added asked ask asks tell tells hoped necessitated
inside outside near nearby large small main high low early late total average half instead despite held hold holds left
let set sets brought bring kept know knew think thought looked seemed happen happened happens allow allowed help helped
try tried start started published tonight morning evening night hour hours minute minutes summary introduction
conclusion recommendations annex appendix chapter brief memo respondents interviewed screen shot png jpg jpeg pdf www
http https com org html don't doesn't didn't can't couldn't won't wouldn't isn't aren't wasn't weren't haven't hasn't
hadn't it's that's there's they're we're we've i've i'm you're let's
""".split()

# Words that describe a theme only with another one: missing persons, local council.
PHRASE_WORDS = frozenset(
    """
people person persons local international general public members group groups area areas place city center centre
""".split()
)

MIN_WORD = 3
# A word of another script in an English passage is a quotation, not this language's name for the theme.
LATIN = re.compile("[a-z]")


@cache
def stop_words() -> frozenset[str]:
    """Folded words that never describe a theme: spaCy's English list and our own."""
    from spacy.lang.en.stop_words import STOP_WORDS

    words = (*STOP_WORDS, *OWN_STOP_WORDS)
    # Folding keeps the two apostrophes apart.
    return frozenset(fold_text(form) for word in words for form in (word, word.replace("'", "’")))


def is_content(key: str) -> bool:
    """Whether a folded word can describe a theme."""
    return len(key) >= MIN_WORD and key not in stop_words() and LATIN.match(key) is not None


def stands_alone(base: str) -> bool:
    """Whether a word describes a theme without another beside it."""
    return base not in PHRASE_WORDS


def joins(first: str, second: str) -> bool:
    """Whether two neighbouring folded words make one phrase: any two do."""
    del first, second
    return True


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
