"""Sentences cut into windows that the encoder can read at once, and windows gathered into batches of one length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus_cli.entities.taggers.neural.pieces import BEGIN, END, PAD

Ids = npt.NDArray[np.int64]
# Pieces, begin and end marks included. Training saw sentences up to this length.
LENGTH = 192
# Pieces on both sides of a cut that both windows read: each word is labelled where it has more around it.
OVERLAP = 32
# Pieces in a batch, padding included: the fastest of 512 to 4096 on two cores, and a third of the memory of the last.
BATCH = 1024


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``first`` to ``last`` (exclusive) of a sentence are read; the labels of ``keep_from:keep_to`` count."""

    sentence: int
    first: int
    last: int
    keep_from: int
    keep_to: int
    pieces: int


def plan(sentence: int, sizes: Sequence[int]) -> list[Window]:
    """Windows that together keep every word of the sentence once. ``sizes``: pieces of each word, each below half."""
    room = LENGTH - 2
    total = sum(sizes)
    if total <= room:
        return [Window(sentence, 0, len(sizes), 0, len(sizes), total)] if sizes else []
    windows: list[Window] = []
    first = keep_from = 0
    while keep_from < len(sizes):
        last, used = first, 0
        while last < len(sizes) and used + sizes[last] <= room:
            used += sizes[last]
            last += 1
        keep_to, after = last, 0
        if last < len(sizes):
            while keep_to > keep_from + 1 and after < OVERLAP:
                keep_to -= 1
                after += sizes[keep_to]
        windows.append(Window(sentence, first, last, keep_from, keep_to, used))
        first, before = keep_to, 0
        while first > 0 and before < OVERLAP:
            first -= 1
            before += sizes[first]
        keep_from = keep_to
    return windows


def batches(windows: Sequence[Window]) -> Iterator[list[Window]]:
    """The windows, longest first, so that those of one batch are of nearly one length."""
    batch: list[Window] = []
    for window in sorted(windows, key=lambda one: (-one.pieces, one.sentence, one.first)):
        if batch and (len(batch) + 1) * (batch[0].pieces + 2) > BATCH:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def filled(batch: Sequence[Window], pieces: Sequence[Sequence[tuple[int, ...]]]) -> tuple[Ids, Ids, list[Ids]]:
    """Input ids and mask, both (windows, longest), and for each window the column of each word's first piece."""
    width = max(window.pieces for window in batch) + 2
    ids = np.full((len(batch), width), PAD, dtype=np.int64)
    mask = np.zeros_like(ids)
    columns: list[Ids] = []
    for row, window in enumerate(batch):
        words = pieces[window.sentence][window.first : window.last]
        flat = [BEGIN, *(piece for word in words for piece in word), END]
        ids[row, : len(flat)] = flat
        mask[row, : len(flat)] = 1
        sizes = np.fromiter((len(word) for word in words), dtype=np.int64, count=len(words))
        columns.append(1 + np.cumsum(sizes) - sizes)
    return ids, mask, columns
