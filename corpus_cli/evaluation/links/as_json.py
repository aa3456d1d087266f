"""The figures and faults of links for programs."""

from __future__ import annotations

from dataclasses import asdict

from corpus_cli.evaluation.as_json import DIGITS, json_report
from corpus_cli.evaluation.links.measuring import LinkEvaluation
from corpus_cli.evaluation.links.scores import LinkCounts


def to_json(evaluation: LinkEvaluation) -> bytes:
    """The evaluation as one JSON object, shares from 0 to 1 and null for none; UTF-8, one newline at the end."""
    values = {
        "not_counted": evaluation.others,
        "scores": {language: _scores(counts) for language, counts in evaluation.scores.items()},
        "faults": [asdict(group) for group in evaluation.faults],
    }
    return json_report(evaluation, values)


def _scores(counts: LinkCounts) -> dict[str, object]:
    shares = {name: None if share is None else round(share, DIGITS) for name, share in counts.shares().items()}
    return {"gold": counts.gold, **shares, "counts": asdict(counts)}
