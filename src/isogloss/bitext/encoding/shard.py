"""One Parquet file with a column of vectors added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import IO, TYPE_CHECKING, Any, Final, TypeAlias

from msgspec import DecodeError, Struct, json
from msgspec.structs import replace

from isogloss.bitext.encoding.store import Store
from isogloss.bitext.vectors import BLOCK, vectors_of
from isogloss.errors import BadRow, InputError, RunMismatch
from isogloss.extras import need
from isogloss.languages import Language
from isogloss.models.contracts import Encoder

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d

ParquetFile: TypeAlias = Any  # of pyarrow, which has no types
Table: TypeAlias = Any  # of pyarrow, too

VECTOR: Final = "vector"
_KEPT: Final = 64  # blocks a row group
_CARD: Final = b"isogloss"


class Card(Struct, frozen=True):
    """What made a file of vectors; it stands in the file."""

    model: str
    column: str
    language: str
    mark: str
    lenient: bool
    rows: int = 0
    unknown: int = 0
    refused: int = 0


@dataclass(slots=True)
class Counts:
    """What became of the rows so far."""

    rows: int = 0
    unknown: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Encoding:
    """What every file needs to know.

    source, target: where files are read and written. column: of the texts. language: of all of them, None
    where each may be in another. lenient: rows without a text are left out and counted.
    """

    source: Store
    target: Store
    encoder: Encoder
    column: str
    language: Language | None
    lenient: bool


def encode_file(asked: Encoding, name: str) -> tuple[Card, bool]:
    """Return the card of a file, and whether it stood already; else write it.

    name: of the file below ``source``, empty where ``source`` is that one file.
    The same rows and columns come out, and ``vector``: float32[d], zeros where the encoder knows nothing.
    Memory: a row group. Raises RunMismatch where another file of vectors stands, BadRow, InputError.
    """
    card = Card(
        model=asked.encoder.fingerprint,
        column=asked.column,
        language=str(asked.language or ""),
        mark=asked.source.mark(name),
        lenient=asked.lenient,
    )
    written = name or asked.source.url.rpartition("/")[2]
    standing = _standing(asked.target, written)
    if standing is not None:
        if _identity(standing) != _identity(card):
            raise RunMismatch(
                f"{asked.target.url}/{written}: holds vectors of another text, model, language or choice.",
                fix="Name another folder with --out.",
            )
        return standing, True
    parquet = need("pyarrow.parquet", extra="ray", purpose="Encoding Parquet files")
    with asked.source.read(name) as file, _opened(parquet, file, f"{asked.source.url}/{name}") as opened:
        return _write(parquet, opened, asked, card, name, written), False


def _identity(card: Card) -> tuple[object, ...]:
    return card.model, card.column, card.language, card.mark, card.lenient


def _standing(target: Store, name: str) -> Card | None:
    if not target.exists(name):
        return None
    parquet = need("pyarrow.parquet", extra="ray", purpose="Encoding Parquet files")
    with target.read(name) as file, _opened(parquet, file, f"{target.url}/{name}") as opened:
        said = (opened.metadata.metadata or {}).get(_CARD)
    if said is None:
        raise RunMismatch(
            f"{target.url}/{name}: is a file of another kind.", fix="Name an empty folder with --out."
        )
    try:
        return json.decode(said, type=Card)
    except DecodeError:
        raise RunMismatch(
            f"{target.url}/{name}: was written by another version.", fix="Name another folder with --out."
        ) from None


def _opened(parquet: ModuleType, file: IO[bytes], name: str) -> ParquetFile:
    try:
        return parquet.ParquetFile(file)
    except (OSError, ValueError) as fault:  # ArrowInvalid is a ValueError
        said = str(fault).splitlines()[0].rstrip(".")
        raise InputError(f"{name}: is no Parquet file: {said}.", fix="Write it again.") from None


def _write(
    parquet: ModuleType, opened: ParquetFile, asked: Encoding, card: Card, name: str, written: str
) -> Card:
    arrow = need("pyarrow", extra="ray", purpose="Encoding Parquet files")
    place = f"{asked.source.url}/{name}".rstrip("/")
    names = opened.schema_arrow.names
    if asked.column not in names:
        raise InputError(
            f"{place}: has no column {asked.column!r}, but {', '.join(names)}.", fix="Name it with --text."
        )
    if VECTOR in names:
        raise InputError(
            f"{place}: has a column {VECTOR!r} already.", fix="Rename it, or leave the file out."
        )
    counts, tables = Counts(), []
    empty = _with_vectors(
        arrow, opened.schema_arrow.empty_table(), vectors_of(["a"], asked.encoder, asked.language)[:0]
    )
    # The writer is closed within the file, also where a row is refused: it ends what it began.
    with (
        asked.target.replacing(written) as file,
        parquet.ParquetWriter(file, empty.schema) as writer,
    ):
        for table in _encoded(arrow, opened, asked, place, counts):
            tables.append(table)
            if len(tables) == _KEPT:
                writer.write_table(arrow.concat_tables(tables))
                tables.clear()
        writer.write_table(arrow.concat_tables([empty, *tables]))
        made = replace(card, rows=counts.rows, unknown=counts.unknown, refused=counts.refused)
        writer.add_key_value_metadata({_CARD: json.encode(made)})
    return made


def _encoded(
    arrow: ModuleType, opened: ParquetFile, asked: Encoding, place: str, counts: Counts
) -> Iterator[Table]:
    """Yield tables of at most 256 rows with their vectors, and count."""
    before = 0
    for table in _blocks(arrow, opened):
        texts = table.column(asked.column).to_pylist()
        blank = [not isinstance(text, str) or not text.strip() for text in texts]
        if any(blank) and not asked.lenient:
            raise BadRow(
                f"{place}: row {before + blank.index(True) + 1} has no text.",
                fix="Correct the row, or add --keep-going to leave such rows out.",
            )
        before += len(texts)
        counts.refused += sum(blank)
        if all(blank):
            continue
        kept = table.filter(arrow.array([not one for one in blank]))
        known = [text for text, one in zip(texts, blank, strict=True) if not one]
        vectors = vectors_of(known, asked.encoder, asked.language)
        counts.rows += len(vectors)
        counts.unknown += int((~vectors.any(axis=1)).sum())
        yield _with_vectors(arrow, kept, vectors)


def _with_vectors(arrow: ModuleType, table: Table, vectors: Floats2d) -> Table:
    column = arrow.FixedSizeListArray.from_arrays(arrow.array(vectors.ravel()), vectors.shape[1])
    return table.append_column(VECTOR, column)


def _blocks(arrow: ModuleType, opened: ParquetFile) -> Iterator[Table]:
    """Yield the rows 256 at a time, whatever the row groups are."""
    held: list[Table] = []
    for batch in opened.iter_batches(BLOCK):
        held.append(arrow.Table.from_batches([batch]))
        together = arrow.concat_tables(held)
        while len(together) >= BLOCK:
            yield together.slice(0, BLOCK)
            together = together.slice(BLOCK)
        held = [together] if len(together) else []
    if held:
        yield arrow.concat_tables(held)
