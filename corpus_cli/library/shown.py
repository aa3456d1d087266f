"""A document as a notebook shows it."""

from __future__ import annotations

import html
from dataclasses import dataclass

# The page has no script and asks for nothing; the frame keeps its styles and links apart from the notebook's.
_STYLE = "width:100%;height:36rem;border:0"


@dataclass(frozen=True, slots=True)
class Shown:
    """A document marked up. ``html``: a whole page, for a file. ``text``: for a terminal."""

    html: str
    text: str

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f'<iframe sandbox="" style="{_STYLE}" srcdoc="{html.escape(self.html)}"></iframe>'
