from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from isogloss import Language, load_model
from isogloss.data.rejects import Reject
from isogloss.errors import BadRow, InputError, UnknownLanguage, UnknownName
from isogloss.models.static.model import StaticEncoder
from isogloss.training.teaching import Settings, teach
from tests.models.static.texts import AWKWARD, TRANSLATIONS
from tests.training.teaching.conftest import sentences, written

QUICK = Settings(epochs=(2,))
INVENTED = Language("qaa", "Yiii")


def taught(folder: Path) -> StaticEncoder:
    model = load_model(f"static:{folder}")
    assert isinstance(model, StaticEncoder)
    return model


def nearest(model: StaticEncoder, language: Language | None) -> float:
    """Return how often an unseen sentence lies nearest to its English."""
    english = sentences(60, 2)
    vectors = model.encode([written(text) for text in english], language=language)
    return float(((vectors @ model.encode(english).T).argmax(axis=1) == np.arange(60)).mean())


@pytest.mark.parametrize("files", [("lexicon",), ("bitext",), ("lexicon", "bitext")])
def test_a_language_in_letters_nobody_has_is_learned(
    files: tuple[str, ...], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    given = {name: [request.getfixturevalue(name)] for name in files}
    pack = teach(
        "static",
        language="qaa_Yiii",
        out=tmp_path / "out",
        lexicon=given.get("lexicon", ()),
        bitext=given.get("bitext", ()),
        settings=QUICK,
    )
    model = taught(tmp_path / "out")
    assert nearest(model, None) < 0.1
    assert nearest(model, INVENTED) > 0.8
    assert INVENTED in model.languages
    assert pack.card.scores
    words = model.encode_words([[written("doctor")]], language=INVENTED)[0].vectors
    assert (words @ model.encode(["doctor"]).T).item() > 0.5
    assert model.coverage([written("doctor")], language=INVENTED) == 1
    assert model.coverage([written("doctor")]) == 0


def test_all_other_vectors_stay_as_they_are_to_the_bit(lexicon: Path, tmp_path: Path) -> None:
    teach("static", language="qaa_Yiii", out=tmp_path / "out", lexicon=[lexicon], settings=QUICK)
    shipped, model = load_model("static"), taught(tmp_path / "out")
    assert isinstance(shipped, StaticEncoder)
    assert shipped.fingerprint != model.fingerprint
    assert shipped.weights == model.weights
    texts = [*AWKWARD[:16], *(text for _, others in TRANSLATIONS[:3] for text in others.values())]
    for language in (None, Language("swh", "Latn"), Language("qaa", "Latn"), Language("qab", "Yiii")):
        assert (model.encode(texts, language=language) == shipped.encode(texts, language=language)).all()
        assert (model.coverage(texts, language=language) == shipped.coverage(texts)).all()


def test_a_taught_vector_depends_on_its_text_alone(lexicon: Path, tmp_path: Path) -> None:
    teach("static", language="qaa_Yiii", out=tmp_path / "out", lexicon=[lexicon], settings=QUICK)
    model = taught(tmp_path / "out")
    texts = [written(text) for text in sentences(30, 3)] + [" ".join(map(written, sentences(700, 4))), ""]
    together = model.encode(texts, language=INVENTED)
    assert np.isfinite(together).all()
    assert not together[-1].any()
    for text, row in zip(texts, together, strict=True):
        assert (model.encode([text], language=INVENTED)[0] == row).all()


def test_the_same_input_and_seed_give_the_same_bytes(lexicon: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        teach("static", language="qaa_Yiii", out=tmp_path / name, lexicon=[lexicon], settings=QUICK)
    rows = [(tmp_path / name / "taught/qaa_Yiii/rows.safetensors").read_bytes() for name in ("a", "b")]
    assert rows[0] == rows[1]


def test_languages_are_taught_one_after_another(lexicon: Path, tmp_path: Path) -> None:
    teach("static", language="qaa_Yiii", out=tmp_path / "one", lexicon=[lexicon], settings=QUICK)
    teach(
        f"static:{tmp_path / 'one'}", language="qab", out=tmp_path / "two", lexicon=[lexicon], settings=QUICK
    )
    teach("static", language="qac", out=tmp_path / "two", lexicon=[lexicon], settings=QUICK)
    one, two = taught(tmp_path / "one"), taught(tmp_path / "two")
    assert [str(pack.language) for pack in two.packs] == ["qaa_Yiii", "qab_Zyyy", "qac_Zyyy"]
    text = [written("the doctor reads a letter")]
    assert (one.encode(text, language=INVENTED) == two.encode(text, language=INVENTED)).all()


def test_a_pack_of_other_weights_is_refused(lexicon: Path, tmp_path: Path) -> None:
    teach("static", language="qaa_Yiii", out=tmp_path / "out", lexicon=[lexicon], settings=QUICK)
    card = tmp_path / "out/taught/qaa_Yiii/card.json"
    weights = taught(tmp_path / "out").weights
    card.write_text(card.read_text(encoding="utf-8").replace(weights, "0" * 16), encoding="utf-8")
    with pytest.raises(InputError, match="taught to the weights 0000000000000000"):
        load_model(f"static:{tmp_path / 'out'}")
    with pytest.raises(InputError, match="taught to the weights"):
        teach("static", language="qab", out=tmp_path / "out", lexicon=[lexicon], settings=QUICK)


@pytest.mark.parametrize("broken", ["card.json", "rows.safetensors"])
def test_a_broken_pack_is_named(lexicon: Path, tmp_path: Path, broken: str) -> None:
    teach("static", language="qaa_Yiii", out=tmp_path / "out", lexicon=[lexicon], settings=QUICK)
    (tmp_path / "out/taught/qaa_Yiii" / broken).write_bytes(b"{}")
    with pytest.raises(InputError, match="qaa_Yiii"):
        load_model(f"static:{tmp_path / 'out'}")


def test_a_known_language_may_be_taught_and_the_card_says_so(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    rows = ((written(word), word) for word in ("water", "bread", "house", "school", "teacher"))
    lines = [f"{english}\t{text}\n" for text, english in rows]
    lines += [f"{english}\tx{number}{english}\n" for number, english in enumerate(sentences(40, 5))]
    path.write_text("".join(lines), encoding="utf-8")
    pack = teach("static", language="sw", out=tmp_path / "out", lexicon=[path], pivot_side="first")
    assert pack.card.was_known
    assert pack.card.language == "swa_Latn"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "holds no pair"),
        ("water\nbread\n", "1 column"),
        ("water\t\n", "one side of the entry is empty"),
        ("water\tmaji\tnan\n", "weight in the third column"),
        ("".join(f"{word}\t!?\n" for word in ("water", "bread", "house")), "distinct translations"),
        ("water\tmaji\n" * 50, "1 distinct translations"),
    ],
)
def test_a_lexicon_that_cannot_teach_is_refused_in_one_line(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        teach("static", language="qaa", out=tmp_path / "out", lexicon=[path], pivot_side="first")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_bad_rows_are_set_aside_where_asked_for(lexicon: Path, tmp_path: Path) -> None:
    lexicon.write_text(lexicon.read_text(encoding="utf-8") + "alone\n", encoding="utf-8")
    with pytest.raises(BadRow, match="1 column"):
        teach("static", language="qaa_Yiii", out=tmp_path / "out", lexicon=[lexicon], settings=QUICK)
    rejects: list[Reject] = []
    teach(
        "static",
        language="qaa_Yiii",
        out=tmp_path / "out",
        lexicon=[lexicon],
        settings=QUICK,
        rejects=rejects,
    )
    assert [one.reason for one in rejects] == ["the row has 1 column, expected at least 2, separated by tabs"]


def test_repeated_and_empty_pairs_are_counted(lexicon: Path, tmp_path: Path) -> None:
    text = lexicon.read_text(encoding="utf-8")
    lexicon.write_text(text + text + "...\t!!!\n", encoding="utf-8")
    pack = teach("static", language="qaa_Yiii", out=tmp_path / "out", lexicon=[lexicon], settings=QUICK)
    (file,) = pack.card.files
    rows = text.count("\n")
    assert (file.rows, file.used, file.repeated, file.blank) == (2 * rows + 1, rows, rows, 1)


def test_no_files_a_wrong_model_and_wrong_languages_are_refused(lexicon: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(InputError, match="nothing to learn from"):
        teach("static", language="qaa", out=out)
    with pytest.raises(UnknownLanguage):
        teach("static", language="nosuchlanguage", out=out, lexicon=[lexicon])
    with pytest.raises(InputError, match="the same language"):
        teach("static", language="English", out=out, lexicon=[lexicon])
    with pytest.raises(UnknownName):
        teach("statik", language="qaa", out=out, lexicon=[lexicon])
    with pytest.raises(InputError, match=r"there is no model\.safetensors"):
        teach(f"static:{tmp_path / 'none'}", language="qaa", out=out, lexicon=[lexicon])
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="is a file"):
        teach("static", language="qaa", out=tmp_path / "file", lexicon=[lexicon])
