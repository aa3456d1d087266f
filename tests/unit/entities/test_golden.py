"""Each file of tests/golden/entities is one case: language, a text, ``---``, the expected entities a line.

An expected line is label, text and the link's id (``-`` for none; ids made from a name are written ``org:x``).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus_cli.document import Document
from corpus_cli.entities.stage import EntityStage
from corpus_cli.entities.taggers.rules import RuleTagger
from corpus_cli.recipe import EntitySettings

CASES = sorted((Path(__file__).parents[2] / "golden" / "entities").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_entities(path: Path, make_document: Callable[..., Document]) -> None:
    """The entities of the text are what the file says."""
    language, rest = path.read_text(encoding="utf-8").split("\n", 1)
    text, expected = rest.split("\n---\n")
    (doc,) = EntityStage(EntitySettings(), tagger=RuleTagger())(iter([make_document(text, language=language)]))
    lines = []
    for ent in doc.entities or ():
        link = ent.link.id if ent.link else "-"
        lines.append(f"{ent.label} {ent.text} {'org:x' if link.startswith('org:x-') else link}")
    assert "\n".join(lines) == expected.rstrip("\n")
