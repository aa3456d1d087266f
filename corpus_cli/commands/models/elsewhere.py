"""Models that do not ship with the package and can take the place of those that do, by the names of settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Literal

from corpus_cli.topics.encoders.encoder import HUB_NAME

Kind = Literal["camel", "spacy", "encoder"]

_SPACY = "spacy:"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherModel:
    """``name``: for ``corpus models info`` and ``fetch``. ``package``: what its own library or hub calls it.

    ``setting``: how a run is told to use it. ``installed``: whether it is on this machine.
    """

    name: str
    kind: Kind
    package: str
    summary: str
    setting: str
    installed: bool


def camel_models() -> tuple[OtherModel, OtherModel]:
    """CAMeL Tools' data that we have a use for. Neither imports the library nor touches the network."""
    from corpus_cli.entities.taggers import camel as camel_tagger
    from corpus_cli.topics.words import camel_lemmas

    return (
        OtherModel(
            name="camel-ner",
            kind="camel",
            package=camel_tagger.PACKAGE,
            summary="Arabic names by CAMeL Tools' AraBERT, 540 MB",
            setting="--tagger camel",
            installed=camel_tagger.installed(),
        ),
        OtherModel(
            name="camel-morphology",
            kind="camel",
            package=camel_lemmas.PACKAGE,
            summary="Arabic lemmas by CAMeL Tools' morphology",
            setting='lemmas = "camel" in the recipe, under [topics]',
            installed=camel_lemmas.installed(),
        ),
    )


def other_models() -> Iterator[OtherModel]:
    """CAMeL Tools' data, there or not, and the spaCy pipelines and encoders of the hub that are on this machine."""
    yield from camel_models()
    for name in sorted({entry.name for entry in entry_points(group="spacy_models")}):
        yield _spacy(name, installed=True)
    for name in _encoders_here():
        yield _encoder(name, installed=True)


def other_model(name: str) -> OtherModel | None:
    """The model of this name: camel-ner, camel-morphology, spacy:NAME, or OWNER/NAME of an encoder; else None."""
    for model in camel_models():
        if name in (model.name, model.package):
            return model
    if name.startswith(_SPACY) and re.fullmatch(r"\w+", package := name.removeprefix(_SPACY)):
        return _spacy(package, installed=any(one.name == package for one in entry_points(group="spacy_models")))
    if HUB_NAME.fullmatch(name):
        return _encoder(name, installed=name in _encoders_here())
    return None


def _spacy(package: str, *, installed: bool) -> OtherModel:
    return OtherModel(
        name=f"{_SPACY}{package}",
        kind="spacy",
        package=package,
        summary="names by a spaCy pipeline",
        setting=f"--tagger {_SPACY}{package}",
        installed=installed,
    )


def _encoder(name: str, *, installed: bool) -> OtherModel:
    return OtherModel(
        name=name,
        kind="encoder",
        package=name,
        summary="a sentence encoder of the Hugging Face Hub",
        setting=f'encoder = "{name}" in the recipe, under [topics]',
        installed=installed,
    )


def _encoders_here() -> list[str]:
    """The sentence-transformers models in the hub's cache on this machine."""
    from huggingface_hub import scan_cache_dir
    from huggingface_hub.errors import CacheNotFound

    try:
        cached = scan_cache_dir().repos
    except CacheNotFound:
        return []
    return sorted(
        repo.repo_id
        for repo in cached
        if repo.repo_type == "model"
        and any(file.file_name == "modules.json" for revision in repo.revisions for file in revision.files)
    )
