"""Passages, words and documents, by language and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus_cli.document import Passage


@dataclass(slots=True)
class Counts:
    """Passages, words and documents by language and month; a document counts in each language it has passages in.

    So does a report that is there in two languages, which counts once in the totals where reports are counted once:
    ``again_passages`` and ``again_words`` are those of its translation, which no total holds.
    """

    documents: int = 0
    undated: int = 0
    passages_by: Counter[str] = field(default_factory=Counter)
    words_by: Counter[str] = field(default_factory=Counter)
    documents_by: Counter[str] = field(default_factory=Counter)
    month_documents: Counter[tuple[str, str]] = field(default_factory=Counter)
    month_passages: Counter[tuple[str, str]] = field(default_factory=Counter)
    again_passages: int = 0
    again_words: int = 0

    def add(self, found: Sequence[tuple[Passage, int]], *, month: str | None, again: bool = False) -> None:
        """One more document, of which these passages, with their words, belong here.

        ``again``: it is there in another language already, and counts in its own language only.
        """
        if again:
            self.again_passages += len(found)
            self.again_words += sum(words for _, words in found)
        else:
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
        self.again_passages += other.again_passages
        self.again_words += other.again_words

    @property
    def passages(self) -> int:
        """Passages in all languages."""
        return self.passages_by.total() - self.again_passages

    @property
    def words(self) -> int:
        """Words in all languages."""
        return self.words_by.total() - self.again_words
