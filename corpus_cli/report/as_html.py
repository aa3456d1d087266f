"""The page as one file: template, style, scripts and data, under a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import msgspec

from corpus_cli.report import page_files
from corpus_cli.report.page_data import ReportData
from corpus_cli.wording.text import one_line

# What could end the script element that holds the data, open a comment in it, or end a line of a script.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_ESCAPE = str.maketrans(_ESCAPES)


def to_html(data: ReportData) -> bytes:
    """The page, UTF-8. It runs these scripts and no other, and nothing in it can ask for anything elsewhere."""
    library, script, style = page_files.library(), page_files.script(), page_files.style()
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_source(library)} {_source(script)}",
            # The second one: Observable Plot puts these rules into every chart.
            f"style-src {_source(style)} '{page_files.charts_about().style}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    parts = {"policy": policy, "style": style, "library": library, "script": script, "data": embed(data)}
    # One pass over the template: a part that holds a mark is not looked into.
    pieces = page_files.template().split("{{")
    page = pieces[0]
    for piece in pieces[1:]:
        name, rest = piece.split("}}", 1)
        page += parts[name] + rest
    return page.encode("utf-8")


def embed(data: ReportData) -> str:
    """The data as JSON that can stand in a script element: no character in it means anything to HTML.

    Every string is one line without control characters, so that no override of direction gets into the page.
    """
    clean = _clean(msgspec.to_builtins(data))
    return msgspec.json.encode(clean).decode("utf-8").translate(_ESCAPE)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value


def _source(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode('utf-8')).digest()).decode('ascii')}'"
