"""Published layouts of pairs, similarities, texts to be written and sums, as their files look."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from isogloss.data.checking import check
from isogloss.data.columns import Columns
from isogloss.data.examples import Generation, Labelled, Pair, Similarity
from isogloss.data.loading import load_dataset
from isogloss.data.rejects import Reject
from isogloss.errors import BadRow, InputError
from isogloss.languages import Language

ENGLISH, SWAHILI, HINDI = map(Language.parse, ("eng", "swh", "hin"))


def wrote(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


XNLI = (
    "language\tgold_label\tsentence1_binary_parse\tsentence2_binary_parse\tsentence1_parse\tsentence2_parse\t"
    "sentence1\tsentence2\tpromptID\tpairID\tgenre\tlabel1\tlabel2\tlabel3\tlabel4\tlabel5\t"
    "sentence1_tokenized\tsentence2_tokenized\tmatch\n"
)


def xnli(language: str, label: str, first: str, second: str, number: int) -> str:
    tail = [number, number, "facetoface", *[label] * 5, first, second, True]
    return "\t".join(map(str, [language, label, "", "", "", "", first, second, *tail])) + "\n"


def test_the_rows_of_xnli_name_their_language(tmp_path: Path) -> None:
    rows = (
        xnli("sw", "neutral", 'Alisema: "Mama, nipo nyumbani.', "Alimpigia mama yake simu.", 1)
        + xnli("hi", "entailment", "वह घर पर है।", "वह बाहर नहीं है।", 2)
        + xnli("sw", "contradiction", "Hakurudi tena.", "Alirudi mara moja.", 3)
    )
    root = wrote(tmp_path / "XNLI-1.0", {"xnli.test.tsv": XNLI + rows, "xnli.dev.tsv": XNLI + rows})
    dataset = load_dataset(root)
    assert dataset.task == "pairs"
    assert set(dataset.languages("test")) == set(dataset.languages("dev")) == {SWAHILI_CODE, HINDI}
    found = list(dataset.examples("test", SWAHILI_CODE))
    assert all(isinstance(one, Pair) for one in found)
    assert [(one.first, one.second, one.label) for one in found] == [
        ('Alisema: "Mama, nipo nyumbani.', "Alimpigia mama yake simu.", "neutral"),
        ("Hakurudi tena.", "Alirudi mara moja.", "contradiction"),
    ]
    assert dataset.fingerprint("test", HINDI) != dataset.fingerprint("test", SWAHILI_CODE)


SWAHILI_CODE = Language.parse("sw")


def test_the_machine_translated_training_of_xnli_calls_its_second_text_hypo(tmp_path: Path) -> None:
    text = "premise\thypo\tlabel\nAnakula .\tAna njaa .\tneutral\nAnalala .\tYu macho .\tcontradictory\n"
    root = wrote(tmp_path / "multinli", {"multinli.train.sw.tsv": text, "multinli.train.hi.tsv": text})
    dataset = load_dataset(root)
    assert (dataset.task, dataset.splits(HINDI)) == ("pairs", ("train",))
    assert [one.second for one in dataset.examples("train", SWAHILI_CODE)] == ["Ana njaa .", "Yu macho ."]


def test_paws_x_has_a_folder_a_language_and_its_own_names_of_splits(tmp_path: Path) -> None:
    def rows(*texts: str) -> str:
        return "id\tsentence1\tsentence2\tlabel\n" + "".join(
            f"{number}\t{text}\t{text} !\t{number % 2}\n" for number, text in enumerate(texts, start=1)
        )

    root = wrote(
        tmp_path / "x-final",
        {
            "en/train.tsv": rows("In Paris , 1560 .", '" Quoted , " he said'),
            "de/translated_train.tsv": rows("In Paris 1560."),
            "de/dev_2k.tsv": rows("Im Jahr 1560", 'Sie sagte: "Ja'),
            "de/test_2k.tsv": rows("Er war dort", "NS"),
            "zh/test_2k.tsv": rows("1560年在巴黎", "他在那里"),
        },
    )
    dataset = load_dataset(root)
    german, chinese = Language.parse("de"), Language.parse("zh")
    assert dataset.task == "pairs"
    assert dataset.splits(german) == ("train", "dev", "test")
    assert [one.id for one in dataset.examples("test", chinese)] == ["1", "2"]
    assert [one.first for one in dataset.examples("dev", german)] == ["Im Jahr 1560", 'Sie sagte: "Ja']


def test_pairs_on_which_nobody_agreed_are_refused_with_their_place(tmp_path: Path) -> None:
    text = "sentence1\tsentence2\tgold_label\na b\tc\tneutral\na\tb\t-\n"
    dataset = load_dataset(wrote(tmp_path / "nli", {"en/dev.tsv": text}))
    with pytest.raises(BadRow, match=r"dev.tsv:3.*did not agree"):
        list(dataset.examples("dev", ENGLISH))
    rejects: list[Reject] = []
    assert len(list(dataset.examples("dev", ENGLISH, rejects=rejects))) == 1
    assert [one.line for one in rejects] == [3]


SIMILARITIES = {
    "sts-b": ("tsv", "index\tgenre\tsentence1\tsentence2\tscore\n0\tx\tठंड है\tसर्दी है\t4.2\n1\tx\tए\tबी\t0\n"),
    "multilingual sts-b": ("csv", "sentence1,sentence2,similarity_score\nठंड है,सर्दी है,4.2\nए,बी,0.0\n"),
    "semrel as on the hub": ("csv", "sentence1,sentence2,label\nठंड है,सर्दी है,4.2\nए,बी,0\n"),
    "semrel as published": ("csv", 'PairID,Text,Score\nh1,"ठंड है\nसर्दी है",4.2\nh2,"ए\nबी",0\n'),
    "two texts": ("tsv", "text1\ttext2\tscore\nठंड है\tसर्दी है\t4.2\nए\tबी\t0\n"),
    "json": (
        "jsonl",
        '{"sentence1": "ठंड है", "sentence2": "सर्दी है", "score": 4.2}\n'
        '{"sentence1": "ए", "sentence2": "बी", "score": 0}\n',
    ),
}


@pytest.mark.parametrize("layout", SIMILARITIES)
def test_two_texts_and_a_number_are_similarities(tmp_path: Path, layout: str) -> None:
    ending, text = SIMILARITIES[layout]
    dataset = load_dataset(wrote(tmp_path / "sts", {f"hin/test.{ending}": text}))
    assert dataset.task == "similarity"
    found = list(dataset.examples("test", HINDI))
    assert all(isinstance(one, Similarity) for one in found)
    assert [(one.first, one.second, one.score) for one in found] == [
        ("ठंड है", "सर्दी है", 4.2),
        ("ए", "बी", 0.0),
    ]


def test_similarities_may_name_their_language_row_by_row(tmp_path: Path) -> None:
    text = "lang\tsentence1\tsentence2\tscore\nhi\tए\tबी\t1\nsw\tmoja\tmbili\t2\nhi\tसी\tडी\t3\n"
    dataset = load_dataset(wrote(tmp_path, {"test.tsv": text}) / "test.tsv")
    assert dataset.task == "similarity"
    assert [one.score for one in dataset.examples("test", HINDI)] == [1.0, 3.0]


def test_classes_that_are_whole_numbers_stay_classes(tmp_path: Path) -> None:
    text = "sentence1\tsentence2\tlabel\na\tb\t0\nc\td\t1\n"
    assert load_dataset(wrote(tmp_path / "paws", {"en/test.tsv": text})).task == "pairs"


@pytest.mark.parametrize("score", ["", "high", "nan", "inf", "4,2,", "true"])
def test_a_score_that_is_no_number_is_a_bad_row(tmp_path: Path, score: str) -> None:
    text = f"sentence1\tsentence2\tscore\na\tb\t1\nc\td\t{score}\n"
    dataset = load_dataset(wrote(tmp_path / "sts", {"swh/test.tsv": text}))
    rejects: list[Reject] = []
    kept = list(dataset.examples("test", SWAHILI, rejects=rejects))
    if score == "4,2,":  # commas part thousands
        assert [one.score for one in kept] == [1.0, 42.0]
        return
    assert len(kept) == 1
    assert [(one.line, one.split) for one in rejects] == [(3, "test")]


WRITTEN = {
    "xl-sum": '{"id": "a", "url": "u", "title": "t", "summary": "በአጭሩ", "text": "ረጅም ጽሑፍ ነው።"}\n',
    "xsum": '{"document": "ረጅም ጽሑፍ ነው።", "summary": "በአጭሩ", "id": "a"}\n',
    "cnn": '{"article": "ረጅም ጽሑፍ ነው።", "highlights": "በአጭሩ", "id": "a"}\n',
    "several references": '{"id": "a", "input": "ረጅም ጽሑፍ ነው።", "references": ["በአጭሩ", "ባጭሩ"]}\n',
    "translation": '{"id": "a", "source": "ረጅም ጽሑፍ ነው።", "target": "በአጭሩ"}\n',
    "questions": '{"id": "a", "question": "ረጅም ጽሑፍ ነው።", "answer": "በአጭሩ"}\n',
}


@pytest.mark.parametrize("layout", WRITTEN)
def test_a_text_and_what_is_written_of_it(tmp_path: Path, layout: str) -> None:
    dataset = load_dataset(wrote(tmp_path / "sum", {"amh/test.jsonl": WRITTEN[layout]}))
    assert dataset.task == "generation"
    (found,) = dataset.examples("test", Language.parse("amh"))
    assert isinstance(found, Generation)
    wanted = ("በአጭሩ", "ባጭሩ") if layout == "several references" else ("በአጭሩ",)
    assert (found.id, found.source, found.references) == ("a", "ረጅም ጽሑፍ ነው።", wanted)


def test_a_text_with_a_class_is_classified_whatever_stands_beside(tmp_path: Path) -> None:
    text = "text\tsummary\tlabel\na b c\ta\tx\nd e f\td\ty\n"
    dataset = load_dataset(wrote(tmp_path / "news", {"en/test.tsv": text}))
    assert dataset.task == "classification"
    assert all(isinstance(one, Labelled) for one in dataset.examples("test", ENGLISH))


def test_a_column_named_as_the_label_is_the_label(tmp_path: Path) -> None:
    root = wrote(tmp_path / "reviews", {"en/test.tsv": "text\tscore\na b c\tgood\nd e f\tbad\n"})
    assert load_dataset(root, columns=Columns(label="score")).task == "classification"


@pytest.mark.parametrize("target", ["", " ", "\u200b"])
def test_nothing_to_be_written_is_a_bad_row(tmp_path: Path, target: str) -> None:
    text = f"source\ttarget\na b\tc d\ne f\t{target}\n"
    dataset = load_dataset(wrote(tmp_path / "mt", {"en/test.tsv": text}))
    with pytest.raises(BadRow, match=r"test.tsv:3.*missing or empty"):
        list(dataset.examples("test", ENGLISH))


MGSM = 'Pete "the cat has 3 apples and buys 2,000 more. How many?\t2,003\nA robe takes 2 bolts.\t3\n'


def test_mgsm_has_no_header_and_no_quotes_and_its_files_name_their_language(tmp_path: Path) -> None:
    root = wrote(tmp_path / "mgsm", {"mgsm_sw.tsv": MGSM, "mgsm_bn.tsv": "১টি কলমের দাম কত টাকা?\t-1.5\n"})
    dataset = load_dataset(root)
    assert dataset.task == "numbers"
    assert dataset.splits(SWAHILI_CODE) == ("test",)
    found = list(dataset.examples("test", SWAHILI_CODE))
    assert [one.references for one in found] == [("2003",), ("3",)]
    assert found[0].source == 'Pete "the cat has 3 apples and buys 2,000 more. How many?'
    assert [one.id for one in found] == ["1", "2"]
    assert [one.references for one in dataset.examples("test", Language.parse("bn"))] == [("-1.5",)]


def test_mgsm_may_stand_in_folders_of_languages_and_come_as_json(tmp_path: Path) -> None:
    rows = [
        {"question": "How many?", "answer": None, "answer_number": 18, "equation_solution": None},
        {"question": "How much?", "answer": None, "answer_number": 2.5, "equation_solution": None},
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    dataset = load_dataset(wrote(tmp_path / "mgsm", {"en/train.tsv": MGSM, "en/test.jsonl": text}))
    assert dataset.task == "numbers"
    with pytest.raises(InputError):  # a file of the folder is of another layout
        list(dataset.examples("dev", ENGLISH))
    assert [one.references for one in dataset.examples("test", ENGLISH)] == [("18",), ("2.5",)]
    assert len(list(dataset.examples("train", ENGLISH))) == 2
    alone = load_dataset(wrote(tmp_path / "one", {"mgsm_en.tsv": MGSM}) / "mgsm_en.tsv")
    assert [one.references for one in alone.examples("test", ENGLISH)] == [("2003",), ("3",)]


def test_a_line_of_mgsm_without_a_number_or_a_tab_is_a_bad_row(tmp_path: Path) -> None:
    text = MGSM + "How many are there?\tmany\nNo tab at all here\n"
    dataset = load_dataset(wrote(tmp_path / "mgsm", {"mgsm_en.tsv": text}))
    rejects: list[Reject] = []
    assert len(list(dataset.examples("test", ENGLISH, rejects=rejects))) == 2
    assert [one.line for one in rejects] == [3, 4]


@pytest.mark.parametrize("layout", [*SIMILARITIES, "mgsm", *WRITTEN])
def test_checking_a_data_set_counts_its_rows(tmp_path: Path, layout: str) -> None:
    if layout in SIMILARITIES:
        ending, text = SIMILARITIES[layout]
        root, rows = wrote(tmp_path / "sts", {f"hin/test.{ending}": text}), 2
    elif layout == "mgsm":
        root, rows = wrote(tmp_path / "mgsm", {"mgsm_sw.tsv": MGSM}), 2
    else:
        root, rows = wrote(tmp_path / "sum", {"amh/test.jsonl": WRITTEN[layout]}), 1
    found = check(load_dataset(root))
    assert [split.rows for language in found.languages for split in language.splits] == [rows]
    assert not found.rejects


@pytest.mark.parametrize(
    "targets", [["0", "1"] * 2, ["positive", "negative"] * 10, ["ጥሩ", "መጥፎ", "መካከለኛ"] * 6], ids=str
)
def test_a_text_beside_what_looks_like_a_class_asks_for_the_label(tmp_path: Path, targets: list[str]) -> None:
    rows = "".join(f"ጽሑፍ {n}\t{target}\n" for n, target in enumerate(targets))
    root = wrote(tmp_path / "reviews", {"am/train.tsv": f"text\ttarget\n{rows}"})
    with pytest.raises(InputError, match="--label"):
        list(load_dataset(root).examples("train", Language.parse("am")))
    dataset = load_dataset(root, columns=Columns(label="target"))
    assert dataset.task == "classification"
    assert len(list(dataset.examples("train", Language.parse("am")))) == len(targets)
