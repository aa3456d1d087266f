"""What a run came to, for the closing summary and for run.json."""

from __future__ import annotations

from dataclasses import dataclass

from corpus_cli.document import Failure
from corpus_cli.output import RunFolder
from corpus_cli.pipeline.passes.made import Made
from corpus_cli.pipeline.passes.topic import TopicReport
from corpus_cli.pipeline.reading.process import ProcessReport
from corpus_cli.pipeline.reading.tally import Summary
from corpus_cli.pipeline.redacting.replacements import RedactedRun
from corpus_cli.relations.wording import Relatives


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run came to. ``documents``: in the output folder now. ``topics``: None if it stopped after entities.

    ``relations``: between all documents in the folder; translations are looked for where there are topics.
    ``made``: None for `corpus process`. ``redacted``: None without a list of names. ``exported``: whether
    ``entities.csv`` and ``places.geojson`` are there.
    ``summary``: of all documents, or of the new ones alone if the run stopped after entities.
    ``failed``: of ``processed.failures``, those that count as failed: a file of an unreadable kind that merely lay in
    a given folder does not.
    """

    folder: RunFolder
    documents: int
    processed: ProcessReport
    topics: TopicReport | None
    exported: bool
    relations: Relatives
    made: Made | None = None
    redacted: RedactedRun | None = None
    summary: Summary
    failed: tuple[Failure, ...]
    seconds: float
