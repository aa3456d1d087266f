"""The closing summary of a run: what was found, what failed, and which file to open first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from corpus_cli.commands.redacted_names import list_warnings
from corpus_cli.document import place_of
from corpus_cli.errors import ExitCode
from corpus_cli.relations.wording import closing_phrases
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import percent, plural

if TYPE_CHECKING:
    from corpus_cli.commands.console import Console
    from corpus_cli.pipeline.reading.process import ProcessReport
    from corpus_cli.pipeline.reading.tally import Summary, TopName
    from corpus_cli.pipeline.record.run_report import RunReport
    from corpus_cli.pipeline.redacting.replacements import Replacements
    from corpus_cli.themes.page import Card

TOP = 5
WARNINGS = 3
FAILURES = 3
INDENT = " " * 15


def show(report: RunReport, console: Console) -> ExitCode:
    """The summary is shown; returns what the command ends with."""
    console.summary("\n".join(["", *_lines(report, console)]), _data(report))
    if report.redacted is not None and report.redacted.never_found is not None:
        for warning in list_warnings(report.redacted.listed, report.redacted.never_found, console):
            console.warn(warning)
    if report.failed and console.quiet:
        first = report.failed[0]
        console.warn(
            f"{len(report.failed):,} of the inputs gave no document, the first {console.name(first.path)}: "
            f"{console.name(first.reason)}; all are in {report.folder.errors}"
        )
    return ExitCode.PARTIAL if report.failed else ExitCode.OK


def _lines(report: RunReport, console: Console) -> Iterator[str]:
    yield _block("documents", [_counts(report)])
    if report.redacted is not None:
        yield _block("redacted", [_redacted(report.redacted.replaced, report.processed)])
    of_new = report.topics is None and report.processed.unchanged
    summary = report.summary
    if summary.documents:
        note = ["(of the new documents)"] if of_new else []
        yield _block("languages", [_languages(summary), *note])
        yield from _names("places", summary.places, console)
        yield from _names("organizations", summary.organizations, console)
    related = closing_phrases(report.relations)
    if related:
        once = ["counted once in themes"] if report.topics and report.topics.counted_once else []
        yield _block("related", [*related, *once])
    page = report.topics.page if report.topics else None
    if page is not None:
        if page.themes:
            yield _block("themes", [_theme(card, console) for card in page.themes[:TOP]], more=len(page.themes) - TOP)
        messages = [*page.messages, *(warning for card in page.themes for warning in _prefixed(card, console))]
        if messages:
            yield _block("warnings", messages[:WARNINGS], more=len(messages) - WARNINGS)
    if report.failed:
        failures = [
            f"{console.name(place_of(failure.path, failure.record))}: "
            f"{console.name(failure.reason).rstrip('.')}. What to do: {console.name(failure.remedy)}"
            for failure in report.failed[:FAILURES]
        ]
        yield _block("failed", failures, more=len(report.failed) - FAILURES)
    yield _block("files", list(_files(report)))
    yield _block("time", [f"{report.seconds:,.1f} s"])


def _counts(report: RunReport) -> str:
    done = report.processed
    parts = [f"{done.new:,} new", f"{done.unchanged:,} unchanged", f"{len(report.failed):,} failed"]
    if done.duplicates:
        parts.append(f"{plural(done.duplicates, 'duplicate')} of other files")
    passed_over = len(done.failures) - len(report.failed)
    if passed_over:
        parts.append(f"{plural(passed_over, 'other file')} passed over")
    return f"{', '.join(parts)}; {report.documents:,} in {report.folder.root}"


def _redacted(replaced: Replacements, done: ProcessReport) -> str:
    """Counts are of what was read now: what an earlier run has redacted is not looked at again."""
    if not done.new and done.unchanged:
        return "nothing was read now; what is unchanged stays as it was redacted"
    now = " of those read now" if done.unchanged else ""
    return f"{plural(replaced.total, 'replacement')} in {plural(replaced.documents, 'document')}{now}"


def _languages(summary: Summary) -> str:
    return ", ".join(f"{language_of(code).name} {count:,}" for code, count in summary.languages.items())


def _names(title: str, names: Sequence[TopName], console: Console) -> Iterator[str]:
    if names:
        shown = [_both(name.name_en, name.name_ar, name.id, console) for name in names[:TOP]]
        # Aleppo is a city and a governorate.
        twice = {name for name, times in Counter(shown).items() if times > 1}
        rows = [
            f"{name.count:>5,}  {both}{f'  ({name.id})' if both in twice else ''}"
            for name, both in zip(names[:TOP], shown, strict=True)
        ]
        yield _block(title, rows, more=0)


def _both(english: str | None, arabic: str | None, fallback: str, console: Console) -> str:
    """Arabic last: in terminals that reorder it and in those that do not, the line then reads the same."""
    return " | ".join(console.name(name) for name in (english, arabic) if name) or console.name(fallback)


def _theme(card: Card, console: Console) -> str:
    label = _both(card.labels.get("en"), card.labels.get("ar"), card.theme_id, console)
    return f"{percent(card.share):>7}  {label}"


def _prefixed(card: Card, console: Console) -> list[str]:
    label = card.labels.get("en") or card.labels.get("ar") or card.theme_id
    return [f"{console.name(label)}: {warning}" for warning in card.warnings]


def _files(report: RunReport) -> Iterator[str]:
    folder = report.folder
    if report.topics is not None and report.topics.page is not None:
        if report.made is not None:
            yield f"{report.made.page}  (open this first, in a browser)"
        yield f"{folder.themes_page}  (the themes, to read or to print)"
        yield f"{folder.root}/themes.json, themes.csv, run.json"
        yield f"{folder.root}/cube.csv, cube.parquet  (mentions by place, theme, month and language)"
    else:
        yield f"{folder.run_file}"
    if report.exported:
        yield f"{folder.entities}, {folder.places.name}  (all places and organizations; the places on a map)"
    if report.relations.kinds:
        yield f"{folder.relations_table}, {folder.relations.name}  (which documents repeat or translate others)"
    yield f"{folder.documents}/  (one JSON file a document)"
    if report.processed.failures or report.processed.duplicates:
        yield f"{folder.errors}  (every input that gave no document, and what to do)"


def _block(title: str, lines: Sequence[str], *, more: int = 0) -> str:
    rest = [f"… and {more} more"] if more > 0 else []
    first, *others = [*lines, *rest]
    return "\n".join([f"{title:<{len(INDENT)}}{first}", *(f"{INDENT}{line}" for line in others)])


def _data(report: RunReport) -> dict[str, Any]:
    import msgspec

    done = report.processed
    page = report.topics.page if report.topics else None
    data: dict[str, Any] = msgspec.to_builtins(
        {
            "out": str(report.folder.root),
            "documents": report.documents,
            "new": done.new,
            "unchanged": done.unchanged,
            "duplicates": done.duplicates,
            "failed": report.failed,
            "summary": report.summary,
            "themes": [
                {"theme_id": card.theme_id, "labels": card.labels, "share": card.share, "warnings": card.warnings}
                for card in (page.themes if page else ())
            ],
            "relations": report.relations.kinds,
            "redaction": report.redacted.as_data() if report.redacted else None,
            "messages": page.messages if page else (),
            "seconds": round(report.seconds, 3),
        }
    )
    return data
