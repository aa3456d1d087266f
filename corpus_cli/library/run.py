"""``open_run``: a finished run as pandas frames, records and answers to queries."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from corpus_cli.document import Document
from corpus_cli.errors import InputError
from corpus_cli.library import columns
from corpus_cli.library.frame import frame_of
from corpus_cli.results.run import Results, open_results
from corpus_cli.storage.address import is_address

if TYPE_CHECKING:
    import os

    import pandas as pd

    from corpus_cli.library.shown import Shown
    from corpus_cli.search.hit import Filters, Hit
    from corpus_cli.search.index import Index
    from corpus_cli.themes.page import Card, ThemesPage

OneOrMore = str | Iterable[str]
Damaged = Callable[[Path, str], None]


def open_run(folder: str | os.PathLike[str], *, damaged: Damaged | None = None) -> Run:
    """The finished run in ``folder``, for reading; nothing is read yet but its version.

    A document's file that cannot be read raises ``InputError`` when its turn comes; with ``damaged`` it is left out,
    and ``damaged`` is called with its path and the reason. Raises ``InputError`` where there is no run, or one written
    by another version of the record.
    """
    if is_address(str(folder)):
        raise InputError(
            f"{folder}: open_run reads a folder of this machine",
            remedy=f"`corpus themes {folder}` brings this machine's copy up to date and says where it is: give that",
        )
    # Absolute, or a notebook that changes its folder would find the run empty.
    return Run(open_results(Path(folder).absolute()), damaged=damaged)


class Run:
    """A finished run. Every frame is read anew when it is asked for; ``docs/python.md`` lists its columns.

    Frames hold the whole run in memory; for more documents than that, ``iter_documents`` gives one after the other.
    """

    def __init__(self, results: Results, *, damaged: Damaged | None = None) -> None:
        self._results = results
        self._damaged = damaged

    def __repr__(self) -> str:
        return f"open_run({str(self.folder)!r})"

    @property
    def folder(self) -> Path:
        """The run's output folder."""
        return self._results.root

    def iter_documents(self) -> Iterator[Document]:
        """All documents as records in the order of their ids, one in memory at a time."""
        return self._results.documents(damaged=self._damaged)

    def document(self, name: str) -> Document:
        """The record of a document: by its id, the id's first digits, or the path or name of its source.

        Raises ``InputError`` if there is none or more than one.
        """
        return self._results.document(name)

    def documents(self) -> pd.DataFrame:
        """One row a document, in the order of their ids; its column ``doc_id`` joins it to passages and entities."""
        from corpus_cli.library.rows import document_row

        return frame_of(columns.DOCUMENTS, (document_row(doc) for doc in self.iter_documents()))

    def passages(self, *, text: bool = True) -> pd.DataFrame:
        """One row a passage, in reading order; without ``text`` the texts are missing and take no memory."""
        from corpus_cli.library.rows import passage_rows

        rows = (row for doc in self.iter_documents() for row in passage_rows(doc, text=text))
        return frame_of(columns.PASSAGES, rows)

    def entities(self) -> pd.DataFrame:
        """One row a mention of a place or organization, in reading order, with what it is linked to."""
        from corpus_cli.library.rows import entity_rows

        return frame_of(columns.ENTITIES, (row for doc in self.iter_documents() for row in entity_rows(doc)))

    def places(self) -> pd.DataFrame:
        """One row a place, the most mentioned first, then place names without a link: as in entities.csv.

        Raises ``InputError`` where that file is not there: names were not looked for.
        """
        return self._names("PLACE", columns.PLACES)

    def organizations(self) -> pd.DataFrame:
        """One row an organization, the most mentioned first, then those without a link: as in entities.csv.

        Raises ``InputError`` where that file is not there: names were not looked for.
        """
        return self._names("ORG", columns.ORGANIZATIONS)

    def themes(self) -> pd.DataFrame:
        """One row a theme, the largest first; without rows where the run found none."""
        from corpus_cli.library.rows import theme_rows

        page = self._results.themes()
        return frame_of(columns.THEMES, theme_rows(page) if page else ())

    def theme(self, theme_id: str) -> Card:
        """The card of a theme. Raises ``InputError`` if there is no such theme."""
        cards = {card.theme_id: card for card in self._page().themes}
        if theme_id not in cards:
            raise InputError(f"there is no theme {theme_id!r}", remedy=f"use one of: {', '.join(cards) or 'none'}")
        return cards[theme_id]

    def quotes(self) -> pd.DataFrame:
        """One row a quote of a theme's card, with its place in the document's text and in its source."""
        from corpus_cli.library.rows import quote_rows

        page = self._results.themes()
        return frame_of(columns.QUOTES, quote_rows(page) if page else ())

    def counts(self) -> pd.DataFrame:
        """Mentions, passages and documents by place, theme, month and language: cube.parquet.

        A row without a ``place_id`` counts all passages of its theme, month and language. ``docs/python.md`` says what
        may be added up. Raises ``InputError`` where the file is not there.
        """
        from corpus_cli.library.cube import read_cube
        from corpus_cli.library.rows import count_rows

        return frame_of(columns.COUNTS, count_rows(read_cube(self.folder)))

    def failures(self) -> pd.DataFrame:
        """One row an input that gave no document, with the reason and what can be done."""
        from dataclasses import asdict

        return frame_of(columns.FAILURES, (asdict(failure) for failure in self._results.failures()))

    def query(
        self,
        text: str = "",
        *,
        limit: int = 10,
        lang: OneOrMore = (),
        place: OneOrMore = (),
        org: OneOrMore = (),
        theme: OneOrMore = (),
        doc: OneOrMore = (),
        since: str | None = None,
        until: str | None = None,
        context: int = 0,
        ways: Iterable[Literal["words", "meaning", "entity"]] | None = None,
    ) -> pd.DataFrame:
        """The passages of both languages that answer the query, best first; without a text, those the filters leave.

        ``place`` includes what lies inside. Of several values of a filter one must hold. ``since`` and ``until``: ISO
        dates, a year or a month will do. ``context``: so many passages before and after each. The frame's
        ``attrs["notes"]`` says how names in the filters were understood; an index that is older than the documents is
        a ``UserWarning`` too. Raises ``InputError`` for a filter's value that the run does not have, and where there is
        no index: ``corpus index OUT`` makes one.
        """
        from corpus_cli.search.answers import list_runs, search_runs
        from corpus_cli.search.hit import WAYS

        filters = _filters(lang=lang, place=place, org=org, theme=theme, doc=doc, since=since, until=until)
        if text.strip():
            chosen = WAYS if ways is None else tuple(ways)
            hits = search_runs([self._index], text, filters=filters, limit=limit, ways=chosen, context=context)
        else:
            hits = list_runs([self._index], filters=filters, limit=limit, context=context)
        return self._found(hits, filters)

    def similar(
        self, document: str, *, limit: int = 10, lang: OneOrMore = (), theme: OneOrMore = (), context: int = 0
    ) -> pd.DataFrame:
        """The passages nearest in meaning to a document's, in both languages, best first: as ``query`` gives them."""
        from corpus_cli.search.answers import similar_passages

        filters = _filters(lang=lang, theme=theme)
        hits = similar_passages([self._index], document, filters=filters, limit=limit, context=context)
        return self._found(hits, filters)

    def show(self, document: str, *, passage: str | None = None, at: str | None = None, context: int = 1) -> Shown:
        """The document with its themes and names marked, as ``corpus show`` does; a notebook displays it.

        ``passage`` or ``at`` (``"120-340"``): that part only, with ``context`` passages around it.
        """
        from corpus_cli.library.shown import Shown
        from corpus_cli.show.as_html import to_html
        from corpus_cli.show.as_text import to_text
        from corpus_cli.show.finding import find_document
        from corpus_cli.show.part import around_offsets, around_passage
        from corpus_cli.show.view import view_of

        doc = find_document(self._results, document)
        part = None
        if passage is not None:
            part = around_passage(doc, passage, context=context)
        elif at is not None:
            part = around_offsets(doc, at, context=context)
        page = self._results.themes()
        view = view_of(doc, labels={card.theme_id: card.labels for card in page.themes} if page else {}, part=part)
        return Shown(html=to_html(view).decode(), text=to_text(view))

    @cached_property
    def _index(self) -> Index:
        """Kept, since opening it loads the encoder's vocabulary."""
        from corpus_cli.search.index import open_index

        return open_index(self._results)

    def _found(self, hits: list[Hit], filters: Filters) -> pd.DataFrame:
        from dataclasses import asdict

        found = frame_of(columns.HITS, (asdict(hit) for hit in hits))
        found.attrs["notes"] = (*self._index.notices, *self._index.notes(filters))
        for notice in self._index.notices:
            warnings.warn(notice, UserWarning, stacklevel=3)
        return found

    def _names(self, label: str, wanted: columns.Columns) -> pd.DataFrame:
        from corpus_cli.export.from_csv import read_entities
        from corpus_cli.library.rows import name_rows

        return frame_of(wanted, name_rows(read_entities(self._results.folder.entities), label=label))

    def _page(self) -> ThemesPage:
        page = self._results.themes()
        if page is None:
            raise InputError(f"{self.folder}: has no themes", remedy="give its input to `corpus run` with this folder")
        return page


def _filters(*, since: str | None = None, until: str | None = None, **values: OneOrMore) -> Filters:
    from corpus_cli.search.hit import Filters

    given = {name: (value,) if isinstance(value, str) else tuple(value) for name, value in values.items()}
    return Filters(
        languages=given.get("lang", ()),
        places=given.get("place", ()),
        organizations=given.get("org", ()),
        themes=given.get("theme", ()),
        documents=given.get("doc", ()),
        since=since,
        until=until,
    )
