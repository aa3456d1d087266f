"""The words and phrases of passages: which forms count together, which neighbours are a phrase, how each is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING

from corpus_cli.normalize.folding import fold_text
from corpus_cli.topics.words.joints import FREE, LEANING, PAIRED
from corpus_cli.topics.words.language import FORMS, LANGUAGES
from corpus_cli.topics.words.phrases import ADJACENT, APART, PHRASE_MARK, Running, find_phrases
from corpus_cli.topics.words.terms import Terms
from corpus_cli.topics.words.tokens import Tokens, read_tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Ints
    from corpus_cli.topics.words.camel_lemmas import Lemmatiser

# In a phrase's name, the place of a particle that is written on the word behind it: الحق بالعودة.
LEANS = "+"


@dataclass(slots=True)
class Vocabulary:
    """The words of one language in a corpus: forms, what they count with, and how they are written."""

    language: str
    counts: Counter[str] = field(default_factory=Counter)
    surfaces: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    base: dict[str, str] = field(default_factory=dict)
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    phrases: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def written(self, term: str) -> str:
        """How a term is shown: in its commonest surface form."""
        forms = FORMS[self.language]
        shown: str = (
            forms.display_phrase(self.phrases[term], self.base, self.surfaces)
            if PHRASE_MARK in term
            else forms.display(term, self.forms[term], self.surfaces)
        )
        return shown

    def spellings(self, term: str) -> Counter[str]:
        """All written forms of a term with their counts."""
        if PHRASE_MARK in term:
            return self.phrases[term]
        written: Counter[str] = Counter()
        for form in self.forms[term]:
            written.update(self.surfaces[form])
        return written

    def commonest(self, size: int, *, least: int = 1) -> list[str]:
        """The words that say something alone, and the phrases, commonest first, of those seen ``least`` times."""
        language = LANGUAGES[self.language]
        totals = {
            base: forms.total()
            for base, forms in self.forms.items()
            if base and language.is_content(base) and language.stands_alone(base)
        }
        totals.update((phrase, written.total()) for phrase, written in self.phrases.items())
        often = [term for term, count in totals.items() if count >= least]
        return sorted(often, key=lambda term: (-totals[term], term))[:size]


@dataclass(slots=True, eq=False)
class _Words:
    """What is known of each surface of ``tokens``: its folded form, the number of its base form or -1, its class."""

    tokens: Tokens
    keys: list[str]
    bases: list[str]
    base_of: Ints
    vocabulary: Vocabulary


def extract_terms(
    texts: Sequence[str], languages: Sequence[str], *, lemmas: Mapping[str, Lemmatiser] | None = None
) -> tuple[Terms, dict[str, Vocabulary]]:
    """Each passage's terms (words in their base form, and phrases of two to four) and each language's vocabulary.

    ``lemmas``: for a language a lemmatiser that says which forms are one word where the rules of its module do not.
    Passages of a language without a module have no terms. Time and memory are linear in the text.
    """
    import numpy as np

    names: list[str] = []
    numbers, passages, vocabularies = [], [], {}
    for name in sorted(set(languages) & set(LANGUAGES)):
        chosen = [at for at, language in enumerate(languages) if language == name]
        words = _words(read_tokens([texts[at] for at in chosen], chosen), name, (lemmas or {}).get(name))
        vocabularies[name] = words.vocabulary
        for found, terms, where in (_single(words, LANGUAGES[name]), _phrases(words, LANGUAGES[name])):
            numbers.append(terms + len(names))
            passages.append(where)
            names += found
    if not numbers:
        return Terms([], np.zeros(0, dtype=np.int32), np.zeros(len(texts) + 1, dtype=np.int64)), vocabularies
    where = np.concatenate(passages)
    bounds = np.concatenate(([0], np.cumsum(np.bincount(where, minlength=len(texts))))).astype(np.int64)
    order = np.argsort(where, kind="stable")
    return Terms(names, np.concatenate(numbers)[order].astype(np.int32), bounds), vocabularies


def _words(tokens: Tokens, name: str, lemmatiser: Lemmatiser | None) -> _Words:
    """The forms of these tokens with what they count with."""
    import numpy as np

    language, vocabulary = LANGUAGES[name], Vocabulary(name)
    keys = [fold_text(surface) for surface in tokens.surfaces]
    times = np.bincount(tokens.numbers, minlength=len(keys)).tolist()
    for key, surface, count in zip(keys[1:], tokens.surfaces[1:], times[1:], strict=True):
        if count:
            vocabulary.counts[key] += count
            vocabulary.surfaces[key][surface] += count
    vocabulary.base = FORMS[name].base_forms(vocabulary.counts, surfaces=vocabulary.surfaces)
    if lemmatiser is not None:
        vocabulary.base = lemmatiser.join(vocabulary.base, vocabulary.counts)
    for key, base in vocabulary.base.items():
        vocabulary.forms[base][key] += vocabulary.counts[key]
    bases: dict[str, int] = {}
    base_of = np.full(len(keys), -1, dtype=np.int32)
    content: dict[str, int] = {}
    for at, key in enumerate(keys):
        if key in vocabulary.base and key not in content:
            base = vocabulary.base[key]
            shown = language.is_content(key) and language.is_content(base)
            content[key] = bases.setdefault(base, len(bases)) if shown else -1
        base_of[at] = content.get(key, -1)
    return _Words(tokens, keys, list(bases), base_of, vocabulary)


def _single(words: _Words, language: ModuleType) -> tuple[list[str], Ints, Ints]:
    """The words that say something alone: names, and the number and passage of each occurrence."""
    import numpy as np

    alone = np.asarray([language.stands_alone(base) for base in words.bases] + [False])
    numbers = words.base_of[words.tokens.numbers]
    kept = alone[numbers]
    return words.bases, numbers[kept], words.tokens.passages[kept]


def _phrases(words: _Words, language: ModuleType) -> tuple[list[str], Ints, Ints]:
    """The phrases: names, and the number and passage of each occurrence; how they are written goes into the
    vocabulary."""
    import numpy as np

    places = np.flatnonzero(words.base_of[words.tokens.numbers] >= 0)
    running = Running(words.base_of[words.tokens.numbers[places]], _links(words, places, language))
    found = find_phrases(running)
    names = [""] * (int(found.numbers.max(initial=-1)) + 1)
    order = np.argsort(found.numbers, kind="stable")
    cuts = np.searchsorted(found.numbers[order], np.arange(len(names) + 1))
    for number in range(len(names)):
        occurrences = order[cuts[number] : cuts[number + 1]]
        starts, length = found.starts[occurrences], int(found.lengths[occurrences[0]])
        written = _written(words, places, starts, length)
        first = int(starts[0])
        names[number] = _name(words, running, first, length)
        words.vocabulary.phrases[names[number]].update(written)
    return names, found.numbers, words.tokens.passages[places[found.starts]]


def _name(words: _Words, running: Running, first: int, length: int) -> str:
    """The base forms of a phrase, and the words that link them, with the mark between them."""
    parts = [words.bases[running.words[first]]]
    for at in range(first + 1, first + length):
        link = running.links[at]
        if link > ADJACENT:
            parts.append(words.keys[link] if link < len(words.keys) else LEANS)
        parts.append(words.bases[running.words[at]])
    return PHRASE_MARK.join(parts)


def _written(words: _Words, places: NDArray[np.int64], starts: Ints, length: int) -> dict[str, int]:
    """How the phrase that begins at these places is written, and how often so."""
    spans = Counter(
        tuple(words.tokens.numbers[first : last + 1].tolist())
        for first, last in zip(places[starts].tolist(), places[starts + length - 1].tolist(), strict=True)
    )
    surfaces = words.tokens.surfaces
    return {" ".join(surfaces[number] for number in span): count for span, count in spans.items()}


def _links(words: _Words, places: NDArray[np.int64], language: ModuleType) -> Ints:
    """How each content word is joined to the one before (see ``Running``)."""
    import numpy as np

    numbers = words.tokens.numbers
    joints = _Joints.of(words, language)
    result = np.full(len(places), APART, dtype=np.int32)
    before, here = places[:-1], places[1:]
    first, second = numbers[before], numbers[here]
    apart = here - before
    bound = ~(joints.ends[first] | joints.ends[second])
    free = bound & (joints.joint[second] == FREE)
    paired = bound & (joints.joint[second] == PAIRED) & joints.definite[first]
    leaning = bound & (joints.joint[second] == LEANING)
    result[1:][(apart == 1) & (free | paired)] = ADJACENT
    # A particle written on is a linking word too, whichever it is.
    result[1:][(apart == 1) & leaning] = len(words.keys)
    link = joints.link[numbers[here - 1]]
    result[1:] = np.where((apart == 2) & free & (link > 0), link, result[1:])
    link = joints.link[numbers[here - 2]] * joints.article[numbers[here - 1]]
    result[1:] = np.where((apart == 3) & free & (link > 0), link, result[1:])
    return result


@dataclass(frozen=True, slots=True, eq=False)
class _Joints:
    """For each surface: the number of the linking word it is or 0, whether it is an article (the), how it leans on the
    word before, whether it has an article of its own, whether no phrase goes on across it."""

    link: Ints
    article: NDArray[np.bool_]
    joint: Ints
    definite: NDArray[np.bool_]
    ends: NDArray[np.bool_]

    @classmethod
    def of(cls, words: _Words, language: ModuleType) -> _Joints:
        import numpy as np

        first = {key: number for number, key in reversed(list(enumerate(words.keys)))}
        base = words.vocabulary.base
        return cls(
            link=np.asarray([first[key] if key in language.LINKS else 0 for key in words.keys], dtype=np.int32),
            article=np.asarray([key in language.ARTICLES for key in words.keys]),
            joint=np.asarray([language.joint(key, base.get(key, key)) for key in words.keys], dtype=np.int32),
            definite=np.asarray([language.is_definite(key) for key in words.keys]),
            ends=np.asarray([language.ends_phrase(surface) for surface in words.tokens.surfaces]),
        )
