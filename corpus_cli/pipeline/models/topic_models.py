"""What maintainers do to topic models: trained, updated and split from the passages of runs, into the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from corpus_cli.errors import ModelMissingError
from corpus_cli.evaluation.comparison.comparing import Comparison, compare_models
from corpus_cli.output import write_whole
from corpus_cli.pipeline.passes.corpus_passages import gather_passages
from corpus_cli.pipeline.progress import Progress
from corpus_cli.recipe import Recipe
from corpus_cli.registry.store import Store, Version
from corpus_cli.topics.guidance.seeds import Seed

if TYPE_CHECKING:
    from corpus_cli.evaluation.topics.figures import TopicFigures
    from corpus_cli.evaluation.topics.page import MeasuredModel, TopicEvaluation
    from corpus_cli.evaluation.topics.probe import Agreement
    from corpus_cli.evaluation.topics.stability import Train
    from corpus_cli.topics.encoders.encoder import Encoder
    from corpus_cli.topics.encoders.passages import TrainingPassages
    from corpus_cli.topics.model.topic_model import TopicModel
    from corpus_cli.topics.training.update import Drift

WORDS = 12
# Models that a table of figures shows beside the one it is about.
EARLIER = 3
AGAINST = "figures_of_the_model_in_use.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A model in the store, what was measured of it, and how it differs from the one it descends from."""

    version: Version
    model: TopicModel
    figures: TopicFigures
    comparison: Comparison | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """A model with new reports, and what they brought."""

    version: Version
    before: Version
    drift: Drift


def train_models(
    store: Store,
    runs: Sequence[Path],
    *,
    name: str,
    recipe: Recipe,
    seeds: Sequence[Seed],
    previous: TopicModel | None,
    anew: bool,
    stability: bool,
    jobs: int,
    progress: Progress,
) -> Trained:
    """A model of the runs' passages is the newest version of ``name``.

    It descends from ``previous``, by default from the newest of that name, else the one in use; ``anew``: from none.
    ``stability``: four more trainings, with other seeds and on halves, say what of it is steady.
    """
    from corpus_cli.topics.encoders.encoder import load_encoder
    from corpus_cli.topics.training.train import train_model

    store.in_use()  # one that was altered is said now, not after an hour of training
    before = previous if previous is not None or anew else _descent(store, name)
    before = before and store.continued(name, before)
    encoder = load_encoder(recipe.topics.encoder)
    passages = gather_passages(runs, encoder=recipe.topics.encoder, jobs=jobs, progress=progress)
    progress.begin("topic model", total=None, unit="step")

    # Without the tagger, which only keeps persons' names out of the words: steadiness is about the themes.
    def train(passages: TrainingPassages, *, seed: int) -> TopicModel:
        settings = recipe.topics.model_copy(update={"seed": seed})
        return train_model(passages, settings=settings, encoder=encoder, keywords=recipe.themes.keywords, seeds=seeds)

    model = train_model(
        passages,
        settings=recipe.topics,
        encoder=encoder,
        keywords=recipe.themes.keywords,
        tagger=recipe.entities.tagger,
        previous=before,
        seeds=seeds,
        progress=progress.step,
    )
    progress.step("figures")
    figures = _measured(model, passages, encoder, train=train if stability else None, progress=progress)
    version = store.add(name, model, made_by="train", figures=as_figures_json(figures))
    _keep_against(store, version, passages, encoder, progress)
    progress.end()
    same_encoder = before is not None and before.info.encoder_sha256 == model.info.encoder_sha256
    comparison = (
        compare_models(before, model, names=("before", version.reference), passages=passages)
        if before is not None and same_encoder
        else None
    )
    return Trained(version=version, model=model, figures=figures, comparison=comparison)


