from __future__ import annotations

from pathlib import Path

import pytest

import isogloss.data.readers
from isogloss.data.readers.table import ANNOTATED, READERS, reader
from isogloss.data.rows import Format
from isogloss.errors import UnknownName


def test_every_entry_of_the_table_is_a_file_and_every_file_an_entry() -> None:
    folder = Path(isogloss.data.readers.__path__[0])
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "table"}
    places = (*READERS.values(), *ANNOTATED.values())
    assert {place.partition(":")[0].rpartition(".")[2] for place in places} == files


@pytest.mark.parametrize("name", READERS)
def test_every_entry_resolves_to_a_format(name: str) -> None:
    assert isinstance(reader(name), Format)


def test_an_unknown_format_offers_near_ones() -> None:
    with pytest.raises(UnknownName, match="Did you mean jsonl"):
        reader("json")
