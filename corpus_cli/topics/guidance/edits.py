"""What a maintainer changes in a model by hand: themes merged, split, renamed, dropped, each kept as a line of its log.

An edit makes a new model and leaves the old one as it is. Its anchors, centroids in the encoder's space of what it was
about, say at the next training which of the new themes it is about, so that it is done again (``replay.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus_cli.errors import InputError
from corpus_cli.normalize.folding import fold_text
from corpus_cli.topics.model.files import build_model
from corpus_cli.topics.model.hierarchy import merge_tree
from corpus_cli.topics.model.topic_model import Edit, Lineage, Theme, TopicModel
from corpus_cli.topics.words.keywords import Keyword

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats, Ints

LONGEST_LABEL = 200


def rename_theme(model: TopicModel, theme_id: str, labels: Mapping[str, str]) -> TopicModel:
    """The theme has these labels, by language, now and after every training in which it persists.

    Raises ``InputError`` for a theme that the model does not have, or a label without a letter or too long for a table.
    """
    number = index_of(model, theme_id)
    for language, label in labels.items():
        if not any(char.isalpha() for char in label):
            raise InputError(f"the label {label!r} for {language} holds no word", remedy="give it at least one")
        if len(label) > LONGEST_LABEL:
            raise InputError(
                f"the label for {language} has {len(label):,} characters",
                remedy=f"give it {LONGEST_LABEL} at most: it stands in tables",
            )
    themes = list(model.info.themes)
    name = themes[number].theme_id
    themes[number] = renamed(themes[number], labels)
    edit = Edit(kind="rename", themes=(name,), results=(name,), labels=dict(sorted(labels.items())))
    return edited(model, themes=themes, edit=edit, anchors=model.encoder_centroids[[number]])


def merge_themes(model: TopicModel, theme_ids: Sequence[str]) -> TopicModel:
    """The themes are one, under the id of the largest, with its label and the words of all.

    Raises ``InputError`` for fewer than two different themes or one that the model does not have.
    """
    numbers = list(dict.fromkeys(index_of(model, theme_id) for theme_id in theme_ids))
    if len(numbers) < 2:
        raise InputError("merging takes two different themes or more", remedy="name them: t003 t007")
    kept = max(numbers, key=lambda number: (model.info.themes[number].size, -numbers.index(number)))
    parts = [model.info.themes[number] for number in numbers]
    themes = list(model.info.themes)
    themes[kept] = _joined(themes[kept], parts)
    into = {number: kept for number in numbers}
    edit = Edit(kind="merge", themes=tuple(part.theme_id for part in parts), results=(themes[kept].theme_id,))
    return edited(model, themes=themes, edit=edit, anchors=model.encoder_centroids[numbers], into=into)


def drop_theme(model: TopicModel, theme_id: str) -> TopicModel:
    """The theme is gone: passages that would have had it stay without one.

    Raises ``InputError`` if the model does not have it, or has no other.
    """
    number = index_of(model, theme_id)
    if len(model.info.themes) == 1:
        raise InputError(f"{theme_id} is the only theme", remedy="train a model with more themes")
    edit = Edit(kind="drop", themes=(model.theme_ids[number],), results=())
    anchors = model.encoder_centroids[[number]]
    return edited(model, themes=list(model.info.themes), edit=edit, anchors=anchors, into={number: -1})


def index_of(model: TopicModel, theme_id: str) -> int:
    """The theme's number. Raises ``InputError`` naming the themes there are."""
    known = {name.casefold(): number for number, name in enumerate(model.theme_ids)}
    if theme_id.casefold() not in known:
        hint = " (it was retired by an earlier training or edit)" if theme_id in model.info.retired else ""
        raise InputError(
            f"the model has no theme {theme_id!r}{hint}", remedy=f"it has: {', '.join(model.theme_ids) or 'none'}"
        )
    return known[theme_id.casefold()]


def renamed(theme: Theme, labels: Mapping[str, str]) -> Theme:
    """The theme with labels that a person gave."""
    return replace(
        theme,
        labels=dict(sorted({**theme.labels, **labels}.items())),
        renamed=tuple(sorted({*theme.renamed, *labels})),
    )


