"""What a view cannot show is told before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.errors import InputError
from isogloss.transfer import Settings, transfer
from tests.transfer.letters import TEST, write_letters, write_split


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_letters(tmp_path_factory.mktemp("data") / "letters")
    write_split(root / "hin_Deva", "train", {"food": TEST["hin_Deva"]["food"]})
    write_split(root / "swh_Latn", "train", TEST["swh_Latn"])
    return root


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A folder with a list from English to Swahili and files that are none."""
    (tmp_path / "eng_swh.tsv").write_text("soup\tsupu\nbread\tmkate\n", encoding="utf-8")
    (tmp_path / "short.tsv").write_text("soup\n", encoding="utf-8")
    (tmp_path / "binary.tsv").write_bytes(b"\xff\xfe\x00\x01")
    (tmp_path / "empty.tsv").write_text("", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("absent.tsv", "absent.tsv does not exist"),
        ("short.tsv", "short.tsv:1: the row has 1 column"),
        ("binary.tsv", "UTF-8 is expected"),
        ("empty.tsv", "holds no translations"),
    ],
)
def test_a_list_of_words_is_read_first(file: str, told: str, letters: Path, words: Path) -> None:
    settings = Settings(lexicon=(f"swh={words / file}",))
    with pytest.raises(InputError, match=told):
        transfer(letters, source="eng", recipes="code-switched", out=words / "run", settings=settings)
    assert not (words / "run").exists()


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("absent.tsv", "absent.tsv does not exist"),
        ("short.tsv", "short.tsv:1: no row of a table of names"),
        ("empty.tsv", "holds no names"),
    ],
)
def test_a_table_of_names_is_read_first(file: str, told: str, letters: Path, words: Path) -> None:
    recipe = words / "named.toml"
    spec = f'{{ view = "switch", method = "entities", entities = "{words / file}" }}'
    recipe.write_text(f'name = "named"\ntrain = [{spec}]\n', encoding="utf-8")
    with pytest.raises(InputError, match=told):
        transfer(letters, source="eng", recipes=str(recipe), out=words / "run")
    assert not (words / "run").exists()


@pytest.mark.parametrize("recipe", ["translate-train", "translate-test"])
def test_targets_without_a_list_of_words_are_named(recipe: str, letters: Path, words: Path) -> None:
    settings = Settings(translator=f"lexicon:{words}/{{source}}_{{target}}.tsv")
    with pytest.raises(InputError, match=r"amh_Ethi, hin_Deva, tha_Thai \(3 of 5\).*--to all,-amh_Ethi"):
        transfer(letters, source="eng", recipes=recipe, out=words / "run", settings=settings)
    assert not (words / "run").exists()
    # Its own language needs none, and a list of the other direction will do.
    run = transfer(
        letters, source="eng", target="eng,swh", recipes=recipe, out=words / "run", settings=settings
    )
    assert run.record.state == "done"


def test_other_words_are_another_run(letters: Path, words: Path) -> None:
    def switched(out: str) -> dict[str, str]:
        settings = Settings(lexicon=(f"swh={words / 'eng_swh.tsv'}",))
        run = transfer(
            letters, source="eng", target="swh", recipes="code-switched", out=words / out, settings=settings
        )
        return {row.system: row.cell for row in run.rows() if row.recipe == "code-switched"}

    before = switched("one")
    with (words / "eng_swh.tsv").open("a", encoding="utf-8") as opened:
        opened.write("rice\twali\n")
    after = switched("two")
    assert before.keys() == after.keys()
    assert set(before.values()).isdisjoint(after.values())


def test_one_class_of_a_target_is_refused_where_it_would_teach_alone(letters: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    with pytest.raises(InputError, match=r"of hin_Deva holds one class only, 'food'.*--to all,-hin_Deva"):
        transfer(letters, source="eng", target="hin,swh", recipes="target-supervised", out=out)
    assert not out.exists()
    # Beside the source's examples it teaches.
    run = transfer(letters, source="eng", target="hin", recipes="few-shot:2", out=out)
    assert run.record.state == "done"


def test_it_is_told_where_a_class_has_fewer_examples_than_asked_for(letters: Path, tmp_path: Path) -> None:
    run = transfer(letters, source="eng", target="swh", recipes="few-shot:9", out=tmp_path / "run")
    assert (
        "few-shot-9: a class has fewer than 9 examples, and all are taken: swh_Latn (2)."
        in (run.record.facts["remarks"])
    )
