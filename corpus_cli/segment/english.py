"""Latin-script text: its language, and which full stops end a sentence. The twin of ``arabic.py``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus_cli.normalize import WORD
from corpus_cli.segment.scripts import LATIN, script_of

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

DEFAULT = "en"


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# Words of no other language the model below is asked about ("in", "was", "for" and "to" are).
_ENGLISH = _words(
    "the of and with that from which their this these those were been have has they there its would could should who "
    "when where what his our your you also between through against about according into after than some "
    "said says say more other"
)
# The commonest words of the languages below, and letters that they have beyond English ones. English text has next to
# none, so that the model is loaded (0.5 s, 100 MB in each worker) only where there is something to find.
_FOREIGN = _words(
    "de la le les des du et un une est que qui pour dans sur el los las del y una con por para se da do das dos em "
    "não os um uma der die und ist den von mit zu für im ein eine il di che è per sono dei della het een van op dat "
    "zijn voor met och att som på är av till ve bir bu için ile olarak olan değil û li ji bi ku ye xwe bo w na z "
    "się jest nie oraz yang dan untuk dengan ini itu pada și pe cu este sunt care mai"
)
_FOREIGN_LETTERS = re.compile("[çğışöüßäåøéèêàâîûôñáíóúãõąęłśźżćńășț¿¡]")
# Written in Latin letters in reports of the region, or likely to be quoted in them.
_LANGUAGES = ("de", "en", "es", "fr", "id", "it", "ku", "nl", "pl", "pt", "ro", "sv", "tr")
# Measured on sentences of these languages and on names and headings of English reports: from here on no English text
# was misnamed; below, Deir ez-Zor is Portuguese.
_ENOUGH_LETTERS = 25
_ENOUGH_WORDS = 4
# This many words without one English function word are asked about even if nothing foreign is seen in them.
_LONG = 10
_SURE = 0.8

_TITLES = _words(
    "dr mr mrs ms mx prof gen col lt maj capt sgt cpl cmdr adm brig sen rep gov pres amb hon rev fr sr st mt ft dept "
    "eng e.g i.e cf vs viz approx ca esp incl resp ibid op cit ed eds trans"
)
# Abbreviations only before a number; elsewhere the word "no" and the name "Art" end sentences.
_BEFORE_NUMBER = _words(
    "no nos art arts p pp vol vols fig figs ch sec para paras pt sect tab res doc jan feb mar apr jun jul aug sep sept "
    "oct nov dec"
)
# Abbreviations that may end a sentence: they do if what follows looks like an opening.
_EITHER = _words("etc inc ltd co corp jr sr a.m p.m u.s u.n u.k e.u u.s.a d.c ph.d m.a b.a m.d et al")
_OPENERS = _words(
    "the a an it he she they we i you this that these those there in on at for from after before during since while "
    "when as if but and however although despite according another other some many most all both no not its his her "
    "their our one two such by with under to what who how why yet then"
)


def identify(text: str) -> str | None:
    """The language of the Latin letters in the clean text; ``None`` if the text itself does not tell."""
    words = [word for word in WORD.findall(text) if script_of(word[0]) == LATIN]
    lower = [word.lower() for word in words]
    known = sum(word in _ENGLISH for word in lower)
    if known >= 2 and known * 10 >= len(words):
        return "en"
    letters = sum(map(len, words))
    if letters < _ENOUGH_LETTERS or len(words) < _ENOUGH_WORDS:
        return None
    hints = sum(word in _FOREIGN for word in lower) + len(_FOREIGN_LETTERS.findall(" ".join(lower)))
    if hints < 2 and (known or (not hints and len(words) < _LONG)):
        return None
    language, score = _model().classify(" ".join(words))
    return str(language) if language == "en" or score >= _SURE else None


@cache
def _model() -> LanguageIdentifier:
    """py3langid's model, loaded once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(_LANGUAGES)
    return model


def ends_sentence(token: str, mark: str, following: str, *, before: str = "") -> bool:
    """Whether ``mark`` (a run of full stops, or …) after ``token`` ends a sentence that goes on with ``following``.

    ``before`` is the text before ``token``; English does not need it.
    """
    del before
    opening = following.lstrip("\"'“‘«([")
    if opening[:1].islower():
        return False
    if len(mark) > 1 or mark == "…":
        return True
    name = token.lower()
    if name in _TITLES:
        return False
    if name in _BEFORE_NUMBER and len(name) > 1:
        return not opening[:1].isdigit()
    if name in _EITHER or _is_initials(token):
        first = WORD.match(opening)
        return first is not None and first.group().lower() in _OPENERS
    return True


def _is_initials(token: str) -> bool:
    """J., J.R. or U.N.H.C.R., and p. before a page."""
    return all(len(part) == 1 and (part.isupper() or part == "p") for part in token.split("."))


def glued(left: str, right: str) -> bool:
    """Whether a full stop with no space after it, between these two words, still ends a sentence.

    In Latin letters that is a name of a site or a file (ReliefWeb.Int) about as often as a slip, so only before a word
    that opens sentences (incident.The).
    """
    return len(left) > 2 and left.islower() and right[0].isupper() and right.lower() in _OPENERS
