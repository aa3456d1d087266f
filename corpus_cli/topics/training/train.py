"""Training: passages of all languages in one space, clusters, the rule that assigns, words and labels, sealed.

Clusters only decide what the references of the rule are called. The themes of the training passages are what the rule
gives them, so a reloaded model gives every one of them the theme it had in training.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from corpus_cli.entities.taggers.by_name import fingerprint
from corpus_cli.normalize.words import count_words
from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.arrays import even_sample
from corpus_cli.topics.clustering.clusters import cluster
from corpus_cli.topics.encoders.encoder import Encoder, recorded_name
from corpus_cli.topics.encoders.passages import TrainingPassages
from corpus_cli.topics.guard.judge import guard
from corpus_cli.topics.guidance.edits import renamed
from corpus_cli.topics.guidance.replay import replay
from corpus_cli.topics.guidance.seeds import Seed, claim, wanted_themes
from corpus_cli.topics.model.assign import assign, assign_projected
from corpus_cli.topics.model.files import build_model
from corpus_cli.topics.model.hierarchy import merge_tree
from corpus_cli.topics.model.known import document_numbers
from corpus_cli.topics.model.lineage import theme_ids
from corpus_cli.topics.model.matching import shared_passages
from corpus_cli.topics.model.references import MAX_REFERENCES, rule_settings, theme_centroids
from corpus_cli.topics.model.topic_model import ModelInfo, Theme, TopicModel
from corpus_cli.topics.space.alignment import Space, fit_space
from corpus_cli.topics.space.centring import centre
from corpus_cli.topics.threads import one_thread
from corpus_cli.topics.training.describe import NO_TAGGER, Describer, Description, load_describer
from corpus_cli.topics.words.language import LANGUAGES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats, Ints
    from corpus_cli.topics.clustering.clusters import Method

VERSIONED = ("bertopic", "umap-learn", "scikit-learn", "numpy")


def train_model(
    passages: TrainingPassages,
    *,
    settings: TopicSettings,
    encoder: Encoder,
    keywords: int = 12,
    previous: TopicModel | None = None,
    seeds: Sequence[Seed] = (),
    tagger: str = NO_TAGGER,
    progress: Callable[[str], None] = lambda _: None,
) -> TopicModel:
    """A topic model of these passages; the same passages, settings, seeds and model before give the same bytes.

    Themes are numbered by falling size, or keep the ids of ``previous`` where they match; edits by hand of ``previous``
    are done again. ``tagger``: the name of the one that tells persons' names, which are no words of themes; the default
    tells none. ``progress`` is told what is being done. With too few passages for a model the fallback is in
    ``info.method`` and ``info.notes``.
    """
    describer = load_describer(encoder=encoder, size=keywords, tagger=tagger, lemmas=settings.lemmas)
    rules = {"tagger": tagger, "tagger_sha256": fingerprint(tagger)[:12]}
    training = _Training(
        passages, settings=settings, describer=describer, rules=rules, previous=previous, seeds=seeds, progress=progress
    )
    return training.carry_out()


class _Training:
    """One call of ``train_model``."""

    def __init__(
        self,
        passages: TrainingPassages,
        *,
        settings: TopicSettings,
        describer: Describer,
        rules: dict[str, str],
        previous: TopicModel | None,
        seeds: Sequence[Seed],
        progress: Callable[[str], None],
    ) -> None:
        encoder = describer.encoder
        self.passages, self.settings, self.describer, self.encoder = passages, settings, describer, encoder
        self.rules = rules
        comparable = previous is not None and previous.info.encoder_sha256 == encoder.sha256
        self.previous, self.comparable = previous, comparable
        self.seeds, self.progress = seeds, progress
        self.spoken_of: tuple[int, ...] = ()
        self.notes: list[str] = []
        if passages.of > len(passages):
            share = f"{len(passages):,} of {passages.of:,} passages"
            self.notes.append(f"trained on {share}, those of an even sample of the documents")
        if previous is not None and not comparable:
            self.notes.append(
                f"the model before has another encoder ({previous.info.encoder}): no theme of it could be recognised, "
                "and its edits were not done again"
            )

    def carry_out(self) -> TopicModel:
        """The model."""
        with one_thread():
            return self._trained()

    def _trained(self) -> TopicModel:
        passages = self.passages
        self.progress("one space for all languages")
        space = fit_space(passages.vectors, passages.languages, encoder_sha256=self.encoder.sha256)
        self.projected = space.project(passages.vectors, passages.languages)
        self.centred = centre(passages.vectors, passages.languages, space.means)
        self.progress("words and phrases")
        self.terms = self.describer.terms(passages)
        self.progress("clusters")
        sample = even_sample(len(passages), most=MAX_REFERENCES)
        labels, seeded, method = self._clusters(space, sample)
        draft = self._draft(space, sample, labels, method)
        self.progress("themes of all passages")
        assigned, _, _ = assign_projected(draft, self.projected)
        while (place := _places(assigned, themes=len(draft.info.themes))) is not None:
            seeded = {int(place[number]): seed for number, seed in seeded.items() if place[number] >= 0}
            draft = _without_lost(draft, place)
            assigned, _, _ = assign_projected(draft, self.projected)
        return self._sealed(draft, assigned, seeded=seeded)

    def _clusters(self, space: Space, sample: Ints) -> tuple[Ints, dict[int, int], Method]:
        """The cluster of each passage of the sample, numbered by size, -1 for dropped ones; which is which seed."""
        import numpy as np

        projected = self.projected[sample]
        terms = self.terms[0]
        clusters = cluster(
            projected,
            terms=[terms[int(row)] for row in sample],
            languages=[self.passages.languages[row] for row in sample],
            words=[count_words(self.passages.texts[row]) for row in sample],
            themes=self.settings.themes,
            seed=self.settings.seed,
        )
        self.notes += clusters.notes
        labels = clusters.labels
        seeded: dict[int, int] = {}
        if self.seeds and len(projected):
            labels, seeded = self._seeded(space, labels, sample)
        if self.previous is not None and self.comparable:
            labels, lines = replay(
                labels, self.centred[sample], edits=self.previous.info.edits, anchors=self.previous.anchors
            )
            self.notes += lines
        numbers, counts = np.unique(labels[labels >= 0], return_counts=True)
        order = sorted(range(len(numbers)), key=lambda at: (-int(counts[at]), int(numbers[at])))
        rank = {int(numbers[at]): position for position, at in enumerate(order)}
        ranked = np.array([rank.get(int(label), -1) for label in labels], dtype=np.int32)
        return ranked, {rank[number]: seed for number, seed in seeded.items() if number in rank}, clusters.method

    def _seeded(self, space: Space, labels: Ints, sample: Ints) -> tuple[Ints, dict[int, int]]:
        """The clusters of the sample with the user's themes among them."""
        wanted = wanted_themes(
            self.seeds,
            self.projected[sample],
            [self.passages.languages[row] for row in sample],
            texts=[self.passages.texts[row] for row in sample],
            terms_in_space=partial(_terms_in, space, self.encoder),
        )
        self.notes += wanted.notes
        self.spoken_of = wanted.numbers
        claimed, which = claim(labels, self.projected[sample], wanted)
        return claimed, {cluster: wanted.numbers[position] for cluster, position in which.items()}

    def _draft(self, space: Space, sample: Ints, labels: Ints, method: Method) -> TopicModel:
        """A model that assigns as the final one will, with themes that are only numbers."""
        import numpy as np

        count = int(labels.max(initial=-1)) + 1
        references = np.ascontiguousarray(self.projected[sample])
        info = ModelInfo(
            method=method,
            notes=(),
            encoder=recorded_name(self.encoder.name),
            encoder_sha256=self.encoder.sha256,
            settings={
                "themes": self.settings.themes,
                "seed": self.settings.seed,
                "lemmas": next((one.name for one in self.describer.lemmas.values()), self.settings.lemmas),
                **({"corpus_passages": self.passages.of} if self.passages.of else {}),
                **self.rules,
                **rule_settings(references, themes=count),
            },
            versions={name: version(name) for name in VERSIONED},
            corpus_fingerprint=self.passages.fingerprint,
            passages=dict(sorted(Counter(self.passages.languages).items())),
            themes=tuple(
                Theme(theme_id=str(number), labels={}, keywords={}, trained_passages={}) for number in range(count)
            ),
            lineage=(),
        )
        return TopicModel(
            info=info,
            space=space,
            references=references,
            labels=labels,
            centroids=theme_centroids(references, labels, count),
            encoder_centroids=theme_centroids(self.centred[sample], labels, count),
            documents=document_numbers(self.passages.documents),
            sha256="",
        )

    def _sealed(self, draft: TopicModel, assigned: Ints, *, seeded: Mapping[int, int]) -> TopicModel:
        """The final model: themes described by the passages that the rule gives them."""
        count = len(draft.info.themes)
        centroids = theme_centroids(self.projected, assigned, count)
        encoder_centroids = theme_centroids(self.centred, assigned, count)
        self.progress("keywords and labels")
        described = self.describer.describe(self.passages, assigned, centroids=encoder_centroids, found=self.terms)
        ids, lineage, retired = theme_ids(
            encoder_centroids,
            previous=self.previous,
            encoder_sha256=self.encoder.sha256,
            shared=self._shared(assigned, count),
        )
        themes = self._themes(ids, described, assigned, seeded)
        if count < self.settings.themes:
            self.notes.append(f"{self.settings.themes} themes were asked for; {count} have a passage of their own")
        self._note_lost(themes)
        guarded = guard(self.projected, assigned, self.passages.languages, theme_ids=ids)
        info = replace(
            draft.info,
            notes=(*self.notes, *_language_notes(self.passages.languages)),
            themes=themes,
            lineage=tuple(lineage),
            retired=tuple(retired),
            previous_sha256=self.previous.sha256 if self.previous else None,
            edits=self.previous.info.edits if self.previous and self.comparable else (),
            hierarchy=merge_tree(centroids, [theme.size for theme in themes]),
            guard=guarded,
            stop_words=described.stop_words,
            unassigned=_unassigned(assigned, self.passages.languages),
        )
        return build_model(
            info,
            space=draft.space,
            references=draft.references,
            labels=draft.labels,
            centroids=centroids,
            encoder_centroids=encoder_centroids,
            documents=draft.documents,
            anchors=self.previous.anchors if self.previous and self.comparable else (),
        )

    def _note_lost(self, themes: Sequence[Theme]) -> None:
        """A note for what a person asked for and did not get: labels of lost themes, seeds without a passage."""
        ids, kept = {theme.theme_id for theme in themes}, {theme.seed for theme in themes}
        for number, edit in enumerate(self.previous.info.edits if self.previous and self.comparable else (), start=1):
            if edit.kind == "rename":
                what = "kept" if edit.themes[0] in ids else "no theme is like the one it was about"
                self.notes.append(f"edit {number} (rename {edit.themes[0]}): {what}")
        for number in self.spoken_of:
            if self.seeds[number].seed_id not in kept:
                name = " / ".join(self.seeds[number].labels.values())
                self.notes.append(f"the seed theme {name} won no passage from the other themes")

    def _shared(self, assigned: Ints, count: int) -> NDArray[np.int64] | None:
        """Passages by their theme in the model before and now."""
        if self.previous is None or not self.comparable:
            return None
        before, _ = assign(self.previous, self.passages.vectors, self.passages.languages)
        return shared_passages(before, assigned, shape=(len(self.previous.info.themes), count))

    def _themes(
        self, ids: Sequence[str], described: Description, assigned: Ints, seeded: Mapping[int, int]
    ) -> tuple[Theme, ...]:
        """The themes with words and labels: a person's label goes before a seed's, a seed's before one chosen."""
        counts = [Counter[str]() for _ in ids]
        for theme, language in zip(assigned.tolist(), self.passages.languages, strict=True):
            if theme >= 0:
                counts[theme][language] += 1
        by_hand = {theme.theme_id: theme for theme in self.previous.info.themes} if self.previous else {}
        themes = []
        for number, theme_id in enumerate(ids):
            seed = self.seeds[seeded[number]] if number in seeded else None
            theme = Theme(
                theme_id=theme_id,
                labels=dict(sorted({**described.labels[number], **(seed.labels if seed else {})}.items())),
                keywords={language: words[number] for language, words in described.keywords.items()},
                trained_passages=dict(sorted(counts[number].items())),
                seed=seed.seed_id if seed else None,
            )
            before = by_hand.get(theme_id)
            if before is not None and before.renamed and self.comparable:
                theme = renamed(theme, {language: before.labels[language] for language in before.renamed})
            themes.append(theme)
        return tuple(themes)


