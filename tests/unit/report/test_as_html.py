"""The page as a file: data that means nothing to HTML, a policy that lets only its own scripts run, the same bytes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus_cli.errors import InputError, ModelMissingError
from corpus_cli.pipeline.passes.report import write_report
from corpus_cli.report import page_files

Make = Callable[..., Path]


def data_of(page: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert match is not None
    found: dict[str, Any] = json.loads(match.group(1))
    return found


def test_the_data_cannot_end_its_element(make_run: Make, made_run: ModuleType, heard: Any) -> None:
    page = write_report(make_run(hostile=True, documents=7), progress=heard).read_text("utf-8")
    start = page.index('id="data">') + len('id="data">')
    block = page[start : page.index("</script>", start)]
    assert not set("<>&\u2028\u2029\u202e\u2066\u2067") & set(block)
    titles = {row["title"] for row in data_of(page)["corpus"]["listed"]["rows"]}
    assert made_run.HOSTILE[0] in titles
    assert made_run.HOSTILE[3] in titles


def test_only_the_pages_own_scripts_and_style_may_run(make_run: Make, heard: Any) -> None:
    page = write_report(make_run(hostile=True), progress=heard).read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert "unsafe" not in policy.group(1)
    assert policy.group(1).startswith("default-src 'none'; script-src 'sha256-")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    styles = re.findall(r"<style>(.*?)</style>", page, re.S)
    assert (len(scripts), len(styles)) == (2, 1)
    for code in (*scripts, *styles):
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy.group(1)


def test_nothing_in_the_page_names_an_address_to_load_from(make_run: Make, heard: Any) -> None:
    page = write_report(make_run(), progress=heard).read_text("utf-8")
    assert not re.search(r"""<(?:link|img|iframe|object|embed|base)\b|\bsrc=|@import|url\(\s*['"]?http""", page)


def test_the_same_run_gives_the_same_bytes_wherever_it_lies(make_run: Make, heard: Any) -> None:
    first, second = (write_report(make_run(name, documents=60), progress=heard) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_times_of_the_run_are_not_in_it(make_run: Make, heard: Any) -> None:
    page = write_report(make_run(), progress=heard).read_text("utf-8")
    assert "2024-01-01T00" not in page


def test_the_chart_library_is_the_one_whose_hash_and_licences_are_kept() -> None:
    code = (page_files.FOLDER / page_files.LIBRARY).read_bytes()
    assert hashlib.sha256(code).hexdigest() == page_files.charts_about().sha256
    assert b"</script" not in code.lower()
    assert b"<!--" not in code
    licences = (page_files.FOLDER / "vendor" / "LICENSES.txt").read_text("utf-8")
    for package, version in page_files.charts_about().packages.items():
        assert f"{package} {version.split()[0]} (ISC)" in licences


def test_a_library_that_was_altered_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    for name in (page_files.LIBRARY, page_files.ABOUT):
        (tmp_path / name).write_bytes((page_files.FOLDER / name).read_bytes())
    (tmp_path / page_files.LIBRARY).write_bytes(b"alert(1)")
    monkeypatch.setattr(page_files, "FOLDER", tmp_path)
    with pytest.raises(ModelMissingError, match="altered"):
        page_files.library()


def test_our_own_files_never_set_markup_and_cannot_end_their_elements() -> None:
    code = page_files.script()
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|fetch\(|XMLHttp", code
    )
    assert "</script" not in code.lower()
    assert "</style" not in page_files.style().lower()


def test_both_interfaces_have_the_same_words_and_values_to_put_in() -> None:
    found = {}
    for code in ("en", "ar"):
        text = (page_files.FOLDER / f"words_{code}.js").read_text("utf-8")
        keys = re.findall(r"^\s*(\w+): |, (\w+): [\"{\[]", text, re.M)
        found[code] = {first or second for first, second in keys} - {"zero", "one", "two", "few", "many", "other"}
        found[f"{code} values"] = set(re.findall(r"\{(\w+)\}", text))
    assert found["en"] == found["ar"]
    assert found["en values"] == found["ar values"]


def test_a_folder_without_a_run_is_refused(tmp_path: Path, heard: Any) -> None:
    with pytest.raises(InputError, match="holds no run"):
        write_report(tmp_path, progress=heard)
