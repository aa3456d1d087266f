from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from corpus_cli.errors import ModelMissingError
from corpus_cli.output import RunFolder
from corpus_cli.results.run import Results, open_results
from corpus_cli.search.answers import list_runs, search_runs
from corpus_cli.search.build import build_index, is_current
from corpus_cli.search.index import Index, open_index
from corpus_cli.search.manifest import Manifest, read_manifest
from corpus_cli.search.table import PassageTable

MakeRun = Callable[..., Results]
ALL = ("n", "doc_id", "passage_id", "text", "terms", "named", "places", "organizations", "vector")


class Encoder:
    """The made-up encoder of an index, by its name; it gives every text the same vector."""

    def __init__(self, *, name: str = "made-up", sha256: str = "made-up") -> None:
        self.name, self.sha256 = name, sha256

    def encode(self, texts: Any) -> Any:
        """Shape: (len(texts), 2)."""
        import numpy as np

        return np.tile(np.array([[0.6, 0.8]], dtype=np.float32), (len(texts), 1))


class Missing(Encoder):
    """One that is not on this machine."""

    @property
    def sha256(self) -> str:
        raise ModelMissingError("not on this machine")

    @sha256.setter
    def sha256(self, sha256: str) -> None:
        pass


def content(folder: Path) -> Any:
    """What stands in the table."""
    return PassageTable(folder).columns(ALL).sort_by("n").to_pylist()


def test_the_same_documents_give_the_same_content(make_run: MakeRun) -> None:
    """Rows, vectors, names and axes; only Lance's own file names differ."""
    first, second = make_run("first"), make_run("second")
    for results in (first, second):
        build_index(results, encoder=Encoder())
    one, other = first.folder.index, second.folder.index
    assert content(one) == content(other)
    for name in ("names.json", "axes.safetensors"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_an_index_is_current_until_something_changes(own_run: Path) -> None:
    """Documents, themes, encoder and every file of the index count."""
    folder = RunFolder(own_run)
    assert is_current(folder, Encoder())
    assert not is_current(folder, Encoder(name="use")) and not is_current(folder, Encoder(sha256="another"))
    folder.topic_state.write_bytes(b'{"model": "another"}')
    assert not is_current(folder, Encoder())


def test_an_index_whose_encoder_is_not_here_is_current(own_run: Path) -> None:
    """There is nothing else to make another of; whoever asks it is told what is missing."""
    assert is_current(RunFolder(own_run), Missing())


def test_where_an_encoder_lies_is_not_written(make_run: MakeRun, tmp_path: Path) -> None:
    """Only what its folder is called: a path tells of a machine and its user, and can hold a name of a list."""
    folder = tmp_path / "salim" / "enc"
    folder.mkdir(parents=True)
    results = make_run("placed")
    build_index(results, encoder=Encoder(name=str(folder)))
    assert read_manifest(results.folder).encoder == "enc"
    assert all(b"salim" not in path.read_bytes() for path in results.folder.index.rglob("*") if path.is_file())
    assert is_current(results.folder, Encoder(name=str(folder)))


def test_an_index_whose_encoder_lay_in_a_folder_that_is_not_here_is_current(make_run: MakeRun, tmp_path: Path) -> None:
    """The recipe names the folder by its path, the index by its name."""
    folder = tmp_path / "enc"
    folder.mkdir()
    results = make_run("moved")
    build_index(results, encoder=Encoder(name=str(folder)))
    folder.rmdir()
    assert is_current(results.folder, Missing(name=str(folder)))
    assert not is_current(results.folder, Missing(name=str(tmp_path / "another")))


def test_an_altered_table_is_not_current(own_run: Path) -> None:
    """So that `corpus index` repairs what `corpus query` sends there."""
    folder = RunFolder(own_run)
    next(folder.index.glob("passages.lance/data/*")).write_bytes(b"noise")
    assert not is_current(folder, Encoder())


def test_a_run_without_text_has_an_empty_index(make_run: MakeRun) -> None:
    """Nothing is found in it, and that is no error."""
    results = make_run("empty")
    shutil.rmtree(results.folder.documents)
    assert build_index(results, encoder=Encoder()).passages == 0
    index = open_index(results)
    assert search_runs([index], "water") == list_runs([index]) == []


def test_one_passage_is_enough(make_run: MakeRun) -> None:
    """A run of one sentence can be searched."""
    results = make_run("one", ("a.txt", "en", None, ((None, "Water in the wells.", []),)))
    build_index(results, encoder=_meaning())
    (hit,) = search_runs([open_index(results)], "well")
    assert hit.text == "Water in the wells." and "words" in hit.why


def test_documents_that_repeat_another_are_left_out(make_run: MakeRun) -> None:
    """Their passages would come twice; they are counted."""
    results = make_run("twice", duplicate_of="0" * 20)
    report = build_index(results, encoder=Encoder())
    assert (report.passages, report.duplicates) == (0, 4)


def test_a_damaged_document_is_said_and_left_out(make_run: MakeRun) -> None:
    """The others of its shard are searched all the same."""
    results = make_run("damaged")
    path = next(results.document_paths())
    beside = path.with_name("zz.json")
    beside.write_bytes(b"{")
    report = build_index(results, encoder=Encoder())
    assert report.damaged == (beside,) and report.passages == 10


def test_the_manifest_says_what_the_index_is_of(index: Index) -> None:
    """Languages and themes are those that filters may name."""
    manifest = msgspec.json.decode((index.results.folder.index / "index.json").read_bytes(), type=Manifest)
    assert manifest.languages == ("ar", "en") and manifest.themes == ("t001", "t002", "t003", "t004")
    assert (manifest.documents, manifest.passages) == (4, 10)


def test_nothing_is_left_beside_the_index(make_run: MakeRun) -> None:
    """A second build replaces the first, whole."""
    results = make_run("again")
    for _ in range(2):
        build_index(results, encoder=Encoder())
    assert not results.folder.new_index.exists() and not (results.folder.state / "index.old").exists()
    assert len(content(results.folder.index)) == 10


def test_vectors_that_the_run_has_are_not_made_again(make_run: MakeRun) -> None:
    """An encoder that cannot encode is enough the second time."""
    results = make_run("kept")
    build_index(results, encoder=Encoder())

    class Silent(Encoder):
        def encode(self, texts: Any) -> Any:
            raise AssertionError(f"asked for vectors that are there: {texts}")

    assert build_index(open_results(results.root), encoder=Silent()).passages == 10


def _meaning() -> Any:
    from corpus_cli.search import index

    return index.query_encoder("made-up")
