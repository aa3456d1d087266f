"""One theme divided into several, by the passages that have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus_cli.errors import InputError
from corpus_cli.topics.encoders.encoder import Encoder
from corpus_cli.topics.encoders.passages import TrainingPassages
from corpus_cli.topics.guidance.edits import index_of
from corpus_cli.topics.model.assign import assign_projected
from corpus_cli.topics.model.files import build_model
from corpus_cli.topics.model.hierarchy import merge_tree
from corpus_cli.topics.model.lineage import fresh_ids
from corpus_cli.topics.model.references import theme_centroids
from corpus_cli.topics.model.topic_model import Edit, Lineage, Theme, TopicModel
from corpus_cli.topics.space.centring import centre
from corpus_cli.topics.threads import one_thread
from corpus_cli.topics.training.describe import Description, describer_of

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats, Ints

# A part of fewer passages is no theme.
LEAST_PART = 3


def split(
    model: TopicModel, theme_id: str, *, parts: int, passages: TrainingPassages, encoder: Encoder, keywords: int
) -> TopicModel:
    """The model with the theme divided by k-means over its passages; the largest part keeps the id.

    Its references go to the nearest part. All other themes stay as they are. Raises ``InputError`` if the model does
    not have the theme, its passages have another encoder's vectors, or there are too few of them.
    """
    if encoder.sha256 != model.info.encoder_sha256:
        raise InputError("the runs have another encoder's vectors than the model", remedy="train a model on them")
    number = index_of(model, theme_id)
    with one_thread():
        projected = model.project(passages.vectors, passages.languages)
        labels, place = _divided(model, number, projected, parts=parts)
        return _built(model, labels, projected, place, passages=passages, encoder=encoder, keywords=keywords)


def _divided(model: TopicModel, number: int, projected: Floats, *, parts: int) -> tuple[Ints, Ints]:
    """The theme of each passage after the division, and the number of each part, the one that keeps the id first."""
    import numpy as np
    from sklearn.cluster import KMeans

    labels, _, _ = assign_projected(model, projected)
    rows = np.flatnonzero(labels == number)
    if (different := len(np.unique(projected[rows], axis=0))) < parts * LEAST_PART:
        raise InputError(
            f"only {different} different passages of these runs have the theme {model.theme_ids[number]}",
            remedy=f"give the runs that the model was trained on; {parts} parts take {parts * LEAST_PART}",
        )
    found = KMeans(parts, n_init=10, random_state=int(model.info.settings["seed"])).fit_predict(projected[rows])
    if (least := int(np.bincount(found, minlength=parts).min())) < LEAST_PART:
        raise InputError(
            f"the theme {model.theme_ids[number]} does not divide into {parts}: a part would have {least} of its "
            f"{len(rows)} passages",
            remedy="divide it into fewer parts, or leave it whole",
        )
    order = sorted(range(parts), key=lambda part: (-int((found == part).sum()), int(np.flatnonzero(found == part)[0])))
    place = np.array(
        [number if rank == 0 else len(model.info.themes) + rank - 1 for rank in range(parts)], dtype=np.int32
    )
    rank_of = np.argsort(order)
    labels[rows] = place[rank_of[found]]
    return labels, place


def _built(
    model: TopicModel,
    labels: Ints,
    projected: Floats,
    place: Ints,
    *,
    passages: TrainingPassages,
    encoder: Encoder,
    keywords: int,
) -> TopicModel:
    """``labels``: of the passages, with the parts numbered by ``place``, the part that keeps the id first."""
    import numpy as np

    number, count = int(place[0]), len(model.info.themes) + len(place) - 1
    centred = centre(passages.vectors, passages.languages, model.means)
    centroids = _with_parts(model.centroids, theme_centroids(projected, labels, count), place)
    encoder_centroids = _with_parts(model.encoder_centroids, theme_centroids(centred, labels, count), place)
    members = np.flatnonzero(model.labels == number)
    references = model.labels.copy()
    references[members] = place[(model.references[members] @ centroids[place].T).argmax(axis=1)]
    describer = describer_of(model.info, encoder=encoder, size=keywords)
    words = describer.describe(passages, labels, centroids=encoder_centroids)
    ids = fresh_ids(model)
    names = [model.info.themes[number].theme_id, *(next(ids) for _ in place[1:])]
    themes = list(model.info.themes)
    themes += [replace(themes[number], theme_id=name, renamed=(), seed=None) for name in names[1:]]
    sizes = _sizes(themes[number].trained_passages, labels, place, passages.languages)
    for name, at, counts in zip(names, place.tolist(), sizes, strict=True):
        themes[at] = _part(themes[at], name, at, counts, words)
    edit = Edit(kind="split", themes=(names[0],), results=tuple(names))
    info = replace(
        model.info,
        themes=tuple(themes),
        hierarchy=merge_tree(centroids, [theme.size for theme in themes]),
        lineage=tuple(
            Lineage(
                theme_id=theme.theme_id,
                previous=theme.theme_id if theme.theme_id in model.theme_ids else None,
                similarity=None,
                sources=(names[0],) if theme.theme_id in names[1:] else (),
            )
            for theme in themes
        ),
        previous_sha256=model.sha256,
        edits=(*model.info.edits, edit),
        guard=None,
    )
    return build_model(
        info,
        space=model.space,
        references=model.references,
        labels=references,
        centroids=centroids,
        encoder_centroids=encoder_centroids,
        documents=model.documents,
        anchors=(*model.anchors, np.ascontiguousarray(encoder_centroids[place])),
    )


def _with_parts(old: Floats, new: Floats, place: Ints) -> Floats:
    """The old centroids, but those of the parts, which are new. Shape: (len(new), dim), float32."""
    result = new.copy()
    result[: len(old)] = old
    result[place] = new[place]
    return result


def _sizes(whole: Mapping[str, int], labels: Ints, place: Ints, languages: Sequence[str]) -> list[dict[str, int]]:
    """The training passages of each part by language, which are the theme's: as these passages divide.

    What does not divide evenly goes to the parts with the largest remainders (Hamilton's method).
    """
    parts = place.tolist()
    seen = Counter(pair for pair in zip(labels.tolist(), languages, strict=True) if pair[0] in parts)
    result: list[dict[str, int]] = [{} for _ in parts]
    for language, count in sorted(whole.items()):
        own = [seen[part, language] for part in parts]
        if not any(own):
            own = [sum(seen[part, other] for other in set(languages)) for part in parts]
        shares = [count * part // sum(own) for part in own]
        rest = sorted(range(len(parts)), key=lambda at: (-(count * own[at] % sum(own)), at))[: count - sum(shares)]
        for at, share in enumerate(shares):
            if passages := share + (at in rest):
                result[at][language] = passages
    return result


def _part(theme: Theme, name: str, number: int, counts: dict[str, int], words: Description) -> Theme:
    kept = {code: theme.labels[code] for code in theme.renamed} if theme.theme_id == name else {}
    return replace(
        theme,
        theme_id=name,
        labels=dict(sorted({**words.labels[number], **kept}.items())),
        keywords={language: lists[number] for language, lists in words.keywords.items()},
        trained_passages=counts,
    )
