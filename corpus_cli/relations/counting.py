"""Which of several documents that are one report is counted, and which are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corpus_cli.relations.relation import REPEATS, Order, Relation
from corpus_cli.themes.tally import Left


def left_out(relations: Iterable[Relation], orders: Mapping[str, Order]) -> dict[str, Left]:
    """The documents that are not counted where every report counts once, with what they are to the one that is.

    Documents joined by ``duplicate``, ``near_duplicate`` and ``version`` are one text, of which the first counts: by
    date, then by path (``orders``, by id). Texts joined by ``translation`` are one report, of which the first counts;
    of the others the first stays to speak for its language. A relation to a document that has no order, since it is
    not there any more, joins nothing.
    """
    relations = tuple(one for one in relations if one.doc_id_a in orders and one.doc_id_b in orders)
    texts = _Groups(orders)
    for one in relations:
        if one.kind in REPEATS:
            texts.join(one.doc_id_a, one.doc_id_b)
    found: dict[str, Left] = {doc_id: "repeat" for doc_id in orders if texts.first(doc_id) != doc_id}
    reports = _Groups(orders)
    for one in relations:
        if one.kind == "translation":
            reports.join(texts.first(one.doc_id_a), texts.first(one.doc_id_b))
    for doc_id in orders:
        if doc_id not in found and reports.first(doc_id) != doc_id:
            found[doc_id] = "translation"
    return dict(sorted(found.items()))


class _Groups:
    """Documents in groups, each called by its first one."""

    def __init__(self, orders: Mapping[str, Order]) -> None:
        self._orders = orders
        self._above: dict[str, str] = {}

    def first(self, doc_id: str) -> str:
        """The first document of its group."""
        while doc_id in self._above:
            doc_id = self._above[doc_id]
        return doc_id

    def join(self, one: str, other: str) -> None:
        """Both are in one group."""
        first, second = sorted((self.first(one), self.first(other)), key=self._orders.__getitem__)
        if first != second:
            self._above[second] = first
