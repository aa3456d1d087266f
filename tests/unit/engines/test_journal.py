"""The journal: what is done is known after any kind of end, and documents have owners."""

from __future__ import annotations

from pathlib import Path

from corpus_cli.document import Failure
from corpus_cli.engines.journal import Entry, Journal


def entry(
    path: str, *doc_ids: str, sha256: str = "s", settings: str = "p", failures: tuple[Failure, ...] = ()
) -> Entry:
    return Entry(path=path, sha256=sha256, settings=settings, doc_ids=doc_ids, failures=failures)


def failure(kind: str, record: str | None = None) -> Failure:
    return Failure(path="a", record=record, kind=kind, reason="r", remedy="m")  # type: ignore[arg-type]  # any kind


def test_what_was_appended_is_known_to_the_next_run(tmp_path: Path) -> None:
    """An entry survives closing and opening, with Arabic paths as they are."""
    journal = Journal(tmp_path / "journal.jsonl")
    journal.append(entry("تقارير/حلب.txt", "aa1"))
    journal.close()
    assert Journal(tmp_path / "journal.jsonl").get("تقارير/حلب.txt") == entry("تقارير/حلب.txt", "aa1")


def test_an_entry_is_on_disk_as_soon_as_it_is_appended(tmp_path: Path) -> None:
    """A killed run, which never closes its journal, loses nothing."""
    journal = Journal(tmp_path / "journal.jsonl")
    journal.append(entry("a", "aa1"))
    assert Journal(tmp_path / "journal.jsonl").get("a") == entry("a", "aa1")


def test_a_torn_last_line_is_as_if_it_had_not_been_written(tmp_path: Path) -> None:
    """Torn at any byte, the line before it stays and the next one written is whole."""
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    journal.append(entry("a", "aa1"))
    journal.append(entry("b", "bb1"))
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for cut in range(first, len(whole) - 1):
        path.write_bytes(whole[:cut])
        torn = Journal(path)
        assert [known.path for known in torn.entries()] == ["a"]
        torn.append(entry("c", "cc1"))
        assert [known.path for known in Journal(path).entries()] == ["a", "c"]


def test_a_later_line_replaces_an_earlier_one(tmp_path: Path) -> None:
    """The same path twice is one input, and closing leaves one line for it."""
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    journal.append(entry("a", "aa1"))
    journal.append(entry("a", "aa2"))
    assert Journal(path).get("a") == entry("a", "aa2")
    journal.close()
    assert path.read_bytes().count(b"\n") == 1


def test_an_input_known_under_another_path_is_gone(tmp_path: Path) -> None:
    """A tombstone hides the entry and is dropped when the file is written anew."""
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    journal.append(entry("a", "aa1"))
    journal.append(Entry(path="a", sha256="", settings="", gone=True))
    assert journal.get("a") is None
    assert not journal.owns("aa1")
    journal.close()
    assert path.read_bytes() == b""


def test_a_document_with_another_owner_is_handed_on(tmp_path: Path) -> None:
    """When an input loses documents, those that another input owns as well must be looked at again."""
    journal = Journal(tmp_path / "journal.jsonl")
    journal.append(entry("a", "aa1", "aa2", "aa3"))
    journal.append(entry("b", "aa2"))
    assert journal.handed_on_by(entry("a", "aa1")) == ["aa2"]
    assert journal.shared() == ["aa2"]
    assert journal.owners(["aa2"]) == {"aa2": ["a", "b"]}
    assert journal.documents == 3


def test_the_file_does_not_depend_on_the_order_of_finishing(tmp_path: Path) -> None:
    """Workers finish in any order; the closed journal and its fingerprint are the same."""
    entries = [entry("a", "aa1"), entry("b", "bb1"), entry("c")]
    files, prints = set(), set()
    for number, order in enumerate((entries, entries[::-1])):
        journal = Journal(tmp_path / f"{number}.jsonl")
        for item in order:
            journal.append(item)
        prints.add(journal.fingerprint)
        journal.close()
        files.add((tmp_path / f"{number}.jsonl").read_bytes())
    assert len(files) == len(prints) == 1


def test_only_inputs_without_documents_are_worth_retrying() -> None:
    """A time-out or missing OCR may be gone next time; one bad record of a csv will not."""
    assert entry("a", failures=(failure("quarantined"),)).worth_retrying
    assert entry("a", failures=(failure("needs_ocr"),)).worth_retrying
    assert not entry("a", failures=(failure("skipped"),)).worth_retrying
    assert not entry("a", "aa1", failures=(failure("quarantined", record="7"),)).worth_retrying


def test_a_duplicate_record_does_not_make_its_file_a_duplicate() -> None:
    """Only a duplicate line without a record speaks of the whole file."""
    assert entry("a", failures=(failure("duplicate"),)).duplicate
    assert not entry("a", "aa1", failures=(failure("duplicate", record="7"),)).duplicate


def test_a_duplicate_in_an_archive_does_not_make_the_archive_one() -> None:
    """A file that lies in it twice, or elsewhere too, has a way of its own."""
    assert not entry("a.zip", "aa1", failures=(failure("duplicate"),)).duplicate


def test_the_fingerprint_changes_with_anything_that_changes_documents(tmp_path: Path) -> None:
    """Other bytes, other settings, other ids: another fingerprint."""
    prints = set()
    for number, item in enumerate(
        (entry("a", "aa1"), entry("a", "aa2"), entry("a", "aa1", sha256="t"), entry("a", "aa1", settings="q"))
    ):
        journal = Journal(tmp_path / f"{number}.jsonl")
        journal.append(item)
        prints.add(journal.fingerprint)
    assert len(prints) == 4
