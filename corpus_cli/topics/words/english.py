"""English words of themes: what carries no theme, and which written forms are one word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from corpus_cli.normalize.folding import fold_text
from corpus_cli.topics.words.joints import FREE
from corpus_cli.topics.words.listed import listed_stop_words

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
hadn't identified identify identifies identifying determine determined determines determining confirmed confirming
observed observe observes observing spoke spoken speak contacted contact continue continues continued addition
existing huge responsible familiar operating moment moments error refer refers referred referenced heading appear
appears appeared carried establish established ensure ensures require requires required announcing confirm confirms
confirmed aim aims typically hadn't it's that's there's they're we're we've i've i'm you're let's
""".split()

# Words that describe a theme only with another one: missing persons, local council.
PHRASE_WORDS = frozenset(
    """
people person persons local international general public members group groups area areas place city center centre
northern southern eastern western north south east west site process team official officials work works model type types
""".split()
)

# Words that join two others in one phrase: rule of law, weapons of mass destruction. To is left out: it mostly goes on
# to a verb (aims to preserve).
LINKS = frozenset(("of",))
ARTICLES = frozenset(("the",))

MIN_WORD = 3
CAPITAL = 0.8
ADVERB = re.compile("[a-z]{3}ly$")
NO_ADVERBS = frozenset(
    "daily weekly monthly elderly family assembly supply resupply reply apply comply rely multiply anomaly monopoly"
    " italy".split()
)
# A word of another script in an English passage is a quotation, not this language's name for the theme.
LATIN = re.compile("[a-z]")


@cache
def stop_words() -> frozenset[str]:
    """Folded words that never describe a theme: spaCy's English list and our own."""
    words = (*listed_stop_words("en"), *OWN_STOP_WORDS)
    # Folding keeps the two apostrophes apart.
    return frozenset(fold_text(form) for word in words for form in (word, word.replace("'", "’")))


def is_content(key: str) -> bool:
    """Whether a folded word can describe a theme."""
    return len(key) >= MIN_WORD and key not in stop_words() and LATIN.match(key) is not None and not is_adverb(key)


def stands_alone(base: str) -> bool:
    """Whether a word describes a theme without another beside it."""
    return base not in PHRASE_WORDS


def joint(key: str, base: str) -> int:
    """How a folded word joins the word before it: it just follows."""
    del key, base
    return FREE


def is_definite(key: str) -> bool:
    """Whether the article is written on the word: never."""
    del key
    return False


def ends_phrase(surface: str) -> bool:
    """Whether no phrase goes on across this word: an adverb (typically)."""
    return is_adverb(surface.lower())


def is_adverb(key: str) -> bool:
    """Whether a folded word is an adverb by its ending."""
    return ADVERB.search(key) is not None and key not in NO_ADVERBS


def may_be_name(spellings: Mapping[str, int]) -> bool:
    """Whether a term may be a person's name by how it is written: nearly always with a capital."""
    capital = sum(count for text, count in spellings.items() if text[:1].isupper())
    return capital >= CAPITAL * sum(spellings.values())
