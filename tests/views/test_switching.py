from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.data.examples import Answer, Answerable, Entry, Labelled, Tagged
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.translators.phrases import phrases_of
from isogloss.views.switches.switcher import Switcher, switcher
from isogloss.views.switches.wordlists import WordList
from isogloss.views.switching import switched_example
from isogloss.views.table import view

ENGLISH, SWAHILI = Language.parse("eng"), Language.parse("swh")
WORDS = "water\tmaji\ngood\tnzuri\nthank you\tasante\ncat\tpaka\n"
NAMES = "language\tname\ttranslation\nsw\tGermany\tUjerumani\nhi\tGermany\tजर्मनी\n"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    (tmp_path / "en_sw.tsv").write_text(WORDS, encoding="utf-8")
    (tmp_path / "en_hi.tsv").write_text("water\tपानी\ngood\tअच्छा\nhouse\tघर\n", encoding="utf-8")
    (tmp_path / "names.tsv").write_text(NAMES, encoding="utf-8")
    return tmp_path


def swahili(lists: Path, ratio: float = 1, **options: str) -> Switcher:
    return switcher(ENGLISH, [str(lists / "en_sw.tsv")], ratio=ratio, **options)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Water is good.", "Maji is nzuri."),
        ("Thank you, cat!", "Asante, paka!"),
        ("GOOD cats", "NZURI cats"),
        ("nothing known", "nothing known"),
        ("", ""),
    ],
)
def test_words_and_phrases_are_switched_with_their_case(lists: Path, text: str, wanted: str) -> None:
    assert swahili(lists).switch(text, "0").text == wanted


@pytest.mark.parametrize(
    ("source", "entries", "text", "wanted"),
    [
        ("tha", "น้ำ\twater\n", "ดื่มน้ำดี", "ดื่ม water ดี"),
        ("zho_Hans", "水\twater\n", "喝水吧。", "喝 water 吧。"),
        ("mya", "ရေ\twater\n", "ရေ၊ ရေ", "water၊ water"),
        ("amh", "ውሃ\twater\n", "ውሃ ነው።", "water ነው።"),
    ],
)
def test_words_are_cut_as_the_script_writes_them(
    tmp_path: Path, source: str, entries: str, text: str, wanted: str
) -> None:
    (tmp_path / "to_en.tsv").write_text(entries, encoding="utf-8")
    made = switcher(Language.parse(source), [str(tmp_path / "to_en.tsv")], ratio=1)
    assert made.switch(text, "0").text == wanted


@given(st.text(alphabet="ab water good.,!\nनदी水", max_size=60), st.floats(0, 1), st.integers(0, 9))
def test_every_swap_slices_back_and_the_rest_is_as_it_was(text: str, ratio: float, seed: int) -> None:
    made = Switcher(ENGLISH, _LISTS, ratio)
    found = made.switch(text, str(seed))
    assert found == made.switch(text, str(seed))
    at = 0
    for swap in found.swaps:
        start, end = found.aligned.forth(swap.start, swap.end)
        assert found.text[start:end].strip() == swap.text
        assert at <= swap.start < swap.end
        at = swap.end
    starts = [*(swap.start for swap in found.swaps), len(text)]
    ends = [0, *(swap.end for swap in found.swaps)]
    kept = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    rest = found.text
    for part in kept:
        assert part in rest
        rest = rest[rest.index(part) + len(part) :]


def test_the_ratio_is_of_all_words_and_met_on_average(lists: Path) -> None:
    made = swahili(lists, 0.25)
    text = "water good cat water good cat water good one two three four"
    counts = [len(made.switch(text, str(seed)).swaps) for seed in range(200)]
    assert sum(counts) / len(counts) == 3
    assert {len(swahili(lists, 0.1).switch("water good cat", str(seed)).swaps) for seed in range(50)} == {
        0,
        1,
    }


def test_languages_are_mixed_by_their_weights(lists: Path) -> None:
    specs = [f"sw={lists / 'en_sw.tsv'}", f"hin:3={lists / 'en_hi.tsv'}"]
    made = switcher(ENGLISH, specs, ratio=1)
    said = [made.switch("water", str(seed)).text for seed in range(400)]
    assert 0.65 < said.count("पानी") / 400 < 0.85
    assert said.count("maji") + said.count("पानी") == 400


@pytest.mark.parametrize(
    ("method", "wanted"),
    [
        ("entities", "To Ujerumani or germany"),
        ("leia", "To Germany <translate>Ujerumani</translate> or germany"),
        ("gloss", "To Germany (Ujerumani) or germany"),
    ],
)
def test_names_are_switched_or_followed_by_their_translation(lists: Path, method: str, wanted: str) -> None:
    (lists / "names.tsv").write_text("sw\tGermany\tUjerumani\n", encoding="utf-8")
    made = switcher(ENGLISH, [], ratio=1, method=method, entities=str(lists / "names.tsv"))
    assert made.switch("To Germany or germany", "0").text == wanted


