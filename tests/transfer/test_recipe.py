"""Recipes are strict: what they do not know they refuse, with the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.errors import InputError
from isogloss.transfer import load_recipe


def write(tmp_path: Path, content: str) -> str:
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    return str(path)


def test_a_number_makes_a_recipe_of_its_own_name() -> None:
    assert (load_recipe("few-shot").k, load_recipe("few-shot").name) == (10, "few-shot-10")
    assert (load_recipe("few-shot:3").k, load_recipe("few-shot:3").name) == (3, "few-shot-3")


def test_a_file_of_ones_own_is_read(tmp_path: Path) -> None:
    recipe = load_recipe(
        write(tmp_path, 'name = "ግማሽ"\ntrain = [{view = "sample", k = 50}]\nweights = "balanced"\n')
    )
    assert (recipe.name, recipe.labels, recipe.weights) == ("ግማሽ", "source", "balanced")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('name = "x"\nseedz = [1]', "seedz"),
        ('name = "x"\nlabels = "sauce"', r"\$\.labels"),
        ('name = "x"\nk = 5', "labels"),
        ('name = "x"\nlabels = "target"\nk = 0', "1 or more"),
        ('name = "x"\ndraws = 3', "together with a `k`"),
        ('name = "x"\nseeds = []', "one seed"),
        ('name = "x"\ntrain = [{view = "sampel", k = 5}]', "Did you mean sample"),
        ('name = "x"\ntrain = [{view = "sample", kk = 5}]', "kk"),
        ('name = "x"\ntrain = [{view = "sample", k = "5"}]', "Expected `int`"),
        ('name = "x"\ntrain = [{k = 5}]', "no name"),
        ('name = "x"\nseeds = [1, 1]', "must differ"),
        ('name = "x"\nseeds = [-1]', "between 0"),
        ('name = ".."', "`name` must be"),
        ('name = ""', "`name` must be"),
        ('name = "a b"', "`name` must be"),
        ('labels = "source"', "name"),
        ("no toml at all", "mine.toml"),
    ],
)
def test_what_a_recipe_cannot_mean_is_refused(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_recipe(write(tmp_path, content))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        load_recipe(str(tmp_path / "none.toml"))
