from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from corpus_cli.search.answers import search_runs
from corpus_cli.search.as_csv import to_csv
from corpus_cli.search.as_json import to_json
from corpus_cli.search.as_markdown import to_markdown
from corpus_cli.search.hit import Hit
from corpus_cli.search.index import Index
from corpus_cli.search.showing import excerpt, lines, marked, pieces
from corpus_cli.search.terminal import hit_lines


@pytest.fixture
def hits(index: Index) -> list[Hit]:
    """What a query finds, of both languages."""
    return search_runs([index], "wells in Daraa", limit=4)


def long_hit(hit: Hit) -> Hit:
    """A long passage whose only mark stands far behind."""
    text = "One two three. " * 60 + "Here is the well. " + "Four five six. " * 60
    at = text.index("well")
    return replace(hit, text=text, marks=((at, at + 4),))


def test_an_excerpt_holds_the_marks(hits: list[Hit]) -> None:
    """It begins where a sentence begins and breaks no word."""
    hit = long_hit(hits[0])
    start, end = excerpt(hit, length=200)
    assert "well" in hit.text[start:end] and end - start <= 200
    assert hit.text[start:].startswith(("Here is", "One two")) and hit.text[end].isspace()


def test_lines_break_between_words() -> None:
    """No line is wider than asked, unless one word is."""
    text = "aa bbb cccc dddddddddddd e"
    assert [text[start:end] for start, end in lines(text, 0, len(text), width=7)] == [
        "aa bbb",
        "cccc",
        "dddddddddddd",
        "e",
    ]


def test_pieces_hold_no_control_characters() -> None:
    """A terminal escape or a bidi override in a report does nothing to whoever reads the answer."""
    text = "a\x1b[31m \u202ewell\u202c b"
    shown = marked(
        pieces(text, ((text.index("well"), text.index("well") + 4),), 0, len(text)), lambda word: f"<{word}>"
    )
    assert shown == "a[31m <well> b"


def test_the_table_fits_a_narrow_terminal(hits: list[Hit]) -> None:
    """Eighty columns, but for paths and titles; the words are marked; Arabic stands in lines of its own."""
    found = list(hit_lines([long_hit(hits[0]), *hits], width=80))
    assert any("[well]" in line for line in found) and any(line.strip().startswith("… ") for line in found)
    assert all(len(line) <= 80 for line in found if "characters" not in line)
    arabic = [line for line in found if "درعا" in line]
    assert arabic and not any(letter.isascii() and letter.isalpha() for line in arabic for letter in line)


def test_context_is_shown_in_full(hits: list[Hit]) -> None:
    """What stands around the passage comes before and after it."""
    found = "\n".join(hit_lines([replace(hits[0], path="a.txt", before="Before it.", after="After it.")]))
    assert found.index("Before it.") < found.index("well") < found.index("After it.")


def test_json_is_the_contract(hits: list[Hit]) -> None:
    """The fields of the design, best first, and marks that are offsets into the text."""
    answer = json.loads(to_json(hits, query="wells in Daraa", notes=("a note",)))
    assert answer["query"] == "wells in Daraa" and answer["notes"] == ["a note"]
    wanted = "doc_id record_id path title date language theme_id start end raw_start raw_end text score why".split()
    assert list(answer["hits"][0])[:7] == wanted[:7] and set(wanted) < set(answer["hits"][0])
    first = answer["hits"][0]
    assert [first["text"][start:end] for start, end in first["marks"]] == ["Dar'a", "well"]


def test_csv_opens_in_a_spreadsheet(hits: list[Hit]) -> None:
    """A byte order mark, a row a hit, and no cell that is a formula."""
    data = to_csv([replace(hits[0], title="=1+1"), *hits[1:]])
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert data.startswith(b"\xef\xbb\xbf") and len(rows) == len(hits)
    assert rows[0]["title"] == "'=1+1" and rows[0]["why"].split("|") == list(hits[0].why)


def test_markdown_marks_words_and_direction(hits: list[Hit]) -> None:
    """Bold words, right-to-left quotes said to be so, and nothing of a report taken for markup."""
    hostile = replace(hits[0], title="<script>*x*</script>")
    page = to_markdown([hostile, *hits[1:]], query="wells").decode()
    assert "**well**" in page and '<blockquote dir="rtl" lang="ar">' in page and "**درعا**" in page
    assert "<script>" not in page and "&lt;script&gt;\\*x\\*" in page


def test_markdown_of_nothing_says_so() -> None:
    """An empty page would look like a mistake."""
    assert "Nothing was found" in to_markdown([], query="wells").decode()
