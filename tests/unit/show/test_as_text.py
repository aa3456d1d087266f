"""A document in a terminal and in a pipe."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from corpus_cli.document import Document
from corpus_cli.show.as_text import Look, to_text
from corpus_cli.show.part import around_offsets, around_passage
from corpus_cli.show.view import view_of

Labels = dict[str, dict[str, str]]
ESCAPES = re.compile(r"\x1b\[[0-9;]+m")


def columns(line: str) -> int:
    return sum(unicodedata.category(char) not in ("Mn", "Cf") for char in ESCAPES.sub("", line))


def test_names_stand_in_brackets_and_a_proclitic_before_them(arabic: Document, labels: Labels) -> None:
    """In بحلب the name is حلب: the bracket opens after the ب, and the tag is that of the first حلب."""
    text = to_text(view_of(arabic, labels=labels))
    assert "ب[حلب P2]" in text
    assert re.search(r"P2 +2 +city +gn:170063 +Aleppo \| حلب\n", text)
    assert re.search(r"P3 +1 +place +no link +تل الغرباء\n", text)


def test_without_colour_nothing_but_text_is_written(arabic: Document, english: Document, labels: Labels) -> None:
    """A pipe gets no escapes and no isolates."""
    for doc in (arabic, english):
        text = to_text(view_of(doc, labels=labels))
        assert not [char for char in text if unicodedata.category(char)[0] == "C" and char != "\n"]


def test_colours_change_no_letter_but_the_brackets(mixed: Document, labels: Labels) -> None:
    """Without its escapes the coloured text holds the same words in the same order."""
    view = view_of(mixed, labels=labels)
    colored = ESCAPES.sub("", to_text(view, look=Look(color=True, width=1000)))
    plain = to_text(view, look=Look(width=1000))
    assert re.sub(r"[\[\]\s]", "", colored) == re.sub(r"[\[\]\s]", "", plain)
    assert "\x1b[32mAleppo\x1b[0m" in to_text(view, look=Look(color=True))


def test_on_a_terminal_each_line_has_the_direction_of_its_language(mixed: Document, labels: Labels) -> None:
    """The English line with an Arabic word runs from left to right, the Arabic one with Latin words the other way."""
    lines = to_text(view_of(mixed, labels=labels), look=Look(isolate=True)).splitlines()
    (english,) = [line for line in lines if "The workshop" in line]
    (arabic,) = [line for line in lines if "باللغتين" in line]
    assert (english[0], english[-1]) == ("\u2066", "\u2069")
    assert (arabic[0], arabic[-1]) == ("\u2067", "\u2069")
    assert "It has 12 pages." in lines  # nothing to keep apart: nothing added


def test_every_isolate_is_closed_on_its_line(documents: dict[str, Document], labels: Labels) -> None:
    """Otherwise the rest of the terminal would run the other way."""
    for doc in documents.values():
        for line in to_text(view_of(doc, labels=labels), look=Look(isolate=True, color=True)).splitlines():
            assert sum(line.count(char) for char in "\u2066\u2067\u2068") == line.count("\u2069")


def test_lines_fit(arabic: Document, english: Document, labels: Labels) -> None:
    """Text is broken at the width given, where its words allow it; vowel signs and escapes take no column."""
    for doc in (arabic, english):
        vowelled = replace(doc, passages=None, text=doc.text)
        text = to_text(view_of(vowelled, labels=labels), look=Look(width=40, color=True))
        body = text[text.index("#") : text.index("Places and organizations")]
        assert max(map(columns, body.splitlines())) <= 40


def test_nothing_reaches_the_terminal_but_text(hostile: Document, labels: Labels) -> None:
    """Escapes, bells and bidi overrides of a report are shown by their numbers."""
    text = to_text(view_of(hostile, labels=labels))
    assert {"\x1b", "\x07", "\u202e", "\u2067"}.isdisjoint(text)
    assert "<U+202E>gnitsil<U+202C> <U+001B>[2J" in text
    assert "<U+0007>" in text


def test_themes_stand_at_the_beginning_of_their_passages(english: Document, labels: Labels) -> None:
    """With id and labels; what is in no passage says so."""
    text = to_text(view_of(english, labels=labels))
    assert text.index("── p0001  0-") < text.index("# Back") < text.index("── p0002") < text.index("Need | Families")
    assert "t002  score 0.50  dialogue | حوار" in text
    assert text.index("── in no passage") < text.index("12 | 30 | 41")


def test_a_part_says_that_it_is_one(english: Document, labels: Labels) -> None:
    """What was asked for is pointed at, and what is left out is marked."""
    part = around_passage(english, "p0002", context=0)
    text = to_text(view_of(english, labels=labels, part=part))
    assert "──▶ p0002" in text
    assert "p0001" not in text
    assert text.count("…") == 2
    assert f"characters {part.start}-{part.end} of" in text
    assert "Aleppo" not in text


def test_a_range_is_marked_exactly(english: Document, labels: Labels) -> None:
    """Between >> and <<, or underlined."""
    start = (english.text or "").index("Three families")
    view = view_of(english, labels=labels, part=around_offsets(english, f"{start}-{start + 14}"))
    assert ">>Three families<< came" in to_text(view)
    assert "\x1b[4mThree families\x1b[0m" in to_text(view, look=Look(color=True))


def test_without_names_none_is_marked_or_listed(arabic: Document, labels: Labels) -> None:
    """The text alone."""
    text = to_text(view_of(arabic, labels=labels, names=False))
    assert "[" not in text
    assert "Places" not in text
    assert "names" not in text
