"""Premium, fertility and cost, computed by hand on a few sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.errors import BadRow, InputError, UnknownLanguage
from isogloss.languages import Language
from isogloss.measure import Settings, measure
from isogloss.measure.cutting import cutting
from isogloss.measure.populations import by_income
from isogloss.measure.prices import read_prices
from isogloss.models.language_models import Piece
from isogloss.runs.row import Row
from tests.measure.conftest import SENTENCES, write


def rows(tmp_path: Path, model: str = "bytes", **settings: object) -> dict[tuple[str, str], Row]:
    place = write(tmp_path / "text", SENTENCES)
    run = measure(model, on=place, settings=Settings(**settings), out=tmp_path / "run")  # type: ignore[arg-type]  # as given
    return {
        (row.language, row.metric + ("," + row.detail if row.metric == "cost" else "")): row
        for row in run.rows()
    }


def size(code: str) -> int:
    return sum(len(text.encode()) for text in SENTENCES[code])


def test_a_premium_is_the_ratio_of_sums_over_the_same_sentences(tmp_path: Path) -> None:
    found = rows(tmp_path)
    premium = found["amh_Ethi", "premium"]
    assert premium.value == pytest.approx(size("amh") / size("eng"))
    assert (premium.low or 0) < premium.value < (premium.high or 0)
    characters = [sum(map(len, SENTENCES[code])) for code in ("amh", "eng")]
    assert found["amh_Ethi", "characters_premium"].value == pytest.approx(characters[0] / characters[1])
    assert found["amh_Ethi", "decoding_steps"].value == premium.value
    assert found["amh_Ethi", "energy"].value > premium.value  # longer texts look further back
    assert found["amh_Ethi", "context_sentences"].value == pytest.approx(8192 * 8 / size("amh"))


def test_a_cost_is_what_a_thousand_sentences_take(tmp_path: Path) -> None:
    prices = tmp_path / "prices.toml"
    prices.write_text(
        'currency = "KES"\n[prices.big]\ninput = 300\n[prices.small]\noutput = 2.5\n', encoding="utf-8"
    )
    found = rows(tmp_path, prices=prices)
    big = found["tha_Thai", "cost,currency=KES;price=big;side=input"]
    assert big.value == pytest.approx(size("tha") / 8 * 1000 * 300 / 1e6)
    assert found["tha_Thai", "cost,currency=KES;price=small;side=output"].value == pytest.approx(
        big.value / 120
    )


def test_speakers_weigh_the_premium_of_an_income_group(tmp_path: Path) -> None:
    table = tmp_path / "speakers.tsv"
    table.write_text(
        "language\tspeakers\tincome\nsw\t80,000,000\tlow\nam\t20000000\tlow\nth\t60000000\tmiddle\nfr\t1\thigh\n",
        encoding="utf-8",
    )
    premiums = {Language.parse(code): value for code, value in (("swh", 1.0), ("amh", 2.0), ("tha", 3.0))}
    groups = {group.name: group for group in by_income(table, premiums)}
    assert list(groups) == ["low", "middle", "all"]
    assert groups["low"].premium == pytest.approx(1.2)
    assert (groups["all"].languages, groups["all"].speakers) == (3, 160_000_000)
    found = rows(tmp_path, populations=table)
    assert found["", "weighted_premium"].value > 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "prices"),
        ("[prices]\n", "holds no price"),
        ("[prices.x]\ninput = -1\n", "is -1"),
        ("[prices.x]\ninput = nan\n", "is nan"),
        ("[prices.x]\ninptu = 1\n", "unknown field `inptu`"),
        ("[prices.x\n", "prices.toml"),
        ("x = " + "[" * 20_000, "recursion"),
        ('[prices."a=b"]\ninput = 1\n', "Rename"),
    ],
)
def test_a_file_of_prices_that_is_none_says_why(content: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "prices.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_prices(file)


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        ("code\tx\n", InputError, "no column 'speakers'"),
        ("x\tspeakers\nsw\t1\n", InputError, "no column 'language'"),
        ("language\tspeakers\nsw\tmany\n", InputError, "'many', and a number"),
        ("language\tspeakers\nsw\t-5\n", InputError, "-5 speakers"),
        ("language\tspeakers\nsw\t1e308\n", InputError, "speakers. Correct"),
        ("language\tspeakers\nxxqq\t5\n", UnknownLanguage, "tsv:2"),
        ("language\tspeakers\nsw\t5\nswa\t5\n", InputError, "a second time"),
        ("language\tspeakers\nsw\n", BadRow, "column"),
    ],
)
def test_a_table_of_speakers_that_is_none_says_why(
    content: str, kind: type[Exception], said: str, tmp_path: Path
) -> None:
    file = tmp_path / "speakers.tsv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(kind, match=said):
        by_income(file, {Language.parse("swa"): 1.0})


class Cutter:
    """Cuts every text after each second character, and marks its beginning with a token without width."""

    name = "cutter"

    def tokenize(self, texts: list[str]) -> list[tuple[Piece, ...]]:
        return [
            (
                Piece(0, "^", 0, 0),
                *(Piece(1, text[at : at + 2], at, min(at + 2, len(text))) for at in range(0, len(text), 2)),
            )
            for text in texts
        ]


@pytest.mark.parametrize(
    ("text", "language", "words", "tokens", "continued"),
    [
        ("ab cd", "eng", 2, 3, 1),  # ab | " c" | d: the token of the blank stands in the second word
        ("abcdef", "eng", 1, 3, 1),
        ("a b", "eng", 2, 2, 0),
        ("", "eng", 0, 0, 0),
        ("ቋንቋ ነው", "amh", 2, 3, 1),
    ],
)
def test_words_are_cut_by_the_tokens_that_stand_in_them(
    text: str, language: str, words: int, tokens: int, continued: int
) -> None:
    found = {one.metric: one for one in cutting(Cutter(), [text], Language.parse(language), 0)}  # type: ignore[arg-type]  # a list is a sequence
    if not words:
        assert not found
        return
    assert found["fertility"].n == words
    assert found["fertility"].value == pytest.approx(tokens / words)
    assert found["continued_words"].value == pytest.approx(continued / words)
