"""Models that are asked: every kind of task from files to scores, and what theory says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")
pytest.importorskip("httpx", reason="needs isogloss[endpoint]")

from isogloss.errors import InputError
from isogloss.models.hf.model import load
from isogloss.report.analysis import analyse
from isogloss.report.headline import sentences
from isogloss.runs.asked import remarks
from isogloss.runs.engine import Run
from isogloss.transfer import predict, transfer
from tests import tinymodels
from tests.models.endpoints.server import Server, serving
from tests.tinymodels import parallel

ASKED = """
heads = ["prompted"]
[prompt.wording.eng.ask]
classification = ""
name = ""
translation = ""
[prompt.wording.eng.patterns]
classification = {question = "{text} ?", answer = " "}
translation = {question = "{text} =", answer = " "}
options = {question = ""}
[prompt.wording.amh]
colon = ": "
[prompt.wording.amh.ask]
classification = ""
name = ""
[prompt.wording.amh.patterns]
classification = {question = "{text} ?", answer = " "}
options = {question = ""}
[prompt.translations]
amh = []
"""


@pytest.fixture
def topics(tmp_path: Path) -> Path:
    """West is called English here, East Amharic; a topic is told by the nouns."""
    for language, side in (("eng", "west"), ("amh", "east")):
        for split, seed in (("train", 3), ("test", 4)):
            rows = [f"{getattr(pair, side)}\t{pair.topic}" for pair in parallel(24, seed)]
            write(tmp_path / "topics" / language / f"{split}.tsv", "text\tlabel", rows)
    return tmp_path / "topics"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    for name in ("ISOGLOSS_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ISOGLOSS_CACHE", str(tmp_path / "kept"))
    monkeypatch.setenv("ISOGLOSS_ENDPOINT_ATTEMPTS", "2")
    with serving(load(str(tinymodels.decoder_folder()))) as found:
        yield found


def write(file: Path, head: str, rows: list[str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [head, *rows] if head else rows
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def recipe(tmp_path: Path, name: str, more: str = "", body: str = ASKED) -> str:
    file = tmp_path / f"{name}.toml"
    file.write_text(f'name = "{name}"\n{body}\n{more}', encoding="utf-8")
    return str(file)


def ask(server: Server, data: Path, out: Path, recipes: str = "prompted") -> Run:
    """Ask the server's model; the source is the first language of the data."""
    source = min(data.iterdir()).name
    return transfer(data, source=source, model=f"openai:{server.place}", recipes=[recipes], out=out)


def value(run: Run, metric: str, language: str, recipe: str = "") -> float:
    (found,) = [
        row.value
        for row in run.rows()
        if row.metric == metric and row.language.startswith(language) and row.system.endswith("+prompted")
        and (not recipe or row.recipe == recipe)
    ]  # fmt: skip
    return found


def test_a_model_that_knows_a_task_in_one_language_does_better_when_it_translates_itself(
    topics: Path, tmp_path: Path
) -> None:
    model = f"hf:{tinymodels.asked_folder()}"
    direct = recipe(tmp_path, "direct")
    itself = recipe(tmp_path, "itself", "[prompt]\ntranslate = true")
    run = transfer(topics, source="eng", model=model, recipes=[direct, itself], out=tmp_path / "run")
    assert run.record.state == "done"
    assert value(run, "accuracy", "eng", "direct") > 0.95
    assert value(run, "accuracy", "amh", "itself") > value(run, "accuracy", "amh", "direct") + 0.2
    assert value(run, "accuracy", "amh", "itself") > 0.9
    signatures = {
        row.recipe: row.signature for row in run.rows() if row.language == "amh_Ethi" and row.recipe
    }
    assert re.search(r"\|prompt:amh_Ethi@\w{4}\+likelihood\+plain\|", signatures["direct"])
    assert re.search(r"\|prompt:eng_Latn@\w{4}\+likelihood\+translated0\+plain\|", signatures["itself"])


def test_what_was_asked_predicts_again(topics: Path, tmp_path: Path) -> None:
    model = f"hf:{tinymodels.asked_folder()}"
    run = transfer(
        topics, source="eng", model=model, recipes=[recipe(tmp_path, "direct")], out=tmp_path / "run"
    )
    texts = [pair.west for pair in parallel(12, 9)]
    found = list(predict(run.folder, texts, language="eng", system=f"{model}+prompted"))
    assert [one.label for one in found] == [pair.topic for pair in parallel(12, 9)]
    assert all(0.5 < one.probability <= 1 for one in found)


