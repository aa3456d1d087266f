"""Models fetched from where they are published. Beside it only `s3://` addresses and `--engine ray` use a network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from corpus_cli.commands.models.elsewhere import OtherModel
from corpus_cli.errors import ModelMissingError

# Weights as safetensors only: the other forms are pickles, which can hold a program.
_WANTED = ("*.json", "*.txt", "*.model", "*.safetensors", "*.md", "LICENSE*")
_REMEDY = (
    "look whether this machine reaches the network and whether the name is right; without a network, fetch it on "
    "another machine and carry over "
)


def fetch(model: OtherModel) -> str:
    """The model is on this machine; returns where. Raises ``ModelMissingError`` if it could not be fetched."""
    match model.kind:
        case "camel":
            _carry_out([sys.executable, "-m", "camel_tools.cli.camel_data", "-i", model.package], _camel_remedy())
            return _camel_folder()
        case "spacy":
            _carry_out(
                [sys.executable, "-m", "spacy", "download", model.package],
                f"{_REMEDY}its wheel: python -m pip install FILE.whl",
            )
            return f"the package {model.package}"
        case "encoder":
            return _from_hub(model.package)


def _from_hub(name: str) -> str:
    from huggingface_hub import snapshot_download

    try:
        folder = snapshot_download(name, allow_patterns=list(_WANTED))
    except (OSError, ValueError) as error:
        raise ModelMissingError(
            f"{name} could not be fetched: {error}", remedy=f"{_REMEDY}its folder, then name the folder in the recipe"
        ) from error
    if not any(Path(folder).rglob("*.safetensors")):
        raise ModelMissingError(
            f"{name} has no weights as safetensors, and others are not loaded", remedy="take another model"
        )
    if not (Path(folder) / "modules.json").is_file():
        raise ModelMissingError(
            f"{name} is no sentence-transformers model: it has no modules.json",
            remedy="take one whose page on the hub is tagged sentence-transformers",
        )
    return folder


def _carry_out(command: list[str], remedy: str) -> None:
    """A program of the model's own library has ended well; what it prints goes to stderr."""
    ended = subprocess.run(command, stdout=sys.stderr, check=False)
    if ended.returncode:
        raise ModelMissingError(f"{' '.join(command[1:])} ended with exit code {ended.returncode}", remedy=remedy)


def _camel_folder() -> str:
    from corpus_cli.entities.taggers.camel_data import data_folder

    return str(data_folder())


def _camel_remedy() -> str:
    return f"{_REMEDY}the folder {_camel_folder()}"
