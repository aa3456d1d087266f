"""What a pair's figures say, in words."""

from __future__ import annotations

from corpus_cli.entities.organizations.pairs import Pair

# From which figure on which word holds. A sound of 0.75 means that three of four own words sound alike.
_SOUND = ((0.75, "sounds alike"), (0.4, "sounds partly alike"), (0.0, "sounds different"))
_MEANING = ((0.75, "means the same"), (0.5, "means much the same"), (0.0, "means something else"))
_COMPANY = ((0.75, "same company"), (0.4, "partly the same company"), (0.0, "other company"))


def figures(pair: Pair) -> str:
    """The three figures, each in words and as a number."""
    scales = ((_SOUND, pair.sound), (_MEANING, pair.meaning), (_COMPANY, pair.company))
    return ", ".join(f"{_word(scale, value)} ({value:.2f})" for scale, value in scales)


def _word(scale: tuple[tuple[float, str], ...], value: float) -> str:
    return next(word for least, word in scale if value >= least)
