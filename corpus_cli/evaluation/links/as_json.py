"""The figures and faults of links for programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from corpus_cli import __version__
from corpus_cli.evaluation.links.measuring import LinkEvaluation
from corpus_cli.evaluation.links.scores import LinkCounts

# More digits would be noise.
_DIGITS = 4


def to_json(evaluation: LinkEvaluation) -> bytes:
    """The evaluation as one JSON object, shares from 0 to 1 and null for none; UTF-8, one newline at the end."""
    values = {
        "gold": evaluation.gold,
        "texts": evaluation.texts,
        "corpus": __version__,
        "pipeline": evaluation.pipeline,
        "tagger": evaluation.model,
        "model_sha256": evaluation.model_sha256,
        "not_counted": evaluation.others,
        "scores": {language: _scores(counts) for language, counts in evaluation.scores.items()},
        "faults": [asdict(group) for group in evaluation.faults],
        "unread": [asdict(one) for one in evaluation.unread],
    }
    return json.dumps(values, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n"


def _scores(counts: LinkCounts) -> dict[str, object]:
    shares = {name: None if share is None else round(share, _DIGITS) for name, share in counts.shares().items()}
    return {"gold": counts.gold, **shares, "counts": asdict(counts)}
