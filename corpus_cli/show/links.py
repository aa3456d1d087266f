"""Where a person can read on about what an id means. A link on a page is no request until someone follows it."""

from __future__ import annotations

import re

_GEONAMES = re.compile(r"gn:(\d{1,12})")


def page_of(link_id: str) -> str | None:
    """The address of the public page about the id; None where there is none."""
    found = _GEONAMES.fullmatch(link_id)
    return f"https://www.geonames.org/{found[1]}" if found else None
