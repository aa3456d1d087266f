"""Whatever the corpus: order does not matter, quotes stand where they say, files are valid."""

from __future__ import annotations

import csv
import io
import random
import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_cli.document import Document, Entity, Link, Passage, Provenance, Segment, Source
from corpus_cli.recipe import ThemeSettings
from corpus_cli.themes.as_csv import to_csv
from corpus_cli.themes.as_json import to_json
from corpus_cli.themes.as_markdown import to_markdown
from corpus_cli.themes.cards import build_cards
from corpus_cli.themes.cube_files import to_parquet
from corpus_cli.themes.tally import ThemeTally
from corpus_cli.themes.terminal import theme_lines
from corpus_cli.topics.guard.dependence import language_nmi
from corpus_cli.topics.model.files import build_model
from corpus_cli.topics.model.topic_model import ModelInfo, Theme, TopicModel
from corpus_cli.topics.space.alignment import Space
from corpus_cli.wording.text import one_line

TEXT = st.text(st.sampled_from('ab حلوهذا.!؟…«»"(|<*_=-\n\u202e\x1b‌٣3'), min_size=1, max_size=60)
PARTS = st.lists(
    st.tuples(st.sampled_from(("ar", "en", "fr")), st.sampled_from(("t1", "t2", None)), TEXT, st.integers(-2, 2)),
    max_size=4,
)
CORPORA = st.lists(st.tuples(PARTS, st.sampled_from((None, "2023-01-02", "2024", "1998-12"))), max_size=8)


def _model() -> TopicModel:
    themes = tuple(
        Theme(theme_id=name, labels={"en": "=a|b", "ar": "حل"}, keywords={"en": ()}, trained_passages={})
        for name in ("t1", "t2")
    )
    info = ModelInfo(
        method="kmeans",
        notes=(),
        encoder="use",
        encoder_sha256="",
        settings={},
        versions={},
        corpus_fingerprint="",
        passages={},
        themes=themes,
        lineage=(),
    )
    axes = np.eye(2, 3, dtype=np.float32)
    means = {"ar": np.full(3, 0.1, dtype=np.float32), "en": np.zeros(3, dtype=np.float32)}
    return build_model(
        info,
        space=Space(means),
        references=axes,
        labels=np.array([0, 1], dtype=np.int32),
        centroids=axes,
        encoder_centroids=axes,
        documents=np.zeros(0, dtype=np.int64),
    )


MODEL = _model()


def _documents(corpus: list) -> list[tuple[Document, np.ndarray]]:
    found = []
    for number, (parts, date) in enumerate(corpus):
        text, segments, passages = "", [], []
        for at, (language, theme, content, _) in enumerate(parts):
            start, text = len(text), text + content
            half = start + len(content) // 2
            spans = tuple(span for span in ((start, half), (half, len(text))) if span[0] < span[1])
            segments.append(
                Segment(id=f"s{at}", start=start, end=len(text), kind="paragraph", language=language, sentences=spans)
            )
            passages.append(
                Passage(
                    id=f"p{at}",
                    start=start,
                    end=len(text),
                    raw_start=start,
                    raw_end=len(text),
                    language=language,
                    theme_id=theme,
                    score=0.5,
                )
            )
        doc = Document(
            doc_id=f"{number:020x}",
            source=Source(path=f"=r|{number}.md", media_type="text/plain", sha256="", size_bytes=0, date=date),
            text=text,
            segments=tuple(segments),
            entities=tuple(_places(text)),
            passages=tuple(passages),
            provenance=Provenance(package_version="0", config_hash="0"),
        )
        vectors = np.array([[1, offset, at] for at, (*_, offset) in enumerate(parts)], dtype=np.float32).reshape(-1, 3)
        found.append((doc, vectors))
    return found


def _places(text: str) -> Iterator[Entity]:
    """Every a and ح is a place of that name."""
    for at, char in enumerate(text):
        if char in "aح":
            link = Link(
                id=f"gn:{ord(char)}", kb="geonames", name_en=None, name_ar=char, lat=None, lon=None, country=None,
                admin1=None, type="city", score=1.0,
            )  # fmt: skip
            yield Entity(
                id=f"e{at}", label="PLACE", start=at, end=at + 1, raw_start=at, raw_end=at + 1, text=char, segment="s0",
                score=1.0, source=("model",), link=link,
            )  # fmt: skip


