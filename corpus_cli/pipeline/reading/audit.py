"""``audit.jsonl``: what was read, when and with which settings; runs add to it and never take a line away.

A line a run when it begins, then one a file that was opened and parsed, written when its outcome is known. Files that
were only hashed and found unchanged are counted in the run's line. Times are the clock's, so this file, like run.json,
is not the same from run to run. In a redacted run paths and hashes are those of the redaction.
"""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from corpus_cli import __version__
from corpus_cli.output import RunFolder
from corpus_cli.pipeline.reading.plan import Job, Plan
from corpus_cli.pipeline.reading.stages import Outcome
from corpus_cli.pipeline.record.run_settings import RunSettings


class Audit:
    """The lines of one run. ``settings``: the run's, whose process hash says how a file was read."""

    def __init__(self, folder: RunFolder, settings: RunSettings) -> None:
        self._path = folder.audit
        self._settings = settings.process_hash
        self._command = settings.command
        self._redacted = settings.redaction is not None

    def begins(self, plan: Plan) -> None:
        """The line of the run."""
        self._write(
            run=self._command,
            package_version=__version__,
            settings=self._settings,
            to_read=len(plan.todo),
            unchanged=len(plan.unchanged),
            duplicates=plan.duplicates,
        )

    def read(self, job: Job, outcome: Outcome) -> None:
        """The line of a file: its hash and size are those it had when the run began."""
        self._write(
            read=job.shown,
            sha256=job.sha256 or None,
            # Beside the text without names it would tell how long they are.
            size_bytes=None if self._redacted else job.size_bytes,
            settings=self._settings,
            documents=len(outcome.doc_ids),
            failures=len(outcome.failures),
        )

    def _write(self, **fields: object) -> None:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        with self._path.open("ab") as file:
            file.write(msgspec.json.encode({"at": at, **fields}) + b"\n")
