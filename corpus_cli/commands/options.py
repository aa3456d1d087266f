"""Arguments and options that several commands share, so that each is named and explained once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class OcrMode(StrEnum):
    """Which pages of PDF files are recognised: those without text, all, none."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class TextOrJson(StrEnum):
    """How what a command shows is printed."""

    TEXT = "text"
    JSON = "json"


class EngineName(StrEnum):
    """What carries the work out."""

    LOCAL = "local"
    RAY = "ray"


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Folders (with their subfolders), files, glob patterns in quotes, addresses (s3://bucket/folder), or - "
        "for a list of files on stdin.",
        show_default=False,
    ),
]
Out = Annotated[
    str,
    typer.Option(
        "--out",
        "-o",
        metavar="OUT",
        help="Folder for the results, also s3://bucket/folder: new, empty, or of an earlier run, which then goes on.",
        show_default=False,
    ),
]
Finished = Annotated[
    str,
    typer.Argument(
        metavar="OUT", help="The output folder of an earlier `corpus run`, also s3://bucket/folder.", show_default=False
    ),
]
Printed = Annotated[TextOrJson, typer.Option("--format", "-f", help="text for reading, json for programs.")]
Pipeline = Annotated[
    str | None,
    typer.Option(
        "--pipeline", "-p", metavar="NAME|FILE", help="Recipe: a name in pipelines/ or a .toml file (default: default)."
    ),
]
Tagger = Annotated[
    str | None,
    typer.Option(
        "--tagger",
        metavar="NAME",
        help="In place of the recipe's tagger: bilingual, rules, gazetteer, camel, vote or spacy:NAME.",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", metavar="N", min=1, help="Worker processes (default: one a processor, at most 8)."),
]
EngineChoice = Annotated[
    EngineName | None,
    typer.Option("--engine", help="Where the work is done: in processes here, or on a Ray cluster (default: local)."),
]
Address = Annotated[
    str | None,
    typer.Option(
        "--address",
        metavar="HOST:PORT",
        help="Ray cluster to join; auto: this machine's (default: start one here).",
    ),
]
Ocr = Annotated[
    OcrMode | None,
    typer.Option("--ocr", help="Recognise pages of PDF files that are pictures (needs Tesseract; default: auto)."),
]
FollowLinks = Annotated[
    bool,
    typer.Option("--follow-links", help="Read what links in the folders lead to outside of them (default: skipped)."),
]
Redact = Annotated[
    Path | None,
    typer.Option(
        "--redact",
        metavar="FILE",
        help="Names that nothing written may hold: one a line, or a csv file with the columns name and, if you want, "
        "replacement, in Arabic and English. OUT must be new, or made with the same list.",
        show_default=False,
    ),
]
Aliases = Annotated[
    Path | None,
    typer.Option(
        "--aliases",
        metavar="FILE",
        help="Your own names of places and organizations: a csv file with the columns id and name_en or name_ar, and, "
        "if you want, aliases (| between), label (PLACE or ORG), lat, lon, country, type.",
    ),
]
Mapping = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="OURS=THEIRS",
        help="For csv and jsonl: which of their columns holds id, title, text, date, lang (a code or name) or author, "
        "such as text=body, in jsonl also text=body.text. May be given several times.",
    ),
]
Quiet = Annotated[bool | None, typer.Option("--quiet", "-q", help="Only warnings and errors on stderr.")]
JsonLogs = Annotated[
    bool | None, typer.Option("--json-logs", help="Progress and messages on stderr as JSON, one object a line.")
]
NoColor = Annotated[bool | None, typer.Option("--no-color", help="No colours; the variable NO_COLOR does the same.")]
