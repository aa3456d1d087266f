"""``corpus process``: documents and entities, no themes."""

from __future__ import annotations

from corpus_cli.commands.options import (
    Address,
    Aliases,
    EngineChoice,
    FollowLinks,
    Inputs,
    Jobs,
    JsonLogs,
    Mapping,
    NoColor,
    Ocr,
    Out,
    Pipeline,
    Quiet,
    Redact,
    Tagger,
)
from corpus_cli.commands.run import Flags, carry_out


def process(
    inputs: Inputs,
    out: Out,
    *,
    pipeline: Pipeline = None,
    jobs: Jobs = None,
    engine: EngineChoice = None,
    address: Address = None,
    tagger: Tagger = None,
    aliases: Aliases = None,
    ocr: Ocr = None,
    mapping: Mapping = None,
    follow_links: FollowLinks = False,
    redact: Redact = None,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> None:
    """Read reports, find places and organizations, write one JSON file a document to OUT.

    The same as `corpus run` up to the themes, which `corpus run` on the same OUT adds later without reading the
    reports again. What is unchanged is skipped; inputs that are not given again stay.

    Example: corpus process reports/*.pdf survey.csv --map text=answer -o outputs/reports
    """
    flags: Flags = {
        "pipeline": pipeline, "jobs": jobs, "engine": engine and engine.value, "address": address,
        "quiet": quiet, "json_logs": json_logs, "no_color": no_color,
    }  # fmt: skip
    carry_out(
        inputs, out, command="process", flags=flags, tagger=tagger, aliases=aliases, mapping=mapping or (),
        topics=False, ocr=ocr, follow_links=follow_links, redact=redact,
    )  # fmt: skip
