"""The four documents in each format, letter by letter; of the page its body, since its style says nothing of text."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_cli.document import Document
from corpus_cli.show.as_html import to_html
from corpus_cli.show.as_json import to_json
from corpus_cli.show.as_markdown import to_markdown
from corpus_cli.show.as_text import to_text
from corpus_cli.show.view import View, view_of

GOLDEN = Path(__file__).parents[2] / "golden" / "show"


def body(view: View) -> str:
    page = to_html(view).decode()
    return page[page.index("<body>") :]


RENDERERS = {
    "txt": to_text,
    "md": lambda view: to_markdown(view).decode(),
    "html": body,
    "json": lambda view: to_json(view).decode(),
}


@pytest.mark.parametrize("name", ["arabic", "english", "mixed", "hostile"])
@pytest.mark.parametrize("format_", RENDERERS)
def test_a_document_looks_as_it_did(
    documents: dict[str, Document], labels: dict[str, dict[str, str]], name: str, format_: str
) -> None:
    """A change of looks is a change of these files, which a person reads."""
    shown = RENDERERS[format_](view_of(documents[name], labels=labels))
    assert shown == (GOLDEN / f"{name}.{format_}.txt").read_text(encoding="utf-8")
