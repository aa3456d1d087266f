"""How a run is done: what the command line and the settings files came to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property

from corpus_cli.recipe import Recipe


@dataclass(frozen=True, kw_only=True)
class RunSettings:
    """``command``: as the user gave it. ``mapping``: from our column names to those of csv and jsonl files.

    ``tagger``: the fingerprint of its files, which can change where its name stays.
    ``topics``: whether to go on after entities; ``retrain``: whether to train the run's topic model anew.
    """

    command: str
    recipe: Recipe
    jobs: int
    mapping: dict[str, str] = field(default_factory=dict)
    tagger: str = ""
    retrain: bool = False
    topics: bool = True

    @cached_property
    def process_hash(self) -> str:
        """SHA-256 over everything that decides what a document holds up to its entities.

        Taken once: files of names that change while the run goes on are noticed by the next one.
        """
        return self._with_all(self.recipe.process_hash)

    @cached_property
    def config_hash(self) -> str:
        """The same over everything that decides what a document holds in the end."""
        return self._with_all(self.recipe.config_hash)

    def _with_all(self, recipe_hash: str) -> str:
        if not self.mapping and not self.tagger:
            return recipe_hash
        canonical = json.dumps([recipe_hash, self.tagger, sorted(self.mapping.items())], ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()
