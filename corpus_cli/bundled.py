"""Where the files that ship with the package are: recipes, models and samples.

In a wheel they lie inside the package (pyproject's force-include); in a checkout or an editable install they are the
top-level folders beside it.
"""

from __future__ import annotations

from pathlib import Path

from corpus_cli.errors import ModelMissingError

PACKAGE = Path(__file__).resolve().parent


def bundled(*parts: str) -> Path:
    """The path of a shipped file or folder, for example ``bundled("pipelines", "default.toml")``.

    Raises ``ModelMissingError`` if it is in neither place.
    """
    for root in (PACKAGE / "shipped", PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise ModelMissingError(
        f"the installation lacks {'/'.join(parts)}",
        remedy="install the package again; in a checkout, run `git status` to see whether the file was removed",
    )
