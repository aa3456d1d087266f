"""The figures of a topic model for programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from corpus_cli import __version__
from corpus_cli.evaluation.topics.catalogue import catalogue, compare_figures
from corpus_cli.evaluation.topics.page import TopicEvaluation


def to_json(evaluation: TopicEvaluation) -> bytes:
    """The evaluation as one JSON object; UTF-8, one newline at the end.

    ``table``: each figure's key, value by model (null where not measured), which way is better, and its meaning;
    ``models``: everything that was measured of each; ``warnings``: the guard's.
    """
    models = (evaluation.model, *evaluation.earlier)
    figures = [model.figures for model in models]
    report = {
        "corpus": __version__,
        "model": evaluation.model.name,
        "source": evaluation.source,
        "warnings": list(evaluation.model.figures.guard.warnings),
        "table": [
            {
                "key": figure.key,
                "name": figure.name,
                "values": [figure.value(one) for one in figures],
                "better": figure.better,
                "meaning": figure.meaning,
            }
            for figure in catalogue(figures)
        ],
        "compared": [
            {"with": earlier.name, **asdict(compare_figures(evaluation.model.figures, earlier.figures))}
            for earlier in evaluation.earlier
        ],
        "models": [{"name": model.name, "figures": asdict(model.figures)} for model in models],
        "disagreements": [asdict(pair) for pair in evaluation.disagreements],
    }
    return json.dumps(report, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n"
