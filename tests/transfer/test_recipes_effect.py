"""What recipes do where theory says what they must: two languages that share structure and no word."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from isogloss.errors import InputError
from isogloss.transfer import Settings, transfer

TOPICS = {
    "sport": ["ball", "goal", "team", "match", "win"],
    "food": ["bread", "soup", "salt", "meal", "cook"],
    "sky": ["star", "moon", "cloud", "rain", "wind"],
}
OTHERS = ["the", "and", "with", "near", "after", "some"]
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ბგდევზთიკლმნოპჟრსტუფქღყშჩც", strict=True))


def georgian(word: str) -> str:
    """A word in letters that English has none of."""
    return "".join(LETTERS[letter] for letter in word)


def write_topics(root: Path) -> Path:
    chosen = random.Random(0)  # noqa: S311  no secret
    for language, splits in (("eng", ("train", "test")), ("kat", ("test",))):
        for split in splits:
            rows = ["text\tlabel"]
            for turn in range(60):
                label = list(TOPICS)[turn % 3]
                found = [chosen.choice(TOPICS[label]) for _ in range(3)] + chosen.sample(OTHERS, 3)
                chosen.shuffle(found)
                rows.append(" ".join(found if language == "eng" else map(georgian, found)) + f"\t{label}")
            (root / language).mkdir(parents=True, exist_ok=True)
            (root / language / f"{split}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def topics(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_topics(tmp_path_factory.mktemp("data") / "topics")


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Perfect lists of words, in both directions."""
    folder = tmp_path_factory.mktemp("words")
    known = [word for own in TOPICS.values() for word in own] + OTHERS
    for name, pairs in (
        ("en_ka", [(w, georgian(w)) for w in known]),
        ("ka_en", [(georgian(w), w) for w in known]),
    ):
        lines = "".join(f"{one}\t{other}\n" for one, other in pairs)
        (folder / f"{name}.tsv").write_text(lines, encoding="utf-8")
    return folder


def scores(topics: Path, recipe: str, out: Path, settings: Settings) -> dict[str, float]:
    run = transfer(topics, source="eng", target="kat", recipes=[recipe], out=out, settings=settings)
    assert run.record.state == "done"
    return {row.system: row.value for row in run.rows() if row.metric == "accuracy"}


@pytest.mark.parametrize("recipe", ["translate-train", "translate-test", "code-switched"])
def test_a_perfect_list_of_words_beats_zero_shot_where_no_word_is_shared(
    recipe: str, topics: Path, words: Path, tmp_path: Path
) -> None:
    settings = Settings(
        translator=f"lexicon:{words}/{{source}}_{{target}}.tsv", lexicon=(f"kat={words}/en_ka.tsv",)
    )
    before = scores(topics, "zero-shot", tmp_path / "before", settings)
    after = scores(topics, recipe, tmp_path / "after", settings)
    assert before["tfidf+logreg"] < 0.5
    assert after["tfidf+logreg"] > 0.85
    assert after["majority"] == before["majority"]


@pytest.mark.parametrize(
    ("recipe", "said"),
    [("translate-train", "--translator"), ("translate-test", "--translator"), ("code-switched", "--lexicon")],
)
def test_a_recipe_says_what_it_needs_before_anything_is_written(
    recipe: str, said: str, topics: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=said):
        transfer(topics, source="eng", recipes=[recipe], out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_what_was_translated_is_not_translated_again(topics: Path, words: Path, tmp_path: Path) -> None:
    settings = Settings(translator=f"lexicon:{words}/{{source}}_{{target}}.tsv")
    run = transfer(topics, source="eng", recipes=["translate-test"], out=tmp_path / "run", settings=settings)
    kept = list((run.folder / "cache" / "translations").glob("*/texts.json"))
    assert len(kept) == 1  # one target beside the source, whatever the number of systems


def test_self_training_on_forty_texts_of_eight_classes_loses_none_of_them(
    tmp_path: Path,
) -> None:
    run = transfer(
        Path(__file__).parents[2] / "examples" / "intents",
        source="eng",
        target="swh,tha,zho",
        recipes=("zero-shot", "self-training"),
        out=tmp_path / "run",
        settings=Settings(heads=("logreg",)),
    )
    found = dict.fromkeys(("zero-shot", "self-training"), 0.0)
    for row in run.rows():
        if row.metric == "accuracy" and row.system == "static+logreg":
            found[row.recipe] += row.value / 3
    assert found["self-training"] > found["zero-shot"]
