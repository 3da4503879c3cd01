"""Mining as a library: what pairs up, what is counted, what resumes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from isogloss.arrays import Floats2d
from isogloss.bitext import Mining, mine
from isogloss.bitext.mining.folding import folded
from isogloss.errors import InputError
from isogloss.languages import Language
from tests.data.writing import write

ENGLISH = [
    "The house by the river is red.",
    "We bought bread and milk at the market.",
    "The doctor works in the hospital.",
    "It is raining in the mountains today.",
    "My brother reads a book about animals.",
    "The train to the city leaves at night.",
]
GERMAN = [
    "Der Zug in die Stadt fährt in der Nacht ab.",
    "Das Haus am Fluss ist rot.",
    "Mein Bruder liest ein Buch über Tiere.",
    "Der Arzt arbeitet im Krankenhaus.",
    "Heute regnet es in den Bergen.",
    "Wir kauften Brot und Milch auf dem Markt.",
]
RIGHT = {(1, 2), (2, 6), (3, 4), (4, 5), (5, 3), (6, 1)}


@dataclass(frozen=True)
class Letters:
    """An encoder that knows how often each letter from a to h comes, and counts what it was asked."""

    asked: list[int]
    name: str = "letters"
    fingerprint: str = "1"
    languages: tuple[Language, ...] = ()

    def encode(self, texts: Sequence[str], *, language: Language | None = None) -> Floats2d:  # noqa: ARG002  the contract's
        self.asked.append(len(texts))
        counts = np.array([[text.count(letter) for letter in "abcdefgh"] for text in texts], np.float32)
        length = np.linalg.norm(counts, axis=1, keepdims=True)
        return np.asarray(np.divide(counts, length, out=np.zeros_like(counts), where=length > 0))


@pytest.mark.parametrize("retrieval", ["forward", "backward", "intersection", "max", "assignment"])
@pytest.mark.parametrize("search", ["exact", "usearch"])
def test_translations_are_found_in_either_order(retrieval: str, search: str) -> None:
    options = Mining(retrieval=retrieval, search=search)  # type: ignore[arg-type]  # parametrised
    mined = mine(ENGLISH, GERMAN, source="eng", target="deu", options=options)
    assert {(pair.source_line, pair.target_line) for pair in mined.pairs} == RIGHT
    assert [pair.score for pair in mined.pairs] == sorted((p.score for p in mined.pairs), reverse=True)
    assert all(ENGLISH[pair.source_line - 1] == pair.source for pair in mined.pairs)


def test_files_and_lists_give_the_same(tmp_path: Path) -> None:
    a, b = (tmp_path / name for name in ("a.txt", "b.txt"))
    write(a, "\r\n".join(ENGLISH) + "\r\n")
    write(b, "\n".join(GERMAN))
    assert mine(a, str(b)).pairs == mine(ENGLISH, GERMAN).pairs


def test_every_line_is_accounted_for_and_keeps_its_number() -> None:
    lines = ["", ENGLISH[0], "  \u200a ", ENGLISH[0].upper() + "!!", "🎈", ENGLISH[2]]
    mined = mine(lines, GERMAN, options=Mining(threshold=-np.inf))
    counts = mined.source
    assert (counts.lines, counts.blank, counts.repeated, counts.unknown, counts.mined) == (6, 2, 1, 1, 2)
    assert {pair.source_line for pair in mined.pairs} == {2, 6}


def test_near_duplicates_are_kept_where_folding_is_off() -> None:
    lines = [ENGLISH[0], ENGLISH[0].upper()]
    assert mine(lines, GERMAN, options=Mining(fold=False)).source.repeated == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hello,  World!", "hello world", True),
        ("ＡＢＣ１２", "abc12", True),
        ("Chapter 1", "Chapter 2", False),
        ("कि", "के", False),
        ("ሰላም።", "ሰላም", True),
        ("😀", "😃", False),
        ("Straße", "STRASSE", True),
    ],
)
def test_what_is_folded_differs_in_nothing_that_is_read(one: str, other: str, same: bool) -> None:
    assert (folded(one) == folded(other)) is same


def test_copies_are_counted() -> None:
    mined = mine([*ENGLISH, "Coca-Cola"], [*GERMAN, "Coca-Cola"])
    assert mined.copies == 1


def test_work_is_kept_by_content_and_not_done_again(tmp_path: Path) -> None:
    asked: list[int] = []
    encoder = Letters(asked)
    a, b = ["abc", "def", "gh"], ["cba", "fed", "hg a"]
    first = mine(a, b, encoder=encoder, work=tmp_path)
    done = len(asked)
    assert mine(a, b, encoder=encoder, work=tmp_path) == first
    assert len(asked) == done
    mine(a, [*b, "ab"], encoder=encoder, work=tmp_path)
    assert len(asked) == done + 1


def test_a_damaged_piece_is_made_again(tmp_path: Path) -> None:
    encoder = Letters([])
    a, b = ["abc", "def", "gh"], ["cba", "fed", "hg a"]
    first = mine(a, b, encoder=encoder, work=tmp_path)
    for file in tmp_path.rglob("*.npz"):
        file.write_bytes(file.read_bytes()[:40])
    assert mine(a, b, encoder=encoder, work=tmp_path) == first
    next(iter(tmp_path.rglob("nearest-*.npz"))).unlink()
    assert mine(a, b, encoder=encoder, work=tmp_path) == first


_CHILD = """
import sys
from isogloss.bitext.mining import shards
shards.SHARD = 128
from isogloss.bitext import mine
mined = mine(sys.argv[1], sys.argv[2], work=sys.argv[3] or None)
print(*mined.pairs, sep="\\n")
"""


def test_killed_half_way_and_started_again_it_prints_the_same(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    words = " ".join(ENGLISH + GERMAN).split()
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        lines = [f"{number} " + " ".join(random.choice(words, 6)) for number in range(900)]
        write(path, "\n".join(lines))
    work = tmp_path / "work"

    def command(folder: str) -> list[str]:
        return [sys.executable, "-c", _CHILD, *map(str, paths), folder]

    whole = subprocess.run(command(""), capture_output=True, check=True).stdout
    killed = subprocess.Popen(command(str(work)), stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not list(work.rglob("000003.npz")) and killed.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    kept = {file: file.stat().st_mtime_ns for file in work.rglob("0*.npz")}
    again = subprocess.run(command(str(work)), capture_output=True, check=True).stdout
    assert again == whole
    assert len(whole.splitlines()) > 30
    assert kept
    assert kept.items() <= {file: file.stat().st_mtime_ns for file in work.rglob("0*.npz")}.items()


@dataclass(frozen=True)
class Broken(Letters):
    def encode(self, texts: Sequence[str], *, language: Language | None = None) -> Floats2d:  # noqa: ARG002  the contract's
        return np.full((len(texts), 2), np.nan, np.float32)


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ([], GERMAN, "the first list is empty"),
        (["", " "], GERMAN, "the first list holds no text"),
        (ENGLISH, ENGLISH, "hold the same lines"),
        (["🎈", "🎈🎈"], GERMAN, "knows nothing of any of its lines"),
        (["a", None], GERMAN, "item 2 is no text but NoneType"),
        (b"bytes", GERMAN, "the first list is bytes"),
        (iter(ENGLISH), GERMAN, "cannot be read twice"),
    ],
)
def test_what_cannot_be_mined_is_said(a: list[str], b: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        mine(a, b)


def test_an_encoder_that_gives_no_numbers_is_refused() -> None:
    with pytest.raises(InputError, match="finite"):
        mine(ENGLISH, GERMAN, encoder=Broken([]))


@pytest.mark.parametrize(
    "options",
    [
        {"k": 0},
        {"k": 2.5},
        {"margin": "rati"},
        {"retrieval": "x"},
        {"search": "faiss"},
        {"threshold": np.nan},
    ],
)
def test_options_that_make_no_sense_are_refused(options: dict[str, float]) -> None:
    with pytest.raises(InputError):
        Mining(**options)  # type: ignore[arg-type]  # on purpose
