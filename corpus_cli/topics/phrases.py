"""Which neighbouring words are one phrase, found from how they stand together in the corpus."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

# (the form a word is counted with, how it is written here) of neighbouring content words.
Run = Sequence[tuple[str, str]]

PHRASE_MARK = "\x1e"
# A phrase must be seen this often, and in this share of its rarer word's uses, to be more than two neighbours.
MIN_PHRASE = 3
PHRASE_SHARE = 0.2
# A phrase that has the same third word beside it this often is torn out of a longer one: (القانون) الدولي الإنساني.
TORN = 0.8


@dataclass(slots=True)
class Phrases:
    """The phrases of one language in a corpus."""

    kept: set[str] = field(default_factory=set)
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)

    def of(self, run: Run) -> Iterator[tuple[str, str]]:
        """Each phrase of a run once, with how it is written there; a torn one as the longer phrase it belongs to."""
        spans = set()
        for start, phrase in enumerate(_pairs(run)):
            if phrase not in self.kept:
                continue
            if phrase in self.before:
                if start and run[start - 1][0] == self.before[phrase]:
                    spans.add((start - 1, start + 2))
            elif phrase in self.after:
                if start + 2 < len(run) and run[start + 2][0] == self.after[phrase]:
                    spans.add((start, start + 3))
            else:
                spans.add((start, start + 2))
        for start, end in sorted(spans):
            words = run[start:end]
            yield PHRASE_MARK.join(base for base, _ in words), " ".join(surface for _, surface in words)


def find_phrases(runs: Sequence[Run]) -> Phrases:
    """The phrases of these runs: words together often enough, and for a fair share of the rarer one's uses."""
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    before: dict[str, Counter[str]] = defaultdict(Counter)
    after: dict[str, Counter[str]] = defaultdict(Counter)
    for run in runs:
        words.update(base for base, _ in run)
        for start, phrase in enumerate(_pairs(run)):
            pairs[phrase] += 1
            if start:
                before[phrase][run[start - 1][0]] += 1
            if start + 2 < len(run):
                after[phrase][run[start + 2][0]] += 1
    found = Phrases()
    for phrase, count in pairs.items():
        first, second = phrase.split(PHRASE_MARK)
        if first == second or count < MIN_PHRASE or count < PHRASE_SHARE * min(words[first], words[second]):
            continue
        found.kept.add(phrase)
        for side, neighbours in ((found.before, before[phrase]), (found.after, after[phrase])):
            neighbour, times = min(neighbours.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
            if times >= TORN * count and neighbour not in (first, second):
                side[phrase] = neighbour
    return found


def _pairs(run: Run) -> list[str]:
    return [f"{run[at][0]}{PHRASE_MARK}{run[at + 1][0]}" for at in range(len(run) - 1)]
