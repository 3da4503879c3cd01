from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest

from isogloss.bitext.translation import TranslationRequest, translate_data
from isogloss.data.loading import load_dataset
from isogloss.errors import BadRow, InputError, RunMismatch
from isogloss.languages import Language

ENGLISH, SWAHILI, HINDI = Language.parse("eng"), Language.parse("swh"), Language.parse("hin")


@dataclass(frozen=True)
class Upper:
    """A translator that shouts, counts what it is asked, and may break down after some texts."""

    name: str = "upper"
    fingerprint: str = "00"
    asked: list[str] = field(default_factory=list)
    most: int = 10**9

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        assert source == ENGLISH
        if len(self.asked) + len(texts) > self.most:
            raise KeyboardInterrupt
        self.asked.extend(texts)
        return [f"{text.upper()} {target.code}" for text in texts]


def request(data: Path, out: Path, *targets: Language, **options: object) -> TranslationRequest:
    settings = {"source": ENGLISH, "targets": targets or (SWAHILI,), **options}
    return TranslationRequest(data=data, out=out, **settings)  # type: ignore[arg-type]  # checked at run time


def test_a_folder_of_languages_keeps_its_files_formats_and_columns(tmp_path: Path) -> None:
    (tmp_path / "data" / "eng").mkdir(parents=True)
    (tmp_path / "data" / "eng" / "train.tsv").write_text("id\ttext\tlabel\n7\ta cat\tpet\n8\tuse `x`\tcode\n")
    (tmp_path / "data" / "eng" / "test.tsv").write_text("id\ttext\tlabel\n9\ta dog\tpet\n")
    done = translate_data(request(tmp_path / "data", tmp_path / "out", SWAHILI, HINDI), Upper())
    assert [one.rows for one in done] == [3, 3]
    found = load_dataset(tmp_path / "out")
    assert found.languages() == (HINDI, SWAHILI)
    texts = [(example.id, example.text, example.label) for example in found.examples("train", SWAHILI)]
    assert texts == [("7", "A CAT swh", "pet"), ("8", "USE swh `x`", "code")]
    written = (tmp_path / "out" / "hin_Deva" / "test.tsv").read_text(encoding="utf-8")
    assert written == "id\ttext\tlabel\toriginal\n9\tA DOG hin\tpet\ta dog\n"


