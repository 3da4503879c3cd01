"""From a place that a user names to a data set."""

from __future__ import annotations

from pathlib import Path

from isogloss.data.columns import Columns
from isogloss.data.dataset import Dataset
from isogloss.data.folders import FolderDataset
from isogloss.data.layout import EXPECTED, data_files, language_folders
from isogloss.data.lines import missing
from isogloss.errors import InputError


def load_dataset(place: str | Path, *, columns: Columns | None = None) -> Dataset:
    """Return the data set that stands at a place; its texts are read when asked for.

    place: a folder ``DATA/<language>/<split>.<format>``.
    columns: names of columns, where they are not to be found by name.
    Raises InputError if there is no data set, with what was expected.
    """
    wished = columns or Columns()
    path = Path(place)
    if not path.exists():
        raise missing(path)
    files = language_folders(path)
    if not files:
        raise InputError(f"{path} holds no data files.", fix=EXPECTED)
    beside = tuple(
        f"{file.path} is not read: it stands beside the folders of the languages."
        for file in data_files(path)
    )
    return FolderDataset(name=_name(path), origin=str(place), files=files, columns=wished, beside=beside)


def _name(path: Path) -> str:
    return path.resolve().name
