"""Documents to themes: vectors, the run's topic model, every passage assigned, the page of themes written."""

from __future__ import annotations

import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from corpus_cli.engines.journal import Journal
from corpus_cli.engines.work import Result, Work
from corpus_cli.errors import InputError, ModelMissingError
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.pipeline.damaged import warn_of_damaged
from corpus_cli.pipeline.models import model_store
from corpus_cli.pipeline.passes.relations import not_counted, relate_translations, translations_known
from corpus_cli.pipeline.passes.shard_pass import over_shards
from corpus_cli.pipeline.passes.shards import (
    assign_shards,
    encode_shards,
    set_up_assign,
    set_up_encoder,
)
from corpus_cli.pipeline.progress import Progress
from corpus_cli.pipeline.reading.tally import DocumentTally, Summary
from corpus_cli.pipeline.record.run_settings import GivenModel, RunSettings

if TYPE_CHECKING:
    from corpus_cli.recipe import TopicSettings
    from corpus_cli.themes.page import ThemesPage
    from corpus_cli.themes.tally import ThemeTally
    from corpus_cli.topics.encoders.encoder import Encoder
    from corpus_cli.topics.guard.tally import GuardTally
    from corpus_cli.topics.guard.verdict import Guard
    from corpus_cli.topics.model.topic_model import ModelInfo, TopicModel

# A model that knows less than half of the passages may have missed themes that have come since.
GROWTH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicState:
    """What the topic pass last finished with: with the same fingerprint and model there is nothing to do."""

    fingerprint: str
    model: str
    summary: Summary


@dataclass(slots=True, kw_only=True)
class TopicReport:
    """What the topic pass came to. ``page`` is None if the recipe has no page of themes, or there is no text."""

    summary: Summary
    page: ThemesPage | None = None
    trained: bool = False
    unchanged: bool = False
    rewritten: int = 0
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    wall_seconds: float = 0.0
    worker_peak_memory: int = 0

    @property
    def counted_once(self) -> bool:
        """Whether the page counts every report once."""
        return self.page is not None and self.page.left_out is not None


def find_themes(
    folder: RunFolder,
    journal: Journal,
    *,
    settings: RunSettings,
    progress: Progress,
) -> TopicReport:
    """Every passage has a theme of the run's topic model, and the page of themes is written.

    The model in the run folder is used as it is. Without one, the model given in the settings (the promoted one) is
    copied there, else one is trained on all passages, as it is to retrain; one that the user names replaces it. If
    nothing has changed since the last time, nothing is done.
    """
    run = _TopicPass(folder, journal, settings, progress)
    started = time.perf_counter()
    report = (None if settings.retrain else run.unchanged()) or run.carry_out()
    report.wall_seconds = time.perf_counter() - started
    return report


