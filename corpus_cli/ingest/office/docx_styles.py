"""What kind of block a Word paragraph is: by its style, along the styles that it is based on, and by its formatting."""

from __future__ import annotations

from typing import Any

from corpus_cli.document import SegmentKind
from corpus_cli.ingest.office.style_names import is_contents, kind_by_name

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Styles:
    """What kind of block each paragraph style makes. ``root``: the file's styles, ``None`` where it has none."""

    def __init__(self, root: Any | None) -> None:
        self._kinds: dict[str, SegmentKind] = {}
        self._contents: set[str] = set()
        based_on = {}
        for style in () if root is None else root.iter(f"{_W}style"):
            name, parent = style.find(f"{_W}name"), style.find(f"{_W}basedOn")
            key = style.get(f"{_W}styleId", "")
            based_on[key] = "" if parent is None else parent.get(f"{_W}val", "")
            shown = "" if name is None else name.get(f"{_W}val", "")
            if is_contents(shown):
                self._contents.add(key)
            if kind := kind_by_name(shown) or _by_properties(style):
                self._kinds[key] = kind
        for key in based_on:
            self._inherit(key, based_on)

    def _inherit(self, key: str, based_on: dict[str, str]) -> None:
        ancestor, seen = key, set()
        while ancestor and ancestor not in self._kinds and ancestor not in seen:
            seen.add(ancestor)
            ancestor = based_on.get(ancestor, "")
        if ancestor in self._kinds:
            self._kinds[key] = self._kinds[ancestor]

    def kind(self, paragraph: Any) -> SegmentKind | None:
        """What kind of block the paragraph is; ``None`` for a line of a table of contents."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        key = "" if style is None else style.get(f"{_W}val", "")
        if key in self._contents:
            return None
        # A numbered heading is a heading; any other paragraph with numbering is a list item.
        return self._kinds.get(key) or _by_properties(paragraph) or "paragraph"


def _by_properties(element: Any) -> SegmentKind | None:
    """By outline level (9 is body text) and numbering (number 0 takes a style's numbering away)."""
    level = element.find(f"{_W}pPr/{_W}outlineLvl")
    if level is not None and level.get(f"{_W}val", "9") != "9":
        return "heading"
    number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    return "list_item" if number is not None and number.get(f"{_W}val") != "0" else None
