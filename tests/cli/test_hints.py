"""No advice names an option that the command does not have."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import isogloss
from isogloss.cli.app import app
from isogloss.cli.hints import fitting, options_of
from tests.cli.command import Command

OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
COMMANDS = [
    ("transfer",), ("measure",), ("predict",), ("data", "mine"), ("data", "map"), ("data", "project"),
    ("data", "lexicon", "induce"), ("data", "align"), ("data", "score"), ("data", "translate"),
    ("data", "encode"), ("data", "switch"), ("languages", "segment"),
]  # fmt: skip


def hints() -> Iterator[str]:
    """Yield every text that stands as ``fix=`` in the library."""
    for file in Path(isogloss.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "fix":
                if isinstance(node.value, ast.Constant):
                    yield str(node.value.value)
                elif isinstance(node.value, ast.JoinedStr):
                    yield "".join(
                        str(part.value) if isinstance(part, ast.Constant) else "…"
                        for part in node.value.values
                    )


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_hint_of_the_library_names_an_option_that_the_command_lacks(command: tuple[str, ...]) -> None:
    options = options_of(app, command)
    assert "--help" not in options or len(options) > 1
    for hint in hints():
        said = fitting(hint, options)
        if "isogloss " not in said:
            assert set(OPTION.findall(said)) <= options, hint
        if set(OPTION.findall(hint)) <= options:
            assert said == hint


@pytest.mark.parametrize(
    ("hint", "options", "said"),
    [
        ("Correct it, or add --keep-going to set such rows aside.", {"--out"}, "Correct it."),
        (
            "Make room or choose another place with --out; what was finished is kept.",
            {"--work"},
            "Make room or choose another place with --work; what was finished is kept.",
        ),
        (
            "Make room or choose another place with --out; what was finished is kept.",
            {"--json"},
            "Make room; what was finished is kept.",
        ),
        ("Name it with --text.", {"--json"}, ""),
        ("Name it with --text. Or else.", {"--json"}, "Or else."),
        ("Run isogloss data convert --to x.", {"--json"}, "Run isogloss data convert --to x."),
    ],
)
def test_what_does_not_fit_is_left_out(hint: str, options: set[str], said: str) -> None:
    assert fitting(hint, options) == said


def test_options_are_those_of_the_command_below_its_groups() -> None:
    assert "--mutual" in options_of(app, ["data", "lexicon", "induce", "a.txt", "--k", "2"])
    assert "--work" in options_of(app, ["data", "mine", "transfer", "x"])
    assert options_of(app, ["data"]) == set()


def test_a_place_that_is_a_file_is_named_by_the_option_that_it_has(isogloss: Command, tmp_path: Path) -> None:
    for name, text in (("a", "ሰላም ለዓለም\n"), ("b", "hello world\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ended = isogloss("data", "mine", tmp_path / "a", tmp_path / "b", "--work", tmp_path / "a")
    assert ended.code == 2
    assert "--work" in ended.err
    assert "--out" not in ended.err
