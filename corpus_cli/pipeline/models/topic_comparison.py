"""Two topic models compared on the passages of runs, which are read once for both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli.evaluation.comparison.comparing import Comparison, check_comparable, compare_models
from corpus_cli.evaluation.topics.page import MeasuredModel, TopicEvaluation
from corpus_cli.pipeline.passes.corpus_passages import gather_passages
from corpus_cli.pipeline.progress import Progress

if TYPE_CHECKING:
    from corpus_cli.topics.model.topic_model import TopicModel


def compare_on_runs(
    first: TopicModel,
    second: TopicModel,
    *,
    names: tuple[str, str],
    runs: Sequence[Path],
    jobs: int,
    progress: Progress,
) -> Comparison:
    """What became of the themes of the first model in the second, with both models' figures if there are ``runs``.

    Raises ``InputError`` if the models know different encoders.
    """
    from corpus_cli.evaluation.topics.measure import measure
    from corpus_cli.topics.encoders.encoder import load_encoder

    check_comparable(first, second, names=names)
    if not runs:
        return compare_models(first, second, names=names)
    encoder = load_encoder(second.info.encoder)
    passages = gather_passages(runs, encoder=second.info.encoder, jobs=jobs, progress=progress)
    progress.begin("figures", total=None, unit="step")
    before, after = (
        MeasuredModel(name=name, figures=measure(model, passages, encoder=encoder, progress=progress.step))
        for name, model in zip(names, (first, second), strict=True)
    )
    progress.end()
    figures = TopicEvaluation(model=after, source=", ".join(map(str, runs)), earlier=(before,))
    return compare_models(first, second, names=names, passages=passages, figures=figures)
