"""Data sets of the ``datasets`` library: from its hub by name, or from a local folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from isogloss.data.columns import Columns, choose, has_language
from isogloss.data.files import FileDataset
from isogloss.data.grouped import dataset_of_rows
from isogloss.data.layout import by_split, split_name
from isogloss.data.lines import Fault, missing
from isogloss.data.records import RecordDataset, record_dataset
from isogloss.data.rows import DataFile, Format, RawRow, Run
from isogloss.errors import InputError, UnknownLanguage
from isogloss.extras import need
from isogloss.languages import Language

if TYPE_CHECKING:
    import datasets

_BATCH = 1000


def load_hf(place: str, columns: Columns) -> FileDataset | RecordDataset:
    """Return the data set ``hf:NAME-or-folder[:CONFIG]``.

    Languages come from a column for them, else from the configurations: all, or the one named.
    Raises MissingExtra without the ``datasets`` library, InputError if nothing tells the languages.
    """
    name, _, config = place.removeprefix("hf:").partition(":")
    if name.startswith((".", "/", "~")) and not (local := Path(name).expanduser()).exists():
        raise missing(local)
    configs = [config] if config else _configs(name)
    files = {known: _files(name, known) for known in configs}
    short = Path(name).name + (f"-{config}" if config else "")
    first = next(iter(files.values()))[0]
    if has_language(_columns(first), columns):
        alone = [file for found in files.values() for file in found]
        return dataset_of_rows(alone, columns, name=short, origin=place)
    languages = {_language(known, first): by_split(found) for known, found in files.items()}
    records = record_dataset(languages, columns, name=short, origin=place)
    if records is not None:
        return records
    choose(_columns(first), columns, str(first))
    return FileDataset(name=short, origin=place, files=languages, columns=columns)


def _configs(name: str) -> list[str]:
    if _saved(Path(name)):
        return [""]
    with _told(name):
        return list(_library().get_dataset_config_names(name))


def _files(name: str, config: str) -> list[DataFile]:
    return [
        DataFile(Path(name), "hf", split_name(part), config=config, part=part)
        for part in _splits(name, config)
    ]


@lru_cache(maxsize=16)
def _splits(name: str, config: str) -> Mapping[str, datasets.Dataset]:
    library = _library()
    with _told(f"{name}:{config}" if config else name):
        saved = next((folder for folder in (Path(name) / config, Path(name)) if _saved(folder)), None)
        found = library.load_from_disk(str(saved)) if saved else library.load_dataset(name, config or None)
    return found if isinstance(found, Mapping) else {"train": found}


def _saved(folder: Path) -> bool:
    return (folder / "dataset_dict.json").is_file() or (folder / "state.json").is_file()


def _language(config: str, file: DataFile) -> Language:
    try:
        return Language.parse(config)
    except UnknownLanguage:
        raise InputError(
            f"Nothing tells the languages of {file.path}: it has no column language, lang or locale, "
            f"and its configuration {config!r} is no language.",
            fix=f"Name the column with --language; it has {', '.join(map(repr, _columns(file)))}.",
        ) from None


def _columns(file: DataFile) -> tuple[str, ...]:
    return tuple(_splits(str(file.path), file.config)[file.part].column_names)


def _rows(file: DataFile, wanted: tuple[str, ...], runs: Iterable[Run] | None) -> Iterator[RawRow | Fault]:
    found = _splits(str(file.path), file.config)[file.part].select_columns(list(dict.fromkeys(wanted)))
    read = [_value_of(found.features[name]) for name in wanted]
    for run in [Run(0, 1, len(found))] if runs is None else runs:
        number = run.offset
        part = found.select(range(run.offset, min(run.offset + run.count, len(found))))
        for batch in part.iter(batch_size=_BATCH):
            for values in zip(*(batch[name] for name in wanted), strict=True):
                line = number + 1
                yield RawRow(line, tuple(of(value) for of, value in zip(read, values, strict=True)), number)
                number += 1


def _value_of(feature: Any) -> Callable[[object], object]:  # noqa: ANN401  the library types none of them
    """Return how a column's values become plain ones: class numbers their names, the rest as they are."""
    names = getattr(feature, "names", None)
    if names is None:
        return lambda value: value
    return lambda value: names[value] if isinstance(value, int) and 0 <= value < len(names) else None


@lru_cache(maxsize=4096)
def _digest(file: DataFile) -> str:
    found = _splits(str(file.path), file.config)[file.part]
    digest = hashlib.sha256(repr(found.features).encode("utf-8", "surrogatepass"))
    for batch in found.iter(batch_size=_BATCH):
        digest.update(repr(batch).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _library() -> Any:  # noqa: ANN401  an optional module
    return need("datasets", extra="datasets", purpose="Reading hf: data sets")


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Turn what the library raises for a data set that cannot be had into one line."""
    try:
        yield
    except (OSError, ValueError, _library().exceptions.DatasetsError) as fault:
        first = str(fault).strip().partition("\n")[0]
        raise InputError(
            f"The data set hf:{name} cannot be loaded: {first}.",
            fix="Check the name, or name a local folder.",
        ) from None


HF = Format(columns=_columns, rows=_rows, digest=_digest)
