"""What one mention says about the rest of its document: acronyms and second names in brackets, names seen before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.gazetteer.gazetteer import NameIndex
from corpus_cli.entities.gazetteer.organizations import ACRONYM, name_of
from corpus_cli.entities.names.evidence import CAPITALS
from corpus_cli.entities.names.words import Words, split_words
from corpus_cli.entities.reading.resolve import Mention
from corpus_cli.normalize.folding import fold_text

_BRACKET = re.compile(r"[ \u00a0]?\(([^()\n]{2,80})\)")
_ARABIC_WORD = re.compile(r"[\u0621-\u064a]{3,8}")
# What else stands alone in brackets behind an Arabic name and is no short form of it: above, below, formerly, map …
_NO_SHORT_FORM = re.compile(
    fold_text(
        "ال.*|أعلاه|أدناه|سابقا|حاليا|لاحقا|مثلا|آنذاك|حينها|وقتها|رسميا|محليا|مؤقتا|تقريبا|فقط|أيضا|وغيرها|وغيره|"
        "انظر|راجع|صورة|خريطة|جدول|شكل|فيديو|رابط|مصدر"
    )
)
# How an aside begins, which is no name: (وفرعها السويسري), (أي المنظمة).
_ASIDE = re.compile(
    fold_text(
        r"\s*(?:و(?:هي|هو|هم|فرع|من|في|التي|الذي|ذلك|كان|منها|منهم)"
        r"|(?:أي|مثل|بما|على|من|في|عن|إلى|حيث|كما|التي|الذي|بالإضافة)\b)"
    )
)
_MONTHS = frozenset(
    fold_text(
        "يناير فبراير مارس أبريل إبريل نيسان أيار مايو حزيران يونيو تموز يوليو آب أغسطس أيلول سبتمبر أكتوبر نوفمبر "
        "ديسمبر شباط آذار january february march april may june july august september october november december"
    ).split()
)
_MOST_WORDS = 8
SECOND_NAME = 0.7
SEEN_BEFORE = 0.7


def bracketed(text: str, mention: Mention) -> tuple[int, int, bool] | None:
    """Where a second name of the organization stands in brackets right after it, and whether it is an acronym.

    An acronym begins with a letter of the name (SNHR; سامز has none to compare, so any short Arabic word will do that
    is not known to be something else). A whole name counts if it is in the other script: الأرشيف السوري (Syrian
    Archive).
    """
    match = _BRACKET.match(text, mention.end)
    if match is None or _is_time(match.group(1)) or _ASIDE.match(fold_text(match.group(1))):
        return None
    inside = match.group(1).strip()
    start = match.start(1) + match.group(1).index(inside)
    name = text[mention.start : mention.end]
    name_is_arabic, inside_is_arabic = _is_arabic(name), _is_arabic(inside)
    if ACRONYM.fullmatch(inside):
        letters = {word[0].lower() for word in re.findall(r"\w+", name)}
        if name_is_arabic or inside[0].lower() in letters:
            return start, start + len(inside), True
        return None
    short_form = _ARABIC_WORD.fullmatch(inside) and not _NO_SHORT_FORM.fullmatch(fold_text(inside))
    if inside_is_arabic and name_is_arabic and short_form:
        return start, start + len(inside), True
    words = split_words(inside)
    capitals = sum(words.surface(index)[0].isupper() for index in range(len(words)))
    if (
        name_is_arabic != inside_is_arabic
        and 1 < len(words) <= _MOST_WORDS
        and (inside_is_arabic or capitals * 2 > len(words))
    ):
        return start, start + len(inside), False
    return None


def is_aside(inside: str) -> bool:
    """Whether what stands in brackets is no name: (أعلاه), (وفرعها السويسري), (أي المنظمة)."""
    folded = fold_text(inside)
    return _ASIDE.match(folded) is not None or (" " not in folded and _NO_SHORT_FORM.fullmatch(folded) is not None)


def _is_time(inside: str) -> bool:
    """Whether digits or months stand there: (يوليو 2016 - مارس 2017) is no name."""
    return any(char.isdigit() for char in inside) or not _MONTHS.isdisjoint(split_words(inside).keys)


def _is_arabic(name: str) -> bool:
    return any("\u0600" <= char <= "\u08ff" for char in name)


def in_brackets(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The second names in brackets of these organizations."""
    for mention in mentions:
        found = bracketed(text, mention)
        if found is not None:
            start, end, _ = found
            yield Mention(start, end, "ORG", SECOND_NAME, ("model",), mention.segment)


class SeenNames:
    """Organizations named in a document with enough evidence: the same names elsewhere in it are mentions too.

    ``second``: names in brackets, which may be one word (سامز); of the others one ordinary word is no name to look for.
    """

    def __init__(self, text: str, mentions: Iterable[Mention], second: Iterable[Mention] = ()) -> None:
        names: dict[str, int] = {}
        for mention, short in [*((one, False) for one in mentions), *((one, True) for one in second)]:
            if mention.source != ("model",):
                continue  # the gazetteer and the aliases find their names everywhere themselves
            name, key = name_of(text[mention.start : mention.end], before=text[mention.start - 1 : mention.start])
            if len(key.split()) > 1 or short or ACRONYM.fullmatch(name):
                names.setdefault(name, CAPITALS if name.isupper() else 0)
        entries = [Entry(name, None, None, None, None, None, None, "organization") for name in names]
        rows = [(name, number, flags) for number, (name, flags) in enumerate(names.items())]
        self._index = NameIndex.build(rows, entries) if names else None

    def find(self, words: Words, *, offset: int, segment: str) -> Iterator[Mention]:
        """The names in a text that begins at ``offset`` of the document."""
        if self._index is None:
            return
        for hit in self._index.find(words):
            yield Mention(offset + hit.start, offset + hit.end, "ORG", SEEN_BEFORE, ("model",), segment)
