"""What ships, and whether it runs where nothing but it is installed. Run by .ci/run: it builds and installs a wheel."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory):
    """The bin folder of an environment that holds the wheel; its dependencies are this environment's."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel)],
        check=True,
    )
    # A path entry of a .pth file is searched for modules, but .pth files in it are not read: the editable install of
    # the checkout stays out of sight.
    site = next((folder / "lib").glob("python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin"


def tracked(*folders: str) -> set[str]:
    listed = subprocess.run(["git", "ls-files", *folders], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = {name.encode().decode("unicode_escape").encode("latin-1").decode() for name in listed.split("\n") if name}
    return {name.strip('"') for name in names}


def test_the_wheel_holds_the_code_recipes_models_samples_and_schemas_only(wheel):
    """Every tracked file of these folders is in it, and nothing else."""
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    shipped = tracked("pipelines", "models", "corpus/samples", "outputs/schema")
    expected = tracked("corpus_cli") | {f"corpus_cli/shipped/{name}" for name in shipped}
    assert names == expected


def test_a_run_from_the_wheel_in_an_empty_folder(installed, tmp_path):
    """The main job on a dozen of the shipped samples: documents and themes, from the installed package alone."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["XDG_DATA_HOME"] = str(tmp_path / "data")  # not the user's promoted model
    where = subprocess.run(
        [installed / "python", "-c", "from corpus_cli.bundled import bundled; print(bundled('corpus', 'samples'))"],
        check=True, capture_output=True, text=True, cwd=tmp_path, env=environment,
    ).stdout.strip()  # fmt: skip
    assert Path(where).is_relative_to(installed.parent)
    # All of them are what scripts/demo runs.
    few = [path for language in ("ar", "en") for path in sorted(Path(where, language).iterdir())[::5]]
    subprocess.run(
        [installed / "corpus", "run", *few, "-o", "out", "--quiet"], check=True, cwd=tmp_path, env=environment
    )
    themes = json.loads((tmp_path / "out" / "themes.json").read_text(encoding="utf-8"))
    documents = [json.loads(path.read_bytes()) for path in (tmp_path / "out" / "documents").rglob("*.json")]
    assert len(themes["themes"]) >= 2
    assert len(documents) >= 12
    assert {doc["language"] for doc in documents} == {"ar", "en"}