class _TopicPass:
    """One call of ``find_themes``."""

    def __init__(self, folder: RunFolder, journal: Journal, settings: RunSettings, progress: Progress) -> None:
        model_store.recover(folder)
        self._folder = folder
        self._journal = journal
        self._settings = settings
        self._recipe = settings.recipe
        self._progress = progress
        self._fingerprint = hashlib.sha256(f"{journal.fingerprint} {settings.config_hash}".encode()).hexdigest()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._peak = 0

    def unchanged(self) -> TopicReport | None:
        """The report of the last time, if nothing has changed since; else None."""
        from corpus_cli.themes.as_json import read_page
        from corpus_cli.themes.cube_files import CUBE_FILES
        from corpus_cli.themes.write import FORMATS

        state = _read_state(self._folder.topic_state)
        if state is None or state.fingerprint != self._fingerprint or self._model_differs(state.model):
            return None
        if not translations_known(self._folder, self._journal):
            return None
        if "themes" not in self._recipe.stages:
            return TopicReport(summary=state.summary, unchanged=True)
        if not all((self._folder.root / name).is_file() for name in (*FORMATS, *CUBE_FILES)):
            return None
        try:
            page = read_page(self._folder.themes)
        except InputError:  # a page that an earlier version wrote
            return None
        return TopicReport(summary=state.summary, page=page, unchanged=True)

    def carry_out(self) -> TopicReport:
        """All steps."""
        from corpus_cli.topics.encoders.encoder import load_encoder, recipe_name

        kept = self._kept()
        renewed = self._settings.retrain and not model_store.trained_for(self._folder, self._fingerprint, kept)
        ready = None if renewed else self._ready(kept)
        wanted = self._recipe.topics.encoder
        encoder = load_encoder(recipe_name(ready.info.encoder, recipe=wanted) if ready else wanted)
        if ready:
            self._check_kept(ready, encoder, given=ready is not kept)
        # From here on the model and the documents can be those of two runs, until all is done.
        self._folder.topic_state.unlink(missing_ok=True)
        self._encode(encoder.name)
        self._relate(encoder)
        if ready is not None and ready is not kept and self._settings.model is not None:
            self._progress.say(f"themes are those of the topic model {self._settings.model.reference}")
            model_store.store(self._folder, ready, self._fingerprint)
        model = ready or self._train(encoder, kept or self._ancestor())
        report = self._assign(model) if model_store.digest(self._folder) else self._without_text(model)
        report.trained = ready is None
        report.seconds, report.worker_peak_memory = self._seconds, self._peak
        return report

    def _kept(self) -> TopicModel | None:
        """The run's own model; None without one, or in place of one that cannot be read and is to be replaced."""
        from corpus_cli.topics.model.files import load_model

        try:
            return load_model(self._folder.topics)
        except ModelMissingError as error:
            given = self._settings.model
            if not self._settings.retrain and not (given is not None and given.replaces):
                raise
            self._progress.warn(f"{error.message}; it is replaced, and its theme ids are lost")
            return None

    def _ancestor(self) -> TopicModel | None:
        """The promoted model, from which one that is trained here descends, if it can be read."""
        try:
            return self._given()
        except ModelMissingError as error:
            self._progress.warn(f"{error.message}; the new model does not descend from it")
            return None

    def _ready(self, kept: TopicModel | None) -> TopicModel | None:
        """The model that need not be trained: the run's own, or the one given where it has none or is to lose it."""
        if kept is not None and not self._given_replaces(kept.sha256):
            return kept
        return self._given()

    def _given(self) -> TopicModel | None:
        from corpus_cli.topics.model.files import load_model

        given = self._settings.model
        if given is None:
            return None
        remedy = "promote or name another model (`corpus topics list`), or use --retrain for one of this run's own"
        model = load_model(given.folder, remedy=remedy)
        if model is None or model.sha256 != given.sha256:
            raise ModelMissingError(f"the topic model {given.reference} is not in {given.folder}", remedy=remedy)
        return model

    def _model_differs(self, digest: str) -> bool:
        return digest != model_store.digest(self._folder) or self._given_replaces(digest)

    def _given_replaces(self, digest: str) -> bool:
        given = self._settings.model
        return given is not None and given.replaces and given.sha256 != digest

    def _check_kept(self, model: TopicModel, encoder: Encoder, *, given: bool) -> None:
        try:
            digest = encoder.sha256
        except ModelMissingError as error:
            raise ModelMissingError(
                f"the topic model takes an encoder that cannot be used: {error.message}",
                remedy="bring the encoder to this machine, take another topic model (`corpus topics list`), or train "
                "one with the recipe's encoder (--retrain)",
            ) from error
        if digest != model.info.encoder_sha256:
            raise ModelMissingError(
                f"the topic model was trained with another version of the encoder {encoder.name!r}",
                remedy="run again with --retrain: themes that stay the same keep their ids",
            )
        wanted = self._recipe.topics
        same = wanted.encoder in (model.info.encoder, encoder.name)
        if given:
            if not same:
                self._progress.say(
                    f"passages are encoded by {model.info.encoder}, as this topic model takes them, "
                    f"not by the recipe's {wanted.encoder}"
                )
            told = self._settings.model
            if told is not None and not told.replaces and (message := unheeded_themes(wanted.themes, model, told)):
                self._progress.warn(message)
            return
        if not same or trained_otherwise(model.info, wanted):
            self._progress.warn(
                "the run keeps its topic model, which was trained with other settings than those given now; "
                "they take effect with --retrain"
            )

    def _encode(self, encoder: str) -> None:
        work = Work(set_up_encoder, (str(self._folder.root), encoder), encode_shards)
        for encoded in self._over_shards("vectors", work):
            self._seconds["vectors"] += encoded.seconds

    def _relate(self, encoder: Encoder) -> None:
        """Translations are found here: vectors are there now, and counting comes next."""
        started = time.perf_counter()
        relate_translations(
            self._folder, self._journal, encoder=encoder, engine=self._settings.workers, progress=self._progress
        )
        self._seconds["relations"] += time.perf_counter() - started

    def _train(self, encoder: Encoder, previous: TopicModel | None) -> TopicModel:
        """A new model, stored unless there was no text to train on."""
        from corpus_cli.topics.encoders.passages import MOST_PASSAGES, read_passages
        from corpus_cli.topics.training.train import train_model

        started = time.perf_counter()
        self._progress.begin("topic model", total=None, unit="step")
        passages = read_passages(self._folder.root, most=MOST_PASSAGES)
        model = train_model(
            passages,
            settings=self._recipe.topics,
            encoder=encoder,
            keywords=self._recipe.themes.keywords,
            tagger=self._recipe.entities.tagger,
            previous=previous,
            progress=self._progress.step,
        )
        if len(passages):
            model_store.store(self._folder, model, self._fingerprint)
        self._progress.end()
        self._seconds["training"] += time.perf_counter() - started
        return model

    def _assign(self, model: TopicModel) -> TopicReport:
        from corpus_cli.themes.tally import ThemeTally
        from corpus_cli.topics.guard.tally import GuardTally

        count_themes = "themes" in self._recipe.stages
        left_out = not_counted(self._folder) if self._recipe.themes.count == "once" else None
        arguments = (str(self._folder.root), self._settings.config_hash, self._old_settings(), count_themes, left_out)
        tally, themes, guarded, passages, rewritten = DocumentTally(), ThemeTally(), GuardTally(), 0, 0
        damaged: list[Path] = []
        for found in self._over_shards("themes", Work(set_up_assign, arguments, assign_shards)):
            tally.merge(found.tally)
            if found.themes is not None:
                themes.merge(found.themes)
            if found.guard is not None:
                guarded.merge(found.guard)
            damaged += found.damaged
            passages += found.passages
            rewritten += found.rewritten
            self._seconds["topics"] += found.assign_seconds
            self._seconds["themes"] += found.count_seconds
        self._advise_retraining(model, passages)
        summary = tally.summary()
        page = self._write_page(themes, model, guarded) if count_themes else None
        warn_of_damaged(damaged, missing_from="the themes", progress=self._progress)
        if not damaged:
            state = TopicState(fingerprint=self._fingerprint, model=model.sha256, summary=summary)
            write_whole(self._folder.topic_state, msgspec.json.encode(state))
        model_store.complete(self._folder)
        return TopicReport(summary=summary, page=page, rewritten=rewritten)

    def _without_text(self, model: TopicModel) -> TopicReport:
        """No passage, no model: the page says so."""
        from corpus_cli.themes.tally import ThemeTally
        from corpus_cli.topics.guard.tally import GuardTally

        self._progress.warn("there is no text to find themes in")
        page = self._write_page(ThemeTally(), model, GuardTally()) if "themes" in self._recipe.stages else None
        return TopicReport(summary=DocumentTally().summary(), page=page)

    def _write_page(self, themes: ThemeTally, model: TopicModel, guarded: GuardTally) -> ThemesPage:
        from corpus_cli.themes.cards import build_cards
        from corpus_cli.themes.cube_files import write_cube
        from corpus_cli.themes.write import write_themes
        from corpus_cli.topics.encoders.encoder import load_encoder, recipe_name
        from corpus_cli.topics.guard.judge import judge

        started = time.perf_counter()
        page = build_cards(
            themes,
            model,
            settings=self._recipe.themes,
            encoder=load_encoder(recipe_name(model.info.encoder, recipe=self._recipe.topics.encoder)),
            guard_messages=guard_messages(judge(guarded, theme_ids=model.theme_ids), themes.corpus.words_by),
        )
        write_themes(page, self._folder.root)
        write_cube(themes.cube.rows(model), self._folder.root)
        self._seconds["themes"] += time.perf_counter() - started
        return page

    def _advise_retraining(self, model: TopicModel, passages: int) -> None:
        trained = max(sum(model.info.passages.values()), int(model.info.settings.get("corpus_passages", 0)))
        if passages > GROWTH * trained:
            self._progress.warn(
                f"the topic model was trained on {trained:,} of {passages:,} passages: "
                "themes that have come since are missing; --retrain finds them and keeps the ids of those that stay"
            )

    def _old_settings(self) -> frozenset[str]:
        """The ids of documents of inputs that were read with the settings of an earlier run."""
        return frozenset(
            doc_id
            for entry in self._journal.entries()
            if entry.settings != self._settings.process_hash
            for doc_id in entry.doc_ids
        )

    def _over_shards(self, name: str, work: Work[str, Result]) -> Iterator[Result]:
        return over_shards(
            self._folder, work, name=name, engine=self._settings.workers, progress=self._progress, peak=self._note_peak
        )

    def _note_peak(self, memory: int) -> None:
        self._peak = max(self._peak, memory)


def guard_messages(found: Guard, words: Counter[str]) -> tuple[str, ...]:
    """What the guard warns of, but for what the page says of its text by itself: that it is in one language.

    ``words``: of all passages, by language.
    """
    from corpus_cli.themes.balance import main_languages

    said = found.verdict in ("one language", "nothing") and len(main_languages(words)) < 2
    return () if said else found.warnings


def trained_otherwise(info: ModelInfo, wanted: TopicSettings) -> bool:
    """Whether a training with these settings might give another model, whatever the encoder."""
    asked = (wanted.themes, wanted.seed, wanted.lemmas)
    return asked != (info.settings["themes"], info.settings["seed"], info.lemmas)


def unheeded_themes(wanted: int, model: TopicModel, given: GivenModel) -> str:
    """What to do where so many themes are asked for (0: no number) and a promoted model has another number."""
    themes = len(model.info.themes)
    if wanted in (0, themes, model.info.settings["themes"]):
        return ""
    return (
        f"{wanted} themes are asked for, but runs take those of the promoted topic model {given.reference}, which has "
        f"{themes}; with --retrain this run gets a model of its own with {wanted} themes"
    )


def _read_state(path: Path) -> TopicState | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=TopicState)
    except (OSError, msgspec.DecodeError):
        return None
