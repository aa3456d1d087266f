"""The relations files are those of the folder's documents, whatever their order, and made only when these change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus_cli.document import Document, Passage, Provenance, Source, from_json, to_json
from corpus_cli.engines.journal import Entry, Journal
from corpus_cli.engines.local import LocalEngine
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.pipeline.passes import relations as relations_pass
from corpus_cli.pipeline.passes.relations import not_counted, relate_texts, relate_translations, translations_known
from corpus_cli.pipeline.passes.relations_work import compare_pairs
from corpus_cli.pipeline.progress import Silence
from corpus_cli.relations.as_json import read_relations
from corpus_cli.relations.relation import Relation
from corpus_cli.topics.encoders.vectors import encode_shard, shards

WORDS = {name: " ".join(f"{name}{number}" for number in range(50)) for name in ("alpha", "beta", "gamma")}
REPORT = f"{WORDS['alpha']}. {WORDS['beta']}."


class Listener(Silence):
    """Keeps the passes that begin."""

    def __init__(self) -> None:
        self.passes: list[str] = []

    def begin(self, name: str, *, total: int | None, unit: str) -> None:  # noqa: ARG002 (the protocol's)
        self.passes.append(name)


class Fake:
    """An encoder that gives texts of the same first word the same vector, and each script a place of its own."""

    name = "fake"
    sha256 = "f" * 64

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = []
        for text in texts:
            seed = sum(ord(char) for char in text.split()[0].translate(str.maketrans("ابج", "abg")))
            vector = np.random.default_rng(seed).standard_normal(32)
            rows.append(vector / np.linalg.norm(vector))
        return np.array(rows, dtype=np.float32).reshape(len(rows), 32)


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    found = RunFolder(tmp_path)
    found.state.mkdir()
    return found


def write(
    folder: RunFolder, journal: Journal, number: int, text: str, *, date: str | None = None, language: str = "en"
) -> Path:
    """A document of one passage, which is in the journal as well."""
    doc = Document(
        doc_id=f"{number:020x}",
        source=Source(path=f"{number}.txt", media_type="text/plain", sha256="", size_bytes=1, date=date),
        language=language,
        text=text,
        passages=(Passage(id="p1", start=0, end=len(text), raw_start=0, raw_end=len(text), language=language),),
        provenance=Provenance(package_version="0", config_hash=""),
    )
    write_whole(folder.document(doc.doc_id), to_json(doc))
    journal.append(Entry(path=doc.source.path, sha256=f"{number} {text}", settings="", doc_ids=(doc.doc_id,)))
    return folder.document(doc.doc_id)


def relate(folder: RunFolder, journal: Journal) -> list[tuple[int, int, str]]:
    found = relate_texts(folder, journal, engine=LocalEngine(1), progress=Silence())
    return [(int(one.doc_id_a, 16), int(one.doc_id_b, 16), one.kind) for one in found]


def repeated(path: Path) -> str | None:
    return from_json(path.read_bytes()).source.duplicate_of


def test_no_documents_give_empty_files(folder: RunFolder) -> None:
    """A header and nothing: that nothing was found can be read."""
    assert relate(folder, Journal(folder.journal)) == []
    assert folder.relations.read_bytes() == b""
    assert len(folder.relations_table.read_text(encoding="utf-8").splitlines()) == 1


def test_a_document_of_the_same_words_names_the_first_by_date(folder: RunFolder) -> None:
    """The later one says what it repeats, whatever its path; the earlier one is as it was."""
    journal = Journal(folder.journal)
    later = write(folder, journal, 1, REPORT, date="2024-05-02")
    first = write(folder, journal, 2, REPORT.upper().replace(". ", ".\n\n"), date="2024-05-01")
    before = first.read_bytes()
    assert relate(folder, journal) == [(2, 1, "duplicate")]
    assert repeated(later) == f"{2:020x}"
    assert first.read_bytes() == before


def test_a_document_no_longer_repeats_one_that_has_gone(folder: RunFolder) -> None:
    """What a document says of another depends on which documents there are, and on nothing that once was."""
    journal = Journal(folder.journal)
    first, second = write(folder, journal, 1, REPORT), write(folder, journal, 2, REPORT)
    alone = second.read_bytes()
    relate(folder, journal)
    assert repeated(second) == f"{1:020x}"
    first.unlink()
    journal.append(Entry(path="1.txt", sha256="", settings="", gone=True))
    assert relate(folder, journal) == []
    assert second.read_bytes() == alone


def test_short_answers_of_the_same_words_stay_two(folder: RunFolder) -> None:
    """Two people who answer alike are two."""
    journal = Journal(folder.journal)
    answers = [write(folder, journal, number, "No water yet, and no bread either.") for number in (1, 2)]
    assert relate(folder, journal) == []
    assert [repeated(path) for path in answers] == [None, None]


def test_documents_are_read_only_when_they_have_changed(folder: RunFolder) -> None:
    """A new document and a damaged file are reasons to read; a second run alone is not."""
    journal, listener = Journal(folder.journal), Listener()
    write(folder, journal, 1, REPORT)
    for _ in range(2):
        relate_texts(folder, journal, engine=LocalEngine(1), progress=listener)
    assert listener.passes == ["duplicates"]
    write(folder, journal, 2, f"News. {REPORT}")
    assert len(relate_texts(folder, journal, engine=LocalEngine(1), progress=listener)) == 1
    folder.relations.write_bytes(b"{}\n")
    assert len(relate_texts(folder, journal, engine=LocalEngine(1), progress=listener)) == 1
    assert listener.passes == ["duplicates"] * 3


def test_the_order_in_which_documents_come_changes_nothing(tmp_path: Path) -> None:
    """All at once or one after the other: the same files, byte for byte."""
    texts = [REPORT, f"A head. {REPORT}", WORDS["gamma"], f"{WORDS['gamma']} and a word", WORDS["alpha"]]
    files = []
    for name, order in (("a", range(5)), ("b", reversed(range(5)))):
        found = RunFolder(tmp_path / name)
        found.state.mkdir(parents=True)
        journal = Journal(found.journal)
        for number in order:
            write(found, journal, number, texts[number])
            if name == "b":
                relate(found, journal)
        relate(found, journal)
        files.append([found.relations.read_bytes(), found.relations_table.read_bytes()])
    assert files[0] == files[1]
    assert files[0][0].count(b"\n") >= 3


def test_translations_are_added_and_stay_until_documents_change(folder: RunFolder) -> None:
    """A pass over the texts alone keeps what was found by meaning, if the documents are the same."""
    journal, encoder = Journal(folder.journal), Fake()
    write(folder, journal, 1, f"alpha {WORDS['gamma']} in 2023, 4500 of 780 and 1250")
    write(folder, journal, 2, "ابج " + " ".join(f"مفردة{n}" for n in range(40)), language="ar")
    write(folder, journal, 3, "alpha " + " ".join(f"كلمة{n}" for n in range(40)) + " 2023 4500 780 1250", language="ar")
    for number in range(10, 16):  # from six passages of a language on it is known what is usual in it
        write(folder, journal, number, "stone " + " ".join(f"w{number}x{n}" for n in range(40)))
        write(folder, journal, number + 10, "غير " + " ".join(f"{number}س{n}" for n in range(40)), language="ar")
    assert relate(folder, journal) == []
    assert not translations_known(folder, journal)
    for shard in shards(folder.root):
        encode_shard(folder.root, shard, encoder)
    found = relate_translations(folder, journal, encoder=encoder, engine=LocalEngine(1), progress=Silence())
    assert [(one.doc_id_a[-1], one.doc_id_b[-1], one.kind) for one in found] == [("1", "3", "translation")]
    assert translations_known(folder, journal)
    assert relate_texts(folder, journal, engine=LocalEngine(1), progress=Silence()) == found
    assert not_counted(folder) == {f"{3:020x}": "translation"}
    line = json.loads(folder.relations.read_text().splitlines()[0])
    assert (line["evidence"]["numbers"], line["aligned"][0]["passage_a"]) == (1.0, "p1")
    write(folder, journal, 4, WORDS["beta"])
    assert not translations_known(folder, journal)
    assert relate(folder, journal) == []


def test_a_damaged_document_is_passed_over(folder: RunFolder) -> None:
    """Others are related all the same; whoever reads it next says so."""
    journal = Journal(folder.journal)
    write(folder, journal, 1, REPORT)
    write(folder, journal, 2, f"News. {REPORT}")
    write_whole(folder.document(f"{3:020x}"), b"{")
    assert relate(folder, journal) == [(1, 2, "near_duplicate")]
    assert len(read_relations(folder.relations)) == 1


def test_a_document_that_cannot_be_read_is_passed_over(folder: RunFolder) -> None:
    """A folder stands here for what the file system does not hand out: also for root it cannot be read."""
    journal = Journal(folder.journal)
    write(folder, journal, 1, REPORT)
    write(folder, journal, 2, f"News. {REPORT}")
    folder.document(f"{3:020x}").mkdir(parents=True)
    assert relate(folder, journal) == [(1, 2, "near_duplicate")]


def test_a_later_run_compares_only_what_has_changed(folder: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """And finds what a run from the beginning finds, also where a document has another text now."""
    compared: list[tuple[int, int]] = []

    def listening(state: object, pairs: Sequence[tuple[str, str]]) -> list[Relation]:
        compared.extend((int(a, 16), int(b, 16)) for a, b in pairs)
        return compare_pairs(state, pairs)  # type: ignore[arg-type]

    monkeypatch.setattr(relations_pass, "compare_pairs", listening)
    journal = Journal(folder.journal)
    write(folder, journal, 1, REPORT)
    write(folder, journal, 2, f"{REPORT} And more.")
    write(folder, journal, 3, f"{WORDS['gamma']} {WORDS['beta']}")
    first = relate(folder, journal)
    assert (1, 2) in compared and first[0] == (1, 2, "near_duplicate")
    compared.clear()
    write(folder, journal, 4, f"{REPORT} Or less.")
    assert {(1, 2, "near_duplicate"), (1, 4, "near_duplicate")} <= set(relate(folder, journal))
    assert compared and all(4 in pair for pair in compared)
    compared.clear()
    write(folder, journal, 2, WORDS["gamma"])
    later = relate(folder, journal)
    assert compared and all(2 in pair for pair in compared)
    assert not any((a, b) == (1, 2) for a, b, _ in later)
    fresh = RunFolder(folder.root / "fresh")
    fresh.state.mkdir(parents=True)
    again = Journal(fresh.journal)
    for number, text in enumerate(
        (REPORT, WORDS["gamma"], f"{WORDS['gamma']} {WORDS['beta']}", f"{REPORT} Or less."), 1
    ):
        write(fresh, again, number, text)
    assert relate(fresh, again) == later


def test_many_pairs_are_compared_by_workers_with_the_same_result(
    folder: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However they are divided."""
    journal = Journal(folder.journal)
    for number in range(1, 7):
        write(folder, journal, number, f"{REPORT} Version {number}.")
    here = relate(folder, journal)
    for path in (folder.relations_state, folder.compared):
        path.unlink()
    monkeypatch.setattr(relations_pass, "FEW_PAIRS", 0)
    monkeypatch.setattr(relations_pass, "PAIRS_A_TASK", 4)
    assert relate(folder, journal) == here and len(here) >= 5