def test_names_of_cldr_are_read_by_the_locale_in_the_files_name(tmp_path: Path) -> None:
    (tmp_path / "sw.tsv").write_text("territory\tDE\tGermany\tUjerumani\n", encoding="utf-8")
    made = switcher(ENGLISH, [], ratio=1, method="entities", entities=str(tmp_path / "sw.tsv"))
    found = made.switch("In Germany.", "0")
    assert (found.text, str(found.swaps[0].language)) == ("In Ujerumani.", "swa_Latn")


def test_a_lemmatiser_finds_inflected_words(lists: Path) -> None:
    pytest.importorskip("simplemma")
    assert swahili(lists).switch("Cats", "0").text == "Cats"
    assert swahili(lists, lemmatizer="simplemma").switch("Cats", "0").text == "Paka"


def test_a_template_says_what_is_written(lists: Path) -> None:
    made = swahili(lists, template="[{word}|{translation}]")
    assert made.switch("good cat", "0").text == "[good|nzuri] [cat|paka]"


def test_tags_stay_at_their_words_and_choose_which_are_switched(lists: Path) -> None:
    (lists / "en_fr.tsv").write_text("apple\tpomme rouge\ncat\tchat\n", encoding="utf-8")
    made = switcher(ENGLISH, [str(lists / "en_fr.tsv")], ratio=1)
    example = Tagged("1", ("Apple", "likes", "cat"), ("B-ORG", "O", "B-X"), ENGLISH, "f:1")
    found = switched_example(example, made, "0", tags=["ORG"])
    assert isinstance(found, Tagged)
    assert found.tokens == ("Pomme", "rouge", "likes", "cat")
    assert found.tags == ("B-ORG", "I-ORG", "O", "B-X")


def test_answers_are_what_their_places_became(lists: Path) -> None:
    context = "The good water is here."
    example = Answerable("1", context, "What is good?", (Answer("good water", 4),), ENGLISH, "f:1")
    found = switched_example(example, swahili(lists), "0")
    assert isinstance(found, Answerable)
    answer = found.answers[0]
    assert found.context == "The nzuri maji is here."
    assert found.context[answer.start : answer.start + len(answer.text)] == answer.text == "nzuri maji"
    assert found.question == "What is nzuri?"


def test_a_recipe_names_the_view_and_labels_stay(lists: Path) -> None:
    examples = [Labelled(str(number), "good water", "x", ENGLISH, "f:1") for number in range(5)]
    made = view(
        {"view": "switch", "lexicon": [str(lists / "en_sw.tsv")], "ratio": 0.5, "copies": 2, "keep": True}
    )
    found = made(examples, seed=1)
    assert [example.id for example in found[:3]] == ["0", "0~1", "0~2"]
    assert {example.label for example in found if isinstance(example, Labelled)} == {"x"}
    assert made(examples, seed=1) == found
    turned = made(examples[::-1], seed=1)
    assert turned != found
    assert sorted(turned, key=lambda one: one.id) == sorted(found, key=lambda one: one.id)


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        ({"lexicon": []}, "Nothing says what to switch to"),
        ({"lexicon": ["/no/such_sw.tsv"]}, "does not exist"),
        ({"lexicon": ["/no/zzqqxx.tsv"]}, "does not end in its language"),
        ({"lexicon": ["sw:0=x.tsv"]}, "not above 0"),
        ({"lexicon": ["x"], "template": "{word}"}, "holds no {translation}"),
    ],
)
def test_settings_that_mean_nothing_are_refused(settings: dict[str, object], wrong: str) -> None:
    made = view({"view": "switch", **settings})
    with pytest.raises(InputError, match=wrong):
        made([Labelled("1", "a", "x", ENGLISH, "f:1")], seed=0)


@pytest.mark.parametrize("wrong", [{"ratio": 2}, {"method": "wrds"}, {"ratios": 0.2}, {"copies": 0}])
def test_parameters_that_the_view_lacks_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError, match="takes no such parameters"):
        view({"view": "switch", "lexicon": ["x"], **wrong})


def _lists() -> list[WordList]:

    entries = [Entry("water", "水"), Entry("good", "nzuri sana"), Entry("水", "water"), Entry("नदी", "mto")]
    return [WordList(SWAHILI, 1, phrases_of(entries, ENGLISH))]


_LISTS = _lists()
