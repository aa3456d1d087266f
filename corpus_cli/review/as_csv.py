"""Proposed pairs as CSV: one row a pair, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from corpus_cli.entities.organizations.pairs import Organization
from corpus_cli.review.listing import Proposal
from corpus_cli.review.terminal import Quotes
from corpus_cli.wording.spreadsheet import Cell, to_spreadsheet

_PAIR = ("number", "id", "status", "score", "sound", "meaning", "company")
_SIDE = ("id", "name_en", "name_ar", "mentions", "documents", "quote", "source")
HEADER = (*_PAIR, *(f"{side}_{name}" for side in ("first", "second") for name in _SIDE))


def to_csv(proposals: Iterable[Proposal], *, quotes: Quotes) -> bytes:
    """The pairs in their order, one quote a side; without any, the header alone."""
    return to_spreadsheet(HEADER, (_row(one, quotes) for one in proposals))


def _row(proposal: Proposal, quotes: Quotes) -> list[Cell]:
    pair = proposal.pair
    return [
        proposal.number, proposal.id, proposal.status, pair.score, pair.sound, pair.meaning, pair.company,
        *_side(pair.first, quotes), *_side(pair.second, quotes),
    ]  # fmt: skip


def _side(organization: Organization, quotes: Quotes) -> list[Cell]:
    quote = next(iter(quotes(organization.id)), None)
    return [
        organization.id, organization.name_en, organization.name_ar, organization.mentions, len(organization.documents),
        quote.marked if quote else "", quote.source if quote else "",
    ]  # fmt: skip
