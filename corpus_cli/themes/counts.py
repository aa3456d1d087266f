"""Passages, words and documents, by language and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus_cli.document import Passage


@dataclass(slots=True)
class Counts:
    """Passages, words and documents by language and month; a document counts in each language it has passages in."""

    documents: int = 0
    undated: int = 0
    passages_by: Counter[str] = field(default_factory=Counter)
    words_by: Counter[str] = field(default_factory=Counter)
    documents_by: Counter[str] = field(default_factory=Counter)
    month_documents: Counter[tuple[str, str]] = field(default_factory=Counter)
    month_passages: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, found: Sequence[tuple[Passage, int]], *, month: str | None) -> None:
        """One more document, of which these passages, with their words, belong here."""
        self.documents += 1
        self.undated += month is None
        for passage, words in found:
            self.passages_by[passage.language] += 1
            self.words_by[passage.language] += words
            if month:
                self.month_passages[month, passage.language] += 1
        for language in {passage.language for passage, _ in found}:
            self.documents_by[language] += 1
            if month:
                self.month_documents[month, language] += 1

    def merge(self, other: Counts) -> None:
        """The counts of both."""
        self.documents += other.documents
        self.undated += other.undated
        self.passages_by.update(other.passages_by)
        self.words_by.update(other.words_by)
        self.documents_by.update(other.documents_by)
        self.month_documents.update(other.month_documents)
        self.month_passages.update(other.month_passages)

    @property
    def passages(self) -> int:
        """Passages in all languages."""
        return self.passages_by.total()

    @property
    def words(self) -> int:
        """Words in all languages."""
        return self.words_by.total()
