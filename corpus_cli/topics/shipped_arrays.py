"""Arrays that ship for an encoder: safetensors, with a card in JSON that names the file and its hash."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_cli.errors import ModelMissingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_REMEDY = "install the package again; in a checkout, `git status` says what was changed"


def read_arrays(
    card: Path, *, version: int, encoder_sha256: str
) -> tuple[dict[str, Any], dict[str, NDArray[np.floating[Any]]]] | None:
    """What the card says of this encoder, and the arrays by name, their hash checked; None if it does not name it.

    Raises ``ModelMissingError`` if files are missing or altered, or the card is of another version.
    """
    from safetensors.numpy import load

    try:
        about = json.loads(card.read_bytes())
        if about["format"] != version:
            raise ModelMissingError(f"{card} is of another version", remedy=_REMEDY)
        own = about["encoders"].get(encoder_sha256)
        if own is None:
            return None
        path = card.with_name(own["file"])
        data = path.read_bytes()
        if own["sha256"] != hashlib.sha256(data).hexdigest():
            raise ModelMissingError(f"{path} was altered: it has another hash", remedy=_REMEDY)
        return own, load(data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise unreadable(card, error) from error


def unreadable(card: Path, error: Exception) -> ModelMissingError:
    """What is said of a card or arrays that do not hold what they should."""
    return ModelMissingError(f"{card}: cannot be read: {error}", remedy=_REMEDY)
