"""The list of models in a store, for people and for programs."""

from __future__ import annotations

from typing import Any

import msgspec

from corpus_cli.errors import CorpusError
from corpus_cli.registry.showing import version_line
from corpus_cli.registry.store import Store
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import plural


def list_lines(store: Store) -> list[str]:
    """A block a model; one that cannot be read says why, and does not hide the others."""
    rows = _rows(store)
    lines = _not_in_use(store)
    if not rows:
        return [*lines, f"no topic models in {store.root}", "make one with `corpus topics train OUT --name NAME`"]
    for row in rows:
        mark = "  in use" if row["in_use"] else ""
        lines.append(f"{row['name']}{mark}")
        if "error" in row:
            lines.append(f"  ! {row['error']}")
        else:
            passages = ", ".join(f"{language_of(code).name} {count:,}" for code, count in row["passages"].items())
            lines.append(f"  {plural(row['themes'], 'theme')} from {passages} passages")
        for version in row.get("versions", ()):
            here = "  in use" if version["reference"] == row["in_use"] else ""
            lines.append(f"  {version_line(version['reference'], version['at'], version['made_by'])}{here}")
    return lines


def list_json(store: Store) -> bytes:
    """The same as a list of objects."""
    return msgspec.json.format(msgspec.json.encode(_rows(store)), indent=1) + b"\n"


def _not_in_use(store: Store) -> list[str]:
    """A line where new runs cannot take the model they should."""
    try:
        use = store.in_use()
        if use is not None:
            store.load(use.current)
    except CorpusError as error:
        return [f"! new runs have no model to take: {error.message}: {error.remedy}"]
    return []


def _rows(store: Store) -> list[dict[str, Any]]:
    try:
        use = store.in_use()
    except CorpusError:
        use = None
    rows: list[dict[str, Any]] = []
    for name in store.names():
        row: dict[str, Any] = {"name": name, "in_use": None}
        rows.append(row)
        if use is not None and use.current.name == name:
            row["in_use"] = use.current.reference
        try:
            versions = store.versions(name)
            row["versions"] = [
                {"reference": version.reference, "made_by": version.made_by, "at": version.at} for version in versions
            ]
            info = store.load(versions[-1]).info
            row |= {"themes": len(info.themes), "passages": info.passages, "encoder": info.encoder}
        except CorpusError as error:
            row["error"] = error.message
    return rows
