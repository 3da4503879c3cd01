from __future__ import annotations

import gzip
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from isogloss.languages.building.tables import TABLES

FOLDER = Path(str(files("isogloss.languages.tables")))
DECISIONS = Path(str(files("isogloss.languages.building"))) / "decisions"


def lines(path: Path) -> list[str]:
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode().split("\n")


@pytest.mark.parametrize("table", TABLES)
def test_a_table_names_its_sources_and_every_row_has_its_columns(table: str) -> None:
    name, columns, sources = TABLES[table]
    found = lines(FOLDER / name)
    assert found[0] == f"# Sources: {sources}."
    assert found[1].split("\t") == columns.split()
    assert found[-1] == ""
    assert {len(row.split("\t")) for row in found[2:-1]} == {len(columns.split())}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_holds_nothing_twice(table: str) -> None:
    rows = lines(FOLDER / TABLES[table][0])[2:-1]
    keys = [tuple(row.split("\t")[:2]) for row in rows]
    assert len(keys) == len(set(keys)) > 10


def test_every_file_of_the_folder_is_in_the_list_of_tables() -> None:
    on_disk = {path.name for path in FOLDER.iterdir() if path.suffix in (".tsv", ".gz")}
    assert on_disk == {name for name, _, _ in TABLES.values()}


def test_the_tables_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < 1_500_000


def test_every_decision_by_hand_says_why() -> None:
    for path in DECISIONS.iterdir():
        comment, header, *rows = lines(path)[:-1]
        assert comment.startswith("# "), path.name
        for row in rows:
            assert len(row.split("\t")) == len(header.split("\t")), f"{path.name}: {row}"
            assert row.split("\t")[-1], f"{path.name}: {row}"


def test_importing_languages_is_light() -> None:
    loaded = "import sys, isogloss.languages; print(' '.join(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    modules = set(ran.stdout.split())
    assert not modules & {"numpy", "langcodes", "language_data", "rich", "typer"}
