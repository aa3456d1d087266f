"""The judged queries: true to the sample corpus, and matched to passages however these are cut."""

import json
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from search_judged import LANGUAGES, QUERIES, Judgement, Passage, Query, figures, grades, measure, read_queries

from corpus_cli.normalize import fold_text, normalize_text

GOLD = Path(__file__).resolve().parents[2] / "eval" / "samples.gold.jsonl"


@pytest.fixture(scope="module")
def samples() -> dict[str, dict]:
    rows = (json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines())
    return {row["id"]: {**row, "folded": fold_text(normalize_text(row["text"]))} for row in rows}


@pytest.fixture(scope="module")
def queries() -> list[Query]:
    return [query for language in LANGUAGES for query in read_queries(language)]


def passage(text: str, language: str) -> Passage:
    return Passage(language, fold_text(text), text)


def found(path: str, start: int) -> SimpleNamespace:
    """What the measure reads of a hit."""
    return SimpleNamespace(path=f"corpus/samples/{path}", record_id=None, start=start)


SMALL = {
    ("en/a.txt", 0): passage("The well was poisoned.", "en"),
    ("en/a.txt", 30): passage("Nothing of that sort.", "en"),
    ("ar/b.txt", 0): passage("قالوا إنّ البئر مسمومة.", "ar"),
}
ASKED = Query(
    "en-well", "en", "poisoned well", "phrase",
    (Judgement("en/a.txt", "well was poisoned", 2), Judgement("ar/b.txt", "ان البئر", 1)),
)  # fmt: skip


def test_there_are_forty_queries_in_each_language(queries):
    assert Counter(query.lang for query in queries) == {"en": 40, "ar": 40}


def test_no_two_queries_share_an_id_or_a_text(queries):
    assert len({query.id for query in queries}) == len({query.query for query in queries}) == len(queries)


def test_every_quote_stands_in_its_document(queries, samples):
    missing = [
        (query.id, one.path, one.quote)
        for query in queries
        for one in query.relevant
        if fold_text(one.quote) not in samples[one.path]["folded"]
    ]
    assert not missing


def test_every_query_has_a_passage_that_answers_it(queries):
    assert [query.id for query in queries if all(one.grade != 2 for one in query.relevant)] == []


def test_every_grade_is_one_or_two(queries):
    assert {one.grade for query in queries for one in query.relevant} == {1, 2}


def test_queries_have_passages_in_both_languages_but_for_subjects_that_one_language_has(queries, samples):
    alone = {q.id for q in queries if len({samples[one.path]["lang"] for one in q.relevant}) == 1}
    assert alone == {
        "en-reconciliation-homs", "en-landmines", "en-sanctions-transfers", "en-deraa-tomatoes",
        "ar-return-idlib", "ar-hol-stigma", "ar-arwad", "ar-hawala-accounts",
    }  # fmt: skip


def test_questions_to_paragraphs_are_asked_in_both_languages():
    rows = [json.loads(line) for line in (QUERIES / "xquad.jsonl").read_text(encoding="utf-8").splitlines()]
    assert Counter(row["kind"] for row in rows) == {"about": 80, "detail": 80}
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["en"].endswith("?") and row["ar"].endswith("؟") for row in rows)


def test_a_quote_is_found_in_whatever_spelling_its_passage_has():
    # The quote has no hamza and no shadda, the passage has both.
    assert grades(ASKED, SMALL) == {("en/a.txt", 0): 2, ("ar/b.txt", 0): 1}


def test_a_passage_with_two_quotes_has_the_better_grade():
    query = Query("q", "en", "q", "word", (Judgement("en/a.txt", "poisoned", 1), Judgement("en/a.txt", "The well", 2)))
    assert grades(query, SMALL) == {("en/a.txt", 0): 2}


def test_a_quote_that_stands_nowhere_is_an_error():
    query = Query("q", "en", "q", "word", (Judgement("en/a.txt", "a drought", 2),))
    with pytest.raises(ValueError, match="holds 'a drought'"):
        grades(query, SMALL)


def test_an_answer_in_one_language_only_lacks_the_other():
    [row] = measure(lambda _: [found("en/a.txt", 0), found("en/a.txt", 30)], [ASKED], SMALL)
    assert (row["found"], row["cross_recall"], row["other_share"], row["fair_share"]) == ([2, 0], 0, 0, 0.5)


def test_an_empty_answer_finds_nothing_and_has_no_share():
    [row] = measure(lambda _: [], [ASKED], SMALL)
    assert (row["ndcg"], row["cross_recall"], row["other_share"]) == (0, 0, None)


def test_figures_are_means_over_queries():
    answers = iter([[found("en/a.txt", 0), found("ar/b.txt", 0)], []])
    rows = list(measure(lambda _: next(answers), [ASKED, ASKED], SMALL))
    assert figures(rows) == {"ndcg": 0.5, "cross_recall": 0.5, "other_share": 0.5, "fair_share": 0.5}
