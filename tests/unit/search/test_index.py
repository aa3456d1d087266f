from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus_cli.errors import InputError
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.results.run import Results, open_results
from corpus_cli.search import index as index_module
from corpus_cli.search import manifest as manifest_module
from corpus_cli.search.answers import list_runs, search_runs, similar_passages
from corpus_cli.search.build import build_index
from corpus_cli.search.hit import Filters, Hit
from corpus_cli.search.index import Index, open_index


def best(hits: list[Hit]) -> list[str]:
    """The beginnings of what was found."""
    return [hit.text[:10] for hit in hits]


def test_a_query_finds_both_languages(index: Index) -> None:
    """What is asked in one language stands in two."""
    found = search_runs([index], "wells and water", limit=3)
    assert {hit.language for hit in found} == {"ar", "en"}
    assert "طالب الأها" in best(found) and "The pump i" in best(found)


def test_arabic_finds_english(index: Index) -> None:
    """By meaning, without a common word."""
    hits = search_runs([index], "محكمة العدالة", filters=Filters(languages=("en",)), limit=2)
    assert set(best(hits)) == {"Families a", "The judge "} and all("meaning" in hit.why for hit in hits)


def test_every_hit_says_where_it_stands(index: Index) -> None:
    """Offsets lead to the document's text and to the source."""
    for hit in search_runs([index], "Raqqa"):
        doc = index.results.document(hit.doc_id)
        assert (doc.text or "")[hit.start : hit.end] == hit.text
        assert (hit.raw_start, hit.raw_end) == (hit.start + 100, hit.end + 100)


def test_words_of_the_query_and_its_names_are_marked(index: Index) -> None:
    """A name in any spelling: the query says Daraa, the text Dar'a."""
    marked = {
        hit.text[:10]: [hit.text[start:end] for start, end in hit.marks]
        for hit in search_runs([index], "wells in Daraa")
    }
    assert marked["Farmers in"] == ["Dar'a", "well"]
    assert marked["طالب الأها"] == ["درعا"]


def test_names_are_found_under_their_other_name(index: Index) -> None:
    """An id stands for both; what lies in a place is found after the place."""
    hits = search_runs([index], "درعا", ways=("entity",))
    assert set(best(hits)[:2]) == {"Farmers in", "طالب الأها"}
    assert set(best(hits)[2:]) == {"The judge ", "قال قاض في"}
    assert hits[0].names[0] == "gn:170905" and all(hit.why == ("entity",) for hit in hits)


@pytest.mark.parametrize(
    ("text", "begins"),
    [("احمد", "افتتح مركز"), ("الرقه", "عادت العائ"), ("بالمدارس", "عادت العائ"), ("schooling", "A teacher ")],
)  # fmt: skip
def test_words_are_found_in_any_form(index: Index, text: str, begins: str) -> None:
    """Folded and stemmed on both sides."""
    assert begins in best(search_runs([index], text, ways=("words",)))


def test_paper_is_not_raqqa(index: Index) -> None:
    """ورقة begins with its own و."""
    assert "هذه ورقة م" not in best(search_runs([index], "الرقة", ways=("words",)))


def test_context_brings_the_passages_around(index: Index) -> None:
    """Of the same document only."""
    (hit,) = search_runs([index], "Farmers dug deeper", ways=("words",), context=1)
    assert hit.before.startswith("The pump") and hit.after.startswith("A teacher")
    (first,) = search_runs([index], "pump broke", ways=("words",), context=3, limit=1)
    assert first.before == "" and first.after.startswith("Farmers") and "Families" not in first.after


def test_a_list_is_by_date(index: Index) -> None:
    """The newest first, what has no date last."""
    dates = [hit.date for hit in list_runs([index], limit=50)]
    assert dates == ["2023-01-02"] * 2 + ["2022-07"] * 2 + ["2021-05-10"] * 3 + [None] * 3


def test_similar_passages_are_of_other_documents(index: Index) -> None:
    """Of both languages, the nearest in meaning first."""
    hits = similar_passages([index], "justice.txt", limit=1)
    assert best(hits) == ["قال قاض في"] and hits[0].why == ("meaning",)


