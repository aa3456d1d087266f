"""One browser for all tests of the page, and pages that fail on any request, console error or breach of their policy.

Needs Debian's chromium; without it the tests are skipped, but not in CI, where its absence is an error.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus_cli.pipeline.passes.report import write_report
from corpus_cli.pipeline.progress import Silence

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e .[dev]")

ROOT = Path(__file__).resolve().parent.parent.parent
SCREENSHOTS = ROOT / "outputs" / "screenshots"
PHONE, DESKTOP = (360, 740), (1280, 900)


def _load(name: str) -> ModuleType:
    """A module beside this file: tests are no package."""
    found = importlib.util.spec_from_file_location(f"browser_{name}", Path(__file__).with_name(f"{name}.py"))
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module


made_run = _load("made_run")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, without a window."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs Debian's package chromium for the tests of the page")
        pytest.skip("chromium is not installed: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def report_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The page of a run made by code, by what the run is to hold; each is made once."""
    made: dict[Any, Path] = {}

    def make(**holds: Any) -> Path:
        wanted = made_run.Made(**holds)
        if wanted not in made:
            out = made_run.make_run(tmp_path_factory.mktemp("run") / "out", wanted)
            made[wanted] = write_report(out, progress=Silence())
        return made[wanted]

    return make


@pytest.fixture
def opened(browser: Any) -> Callable[..., Any]:
    """A page opened from disk: ``with opened(file, language="ar") as page``. It fails on what a page must not do."""

    @contextmanager
    def open_page(
        path: Path, *, language: str = "en", size: tuple[int, int] = DESKTOP, scheme: str = "light", **more: Any
    ) -> Iterator[Any]:
        context = browser.new_context(
            locale={"en": "en-GB", "ar": "ar-SY"}[language],
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            **more,
        )
        page = context.new_page()
        complaints: list[str] = []
        address = path.as_uri()
        page.on("console", lambda message: complaints.append(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        page.on("request", lambda asked: asked.url.split("#")[0] == address or complaints.append(f"asks {asked.url}"))
        page.goto(address)
        page.wait_for_selector("#about")
        yield page
        # What was drawn or asked for last has been: two frames.
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert complaints == []
        context.close()

    return open_page


@pytest.fixture
def keep() -> Callable[[Any, str], None]:
    """A screenshot of the whole page is kept for a person to look at, in outputs/screenshots."""

    def shoot(page: Any, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    return shoot
