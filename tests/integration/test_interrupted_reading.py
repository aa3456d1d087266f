"""An archive with copies of reports that are there, whose reading does not end: the documents stay what they were."""

from __future__ import annotations

import importlib
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Corpus, Finished

from corpus_cli.document import from_json
from corpus_cli.output import RunFolder
from corpus_cli.pipeline.progress import Silence
from corpus_cli.pipeline.reading import process as process_module
from corpus_cli.pipeline.reassign import reassign
from corpus_cli.pipeline.record.run_settings import GivenModel
from corpus_cli.topics.model.files import load_model

RUN = ("run", "reports", "-p", "small.toml", "--jobs", "1", "-o", "out")
WITH_ARCHIVE = (*RUN[:2], "a.zip", *RUN[2:])
Evidence = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def place(workplace: Path, finished: Finished) -> Path:
    """The workplace with the finished run in ``out``, and in ``a.zip`` copies of all English reports."""
    shutil.copytree(finished.out, workplace / "out")
    with zipfile.ZipFile(workplace / "a.zip", "w") as archive:
        for path in sorted((workplace / "reports" / "en").iterdir()):
            archive.writestr(path.name, path.read_bytes())
    return workplace


@pytest.fixture
def poisoned(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workplace with an archive that ends its worker once the copies have been written."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "engines"))
    fakes = importlib.import_module("stage_fakes")
    monkeypatch.setattr(process_module, "set_up", fakes.set_up_with_poison)
    with zipfile.ZipFile(place / "a.zip", "a") as archive:
        archive.writestr("z.txt", "POISON exit")
    return place


def interrupted(corpus: Corpus, *arguments: str) -> None:
    """The command has run and was interrupted when the first outcome was there and nothing of it was noted."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process_module._Processing, "_take", interrupt)
        assert corpus(*arguments).returncode == 130


def named(out: Path, source: str) -> bool:
    """Whether a document names the file as its source."""
    return any(source.encode() in path.read_bytes() for path in out.glob("documents/*/*.json"))


def repeats(folder: RunFolder) -> dict[str, str]:
    """The documents that say which other they repeat."""
    read = [from_json(path.read_bytes()) for path in folder.document_files()]
    return {doc.doc_id: doc.source.duplicate_of for doc in read if doc.source.duplicate_of}


def documents(evidence: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in evidence.items() if name.startswith(("documents/", "themes", "relations"))}


def test_an_archive_that_was_not_read_to_its_end_leaves_nothing_behind(
    place: Path, corpus: Corpus, finished: Finished, evidence: Evidence
) -> None:
    """Its worker had written the documents of others anew, without themes and with a way into it as their source."""
    interrupted(corpus, *WITH_ARCHIVE)
    assert named(place / "out", "a.zip!/")
    assert not any(mark.exists() for mark in RunFolder(place / "out").made_of_all)
    done = corpus(*RUN)
    assert done.returncode == 6, done.stderr
    assert evidence(place / "out") == evidence(finished.out)


def test_an_archive_that_ends_its_worker_each_time_changes_no_document(
    poisoned: Path, corpus: Corpus, finished: Finished, evidence: Evidence
) -> None:
    """Each run tries it again and writes the documents of others anew before the worker is lost."""
    for _ in range(3):
        assert corpus(*WITH_ARCHIVE).returncode == 6
        assert documents(evidence(poisoned / "out")) == documents(evidence(finished.out))


def test_a_second_try_that_is_interrupted_leaves_nothing_behind(
    poisoned: Path, corpus: Corpus, finished: Finished, evidence: Evidence
) -> None:
    """What failed before takes no mark away until something comes of it, so the marks do not tell of this kill."""
    assert corpus(*WITH_ARCHIVE).returncode == 6
    interrupted(corpus, *WITH_ARCHIVE)
    assert named(poisoned / "out", "a.zip!/")
    assert corpus(*RUN).returncode == 6
    assert documents(evidence(poisoned / "out")) == documents(evidence(finished.out))


def test_reports_that_are_not_given_with_the_archive_are_mended_when_they_are(
    poisoned: Path, corpus: Corpus, finished: Finished, evidence: Evidence
) -> None:
    """Until then their documents have themes, each time the archive is tried, and the run says what to give."""
    assert corpus(*WITH_ARCHIVE).returncode == 6
    for _ in range(2):
        alone = corpus("run", "a.zip", *RUN[2:])
        assert named(poisoned / "out", "a.zip!/")
        assert not any(b'"themes": null' in path.read_bytes() for path in poisoned.glob("out/documents/*/*.json"))
        assert "reports/en/dialogue-0.txt" in alone.stderr
    (poisoned / "a.zip").unlink()
    assert corpus(*RUN).returncode == 6
    assert evidence(poisoned / "out") == evidence(finished.out)


def test_themes_given_before_the_run_goes_on_are_given_to_all(poisoned: Path, corpus: Corpus) -> None:
    """Between the kill and the next run a topic model is named; documents written anew meanwhile get their themes."""
    assert corpus(*WITH_ARCHIVE).returncode == 6
    interrupted(corpus, *WITH_ARCHIVE)
    folder = RunFolder(poisoned / "out")
    model = load_model(folder.topics)
    assert model is not None
    shutil.copytree(folder.topics, poisoned / "model")
    given = GivenModel(reference="a@1", folder=poisoned / "model", sha256=model.sha256)
    assert not reassign(folder.root, given, jobs=1, progress=Silence()).unchanged
    assert not any(b'"themes": null' in path.read_bytes() for path in folder.document_files())


def test_what_repeats_another_is_known_where_themes_are_given_before_the_run_goes_on(
    poisoned: Path, corpus: Corpus
) -> None:
    """Documents written anew before the kill no longer say what they repeat: themes would count it twice."""
    text = (poisoned / "reports" / "en" / "dialogue-0.txt").read_bytes()
    (poisoned / "reports" / "en" / "once-more.txt").write_bytes(text + b"\n\n")
    with zipfile.ZipFile(poisoned / "a.zip", "w") as archive:
        for path in sorted((poisoned / "reports" / "en").iterdir()):
            archive.writestr(path.name, path.read_bytes())
        archive.writestr("z.txt", "POISON exit")
    assert corpus(*WITH_ARCHIVE).returncode == 6
    folder = RunFolder(poisoned / "out")
    before = repeats(folder)
    interrupted(corpus, *WITH_ARCHIVE)
    assert before and repeats(folder) != before
    model = load_model(folder.topics)
    assert model is not None
    shutil.copytree(folder.topics, poisoned / "model")
    given = GivenModel(reference="a@1", folder=poisoned / "model", sha256=model.sha256)
    reassign(folder.root, given, jobs=1, progress=Silence())
    assert repeats(folder) == before
    assert not folder.merge_state.exists()  # the next run brings their organizations together


def test_what_fails_again_and_writes_nothing_takes_no_mark_away(place: Path, corpus: Corpus) -> None:
    """The broken PDF is tried in each run; passes over all documents are not made again for it."""
    marks = [mark for mark in RunFolder(place / "out").made_of_all if mark.exists()]
    before = [mark.stat().st_mtime_ns for mark in marks]
    assert marks and corpus(*RUN).returncode == 6
    assert [mark.stat().st_mtime_ns for mark in marks] == before
