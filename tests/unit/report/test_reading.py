"""One pass over the documents: what is counted, listed and sampled, whatever their order."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import msgspec
import pytest

from corpus_cli.report import reading
from corpus_cli.report.reading import ReadDocument, Reading, read
from corpus_cli.results.run import open_results


def document(number: int, *, passages: int = 1, **source: Any) -> ReadDocument:
    text = "one two three " * 40
    made = {
        "doc_id": f"{number:020x}",
        "source": {"path": f"{number}.txt", "date": f"2023-{number % 12 + 1:02}-01", **source},
        "language": "en" if number % 2 else "ar",
        "text": text,
        "passages": [
            {
                "id": f"p{row}",
                "start": 0,
                "end": len(text),
                "language": "en" if number % 2 else "ar",
                "theme_id": "t001",
            }
            for row in range(passages)
        ],
        "themes": [{"theme_id": "t001", "share": 1.0}],
    }
    return msgspec.convert(made, ReadDocument)


def reading_of(docs: list[ReadDocument]) -> Reading:
    found = Reading()
    for doc in docs:
        found.add(doc)
    return found


def test_documents_languages_passages_and_months_are_counted() -> None:
    corpus = reading_of([document(1, passages=2), document(2), document(13, date=None)]).corpus()
    assert (corpus.documents, corpus.passages, corpus.undated) == (3, 4, 1)
    assert [(row.language, row.documents, row.passages) for row in corpus.languages] == [("en", 2, 3), ("ar", 1, 1)]
    assert corpus.months == [("2023-02", "en", 1), ("2023-03", "ar", 1)]
    assert (corpus.first_date, corpus.last_date) == ("2023-02-01", "2023-03-01")


def test_a_year_alone_is_no_month_but_counts_in_the_period() -> None:
    corpus = reading_of([document(1, date="2019"), document(2)]).corpus()
    assert corpus.undated == 1
    assert (corpus.first_date, corpus.last_date) == ("2019", "2023-03-01")


def test_a_document_that_repeats_another_is_counted_as_a_duplicate_only() -> None:
    found = reading_of([document(1), document(2, duplicate_of="1" * 20)])
    assert (found.corpus().documents, found.corpus().duplicates) == (1, 1)
    assert len(found.sample()) == 1


def test_the_latest_documents_are_listed_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_DOCUMENTS", 3)
    docs = [document(number, date=f"2023-01-{number % 28 + 1:02}") for number in range(40)]
    listed = reading_of(docs).corpus().listed
    assert listed.total == 40
    assert [row.date for row in listed.rows] == ["2023-01-28", "2023-01-27", "2023-01-26"]


def test_the_sample_is_as_large_as_it_may_be_and_the_same_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_PASSAGES", 10)
    monkeypatch.setattr(reading, "MOST_DOCUMENTS", 5)
    docs = [document(number, passages=3) for number in range(30)]
    first = reading_of(docs)
    random.Random(1).shuffle(docs)
    second = reading_of(docs)
    assert len(first.sample()) == 10
    assert first.sample() == second.sample()
    assert first.corpus() == second.corpus()
    assert len({one.doc_id for one in first.sample()}) > 5


def test_an_excerpt_ends_with_a_word_and_a_word_without_end_is_cut() -> None:
    (excerpt,) = {one.text for one in reading_of([document(1)]).sample()}
    assert excerpt.endswith((" one …", " two …", " three …"))
    long = msgspec.structs.replace(document(1), text="ب" * 560)
    assert reading_of([long]).sample()[0].text == "ب" * reading.EXCERPT + " …"


def test_the_document_with_most_passages_of_a_theme_is_known() -> None:
    found = reading_of([document(1), document(2, passages=3, title="Long"), document(3, passages=2)])
    assert (found.largest["t001"].name, found.largest["t001"].passages) == ("Long", 3)


def test_a_file_that_is_no_document_is_named(make_run: Any) -> None:
    out: Path = make_run(documents=1)
    (path, *_) = sorted(out.glob("documents/*/*.json"))
    path.write_bytes(b'{"doc_id": 3')
    damaged: list[str] = []
    assert len(list(read(open_results(out), damaged=damaged.append))) == 3
    assert damaged == [path.relative_to(out).as_posix()]
