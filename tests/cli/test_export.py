"""``isogloss model export``, as a user runs it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.command import Command


def given(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def test_words_from_standard_input_become_a_file(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given(monkeypatch, "shule\nwatoto\nshule\n学校\n".encode())
    target = tmp_path / "words.vec"
    ended = isogloss("model", "export", "static", "--language", "swh", "--out", target)
    assert (ended.code, ended.out.startswith(f"{target}: 3 words, ")) == (0, True)
    assert "Repeated, and written once: 1." in ended.err
    lines = target.read_text(encoding="utf-8").splitlines()
    assert [line.split(" ")[0] for line in lines] == ["3", "shule", "watoto", "学校"]


def test_a_file_of_words_gives_what_the_pipe_gives(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    words = "ትምህርት\nمدرسة\n".encode()
    given(monkeypatch, words)
    (tmp_path / "words.txt").write_bytes(words)
    assert isogloss("model", "export", "--out", tmp_path / "a.vec").code == 0
    assert (
        isogloss("model", "export", "--out", tmp_path / "b.vec", "--words", tmp_path / "words.txt").code == 0
    )
    assert (tmp_path / "a.vec").read_bytes() == (tmp_path / "b.vec").read_bytes()


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (b"shule\tschool\n", [], "standard input:1: a tab"),
        (b"a\n\xff\n", [], ":2:"),
        (b"", [], "none of the 0 words"),
        (b"a\n", ["--words", "missing.txt"], "missing.txt does not exist"),
        (b"a\n", ["--language", "xxxyy"], "xxxyy"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    isogloss: Command,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    content: bytes,
    options: list[str],
    said: str,
) -> None:
    given(monkeypatch, content)
    ended = isogloss("model", "export", "--out", tmp_path / "words.vec", *options)
    assert ended.code == 2
    assert said in ended.err
    assert "Traceback" not in ended.err
    assert list(tmp_path.iterdir()) == []
