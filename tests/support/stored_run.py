"""A run in object storage, for tests of the copies that machines have of it."""

from __future__ import annotations

from pathlib import Path

ADDRESS = "memory://bucket/out"
RUN = {
    "documents/ab/ab1.json": "one",
    "documents/cd/cd2.json": "اثنان",
    ".state/journal.jsonl": '{"path":"a.txt","doc_ids":["ab1"]}\n{"path":"b.txt","doc_ids":["cd2"]}\n',
    ".state/topics.json": "{}",
    "export/csv/documents.csv": "x",
    "run.json": "{}",
}


def write(root: Path, files: dict[str, str]) -> None:
    """The files are in the folder."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def here(root: Path) -> dict[str, str]:
    """The run's files in the folder."""
    files = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {name: path.read_text(encoding="utf-8") for name, path in files.items() if name != ".state/opened"}
