"""The vectors of a list of words as a file that other tools read: word2vec's text format, or plain arrays."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from isogloss.errors import InputError, Unwritable
from isogloss.languages import Language
from isogloss.models.contracts import Encoder, WordEncoder
from isogloss.models.registry import load_encoder
from isogloss.progress import track

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d, Floats2d

BLOCK: Final = 4096
ENDINGS: Final = (".vec", ".vec.gz", ".npy")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written where: words and the length of a vector; what was left out.

    repeated: words that came before. unknown: words of which the encoder knows nothing, whose vector is zero.
    """

    path: Path
    words: int
    dimensions: int
    repeated: int
    unknown: int


def export_words(
    words: Iterable[str], out: Path | str, *, model: str = "static", language: str | Language | None = None
) -> Exported:
    """Write each distinct word and its vector to ``out``, in input order, and return what was written.

    out: ``.vec`` or ``.vec.gz``, the text format of word2vec, fastText, gensim, MUSE and VecMap: a line
    ``n d``, then a word and d numbers a line; nine digits, so that float32 comes back bit for bit; blanks
    within a word become ``_``. Or ``.npy``: float32[n, d], and beside it a ``.txt`` with a word a line.
    language: that of the words. Blank words are passed over; a word of which nothing is known is left out,
    for zeros have no direction. Raises InputError for another ending or no word to write, UnknownName,
    UnknownLanguage, and Unwritable where the disk refuses.
    """
    path = Path(out)
    if not path.name.endswith(ENDINGS):
        raise InputError(
            f"{path}: no format has this ending.", fix=f"End the name in one of {', '.join(ENDINGS)}."
        )
    encoder = load_encoder(model)
    known = Language.given(language)
    names, repeated = _distinct(words, blank=" " if path.suffix == ".npy" else "_")
    kept = _kept(encoder, list(names.values()), known)
    if not kept.any():
        raise InputError(
            f"{model} knows none of the {len(names):,} words given.", fix="Give a word a line, in UTF-8."
        )
    written = [name for name, keep in zip(names, kept, strict=True) if keep]
    vectors = _vectors(encoder, [names[name] for name in written], known, label=path.name)
    dimensions = int(encoder.encode([""]).shape[1])
    if path.suffix == ".npy":
        _write_arrays(path, written, vectors, dimensions)
    else:
        write_text(path, written, vectors, dimensions)
    return Exported(path, len(written), dimensions, repeated, len(names) - len(written))


def _distinct(words: Iterable[str], *, blank: str) -> tuple[dict[str, str], int]:
    """Return how each word is written -> the word, and how many came again."""
    names: dict[str, str] = {}
    count = 0
    for number, word in enumerate(words, 1):
        parts = word.split()
        if not parts:
            continue
        count += 1
        name = blank.join(parts)
        try:
            name.encode()
        except UnicodeEncodeError:
            raise InputError(
                f"Word {number} holds a lone surrogate, which no text file can hold.", fix="Leave it out."
            ) from None
        names.setdefault(name, " ".join(parts))
    return names, count - len(names)


def _kept(encoder: Encoder, words: list[str], language: Language | None) -> Bools1d:
    """Return bool[n]: which words have a vector. A file begins with their number, so all are asked twice."""
    found = [vectors.any(axis=1) for vectors in _vectors(encoder, words, language, label="known words")]
    return np.concatenate([np.zeros(0, bool), *found])


def _vectors(
    encoder: Encoder, words: list[str], language: Language | None, *, label: str
) -> Iterator[Floats2d]:
    """Yield the vectors of the words block by block, so that memory holds the words and one block."""
    blocks = [words[start : start + BLOCK] for start in range(0, len(words), BLOCK)]
    for block in track(blocks, label=label, unit="block"):
        if language is None and isinstance(encoder, WordEncoder):
            yield encoder.encode_words([block])[0].vectors
        else:
            yield encoder.encode(block, language=language)


def write_text(path: Path, names: Sequence[str], vectors: Iterable[Floats2d], dimensions: int) -> None:
    """Write words and their vectors, block by block, in word2vec's text format; as ``export_words``."""
    row = " ".join(["%.9g"] * dimensions)
    with _replacing(path) as temporary, temporary.open("wb") as raw:
        # Neither a name nor a time goes into the archive: the same words give the same bytes.
        file = gzip.GzipFile("", "wb", 4, raw, mtime=0) if path.suffix == ".gz" else raw
        file.write(f"{len(names)} {dimensions}\n".encode())
        place = 0
        for block in vectors:
            lines = [
                f"{names[place + at]} {row % tuple(vector)}\n" for at, vector in enumerate(block.tolist())
            ]
            file.write("".join(lines).encode())
            place += len(block)
        if file is not raw:
            file.close()


def _write_arrays(path: Path, names: list[str], vectors: Iterator[Floats2d], dimensions: int) -> None:
    with _replacing(path) as temporary, temporary.open("wb") as file:
        header = {"descr": "<f4", "fortran_order": False, "shape": (len(names), dimensions)}
        np.lib.format.write_array_header_1_0(file, header)
        for block in vectors:
            file.write(block.astype("<f4").tobytes())
    with _replacing(path.with_suffix(".txt")) as temporary:
        temporary.write_bytes("".join(f"{name}\n" for name in names).encode())


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """Yield a temporary path that takes the place of ``target`` if the block ends well; raises Unwritable."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        temporary.replace(target)
    except OSError as fault:
        raise Unwritable(
            f"{target}: cannot be written: {fault.strerror or fault}.", fix="Choose another place with --out."
        ) from fault
    finally:
        with suppress(OSError):
            temporary.unlink()
