"""Makes the tiny fastText model of these tests: ``python -m tests.languages.identification.tiny_fasttext``.

Four languages, a few sentences of ours each. A gram's vector is its log probability in each language (naive
Bayes) and the output matrix is a multiple of the identity, so that no training is needed. Format: fastText's
version 12 (dictionary, input matrix, output matrix), from its public documentation and source (MIT).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

FILE: Final = Path(__file__).with_name("model") / "tiny.bin"
TEXTS: Final = {
    "__label__swh_Latn": "habari za asubuhi rafiki yangu watoto wanacheza mpira leo ninapenda kusoma vitabu",
    "__label__fi": "hyvää huomenta ystäväni lapset pelaavat palloa koulussa tänään luen mielelläni kirjoja",
    "__label__zh": "早上好 我的朋友 孩子们今天在学校踢球 我喜欢读书",
    "__label__noise": "0x4f qwrtz ### zxcvb",
}
_BUCKETS: Final = 1024
_SHORTEST, _LONGEST = 1, 3


def subwords(word: str) -> Iterator[int]:
    """Yield the bucket of each character n-gram of a word, as fastText hashes them (FNV-1a, signed bytes)."""
    marked = f"<{word}>"
    for start in range(len(marked)):
        for end in range(start + _SHORTEST, min(start + _LONGEST, len(marked)) + 1):
            if end - start > 1 or 0 < start < len(marked) - 1:
                value = 2166136261
                for byte in marked[start:end].encode():
                    value = ((value ^ (byte if byte < 128 else byte | 0xFFFFFF00)) * 16777619) & 0xFFFFFFFF
                yield value % _BUCKETS


def model() -> bytes:
    """Return the bytes of the model."""
    labels = list(TEXTS)
    counts = np.full((_BUCKETS, len(labels)), 0.5)
    for column, text in enumerate(TEXTS.values()):
        for word in text.split():
            for bucket in subwords(word):
                counts[bucket, column] += 1
    logs = np.log(counts / counts.sum(axis=0))
    vectors = (logs - logs.mean(axis=1, keepdims=True)).astype("<f4")
    # Row 0 is the end of a line, which fastText adds to every text.
    rows = np.concatenate([np.zeros((1, len(labels)), dtype="<f4"), vectors])
    dimension, softmax, supervised = len(labels), 3, 3
    head = struct.pack("<2i", 793712314, 12)
    head += struct.pack(
        "<12id", dimension, 5, 5, 1, 5, 1, softmax, supervised, _BUCKETS, _SHORTEST, _LONGEST, 100, 1e-4
    )
    head += struct.pack("<3i2q", 1 + len(labels), 1, len(labels), 100, -1)
    for name, kind in [("</s>", 0), *((label, 1) for label in labels)]:
        head += name.encode() + b"\0" + struct.pack("<qb", 10, kind)
    output = (np.eye(len(labels)) * 12).astype("<f4")
    return head + b"".join(
        b"\0" + struct.pack("<2q", *matrix.shape) + matrix.tobytes() for matrix in (rows, output)
    )


if __name__ == "__main__":
    FILE.write_bytes(model())
