"""From the text as extracted to the text as displayed, and from that to the form in which names are compared."""

from corpus_cli.normalize.folding import Folded, fold, fold_text
from corpus_cli.normalize.stage import Normalizer, normalize_text
from corpus_cli.normalize.words import MARKS, WORD, count_words

__all__ = ["MARKS", "WORD", "Folded", "Normalizer", "count_words", "fold", "fold_text", "normalize_text"]
