"""`corpus process` on archives and mails: files in them are documents, run after run."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from command_line import Corpus, run_here

from corpus_cli.document import Document, from_json

TEXT = "عادت العائلات إلى حي باب السباع في حمص بعد اتفاق محلي.\n"
NOTE = "The market in Homs is open again, and buses run twice a week."


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def write_packed(reports: Path) -> None:
    """An archive with another in it, a mail with an attachment, a loose file; one note is there three times."""
    reports.mkdir()
    members = {
        "ar/تقرير.txt": TEXT.encode("cp1256"),
        "twice.txt": TEXT.encode("cp1256"),
        "data.csv": "id;text;lang\n1;عاد السوق في حمص;ar\n".encode(),
        "inner.zip": zipped({"../note.txt": NOTE.encode()}),
        "photo.jpg": b"x",
    }
    (reports / "b.zip").write_bytes(zipped(members))
    mail = EmailMessage()
    mail["Subject"] = "The report"
    mail["From"] = "Rim Khoury <rim@example.org>"
    mail.set_content("Here is what we know about the buses from Aleppo.")
    mail.add_attachment(NOTE.encode(), maintype="text", subtype="plain", filename="again.txt")
    (reports / "a.eml").write_bytes(mail.as_bytes())
    (reports / "loose.txt").write_text(NOTE)


PROCESS = ("process", "packed", "-o", "out", "-p", "small.toml")


@pytest.fixture(scope="module")
def packed(make_workplace: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with these in ``packed``, processed by one worker into ``out``; nobody changes it."""
    folder = tmp_path_factory.mktemp("packed")
    make_workplace(folder)
    write_packed(folder / "packed")
    done = run_here(folder, *PROCESS, "--jobs", "1")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def place(packed: Path, workplace: Path) -> Path:
    """The workplace with a copy of both."""
    shutil.copytree(packed, workplace, dirs_exist_ok=True)
    return workplace


def documents(place: Path) -> dict[str, Document]:
    found = (from_json(path.read_bytes()) for path in (place / "out").glob("documents/*/*.json"))
    return {f"{doc.source.path}#{doc.source.record_id or ''}": doc for doc in found}


def failures(place: Path) -> set[tuple[str, str]]:
    lines = (place / "out" / "errors.jsonl").read_text(encoding="utf-8").splitlines()
    return {(failure["path"], failure["kind"]) for failure in map(json.loads, lines)}


def test_what_lies_in_archives_and_mails_is_read_once_and_found_by_its_way(place: Path, corpus: Corpus) -> None:
    """A file that is there loose, attached and packed is one document, named by the first way that leads to it."""
    found = documents(place)
    assert set(found) == {
        "packed/a.eml#",
        "packed/a.eml!/again.txt#",
        "packed/b.zip!/ar/تقرير.txt#",
        "packed/b.zip!/data.csv#1",
    }
    assert found["packed/a.eml#"].source.author == "Rim Khoury"
    assert failures(place) == {
        ("packed/b.zip!/twice.txt", "duplicate"),
        ("packed/b.zip!/photo.jpg", "skipped"),
        ("packed/b.zip", "duplicate"),
        ("packed/loose.txt", "duplicate"),
    }
    for doc in found.values():
        for ent in doc.entities or ():
            assert doc.text is not None and doc.text[ent.start : ent.end] == ent.text
    report = found["packed/b.zip!/ar/تقرير.txt#"]
    raw = TEXT.encode("cp1256").decode("cp1256")
    assert {raw[ent.raw_start : ent.raw_end] for ent in report.entities or ()} >= {"حمص"}
    shown = corpus("show", "out", "تقرير.txt")
    assert shown.returncode == 0 and "packed/b.zip!/ar/تقرير.txt" in shown.stdout
    missing = corpus("show", "out", "packed/b.zip!/photo.jpg")
    assert missing.returncode == 3 and ".jpg" in missing.stderr


def test_archives_are_read_again_when_they_change_and_not_otherwise(place: Path, corpus: Corpus) -> None:
    """A document passes to the next way that leads to it when the first is gone."""
    before = {path.name: path.read_bytes() for path in (place / "out").glob("documents/*/*.json")}
    corpus(*PROCESS)
    counts = json.loads((place / "out" / "run.json").read_text())["counts"]
    assert (counts["new"], counts["unchanged"]) == (0, 4)
    assert {path.name: path.read_bytes() for path in (place / "out").glob("documents/*/*.json")} == before
    (place / "packed" / "a.eml").write_text("Subject: empty\n\nNothing but words now.\n")
    assert corpus(*PROCESS).returncode == 0
    assert "packed/b.zip!/inner.zip!/note.txt#" in documents(place)
    assert "packed/a.eml!/again.txt#" not in documents(place)


def test_nothing_depends_on_the_number_of_workers(place: Path, corpus: Corpus) -> None:
    """The same bytes with one and with three."""
    one = {path.name: path.read_bytes() for path in (place / "out").glob("documents/*/*.json")}
    (place / "out").rename(place / "first")
    corpus(*PROCESS, "--jobs", "3")
    assert {path.name: path.read_bytes() for path in (place / "out").glob("documents/*/*.json")} == one
    assert (place / "out" / "errors.jsonl").read_bytes() == (place / "first" / "errors.jsonl").read_bytes()
