"""``corpus query``: passages of both languages that answer a query."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus_cli.commands.options import NoColor
from corpus_cli.errors import InputError
from corpus_cli.storage.address import is_address

if TYPE_CHECKING:
    from corpus_cli.search.hit import Filters, Hit
    from corpus_cli.search.index import Index

_BOLD, _PLAIN = "\033[1;33m", "\033[0m"
_MOST_CONTEXT = 20
# The address of a page can be looked for; no run lies there.
_WEB = ("http://", "https://")


class Format(StrEnum):
    """How the passages are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


class By(StrEnum):
    """How passages are looked for."""

    WORDS = "words"
    MEANING = "meaning"
    ENTITY = "entity"


def query(
    arguments: Annotated[
        list[str],
        typer.Argument(
            metavar="OUT... [TEXT]",
            help="The output folders of one or more runs (also s3://bucket/folder), then what is looked for, in Arabic "
            "or English. Without a text, what the filters leave is listed.",
            show_default=False,
        ),
    ],
    *,
    lang: Annotated[
        list[str] | None, typer.Option("--lang", "-l", metavar="CODE", help="Only passages in this language: ar, en.")
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option("--place", metavar="NAME|ID", help="Only passages that name this place, or one that lies in it."),
    ] = None,
    org: Annotated[
        list[str] | None, typer.Option("--org", metavar="NAME|ID", help="Only passages that name this organization.")
    ] = None,
    theme: Annotated[
        list[str] | None, typer.Option("--theme", metavar="ID", help="Only passages of this theme, for example t001.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Only documents of this day, month or year or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Only documents of this day, month or year or before.")
    ] = None,
    doc: Annotated[
        list[str] | None, typer.Option("--doc", metavar="ID|PATH", help="Only passages of this document.")
    ] = None,
    similar: Annotated[
        str | None,
        typer.Option("--similar", metavar="ID|PATH", help="In place of a text: what is most like this document."),
    ] = None,
    by: Annotated[
        list[By] | None, typer.Option("--by", help="Look by this alone (default: all three, weighed together).")
    ] = None,
    context: Annotated[
        int,
        typer.Option("--context", "-C", metavar="N", min=0, max=_MOST_CONTEXT, help="So many passages around each."),
    ] = 0,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="At most so many passages.")] = 10,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="table for reading, the others for programs and notes.")
    ] = Format.TABLE,
    no_color: NoColor = None,
) -> None:
    """Find passages in a run, whatever language they are in, best first.

    A query in one language finds passages of both: by its words, by its meaning, and by the places and organizations
    it names, under all their names. --lang, --place, --org, --theme and --doc may be given several times: one of the
    values must hold. --by may be too: these ways are weighed together.

    Example: corpus query outputs/reports "عودة اللاجئين" --place Idlib --since 2021
    """
    from corpus_cli.commands.output_place import run_on_disk
    from corpus_cli.search.hit import Filters

    runs, text = _runs_and_text(arguments)
    filters = Filters(
        languages=tuple(lang or ()),
        places=tuple(place or ()),
        organizations=tuple(org or ()),
        themes=tuple(theme or ()),
        documents=tuple(doc or ()),
        since=since,
        until=until,
    )
    if similar is not None and text is not None:
        raise InputError("--similar stands in place of a text", remedy="leave one of the two out")
    places = [run_on_disk(run) for run in runs]
    indexes = _opened(places)
    found = _found(indexes, text, similar, filters, ways=by, limit=limit, context=context)
    # As it was given, so that scripts can join it.
    given = {str(place): run for place, run in zip(places, runs, strict=True) if is_address(run)}
    found = [replace(hit, run=given.get(hit.run, hit.run)) for hit in found]
    notes = _notes(indexes, text, filters)
    for note in notes:
        typer.echo(f"note: {note}", err=True)
    if not found and format_ is Format.TABLE:
        typer.echo("nothing was found", err=True)
    _print(found, text, notes, format_, color=_in_color(no_color))


def _runs_and_text(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """The folders that stand first, and the rest as one text, None without any.

    The first argument is always a run; of the others addresses in object storage and folders that hold one, so that a
    folder that happens to be called like a word of the query is no run.
    """
    runs = [arguments[0]]
    rest = list(arguments[1:])
    while rest and _holds_run(rest[0]):
        runs.append(rest.pop(0))
    # Bytes that are no UTF-8 come as surrogates, which no format can write.
    text = " ".join(rest).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return runs, text if rest else None


def _holds_run(argument: str) -> bool:
    if is_address(argument) and not argument.lower().startswith(_WEB):
        return True
    folder = Path(argument)
    try:
        return bool(argument.strip()) and ((folder / "documents").is_dir() or (folder / ".state").is_dir())
    except (OSError, ValueError):  # too long for a path, or a NUL in it
        return False


def _opened(runs: Sequence[Path]) -> list[Index]:
    from corpus_cli.results.run import open_results
    from corpus_cli.search.index import open_index

    return [open_index(open_results(run)) for run in dict.fromkeys(runs)]


def _found(
    indexes: Sequence[Index],
    text: str | None,
    similar: str | None,
    filters: Filters,
    *,
    ways: Sequence[By] | None,
    limit: int,
    context: int,
) -> list[Hit]:
    from corpus_cli.search.answers import list_runs, search_runs, similar_passages
    from corpus_cli.search.hit import WAYS

    if similar is not None:
        return similar_passages(indexes, similar, filters=filters, limit=limit, context=context)
    if text is None:
        return list_runs(indexes, filters=filters, limit=limit, context=context)
    chosen = tuple(way for way in WAYS if not ways or way in [one.value for one in ways])
    return search_runs(indexes, text, filters=filters, ways=chosen, limit=limit, context=context)


def _notes(indexes: Sequence[Index], text: str | None, filters: Filters) -> list[str]:
    """What the user should know of the answer, each once."""
    from corpus_cli.search.answers import askable

    asked = askable(indexes, filters)
    notes = [note for index in indexes for note in index.notices]
    notes += [note for index in asked for note in index.notes(filters)]
    if text is not None:
        notes += [note for index in asked for note in index.question(text).notes]
    return list(dict.fromkeys(notes))


def _print(hits: Sequence[Hit], text: str | None, notes: Sequence[str], format_: Format, *, color: bool) -> None:
    from corpus_cli.commands.printing import print_bytes
    from corpus_cli.search.as_csv import to_csv
    from corpus_cli.search.as_json import to_json
    from corpus_cli.search.as_markdown import to_markdown

    match format_:
        case Format.TABLE:
            print_bytes(_table(hits, color=color))
        case Format.JSON:
            print_bytes(to_json(hits, query=text, notes=notes))
        case Format.CSV:
            print_bytes(to_csv(hits))
        case Format.MD:
            print_bytes(to_markdown(hits, query=text))


def _table(hits: Sequence[Hit], *, color: bool) -> bytes:
    import shutil

    from corpus_cli.commands.console import isolated
    from corpus_cli.commands.printing import safe_name
    from corpus_cli.search.terminal import hit_lines

    isolate: Callable[[str], str] = isolated if sys.stdout.isatty() else str
    lines = hit_lines(
        hits,
        width=min(shutil.get_terminal_size().columns, 100),
        name=safe_name(),
        mark=(lambda word: f"{_BOLD}{word}{_PLAIN}") if color else (lambda word: f"[{word}]"),
        isolate=isolate,
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _in_color(no_color: bool | None) -> bool:
    from corpus_cli.commands.settings import load_settings

    return sys.stdout.isatty() and not load_settings({"no_color": no_color}).no_color
