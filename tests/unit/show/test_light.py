"""Showing a document as text loads nothing that takes seconds."""

from __future__ import annotations

import subprocess
import sys

from corpus_cli.document import Document, to_json

CODE = """
import sys
from corpus_cli.document import from_json
from corpus_cli.show.as_html import to_html
from corpus_cli.show.as_text import to_text
from corpus_cli.show.view import view_of
view = view_of(from_json(sys.stdin.buffer.read()))
to_text(view), to_html(view)
print([name for name in ("spacy", "torch", "pandas", "sklearn", "lancedb", "pyarrow", "lxml") if name in sys.modules])
"""


def test_no_heavy_library_is_loaded(arabic: Document) -> None:
    """Not for the page either, which displaCy would take two seconds for."""
    done = subprocess.run([sys.executable, "-c", CODE], input=to_json(arabic), capture_output=True, check=True)
    assert done.stdout == b"[]\n"