def _places(assigned: Ints, *, themes: int) -> Ints | None:
    """The new number of each theme, -1 for one that won no passage, not even its own; None if all have won some."""
    import numpy as np

    held = [number for number in range(themes) if (assigned == number).any()]
    if len(held) == themes:
        return None
    place = np.full(themes + 1, -1, dtype=np.int32)  # the last is for references without a theme, numbered -1
    place[held] = np.arange(len(held), dtype=np.int32)
    return place


def _without_lost(draft: TopicModel, place: Ints) -> TopicModel:
    """The draft with its themes at their new places.

    References of lost themes vote together from now on, for none, and can take passages from themes that each of the
    lost ones alone could not: so passages are to be given their themes anew.
    """
    kept = [number for number in range(len(draft.info.themes)) if place[number] >= 0]
    return replace(
        draft,
        info=replace(draft.info, themes=tuple(draft.info.themes[number] for number in kept)),
        labels=place[draft.labels],
        centroids=draft.centroids[kept],
        encoder_centroids=draft.encoder_centroids[kept],
    )


def _terms_in(space: Space, encoder: Encoder, terms: Sequence[tuple[str, str]]) -> Floats:
    """The vectors of terms, given with their languages, in the space. Shape: (len(terms), dim), float32."""
    return space.project(encoder.encode([term for term, _ in terms]), [language for _, language in terms])


def _unassigned(assigned: Ints, languages: Sequence[str]) -> dict[str, int]:
    """Passages without a theme, by language."""
    counts = Counter(language for theme, language in zip(assigned.tolist(), languages, strict=True) if theme < 0)
    return dict(sorted(counts.items()))


def _language_notes(languages: Sequence[str]) -> list[str]:
    """What a reader should know about the languages: one only, one nearly missing, others beside the two."""
    counts = Counter(languages)
    known = {language: counts[language] for language in LANGUAGES if counts[language]}
    notes = []
    if len(known) == 1:
        notes.append(f"only one language ({next(iter(known))}): themes cannot be compared across languages")
    elif known and min(known.values()) < 0.05 * sum(known.values()):
        least = min(known, key=lambda name: known[name])
        notes.append(f"only {known[least]} passages in {least}: its share of each theme is uncertain")
    others = sorted(set(counts) - set(LANGUAGES))
    if others:
        notes.append(f"passages in {', '.join(others)} are assigned to themes but give no keywords")
    return notes