def update_model(
    store: Store, version: Version, runs: Sequence[Path], *, emerging: bool, jobs: int, progress: Progress
) -> Updated:
    """The model with the new documents of the runs is the newest version of its name.

    Raises ``InputError`` if it knows all of them.
    """
    from corpus_cli.topics.encoders.encoder import load_encoder
    from corpus_cli.topics.training.update import update

    store.in_use()
    model = store.continued(version.name, store.load(version))
    encoder = load_encoder(model.info.encoder)
    passages = gather_passages(runs, encoder=model.info.encoder, jobs=jobs, progress=progress)
    progress.begin("update", total=None, unit="step")
    updated, drift = update(model, passages, encoder=encoder, keywords=_keywords(model), emerging=emerging)
    progress.step("figures")
    figures = _measured(updated, passages, encoder, progress=progress)
    after = store.add(version.name, updated, made_by="update", figures=as_figures_json(figures))
    _keep_against(store, after, passages, encoder, progress)
    progress.end()
    return Updated(version=after, before=version, drift=drift)


def split_theme(
    store: Store, version: Version, theme_id: str, runs: Sequence[Path], *, parts: int, jobs: int, progress: Progress
) -> Version:
    """The model whose theme is divided, by the passages of the runs, is the newest version of its name.

    Raises ``InputError`` for a theme that it does not have, or with too few passages for so many parts.
    """
    from corpus_cli.registry.showing import edit_line
    from corpus_cli.topics.encoders.encoder import load_encoder
    from corpus_cli.topics.guidance.edits import index_of
    from corpus_cli.topics.training.splitting import split

    model = store.continued(version.name, store.load(version))
    index_of(model, theme_id)
    encoder = load_encoder(model.info.encoder)
    passages = gather_passages(runs, encoder=model.info.encoder, jobs=jobs, progress=progress)
    divided = split(model, theme_id, parts=parts, passages=passages, encoder=encoder, keywords=_keywords(model))
    return store.add(version.name, divided, made_by=edit_line(divided.info.edits[-1]))


def measure_model(
    model: TopicModel,
    runs: Sequence[Path],
    *,
    held_out: Sequence[Path] = (),
    recipe: Recipe | None = None,
    jobs: int,
    progress: Progress,
) -> TopicFigures:
    """What the passages of the runs say of the model. ``recipe``: given, further trainings tell how steady it is."""
    from corpus_cli.topics.encoders.encoder import load_encoder
    from corpus_cli.topics.training.train import train_model

    encoder = load_encoder(model.info.encoder)
    passages = gather_passages(runs, encoder=model.info.encoder, jobs=jobs, progress=progress)
    others = gather_passages(held_out, encoder=model.info.encoder, jobs=jobs, progress=progress) if held_out else None

    def train(passages: TrainingPassages, *, seed: int) -> TopicModel:
        assert recipe is not None
        settings = recipe.topics.model_copy(update={"seed": seed, "themes": int(model.info.settings["themes"])})
        return train_model(passages, settings=settings, encoder=encoder, keywords=_keywords(model))

    progress.begin("figures", total=None, unit="step")
    figures = _measured(model, passages, encoder, train=train if recipe else None, held_out=others, progress=progress)
    progress.end()
    return figures


def evaluated(store: Store, model: TopicModel, measured: MeasuredModel, *, source: str) -> TopicEvaluation:
    """The figures of a model beside those of the store's other models, the newest first, and pairs that disagree."""
    from corpus_cli.evaluation.topics.page import MeasuredModel, TopicEvaluation
    from corpus_cli.evaluation.topics.probe import disagreements, probe_labels, read_probe
    from corpus_cli.topics.encoders.encoder import load_encoder

    others = {
        version.reference: version
        for name in store.names()
        for version in _readable(store, name)
        if version.sha256 != model.sha256
    }
    versions = sorted(others.values(), key=lambda version: version.at, reverse=True)
    known = ((version, stored_figures(store, version)) for version in versions)
    earlier = [MeasuredModel(name=version.reference, figures=figures) for version, figures in known if figures]
    pairs = read_probe()
    labels = probe_labels(model, pairs, encoder=load_encoder(model.info.encoder)) if model.info.themes else None
    return TopicEvaluation(
        model=measured,
        source=source,
        earlier=tuple(earlier[:EARLIER]),
        disagreements=disagreements(pairs, labels, theme_ids=model.theme_ids) if labels else (),
    )


