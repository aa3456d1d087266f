"""A pipeline read from its TOML file, checked, and hashed into every document's provenance."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus_cli import __version__
from corpus_cli.bundled import bundled
from corpus_cli.errors import ConfigError

StageName = Literal["ingest", "normalize", "segment", "entities", "topics", "themes"]
ORDER: tuple[StageName, ...] = ("ingest", "normalize", "segment", "entities", "topics", "themes")
PROCESS_STAGES = ORDER[:4]
REQUIRED_STAGES = ORDER[:3]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class IngestSettings(_Section):
    """Limits of the child process that parses one untrusted file; of an OCR program, for each page.

    ``max_file_mb``: what a file may have; ``max_text_mb``: what may be made of it, for csv and jsonl of a batch of
    records (the stages after need some hundred bytes a character); ``max_depth``: how deep a parser's functions may
    call each other. ``ocr``: which pages of PDF files are recognised: those without text that can be read, all, none.
    """

    timeout_seconds: float = Field(default=60, gt=0)
    memory_mb: int = Field(default=2048, ge=256)
    max_file_mb: int = Field(default=200, ge=1)
    max_text_mb: int = Field(default=32, ge=1)
    max_depth: int = Field(default=1000, ge=200, le=5000)
    ocr: Literal["auto", "always", "never"] = "auto"


class NormalizeSettings(_Section):
    """``digits``: what becomes of Arabic-Indic and Persian digits in Arabic text."""

    digits: Literal["western", "keep"] = "western"


class SegmentSettings(_Section):
    """Bounds of a passage in words; whole sentences may overrun the upper one."""

    min_passage_words: int = Field(default=60, ge=1)
    max_passage_words: int = Field(default=120, ge=1)

    @model_validator(mode="after")
    def _ordered(self) -> SegmentSettings:
        if self.min_passage_words > self.max_passage_words:
            raise ValueError("min_passage_words is larger than max_passage_words")
        return self


class EntitySettings(_Section):
    """Which tagger, below which score a mention is dropped, the user's own names (a csv file), the user's own places.

    ``places``: csv files; the command line adds those of `corpus gazetteer add`.
    """

    tagger: str = Field(default="bilingual", pattern=r"^(bilingual|rules|gazetteer|camel|vote|spacy:.+)$")
    min_score: float = Field(default=0.5, ge=0, le=1)
    aliases: str | None = None
    places: tuple[str, ...] = ()


class TopicSettings(_Section):
    """The encoder, the number of themes (0: chosen from the corpus) and the seed of the reduction.

    ``lemmas``: which Arabic forms are one word: by the corpus itself, or by CAMeL Tools' morphology, to be installed.
    """

    encoder: str = "use+e5"
    themes: int = Field(default=0, ge=0)
    seed: int = 13
    lemmas: Literal["corpus", "camel"] = "corpus"


class ThemeSettings(_Section):
    """How much a theme card holds: keywords a language, quotes a language.

    ``count``: whether every document counts, or of those that are one report (nearly the same text, versions,
    translations) the first by date, then by path.
    """

    keywords: int = Field(default=12, ge=1)
    quotes: int = Field(default=3, ge=0)
    count: Literal["every", "once"] = "every"


class Recipe(_Section):
    """Which stages run with which settings. A missing section means its defaults, an unknown key is an error."""

    schema_: Literal[1] = Field(alias="schema")
    description: str = ""
    stages: tuple[StageName, ...] = ORDER
    ingest: IngestSettings = IngestSettings()
    normalize: NormalizeSettings = NormalizeSettings()
    segment: SegmentSettings = SegmentSettings()
    entities: EntitySettings = EntitySettings()
    topics: TopicSettings = TopicSettings()
    themes: ThemeSettings = ThemeSettings()

    @model_validator(mode="after")
    def _runnable(self) -> Recipe:
        expected = tuple(name for name in ORDER if name in self.stages)
        if self.stages != expected or not set(REQUIRED_STAGES) <= set(self.stages):
            raise ValueError(f"stages must keep the order {', '.join(ORDER)} and hold {', '.join(REQUIRED_STAGES)}")
        if "themes" in self.stages and "topics" not in self.stages:
            raise ValueError("the stage themes needs the stage topics")
        return self

    @property
    def config_hash(self) -> str:
        """SHA-256 over everything that can change a document's bytes: all settings, the user's files, the version."""
        return self._hash(ORDER)

    @property
    def process_hash(self) -> str:
        """The same over the settings of ingest to entities only: when it changes, sources are read again."""
        return self._hash(PROCESS_STAGES)

    def _hash(self, sections: tuple[str, ...]) -> str:
        settings = {name: value for name, value in self.model_dump(mode="json").items() if name in sections}
        settings["stages"] = [name for name in self.stages if name in sections]
        if self.entities.aliases:
            # The file's content counts, not where it lies: the same aliases elsewhere give the same documents.
            settings["entities"]["aliases"] = hashlib.sha256(_read(Path(self.entities.aliases))).hexdigest()
        if "entities" in settings:
            # In whatever order and by whatever name: the places of all files are sorted by their ids.
            files = [_read(Path(path)) for path in self.entities.places]
            settings["entities"]["places"] = sorted(hashlib.sha256(content).hexdigest() for content in files)
        canonical = json.dumps({"version": __version__, **settings}, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


def load_recipe(name: str) -> Recipe:
    """The recipe of that name in ``pipelines/``, or of that file if ``name`` ends in .toml or names an existing file.

    Raises ``ConfigError`` with the file, the key and what is expected there.
    """
    path = Path(name)
    if path.suffix != ".toml" and not path.is_file():
        folder = bundled("pipelines")
        path = folder / f"{name}.toml"
        if not path.is_file():
            known = ", ".join(sorted(file.stem for file in folder.glob("*.toml")))
            raise ConfigError(
                f"there is no pipeline named {name!r}", remedy=f"use one of {known}, or the path of a .toml file"
            )
    try:
        settings = tomllib.loads(_read(path).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}", remedy="correct the line named above") from error
    return check_recipe(settings, origin=str(path))


def check_recipe(settings: dict[str, object], *, origin: str) -> Recipe:
    """The recipe with these settings. Raises ``ConfigError`` naming ``origin``, the key and what is expected there."""
    try:
        return Recipe.model_validate(settings)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, item['loc'])) or 'file'}: {item['msg']}" for item in error.errors())
        raise ConfigError(f"{origin}: {problems}", remedy="compare with pipelines/default.toml") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read: {error.strerror}", remedy="check the path and its permissions"
        ) from error
