"""Sketches on disk: the same table gives the same bytes, and rows can be kept while others are made anew."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from corpus_cli.relations import sketch_table
from corpus_cli.relations.sketch import sketch
from corpus_cli.relations.sketch_table import (
    Columns,
    SketchRow,
    SketchTable,
    chosen,
    joined,
    read_table,
    stored,
    to_table,
    write_table,
)


def row(name: str, *, words: int = 40) -> SketchRow:
    text = " ".join(f"{name}{number}" for number in range(words))
    return SketchRow(name, ("", name, "", name), "a" if name == "c" else None, words, 7, sketch(text))


def equal(one: SketchTable, two: SketchTable) -> bool:
    return one.about == two.about and all(
        np.array_equal(getattr(one.columns, field.name), getattr(two.columns, field.name)) for field in fields(Columns)
    )


def test_a_table_comes_back_as_it_was(tmp_path: Path) -> None:
    """Rows of short texts and tables without rows too; its columns in part as well."""
    for number, rows in enumerate(([row("a"), row("b", words=3), row("c", words=150)], [])):
        path = tmp_path / f"{number}.safetensors"
        write_table(path, to_table(rows))
        found = read_table(path)
        assert found is not None and equal(found, to_table(rows))
    whole = stored(tmp_path / "0.safetensors")
    assert whole is not None
    assert np.array_equal(
        whole.column("bands", 6, 12), to_table([row("a"), row("b", words=3), row("c", words=150)]).columns.bands[6:12]
    )


def test_what_is_kept_and_what_is_new_make_the_table_of_all() -> None:
    """In the order of ids, as if all had been sketched at once."""
    rows = [row("a"), row("b", words=150), row("c"), row("d", words=2)]
    old = to_table([rows[0], row("x"), rows[3]])
    assert equal(joined(chosen(old, [0, 2]), to_table(rows[1:3])), to_table(rows))
    assert equal(joined(chosen(old, []), to_table(rows)), to_table(rows))


def test_a_file_of_another_version_or_a_torn_one_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made anew."""
    path = tmp_path / "aa.safetensors"
    assert read_table(path) is None
    write_table(path, to_table([row("a")]))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert read_table(path) is None
    path.write_bytes(data)
    monkeypatch.setattr(sketch_table, "VERSION", "another")
    assert read_table(path) is None
