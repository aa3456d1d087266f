"""Theme ids that outlive a retraining: a theme that matches one of the model before keeps its id."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

from corpus_cli.topics.model.matching import changes
from corpus_cli.topics.model.topic_model import Lineage, TopicModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats


def theme_ids(
    centroids: Floats,
    *,
    previous: TopicModel | None,
    encoder_sha256: str,
    shared: NDArray[np.int64] | None = None,
) -> tuple[list[str], list[Lineage], list[str]]:
    """An id for each theme, where each came from, and the ids that are no longer in use (never given again).

    ``centroids``: in the encoder's space. ``shared``: passages by theme of ``previous`` and theme now.
    """
    if previous is None:
        ids = [name(number) for number in range(1, len(centroids) + 1)]
        return ids, [Lineage(theme_id=theme_id, previous=None, similarity=None) for theme_id in ids], []
    same_encoder = previous.info.encoder_sha256 == encoder_sha256
    found = changes(previous.encoder_centroids, centroids, shared=shared) if same_encoder else []
    kept = {change.second[0]: change for change in found if change.fate == "persists"}
    fresh = fresh_ids(previous)
    ids, lineage = [], []
    for theme in range(len(centroids)):
        match = kept.get(theme)
        theme_id = previous.theme_ids[match.first[0]] if match else next(fresh)
        ids.append(theme_id)
        others = sorted(
            {
                previous.theme_ids[first]
                for change in found
                if change.fate in ("merged", "split") and theme in change.second
                for first in change.first
            }
        )
        lineage.append(
            Lineage(
                theme_id=theme_id,
                previous=theme_id if match else None,
                similarity=match.cosine if match else None,
                shared=match.shared if match else None,
                sources=tuple(source for source in others if source != theme_id),
            )
        )
    used = {*previous.theme_ids, *previous.info.retired}
    return ids, lineage, sorted(used - set(ids))


def fresh_ids(model: TopicModel) -> Iterator[str]:
    """Ids that the model has never given, in order, without end."""
    used = {*model.theme_ids, *model.info.retired}
    return (found for number in count(1) if (found := name(number)) not in used)


def name(number: int) -> str:
    """The id of that number: t007."""
    return f"t{number:03d}"