def edited(
    model: TopicModel,
    *,
    themes: Sequence[Theme],
    edit: Edit,
    anchors: Floats,
    into: Mapping[int, int] | None = None,
) -> TopicModel:
    """The model with the edit done and written down.

    ``themes``: by the numbers before the edit. ``into``: which number goes into which; -1 for none. Centroids of what
    is merged are the means of their parts, weighted by passages.
    """
    import numpy as np

    into = into or {}
    kept = [number for number in range(len(themes)) if into.get(number, number) == number]
    place = {number: position for position, number in enumerate(kept)}
    goes = np.array([place.get(into.get(number, number), -1) for number in range(len(themes))] or [0], dtype=np.int32)
    labels = np.where(model.labels >= 0, goes[model.labels], -1).astype(np.int32)
    weights = np.array([theme.size for theme in model.info.themes], dtype=np.float64)
    centroids = _means(model.centroids, goes, weights, len(kept))
    gone = {theme.theme_id for number, theme in enumerate(themes) if number not in place}
    homeless = [theme for number, theme in enumerate(themes) if into.get(number, number) < 0]
    info = replace(
        model.info,
        themes=tuple(themes[number] for number in kept),
        retired=tuple(sorted({*model.info.retired, *gone})),
        lineage=_lineage(model, [themes[number] for number in kept], edit),
        previous_sha256=model.sha256,
        edits=(*model.info.edits, edit),
        hierarchy=merge_tree(centroids, [themes[number].size for number in kept]),
        guard=None if into else model.info.guard,
        unassigned=_added([model.info.unassigned, *(theme.trained_passages for theme in homeless)]),
    )
    return build_model(
        info,
        space=model.space,
        references=model.references,
        labels=labels,
        centroids=centroids,
        encoder_centroids=_means(model.encoder_centroids, goes, weights, len(kept)),
        documents=model.documents,
        anchors=(*model.anchors, np.ascontiguousarray(anchors, dtype=np.float32)),
    )


def _lineage(model: TopicModel, themes: Sequence[Theme], edit: Edit) -> tuple[Lineage, ...]:
    return tuple(
        Lineage(
            theme_id=theme.theme_id,
            previous=theme.theme_id if theme.theme_id in model.theme_ids else None,
            similarity=None,
            sources=tuple(name for name in edit.themes if name != theme.theme_id)
            if theme.theme_id in edit.results
            else (),
        )
        for theme in themes
    )


def _means(centroids: Floats, goes: Ints, weights: NDArray[np.float64], themes: int) -> Floats:
    """Unit means of the centroids that go together. Shape: (themes, dim), float32."""
    import numpy as np

    result = np.zeros((themes, centroids.shape[1]), dtype=np.float32)
    for number in range(themes):
        rows = np.flatnonzero(goes == number)
        if len(rows) == 1:
            result[number] = centroids[rows[0]]
            continue
        total = (centroids[rows].astype(np.float64) * np.maximum(weights[rows], 1)[:, None]).sum(axis=0)
        result[number] = total / max(float(np.linalg.norm(total)), 1e-12)
    return result


def _joined(kept: Theme, parts: Sequence[Theme]) -> Theme:
    """The kept theme with the passages and the best words of all parts; what was only suggested comes last."""
    languages = sorted({language for part in parts for language in part.keywords})
    return replace(
        kept,
        keywords={language: _joined_keywords(parts, language) for language in languages},
        trained_passages=_added([part.trained_passages for part in parts]),
    )


def _added(counts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """All counts together, by language."""
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(sorted(total.items()))


def _joined_keywords(parts: Sequence[Theme], language: str) -> tuple[Keyword, ...]:
    """The words of all parts, each weighed by its part's share of the passages; one spelling once."""
    total = sum(part.trained_passages.get(language, 0) for part in parts) or 1
    size = max(len(part.keywords.get(language, ())) for part in parts)
    found: dict[str, Keyword] = {}
    for part in parts:
        share = part.trained_passages.get(language, 0) / total
        for keyword in part.keywords.get(language, ()):
            key = fold_text(keyword.text)
            weight = keyword.weight * (1.0 if keyword.suggested else share)
            before = found.get(key)
            if before is None or (before.suggested and not keyword.suggested):
                found[key] = replace(keyword, weight=round(weight, 6))
            elif before.suggested == keyword.suggested:
                found[key] = replace(before, weight=round(before.weight + weight, 6))
    ranked = sorted(found.values(), key=lambda keyword: (keyword.suggested, -keyword.weight, keyword.text))
    spoken = [keyword for keyword in ranked if not keyword.suggested]
    return tuple((spoken or ranked)[:size])
