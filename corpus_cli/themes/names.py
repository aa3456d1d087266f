"""Mentions of places and organizations, counted under one id for the names of both languages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from corpus_cli.document import Link
from corpus_cli.themes.page import NameCount


@dataclass(slots=True)
class _Named:
    counts: Counter[str] = field(default_factory=Counter)
    english: Counter[str] = field(default_factory=Counter)
    arabic: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class NameTally:
    """Mentions by the id they are linked to. Where documents give an id different names, the commonest is shown."""

    rows: dict[str, _Named] = field(default_factory=dict)

    def add(self, link: Link, language: str) -> None:
        """One more mention, in a passage of this language."""
        row = self.rows.setdefault(link.id, _Named())
        row.counts[language] += 1
        if link.name_en:
            row.english[link.name_en] += 1
        if link.name_ar:
            row.arabic[link.name_ar] += 1
        if link.type:
            row.types[link.type] += 1

    def merge(self, other: NameTally) -> None:
        """The mentions of both."""
        for name, theirs in other.rows.items():
            row = self.rows.setdefault(name, _Named())
            row.counts.update(theirs.counts)
            row.english.update(theirs.english)
            row.arabic.update(theirs.arabic)
            row.types.update(theirs.types)

    def english(self, name: str) -> str | None:
        """The commonest English name of an id, None without one."""
        return _commonest(self.rows[name].english) if name in self.rows else None

    def arabic(self, name: str) -> str | None:
        """The commonest Arabic name of an id, None without one."""
        return _commonest(self.rows[name].arabic) if name in self.rows else None

    def type_of(self, name: str) -> str | None:
        """What an id is most often linked as, None if nothing says."""
        return _commonest(self.rows[name].types) if name in self.rows else None

    def top(self, limit: int) -> tuple[NameCount, ...]:
        """The rows with the most mentions, ties by id."""
        ranked = sorted(self.rows.items(), key=lambda item: (-item[1].counts.total(), item[0]))
        return tuple(
            NameCount(
                id=name,
                name_en=_commonest(row.english),
                name_ar=_commonest(row.arabic),
                count=row.counts.total(),
                counts=dict(sorted(row.counts.items())),
                type=_commonest(row.types),
            )
            for name, row in ranked[:limit]
        )


def _commonest(names: Counter[str]) -> str | None:
    return min(names, key=lambda name: (-names[name], name), default=None)
