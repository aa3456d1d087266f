"""From display text to its languages, sentences and passages."""

from corpus_cli.segment.sentences import split_sentences
from corpus_cli.segment.stage import Segmenter

__all__ = ["Segmenter", "split_sentences"]
