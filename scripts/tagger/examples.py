"""Sentences as the network learns them: piece ids, and at each word the labels that are possible there."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tagger.sets import Sentence

from corpus_cli.entities.taggers.neural.decoding import LABELS, NAMES, PROCLITICS
from corpus_cli.entities.taggers.neural.pieces import BEGIN, END, PAD, Pieces
from corpus_cli.entities.taggers.neural.windows import LENGTH
from corpus_cli.entities.taggers.neural.words import is_arabic, shape, split

IGNORED = -100
# oneDNN makes a kernel for every new shape, which costs more than the step itself: widths come in steps, and every
# batch of a width has the same number of rows. Three times faster on two cores.
_STEP = 16


@dataclass(frozen=True, slots=True)
class Example:
    """``ids``: with begin and end. ``columns``: each word's first piece. ``allowed``: (words, labels) of bool.

    ``proclitics``: letters before the name that begins in a word, or ``IGNORED``.
    """

    ids: list[int]
    columns: list[int]
    allowed: np.ndarray
    proclitics: list[int]
    style: int


def example(sentence: Sentence, pieces: Pieces) -> Example | None:
    """The sentence up to the window's length; ``None`` for one without words."""
    words = split(sentence.text)
    if not words:
        return None
    ids, columns = [BEGIN], []
    for bits in pieces.of(sentence.text, words):
        if len(ids) + len(bits) >= LENGTH:
            break
        columns.append(len(ids))
        ids += bits
    words = words[: len(columns)]
    outside = np.array([label == "O" or label[2:] not in sentence.known for label in LABELS])
    allowed = np.tile(outside, (len(words), 1))
    proclitics = [IGNORED] * len(words)
    for span in sentence.spans:
        inside = [n for n, word in enumerate(words) if word.start < span.end and span.start < word.end]
        for n in inside:
            allowed[n] = False
            allowed[n, 1 + 2 * NAMES.index(span.label) + (n != inside[0])] = True
        if inside and sentence.edges:
            word = words[inside[0]]
            if is_arabic(sentence.text[word.start : word.end]):
                letters = len(shape(sentence.text[word.start : max(span.start, word.start)]))
                proclitics[inside[0]] = letters if letters < PROCLITICS else IGNORED
    return Example([*ids, END], columns, allowed, proclitics, int(sentence.style == "theirs"))


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of one step; words of all sentences in one row: ``rows`` and ``columns`` say where they stand."""

    ids: torch.Tensor
    mask: torch.Tensor
    styles: torch.Tensor
    rows: torch.Tensor
    columns: torch.Tensor
    allowed: torch.Tensor
    proclitics: torch.Tensor


def batches(examples: Sequence[Example], *, pieces: int, shuffle: random.Random | None) -> Iterator[list[Example]]:
    """Batches of at most ``pieces`` with padding, of sentences of like length, in random order where asked."""
    order = sorted(examples, key=lambda one: len(one.ids) + (shuffle.random() * 6 if shuffle else 0))
    groups: list[list[Example]] = []
    group: list[Example] = []
    for one in order:
        if group and len(group) + 1 > pieces // _width(max(len(one.ids), *(len(other.ids) for other in group))):
            groups.append(group)
            group = []
        group.append(one)
    if group:
        groups.append(group)
    if shuffle:
        shuffle.shuffle(groups)
    yield from groups


def _width(longest: int) -> int:
    return -(-longest // _STEP) * _STEP


def collated(group: Sequence[Example], *, pieces: int) -> Batch:
    """The group as tensors of one of few shapes, filled up with empty rows that no word stands in."""
    width = _width(max(len(one.ids) for one in group))
    height = max(pieces // width, len(group))
    ids = torch.full((height, width), PAD)
    mask = torch.zeros((height, width), dtype=torch.long)
    ids[:, 0], mask[:, 0] = BEGIN, 1
    for row, one in enumerate(group):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        mask[row, : len(one.ids)] = 1
    styles = torch.zeros((height, width), dtype=torch.long)
    styles[: len(group)] = torch.tensor([one.style for one in group])[:, None]
    rows = torch.tensor([row for row, one in enumerate(group) for _ in one.columns])
    columns = torch.tensor([column for one in group for column in one.columns])
    allowed = torch.from_numpy(np.concatenate([one.allowed for one in group]))
    proclitics = torch.tensor([count for one in group for count in one.proclitics])
    return Batch(ids, mask, styles, rows, columns, allowed, proclitics)
