"""How a run is done: what the command line and the settings files came to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from corpus_cli.engines.local import LocalEngine
from corpus_cli.engines.work import Engine
from corpus_cli.pipeline.redacting.redaction import Redaction
from corpus_cli.recipe import Recipe


@dataclass(frozen=True, slots=True)
class GivenModel:
    """A topic model of the store that a run takes its themes from.

    ``replaces``: also where the run has another model already, because the user named this one; without it, it is the
    promoted model, which only runs without a model take.
    """

    reference: str
    folder: Path
    sha256: str
    replaces: bool = False


@dataclass(frozen=True, kw_only=True)
class RunSettings:
    """``command``: as the user gave it. ``mapping``: from our column names to those of csv and jsonl files.

    ``tagger``: the fingerprint of its files, which can change where its name stays.
    ``topics``: whether to go on after entities; ``retrain``: whether to train the run's topic model anew.
    ``model``: the topic model to use, if not one trained on this run. ``recorded``: the process hash and the config
    hash of the run that read the documents, for a command that only looks at them again. ``engine``: what the work is
    done by; None: ``jobs`` processes on this machine. It changes no byte and is part of no hash. ``follow_links``:
    whether links that lead out of a given folder are read. ``redaction``: the names that nothing written may hold.
    """

    command: str
    recipe: Recipe
    jobs: int
    mapping: dict[str, str] = field(default_factory=dict)
    tagger: str = ""
    retrain: bool = False
    topics: bool = True
    model: GivenModel | None = None
    recorded: tuple[str, str] | None = None
    follow_links: bool = False
    redaction: Redaction | None = None
    engine: Engine | None = None

    @cached_property
    def workers(self) -> Engine:
        """What the work is done by."""
        return self.engine or LocalEngine(self.jobs)

    @cached_property
    def process_hash(self) -> str:
        """SHA-256 over everything that decides what a document holds up to its entities.

        Taken once: files of names that change while the run goes on are noticed by the next one.
        """
        return self.recorded[0] if self.recorded else self._with_all(self.recipe.process_hash)

    @cached_property
    def config_hash(self) -> str:
        """The same over everything that decides what a document holds in the end."""
        return self.recorded[1] if self.recorded else self._with_all(self.recipe.config_hash)

    def _with_all(self, recipe_hash: str) -> str:
        if not self.mapping and not self.tagger and self.redaction is None:
            return recipe_hash
        deciding = [recipe_hash, self.tagger, sorted(self.mapping.items())]
        if self.redaction is not None:
            deciding.append(self.redaction.fingerprint)
        canonical = json.dumps(deciding, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()
