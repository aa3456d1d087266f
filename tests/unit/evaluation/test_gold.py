"""Gold that cannot be used is refused with its line and what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus_cli.errors import InputError
from corpus_cli.evaluation.gold import read_gold
from corpus_cli.evaluation.scores import Span

LABELS = ("PLACE", "ORG")
GOOD = '{"id": "a", "lang": "en", "text": "In Homs.", "entities": [{"start": 3, "end": 7, "label": "PLACE"}]}'


def write(folder: Path, *lines: str | bytes) -> Path:
    path = folder / "gold.jsonl"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return path


def test_good_gold_is_read(tmp_path: Path) -> None:
    """With a byte order mark, Windows line ends and empty lines; an id is the line's number if there is none."""
    second = json.dumps({"text": "😀 حمص", "entities": [{"start": 2, "end": 5, "label": "PLACE", "more": 1}] * 2})
    first, other = read_gold(write(tmp_path, b"\xef\xbb\xbf" + GOOD.encode() + b"\r", "", second, ""), labels=LABELS)
    assert (first.id, first.line, first.language, first.spans) == ("a", 1, "en", (Span(3, 7, "PLACE"),))
    assert (other.id, other.line, other.language, other.spans) == ("3", 3, "und", (Span(2, 5, "PLACE"),))


def test_a_text_without_names_is_gold(tmp_path: Path) -> None:
    """What is found in it is invented."""
    (row,) = read_gold(write(tmp_path, '{"text": "No name.", "entities": []}'), labels=LABELS)
    assert row.spans == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{not json", "is not valid JSON"),
        ("[1]", "is not a JSON object but a list"),
        (b'{"text": "\xff"}', "is not UTF-8 at byte 11"),
        ('{"entities": []}', "has no text"),
        ('{"text": 5, "entities": []}', "a text that is not a string but a number"),
        ('{"text": "Homs"}', "has no list of entities"),
        ('{"text": "Homs", "entities": [3]}', "entity 1: is not a JSON object"),
        ('{"text": "Homs", "entities": [{"start": 0, "end": 4}]}', "entity 1: has no label"),
        ('{"text": "Homs", "entities": [{"start": 0, "end": "4", "label": "PLACE"}]}', "not both whole numbers"),
        ('{"text": "Homs", "entities": [{"start": false, "end": 4, "label": "PLACE"}]}', "not both whole numbers"),
        ('{"text": "Homs", "entities": [{"start": 0, "end": 5, "label": "PLACE"}]}', "characters 0 to 5 are no part"),
        ('{"text": "Homs", "entities": [{"start": -1, "end": 4, "label": "PLACE"}]}', "characters -1 to 4"),
        ('{"text": "Homs", "entities": [{"start": 2, "end": 2, "label": "PLACE"}]}', "characters 2 to 2"),
        ("[" * 100_000, "line 2"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str | bytes, said: str) -> None:
    """The second line, and what to do about it."""
    with pytest.raises(InputError) as caught:
        read_gold(write(tmp_path, GOOD, line), labels=LABELS)
    assert "gold.jsonl, line 2" in caught.value.message
    assert said in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize("lines", [(), ("", "  ", "")])
def test_an_empty_file_is_refused(tmp_path: Path, lines: tuple[str, ...]) -> None:
    """There is nothing to measure against."""
    with pytest.raises(InputError, match="is empty"):
        read_gold(write(tmp_path, *lines), labels=LABELS)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Nor is a folder one."""
    with pytest.raises(InputError, match="is not there"):
        read_gold(tmp_path / "absent.jsonl", labels=LABELS)
    with pytest.raises(InputError, match="is a folder"):
        read_gold(tmp_path, labels=LABELS)


def test_labels_of_another_scheme_are_named(tmp_path: Path) -> None:
    """Otherwise all that is found would seem invented."""
    path = write(tmp_path, GOOD.replace("PLACE", "LOC"), GOOD.replace("PLACE", "GPE"))
    with pytest.raises(InputError, match="PLACE or ORG; it has GPE, LOC"):
        read_gold(path, labels=LABELS)
