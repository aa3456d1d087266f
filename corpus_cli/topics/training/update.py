"""New reports taken into a model as it is: more references and counts, the same space, rule and theme ids."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from corpus_cli.errors import InputError
from corpus_cli.topics.arrays import even_sample, unit
from corpus_cli.topics.encoders.encoder import Encoder
from corpus_cli.topics.encoders.passages import TrainingPassages
from corpus_cli.topics.guard.judge import guard
from corpus_cli.topics.model.assign import assign_projected
from corpus_cli.topics.model.emerging import LEAST_PASSAGES, dense_regions
from corpus_cli.topics.model.files import build_model
from corpus_cli.topics.model.hierarchy import merge_tree
from corpus_cli.topics.model.known import document_numbers, is_known
from corpus_cli.topics.model.lineage import fresh_ids
from corpus_cli.topics.model.references import MAX_REFERENCES, theme_centroids
from corpus_cli.topics.model.topic_model import Lineage, ModelInfo, Theme, TopicModel
from corpus_cli.topics.space.centring import centre
from corpus_cli.topics.threads import one_thread
from corpus_cli.topics.training.describe import Description, describer_of

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats, Ints
    from corpus_cli.topics.training.describe import Found

# The words of all themes are renewed where the passages given are most of what the model was made of.
ENOUGH_FOR_WORDS = 0.8
# A theme's new passages are unlike it if their mean cosine to its centroid falls so far below that of the old ones;
DRIFT = 0.1
# of fewer new passages nothing is said.
LEAST_NEW = 5
# Passages shown of an emerging subject.
EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeDrift:
    """What new passages do to a theme. ``before``, ``after``: its share of all passages, old and with the new ones.

    ``likeness``: the mean cosine of its new passages to its centroid; ``usual``: of its references.
    """

    theme_id: str
    labels: dict[str, str]
    new: int
    before: float
    after: float
    likeness: float | None
    usual: float | None

    @property
    def drifted(self) -> bool:
        """Whether the new passages are unlike the theme as it was."""
        return (
            self.new >= LEAST_NEW
            and self.likeness is not None
            and self.usual is not None
            and self.likeness < self.usual - DRIFT
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """An emerging subject: passages that are near each other and far from all themes, with their words by language.

    ``theme_id``: what it is now, if it was made a theme. ``examples``: passages in its middle, one or two a language.
    ``kept``: as a theme it would have so many of its passages; None where that was not asked. With too few it is none.
    """

    passages: dict[str, int]
    words: dict[str, tuple[str, ...]]
    examples: tuple[str, ...]
    theme_id: str | None = None
    kept: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """What new reports brought. ``unassigned``: of the new passages; ``unassigned_before``: share in training."""

    documents: int
    passages: dict[str, int]
    unassigned: int
    unassigned_before: float
    themes: tuple[ThemeDrift, ...]
    regions: tuple[Region, ...]
    renewed_words: bool


def update(
    model: TopicModel, passages: TrainingPassages, *, encoder: Encoder, keywords: int, emerging: bool
) -> tuple[TopicModel, Drift]:
    """The model with the documents of ``passages`` that it did not know, and what has drifted.

    ``passages`` may hold known documents too, for their words. ``emerging``: dense regions become themes, if the model
    then gives them passages enough.
    Raises ``InputError`` if there is no new document, or the vectors are another encoder's.
    """
    with one_thread():
        return _Update(model, passages, encoder, keywords).carry_out(emerging=emerging)


@dataclass(frozen=True, slots=True, eq=False)
class _Tried:
    """Regions as themes, by the number that each would have. ``made``: those that are kept.

    ``references``: the theme of each passage as a reference; ``labels``: what the rule gives it. ``kept``: of all
    regions, how many of its passages each would have.
    """

    made: dict[int, int]
    references: Ints
    labels: Ints
    kept: dict[int, int]


class _Update:
    """One call of ``update``."""

    def __init__(self, model: TopicModel, passages: TrainingPassages, encoder: Encoder, keywords: int) -> None:
        import numpy as np

        if encoder.sha256 != model.info.encoder_sha256:
            raise InputError(
                f"the model was trained with another encoder ({model.info.encoder}) than the passages have",
                remedy="train a model on these runs instead",
            )
        self.model, self.passages = model, passages
        self.describer = describer_of(model.info, encoder=encoder, size=keywords)
        self.is_new = ~is_known(passages.documents, model.documents)
        if not self.is_new.any():
            raise InputError(
                "the model knows all documents of these runs", remedy="add reports to a run with `corpus run` first"
            )
        self.projected = model.project(passages.vectors, passages.languages)
        self.labels, self.scores, _ = assign_projected(model, self.projected)
        self.new = np.flatnonzero(self.is_new)

    def carry_out(self, *, emerging: bool) -> tuple[TopicModel, Drift]:
        """Both halves of the result."""
        import numpy as np

        homeless = self.new[self.labels[self.new] < 0]
        near = float(self.model.info.settings["typical_similarity"])
        dense = dense_regions(self.projected[homeless], near=near)
        regions = [np.asarray(homeless[rows], dtype=np.int32) for rows in dense]
        tried = self._tried(regions if emerging else [])
        labels, ids = tried.labels, list(islice(fresh_ids(self.model), len(tried.made)))
        themes = [
            *self.model.info.themes,
            *(Theme(theme_id=theme_id, labels={}, keywords={}, trained_passages={}) for theme_id in ids),
        ]
        centroids, encoder_centroids = self._centroids(labels, len(themes))
        known = len(self.passages) - len(self.new)
        renew = known >= ENOUGH_FOR_WORDS * max(sum(self.model.info.passages.values()), 1)
        description = self._description(labels, encoder_centroids) if renew or ids else None
        themes = [
            self._theme(theme, labels, number, description if renew or theme.theme_id in ids else None)
            for number, theme in enumerate(themes)
        ]
        references, names = self._references(tried.references)
        model = build_model(
            self._info(themes, centroids, labels, whole=renew),
            space=self.model.space,
            references=references,
            labels=names,
            centroids=centroids,
            encoder_centroids=encoder_centroids,
            documents=np.union1d(self.model.documents, document_numbers(self.passages.documents)),
            anchors=self.model.anchors,
        )
        made = {at: ids[place] for place, at in enumerate(tried.made)}
        found = tuple(
            replace(region, theme_id=made.get(at), kept=tried.kept.get(at))
            for at, region in enumerate(self._described(regions))
        )
        return model, self._drift(found, renewed=renew)

    def _tried(self, regions: Sequence[Ints]) -> _Tried:
        """The regions as themes, but for those that the model would give too few of their passages."""
        first = len(self.model.info.themes)
        made, kept = list(range(len(regions))), dict[int, int]()
        while True:
            references, labels = self.labels.copy(), self.labels.copy()
            for number, at in enumerate(made, start=first):
                references[regions[at]] = number
            for number, at in enumerate(made, start=first):
                labels[regions[at]] = self._given(references, len(made), rows=regions[at])
                kept[at] = int((labels[regions[at]] == number).sum())
            # One that is given up votes for none, which may take passages from the others.
            if all(kept[at] >= LEAST_PASSAGES for at in made):
                return _Tried({at: number for number, at in enumerate(made, start=first)}, references, labels, kept)
            made = [at for at in made if kept[at] >= LEAST_PASSAGES]

    def _given(self, references: Ints, added: int, *, rows: Ints) -> Ints:
        """The themes of these passages in a model with ``added`` more themes. ``references``: of all passages."""
        import numpy as np

        vectors, names = self._references(references)
        blank = Theme(theme_id="", labels={}, keywords={}, trained_passages={})
        draft = replace(
            self.model,
            info=replace(self.model.info, themes=(*self.model.info.themes, *[blank] * added)),
            references=vectors,
            labels=names,
            # Only how typical a passage is of its theme depends on them.
            centroids=np.zeros((len(self.model.info.themes) + added, vectors.shape[1]), dtype=np.float32),
        )
        return assign_projected(draft, self.projected[rows])[0]

    def _references(self, labels: Ints) -> tuple[Floats, Ints]:
        """The references and their themes: the old ones and the new passages, an even sample of both."""
        import numpy as np

        rows = np.concatenate([self.model.references, self.projected[self.new]])
        names = np.concatenate([self.model.labels, labels[self.new]]).astype(np.int32)
        sample = even_sample(len(rows), most=MAX_REFERENCES)
        return np.ascontiguousarray(rows[sample]), np.ascontiguousarray(names[sample])

    @cached_property
    def _terms(self) -> Found:
        return self.describer.terms(self.passages)

    def _description(self, labels: Ints, centroids: Floats) -> Description:
        return self.describer.describe(self.passages, labels, centroids=centroids, found=self._terms)

    def _centroids(self, labels: Ints, themes: int) -> tuple[Floats, Floats]:
        """Old centroids drawn towards the new passages, in both spaces, each side weighted by its passages."""
        import numpy as np

        model = self.model
        centred = centre(
            self.passages.vectors[self.new], [self.passages.languages[row] for row in self.new], model.means
        )
        result = []
        for old, rows in ((model.centroids, self.projected[self.new]), (model.encoder_centroids, centred)):
            sums = np.zeros((themes, old.shape[1]), dtype=np.float64)
            for number, theme in enumerate(model.info.themes):
                # A unit centroid stands for the mean, which is as long as the theme is dense.
                sums[number] = old[number].astype(np.float64) * max(theme.size, 1) * (self._usual(number) or 1.0)
            for number in range(themes):
                sums[number] += rows[labels[self.new] == number].sum(axis=0, dtype=np.float64)
            result.append(unit(sums))
        return result[0], result[1]

    def _usual(self, number: int) -> float | None:
        """The mean cosine of a theme's references to its centroid."""
        import numpy as np

        rows = self.model.references[self.model.labels == number]
        if not len(rows):
            return None
        return float(np.einsum("ij,j->i", rows, self.model.centroids[number], dtype=np.float64).mean())

    def _theme(self, theme: Theme, labels: Ints, number: int, description: Description | None) -> Theme:
        """The theme with its new passages, and with other words where they are described."""
        counts = Counter(theme.trained_passages)
        counts.update(self.passages.languages[row] for row in self.new if labels[row] == number)
        theme = replace(theme, trained_passages=dict(sorted(counts.items())))
        if description is None:
            return theme
        found = description.labels[number]
        return replace(
            theme,
            # The label is what people know the theme by; only a language that had none gets one.
            labels=dict(sorted({**found, **theme.labels}.items())),
            keywords={
                language: words[number] or theme.keywords.get(language, ())
                for language, words in description.keywords.items()
            },
        )

    def _info(self, themes: Sequence[Theme], centroids: Floats, labels: Ints, *, whole: bool) -> ModelInfo:
        """``whole``: the passages are most of what the model is made of, so they say how themes and languages go."""
        info, passages = self.model.info, self.passages
        counts, unassigned = Counter(info.passages), Counter(info.unassigned)
        counts.update(passages.languages[row] for row in self.new)
        unassigned.update(passages.languages[row] for row in self.new if labels[row] < 0)
        new = passages.vectors[self.new].tobytes()
        return replace(
            info,
            themes=tuple(themes),
            passages=dict(sorted(counts.items())),
            unassigned=dict(sorted(unassigned.items())),
            corpus_fingerprint=hashlib.sha256(info.corpus_fingerprint.encode() + new).hexdigest(),
            hierarchy=merge_tree(centroids, [theme.size for theme in themes]),
            lineage=tuple(self._line(theme, centroids[number], number) for number, theme in enumerate(themes)),
            previous_sha256=self.model.sha256,
            # What it said before the new passages may be so no more: that only one language speaks of a theme.
            guard=guard(self.projected, labels, passages.languages, theme_ids=[theme.theme_id for theme in themes])
            if whole
            else None,
        )

    def _line(self, theme: Theme, centroid: Floats, number: int) -> Lineage:
        if number >= len(self.model.info.themes):
            return Lineage(theme_id=theme.theme_id, previous=None, similarity=None)
        cosine = float((centroid * self.model.centroids[number]).sum())
        return Lineage(theme_id=theme.theme_id, previous=theme.theme_id, similarity=round(cosine, 4))

    def _drift(self, regions: tuple[Region, ...], *, renewed: bool) -> Drift:
        import numpy as np

        info = self.model.info
        before = max(sum(info.passages.values()), 1)
        total = before + len(self.new)
        labels, scores = self.labels[self.new], self.scores[self.new]
        themes = []
        for number, theme in enumerate(info.themes):
            own = scores[labels == number]
            usual = self._usual(number)
            themes.append(
                ThemeDrift(
                    theme_id=theme.theme_id,
                    labels=theme.labels,
                    new=len(own),
                    before=round(theme.size / before, 4),
                    after=round((theme.size + len(own)) / total, 4),
                    likeness=round(float(own.mean()), 4) if len(own) else None,
                    usual=None if usual is None else round(usual, 4),
                )
            )
        documents = {self.passages.documents[row] for row in self.new}
        return Drift(
            documents=len(documents),
            passages=dict(sorted(Counter(self.passages.languages[row] for row in self.new).items())),
            unassigned=int(np.count_nonzero(labels < 0)),
            unassigned_before=round(sum(info.unassigned.values()) / before, 4),
            themes=tuple(themes),
            regions=regions,
            renewed_words=renewed,
        )

    def _described(self, regions: Sequence[Ints]) -> Iterator[Region]:
        """The regions with words: a theme each, against all other passages."""
        import numpy as np

        if not regions:
            return
        labels = np.full(len(self.passages), len(regions), dtype=np.int32)
        for number, rows in enumerate(regions):
            labels[rows] = number
        everything = theme_centroids(self.projected, labels, len(regions) + 1)
        centred = centre(self.passages.vectors, self.passages.languages, self.model.means)
        meanings = theme_centroids(centred, labels, len(regions) + 1)
        words = self._description(labels, meanings).keywords
        for number, rows in enumerate(regions):
            near = self.projected[rows] @ everything[number]
            best = [int(rows[position]) for position in np.argsort(-near, kind="stable")[:EXAMPLES]]
            yield Region(
                passages=dict(sorted(Counter(self.passages.languages[row] for row in rows).items())),
                words={
                    language: tuple(word.text for word in lists[number] if not word.suggested)
                    for language, lists in words.items()
                },
                examples=tuple(self.passages.texts[row] for row in best),
            )
