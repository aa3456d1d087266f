"""A part of a page that is made from figures: it stands between <!-- name --> and <!-- /name -->."""

from __future__ import annotations

import sys
from pathlib import Path


def write_part(page: Path, name: str, text: str) -> None:
    """The page has this text in that part, in place of what was there."""
    whole = page.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, opened, rest = whole.partition(begin)
    _, closed, after = rest.partition(end)
    if not (opened and closed):
        sys.exit(f"{page} has no part between {begin} and {end}")
    page.write_text(f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}", encoding="utf-8")
