"""``corpus evaluate``: the product measured against texts that people have marked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from corpus_cli.commands.options import Aliases, JsonLogs, NoColor, Pipeline, Printed, Quiet, Tagger, TextOrJson
from corpus_cli.commands.printing import print_bytes, print_lines, print_table, safe_name

if TYPE_CHECKING:
    from corpus_cli.commands.console import Console
    from corpus_cli.commands.settings import Settings
    from corpus_cli.evaluation.links.measuring import LinkEvaluation
    from corpus_cli.evaluation.ner import Evaluation

    _Result = TypeVar("_Result", Evaluation, LinkEvaluation)

SUFFIXES = (".html", ".md")
LABELS = ("PLACE", "ORG")

Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help="Also write a report: a .html or .md file."),
]

evaluate = typer.Typer(rich_markup_mode=None)


@evaluate.callback()
def about() -> None:
    """Measure what the product finds against texts in which people have marked what there is.

    Example: corpus evaluate ner gold.jsonl
    """


@evaluate.command("ner", short_help="Places and organizations: precision, recall, what went wrong.")
def ner(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD.jsonl",
            help='One JSON object a line: "id", "lang", "text", and "entities", a list of objects with "start", "end" '
            '(characters of the text) and "label" (PLACE or ORG; others are not counted).',
            show_default=False,
        ),
    ],
    *,
    out: Out = None,
    pipeline: Pipeline = None,
    tagger: Tagger = None,
    aliases: Aliases = None,
    labels: Annotated[
        str, typer.Option("--labels", metavar="PLACE,ORG", help="Which labels to measure.")
    ] = "PLACE,ORG",
    whole_words: Annotated[
        bool,
        typer.Option(
            "--whole-words",
            help="Let names begin where their word begins, for gold sets that do not part Arabic prefixes from names.",
        ),
    ] = False,
    examples: Annotated[
        int, typer.Option("--examples", metavar="N", min=0, help="Examples of each kind of confusion.")
    ] = 5,
    format_: Printed = TextOrJson.TEXT,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> None:
    """Measure how well places and organizations are found, and show what goes wrong.

    The texts are read as a run would read them, nothing is kept, and what is found is compared with what people
    marked: precision, recall and F1 for each language and label, and the commonest confusions with examples.

    Example: corpus evaluate ner gold.jsonl -o report.html
    """
    from corpus_cli.commands.run import chosen_recipe
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.evaluation.as_json import to_json
    from corpus_cli.evaluation.gold import read_gold
    from corpus_cli.evaluation.ner import evaluate as evaluate_names
    from corpus_cli.evaluation.report import write_report

    chosen = chosen_labels(labels)
    check_report(out)
    settings = load_settings({"pipeline": pipeline, "quiet": quiet, "json_logs": json_logs, "no_color": no_color})
    recipe = chosen_recipe(settings, tagger=tagger, aliases=aliases)

    def measure(console: Console) -> Evaluation:
        rows = read_gold(gold, labels=chosen)
        console.begin("names", total=len(rows), unit="text")
        return evaluate_names(
            rows,
            recipe=recipe,
            gold=gold.name,
            pipeline=settings.pipeline,
            labels=chosen,
            whole_words=whole_words,
            examples=examples,
            advance=console.advance,
        )

    result = _reported(measure, settings, out=out, write=write_report, lost="all their names count as missed")
    if format_ is TextOrJson.JSON:
        print_bytes(to_json(result))
    else:
        from corpus_cli.evaluation.terminal import WIDTH, confusion_lines, table

        print_lines([_head(result)])
        print_table(table(result), settings=settings, width=WIDTH)
        print_lines(confusion_lines(result, name=safe_name()))


@evaluate.command("links", short_help="Linked places: how near they lie, which links are wrong.")
def links(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD.jsonl",
            help='One JSON object a line, as for ner; places have "lat" and "lon" too (degrees), and may have "also", '
            'a list of other points that are right, and "type" (city, governorate, camp, river, …). Places without '
            "a point are not counted.",
            show_default=False,
        ),
    ],
    *,
    out: Out = None,
    pipeline: Pipeline = None,
    tagger: Tagger = None,
    aliases: Aliases = None,
    examples: Annotated[
        int, typer.Option("--examples", metavar="N", min=0, help="How many names to show of each kind of fault.")
    ] = 5,
    format_: Printed = TextOrJson.TEXT,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> None:
    """Measure how well places are linked, and show which links are wrong.

    The texts are read as a run would read them, nothing is kept, and the distance from each place's link to the point
    that people marked is taken: how many lie within 161 km and 50 km, by language, and the names whose links are wrong
    or missing, in their sentences.

    Example: corpus evaluate links gold.jsonl -o report.html
    """
    from corpus_cli.commands.run import chosen_recipe
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.evaluation.links.as_json import to_json
    from corpus_cli.evaluation.links.gold import read_places
    from corpus_cli.evaluation.links.measuring import evaluate_links
    from corpus_cli.evaluation.links.report import write_report

    check_report(out)
    settings = load_settings({"pipeline": pipeline, "quiet": quiet, "json_logs": json_logs, "no_color": no_color})
    recipe = chosen_recipe(settings, tagger=tagger, aliases=aliases)

    def measure(console: Console) -> LinkEvaluation:
        texts = read_places(gold)
        console.begin("links", total=len(texts), unit="text")
        return evaluate_links(
            texts,
            recipe=recipe,
            gold=gold.name,
            pipeline=settings.pipeline,
            examples=examples,
            advance=console.advance,
        )

    lost = "all their places count as not recognised"
    result = _reported(measure, settings, out=out, write=write_report, lost=lost)
    if format_ is TextOrJson.JSON:
        print_bytes(to_json(result))
    else:
        from corpus_cli.evaluation.links.terminal import WIDTH, fault_lines, link_table

        print_lines([_head(result)])
        print_table(link_table(result), settings=settings, width=WIDTH)
        print_lines(fault_lines(result, name=safe_name()))


def chosen_labels(listed: str) -> tuple[str, ...]:
    """``"place,org"`` as ``("PLACE", "ORG")``, in our order. Raises a usage error for labels that are not ours."""
    wanted = {label.strip().upper() for label in listed.split(",") if label.strip()}
    if not wanted or not wanted <= set(LABELS):
        raise typer.BadParameter(f"{listed!r} is not a list of {' and '.join(LABELS)}", param_hint="--labels")
    return tuple(label for label in LABELS if label in wanted)


def check_report(out: Path | None) -> None:
    """There is room for the report, if one is wanted. Raises a usage error for a format that there is not."""
    from corpus_cli.evaluation.report import make_room

    if out is None:
        return
    if out.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"{out} ends neither in .html nor in .md", param_hint="-o")
    make_room(out)


def _reported(
    measure: Callable[[Console], _Result],
    settings: Settings,
    *,
    out: Path | None,
    write: Callable[[Path, _Result], None],
    lost: str,
) -> _Result:
    """What was measured, with its report written; ``lost``: what texts that could not be read mean for the figures."""
    from corpus_cli.commands.console import make_console
    from corpus_cli.wording.text import plural

    console = make_console(settings)
    try:
        result = measure(console)
        console.end()
        if result.unread:
            console.warn(f"{plural(len(result.unread), 'text')} could not be read: {lost}")
        if out is not None:
            write(out, result)
            console.say(f"wrote {out}")
    finally:
        console.close()
    return result


def _head(result: Evaluation | LinkEvaluation) -> str:
    """What was measured."""
    from corpus_cli.wording.text import plural

    return f"{plural(result.texts, 'text')}, pipeline {result.pipeline}, tagger {result.model}, in percent:"