def test_a_missing_index_says_how_to_make_one(own_run: Path) -> None:
    """The remedy is the command."""
    (own_run / "index" / "index.json").unlink()
    with pytest.raises(InputError, match="no search index") as error:
        open_index(open_results(own_run))
    assert f"corpus index {own_run}" in error.value.remedy


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("index.json", b"{"),
        ("index.json", b"[1]"),
        ("index.json", b'{"schema_version": 1, "analyser": 1}'),
        ("names.json", b"{}"),
        ("names.json", None),
        ("axes.safetensors", b"noise"),
        ("axes.safetensors", None),
        ("vectors.npy", b"noise"),
        ("vectors.npy", None),
        ("languages.npy", b""),
        ("passages.lance", None),
        ("passages.lance/data", b""),
    ],
)  # fmt: skip
def test_a_damaged_index_is_said(own_run: Path, name: str, data: bytes | None) -> None:
    """Whatever file it is, the remedy is the same."""
    path = own_run / "index" / name
    if path.is_dir():
        for file in sorted(path.rglob("*"), reverse=True):
            _ = file.rmdir() if file.is_dir() else file.unlink()
    elif data is None:
        path.unlink()
    else:
        path.write_bytes(data)
    with pytest.raises(InputError, match="index") as error:
        search_runs([open_index(open_results(own_run))], "water in Raqqa")
    assert "corpus index" in error.value.remedy


def test_an_index_of_another_version_is_not_read(own_run: Path) -> None:
    """Its terms would not be those of the query."""
    path = own_run / "index" / "index.json"
    path.write_bytes(re.sub(rb'"analyser": \d+', b'"analyser": 999', path.read_bytes()))
    with pytest.raises(InputError, match="another version"):
        open_index(open_results(own_run))


def test_a_stale_index_answers_and_says_so(own_run: Path) -> None:
    """What was found still stands in the documents that have not changed."""
    RunFolder(own_run).topic_state.write_bytes(b"{}")
    index = open_index(open_results(own_run))
    assert "have changed" in index.notices[0] and search_runs([index], "wells")


def test_an_index_of_files_that_are_as_they_were_is_opened_without_reading_them(
    make_run: Callable[..., Results], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A journal of 100,000 inputs takes a second; a document that is added is noticed all the same."""
    results = make_run("seen")
    build_index(results, encoder=index_module.query_encoder("made-up"))

    def read(folder: RunFolder) -> str:
        raise AssertionError(f"read: {folder.journal}")

    with monkeypatch.context() as patch:
        patch.setattr(manifest_module, "fingerprint_of", read)
        assert open_index(results).notices == ()
    write_whole(results.folder.document("00aa"), b"{}")
    assert "have changed" in open_index(results).notices[0]


def test_another_encoder_is_an_error(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors of two encoders do not compare."""

    class Other:
        name, sha256 = "made-up", "other"

    monkeypatch.setattr(index_module, "query_encoder", lambda _: Other())
    with pytest.raises(InputError, match="another version of the encoder"):
        search_runs([index], "water")
    assert search_runs([index], "wells", ways=("words", "entity"))


def test_a_query_takes_the_encoder_from_where_the_recipe_has_it(
    make_run: Callable[..., Results], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index itself says only what the folder is called; without the run's settings it is asked for by that."""
    folder = tmp_path / "models" / "enc"
    folder.mkdir(parents=True)
    results = make_run("placed")
    encoder = index_module.query_encoder("made-up")
    encoder.name = str(folder)  # type: ignore[misc]
    build_index(results, encoder=encoder)
    asked: list[str] = []
    monkeypatch.setattr(index_module, "query_encoder", lambda name: asked.append(name) or encoder)  # type: ignore[func-returns-value]
    assert search_runs([open_index(results)], "wells")
    settings = {"config": {"recipe": {"topics": {"encoder": str(folder)}}}}
    results.folder.run_file.write_text(json.dumps(settings))
    assert search_runs([open_index(results)], "wells")
    assert asked == ["enc", str(folder)]
