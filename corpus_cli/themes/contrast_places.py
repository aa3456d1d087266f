"""Places that one language's passages of a theme name surely more often than the other's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus_cli.themes.cube import NONE, Cube
from corpus_cli.themes.evidence import SURE, more_often
from corpus_cli.themes.names import NameTally
from corpus_cli.themes.page import DistinctPlace

LIMIT = 8
MIN_MENTIONS = 5
# With fewer place mentions in either language, a share of them says nothing.
MIN_OF = 10
DIGITS = 2


@dataclass(slots=True)
class ThemePlaces:
    """A theme's place mentions, and the documents that name each place, by language."""

    mentions: dict[str, Counter[str]] = field(default_factory=dict)
    documents: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, language: str, mentions: Mapping[str, int], *, documents: Mapping[str, int]) -> None:
        """Mentions of places in one language more, with the documents that name them."""
        self.mentions.setdefault(language, Counter()).update(mentions)
        self.documents.setdefault(language, Counter()).update(documents)

    def total(self, language: str) -> int:
        """All place mentions in this language."""
        return self.mentions[language].total() if language in self.mentions else 0

    def distinct(self, *, language: str, other: str, names: NameTally) -> tuple[DistinctPlace, ...] | None:
        """Up to ``LIMIT`` places, the surest first; None where either language has too few mentions to tell.

        A place's share of one language's place mentions is held against its share of the other's, so that neither the
        length of texts nor how many names were found in a language matters: log-likelihood ratio of at least 6.63, five
        mentions. They may all stand in one document, which its count of documents shows.
        """
        of, other_of = self.total(language), self.total(other)
        if min(of, other_of) < MIN_OF:
            return None
        found = []
        for place, count in self.mentions[language].items():
            ratio = more_often(count, of, self.mentions[other][place], other_of)
            if count >= MIN_MENTIONS and ratio >= SURE:
                found.append((-round(ratio, DIGITS), place))
        return tuple(
            DistinctPlace(
                id=place,
                name_en=names.english(place),
                name_ar=names.arabic(place),
                type=names.type_of(place),
                mentions={code: self.mentions[code][place] for code in sorted((language, other))},
                documents={code: self.documents[code][place] for code in sorted((language, other))},
                ratio=-ratio,
            )
            for ratio, place in sorted(found)[:LIMIT]
        )


def places_by_theme(cube: Cube) -> dict[str, ThemePlaces]:
    """The place mentions of each theme. A document has one month, so its months add up."""
    found: dict[str, ThemePlaces] = {}
    for cell, mentions in cube.mentions.items():
        if cell.place_id != NONE:
            named = {cell.place_id: mentions}, {cell.place_id: cube.documents[cell]}
            found.setdefault(cell.theme_id, ThemePlaces()).add(cell.language, named[0], documents=named[1])
    return found
