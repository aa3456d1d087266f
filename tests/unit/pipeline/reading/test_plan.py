"""The plan: nothing done twice, nothing lost, whatever happened to the files since the last run."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from corpus_cli.document import Failure
from corpus_cli.engines.journal import Entry, Journal
from corpus_cli.ingest.inputs import find_inputs
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.pipeline.reading.plan import Plan, make_plan

SETTINGS = "settings-1"


class Corpus:
    """Reports in a folder, a run folder, and a pretended processing that gives one document a file."""

    def __init__(self, root: Path) -> None:
        self.reports = root / "reports"
        self.reports.mkdir()
        self.folder = RunFolder(root / "out")
        self.folder.state.mkdir(parents=True)

    def write(self, name: str, text: str) -> str:
        path = self.reports / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def plan(self, *inputs: str, settings: str = SETTINGS, ocr: bool = True) -> Plan:
        files, passed_over = find_inputs(inputs or [str(self.reports)])
        return make_plan(
            files,
            passed_over,
            journal=self.journal(),
            folder=self.folder,
            settings=settings,
            jobs=2,
            max_bytes=2**20,
            ocr=ocr,
        )

    def journal(self) -> Journal:
        return Journal(self.folder.journal)

    def run(self, *inputs: str, settings: str = SETTINGS) -> Plan:
        plan = self.plan(*inputs, settings=settings)
        journal = self.journal()
        for entry in plan.entries:
            journal.append(entry)
        for job in plan.todo:
            doc_id = hashlib.sha256(Path(job.path).read_bytes()).hexdigest()[:20]
            write_whole(self.folder.document(doc_id), b"{}\n")
            journal.append(Entry(path=job.path, sha256=job.sha256, settings=settings, doc_ids=(doc_id,)))
        journal.close()
        return plan


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path)


def names(plan: Plan) -> list[str]:
    return [Path(job.path).name for job in plan.todo]


def test_a_first_run_does_everything_in_order(corpus: Corpus) -> None:
    """All files, sorted by path."""
    corpus.write("b.txt", "b")
    corpus.write("a.txt", "a")
    assert names(corpus.plan()) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("tesseract", [True, False])
def test_pages_that_were_pictures_are_read_again_once_there_is_a_program_for_them(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, tesseract: bool
) -> None:
    """The remedy that errors.jsonl gives is to install it and run again; until then nothing would change."""
    monkeypatch.setattr("corpus_cli.ingest.pdf.ocr.available", lambda: tesseract)
    corpus.write("a.txt", "a")
    corpus.run()
    journal = corpus.journal()
    (entry,) = journal.entries()
    picture = Failure(path=entry.path, record="page 3", kind="needs_ocr", reason="a picture", remedy="Tesseract")
    journal.append(replace(entry, failures=(picture,)))
    journal.close()
    assert names(corpus.plan()) == (["a.txt"] if tesseract else [])
    assert names(corpus.plan(ocr=False)) == [], "--ocr never: reading it again would change nothing"


def test_a_second_run_does_nothing(corpus: Corpus) -> None:
    """Same bytes, same settings, documents in place."""
    corpus.write("a.txt", "a")
    corpus.run()
    plan = corpus.plan()
    assert (names(plan), len(plan.unchanged), plan.entries) == ([], 1, [])


def test_a_new_file_is_the_only_one_done(corpus: Corpus) -> None:
    """Analysts add files week by week."""
    corpus.write("a.txt", "a")
    corpus.run()
    corpus.write("b.txt", "b")
    assert names(corpus.plan()) == ["b.txt"]


def test_a_changed_file_is_done_again(corpus: Corpus) -> None:
    """Other bytes under the same path."""
    corpus.write("a.txt", "a")
    corpus.run()
    corpus.write("a.txt", "a, corrected")
    assert names(corpus.plan()) == ["a.txt"]


@pytest.mark.parametrize("left", [None, b"", b"{", b"{\n \0\0"])
def test_a_document_that_has_gone_is_made_again(corpus: Corpus, left: bytes | None) -> None:
    """Removed by somebody, or emptied, cut off or filled with zeros by a power cut."""
    corpus.write("a.txt", "a")
    corpus.run()
    (document,) = corpus.folder.documents.glob("*/*.json")
    if left is None:
        document.unlink()
    else:
        document.write_bytes(left)
    assert names(corpus.plan()) == ["a.txt"]


def test_changed_settings_are_counted_and_done_again(corpus: Corpus) -> None:
    """The number is what the user is told."""
    corpus.write("a.txt", "a")
    corpus.write("b.txt", "b")
    corpus.run()
    plan = corpus.plan(settings="settings-2")
    assert (names(plan), plan.changed_settings) == (["a.txt", "b.txt"], 2)


def test_documents_of_inputs_not_given_keep_old_settings_and_are_counted(corpus: Corpus) -> None:
    """They stay, but the user is told that they were read with other settings."""
    corpus.write("a.txt", "a")
    corpus.run()
    path = corpus.write("b.txt", "b")
    plan = corpus.plan(path, settings="settings-2")
    assert (names(plan), plan.old_settings, plan.entries) == (["b.txt"], 1, [])


def test_of_files_with_the_same_bytes_the_first_is_done(corpus: Corpus) -> None:
    """The other is a duplicate line that names it."""
    corpus.write("b.txt", "same")
    first = corpus.write("a.txt", "same")
    plan = corpus.plan()
    (entry,) = plan.entries
    assert names(plan) == ["a.txt"]
    assert plan.duplicates == 1
    assert entry.failures[0].kind == "duplicate"
    assert first in entry.failures[0].reason


def test_a_duplicate_that_comes_later_does_not_take_over(corpus: Corpus) -> None:
    """The document keeps its path though the new file comes first in order."""
    corpus.write("b.txt", "same")
    corpus.run()
    corpus.write("a.txt", "same")
    plan = corpus.plan()
    assert (names(plan), plan.duplicates, len(plan.unchanged)) == ([], 1, 1)


def test_a_duplicate_takes_over_when_the_first_changes(corpus: Corpus) -> None:
    """Its content would else be lost."""
    corpus.write("a.txt", "same")
    corpus.write("b.txt", "same")
    corpus.run()
    corpus.write("a.txt", "different")
    assert names(corpus.plan()) == ["a.txt", "b.txt"]


def test_inputs_not_given_again_stay(corpus: Corpus) -> None:
    """Also when the file itself is gone: its document is kept."""
    first = corpus.write("a.txt", "a")
    corpus.run()
    Path(first).unlink()
    second = corpus.write("b.txt", "b")
    plan = corpus.plan(second)
    assert (names(plan), plan.entries) == (["b.txt"], [])


def test_a_renamed_file_is_done_under_its_new_path(corpus: Corpus) -> None:
    """And its old entry goes: it is not a duplicate of a file that is no longer there."""
    old = corpus.write("a.txt", "a")
    corpus.run()
    Path(old).rename(corpus.reports / "z.txt")
    plan = corpus.plan()
    assert (names(plan), [(entry.path, entry.gone) for entry in plan.entries]) == (["z.txt"], [(old, True)])


def test_the_same_file_under_another_spelling_of_its_path_is_unchanged(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An absolute path one week, a relative one the next."""
    corpus.write("a.txt", "a")
    corpus.run()
    monkeypatch.chdir(corpus.reports.parent)
    plan = corpus.plan("reports")
    assert (names(plan), plan.duplicates, len(plan.unchanged)) == ([], 0, 1)
    corpus.write("a.txt", "a, corrected")
    plan = corpus.plan("reports")
    assert ([job.path for job in plan.todo], plan.entries[0].gone) == (["reports/a.txt"], True)


