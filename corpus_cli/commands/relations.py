"""``corpus relations``: which documents of a run repeat, contain or translate others."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from corpus_cli.commands.options import Finished
from corpus_cli.commands.printing import print_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus_cli.output import RunFolder
    from corpus_cli.relations.described import Described
    from corpus_cli.relations.relation import Relation


class Format(StrEnum):
    """How the relations are printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class KindName(StrEnum):
    """What one document is to another."""

    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near_duplicate"
    VERSION = "version"
    CONTAINS = "contains"
    SHARES_PART = "shares_part"
    TRANSLATION = "translation"
    PARTIAL_TRANSLATION = "partial_translation"


def relations(
    out: Finished,
    document: Annotated[
        str | None,
        typer.Argument(
            metavar="[DOC_ID]",
            help="Only those of this document: its id or first digits, or the path or name of its file.",
            show_default=False,
        ),
    ] = None,
    *,
    kind: Annotated[
        list[KindName] | None, typer.Option("--kind", "-k", help="Only these kinds; may be given several times.")
    ] = None,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="text for reading, the others for programs.")
    ] = Format.TEXT,
) -> None:
    """Show which documents are the same, nearly the same, versions or parts of each other, or translations.

    The first of two is the earlier one by date, then by path; of a whole and its part the whole. A percentage beside a
    document is the share of its words with a counterpart in the other. relations.jsonl in OUT has the aligned passages.

    Example: corpus relations outputs/reports --kind translation --format csv > translations.csv
    """

    from corpus_cli.commands.output_place import run_on_disk
    from corpus_cli.pipeline.passes.relations import describe
    from corpus_cli.relations.as_json import read_relations
    from corpus_cli.results.run import open_results

    results = open_results(run_on_disk(out))
    found = read_relations(results.folder.relations)
    if document is not None:
        doc_id = results.document(document).doc_id
        found = tuple(one for one in found if doc_id in (one.doc_id_a, one.doc_id_b))
    if kind:
        wanted = {one.value for one in kind}
        found = tuple(one for one in found if one.kind in wanted)
    print_bytes(render(found, describe(results.folder, found), format_))


def render(found: tuple[Relation, ...], documents: Mapping[str, Described], format_: Format) -> bytes:
    """The relations in that format."""
    match format_:
        case Format.TEXT:
            import sys

            from corpus_cli.relations.terminal import relation_lines

            lines = relation_lines(found, documents, isolate=sys.stdout.isatty())
            return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
        case Format.JSON:
            from corpus_cli.relations.as_json import to_json

            return to_json(found, documents)
        case Format.CSV:
            from corpus_cli.relations.as_csv import to_csv

            return to_csv(found, documents)


def relatives_of(folder: RunFolder, doc_id: str) -> tuple[str, ...]:
    """What the document is to others of its run, in words; none where the run has no relations files."""
    from corpus_cli.errors import InputError
    from corpus_cli.pipeline.passes.relations import describe
    from corpus_cli.relations.as_json import read_relations
    from corpus_cli.relations.wording import relative_notes

    try:
        found = read_relations(folder.relations)
    except InputError:  # a run of an earlier version, or one that was killed
        return ()
    own = tuple(one for one in found if doc_id in (one.doc_id_a, one.doc_id_b))
    return tuple(relative_notes(doc_id, own, describe(folder, own)))
