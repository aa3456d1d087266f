"""What one language says within a theme and the other does not, or why that cannot be told."""

from __future__ import annotations

from itertools import permutations

from corpus_cli.themes.contrast_places import ThemePlaces, places_by_theme
from corpus_cli.themes.contrast_words import WordContrast
from corpus_cli.themes.page import Contrast
from corpus_cli.themes.tally import ThemeCounts, ThemeTally
from corpus_cli.topics.encoders.encoder import Encoder
from corpus_cli.topics.model.topic_model import TopicModel
from corpus_cli.topics.words.language import LANGUAGES
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import plural

# With fewer words in either language, even a word of every hundredth would be expected less than five times.
MIN_WORDS = 500


class Contrasts:
    """The contrasts of all themes of a corpus. Without an encoder words are not compared, places are."""

    def __init__(self, tally: ThemeTally, model: TopicModel, *, encoder: Encoder | None) -> None:
        self._names = tally.cube.names
        self._places = places_by_theme(tally.cube)
        samples = {theme_id: found.samples for theme_id, found in tally.themes.items()}
        self._words = WordContrast(samples, encoder=encoder, stop_words=model.info.stop_words) if encoder else None

    def of(self, theme_id: str, found: ThemeCounts) -> tuple[Contrast, ...]:
        """Arabic against English and English against Arabic; () where the theme has only one of them."""
        present = [code for code in sorted(LANGUAGES) if found.counts.passages_by[code]]
        return tuple(
            self._contrast(theme_id, found, language=language, other=other)
            for language, other in permutations(present, 2)
        )

    def _contrast(self, theme_id: str, found: ThemeCounts, *, language: str, other: str) -> Contrast:
        both = sorted((language, other))
        places = self._places.get(theme_id, ThemePlaces())
        compared = {code: self._words.compared(theme_id, code) for code in both} if self._words else {}
        enough = self._words is not None and min(compared.values()) >= MIN_WORDS
        words = self._words.distinct(theme_id, language=language, other=other) if self._words and enough else None
        named = places.distinct(language=language, other=other, names=self._names)
        return Contrast(
            language=language,
            other=other,
            compared=compared,
            sampled=not all(found.samples[code].complete for code in both),
            words=words,
            places=named,
            place_mentions={code: places.total(code) for code in both},
            note=_note(compared, places_told=named is not None, mentions={code: places.total(code) for code in both}),
        )


def _note(compared: dict[str, int], *, places_told: bool, mentions: dict[str, int]) -> str | None:
    """Why words or places cannot be compared; None if both can."""
    short = [code for code, count in compared.items() if count < MIN_WORDS]
    notes = []
    if short:
        counted = " and ".join(f"{plural(compared[code], f'{language_of(code).name} word')}" for code in short)
        notes.append(f"Only {counted}: too little to say which words are missing there. It takes {MIN_WORDS}.")
    if not places_told:
        counted = ", ".join(f"{language_of(code).name} {count}" for code, count in mentions.items())
        notes.append(f"Too few places are named to compare them (mentions: {counted}).")
    return " ".join(notes) or None
