"""Which files the passes of a run read, for workers on machines that do not see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from corpus_cli.engines.work import Carriage, Item
from corpus_cli.output import RunFolder
from corpus_cli.pipeline.reading.plan import Job
from corpus_cli.recipe import Recipe
from corpus_cli.storage.address import is_address


def carry_inputs(folder: RunFolder, recipe: Recipe) -> Carriage[Job]:
    """Inputs go to the worker, with the user's names and places; documents come back."""
    names = (recipe.entities.aliases,) if recipe.entities.aliases else ()
    return Carriage(
        root=str(folder.root),
        mark=str(folder.state),
        for_setup=(*names, *recipe.entities.places),
        for_task=_inputs,
        placed=_with_places,
        moved=_moved_inputs,
    )


def carry_shards(folder: RunFolder) -> Carriage[str]:
    """The documents of a shard and their vectors go to the worker, which has the topic model; what changed comes back.

    To be made anew for each pass: the topic model is the one that lies in the folder now.
    """
    model = sorted(path for path in folder.topics.glob("*") if path.is_file()) if folder.topics.is_dir() else []
    return Carriage(
        root=str(folder.root),
        mark=str(folder.state),
        for_setup=tuple(map(str, model)),
        for_task=partial(_shard_files, folder),
        placed=_with_root,
        moved=_as_they_are,
    )


def carry_pairs(folder: RunFolder) -> Carriage[tuple[str, str]]:
    """The documents of pairs that are to be compared go to the worker; nothing comes back."""
    return Carriage(
        root=str(folder.root),
        mark=str(folder.state),
        for_setup=(),
        for_task=partial(_pair_files, folder),
        placed=_with_root,
        moved=_as_they_are,
    )


def _inputs(jobs: Sequence[Job]) -> list[str]:
    """Workers read what lies in object storage there."""
    return [job.path for job in jobs if not is_address(job.path)]


def _moved_inputs(jobs: Sequence[Job], places: Mapping[str, str]) -> list[Job]:
    """A document still names the path that the user gave."""
    return [replace(job, lies_at=places.get(job.path)) for job in jobs]


def _with_root(arguments: tuple[Any, ...], places: Mapping[str, str]) -> tuple[Any, ...]:
    root, *others = arguments
    return (places[root], *others)


def _with_places(arguments: tuple[Any, ...], places: Mapping[str, str]) -> tuple[Any, ...]:
    root, recipe, *others = arguments
    entities = recipe.entities
    moved = entities.model_copy(
        update={
            "aliases": places.get(entities.aliases, entities.aliases),
            "places": tuple(places.get(path, path) for path in entities.places),
        }
    )
    return (places[root], recipe.model_copy(update={"entities": moved}), *others)


def _shard_files(folder: RunFolder, shards: Sequence[str]) -> list[str]:
    paths = [path for shard in shards for path in sorted((folder.documents / shard).glob("*.json"))]
    beside = [kind / f"{shard}.safetensors" for shard in shards for kind in (folder.vectors, folder.sketches)]
    return [str(path) for path in (*paths, *(path for path in beside if path.is_file()))]


def _pair_files(folder: RunFolder, pairs: Sequence[tuple[str, str]]) -> list[str]:
    return sorted({str(folder.document(doc_id)) for pair in pairs for doc_id in pair})


def _as_they_are(items: Sequence[Item], places: Mapping[str, str]) -> Sequence[Item]:  # noqa: ARG001  # as inputs are
    return items
