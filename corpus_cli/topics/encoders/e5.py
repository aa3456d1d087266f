"""multilingual-e5-small (Wang et al. 2024), cut to the Arabic and Latin pieces, in ONNX: the second shipped encoder.

``scripts/build_encoder.py`` makes its files. e5's vectors lie in a narrow cone: the mean that comes with them is what
all texts have in common, and what sets a text apart is what is left without it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_cli.bundled import bundled
from corpus_cli.errors import ModelMissingError
from corpus_cli.topics.arrays import unit

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from corpus_cli.topics.arrays import Floats

FORMAT = 1
ABOUT, NETWORK, TOKENIZER = "encoder.json", "model.onnx", "tokenizer.json"
_BEGIN, _END = 0, 2
# What e5 was trained to read before a question, where a text has "passage:".
_QUERY = "query:"


class E5Encoder:
    """Any encoder that ``scripts/build_encoder.py`` wrote; the shipped one by default.

    A text's vector does not depend on the others that are given with it. Raises ``ModelMissingError`` at the first use
    if files are missing or altered.
    """

    name = "e5"

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @cached_property
    def folder(self) -> Path:
        """Where its files lie."""
        return self._folder if self._folder is not None else bundled("models", "encoder")

    @cached_property
    def _checked(self) -> tuple[dict[str, Any], str]:
        """What ``encoder.json`` says, once the other files agree with it, and its hash."""
        remedy = "install the package again; in a checkout, `git status` says what was changed"
        try:
            data = (self.folder / ABOUT).read_bytes()
            about: dict[str, Any] = json.loads(data)
            hashes = {name: _digest(self.folder / name) for name in (NETWORK, TOKENIZER)}
            if about["format"] != FORMAT or len(about["mean"]) != about["dimensions"]:
                raise ModelMissingError(f"the encoder in {self.folder} is of another version", remedy=remedy)
            for name, digest in hashes.items():
                if about["sha256"][name] != digest:
                    raise ModelMissingError(f"the encoder's file {self.folder / name} was altered", remedy=remedy)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelMissingError(f"the encoder in {self.folder} cannot be read: {error}", remedy=remedy) from error
        return about, hashlib.sha256(data).hexdigest()

    @property
    def sha256(self) -> str:
        """Hash over what ``encoder.json`` holds: the hashes of network and pieces, the prefix, the window, the mean."""
        return self._checked[1]

    @property
    def dimensions(self) -> int:
        """Numbers in a vector."""
        return int(self._checked[0]["dimensions"])

    @cached_property
    def mean(self) -> Floats:
        """The mean vector of parallel text, Arabic and English alike. Shape: (dimensions,), float32."""
        import numpy as np

        return np.array(self._checked[0]["mean"], dtype=np.float32)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self.folder / TOKENIZER))

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # One thread: workers are processes, and the sums must not depend on the number of cores.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self.folder / NETWORK), sess_options=options, providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[str]) -> Floats:
        """One unit vector a text, an empty one included. Shape: (len(texts), dimensions), float32."""
        return self._encoded(texts, prefix=self._checked[0]["prefix_pieces"])

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """The same for questions to be answered by texts. Shape: (len(texts), dimensions), float32."""
        return self._encoded(texts, prefix=self._tokenizer.encode(_QUERY, add_special_tokens=False).ids)

    def _encoded(self, texts: Sequence[str], *, prefix: list[int]) -> Floats:
        import numpy as np

        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for window in self._windows(text, prefix):
                # One window a call: int8 scales are taken over all that a call holds.
                ids = np.array([window], dtype=np.int64)
                vectors[row] += len(window) * self._session.run(None, {"ids": ids})[0][0]
        return unit(vectors)

    def count_pieces(self, text: str) -> int:
        """How many pieces are read for a text, with what stands around it in each window."""
        return sum(len(window) for window in self._windows(text, self._checked[0]["prefix_pieces"]))

    def _windows(self, text: str, prefix: list[int]) -> Iterator[list[int]]:
        """The pieces of a text, between begin and end and behind the prefix; a long one in parts of even length."""
        pieces = self._tokenizer.encode(" ".join(text.split()), add_special_tokens=False).ids
        room = self._checked[0]["window"] - len(prefix) - 2
        parts = max(1, -(-len(pieces) // room))
        for part in range(parts):
            own = pieces[part * len(pieces) // parts : (part + 1) * len(pieces) // parts]
            yield [_BEGIN, *prefix, *own, _END]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