def test_what_failed_is_tried_again(corpus: Corpus) -> None:
    """The remedy may have been applied since."""
    path = corpus.write("a.txt", "a")
    journal = corpus.journal()
    failure = Failure(path=path, kind="needs_ocr", reason="r", remedy="m")
    sha256 = hashlib.sha256(b"a").hexdigest()
    journal.append(Entry(path=path, sha256=sha256, settings=SETTINGS, failures=(failure,)))
    journal.close()
    assert names(corpus.plan()) == ["a.txt"]


def test_what_was_passed_over_is_noted_and_forgotten_when_it_is_gone(corpus: Corpus) -> None:
    """errors.jsonl speaks of what is there."""
    corpus.write("a.txt", "a")
    photo = corpus.write("photo.jpg", "x")
    assert [entry.path for entry in corpus.run().entries] == [photo]
    Path(photo).unlink()
    assert [(entry.path, entry.gone) for entry in corpus.plan().entries] == [(photo, True)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_left_to_the_reader(corpus: Corpus) -> None:
    """Which says why; it is tried again each time."""
    path = corpus.write("a.txt", "a")
    Path(path).chmod(0)
    assert [job.sha256 for job in corpus.plan().todo] == [""]


def test_empty_files_are_not_duplicates_of_each_other(corpus: Corpus) -> None:
    """Two empty files are two reports that somebody misses: both are read, and both are then reported as empty."""
    corpus.write("a.txt", "")
    corpus.write("b.txt", "")
    plan = corpus.plan()
    assert (names(plan), plan.duplicates) == (["a.txt", "b.txt"], 0)


def test_files_larger_than_may_be_read_are_not_even_hashed(corpus: Corpus) -> None:
    """A sparse file of a terabyte would take hours; the reader says that it is too large."""
    with Path(corpus.write("a.txt", "a")).open("wb") as file:
        file.truncate(2**40)
    (job,) = corpus.plan().todo
    assert job.sha256 == ""


def test_a_pipe_in_a_files_place_does_not_hold_the_plan_up(corpus: Corpus) -> None:
    """The file was one when it was found, and was exchanged before it was hashed."""
    path = corpus.write("a.txt", "a")
    files, _ = find_inputs([path])
    Path(path).unlink()
    os.mkfifo(path)
    plan = make_plan(
        files, [], journal=corpus.journal(), folder=corpus.folder, settings=SETTINGS, jobs=1, max_bytes=2**20
    )
    assert [job.sha256 for job in plan.todo] == [""]
