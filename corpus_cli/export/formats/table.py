"""The formats by name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from corpus_cli.export.formats.exporter import Exporter, Setting

# Loaded when asked for: pyarrow and spaCy take a second each.
_FORMATS = {
    "csv": ("table_csv", "CsvExporter"),
    "parquet": ("table_parquet", "ParquetExporter"),
    "geojson": ("points", "GeojsonExporter"),
    "conll": ("conll", "ConllExporter"),
    "spacy": ("docbin", "SpacyExporter"),
    "ftm": ("ftm", "FtmExporter"),
    "bayanat": ("bayanat", "BayanatExporter"),
}
FORMATS = tuple(_FORMATS)


def exporter(name: str) -> Callable[[Setting], Exporter]:
    """What makes an exporter of that format."""
    module, made = _FORMATS[name]
    found: Any = getattr(import_module(f"corpus_cli.export.formats.{module}"), made)
    return found  # type: ignore[no-any-return]
