from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus_cli.errors import InputError
from corpus_cli.results.run import Results, open_results
from corpus_cli.search import index as index_module
from corpus_cli.search.answers import list_runs, search_runs, similar_passages
from corpus_cli.search.build import build_index
from corpus_cli.search.hit import Filters
from corpus_cli.search.index import Index, open_index


@pytest.fixture
def other(make_run: Callable[..., Results]) -> Index:
    """Another run, of one document that the first does not have and one that it has."""
    from_first = (
        "en/justice.txt",
        "en",
        "2022-07",
        (("t003", "The judge in Nawa heard the trial of the traders.", []),),
    )
    own = ("en/wells-2.txt", "en", "2024-02-01", ((None, "New pumps for every well and water for all.", []),))
    results = make_run("other", from_first, own)
    build_index(results, encoder=index_module.query_encoder("made-up"))
    return open_index(results)


def test_runs_are_searched_together(index: Index, other: Index) -> None:
    """The best of both, each with its run."""
    hits = search_runs([index, other], "water and wells", limit=4)
    assert {hit.run for hit in hits} == {str(index.results.root), str(other.results.root)}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_passage_of_two_runs_comes_once(index: Index, other: Index) -> None:
    """The same document may have been read twice."""
    hits = search_runs([index, other], "judge trial", limit=20)
    assert sum(hit.text.startswith("The judge") for hit in hits) == 1


def test_lists_are_merged_by_date(index: Index, other: Index) -> None:
    """The newest of both first."""
    hits = list_runs([index, other], limit=50)
    assert hits[0].path == "en/wells-2.txt" and len(hits) == 11


def test_a_filter_that_one_run_knows_is_enough(index: Index, other: Index) -> None:
    """The run that names no such organization has no answer; if none does, that is an error."""
    assert len(list_runs([other, index], filters=Filters(organizations=("Furat Center",)))) == 2
    with pytest.raises(InputError, match="no organization"):
        list_runs([other, index], filters=Filters(organizations=("Nobody",)))


def test_a_theme_of_several_models_is_no_filter(
    make_run: Callable[..., Results], monkeypatch: pytest.MonkeyPatch
) -> None:
    """t001 is one theme here and another there; runs of one model are asked together, and so is one run alone."""
    labels = {"one": "Water | المياه", "same": "Water | المياه", "two": ""}
    monkeypatch.setattr(Index, "theme_label", lambda index, _: labels[index.results.root.name])
    indexes = []
    for name, digest in (("one", "a" * 64), ("same", "a" * 64), ("two", "b" * 64)):
        results = make_run(name)
        results.folder.topics.mkdir()
        (results.folder.topics / "model.sha256").write_text(f"{digest}\n")
        build_index(results, encoder=index_module.query_encoder("made-up"))
        indexes.append(open_index(results))
    one, same, two = indexes
    theme = Filters(themes=("T001",))
    assert list_runs([one, same], filters=theme) and list_runs([two], filters=theme)
    for ask in (
        lambda: list_runs(indexes, filters=theme),
        lambda: search_runs([one, two], "water", filters=theme),
        lambda: similar_passages([one, two], "en/wells.txt", filters=theme),
    ):
        with pytest.raises(InputError, match=r"t001 is 'Water \| المياه' in .*one, 'a theme without") as error:
            ask()
        assert "corpus topics assign" in error.value.remedy
    assert list_runs(indexes)


def test_an_index_of_an_earlier_version_has_the_theme_ids_of_its_run(make_run: Callable[..., Results]) -> None:
    """Its manifest knows no model."""
    results = make_run("older")
    build_index(results, encoder=index_module.query_encoder("made-up"))
    assert open_index(results).topic_model == ""
    results.folder.topics.mkdir()
    (results.folder.topics / "model.sha256").write_text("c" * 64)
    assert open_index(results).topic_model == "c" * 64


def test_similar_looks_in_all_runs(index: Index, other: Index) -> None:
    """The document may be of either."""
    hits = similar_passages([index, other], "en/wells-2.txt", limit=3)
    assert {hit.path for hit in hits} <= {"en/wells.txt", "ar/العودة.txt"} and len(hits) == 3


def test_an_unknown_document_is_an_error(index: Index) -> None:
    """It says where it was looked for."""
    with pytest.raises(InputError, match="no document"):
        similar_passages([index], "nothing.txt")


def test_the_run_is_named_as_it_was_given(indexed: Path) -> None:
    """So that scripts can join it with their own paths."""
    assert {hit.run for hit in list_runs([open_index(open_results(indexed))])} == {str(indexed)}
