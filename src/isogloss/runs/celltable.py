"""A table on disk that grows by one small Parquet file a cell and is packed into one at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import msgspec

from isogloss.errors import InputError
from isogloss.runs.writing import replacing, unwritable

if TYPE_CHECKING:
    import duckdb

PACKED: Final = "packed.parquet"
_SQL_TYPES: Final = {"str": "VARCHAR", "int": "BIGINT", "float": "DOUBLE", "float | None": "DOUBLE"}

R = TypeVar("R", bound=msgspec.Struct)


class CellTable(Generic[R]):
    """Records of one type under ``folder``, each belonging to a cell.

    record: a Struct whose fields are str, int, float or float | None, one of them ``cell``. A cell's file
    appears whole; the packed file keeps what it holds even if the loose files it was made of still stand.
    """

    def __init__(self, folder: Path, record: type[R]) -> None:
        self.folder = folder
        self.record = record
        self._columns = {field: _SQL_TYPES[kind] for field, kind in record.__annotations__.items()}
        self._connection: duckdb.DuckDBPyConnection | None = None

    def write(self, cell: str, records: Sequence[R]) -> None:
        """Store the records of one cell; raises Unwritable if the disk refuses."""
        values = [[getattr(record, name) for record in records] for name in self._columns]
        select = ", ".join(
            f"unnest(${place}::{kind}[]) AS {name}"
            for place, (name, kind) in enumerate(self._columns.items(), start=1)
        )
        self._copy(f"SELECT {select}", values, self.folder / f"{cell}.parquet")

    def cells(self) -> list[str]:
        """Return the keys of the cells stored here; those packed first, in their order."""
        packed = self._packed_cells()
        return packed + [path.stem for path in self._loose() if path.stem not in set(packed)]

    def read(self, cells: Sequence[str] | None = None) -> list[R]:
        """Return the records of ``cells`` (None: of all) in stored order."""
        union = self._union()
        if not union:
            return []
        query = f"SELECT {', '.join(self._columns)} FROM ({union})"
        values: list[object] = []
        if cells is not None:
            query += " WHERE list_contains($1::VARCHAR[], cell)"
            values = [list(cells)]
        found = self._fetch(query, values)
        return [self.record(**dict(zip(self._columns, row, strict=True))) for row in found]

    def pack(self, plan: Sequence[str]) -> None:
        """Put everything into one file in the order of ``plan``; cells that are not in it are dropped."""
        stored = set(self.cells())
        wanted = [cell for cell in plan if cell in stored]
        if self._loose() or self._packed_cells() != wanted:
            order = "SELECT unnest($1::VARCHAR[]) AS cell, unnest(range(len($1::VARCHAR[]))) AS place"
            self._copy(
                f"""SELECT {", ".join(self._columns)} FROM ({self._union()}) JOIN ({order}) AS plan
                USING (cell) ORDER BY place, file_row_number""",
                [wanted],
                self.folder / PACKED,
            )
        for path in self._loose():
            path.unlink()

    def _copy(self, query: str, values: Sequence[object], target: Path) -> None:
        import duckdb

        with replacing(target) as temporary:
            place = _quoted(str(temporary.absolute()))
            try:
                self._database().execute(
                    f"COPY ({query}) TO {place} (FORMAT parquet, COMPRESSION zstd)", values
                )
            except duckdb.Error as fault:
                raise unwritable(target, fault) from fault

    def _union(self) -> str:
        """Return a query over the packed file and those loose ones it does not hold; empty if neither."""
        packed, loose = self.folder / PACKED, self._loose()
        parts = []
        if packed.exists():
            parts.append(f"SELECT * FROM {_scan([packed])}")
        if loose:
            new = f" WHERE cell NOT IN (SELECT cell FROM {_scan([packed])})" if parts else ""
            parts.append(f"SELECT * FROM {_scan(loose)}{new}")
        return " UNION ALL ".join(parts)

    def _loose(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("[!.]*.parquet") if path.name != PACKED)

    def _packed_cells(self) -> list[str]:
        packed = self.folder / PACKED
        if not packed.exists():
            return []
        query = f"SELECT cell FROM {_scan([packed])} GROUP BY cell ORDER BY min(file_row_number)"
        return [cell for (cell,) in self._fetch(query, [])]

    def _fetch(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        import duckdb

        try:
            return self._database().execute(query, values).fetchall()
        except duckdb.Error as fault:
            reason = str(fault).splitlines()[0]
            raise InputError(
                f"{self.folder}: a table is damaged: {reason}.",
                fix="Delete that folder and run the same command again.",
            ) from None

    def _database(self) -> duckdb.DuckDBPyConnection:
        if self._connection is None:
            import duckdb

            self._connection = duckdb.connect(":memory:")
            # One thread: the order of rows, and so the bytes of a packed file, never depend on the machine.
            self._connection.execute("SET threads = 1")
        return self._connection


def _scan(files: Sequence[Path]) -> str:
    """Return a query over files; what DuckDB would read as a pattern in their names is taken literally."""
    literal = (re.sub(r"[\[*?]", r"[\g<0>]", str(path.absolute())) for path in files)
    return f"read_parquet([{', '.join(map(_quoted, literal))}], file_row_number = true)"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
