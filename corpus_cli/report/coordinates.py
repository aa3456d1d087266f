"""The sampled passages on a plane: near each other where the topic model holds them for alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from corpus_cli.report.reading import Sampled

if TYPE_CHECKING:
    from pathlib import Path

    from corpus_cli.topics.arrays import Floats
    from corpus_cli.topics.guard.verdict import Guard
    from corpus_cli.topics.model.topic_model import TopicModel

# Below it t-SNE's neighbourhoods (30) are most of the corpus.
MIN_FOR_TSNE = 100
COMPONENTS = 50
SEED = 13
DIGITS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """Where the sampled passages lie. ``at``: between 0 and 1 on both axes, a row a passage. Shape: (n, 2), float32."""

    sample: list[Sampled]
    at: Floats
    method: Literal["tsne", "pca"]
    guard: Guard


def plane_of(out: Path, sample: Sequence[Sampled], model: TopicModel) -> Plane | None:
    """The passages whose vectors are there, on a plane; None if fewer than two are.

    Vectors are those that the run stored, in the model's space. They are brought to two dimensions by Barnes-Hut t-SNE
    (van der Maaten 2014); of few passages, by principal components.
    """
    import numpy as np

    rows, kept = [], []
    for sampled, vector in _vectors(out, sample):
        kept.append(sampled)
        rows.append(vector)
    if len(kept) < 2:
        return None
    projected = model.project(np.stack(rows), [sampled.language for sampled in kept])
    method: Literal["tsne", "pca"] = "tsne" if len(kept) >= MIN_FOR_TSNE else "pca"
    at = _neighbourhoods(projected) if method == "tsne" else _components(projected)
    return Plane(kept, _unit_square(at), method, _guard(projected, kept, model))


def _vectors(out: Path, sample: Sequence[Sampled]) -> list[tuple[Sampled, Floats]]:
    """The sampled passages with their stored vectors, of one shard in memory at a time."""
    from corpus_cli.topics.encoders.vectors import read_shard

    found = []
    for shard, members in groupby(sample, key=lambda one: one.doc_id[:2]):
        vectors = read_shard(out, shard)
        for sampled in members:
            own = vectors.get(sampled.doc_id)
            if own is not None and sampled.row < len(own):
                # A copy: a row of a larger array would keep all of it in memory.
                found.append((sampled, own[sampled.row].copy()))
    return found


def _guard(projected: Floats, sample: Sequence[Sampled], model: TopicModel) -> Guard:
    """How far theme and language go together in the sample, with the keys that the run's own guard uses."""
    import numpy as np

    from corpus_cli.topics.guard.judge import judge
    from corpus_cli.topics.guard.tally import GuardTally

    number = {theme_id: index for index, theme_id in enumerate(model.theme_ids)}
    labels = np.array([number.get(one.theme_id or "", -1) for one in sample], dtype=np.int32)
    tally = GuardTally()
    keys = [f"{one.doc_id} {one.passage}" for one in sample]
    tally.add(projected, labels, [one.language for one in sample], keys=keys)
    return judge(tally, theme_ids=model.theme_ids)


def _neighbourhoods(vectors: Floats) -> Floats:
    """t-SNE of the first principal components: seeded, one thread. Shape: (n, 2), float32.

    UMAP, with which themes are found, shows the same groups; it compiles itself first, which takes 20 seconds where no
    model is trained. 500 steps: at 1,000 the groups are where they were, and it takes twice as long.
    """
    import numpy as np
    from sklearn.decomposition import PCA
    from sklearn.manifold import TSNE
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        components = min(COMPONENTS, *vectors.shape)
        reduced = PCA(components, svd_solver="covariance_eigh").fit_transform(vectors.astype(np.float64))
        found = TSNE(init="pca", random_state=SEED, n_jobs=1, max_iter=500).fit_transform(reduced)
    return np.asarray(found, dtype=np.float32)


def _components(vectors: Floats) -> Floats:
    """The first two principal components; signs fixed, so that the same passages give the same plane."""
    import numpy as np
    from threadpoolctl import threadpool_limits

    centred = vectors.astype(np.float64) - vectors.mean(axis=0)
    with threadpool_limits(1):
        left, spread, right = np.linalg.svd(centred, full_matrices=False)
    signs = np.sign(right[np.arange(len(right)), np.abs(right).argmax(axis=1)])
    at = (left * spread * signs)[:, :2]
    if at.shape[1] < 2:
        at = np.hstack([at, np.zeros((len(at), 2 - at.shape[1]))])
    return np.asarray(at, dtype=np.float32)


def _unit_square(at: Floats) -> Floats:
    """Between 0 and 1 on both axes; an axis without spread lies in the middle."""
    import numpy as np

    low, high = at.min(axis=0), at.max(axis=0)
    spread = high - low
    scaled = np.where(spread > 0, (at - low) / np.where(spread > 0, spread, 1), 0.5)
    return np.asarray(scaled.round(DIGITS), dtype=np.float32)
