"""The passages of a whole run as a topic model is trained on them."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli.document import Document, from_json
from corpus_cli.output import RunFolder, read_each
from corpus_cli.topics.encoders.vectors import count_passages, read_shard, shards

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats


@dataclass(frozen=True, slots=True, eq=False)
class TrainingPassages:
    """All passages of one or more runs, by document id.

    ``texts``: with the names of places and organizations blanked out, since they have rows of their own on a theme's
    card and would else crowd out its words. ``vectors``: as encoded, with the names. Shape: (n, dim), float32.
    ``documents``: the id of each passage's document. ``of``: how many passages there are, where these are a sample.
    """

    texts: list[str]
    languages: list[str]
    vectors: Floats
    documents: list[str]
    of: int = 0

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the vectors and languages: the same passages, the same fingerprint."""
        digest = hashlib.sha256(self.vectors.tobytes())
        digest.update("\0".join(self.languages).encode())
        return digest.hexdigest()


# What a training holds at once: 300,000 were trained in 7.7 GB (scripts/bench/topic_scale.py). Of larger runs every
# second, third … document is read, by ids, which are hashes: a sample that no order of the files can bend.
MOST_PASSAGES = 200_000


def read_passages(out: Path, *, without: Collection[str] = (), most: int | None = None) -> TrainingPassages:
    """The passages of the run in ``out``, whose vectors have been written, but for the documents ``without``.

    A document that repeats another one to the letter is left out: what is said twice is not said by two; so are files
    that are no documents. ``most``: of a
    run with more passages every so manieth document is read, so that they are about so many.
    """
    import numpy as np

    texts: list[str] = []
    languages: list[str] = []
    documents: list[str] = []
    vectors: list[Floats] = []
    total = count_passages(out)
    step = max(1, -(-total // most)) if most else 1
    number = -1
    for shard in shards(out):
        wanted = []
        for path in RunFolder(out).document_files(shard):
            number += 1
            if number % step == 0:
                wanted.append(path)
        by_document = read_shard(out, shard, only={path.stem for path in wanted})
        for _, doc in read_each(wanted, from_json):
            if doc.source.duplicate_of is not None or doc.doc_id in without:
                continue
            texts.extend(masked_texts(doc))
            languages.extend(passage.language for passage in doc.passages or ())
            documents.extend(doc.doc_id for _ in doc.passages or ())
            vectors.append(by_document[doc.doc_id])
    stacked = np.concatenate(vectors) if vectors else np.zeros((0, 1), dtype=np.float32)
    return TrainingPassages(texts, languages, stacked, documents, of=total if step > 1 else 0)


def joined_passages(parts: Sequence[TrainingPassages]) -> TrainingPassages:
    """The passages of all parts by document id, whatever the order of the parts."""
    import numpy as np

    full = [part for part in parts if len(part)]
    if len(full) == 1:
        return full[0]
    documents = [document for part in full for document in part.documents]
    order = sorted(range(len(documents)), key=documents.__getitem__)
    texts = [text for part in full for text in part.texts]
    languages = [language for part in full for language in part.languages]
    return TrainingPassages(
        [texts[row] for row in order],
        [languages[row] for row in order],
        np.concatenate([part.vectors for part in full])[order] if full else np.zeros((0, 1), dtype=np.float32),
        [documents[row] for row in order],
    )


def masked_texts(doc: Document) -> Iterator[str]:
    """Each passage with a line break in place of every place and organization named in it."""
    text = doc.text or ""
    entities = sorted(doc.entities or (), key=lambda ent: ent.start)
    starts = [ent.start for ent in entities]
    for passage in doc.passages or ():
        pieces, at = [], passage.start
        for ent in entities[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)]:
            if ent.start >= at and ent.end <= passage.end:
                pieces.append(text[at : ent.start])
                at = ent.end
        yield "\n".join([*pieces, text[at : passage.end]])
