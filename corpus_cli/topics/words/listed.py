"""spaCy's lists of stop words."""

from __future__ import annotations

import runpy
from importlib.util import find_spec
from pathlib import Path


def listed_stop_words(code: str) -> frozenset[str]:
    """spaCy's stop words of a language (ar, en), as it writes them.

    The list is a module of its own that imports nothing; read as such, it does not bring all of spaCy, which takes two
    seconds to import and is needed for nothing else here.
    """
    found = find_spec("spacy")
    assert found is not None and found.origin is not None, "spaCy is a dependency"
    words: set[str] = runpy.run_path(str(Path(found.origin).parent / "lang" / code / "stop_words.py"))["STOP_WORDS"]
    return frozenset(words)
