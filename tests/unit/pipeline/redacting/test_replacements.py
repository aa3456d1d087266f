"""What is counted of a redaction, and what is remembered of it in the folder."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus_cli.document import Document, Provenance, Source
from corpus_cli.output import RunFolder
from corpus_cli.pipeline.redacting.redaction import Redaction, claim, note_found, read_redaction, redacted_run
from corpus_cli.pipeline.redacting.replacements import Replacements


@pytest.fixture
def redaction(tmp_path: Path) -> Redaction:
    """Lines 2, 3, 5 and 6; the third stands within the first."""
    (tmp_path / "names.txt").write_text("# people\nSalim Haddad\nسليم حداد\n\nHaddad\nNobody Else\n", encoding="utf-8")
    return read_redaction(tmp_path / "names.txt")


@pytest.fixture
def folder(tmp_path: Path, redaction: Redaction) -> RunFolder:
    """A folder claimed with the list."""
    folder = RunFolder(tmp_path / "out")
    folder.state.mkdir(parents=True)
    claim(folder, redaction, empty=True)
    return folder


def test_names_are_counted_in_text_and_source_of_a_document(redaction: Redaction) -> None:
    """By their places in the list; the next document begins at nothing."""
    doc = Document(
        doc_id="0",
        source=Source(path="Salim Haddad.txt", title="سليم حداد", media_type="text/plain", sha256="", size_bytes=1),
        text="Salim Haddad and SALIM HADDAD.",
        segments=(),
        provenance=Provenance(package_version="1", config_hash="c"),
    )
    list(redaction.texts(iter((redaction.identity(doc),))))
    assert redaction.taken() == {0: 3, 1: 1}
    assert redaction.taken() == {}


def test_counts_are_added_up_and_new_names_are_told() -> None:
    """A document without a name is none; what is told decides whether the folder has to know."""
    one, two = Replacements(), Replacements(elsewhere={2})
    one.add(Counter({0: 2}))
    one.add(Counter())
    two.add(Counter({0: 1, 1: 1}))
    assert one.merge(two)
    assert (one.total, one.documents, one.found) == (4, 2, {0, 1, 2})
    assert not one.merge(two)


def test_a_name_that_an_earlier_run_found_is_not_missing(folder: RunFolder, redaction: Redaction) -> None:
    """A run that has nothing to read finds nothing; one that stands within a longer name was found with it."""
    assert [name.line for name in redacted_run(folder, redaction, Replacements()).never_found or ()] == [2, 3, 5, 6]
    note_found(folder, {0})
    note_found(folder, {1})
    claim(folder, redaction, empty=False)
    run = redacted_run(folder, redaction, Replacements())
    assert [name.line for name in run.never_found or ()] == [6]
    assert run.as_counts() == {"replacements": 0, "redacted_documents": 0, "names_never_found": 1}
    assert "Nobody" not in str(run.as_data()) and run.as_data()["never_found"] == [6]


def test_where_an_earlier_version_noted_nothing_no_name_is_called_missing(
    folder: RunFolder, redaction: Redaction
) -> None:
    """Its documents may hold any of them."""
    mark = folder.state / "redaction.json"
    mark.write_text(f'{{"fingerprint":"{redaction.fingerprint}","names":4}}')
    note_found(folder, {0})
    claim(folder, redaction, empty=False)
    run = redacted_run(folder, redaction, Replacements())
    assert run.never_found is None and "names_never_found" not in run.as_counts()
