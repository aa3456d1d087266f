"""``corpus show``: one document of a finished run, with its themes, places and organizations in place."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus_cli.commands.options import Finished, NoColor
from corpus_cli.commands.printing import print_bytes

if TYPE_CHECKING:
    from corpus_cli.document import Document
    from corpus_cli.show.as_text import Look
    from corpus_cli.show.part import Part
    from corpus_cli.show.view import View

# On a narrower terminal lines are broken by the terminal, not word by word by us.
NARROWEST = 20


class Format(StrEnum):
    """How the document is printed."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"
    MD = "md"


def show(
    out: Finished,
    document: Annotated[
        str,
        typer.Argument(
            metavar="DOC_ID",
            help="The document's id or its first digits, or the path or name of its source file.",
            show_default=False,
        ),
    ],
    *,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="text for reading, html for a browser, the others for programs.")
    ] = Format.TEXT,
    file: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write it there instead of printing it."),
    ] = None,
    passage: Annotated[
        str | None, typer.Option("--passage", metavar="ID", help="Only this passage and what stands around it.")
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at", metavar="START[-END]", help="Only what stands at these characters, as `corpus query` tells them."
        ),
    ] = None,
    context: Annotated[
        int, typer.Option("--context", metavar="N", min=0, help="With --passage and --at: so many passages around it.")
    ] = 1,
    entities: Annotated[
        bool, typer.Option("--entities/--no-entities", help="Mark and list places and organizations.")
    ] = True,
    color: Annotated[
        bool, typer.Option("--color", help="Colours also in a pipe: corpus show OUT DOC_ID --color | less -R")
    ] = False,
    no_color: NoColor = None,
) -> None:
    """Show a document: its themes, then its text with places and organizations marked, then the list of these.

    Without colours a name stands in brackets with its tag, [حلب P1]; the list says what P1 is, in both languages.

    Example: corpus show outputs/reports 861e7ac1 --format html -o document.html
    """
    from corpus_cli.commands.output_place import run_on_disk
    from corpus_cli.commands.relations import relatives_of
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.results.run import open_results
    from corpus_cli.show.finding import find_document
    from corpus_cli.show.view import view_of

    if passage is not None and at is not None:
        raise typer.BadParameter("asks for one part, --passage for another: give one of them", param_hint="--at")
    settings = load_settings({"no_color": no_color})
    results = open_results(run_on_disk(out, settings))
    doc = find_document(results, document)
    page = results.themes()
    labels = {card.theme_id: card.labels for card in page.themes} if page else {}
    part = _part(doc, passage=passage, at=at, context=context)
    view = view_of(doc, labels=labels, part=part, names=entities, relatives=relatives_of(results.folder, doc.doc_id))
    look = _look(color=color, no_color=settings.no_color, to_file=file is not None)
    _put(render(view, format_, look), file)


def render(view: View, format_: Format, look: Look) -> bytes:
    """The document in that format; ``look`` is for text."""
    match format_:
        case Format.TEXT:
            from corpus_cli.show.as_text import to_text

            return to_text(view, look=look).encode("utf-8", "backslashreplace")
        case Format.HTML:
            from corpus_cli.show.as_html import to_html

            return to_html(view)
        case Format.JSON:
            from corpus_cli.show.as_json import to_json

            return to_json(view)
        case Format.MD:
            from corpus_cli.show.as_markdown import to_markdown

            return to_markdown(view)


def _part(doc: Document, *, passage: str | None, at: str | None, context: int) -> Part | None:
    from corpus_cli.show.part import around_offsets, around_passage

    if passage is not None:
        return around_passage(doc, passage, context=context)
    return around_offsets(doc, at, context=context) if at is not None else None


def _look(*, color: bool, no_color: bool, to_file: bool) -> Look:
    """As wide as the terminal, but no wider than reads well; in files and pipes no colours and no isolates."""
    import shutil
    import sys

    from corpus_cli.show.as_text import WIDTH, Look

    terminal = sys.stdout.isatty() and not to_file
    width = min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH) if terminal else WIDTH
    return Look(color=color or (terminal and not no_color), isolate=terminal or color, width=max(width, NARROWEST))


def _put(data: bytes, file: Path | None) -> None:

    from corpus_cli.errors import OutputError
    from corpus_cli.output import write_whole

    if file is None:
        print_bytes(data)
        return
    try:
        write_whole(file, data)
    except OSError as error:
        raise OutputError(
            f"{file}: cannot be written: {error.strerror or error}", remedy="check its folder and permissions"
        ) from error
    typer.echo(f"written: {file}", err=True)
