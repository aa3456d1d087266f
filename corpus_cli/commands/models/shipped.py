"""The models that ship with the package: what each is, by its card, and whether its files are what they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CARD = "README.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedModel:
    """A folder of ``models/``.

    ``state``: whole, or which files are altered or missing. ``card``: its text in Markdown.
    """

    name: str
    summary: str
    licence: str
    size_bytes: int
    state: str
    folder: Path
    card: str


def shipped_models() -> Iterator[ShippedModel]:
    """All of them by name; each file whose hash the model's manifest holds has been hashed."""
    from corpus_cli.bundled import bundled

    for card in sorted(bundled("models").glob(f"*/{CARD}")):
        yield shipped_model(card.parent)


def shipped_model(folder: Path) -> ShippedModel:
    """The model in this folder."""
    import frontmatter

    from corpus_cli.commands.checks import model_files

    card = frontmatter.loads((folder / CARD).read_text(encoding="utf-8"))
    checks = [
        check
        for manifest in sorted(folder.rglob("*.json"))
        for check in model_files(manifest, folder.parent, remedy="")
    ]
    broken = [f"{check.name} is {check.detail}" for check in checks if not check.works]
    return ShippedModel(
        name=folder.name,
        summary=str(card.get("summary", "")),
        licence=str(card.get("licence", "")),
        size_bytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        state=", ".join(broken) or "whole",
        folder=folder,
        card=card.content,
    )
