"""Answers kept on disk, so that nothing is asked, waited for or paid twice."""

from __future__ import annotations

import hashlib
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Final

import msgspec

from isogloss.errors import Unwritable

_WAIT: Final = 60.0  # seconds for another process that writes
_TABLE: Final = """CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, model TEXT NOT NULL, answer BLOB NOT NULL,
    tokens_in INTEGER NOT NULL, tokens_out INTEGER NOT NULL) WITHOUT ROWID"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What an endpoint was asked: answers, and tokens read and written, as it counted them."""

    answers: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def __add__(self, other: Spent) -> Spent:
        """Return both together."""
        return Spent(
            self.answers + other.answers,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
        )

    def __sub__(self, other: Spent) -> Spent:
        """Return what one has more than the other."""
        return self + Spent(-other.answers, -other.tokens_in, -other.tokens_out)

    def cost(self, *, per_million_in: float, per_million_out: float) -> float:
        """Return the price, in the currency of the two prices, each of a million tokens."""
        return (self.tokens_in * per_million_in + self.tokens_out * per_million_out) / 1e6


@dataclass(frozen=True, slots=True)
class Answer:
    """What was made of a response. content: plain JSON, or bytes for a vector. keep: whether on disk."""

    content: Any
    tokens_in: int = 0
    tokens_out: int = 0
    keep: bool = True


def key_of(url: str, route: str, body: Any) -> str:  # noqa: ANN401  plain JSON
    """Return the name of a request's answer: a hash of all that decides it. No key of a user's is in it."""
    return hashlib.sha256(msgspec.json.encode([url, route, body], order="deterministic")).hexdigest()


class AnswerCache:
    """One SQLite file under ``folder``; several threads and processes may use it at a time.

    An answer is there whole or not at all, also after a kill. Raises Unwritable where the disk refuses.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / "endpoints.sqlite"
        self._lock = Lock()
        with self._faults():
            folder.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(
                self.file, timeout=_WAIT, check_same_thread=False, isolation_level=None
            )
            weakref.finalize(self, self._database.close)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute(_TABLE)

    def get(self, key: str) -> Answer | None:
        """Return an answer; None if there is none, or it is damaged, which makes room for another."""
        with self._lock, self._faults():
            row = self._database.execute(
                "SELECT answer, tokens_in, tokens_out FROM answers WHERE key = ?", (key,)
            ).fetchone()
        try:
            return None if row is None else Answer(msgspec.msgpack.decode(row[0]), row[1], row[2])
        except msgspec.DecodeError:
            with self._lock, self._faults():
                self._database.execute("DELETE FROM answers WHERE key = ?", (key,))
            return None

    def put(self, key: str, model: str, answer: Answer) -> None:
        """Keep an answer; where two asked the same at the same time, the first stays."""
        row = (key, model, msgspec.msgpack.encode(answer.content), answer.tokens_in, answer.tokens_out)
        with self._lock, self._faults():
            self._database.execute("INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?, ?)", row)

    def spent(self, model: str) -> Spent:
        """Return what all answers of a model took that are kept here."""
        with self._lock, self._faults():
            row = self._database.execute(
                """SELECT count(*), ifnull(sum(tokens_in), 0), ifnull(sum(tokens_out), 0)
                FROM answers WHERE model = ?""",
                (model,),
            ).fetchone()
        return Spent(*row)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as fault:
            raise Unwritable(
                f"{self.file}: answers cannot be kept there: {fault}.",
                fix="Make room, delete the file, or name another folder with ISOGLOSS_CACHE.",
            ) from None
