"""How often listed names were replaced in a redacted run: by their places in the list, never by the names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus_cli.export.redaction.names import ListedName


@dataclass(slots=True)
class Replacements:
    """Counts over what was read. A name's place in the list counts from 0.

    ``names``: replacements in texts and sources of documents, by place in the list; ``documents``: how many have any;
    a record that stands in two files counts for both. ``elsewhere``: places of names that stood in what gave no
    document.
    """

    names: Counter[int] = field(default_factory=Counter)
    documents: int = 0
    elsewhere: set[int] = field(default_factory=set)

    def add(self, found: Mapping[int, int]) -> None:
        """One document more, in which these names were replaced so often."""
        self.names.update(found)
        self.documents += bool(found)

    def merge(self, other: Replacements) -> bool:
        """The counts of both; returns whether it brought a name that had not been found before."""
        new = not other.found <= self.found
        self.names.update(other.names)
        self.documents += other.documents
        self.elsewhere |= other.elsewhere
        return new

    @property
    def total(self) -> int:
        """How many replacements there are in documents."""
        return self.names.total()

    @property
    def found(self) -> set[int]:
        """The places of all names that were found anywhere."""
        return {*self.names, *self.elsewhere}


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactedRun:
    """What a redaction came to. ``replaced``: in what was read now.

    ``listed``: the list. ``never_found``: its names that no run in this folder has found; None where an earlier version
    did not note what it found.
    """

    replaced: Replacements
    listed: tuple[ListedName, ...]
    never_found: tuple[ListedName, ...] | None

    def as_counts(self) -> dict[str, int]:
        """What run.json says of it."""
        counts = {"replacements": self.replaced.total, "redacted_documents": self.replaced.documents}
        return counts if self.never_found is None else counts | {"names_never_found": len(self.never_found)}

    def as_data(self) -> dict[str, Any]:
        """The same for programs, with the lines of the list: no name."""
        names = self.replaced.names
        return {
            "replacements": self.replaced.total,
            "documents": self.replaced.documents,
            "names": [{"line": name.line, "replaced": names[place]} for place, name in enumerate(self.listed)],
            "never_found": None if self.never_found is None else [name.line for name in self.never_found],
        }
