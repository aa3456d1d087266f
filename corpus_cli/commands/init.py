"""``corpus init``: a new workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_cli.errors import OutputError

SETTINGS = """\
# Settings of this workspace, in force in this folder and below it.
# A flag on the command line or an environment variable (CORPUS_JOBS, CORPUS_PIPELINE, …) goes before them.

# The recipe used when --pipeline is not given: a name in pipelines/ or of the package, or the path of a .toml file,
# meant from this file.
# pipeline = "default"

# Worker processes. By default one a processor, at most 8. Each held about 0.4 GB in measured runs; large files need
# more, so count on 1 GB.
# jobs = 4

# Where the work is done: in processes here, or on a Ray cluster, and which one (auto: this machine's).
# engine = "ray"
# address = "auto"

# Where topic models trained here and your own places are kept; the path is meant from this file.
models_dir = "models"

# Where runs that are kept in object storage are worked on; the path is meant from this file.
# mirrors_dir = "mirrors"

# Less on the screen.
# quiet = true
# json_logs = true
# no_color = true
"""
FOLDERS = {
    "corpus": (
        "Your reports: txt, md, html, mht, docx, odt, rtf, pdf, epub, eml, mbox, csv, jsonl or zip, in any "
        "subfolders.\n"
    ),
    "pipelines": (
        "Your recipes. Copy the default one, change it, and use it by its name:\n\n"
        "    corpus run corpus/ -o outputs/first --pipeline NAME\n"
    ),
    "models": "Topic models that were trained here, and your own places (`corpus gazetteer add FILE`).\n",
    "outputs": "Results, one folder a run. Everything in here can be made again from corpus/.\n",
}
RECIPE = "default.toml"


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)],
) -> None:
    """Make a workspace: folders for reports, recipes, models and results, and a settings file.

    Example: corpus init peace-reports
    """
    make_workspace(folder)
    typer.echo(f"made the workspace {folder}", err=True)
    typer.echo(f"next: put reports into {folder / 'corpus'}, then\n", err=True)
    typer.echo(f"    cd {folder}\n    corpus run corpus/ -o outputs/first", err=True)


def make_workspace(folder: Path) -> None:
    """``folder`` is a workspace. Raises ``OutputError`` if it is there already and not empty."""
    from corpus_cli.bundled import bundled
    from corpus_cli.output import write_whole

    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise OutputError(f"{folder}: is there already and not empty", remedy="give a new or empty folder")
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        # Not in the folders: whatever lies in corpus/ is read as a report.
        notes = "\n".join(f"## {name}/\n\n{note}" for name, note in FOLDERS.items())
        write_whole(folder / "README.md", f"# A workspace of corpus\n\n{notes}".encode())
        write_whole(folder / "pipelines" / RECIPE, bundled("pipelines", RECIPE).read_bytes())
        write_whole(folder / "corpus.toml", SETTINGS.encode())
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be written: {error.strerror}", remedy="check its permissions, or give another folder"
        ) from error