def test_solved_examples_that_do_not_fit_are_left_out_and_that_is_said(
    topics: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    many = recipe(tmp_path, "many", "[prompt]\nshots = 20")
    model = f"hf:{tinymodels.asked_folder()}"
    run = transfer(topics, source="eng", model=model, recipes=[many], out=tmp_path / "run")
    assert run.record.state == "done"
    assert "24 of 24 prompts were too long and have fewer solved examples." in caplog.text
    assert "without their beginning" not in caplog.text


def test_options_longer_than_a_model_reads_are_weighed_by_their_beginnings(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    long, short = " ".join(["muro"] * 300), "muro kuka"
    for split, options in (("train", (short, long)), ("test", (long, short))):
        rows = [
            f"{pair.west}\t{options[0]}\t{options[1]}\t{at % 2}" for at, pair in enumerate(parallel(4, 3))
        ]
        write(tmp_path / "long" / "eng" / f"{split}.tsv", "premise\tchoice1\tchoice2\tlabel", rows)
    model = f"hf:{tinymodels.asked_folder()}"
    run = transfer(tmp_path / "long", source="eng", model=model, recipes=["prompted"], out=tmp_path / "run")
    assert run.record.state == "done"
    assert "4 of 8 options are longer than the model reads: their ends are not read." in caplog.text


def rule(answers: dict[str, str], otherwise: str = "?") -> Callable[[str], str]:
    """A model that knows what to say where the last block of a prompt holds one of these."""

    def says(prompt: str) -> str:
        last = prompt.rsplit("\n\n", 1)[-1]
        return next((answer for key, answer in answers.items() if key in last), otherwise)

    return says


TOPICS_DE = ["Der Ball rollt\tsports", "Die Wahl war knapp\tpolitics", "Das Fieber sinkt\thealth"]


def classes(tmp_path: Path, language: str = "deu") -> Path:
    for split in ("train", "test"):
        write(tmp_path / "data" / language / f"{split}.tsv", "text\tlabel", TOPICS_DE)
    return tmp_path / "data"


def test_letters_and_names_are_read_and_what_is_not_is_counted(server: Server, tmp_path: Path) -> None:
    # Gesundheit, Politik, Sport: the labels in their order.
    server.says = rule({"Ball": "Hm. Die Antwort ist: C", "Wahl": "Politik!"}, "Dazu sage ich nichts.")
    run = ask(server, classes(tmp_path), tmp_path / "run")
    assert value(run, "accuracy", "deu") == pytest.approx(2 / 3)
    assert value(run, "unread", "deu") == pytest.approx(1 / 3)
    assert value(run, "english_prompts", "deu") == 0
    assert value(run, "tokens_read", "deu") == 3 * 7
    assert "Antworte nur mit dem Buchstaben" in server.asked[0][1]["messages"][0]["content"]
    (file,) = (run.folder / "answers").glob("*.jsonl")
    kept = [msgspec.json.decode(line) for line in file.read_bytes().splitlines()]
    assert kept[2] == {"id": "3", "said": "Dazu sage ich nichts.", "label": "", "unread": "no answer"}
    said = " ".join(remarks(run.rows()))
    assert "of 1 of 3 answers nothing could be read" in said
    assert "21 tokens were read and 9 written." in said


def test_prices_make_tokens_a_cost(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.says = rule({}, "A")
    monkeypatch.setenv("ISOGLOSS_PRICE_READ", "1000000")
    run = ask(server, classes(tmp_path), tmp_path / "run")
    assert "at your prices 21.00" in " ".join(remarks(run.rows()))
    monkeypatch.setenv("ISOGLOSS_PRICE_READ", "cheap")
    with pytest.raises(InputError, match="ISOGLOSS_PRICE_READ"):
        ask(server, classes(tmp_path), tmp_path / "other")


def test_solved_examples_stand_before_the_question(server: Server, tmp_path: Path) -> None:
    server.says = rule({}, "A")
    run = ask(server, classes(tmp_path), tmp_path / "r", "prompted:2")
    prompt = server.asked[0][1]["messages"][0]["content"]
    assert len(re.findall("Kategorie: [ABC]", prompt)) == 2
    assert "+letter+2shots" in run.rows()[-1].signature
    first = sentences(analyse(run.folder))[0]
    assert first.startswith("Shown 2 solved examples in German, ")


def test_a_model_that_translates_itself_is_shown_solved_examples_in_english(
    server: Server, tmp_path: Path
) -> None:
    server.says = lambda prompt: "In English." if prompt.startswith("Translate") else "A"
    run = ask(server, classes(tmp_path), tmp_path / "run", "self-translate:2")
    assert value(run, "untranslated", "deu") == 0
    prompt = server.asked[-1][1]["messages"][0]["content"]
    assert prompt.count("Text: In English.") == 3
    assert "Translate the text from German into English." in server.asked[0][1]["messages"][0]["content"]
    assert "German: Die Kinder spielen im Garten.\nEnglish: The children" in str(
        server.asked[0][1]["messages"][0]["content"]
    )


def test_what_comes_back_untranslated_is_counted(server: Server, tmp_path: Path) -> None:
    server.says = lambda prompt: (
        "A" if not prompt.startswith("Translate") else "" if "Ball" in prompt else "Yes"
    )
    run = ask(server, classes(tmp_path), tmp_path / "run", "self-translate")
    assert value(run, "untranslated", "deu") == pytest.approx(1 / 3)
    assert "1 examples came back untranslated" in " ".join(remarks(run.rows()))


def test_a_language_without_a_wording_is_asked_in_english_and_that_is_told(
    server: Server, tmp_path: Path
) -> None:
    server.says = rule({}, "A")
    data = classes(classes(tmp_path).parent, "dzo")
    run = ask(server, data, tmp_path / "run")
    assert value(run, "english_prompts", "dzo") == 1
    assert (
        "1 language was asked in English, wholly or in part, for want of a wording (dzo_Tibt)."
        in " ".join(remarks(run.rows()))
    )


NLI = [
    "Er schläft\tEr ruht\tentailment",
    "Er schläft\tEr rennt\tcontradiction",
    "Er schläft\tEr träumt\tneutral",
]
COPA = [
    '{"premise": "Es goss.", "choice1": "Alles floss.", "choice2": "Ade.", "question": "effect", "label": 0}',
    '{"premise": "Sie fror.", "choice1": "Ja.", "choice2": "Es war kalt.", "question": "cause", "label": 1}',
]
SUMS = ["Wie viele Äpfel sind das zusammen?\t1234", "Wie viele Birnen sind das zusammen?\t7"]
ENTITIES = ["Ada B-PER", "wohnt O", "in O", "Rom B-LOC", "", "Es O", "regnet O"]
SPEECH = ["Ada PROPN", "lacht VERB", "", "Sie PRON", "lacht VERB"]
SCORES = ["a\tb\t0.5", "c\td\t4.5", "e\tf\t2.0"]
PAWS = ["a b\ta b\t1", "a c\td e\t0"]
# file, header, rows, what is said where a prompt's last block holds a text, metric, value
Case = tuple[str, str, list[str], dict[str, str], str, float]
KINDS: list[Case] = [
    ("tsv", "premise\thypothesis\tlabel", NLI,
     {"ruht": "(B)", "rennt": "Widerspruch", "träumt": "C"}, "accuracy", 1),
    ("tsv", "sentence1\tsentence2\tlabel", PAWS, {"a b": "ja", "a c": "Nein."}, "accuracy", 1),
    ("tsv", "sentence1\tsentence2\tscore", SCORES,
     {"Text: a": "1", "Text: c": "Etwa 4,2.", "Text: e": "Antwort: 3"}, "spearman", 1),
    ("tsv", "", SUMS,
     {"Äpfel": "Erst 2 und 3.\nAntwort: 1.234", "Birnen": "Antwort: 8"}, "number_match", 0.5),
    ("jsonl", "", COPA, {"goss": "A", "fror": "Es war kalt."}, "accuracy", 1),
    ("conll", "", ENTITIES, {"Ada": "Ada | Person\nRom | Ort", "regnet": "keine"}, "span_f1", 1),
    ("conll", "", SPEECH,
     {"Ada": "Ada | PROPN\nlacht | VERB", "Sie": "Sie | PRON\nlacht | NOUN"}, "tag_accuracy", 0.75),
]  # fmt: skip


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case[4])
def test_every_kind_of_task_is_asked_and_read(server: Server, tmp_path: Path, case: Case) -> None:
    ending, head, rows, answers, metric, expected = case
    server.says = rule(answers)
    for split in ("train", "test"):
        write(tmp_path / "data" / "deu" / f"{split}.{ending}", head, rows)
    run = ask(server, tmp_path / "data", tmp_path / "run")
    assert run.record.state == "done", run.record.gaps
    assert value(run, metric, "deu") == pytest.approx(expected)
    assert value(run, "unread", "deu") == 0


def test_answers_are_found_in_their_passage(server: Server, tmp_path: Path) -> None:
    context = "Der Turm wurde 1889 in Paris gebaut."
    asked = [("1", "Wann?", "1889", 15), ("2", "Wo?", "Paris", 23)]
    document = {
        "data": [
            {
                "title": "t",
                "paragraphs": [
                    {
                        "context": context,
                        "qas": [
                            {"id": i, "question": q, "answers": [{"text": a, "answer_start": s}]}
                            for i, q, a, s in asked
                        ],
                    }
                ],
            }
        ]
    }
    for split in ("train", "test"):
        write(tmp_path / "data" / "deu" / f"{split}.json", "", [msgspec.json.encode(document).decode()])
    server.says = rule({"Wann?": "Die Antwort ist: 1889.", "Wo?": "Das weiß ich nicht."})
    run = ask(server, tmp_path / "data", tmp_path / "run")
    assert value(run, "exact_match", "deu") == 0.5
    assert value(run, "unread", "deu") == 0.5


@pytest.mark.parametrize("where", ["here", "endpoint"])
def test_a_choice_is_the_likeliest_text(server: Server, tmp_path: Path, where: str) -> None:
    for language in ("eng", "amh"):
        rows = []
        for number, (right, wrong) in enumerate(zip(parallel(24, 5), parallel(48, 6)[24:], strict=True)):
            one, other = (right.east, wrong.east) if language == "eng" else (right.west, wrong.west)
            asks = right.west if language == "eng" else right.east
            rows.append(
                f"{asks}\t{one if number % 2 else other}\t{other if number % 2 else one}\t{1 - number % 2}"
            )
        for split in ("train", "test"):
            write(tmp_path / "data" / language / f"{split}.tsv", "premise\tchoice1\tchoice2\tlabel", rows)
    body = 'heads = ["prompted"]\n[prompt]\nanswer = "likelihood"\n' + "".join(
        f'[prompt.wording.{code}.ask]\nchoice = ""\n'
        f'[prompt.wording.{code}.patterns]\nchoice = {{question = "{{premise}} =", answer = " "}}\n'
        for code in ("eng", "amh")
    )
    run = transfer(
        tmp_path / "data",
        source="eng",
        model=f"hf:{tinymodels.decoder_folder()}" if where == "here" else f"openai:{server.place}",
        recipes=[recipe(tmp_path, "likeliest", body=body)],
        out=tmp_path / "run",
    )
    assert value(run, "accuracy", "eng") > 0.9
    assert value(run, "accuracy", "amh") > 0.9


@pytest.mark.parametrize("model", ["static"])
def test_a_model_that_writes_nothing_is_refused_before_anything_is_done(model: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="writes no text"):
        transfer(classes(tmp_path), source="deu", model=model, recipes=["prompted"], out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("number", "said"), [("0", "takes one"), ("101", "at most 100"), ("x", "takes one"), ("-1", "takes one")]
)
def test_a_wrong_number_of_solved_examples_is_refused(number: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        transfer(classes(tmp_path), source="deu", recipes=[f"prompted:{number}"], out=tmp_path / "run")


def test_half_of_the_answers_may_be_garbage(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ISOGLOSS_ENDPOINT_ATTEMPTS", "20")
    server.says = rule({"Ball": "C", "Wahl": "B", "Fieber": "A"})
    server.trouble = lambda number: ("garbage", "429", "", "nonsense", "")[number % 5]
    run = ask(server, classes(tmp_path), tmp_path / "run")
    assert run.record.state == "done"
    assert value(run, "accuracy", "deu") == 1


def test_a_run_that_lost_its_endpoint_keeps_what_it_has_and_asks_only_for_the_rest(
    server: Server, tmp_path: Path
) -> None:
    server.says = rule({}, "A")
    data = tmp_path / "data"
    for language in ("deu", "fra", "swh"):
        for split in ("train", "test"):
            rows = [f"{language} {split} {n}\t{'sports' if n % 2 else 'health'}" for n in range(10)]
            write(data / language / f"{split}.tsv", "text\tlabel", rows)
    server.trouble = lambda number: "" if number < 14 else "down"
    run = ask(server, data, tmp_path / "run")
    assert run.record.state == "gaps"
    assert {gap.params["target"] for gap in run.record.gaps} == {"fra_Latn", "swh_Latn"}
    assert all("gave no answer" in gap.error and not gap.traceback for gap in run.record.gaps)
    assert value(run, "accuracy", "deu") == 0.5
    answered = 14
    server.trouble = lambda _: ""
    before = len(server.asked)
    run = ask(server, data, tmp_path / "run")
    assert run.record.state == "done"
    assert len(server.asked) - before == 30 - answered
    asked = len(server.asked)
    ask(server, data, tmp_path / "run")
    assert len(server.asked) == asked
