"""The files that the page is put together from: our own readable ones and the chart library, checked by its hash."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import msgspec

from corpus_cli.errors import ModelMissingError

FOLDER = Path(__file__).resolve().parent / "page"
TEMPLATE = "page.html"
STYLE = "style.css"
# Parts of one script, in this order: what a part uses stands above it, as imports would say.
SCRIPTS = (
    "words.js", "words_en.js", "words_ar.js", "elements.js", "tables.js", "charts.js", "read.js", "passages.js",
    "themes.js", "cards.js", "places.js", "names.js", "about.js", "main.js",
)  # fmt: skip
LIBRARY = "vendor/charts.min.js"
ABOUT = "vendor/charts.json"
_REMEDY = "install the package again; in a checkout, `git status` says what was changed"


class ChartsAbout(msgspec.Struct, frozen=True):
    """What the bundle of the chart library is: its hash, that of the style it adds, and its packages with licences."""

    sha256: str
    style: str
    packages: dict[str, str]


@cache
def charts_about() -> ChartsAbout:
    """What stands in ``vendor/charts.json``. Raises ``ModelMissingError`` if it is not there or altered."""
    try:
        return msgspec.json.decode(_bytes(ABOUT), type=ChartsAbout)
    except msgspec.DecodeError as error:
        raise ModelMissingError(f"{FOLDER / ABOUT}: was altered: {error}", remedy=_REMEDY) from error


def library() -> str:
    """The chart library's code. Raises ``ModelMissingError`` if it is not the one that was shipped."""
    data = _bytes(LIBRARY)
    if hashlib.sha256(data).hexdigest() != charts_about().sha256:
        raise ModelMissingError(f"{FOLDER / LIBRARY}: was altered: its hash is not the stored one", remedy=_REMEDY)
    return data.decode("utf-8")


def template() -> str:
    """The page without style, scripts and data."""
    return _bytes(TEMPLATE).decode("utf-8")


def style() -> str:
    """The style sheet."""
    return _bytes(STYLE).decode("utf-8")


def script() -> str:
    """Our own code as one script, its parts joined in order in a scope of their own."""
    parts = "\n".join(_bytes(name).decode("utf-8") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def digest() -> str:
    """SHA-256 over all of the files: with other ones a page is not the same."""
    names = (TEMPLATE, STYLE, *SCRIPTS, LIBRARY, ABOUT)
    return hashlib.sha256(b"\0".join(_bytes(name) for name in names)).hexdigest()


def _bytes(name: str) -> bytes:
    try:
        return (FOLDER / name).read_bytes()
    except OSError as error:
        raise ModelMissingError(f"the installation lacks {FOLDER / name}", remedy=_REMEDY) from error