def test_csv_of_many_languages_takes_the_source_alone_and_names_the_target(tmp_path: Path) -> None:
    data = tmp_path / "all.csv"
    data.write_text(
        'language,text,label\nen,"a, ""b"" c",x\nsw,paka,x\nEnglish,"two\nlines",y\n', encoding="utf-8"
    )
    translate_data(request(data, tmp_path / "out"), Upper())
    with (tmp_path / "out" / "swh_Latn" / "all.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["id", "language", "text", "label", "original"]
    assert rows[1] == ["1", "swh_Latn", 'A, "B" C swh', "x", 'a, "b" c']
    assert rows[2] == ["2", "swh_Latn", "TWO swh\nLINES swh", "y", "two\nlines"]


def test_jsonl_keeps_nested_values_roles_and_missing_keys(tmp_path: Path) -> None:
    data = tmp_path / "chats.jsonl.gz"
    first = {"id": 1, "messages": [{"role": "user", "content": "hello you"}], "n": 1.5, "flag": None}
    with gzip.open(data, "wt", encoding="utf-8") as file:
        file.write(json.dumps(first) + "\n\n" + json.dumps({"id": 2, "other": "x"}) + "\n")
    translate_data(request(data, tmp_path / "out"), Upper())
    lines = (tmp_path / "out" / "swh_Latn" / "chats.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert rows[0]["messages"] == [{"role": "user", "content": "HELLO YOU swh"}]
    assert rows[0]["original"] == first["messages"]
    assert (rows[0]["n"], rows[0]["flag"]) == (1.5, None)
    assert rows[1] == {"id": 2, "other": "x"}


def test_parquet_keeps_the_types_of_its_columns(tmp_path: Path) -> None:
    data = tmp_path / "train.parquet"
    duckdb.execute(
        "COPY (SELECT 3::SMALLINT AS id, 'a cat' AS text, [1, 2] AS more "
        f"UNION ALL SELECT 4::SMALLINT, NULL, NULL) TO '{data}'"
    )
    translate_data(request(data, tmp_path / "out"), Upper())
    written = tmp_path / "out" / "swh_Latn" / "train.parquet"
    assert duckdb.execute(f"SELECT * FROM '{written}'").fetchall() == [
        (3, "A CAT swh", [1, 2], "a cat"),
        (4, None, None, None),
    ]
    kinds = duckdb.execute(f"SELECT column_type FROM (DESCRIBE SELECT * FROM '{written}')").fetchall()
    assert [kind for (kind,) in kinds] == ["SMALLINT", "VARCHAR", "INTEGER[]", "VARCHAR"]


def test_a_column_of_queries_is_kept_and_columns_can_be_named(tmp_path: Path) -> None:
    data = tmp_path / "sql.tsv"
    data.write_text("question\tquery\tanswer\nhow many cats\tSELECT count(*) FROM cats\tthree cats\n")
    translate_data(request(data, tmp_path / "out", keep=("answer",)), Upper())
    assert (tmp_path / "out" / "swh_Latn" / "sql.tsv").read_text() == (
        "id\tquestion\tquery\tanswer\toriginal\n"
        "1\tHOW MANY CATS swh\tSELECT count(*) FROM cats\tthree cats\thow many cats\n"
    )


def test_a_killed_job_asks_only_for_what_is_missing_and_writes_the_same(tmp_path: Path) -> None:
    data = tmp_path / "train.tsv"
    data.write_text("text\n" + "".join(f"cat{'s' * number} here\n" for number in range(200)))
    with pytest.raises(KeyboardInterrupt):
        translate_data(request(data, tmp_path / "out"), Upper(most=150))
    assert not (tmp_path / "out" / "swh_Latn" / "train.tsv").exists()
    cache = next((tmp_path / "out" / ".translations").glob("*.jsonl"))
    with cache.open("ab") as file:
        file.write(b'{"key": "cut sho')
    second = Upper()
    done = translate_data(request(data, tmp_path / "out"), second)
    assert (len(second.asked), done[0].known, done[0].asked) == (72, 128, 72)
    translate_data(request(data, tmp_path / "other"), Upper())
    one, other = (tmp_path / name / "swh_Latn" / "train.tsv" for name in ("out", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_a_folder_that_holds_another_translation_is_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "train.tsv"
    data.write_text("text\na cat\n")
    translate_data(request(data, tmp_path / "out"), Upper())
    with pytest.raises(RunMismatch, match="translator was 'upper', now 'lower'"):
        translate_data(request(data, tmp_path / "out"), Upper(name="lower"))


def test_bad_rows_stop_before_anything_is_asked_or_are_set_aside(tmp_path: Path) -> None:
    data = tmp_path / "train.tsv"
    data.write_text("id\ttext\n1\ta cat\n2\n3\ta dog\n")
    asked = Upper()
    with pytest.raises(BadRow, match=r"train\.tsv:3: the row has 1 column"):
        translate_data(request(data, tmp_path / "out"), asked)
    assert not asked.asked
    assert not (tmp_path / "out").exists()
    translate_data(request(data, tmp_path / "out", SWAHILI, HINDI, keep_going=True), asked)
    assert len((tmp_path / "out" / "rejects.jsonl").read_text().splitlines()) == 1


def test_what_to_look_at_is_said(tmp_path: Path) -> None:
    data = tmp_path / "train.tsv"
    data.write_text("text\n" + "a grey cat sat\n" * 3)

    @dataclass(frozen=True)
    class Lazy(Upper):
        def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
            assert source != target
            return list(texts)

    done = translate_data(request(data, tmp_path / "out"), Lazy())
    assert done[0].doubts == {"copied": 3}
    first = json.loads((tmp_path / "out" / "doubts.jsonl").read_text().splitlines()[0])
    assert (first["line"], first["reasons"]) == (2, ["copied"])


def test_a_glossary_is_kept_or_written_by_language(tmp_path: Path) -> None:
    data = tmp_path / "train.tsv"
    data.write_text("text\nthe Blue Cat sleeps\n")
    glossary = tmp_path / "glossary.tsv"
    glossary.write_text("Blue Cat\tsw\tPaka Bluu\nsleeps\n", encoding="utf-8")
    translate_data(request(data, tmp_path / "out", SWAHILI, HINDI, glossary=glossary), Upper())
    assert "THE swh Paka Bluu sleeps" in (tmp_path / "out" / "swh_Latn" / "train.tsv").read_text()
    assert "THE BLUE CAT hin sleeps" in (tmp_path / "out" / "hin_Deva" / "train.tsv").read_text()


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("train.tsv", "", "is empty"),
        ("train.tsv", "a\tb\n1\t2\n", "no column whose name says"),
        ("train.tsv", "text\toriginal\nx\ty\n", "already has a column 'original'"),
        ("train.tsv", "text\ttext\nx\ty\n", "more than one column 'text'"),
        ("train.csv", "language,text\nsw,paka\n", "no row in eng_Latn"),
        ("train.jsonl", '{"text": "x"\n', "no JSON"),
        ("train.conllu", "1\tcat\n", "has 2 columns, expected 10"),
        ("train.json", "{}", "SQuAD"),
        ("train.xlsx", "x", "spreadsheet"),
        ("train.pdf", "x", "no data files"),
    ],
)
def test_what_cannot_be_translated_is_refused_in_one_line(
    tmp_path: Path, name: str, content: str, wrong: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=wrong):
        translate_data(request(tmp_path / name, tmp_path / "out"), Upper())
    assert not (tmp_path / "out").exists()


def test_labels_of_conll_and_answers_of_squad_go_with_the_translation(tmp_path: Path) -> None:
    tagged, squad = tmp_path / "train.conll", tmp_path / "squad.json"
    tagged.write_text("Ann B-PER\nLee I-PER\nsings O\n\n")
    passage = {
        "context": "Ann sings.",
        "qas": [{"id": "1", "question": "Who sings?", "answers": [{"text": "Ann", "answer_start": 0}]}],
    }
    squad.write_text(json.dumps({"data": [{"title": "t", "paragraphs": [passage]}]}))
    done = translate_data(request(tagged, tmp_path / "one"), Upper())
    assert (done[0].rows, done[0].asked) == (1, 1)
    assert "ANN B-PER" in (tmp_path / "one" / "swh_Latn" / "train.conll").read_text()
    translate_data(request(squad, tmp_path / "two"), Upper())
    found = json.loads((tmp_path / "two" / "swh_Latn" / "squad.json").read_text())["data"][0]["paragraphs"][0]
    answer = found["qas"][0]["answers"][0]
    assert found["context"][answer["answer_start"] :].startswith(answer["text"])
    assert answer["text"] == "ANN"
    again = Upper()
    assert translate_data(request(tagged, tmp_path / "one"), again)[0].known == 1
    assert not again.asked


def test_a_folder_of_tagged_files_and_a_file_of_spans_keep_their_labels(tmp_path: Path) -> None:
    (tmp_path / "data" / "eng").mkdir(parents=True)
    for split in ("train", "test"):
        (tmp_path / "data" / "eng" / f"{split}.conll").write_text("Ann B-PER\nsings O\n\n")
    translate_data(request(tmp_path / "data", tmp_path / "out"), Upper())
    for split in ("train", "test"):
        assert "ANN B-PER" in (tmp_path / "out" / "swh_Latn" / f"{split}.conll").read_text()
    spans = tmp_path / "spans.jsonl"
    spans.write_text('{"text": "Ann sings", "spans": [{"label": "PER", "start": 0, "end": 3}]}\n')
    translate_data(request(spans, tmp_path / "two"), Upper())
    made = json.loads((tmp_path / "two" / "swh_Latn" / "spans.jsonl").read_text())
    (span,) = made["spans"]
    assert made["text"][span["start"] : span["end"]] == span["text"] == "ANN"


@pytest.mark.parametrize("folder", [".", "eng"])
def test_labelled_files_beside_tables_are_not_passed_over_in_silence(tmp_path: Path, folder: str) -> None:
    place = tmp_path / "data" / folder
    place.mkdir(parents=True)
    (place / "train.tsv").write_text("text\nThe cat sleeps.\n")
    (place / "test.conll").write_text("Ann B-PER\n\n")
    with pytest.raises(InputError, match=r"tables \(train\.tsv\) and labelled files \(test\.conll\)"):
        translate_data(request(tmp_path / "data", tmp_path / "out"), Upper())
    assert not (tmp_path / "out").exists()
