"""Counts and candidates made into the page of themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus_cli.recipe import ThemeSettings
from corpus_cli.themes.advice import page_messages, theme_warnings
from corpus_cli.themes.balance import balance
from corpus_cli.themes.contrast import Contrasts
from corpus_cli.themes.counts import Counts
from corpus_cli.themes.page import (
    Card,
    Companion,
    Confound,
    Descent,
    LanguageCounts,
    ModelSummary,
    MonthCount,
    ThemeKeyword,
    ThemesPage,
)
from corpus_cli.themes.pairs import choose_pairs
from corpus_cli.themes.quotes import choose_quotes
from corpus_cli.themes.tally import COSINE_UNIT, ThemeCounts, ThemeTally
from corpus_cli.themes.trend import theme_trend
from corpus_cli.topics.encoders.encoder import Encoder
from corpus_cli.topics.guard.dependence import language_nmi
from corpus_cli.topics.model.topic_model import Theme, TopicModel

# Shares of small themes in large corpora are tiny.
SHARE_DIGITS = 6
DIGITS = 4
TOP_NAMES = 10


def build_cards(
    tally: ThemeTally,
    model: TopicModel,
    *,
    settings: ThemeSettings,
    encoder: Encoder | None = None,
    guard_messages: Sequence[str] = (),
) -> ThemesPage:
    """The page of all themes of the model, the largest share of words first, ties by id.

    The same counts, model and encoder give the same page. A theme without passages stays on it, with a warning.
    ``encoder``: the model's; without one, no words are compared across languages. ``guard_messages``: what a guard has
    found of how theme and language go together; they stand on the page in place of its own message of that.
    """
    import numpy  # noqa: F401  # what is not loaded is not limited
    from threadpoolctl import threadpool_limits

    # One thread: the last bits of a sum depend on how many there are.
    with threadpool_limits(1):
        return _page(tally, model, settings=settings, encoder=encoder, guard_messages=guard_messages)


def _page(
    tally: ThemeTally,
    model: TopicModel,
    *,
    settings: ThemeSettings,
    encoder: Encoder | None,
    guard_messages: Sequence[str],
) -> ThemesPage:
    corpus = tally.corpus
    themes = [(theme, tally.themes.get(theme.theme_id, ThemeCounts())) for theme in model.info.themes]
    themes.sort(key=lambda item: (-item[1].counts.words, item[0].theme_id))
    making = _Making(tally, model, settings, Contrasts(tally, model, encoder=encoder))
    cards = tuple(making.card(theme, found) for theme, found in themes)
    confound = _confound(tally, cards)
    return ThemesPage(
        documents=corpus.documents,
        undated_documents=corpus.undated,
        duplicates=tally.duplicates,
        passages=corpus.passages,
        words=corpus.words,
        languages=tuple(_language(code, corpus, of=corpus.words_by.total()) for code in sorted(corpus.passages_by)),
        months=_months(corpus),
        unassigned_share=_ratio(tally.unassigned.words, corpus.words),
        unassigned=tuple(
            _language(code, tally.unassigned, of=corpus.words_by[code]) for code in sorted(corpus.passages_by)
        ),
        confound=confound,
        messages=page_messages(tally, confound, guard_messages=guard_messages),
        model=_summary(model),
        themes=cards,
        left_out=None if tally.left_out is None else dict(sorted(tally.left_out.items())),
    )


@dataclass(frozen=True, slots=True)
class _Making:
    """What every card is made from."""

    tally: ThemeTally
    model: TopicModel
    settings: ThemeSettings
    contrasts: Contrasts

    def card(self, theme: Theme, found: ThemeCounts) -> Card:
        corpus, counts = self.tally.corpus, found.counts
        languages = tuple(
            _language(code, counts, of=corpus.words_by[code]) for code in sorted({*theme.labels, *corpus.passages_by})
        )
        spread = balance(counts.words_by, corpus.words_by)
        measured = counts.passages_by.total()
        cohesion = round(found.cosine_units / COSINE_UNIT / measured, DIGITS) if measured else None
        return Card(
            theme_id=theme.theme_id,
            labels=dict(sorted(theme.labels.items())),
            keywords={code: _keywords(theme, code, self.settings.keywords) for code in sorted(theme.keywords)},
            documents=counts.documents,
            passages=counts.passages,
            words=counts.words,
            share=_ratio(counts.words, corpus.words),
            languages=languages,
            balance=None if spread is None else round(spread, DIGITS),
            cohesion=cohesion,
            warnings=theme_warnings(found, corpus, languages=languages, balance=spread),
            quotes={
                code: choose_quotes(kept.best, self.settings.quotes) for code, kept in sorted(found.candidates.items())
            },
            pairs=choose_pairs(found.candidates),
            places=found.places.top(TOP_NAMES),
            organizations=found.organizations.top(TOP_NAMES),
            contrast=self.contrasts.of(theme.theme_id, found),
            companions=self._companions(theme.theme_id),
            trend=theme_trend(counts, corpus),
            undated_documents=counts.undated,
            lineage=_descent(theme.theme_id, self.model),
            left_out=None if self.tally.left_out is None else dict(sorted(found.left_out.items())),
        )

    def _companions(self, theme_id: str) -> tuple[Companion, ...]:
        documents = {other: found.counts.documents for other, found in self.tally.themes.items()}
        return self.tally.together.companions(theme_id, documents=documents, model=self.model)


def _language(code: str, counts: Counts, *, of: int) -> LanguageCounts:
    return LanguageCounts(
        language=code,
        documents=counts.documents_by[code],
        passages=counts.passages_by[code],
        words=counts.words_by[code],
        share=_ratio(counts.words_by[code], of),
    )


def _keywords(theme: Theme, code: str, limit: int) -> tuple[ThemeKeyword, ...]:
    return tuple(
        ThemeKeyword(text=keyword.text, weight=round(keyword.weight, DIGITS), suggested=keyword.suggested)
        for keyword in theme.keywords[code][:limit]
    )


def _months(counts: Counts) -> tuple[MonthCount, ...]:
    return tuple(
        MonthCount(month=month, language=code, documents=documents, passages=counts.month_passages[month, code])
        for (month, code), documents in sorted(counts.month_documents.items())
    )


def _descent(theme_id: str, model: TopicModel) -> Descent | None:
    for line in model.info.lineage:
        if line.theme_id == theme_id:
            similarity = None if line.similarity is None else round(line.similarity, DIGITS)
            return Descent(previous=line.previous, similarity=similarity)
    return None


def _confound(tally: ThemeTally, cards: tuple[Card, ...]) -> Confound | None:
    measured = language_nmi({theme_id: found.counts.passages_by for theme_id, found in tally.themes.items()})
    if measured is None:
        return None
    one_language = tuple(sorted(card.theme_id for card in cards if card.balance == 0 and _languages_in(card) == 1))
    return Confound(nmi=measured[0], chance=measured[1], one_language=one_language)


def _languages_in(card: Card) -> int:
    return sum(counts.passages > 0 for counts in card.languages)


def _summary(model: TopicModel) -> ModelSummary:
    info = model.info
    return ModelSummary(
        sha256=model.sha256,
        method=info.method,
        encoder=info.encoder,
        trained_passages=dict(sorted(info.passages.items())),
        notes=info.notes,
        retired=info.retired,
    )


def _ratio(part: int, whole: int) -> float:
    return round(part / whole, SHARE_DIGITS) if whole else 0.0
