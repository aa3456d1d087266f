"""Proposed pairs as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus_cli.entities.organizations.pairs import Organization
from corpus_cli.review.listing import Proposal
from corpus_cli.review.quotes import Quote
from corpus_cli.review.wording import figures
from corpus_cli.wording.text import one_line, plural

Quotes = Callable[[str], Sequence[Quote]]


def pair_lines(proposal: Proposal, *, quotes: Quotes, name: Callable[[str], str] = one_line) -> Iterator[str]:
    """One pair with its evidence. ``name`` makes text of reports safe to stand in a line.

    Arabic stands at a line's end or alone in it, so that it reads the same in terminals that reorder right-to-left text
    and in those that do not.
    """
    pair = proposal.pair
    decided = "" if proposal.status == "open" else f"  {proposal.status}"
    yield f"{proposal.number:>4}  {proposal.id}  {pair.score:.2f}  {figures(pair)}{decided}"
    yield from _side("A", pair.first, quotes, name)
    yield from _side("B", pair.second, quotes, name)
    for place in proposal.places:
        yield f"      ! as one organization, {name(place)} would no longer be found as a place"


def both_names(organization: Organization, name: Callable[[str], str]) -> str:
    """English and Arabic name, the id where it has neither."""
    names = [name(one) for one in (organization.name_en, organization.name_ar) if one]
    return " | ".join(names) or organization.id


def _side(letter: str, organization: Organization, quotes: Quotes, name: Callable[[str], str]) -> Iterator[str]:
    yield f"      {letter}  {both_names(organization, name)}"
    counts = f"{plural(organization.mentions, 'mention')} in {plural(len(organization.documents), 'document')}"
    yield f"         {counts}, {organization.id}"
    for quote in quotes(organization.id):
        yield f"         - {name(quote.marked)}"
        yield f"           {name(quote.source)}"
