"""Each file of tests/golden/normalize is one case: blocks with blank lines between them, ``---``, the display text.

Characters that cannot be seen are written as ``\\u200f``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus_cli.document import Block, Document, Extracted, Provenance, Source
from corpus_cli.normalize import Normalizer
from corpus_cli.recipe import NormalizeSettings

CASES = sorted((Path(__file__).parents[2] / "golden" / "normalize").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_display_text(path: Path) -> None:
    """The display text of the blocks is what the file says."""
    raw, expected = path.read_text(encoding="utf-8").split("\n---\n")
    text = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match.group(1), 16)), raw)
    blocks = tuple(Block("paragraph", (match.span(),)) for match in re.finditer(r"(?:.+\n?)+", text))
    doc = Document(
        doc_id="0",
        source=Source(path=path.name, media_type="text/plain", sha256="0", size_bytes=0),
        provenance=Provenance(package_version="0", config_hash="0"),
        extracted=Extracted(text, blocks),
    )
    (done,) = Normalizer(NormalizeSettings())(iter([doc]))
    assert done.text == expected.rstrip("\n")
