"""A run to its search index: made at the end of a run, and left as it is where nothing has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from corpus_cli.engines.local import LocalEngine
from corpus_cli.engines.work import Engine, Work
from corpus_cli.errors import InputError
from corpus_cli.output import RunFolder, opened
from corpus_cli.pipeline.damaged import warn_of_damaged
from corpus_cli.pipeline.passes.shard_pass import over_shards
from corpus_cli.pipeline.passes.shards import index_shards, set_up_encoder
from corpus_cli.pipeline.progress import Progress
from corpus_cli.pipeline.record.recorded_run import recorded_settings
from corpus_cli.recipe import Recipe, load_recipe
from corpus_cli.results.run import Results, open_results
from corpus_cli.search.build import IndexReport, build_index, gather, is_current
from corpus_cli.search.manifest import read_manifest, remember


def index_run(folder: RunFolder, *, recipe: Recipe, engine: Engine, progress: Progress) -> IndexReport:
    """The folder, which the caller holds, has a search index of all its passages. If nothing has changed, nothing is
    read.

    Vectors that the folder does not have yet are made by the encoder of its topic model, without one by the recipe's.
    Raises ``ModelMissingError`` if that encoder is not there.
    """
    from corpus_cli.topics.encoders.encoder import load_encoder, recipe_name
    from corpus_cli.topics.model.files import load_model

    model = load_model(folder.topics)
    wanted = recipe.topics.encoder
    encoder = load_encoder(wanted if model is None else recipe_name(model.info.encoder, recipe=wanted))
    if is_current(folder, encoder):
        manifest = read_manifest(folder)
        remember(folder, manifest.fingerprint)  # a run that changes no document can have written its journal anew
        return IndexReport(documents=manifest.documents, passages=manifest.passages, unchanged=True)
    shutil.rmtree(folder.index_parts, ignore_errors=True)
    work = Work(set_up_encoder, (str(folder.root), encoder.name), index_shards)
    gathered = gather(over_shards(folder, work, name="passages", engine=engine, progress=progress))
    progress.begin("search index", total=None, unit="step")
    report = build_index(Results(folder), encoder=encoder, gathered=gathered, step=progress.step)
    progress.end()
    warn_of_damaged(report.damaged, missing_from=folder.index, progress=progress)
    return report


def write_index(out: Path, *, jobs: int, progress: Progress) -> IndexReport:
    """The finished run in ``out`` has a search index.

    Raises ``InputError`` if there is no run or it is of another version, ``OutputError`` if another command is writing
    there, ``ModelMissingError`` if the encoder of the run is not there.
    """
    results = open_results(out)
    try:
        recipe, _ = recorded_settings(results.folder.run_file)
    except InputError:  # a run that was killed; its documents can be searched all the same
        recipe = load_recipe("default")
    with opened(out) as folder:
        return index_run(folder, recipe=recipe, engine=LocalEngine(jobs), progress=progress)
