"""Which model new runs take: one that is clearly worse on the agreed figures is refused, with the figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from corpus_cli.errors import InputError, ModelMissingError
from corpus_cli.evaluation.topics.figures import LanguageWords, TopicFigures
from corpus_cli.evaluation.topics.probe import Agreement
from corpus_cli.output import write_whole
from corpus_cli.pipeline.models.promotion import promote
from corpus_cli.pipeline.models.topic_models import AGAINST, as_figures_json, stored_figures
from corpus_cli.pipeline.progress import Silence
from corpus_cli.registry.store import Store, Version
from corpus_cli.topics.guard.judge import guard
from corpus_cli.topics.model.files import build_model
from corpus_cli.topics.model.hierarchy import merge_tree
from corpus_cli.topics.model.topic_model import ModelInfo, Theme, TopicModel
from corpus_cli.topics.space.alignment import Space

Add = Callable[..., Version]


class Warnings(Silence):
    """Keeps what the user is warned of."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def warn(self, message: str) -> None:
        self.said.append(message)


def model(note: str) -> TopicModel:
    centroids = np.eye(2, dtype=np.float32)
    info = ModelInfo(
        method="kmeans", notes=(note,), encoder="use", encoder_sha256="f" * 64, versions={},
        settings={"neighbours": 1, "temperature": 0.1},
        corpus_fingerprint="", passages={"en": 2}, lineage=(), hierarchy=merge_tree(centroids, [1, 1]),
        themes=tuple(
            Theme(theme_id=name, labels={}, keywords={}, trained_passages={"en": 1}) for name in ("t001", "t002")
        ),
    )  # fmt: skip
    return build_model(
        info, space=Space({"en": centroids[0] * 0}), references=centroids, labels=np.arange(2, dtype=np.int32),
        centroids=centroids, encoder_centroids=centroids, documents=np.zeros(0, dtype=np.int64),
    )  # fmt: skip


def figures(
    *,
    kappa: float | None = 0.8,
    high: float | None = None,
    nmi: float = 0.01,
    unassigned: float = 0.02,
    npmi: float = 0.1,
    passages: int = 100,
) -> TopicFigures:
    none = guard(np.zeros((0, 2), dtype=np.float32), np.zeros(0, dtype=np.int32), [], theme_ids=())
    return TopicFigures(
        model_sha256="", passages={"ar": passages, "en": passages}, themes=(), silhouette=None, unassigned=unassigned,
        words={"ar": LanguageWords(npmi=npmi, words_in="training passages", passages=1, found=1.0, diversity=1.0)},
        balance=None, stability=None, guard=replace(none, nmi=nmi),
        agreement=None if kappa is None else Agreement(
            pairs=1, compared=1, unassigned=0.0, same=kappa, chance=0.0, kappa=kappa, low=None, high=high
        ),
    )  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "topics")


@pytest.fixture
def add(store: Store) -> Add:
    """A version with figures; ``against``: of the model in use on the same passages."""

    def run(note: str, own: TopicFigures, against: tuple[Version, TopicFigures] | None = None) -> Version:
        made = model(note)
        own = replace(own, model_sha256=made.sha256)
        version = store.add(note, made, made_by="train", figures=as_figures_json(own))
        if against:
            kept = {"sha256": against[0].sha256, "figures": against[1]}
            write_whole(store.folder(version) / AGAINST, msgspec.json.encode(kept))
        return version

    return run


def in_use(store: Store) -> Version:
    use = store.in_use()
    assert use is not None
    return use.current


def test_the_first_model_and_a_better_one_are_promoted(store: Store, add: Add) -> None:
    """Figures that are a little worse are what another seed gives."""
    old = add("old", figures())
    promote(store, old, force=False, progress=Silence())
    new = add("new", figures(kappa=0.78, nmi=0.02, unassigned=0.05, npmi=0.09), (old, figures()))
    assert promote(store, new, force=False, progress=Silence()).current == new


