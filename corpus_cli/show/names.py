"""The places and organizations of a document, each under a short tag that stands beside its mentions: P1, O2."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus_cli.document import Document, Entity, Label, Link
from corpus_cli.normalize.folding import fold_text
from corpus_cli.wording.text import plural

KINDS: dict[Label, str] = {"PLACE": "place", "ORG": "organization"}
_LETTERS: dict[Label, str] = {"PLACE": "P", "ORG": "O"}


@dataclass(frozen=True, slots=True)
class Name:
    """A place or organization, with all its mentions in the document in reading order. ``link`` is of the first."""

    tag: str
    label: Label
    link: Link | None
    mentions: tuple[Entity, ...]

    @property
    def written(self) -> str:
        """The first mention's text."""
        return self.mentions[0].text


def names_of(doc: Document) -> tuple[Name, ...]:
    """One name an id, or a folded spelling where there is no link; numbered by their first mention, each kind apart.

    A tag depends on the document only, so that it is the same in each of its parts.
    """
    found: dict[tuple[Label, str, bool], list[Entity]] = {}
    for mention in sorted(doc.entities or (), key=lambda one: (one.start, -one.end)):
        linked = mention.link is not None
        key = (mention.label, mention.link.id if mention.link else fold_text(" ".join(mention.text.split())), linked)
        found.setdefault(key, []).append(mention)
    numbers = dict.fromkeys(_LETTERS, 0)
    names = []
    for (label, _, _), mentions in found.items():
        numbers[label] += 1
        names.append(Name(f"{_LETTERS[label]}{numbers[label]}", label, mentions[0].link, tuple(mentions)))
    return tuple(names)


def within(names: Iterable[Name], start: int, end: int) -> tuple[Name, ...]:
    """The names with mentions that begin between ``start`` and ``end``, with these mentions only; places first."""
    kept = []
    for name in names:
        mentions = tuple(one for one in name.mentions if start <= one.start < end)
        if mentions:
            kept.append(Name(name.tag, name.label, name.link, mentions))
    return tuple(sorted(kept, key=lambda name: name.label != "PLACE"))


def counted(names: Iterable[Name]) -> str:
    """How many places and organizations, how often, and how many of them have no link: one line."""
    listed = tuple(names)
    parts = []
    for label, noun in KINDS.items():
        of_kind = [name for name in listed if name.label == label]
        mentions = sum(len(name.mentions) for name in of_kind)
        unlinked = sum(name.link is None for name in of_kind)
        apart = f", {unlinked:,} without a link" if unlinked else ""
        parts.append(
            f"{plural(len(of_kind), noun)} ({plural(mentions, 'mention')}{apart})" if of_kind else f"no {noun}s"
        )
    return ", ".join(parts)
