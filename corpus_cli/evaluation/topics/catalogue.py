"""Which figures a topic model has, what each means, and which way is better."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus_cli.evaluation.topics.figures import TopicFigures
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import percent, plural

Better = Literal["higher", "lower", "neither"]
#: A smaller difference between two models is taken for none: other seeds differ by as much.
NOTABLE = 0.02
MISSING = "–"

_COHERENCE = (
    "Whether the first ten words of a theme stand in the same passages (NPMI coherence): 1 always, 0 as often as by "
    "chance, below 0 less often. Small corpora give low values, so compare models of one corpus only."
)
_DIVERSITY = (
    "Of the first ten words of all themes, the share of different ones: 1 if no two themes share a word. Low: the "
    "themes repeat each other."
)
_SAME = "The same for this language."


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """``value``: for comparing, None where it was not measured; ``shown``: for reading."""

    key: str
    name: str
    better: Better
    meaning: str
    value: Callable[[TopicFigures], float | None]
    shown: Callable[[TopicFigures], str]

    def sign(self, new: TopicFigures, old: TopicFigures) -> int:
        """1 if the new model is notably better here, -1 if notably worse, 0 if neither or not to be compared."""
        one, other = self.value(new), self.value(old)
        if one is None or other is None or self.better == "neither" or abs(one - other) < NOTABLE:
            return 0
        return 1 if (one > other) == (self.better == "higher") else -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The names of the figures in which a model is notably better or worse than another one."""

    better: tuple[str, ...]
    worse: tuple[str, ...]


def catalogue(figures: Sequence[TopicFigures]) -> tuple[Figure, ...]:
    """The figures of these models in the order in which they are shown, those of words once a language."""
    languages = sorted({code for one in figures for code in one.words})
    return (
        _THEMES,
        _UNASSIGNED,
        _AGREEMENT,
        _CONFOUND,
        _SPLIT,
        _ONE_LANGUAGE,
        *(_coherence(code, first=code == languages[0]) for code in languages),
        *(_diversity(code, first=code == languages[0]) for code in languages),
        _SILHOUETTE,
        _SEEDS,
        _HALVES,
        *_SIZES,
    )


def compare_figures(new: TopicFigures, old: TopicFigures) -> Comparison:
    """In which figures the new model is notably better and in which worse; fit where both have the same passages."""
    signs = [(figure.name, figure.sign(new, old)) for figure in catalogue([new, old])]
    return Comparison(
        better=tuple(name for name, sign in signs if sign > 0), worse=tuple(name for name, sign in signs if sign < 0)
    )


def number(value: float | None) -> str:
    """A figure between -1 and 1 as it is shown; a dash for none."""
    # Never -0.00.
    return MISSING if value is None else f"{round(value, 2) + 0.0:.2f}"


def _plain(
    key: str, name: str, *, better: Better, meaning: str, value: Callable[[TopicFigures], float | None]
) -> Figure:
    return Figure(
        key=key, name=name, better=better, meaning=meaning, value=value, shown=lambda figures: number(value(figures))
    )


def _coherence(code: str, *, first: bool) -> Figure:
    return _plain(
        f"npmi_{code}",
        f"words belong together, {language_of(code).name}",
        better="higher",
        meaning=_COHERENCE if first else _SAME,
        value=lambda figures: figures.words[code].npmi if code in figures.words else None,
    )


def _diversity(code: str, *, first: bool) -> Figure:
    return _plain(
        f"diversity_{code}",
        f"words of their own, {language_of(code).name}",
        better="higher",
        meaning=_DIVERSITY if first else _SAME,
        value=lambda figures: figures.words[code].diversity if code in figures.words else None,
    )


def _agreement(figures: TopicFigures) -> str:
    found = figures.agreement
    if found is None or found.kappa is None:
        return MISSING
    return f"{number(found.kappa)} ({number(found.low)} to {number(found.high)})"


def _confound(figures: TopicFigures) -> str:
    found = figures.guard
    return MISSING if found.nmi is None or found.chance is None else f"{found.nmi:.3f} (chance {found.chance:.3f})"