def _tally(documents: list) -> ThemeTally:
    tally = ThemeTally()
    for doc, vectors in documents:
        tally.add(doc, vectors, MODEL)
    return tally


@settings(max_examples=60, deadline=None)
@given(CORPORA, st.randoms(use_true_random=False))
def test_order_does_not_matter(corpus: list, chance: random.Random) -> None:
    """Added in any order and merged from any split, the page has the same bytes."""
    documents = _documents(corpus)
    expected = to_json(build_cards(_tally(documents), MODEL, settings=ThemeSettings()))
    chance.shuffle(documents)
    cut = chance.randint(0, len(documents))
    merged = _tally(documents[cut:])
    merged.merge(_tally(documents[:cut]))
    assert to_json(build_cards(merged, MODEL, settings=ThemeSettings())) == expected
    assert to_parquet(merged.cube.rows(MODEL)) == to_parquet(_tally(documents).cube.rows(MODEL))


@settings(max_examples=60, deadline=None)
@given(CORPORA)
def test_quotes_and_counts_hold(corpus: list) -> None:
    """Quotes are the document's own words; languages add up to themes and themes to the corpus."""
    documents = _documents(corpus)
    texts = {doc.doc_id: doc.text or "" for doc, _ in documents}
    page = build_cards(_tally(documents), MODEL, settings=ThemeSettings())
    for card in page.themes:
        sides = [side for pair in card.pairs for side in pair.sides]
        for quote in [*(quote for found in card.quotes.values() for quote in found), *sides]:
            assert texts[quote.doc_id][quote.start : quote.end] == quote.text
        assert sum(counts.words for counts in card.languages) == card.words
        assert card.balance is None or 0 <= card.balance <= 1
    assert sum(card.words for card in page.themes) <= page.words
    assert [card.words for card in page.themes] == sorted((card.words for card in page.themes), reverse=True)


@settings(max_examples=60, deadline=None)
@given(CORPORA)
def test_the_cube_adds_up(corpus: list) -> None:
    """Rows without a place hold every passage once; a place is never named in more passages than there are."""
    tally = _tally(_documents(corpus))
    rows = tally.cube.rows(MODEL)
    totals = {(row.theme_id, row.month, row.language): row.passages for row in rows if not row.place_id}
    assert sum(totals.values()) == tally.corpus.passages
    for row in rows:
        assert row.documents <= row.passages <= totals[row.theme_id, row.month, row.language]
        assert bool(row.place_id) == bool(row.mentions)


@settings(max_examples=60, deadline=None)
@given(CORPORA)
def test_every_format_is_sound(corpus: list) -> None:
    """CSV has one record a theme and no formula; the terminal gets no command; no format fails on odd text."""
    page = build_cards(_tally(_documents(corpus)), MODEL, settings=ThemeSettings())
    rows = list(csv.reader(io.StringIO(to_csv(page).decode("utf-8-sig"), newline="")))
    assert [len(row) for row in rows] == [len(rows[0])] * 3
    assert not any(re.match(r"[=+@]|-(?!\d)", cell) for row in rows for cell in row)
    for text in (theme_lines(page), *(theme_lines(page, card.theme_id) for card in page.themes)):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "\u202e" not in to_markdown(page).decode("utf-8")


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    """No line break survives, and what is in one line stays as it is."""
    assert len(one_line(text).splitlines()) <= 1
    assert one_line(one_line(text)) == one_line(text)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abc"), st.dictionaries(st.sampled_from(("ar", "en")), st.integers(0, 30))))
def test_nmi_is_a_share(table: dict[str, dict[str, int]]) -> None:
    """Between 0 and 1, and so is what chance would give."""
    measured = language_nmi({theme: Counter(counts) for theme, counts in table.items()})
    if measured is not None:
        assert 0 <= measured[0] <= 1
        assert 0 <= measured[1] <= 1
