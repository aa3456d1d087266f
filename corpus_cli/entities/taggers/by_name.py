"""The taggers that a recipe or ``--tagger`` can name."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable

from corpus_cli.bundled import bundled
from corpus_cli.entities.taggers.tagger import Tagger
from corpus_cli.errors import ConfigError, ModelMissingError

_SPACY = "spacy:"

#: What ``--tagger`` and a recipe's ``entities.tagger`` accept, with one line on each.
TAGGERS = {
    "bilingual": "the tagger that ships with corpus: Arabic and English, no download",
    "rules": "cue words in both languages, and spaCy's small model for English",
    "gazetteer": "no tagger: names of the gazetteer and cue words around them",
    "camel": "CAMeL Tools' AraBERT for Arabic; its model data must be installed",
    "vote": "bilingual, rules, spaCy's small model and, where its data is installed, camel: what two of them find",
    f"{_SPACY}NAME": "an installed spaCy pipeline, by its package's name or its folder",
}


def load_tagger(name: str, *, threads: int = 1) -> Tagger | None:
    """The tagger of that name; ``None`` for the gazetteer alone.

    ``threads``: for the shipped one, which says the same with any number; a run has a worker for each processor.
    Raises ``ConfigError`` for a name it does not know, ``ModelMissingError`` if the tagger's model is not there.
    """
    check_name(name)
    if name.startswith(_SPACY):
        from corpus_cli.entities.taggers.spacy import SpacyTagger

        return SpacyTagger(name.removeprefix(_SPACY))
    return _LOADERS[name](threads)


def check_name(name: str) -> None:
    """Raises ``ConfigError`` for a name that ``load_tagger`` does not know; loads nothing."""
    if name not in _LOADERS and not (name.startswith(_SPACY) and len(name) > len(_SPACY)):
        raise ConfigError(f"there is no tagger named {name}", remedy=f"choose one of {', '.join(TAGGERS)}")


def fingerprint(name: str) -> str:
    """A hash of the files of the tagger of that name, as far as they can change under it; empty if it has none.

    A run whose tagger has changed reads its documents again. Raises ``ModelMissingError`` as ``load_tagger`` does.
    """
    if name.startswith(_SPACY):
        from corpus_cli.entities.taggers.spacy import SpacyTagger

        return SpacyTagger(name.removeprefix(_SPACY)).model_sha256 or ""
    parts: list[str] = []
    if name in {"bilingual", "vote"}:
        parts.append(hashlib.sha256(bundled("models", "tagger", "tagger.json").read_bytes()).hexdigest())
    if name in {"camel", "vote"}:
        from corpus_cli.entities.taggers.camel import installed_sha256

        parts.append(installed_sha256() or "not installed")
    return "+".join(parts)


def _bilingual(threads: int) -> Tagger:
    from corpus_cli.entities.taggers.neural.tagger import NeuralTagger

    return NeuralTagger(threads=threads)


def _rules(_: int) -> Tagger:
    from corpus_cli.entities.taggers.rules import RuleTagger
    from corpus_cli.entities.taggers.spacy import SpacyTagger

    return RuleTagger(also={"en": SpacyTagger()})


def _camel(_: int) -> Tagger:
    from corpus_cli.entities.taggers.camel import CamelTagger

    return CamelTagger()


def _vote(threads: int) -> Tagger:
    from corpus_cli.entities.taggers.rules import RuleTagger
    from corpus_cli.entities.taggers.spacy import SpacyTagger
    from corpus_cli.entities.taggers.vote import VoteTagger

    # Rules and spaCy vote apart: where they agree, they are two.
    members: list[Tagger] = [_bilingual(threads), RuleTagger(), SpacyTagger()]
    # The tagger's name, which every document records, says who has voted.
    with contextlib.suppress(ModelMissingError):
        members.append(_camel(threads))
    return VoteTagger(members)


def _none(_: int) -> None:
    return None


_LOADERS: dict[str, Callable[[int], Tagger | None]] = {
    "bilingual": _bilingual,
    "rules": _rules,
    "gazetteer": _none,
    "camel": _camel,
    "vote": _vote,
}
