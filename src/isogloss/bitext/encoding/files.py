"""All Parquet files of a folder, encoded one by one, wherever there is a free worker."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from isogloss.bitext.encoding.shard import Encoding, encode_file
from isogloss.bitext.encoding.store import Store
from isogloss.bitext.mining.work import HERE, Spread
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import Encoder
from isogloss.progress import track
from isogloss.runs.lock import owned


@dataclass(frozen=True, slots=True)
class Encoded:
    """What became of all rows.

    files: written or standing; kept: those that stood. unknown: rows of which the encoder knows nothing.
    refused: rows without a text, left out.
    """

    files: int
    kept: int
    rows: int
    unknown: int
    refused: int


def encode_files(
    source: str | Path,
    out: str | Path,
    *,
    encoder: Encoder,
    column: str = "text",
    language: Language | str | None = None,
    spread: Spread = HERE,
    lenient: bool = False,
) -> Encoded:
    """Write the Parquet files below ``source`` to ``out``, with a column ``vector``; say what became of all.

    source, out: folders (source: or one file) on a disk or on any store by its fsspec URL. A file that stands
    is kept: the same call goes on. spread: who encodes, a file at a time; the vectors are the same.
    Raises InputError for what is no such folder, file, column or text; RunMismatch if ``out`` has others;
    RunBusy if another process writes there (on a disk: a store has no locks, and files appear whole).
    """
    places = Store.at(source), Store.at(out)
    if places[0].url.rstrip("/") == places[1].url.rstrip("/"):
        raise InputError(f"{out}: is where the texts are.", fix="Name another folder with --out.")
    asked = Encoding(places[0], places[1], encoder, column, Language.given(language), lenient)
    names = places[0].parquet_files()
    with _owned(places[1]):
        done = list(
            track(spread.each(encode_file, asked, names), label="encoding", total=len(names), unit="files")
        )
    return Encoded(
        files=len(done),
        kept=sum(stood for _, stood in done),
        rows=sum(card.rows for card, _ in done),
        unknown=sum(card.unknown for card, _ in done),
        refused=sum(card.refused for card, _ in done),
    )


def _owned(place: Store) -> AbstractContextManager[None]:
    return nullcontext() if "://" in place.url else owned(Path(place.url))
