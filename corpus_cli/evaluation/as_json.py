"""The figures and confusions for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from corpus_cli import __version__
from corpus_cli.evaluation.ner import Evaluation
from corpus_cli.evaluation.scores import Counts, Scores

if TYPE_CHECKING:
    from corpus_cli.evaluation.links.measuring import LinkEvaluation

#: More digits would be noise.
DIGITS = 4


def to_json(evaluation: Evaluation) -> bytes:
    """The evaluation as one JSON object, shares from 0 to 1; UTF-8, one newline at the end."""
    values = {
        "labels": list(evaluation.labels),
        "other_labels": evaluation.others,
        "whole_words": evaluation.whole_words,
        "scores": {
            language: {label: _scores(scores) for label, scores in labels.items()}
            for language, labels in evaluation.scores.items()
        },
        "confusions": [asdict(group) for group in evaluation.confusions],
    }
    return json_report(evaluation, values)


def json_report(evaluation: Evaluation | LinkEvaluation, values: dict[str, object]) -> bytes:
    """How the evaluation was made, these values, and the texts that could not be read."""
    report = {
        "gold": evaluation.gold,
        "texts": evaluation.texts,
        "corpus": __version__,
        "pipeline": evaluation.pipeline,
        "tagger": evaluation.model,
        "model_sha256": evaluation.model_sha256,
        **values,
        "unread": [asdict(one) for one in evaluation.unread],
    }
    return json.dumps(report, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n"


def _scores(scores: Scores) -> dict[str, dict[str, float | int]]:
    return {"exact": _counts(scores.exact), "relaxed": _counts(scores.relaxed), "surface": _counts(scores.surface)}


def _counts(counts: Counts) -> dict[str, float | int]:
    return {
        "precision": round(counts.precision, DIGITS),
        "recall": round(counts.recall, DIGITS),
        "f1": round(counts.f1, DIGITS),
        "right": counts.right,
        "found": counts.found,
        "gold": counts.gold,
    }