def test_a_figure_of_few_passages_is_no_reason(store: Store, add: Add) -> None:
    """0.7 with a range up to 0.9 may be 0.8 as well."""
    old = add("old", figures())
    promote(store, old, force=False, progress=Silence())
    new = add("new", figures(kappa=0.7, high=0.9), (old, figures()))
    assert promote(store, new, force=False, progress=Silence()).current == new


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (figures(kappa=0.7), "agree for 0.70 .in use 0.80"),
        (figures(nmi=0.05), "go together for 0.050 .in use 0.010"),
        (figures(unassigned=0.1), "10.0% of the passages have no theme .in use 2.0%"),
        (figures(npmi=0.05), "coherence of its words in ar is 0.050 .in use 0.100"),
    ],
)
def test_a_model_that_is_clearly_worse_is_refused_with_the_figure(
    store: Store, add: Add, own: TopicFigures, said: str
) -> None:
    """The one in use stays; --force promotes it all the same, with a warning."""
    old = add("old", figures())
    promote(store, old, force=False, progress=Silence())
    new = add("new", own, (old, figures()))
    with pytest.raises(InputError, match=said) as caught:
        promote(store, new, force=False, progress=Silence())
    assert "--force" in caught.value.remedy
    assert in_use(store) == old
    warnings = Warnings()
    promote(store, new, force=True, progress=warnings)
    assert in_use(store) == new
    assert len(warnings.said) == 1


def test_figures_of_other_passages_are_not_compared(store: Store, add: Add) -> None:
    """Measured since on another run, or against another model than the one in use: coherence there says nothing."""
    old, older = add("old", figures()), add("older", figures())
    promote(store, old, force=False, progress=Silence())
    measured_since = add("new", figures(npmi=0.0, passages=7), (old, figures()))
    assert promote(store, measured_since, force=False, progress=Silence()).current == measured_since
    promote(store, old, force=True, progress=Silence())
    of_another = add("newer", figures(npmi=0.0), (older, figures()))
    assert promote(store, of_another, force=False, progress=Silence()).current == of_another


def test_a_damaged_model_in_use_does_not_stand_in_the_way(store: Store, add: Add) -> None:
    """There is nothing to compare with, which is said."""
    old, new = add("old", figures()), add("new", figures(kappa=0.1))
    promote(store, old, force=False, progress=Silence())
    (store.folder(old) / "model.json").unlink()
    warnings = Warnings()
    assert promote(store, new, force=False, progress=warnings).current == new
    assert "incomplete" in warnings.said[0]


def test_a_damaged_candidate_is_refused_whatever_its_figures(store: Store, add: Add) -> None:
    """Also by force."""
    old, new = add("old", figures()), add("new", figures(kappa=0.1))
    promote(store, old, force=False, progress=Silence())
    (store.folder(new) / "model.json").unlink()
    for force in (False, True):
        with pytest.raises(ModelMissingError, match="incomplete"):
            promote(store, new, force=force, progress=Silence())
    assert in_use(store) == old


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff"])
def test_altered_figures_are_none(store: Store, add: Add, content: bytes) -> None:
    """They are measured again where they are needed, not trusted and not fatal."""
    version = add("old", figures())
    (store.folder(version) / "figures.json").write_bytes(content)
    assert stored_figures(store, version) is None


def test_figures_that_say_nothing_of_the_version_are_told(store: Store, add: Add) -> None:
    """Cut short, or those of another model: the user hears that less is compared; without figures there is no word."""
    old, new = add("old", figures()), add("new", figures())
    promote(store, old, force=False, progress=Silence())
    kept = store.folder(new) / "figures.json"
    for data in (b"{", (store.folder(old) / "figures.json").read_bytes()):
        kept.write_bytes(data)
        warnings = Warnings()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("corpus_cli.pipeline.models.promotion.probe_figure", lambda *_: None)
            promote(store, new, force=False, progress=warnings)
            store.rollback()
        (said,) = warnings.said
        assert new.reference in said
        assert f"corpus topics evaluate {new.reference}" in said
    kept.unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("corpus_cli.pipeline.models.promotion.probe_figure", lambda *_: None)
        warnings = Warnings()
        promote(store, new, force=False, progress=warnings)
    assert warnings.said == []
