"""Shipped files are found in a checkout and an editable install; tests/packaging tries the wheel."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus_cli.bundled import bundled
from corpus_cli.errors import ModelMissingError

ROOT = Path(__file__).resolve().parents[2]


def test_shipped_files_are_found():
    """In the environment the tests run in (an editable install)."""
    assert bundled("pipelines", "default.toml").is_file()


def test_shipped_files_are_found_in_a_bare_checkout(tmp_path):
    """With nothing installed but the checkout on the path."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); "
        "from corpus_cli.bundled import bundled; print(bundled('models'))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert Path(found.stdout.strip()) == ROOT / "models"


def test_a_missing_file_says_what_to_do():
    """An incomplete installation is an error with a remedy, not a traceback about a path."""
    with pytest.raises(ModelMissingError) as error:
        bundled("models", "no-such-thing")
    assert "install the package again" in error.value.remedy
