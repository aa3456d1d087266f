"""The figures of scale.py as tables, extrapolated to millions of documents.

    python scripts/bench/scale_page.py scale.json docs/scale.md

They stand in the page between <!-- scale --> and <!-- /scale -->.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from page import write_part

MILLIONS = (1, 10, 100)
# A machine as one rents them.
CORES, MACHINES = 16, (1, 10, 50)
# scripts/bench/topic_scale.py: 300,000 passages in 32 minutes and 7.7 GB; a run trains on 200,000 at most.
TRAINING_MINUTES, TRAINING_GB = 32 * 2 / 3, 7.7 * 2 / 3
# Steps of the workers, any number of them side by side, and of the main process, one after the other.
WORKERS = ("process", "vectors", "assign", "index rows")
MAIN = ("hash and plan", "organizations", "names", "index", "report")


def main() -> None:
    """The page has the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figures", type=Path)
    parser.add_argument("page", type=Path)
    arguments = parser.parse_args()
    write_part(arguments.page, "scale", tables(json.loads(arguments.figures.read_text(encoding="utf-8"))))


def tables(figures: dict[str, Any]) -> str:
    """The figures for reading."""
    return "\n\n".join([_units(figures), _extrapolated(figures), _origin(figures)])


def _units(figures: dict[str, Any]) -> str:
    documents, passages = figures["counts"]["documents"], figures["counts"]["passages"]
    lines = [
        "| step | where | processor ms a document | a passage | peak memory |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    for where, names in (("worker", WORKERS), ("main process", MAIN)):
        for name in names:
            step = figures["steps"][name]
            each, passage = (1000 * step["seconds"] / count for count in (documents, passages))
            lines.append(f"| {name} | {where} | {each:,.2f} | {passage:,.3f} | {step['peak_mb']:,.0f} MB |")
    kept = ", ".join(f"{name} {value / 1000:,.1f} KB" for name, value in figures["bytes_a_document"].items())
    main = figures["main_process"]
    (few, many), (low, high), workers = main["documents"], main["peak_mb"], main["worker_peak_mb"]
    lines += [
        "",
        f"On disk a document takes: {kept}. The main process of `corpus process` held {low:,.0f} MB with {few:,} small "
        f"documents and {high:,.0f} MB with {many:,}, that is {main['bytes_an_input']:,} bytes an input; its worker "
        f"{workers[0]:,.0f} and {workers[1]:,.0f} MB.",
    ]
    return "\n".join(lines)


def _extrapolated(figures: dict[str, Any]) -> str:
    documents, inputs = figures["counts"]["documents"], figures["main_process"]["bytes_an_input"]
    worker = sum(figures["steps"][name]["seconds"] for name in WORKERS) / documents
    alone = sum(figures["steps"][name]["seconds"] for name in MAIN) / documents
    stored = sum(figures["bytes_a_document"].values())
    rows = []
    for millions in MILLIONS:
        count = millions * 1_000_000
        hours, serial = count * worker / 3600, count * alone / 3600 + TRAINING_MINUTES / 60
        cells = [f"{millions} million", f"{hours:,.0f}"]
        cells += [f"{hours / (machines * CORES):,.1f} + {serial:,.1f}" for machines in MACHINES]
        cells += [f"{count * inputs / 1e9 + 1:,.0f} GB", f"{count * stored / 1e12:,.2f} TB"]
        rows.append(f"| {' | '.join(cells)} |")
    heads = " | ".join(f"hours on {machines} × {CORES} cores" for machines in MACHINES)
    return "\n".join(
        [
            f"| documents | processor hours | {heads} | main process | disk |",
            "| ---: | ---: |" + " ---: |" * (len(MACHINES) + 2),
            *rows,
            "",
            "Hours: of the workers side by side + of the main process alone, "
            f"{TRAINING_MINUTES:.0f} minutes of training ({TRAINING_GB:.0f} GB) among them. "
            f"With more than {worker / alone:,.0f} processors the main process takes longer than the workers.",
        ]
    )


def _origin(figures: dict[str, Any]) -> str:
    counts, where = figures["counts"], figures["machine"]
    words, passages = (counts[name] / counts["documents"] for name in ("words", "passages"))
    return (
        f"Measured at commit {figures['commit']} on {where['cpu']}, Python {where['python']}, with "
        f"{counts['documents']:,} documents of {words:,.0f} words and {passages:.1f} passages: "
        f"`python scripts/bench/scale.py corpus/samples --documents {counts['documents']} -o scale.json`. The time and "
        "memory of training come from `python scripts/bench/topic_scale.py train --sizes 300000`, by the number of "
        "passages."
    )


if __name__ == "__main__":
    main()
