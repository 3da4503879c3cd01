"""Whether a model answers and reasons in the language asked, on texts written by us."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from isogloss.errors import InputError, UnknownLanguage
from isogloss.measure import Settings, measure
from isogloss.measure.verdicts import judged
from isogloss.report.profile.opening import lede
from isogloss.report.profile.page import write_profile
from isogloss.report.profile.reading import probed
from isogloss.runs.row import Row

SWAHILI = "Maji ni muhimu sana kwa maisha ya watu wote wa kijiji chetu."
ENGLISH = "The water is very important for the life of everyone in our village."
MIXED = "Tunapenda kusoma vitabu, I hope that you are doing very well today, na tunapenda kuandika barua."
GREEK = "Το ποτάμι είναι ψηλά φέτος και όλοι χαιρόμαστε πολύ."
HEBREW = "הנהר גבוה השנה וכולנו שמחים מאוד."
THAI = "ปีนี้แม่น้ำสูงมากและทุกคนในหมู่บ้านดีใจ"
AMHARIC = "ወንዙ ዘንድሮ ሞልቷል። እህቴ ዛሬ መጽሐፍ ታነባለች።"


def saved(folder: Path, rows: Sequence[tuple[str, str]]) -> Path:
    path = folder / "answers.jsonl"
    path.write_text(
        "".join(json.dumps({"language": code, "text": text}) + "\n" for code, text in rows), encoding="utf-8"
    )
    return path


def found(place: Path, settings: Settings | None = None) -> dict[tuple[str, str, str], Row]:
    run = measure(f"generations:{place}", out=place.parent / "run", settings=settings or Settings())
    assert run.record.state == "done", run.record.gaps
    return {(row.language[:3], row.metric, row.detail): row for row in run.rows()}


def test_planted_confusion_of_lines_and_words_is_found(tmp_path: Path) -> None:
    rows = found(saved(tmp_path, [("swh", SWAHILI), ("swh", ENGLISH), ("swh", MIXED), ("swh", "")]))
    assert rows["swh", "answers", ""].value == 4
    assert rows["swh", "empty", ""].value == 0.25
    line, word = rows["swh", "line_pass_rate", ""], rows["swh", "word_pass_rate", ""]
    assert (line.value, line.n) == (2 / 3, 3)
    assert (word.value, word.n) == (0.5, 2)
    assert rows["swh", "language_pass_rate", ""].value == pytest.approx(2 * 2 / 3 * 0.5 / (2 / 3 + 0.5))
    assert rows["swh", "code_mixing", ""].value == 1 / 3
    assert rows["swh", "answered_in", "language=eng_Latn"].value == 1 / 3
    assert (line.low or 0) <= line.value <= (line.high or 0)


@pytest.mark.parametrize(
    ("code", "text", "stranger"),
    [
        ("ell", GREEK, "because"),
        ("heb", HEBREW, "because"),
        ("tha", THAI, "because"),
        ("amh", AMHARIC, "because"),
        ("amh", AMHARIC, "река"),
        ("swh", SWAHILI, "ποτάμι"),
    ],
)
def test_a_word_in_another_script_is_found_and_a_name_is_none(
    tmp_path: Path, code: str, text: str, stranger: str
) -> None:
    rows = found(saved(tmp_path, [(code, text), (code, f"{text} {stranger}"), (code, f"{text} DNA Python")]))
    assert rows[code, "line_pass_rate", ""].value == 1
    assert rows[code, "word_pass_rate", ""].value == 2 / 3


def test_what_cannot_be_told_is_apart_and_fails_nobody(tmp_path: Path) -> None:
    rows = found(saved(tmp_path, [("swh", SWAHILI), ("swh", "42 + 7 = 49"), ("swh", "Ndiyo"), ("swh", "OK")]))
    assert rows["swh", "line_pass_rate", ""].value == 1
    assert rows["swh", "line_pass_rate", ""].n == 1
    assert rows["swh", "abstained", ""].value == 2 / 3  # a line of digits alone has no letters


def test_code_links_and_formulas_are_no_words(tmp_path: Path) -> None:
    code = "```python\nfor the in range(3): print(the)\n```"
    text = f"{THAI}\n{code}\nhttps://example.org/the-end `the end` \\frac{{1}}{{2}}"
    rows = found(saved(tmp_path, [("tha", text)]))
    assert rows["tha", "word_pass_rate", ""].value == 1
    assert rows["tha", "foreign_words", ""].value == 0


def test_reasoning_is_told_step_by_step(tmp_path: Path) -> None:
    trace = f"Step 1: {ENGLISH}\nStep 2: {ENGLISH}\nStep 3: {SWAHILI}"
    rows = found(saved(tmp_path, [("swh", f"<think>\n{trace}\n</think>\n{SWAHILI}"), ("swh", SWAHILI)]))
    assert rows["swh", "line_pass_rate", ""].value == 1  # the reasoning is no part of the answer
    assert rows["swh", "traces", ""].value == 1
    assert rows["swh", "steps_in_asked", ""].value == 1 / 3
    steps = [rows["swh", "step_in_asked", f"step={number}"].value for number in (1, 2, 3)]
    assert steps == [0, 0, 1]
    assert rows["swh", "switches", ""].value == 1
    assert rows["swh", "reasoned_in", "language=eng_Latn"].value == 2 / 3


def test_reasoning_that_never_ends_is_no_answer(tmp_path: Path) -> None:
    rows = found(saved(tmp_path, [("swh", f"<think>{ENGLISH}")]))
    assert rows["swh", "empty", ""].value == 1
    assert rows["swh", "unfinished", ""].value == 1
    assert rows["swh", "steps_in_asked", ""].value == 0


@pytest.mark.parametrize(
    ("asked", "text", "own"),
    [
        ("yue", "今年條河好高，村裏面啲人都好開心。", True),
        ("yue", "今年的河水很高，村里的人都很高兴，他们准备举行庆祝活动。", False),
        ("zho", "今年的河水很高，村里的人都很高兴，他们准备举行庆祝活动。", True),
        ("cmn", "今年的河水很高，村里的人都很高兴，他们准备举行庆祝活动。", True),
        (
            "nob",
            "Regjeringen sier at ikke alle har fått hjelp ennå, og at noen må vente i flere uker til.",
            True,
        ),
        ("arb", "النهر مرتفع هذا العام والناس في القرية سعداء جدا.", True),
        ("swh", "Mto umejaa mwaka huu, na watu wote wa kijiji wanafurahi sana.", True),
        ("npi", "यस वर्ष नदी निकै अग्लो छ र गाउँका सबै मानिस खुसी छन्।", True),
    ],
)
def test_a_macrolanguage_stands_for_its_usual_member(asked: str, text: str, own: bool) -> None:
    (line,) = judged([text], asked)
    assert (line.kind == "own") == own


def test_a_language_unknown_to_the_identifier_is_judged_by_script(tmp_path: Path) -> None:
    rows = found(saved(tmp_path, [("nqo", "ߊ߬ ߞߊ߬ ߝߏ߬ ߒߠߋ ߡߊ߬"), ("nqo", ENGLISH)]))
    assert rows["nqo", "script_pass_rate", ""].value == 0.5
    if ("nqo", "unknown_to_identifier", "") in rows:
        assert ("nqo", "line_pass_rate", "") not in rows


def test_a_script_that_was_asked_for_is_asked_for(tmp_path: Path) -> None:
    latin = "Reka je visoka ove godine i svi u selu se tome veoma raduju."
    any_script = found(saved(tmp_path, [("srp", latin), ("srp_Cyrl", latin)]))
    by_code = {row.detail: row.value for row in any_script.values() if row.metric == "script_pass_rate"}
    assert by_code["asked=srp_Cyrl"] == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", "", "is empty"),
        ("a.jsonl", "{", "no JSON"),
        ("a.jsonl", '{"language": "swh"}\n', "no column for the text"),
        ("a.jsonl", '{"text": "x"}\n', "no column for the language"),
        (
            "a.jsonl",
            '{"language": "swh", "text": "x"}\n{"language": "swh"}\n',
            "a.jsonl:2: the row has no text",
        ),
        (
            "a.jsonl",
            '{"language": "swh", "text": "x"}\n{"text": "x"}\n',
            "a.jsonl:2: the row names no language",
        ),
        ("a.jsonl", '{"language": "swh", "text": ["x"]}\n', "a text was expected"),
        ("a.tsv", "language\ttext\n", "holds no row"),
        ("a.txt", "x", "is no table"),
    ],
)
def test_a_file_with_gaps_is_refused_in_one_line(tmp_path: Path, name: str, content: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        measure(f"generations:{path}", out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_rows_that_lack_something_are_left_out_and_counted_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"language": "swh", "text": SWAHILI}, {"language": "swh"}, {"language": "", "text": "x"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run = measure(f"generations:{path}", out=tmp_path / "run", settings=Settings(keep_going=True))
    assert any("2 rows without language or text" in said for said in run.record.facts["remarks"])


def test_beside_a_parallel_text_its_languages_are_measured_and_the_others_told(
    parallel: Path, tmp_path: Path
) -> None:
    path = saved(tmp_path, [("swh", SWAHILI), ("ell", GREEK)])
    run = measure("bytes", on=parallel, out=tmp_path / "run", settings=Settings(generations=path))
    assert {row.recipe for row in run.rows()} == {"premium", "fidelity"}
    languages = {row.language for row in run.rows() if row.metric == "line_pass_rate"}
    assert languages == {next(row.language for row in run.rows() if row.language.startswith("sw"))}
    assert any(
        "1 row is in languages that are not measured: ell" in said for said in run.record.facts["remarks"]
    )


def test_an_unknown_language_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(UnknownLanguage, match=r"answers.jsonl:2: .*xxq"):
        measure(f"generations:{saved(tmp_path, [('swh', SWAHILI), ('xxq', 'x')])}", out=tmp_path / "run")


def test_a_model_that_writes_nothing_says_so(tmp_path: Path) -> None:
    path = tmp_path / "prompts.tsv"
    path.write_text("language\tprompt\nswh\tHabari?\n", encoding="utf-8")
    with pytest.raises(InputError, match="writes no text"):
        measure("static", out=tmp_path / "run", probes="fidelity", settings=Settings(prompts=path))


def test_answers_are_not_said_to_stand_beside_a_pivot(tmp_path: Path) -> None:
    path = saved(tmp_path, [("swh", SWAHILI)])
    opened = probed(measure(f"generations:{path}", out=tmp_path / "run"))
    assert lede([opened]) == "1 language asked for in answers, and what the answers are written in."
    write_profile([opened.run], tmp_path / "page.html")
    assert "held against" not in (tmp_path / "page.html").read_text(encoding="utf-8")