def _split(figures: TopicFigures) -> int:
    return sum(one.reason == "split" for one in figures.guard.one_sided)


def _one_language(figures: TopicFigures) -> int:
    return len(figures.guard.one_sided)


_THEMES = Figure(
    key="themes",
    name="themes",
    better="neither",
    meaning="How many themes the model has.",
    value=lambda figures: len(figures.themes),
    shown=lambda figures: str(len(figures.themes)),
)
_UNASSIGNED = Figure(
    key="unassigned",
    name="passages without a theme",
    better="lower",
    meaning="Passages that are far from every theme. Above 5 % much of the text is in no theme.",
    value=lambda figures: figures.unassigned,
    shown=lambda figures: percent(figures.unassigned),
)
_AGREEMENT = Figure(
    key="agreement",
    name="agreement on parallel text",
    better="higher",
    meaning="How often a passage and its translation get the same theme, beyond chance (kappa): 1 always, 0 as by "
    "chance. In brackets the range that the figure would keep to with other passages (95 %). The passages are of "
    "local peacebuilding as a whole; a model of a narrower subject has less to go by.",
    value=lambda figures: figures.agreement.kappa if figures.agreement else None,
    shown=_agreement,
)
_CONFOUND = Figure(
    key="language_nmi",
    name="theme tells the language",
    better="lower",
    meaning="How much the theme of a passage gives away its language (normalised mutual information): 0 nothing, 1 "
    "everything. In brackets what chance alone would give.",
    value=lambda figures: figures.guard.nmi,
    shown=_confound,
)
_SPLIT = Figure(
    key="split",
    name="themes split by language",
    better="lower",
    meaning="Themes of one language whose counterpart in the other language is another theme: a fault of the model.",
    value=_split,
    shown=lambda figures: str(_split(figures)),
)
_ONE_LANGUAGE = Figure(
    key="one_language",
    name="themes of one language",
    better="neither",
    meaning="Themes with at least 95 % of their passages in one language, for whatever reason; the notes say which.",
    value=_one_language,
    shown=lambda figures: str(_one_language(figures)),
)
_SILHOUETTE = _plain(
    "silhouette",
    "themes are apart",
    better="higher",
    meaning="Whether passages are nearer to their own theme than to the next one (silhouette): 1 far nearer, 0 in "
    "between, below 0 nearer to the next. Themes of texts have no sharp edges, so values are low.",
    value=lambda figures: figures.silhouette,
)
_SEEDS = _plain(
    "stability_seeds",
    "steady with other seeds",
    better="higher",
    meaning="Whether trainings that begin with other random numbers put the same passages together (adjusted Rand "
    "index): 1 the same themes, 0 as by chance.",
    value=lambda figures: figures.stability.seeds if figures.stability else None,
)
_HALVES = _plain(
    "stability_halves",
    "steady with half the text",
    better="higher",
    meaning="The same for two trainings, each on a random half of the passages. Low: a few more reports may change "
    "the themes.",
    value=lambda figures: figures.stability.halves if figures.stability else None,
)
_SIZES = (
    _plain(
        "evenness",
        "themes are of one size",
        better="neither",
        meaning="1 if all themes have as many passages, near 0 if one has nearly all (normalised entropy of sizes).",
        value=lambda figures: figures.balance.evenness if figures.balance else None,
    ),
    Figure(
        key="largest",
        name="largest theme",
        better="neither",
        meaning="Its share of the passages with a theme. With a third or more it is likely to hold several subjects.",
        value=lambda figures: figures.balance.largest if figures.balance else None,
        shown=lambda figures: percent(figures.balance.largest) if figures.balance else MISSING,
    ),
    Figure(
        key="smallest",
        name="smallest theme",
        better="neither",
        meaning="How many passages it has. Themes of fewer than five say little.",
        value=lambda figures: figures.balance.smallest if figures.balance else None,
        shown=lambda figures: plural(figures.balance.smallest, "passage") if figures.balance else MISSING,
    ),
)
