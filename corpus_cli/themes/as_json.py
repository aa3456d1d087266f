"""``themes.json``: the page as data, its schema, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from corpus_cli.errors import InputError
from corpus_cli.themes.page import SCHEMA_VERSION, ThemesPage

# Only where every report counts once.
_ONLY_ONCE = "left_out"
SCHEMA_ID = f"themes-v{SCHEMA_VERSION}"


def to_json(page: ThemesPage) -> bytes:
    """The page as it stands on disk: UTF-8, keys in the record's order, one newline at the end."""
    data = msgspec.to_builtins(page)
    for part in (data, *data["themes"]):
        if part[_ONLY_ONCE] is None:
            del part[_ONLY_ONCE]
    return msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"


def read_page(path: Path) -> ThemesPage:
    """The page that ``write_themes`` wrote. ``path``: of ``themes.json``.

    Raises ``InputError`` if it is not there or of another version.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path}: no themes to read: {error.strerror}", remedy="run `corpus run` with this output folder first"
        ) from error
    remedy = "run `corpus run` on this output folder again: it writes the themes anew"
    try:
        page = msgspec.json.decode(data, type=ThemesPage)
    except msgspec.DecodeError as error:
        raise InputError(f"{path}: not a page of themes: {error}", remedy=remedy) from error
    if page.schema_version != SCHEMA_VERSION:
        raise InputError(f"{path}: schema version {page.schema_version}, expected {SCHEMA_VERSION}", remedy=remedy)
    return page


def json_schema() -> dict[str, Any]:
    """The JSON Schema of ``themes.json``, generated from the dataclasses of ``page.py``."""
    (reference,), components = msgspec.json.schema_components([ThemesPage], ref_template="#/$defs/{name}")
    for component in components.values():
        component["additionalProperties"] = False
        component["required"] = [name for name in component["properties"] if name != _ONLY_ONCE]
    root = components.pop(reference["$ref"].rsplit("/", 1)[-1])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **root,
        "$defs": dict(sorted(components.items())),
    }
