"""Parquet written as the file it came from, with some columns replaced and added."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from isogloss.bitext.translation.tablerow import TableRow
from isogloss.data.rows import DataFile


def write_parquet(target: Path, like: DataFile, names: Sequence[str], written: Iterable[TableRow]) -> int:
    """Write those rows of ``like`` that ``written`` holds, texts and new columns from there; say how many."""
    import duckdb

    from isogloss.data.readers.parquet import _CONFIG, _literal

    described = duckdb.execute(
        "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))", [_literal(like.path)]
    )
    had: dict[str, str] = dict(described.fetchall())
    changed = [name for name in names if had.get(name, "VARCHAR") == "VARCHAR"]
    beside = target.with_name(f"{target.name}.jsonl")
    count = 0
    try:
        with beside.open("w", encoding="utf-8") as file:
            for row in written:
                values = {f"c{number}": _text(row.values.get(name)) for number, name in enumerate(changed)}
                file.write(json.dumps({"row": row.line - 1, **values}) + "\n")
                count += 1
        selected = ", ".join(
            f"t.c{changed.index(name)} AS {_quoted(name)}" if name in changed else f"p.{_quoted(name)}"
            for name in names
        )
        types = ", ".join(["row: 'BIGINT'", *(f"c{number}: 'VARCHAR'" for number in range(len(changed)))])
        with duckdb.connect(config=_CONFIG) as connection:
            connection.execute(
                f"COPY (SELECT {selected} FROM read_json(?, format = 'newline_delimited', "
                f"columns = {{{types}}}, maximum_object_size = 268435456) t "
                "JOIN read_parquet(?, file_row_number = true) p ON p.file_row_number = t.row ORDER BY t.row) "
                f"TO '{_doubled(str(target))}' (FORMAT parquet)",
                [_literal(beside), _literal(like.path)],
            )
    finally:
        beside.unlink(missing_ok=True)
    return count


def _doubled(text: str) -> str:
    return text.replace("'", "''")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
