"""Proposed pairs as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from corpus_cli.entities.organizations.pairs import Organization
from corpus_cli.review.listing import Proposal
from corpus_cli.review.terminal import Quotes


def to_json(proposals: Iterable[Proposal], *, quotes: Quotes) -> bytes:
    """An object with the list ``pairs``: numbers and ids, figures, both sides with counts and quotes. UTF-8."""
    content = {"pairs": [_pair(one, quotes) for one in proposals]}
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _pair(proposal: Proposal, quotes: Quotes) -> dict[str, Any]:
    pair = proposal.pair
    return {
        "number": proposal.number,
        "id": proposal.id,
        "status": proposal.status,
        "score": pair.score,
        "sound": pair.sound,
        "meaning": pair.meaning,
        "company": pair.company,
        "also_places": list(proposal.places),
        "first": _side(pair.first, quotes),
        "second": _side(pair.second, quotes),
    }


def _side(organization: Organization, quotes: Quotes) -> dict[str, Any]:
    return {
        "id": organization.id,
        "name_en": organization.name_en,
        "name_ar": organization.name_ar,
        "mentions": organization.mentions,
        "documents": len(organization.documents),
        "quotes": list(quotes(organization.id)),
    }
