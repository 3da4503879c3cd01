"""eflomal is asked as a program: here one that speaks its files, and links words that are the same."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from isogloss.bitext import align
from isogloss.data.examples import Entry
from isogloss.errors import InputError
from isogloss.models.aligners.table import load_aligner
from isogloss.models.contracts import Aligner, LearningAligner
from isogloss.models.registry import load_word_encoder

STAND_IN = """#!{python}
import sys
given = dict(zip(sys.argv[1::2], sys.argv[2::2]))
sides = [open(given[side], encoding="utf-8").read().splitlines() for side in ("-s", "-t")]
assert len(sides[0]) == len(sides[1])
for option in ("-f", "-r"):
    with open(given[option], "w") as links:
        for pair in zip(*sides):
            source, target = (side.split() for side in pair)
            cells = [(i, j) for i, a in enumerate(source) for j, b in enumerate(target) if a == b]
            if option == "-f" and len(source) > 2:
                cells.append((0, len(target) - 1))
            print(" ".join(f"{{i}}-{{j}}" for i, j in cells), file=links)
with open({log!r}, "a") as log:
    print(len(sides[0]), file=log)
"""


def put(folder: Path, content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "eflomal-align"
    program.write_text(content)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "log"
    put(tmp_path, STAND_IN.format(python=sys.executable, log=str(file)), monkeypatch)
    return file


def loaded(name: str = "eflomal") -> Aligner:
    return load_aligner(name, load_word_encoder("static"))


def test_links_come_back_to_their_pairs(log: Path) -> None:
    found = loaded().align(
        [(["ሰላም", "x"], ["x", "ሰላም"]), ([], ["a"]), (["\ud800", "a b", ""], ["a b", "q", ""]), (["a"], [])]
    )
    assert [[(link.source, link.target, link.sure) for link in links] for links in found] == [
        [(0, 1, True), (1, 0, True)],
        [],
        [(1, 0, True), (2, 2, True)],
        [],
    ]
    assert log.read_text() == "2\n"


def test_directions_are_joined_as_asked(log: Path) -> None:
    pair = (["a", "b", "c"], ["a", "b", "z"])
    links = {
        name: [(link.source, link.target) for link in loaded(f"eflomal:{name}").align([pair])[0]]
        for name in ("union", "intersection")
    }
    assert links == {"union": [(0, 0), (0, 2), (1, 1)], "intersection": [(0, 0), (1, 1)]}
    assert log.exists()


def test_it_learns_from_further_pairs(log: Path) -> None:
    aligner = loaded()
    assert isinstance(aligner, LearningAligner)
    (found,) = align([("the sun", "sun the")], aligner=aligner, training=[("a", "b"), ("c", "d")])
    assert found.pharaoh() == "0-1 1-0"
    assert log.read_text() == "4\n"


def test_without_the_program_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert loaded().align([]) == []
    with pytest.raises(InputError, match="not on PATH"):
        loaded().align([(["a"], ["a"])])
    with pytest.raises(InputError, match="no lexicon"):
        load_aligner("eflomal", load_word_encoder("static"), [Entry("a", "b", 1.0)])


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("import sys; sys.exit('no memory')", "failed: no memory"),
        ("pass", "wrote 0 lines of links for 1 pairs"),
        ("import sys; [open(f, 'w').write('0:0\\n') for f in sys.argv[6::2]]", "wrote '0:0' for links"),
        ("import sys; [open(f, 'w').write('7-0\\n') for f in sys.argv[6::2]]", "that a pair does not have"),
    ],
)
def test_a_program_that_goes_wrong_is_one_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    put(tmp_path, f"#!{sys.executable}\n{script}\n", monkeypatch)
    with pytest.raises(InputError, match=said):
        loaded().align([(["a"], ["a"])])
