"""Arabic forms that are one word by CAMeL Tools' morphology, where its database is installed: مجالس with مجلس."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from corpus_cli.entities.taggers.camel_data import data_folder, has_catalogue
from corpus_cli.errors import ModelMissingError
from corpus_cli.normalize.folding import fold_text

# The package and the data set of the default database in CAMeL Tools' catalogue 1.6 (component MorphologyDB).
PACKAGE = "morphology-db-msa-r13"
_FILE = Path("data", "morphology_db", "calima-msa-r13", "morphology.db")
_REMEDY = (
    f"corpus models fetch camel-morphology, or camel_data -i {PACKAGE}  (the network is needed once; the data goes to "
    "~/.camel_tools, or to the folder that the environment variable CAMELTOOLS_DATA names), or leave the setting "
    "lemmas out: base forms then come from the corpus"
)
# Analyses of names and of words the database only guesses at say nothing about common words.
_NO_WORDS = frozenset(("noun_prop", "foreign", "punc", "digit"))


class Lemmatiser(Protocol):
    """Says which forms of a corpus are one word."""

    @property
    def name(self) -> str:
        """What the model records of it."""

    def join(self, base: Mapping[str, str], counts: Counter[str]) -> dict[str, str]:
        """The base forms ``base``, with those of one word joined under one of them."""


def installed() -> bool:
    """Whether the library's own morphology database is on this machine."""
    return (data_folder() / _FILE).is_file() and has_catalogue()


class CamelLemmatiser:
    """The lemmas of CAMeL Tools' analyzer (Obeid et al. 2020), each shown as an attested form.

    ``database``: the file of a morphology database; by default that of the library's own data. Raises
    ``ModelMissingError`` if it is not there or cannot be read.
    """

    def __init__(self, database: Path | None = None) -> None:
        path = database or data_folder() / _FILE
        if not path.is_file() or not has_catalogue():
            raise ModelMissingError(
                f"CAMeL Tools' morphology database is not installed in {data_folder()}", remedy=_REMEDY
            )
        from camel_tools.morphology.analyzer import Analyzer
        from camel_tools.morphology.database import MorphologyDB
        from camel_tools.morphology.errors import MorphologyError

        try:
            self._analyzer = Analyzer(MorphologyDB(str(path)))
        except (MorphologyError, OSError, KeyError, ValueError, TypeError, AttributeError) as error:
            raise ModelMissingError(f"{path}: cannot be read: {error}", remedy=_REMEDY) from error
        with path.open("rb") as opened:
            self.sha256 = hashlib.file_digest(opened, "sha256").hexdigest()

    @property
    def name(self) -> str:
        """``camel`` and the beginning of the database's hash: with another one, other words may be joined."""
        return f"camel-{self.sha256[:12]}"

    def lemma(self, form: str) -> str | None:
        """The folded lemma of a folded form: that of its likeliest analysis; None where there is none."""
        analyses = [item for item in self._analyzer.analyze(form) if item.get("pos") not in _NO_WORDS]
        if not analyses:
            return None
        best = min(analyses, key=lambda item: (-_likelihood(item), str(item.get("lex", ""))))
        # Homographs are numbered: عَدَالَة_1.
        return fold_text(str(best.get("lex", "")).split("_")[0].split("-")[0]) or None

    def join(self, base: Mapping[str, str], counts: Counter[str]) -> dict[str, str]:
        """The base forms with those of one lemma joined under the lemma where the corpus has it, else under the
        commonest of them."""
        totals: Counter[str] = Counter()
        for form, shown in base.items():
            if shown:
                totals[shown] += counts[form]
        words: dict[str, list[str]] = {}
        for shown in totals:
            words.setdefault(self.lemma(shown) or shown, []).append(shown)
        joined = {"": ""}
        for lemma, forms in words.items():
            chosen = lemma if lemma in forms else min(forms, key=lambda form: (-totals[form], form))
            joined.update(dict.fromkeys(forms, chosen))
        return {form: joined[shown] for form, shown in base.items()}


def _likelihood(analysis: Mapping[str, object]) -> float:
    """Of lemma and part of speech together; -99 stands for never seen."""
    value = analysis.get("pos_lex_logprob", -99.0)
    try:
        return float(str(value))
    except ValueError:
        return -99.0