def as_figures_json(figures: TopicFigures) -> bytes:
    """The figures as they are kept beside a model."""
    return msgspec.json.format(msgspec.json.encode(figures), indent=1) + b"\n"


def stored_figures(store: Store, version: Version) -> TopicFigures | None:
    """The figures that were kept; None if there are none, they are of another model or another version wrote them."""
    data = store.figures(version)
    found = None if data is None else _figures(data)
    return found if found is not None and found.model_sha256 == version.sha256 else None


def _figures(data: bytes | msgspec.Raw) -> TopicFigures | None:
    from corpus_cli.evaluation.topics.figures import TopicFigures

    try:
        return msgspec.json.decode(data, type=TopicFigures)
    except ValueError:
        return None


def against_figures(store: Store, version: Version, other: Version) -> TopicFigures | None:
    """What was measured of ``other`` on the passages that ``version`` was trained on; None if that was not done."""
    try:
        kept = msgspec.json.decode((store.folder(version) / AGAINST).read_bytes(), type=_Against)
        return _figures(kept.figures) if kept.sha256 == other.sha256 else None
    except (OSError, ValueError):
        return None


def probe_figure(store: Store, version: Version) -> Agreement | None:
    """How well the two languages of the bundled parallel text agree by this model; measured now if it never was."""
    from corpus_cli.evaluation.topics.probe import agreement, probe_labels, read_probe
    from corpus_cli.topics.encoders.encoder import load_encoder

    figures = stored_figures(store, version)
    if figures is not None:
        return figures.agreement
    model = store.load(version)
    if not model.info.themes:
        return None
    labels = probe_labels(model, read_probe(), encoder=load_encoder(model.info.encoder))
    return agreement(labels)


class _Against(msgspec.Struct):
    """The figures of the model in use on the passages of a newer one's training."""

    sha256: str
    figures: msgspec.Raw


def _keep_against(
    store: Store, version: Version, passages: TrainingPassages, encoder: Encoder, progress: Progress
) -> None:
    """The model in use, measured on the same passages, lies beside the version: only so can they be compared."""
    use = store.in_use()
    if use is None or use.current.reference == version.reference:
        return
    try:
        model = store.load(use.current)
    except ModelMissingError as error:
        progress.warn(f"not compared with the model in use: {error.message}")
        return
    if model.info.encoder_sha256 == encoder.sha256:
        progress.step("figures of the model in use")
        figures = _measured(model, passages, encoder, progress=progress)
        found = _Against(model.sha256, msgspec.Raw(msgspec.json.encode(figures)))
        write_whole(store.folder(version) / AGAINST, msgspec.json.encode(found))


def _measured(
    model: TopicModel,
    passages: TrainingPassages,
    encoder: Encoder,
    *,
    progress: Progress,
    train: Train | None = None,
    held_out: TrainingPassages | None = None,
) -> TopicFigures:
    from corpus_cli.evaluation.topics.measure import measure

    return measure(model, passages, encoder=encoder, held_out=held_out, train=train, progress=progress.step)


def _readable(store: Store, name: str) -> list[Version]:
    """The versions of that name; none if its list was altered, which must not hide other models."""
    try:
        return store.versions(name)
    except ModelMissingError:
        return []


def _descent(store: Store, name: str) -> TopicModel | None:
    """The model that a new one of that name goes on from."""
    versions = store.versions(name)
    use = store.in_use()
    version = versions[-1] if versions else use.current if use else None
    return store.load(version) if version else None


def _keywords(model: TopicModel) -> int:
    """How many words a theme of the model has in a language."""
    return max((len(words) for theme in model.info.themes for words in theme.keywords.values()), default=WORDS)
