"""The page of themes as data: what ``themes.json`` holds, field by field, in the order in which it is written."""

from __future__ import annotations

from dataclasses import dataclass

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCounts:
    """How much of something is in one language. A document with passages in two languages counts in both.

    ``share``: of the words of this language, for the whole corpus of all words. Between 0 and 1.
    """

    language: str
    documents: int
    passages: int
    words: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeKeyword:
    """A word or phrase of a theme. ``suggested``: not found in the theme's own text but nearest to it in meaning."""

    text: str
    weight: float
    suggested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A passage or some sentences of it, and where they stand.

    ``text`` is the document's display text from ``start`` to ``end``. The raw offsets are those of the passage that
    holds it: the words are found there in the text as extracted.
    """

    doc_id: str
    path: str
    record_id: str | None
    title: str | None
    date: str | None
    language: str
    passage: str
    start: int
    end: int
    raw_start: int
    raw_end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two passages in two languages, each the other's nearest among the theme's most central ones.

    ``similarity``: cosine after each language's mean is taken off, between -1 and 1.
    """

    similarity: float
    sides: tuple[Quote, Quote]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCount:
    """A place or organization under one id for both languages, and its mentions per language of the passage.

    ``type``: what it is linked as (city, governorate), which tells rows of one name apart.
    """

    id: str
    name_en: str | None
    name_ar: str | None
    count: int
    counts: dict[str, int]
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """What one month (YYYY-MM) has in one language; months come from the documents' dates."""

    month: str
    language: str
    documents: int
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendCount:
    """What a theme has in one month (YYYY-MM) and language, and how much of that month's documents it is.

    ``of``: documents of the corpus with text in this language in that month; ``low`` and ``high``: the 95 % interval of
    ``documents / of`` (Wilson). ``doubtful``: fewer than five documents, too few to read a rise or fall from.
    """

    month: str
    language: str
    documents: int
    passages: int
    of: int
    low: float
    high: float
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctWord:
    """A word or phrase that sets the theme apart in one language, and that the other hardly says.

    ``uses`` and ``documents``: in the passages that were compared. ``weight``: log-odds against the language's other
    themes in standard deviations. ``expected``: uses that the other language's passages would have at the same rate.
    ``nearest``: their word nearest in meaning, too far or too rare to say the same; ``similarity``: a cosine.
    """

    text: str
    uses: int
    documents: int
    weight: float
    expected: float
    nearest: str
    nearest_uses: int
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctPlace:
    """A place that one language's passages of the theme name surely more often than the other's.

    ``mentions`` and ``documents`` by language; ``ratio``: log-likelihood ratio of its shares of all place mentions.
    """

    id: str
    name_en: str | None
    name_ar: str | None
    type: str | None
    mentions: dict[str, int]
    documents: dict[str, int]
    ratio: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """What one language says within a theme and the other does not, as far as counts can tell.

    ``compared``: words of either language in the passages compared; of large themes a sample, then ``sampled``.
    ``words`` and ``places`` are None where there is too little text or too few mentions to tell, which ``note`` says,
    and () where nothing was found.
    """

    language: str
    other: str
    compared: dict[str, int]
    sampled: bool
    words: tuple[DistinctWord, ...] | None
    places: tuple[DistinctPlace, ...] | None
    place_mentions: dict[str, int]
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """A theme that shares documents with another, or stands beside it in them, more than by chance.

    ``neighbours``: pairs of passages that follow one another, one of each theme. By chance: with themes dealt out by
    lot to documents with as many themes, and to the places where a document goes over from one theme to another.
    """

    theme_id: str
    labels: dict[str, str]
    documents: int
    documents_by_chance: float
    neighbours: int
    neighbours_by_chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """The theme of the model before that this one continues, if any; ``similarity``: cosine of their centroids."""

    previous: str | None
    similarity: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One theme.

    ``share``: of all words of the corpus. ``balance``: the smallest of its language shares over the largest; 1 means
    spread as the corpus is, 0 one language only, None that the corpus has one language. ``cohesion``: how alike its
    passages are, the mean cosine of their vectors to the theme's centroid after each language's mean is taken off.
    ``left_out``: as on the page, of the documents with passages in the theme.
    """

    theme_id: str
    labels: dict[str, str]
    keywords: dict[str, tuple[ThemeKeyword, ...]]
    documents: int
    passages: int
    words: int
    share: float
    languages: tuple[LanguageCounts, ...]
    balance: float | None
    cohesion: float | None
    warnings: tuple[str, ...]
    quotes: dict[str, tuple[Quote, ...]]
    pairs: tuple[Pair, ...]
    places: tuple[NameCount, ...]
    organizations: tuple[NameCount, ...]
    contrast: tuple[Contrast, ...]
    companions: tuple[Companion, ...]
    trend: tuple[TrendCount, ...]
    undated_documents: int
    lineage: Descent | None
    left_out: dict[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confound:
    """How far theme and language go together over the passages.

    ``nmi``: mutual information over the mean of the two entropies, 0 to 1. ``chance``: the same, expected if languages
    were dealt out to themes at random with the same totals. ``one_language``: ids of themes with a single language.
    """

    nmi: float
    chance: float
    one_language: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSummary:
    """The topic model behind the page: its hash, how it was made and what it says of itself."""

    sha256: str
    method: str
    encoder: str
    trained_passages: dict[str, int]
    notes: tuple[str, ...]
    retired: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesPage:
    """All themes of a run, the largest first, and the corpus they were found in.

    ``unassigned_share``: of all words, those in passages without a theme; ``unassigned``: the same by language, shares
    of the language's words. ``duplicates``: documents left out because they repeat another one. ``messages``: what a
    reader should know before reading, in plain English. ``left_out``: where every report counts once, the documents
    that were not counted: ``repeat`` (nearly the same text, or another version), ``translation``; None where every
    document counts. A translation counts in what is told of its language, and in no total.
    """

    schema_version: int = SCHEMA_VERSION
    documents: int
    undated_documents: int
    duplicates: int
    passages: int
    words: int
    languages: tuple[LanguageCounts, ...]
    months: tuple[MonthCount, ...]
    unassigned_share: float
    unassigned: tuple[LanguageCounts, ...]
    confound: Confound | None
    messages: tuple[str, ...]
    model: ModelSummary
    themes: tuple[Card, ...]
    left_out: dict[str, int] | None = None
