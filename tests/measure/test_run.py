"""Measuring as a whole: what comes out, what is refused, what is resumed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from isogloss.errors import InputError, RunMismatch, UnknownLanguage, UnknownName
from isogloss.measure import Settings, measure
from isogloss.measure.choosing import looked_at
from isogloss.measure.planning import plan
from isogloss.measure.probes.table import PROBES, probe
from isogloss.measure.request import Request
from isogloss.measure.subject import fingerprint
from isogloss.measure.vectors import layers
from isogloss.metrics.mexa import mexa
from isogloss.models.registry import load_encoder
from isogloss.runs.engine import Run
from isogloss.runs.row import Row
from tests.measure.conftest import SENTENCES, write


def found(run: Run, probe: str, metric: str, detail: str = "") -> dict[str, Row]:
    return {
        row.language: row
        for row in run.rows()
        if (row.recipe, row.metric) == (probe, metric) and detail in row.detail
    }


def test_mexa_of_static_is_the_rule_on_its_vectors(parallel: Path, tmp_path: Path) -> None:
    run = measure("static", on=parallel, probes="alignment", out=tmp_path / "run")
    encoder = load_encoder("static")
    english = encoder.encode(SENTENCES["eng"])
    for code, language in (("swh", "swa_Latn"), ("amh", "amh_Ethi"), ("tha", "tha_Thai")):
        row = next(
            row
            for name, row in found(run, "alignment", "mexa", "layer=0").items()
            if name[:2] == language[:2]
        )
        assert row.value == mexa(encoder.encode(SENTENCES[code]), english).mean()
        assert row.n == 8
        assert (row.low or 0) <= row.value <= (row.high or 0)
    assert "eng_Latn" not in {row.language for row in run.rows()}
    assert not (run.folder / "cache" / "layers").exists()


def test_all_that_a_model_can_be_asked_is_asked_and_the_rest_told(parallel: Path, tmp_path: Path) -> None:
    run = measure("static", on=parallel, out=tmp_path / "run")
    assert {row.recipe for row in run.rows()} == {"alignment", "ranker", "space"}
    lacks = run.record.facts["lacks"]
    assert lacks["premium"] == "static has no tokens"
    assert lacks["lexical"] == "it needs --lexicon or --links"
    assert any("premium: not measured" in said for said in run.record.facts["remarks"])


def test_the_same_call_gives_the_same_rows_however_many_work(parallel: Path, tmp_path: Path) -> None:
    probes = ["alignment", "ranker", "space"]
    runs = [
        measure("static", on=parallel, probes=probes, out=tmp_path / name, workers=workers)
        for name, workers in (("one", 1), ("two", 2))
    ]
    assert runs[0].rows() == runs[1].rows()


def test_what_was_finished_is_kept_and_the_rest_goes_on(
    parallel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from isogloss.measure import computing

    whole = measure("characters", on=parallel, out=tmp_path / "whole").rows()
    compute = computing.compute
    calls: list[str] = []

    def interrupted(job: object, cell: object) -> object:
        calls.append("")
        if len(calls) == 2:
            raise KeyboardInterrupt
        return compute(job, cell)  # type: ignore[arg-type]  # as it came

    with monkeypatch.context() as patch:
        patch.setattr("isogloss.measure.run.compute", interrupted)
        with pytest.raises(KeyboardInterrupt):
            measure("characters", on=parallel, out=tmp_path / "run")
    run = measure("characters", on=parallel, out=tmp_path / "run")
    assert run.record.state == "done"
    assert run.rows() == whole


def test_another_question_to_the_same_folder_is_refused(parallel: Path, tmp_path: Path) -> None:
    measure("bytes", on=parallel, out=tmp_path / "run")
    with pytest.raises(RunMismatch, match="model"):
        measure("characters", on=parallel, out=tmp_path / "run")


def test_chosen_lines_are_measured_and_no_others(parallel: Path, tmp_path: Path) -> None:
    run = measure("bytes", on=parallel, settings=Settings(lines="2-4,8"), out=tmp_path / "run")
    row = found(run, "premium", "tokens")["tha_Thai"]
    chosen = [SENTENCES["tha"][place] for place in (1, 2, 3, 7)]
    assert row.value == np.mean([len(text.encode()) for text in chosen])
    assert (row.n, row.split) == (4, "2-4,8")


def test_gaps_and_repeated_lines_are_left_out_and_counted(tmp_path: Path) -> None:
    lines = {**SENTENCES, "swh": ["", *SENTENCES["swh"][1:-1], SENTENCES["swh"][1]]}
    run = measure("static", on=write(tmp_path / "text", lines), probes="alignment", out=tmp_path / "run")
    rows = {(row.language[:2], row.metric): row for row in run.rows()}
    assert (rows["sw", "gaps"].value, rows["sw", "repeated"].value, rows["sw", "mexa"].n) == (1, 1, 6)
    assert (rows["am", "gaps"].value, rows["am", "mexa"].n) == (0, 8)
    said = " ".join(run.record.facts["remarks"])
    assert "1 sentence in 1 language is empty" in said
    assert "1 sentence in 1 language is the same as an earlier one" in said


def test_a_file_of_another_length_stops_or_is_left_out(tmp_path: Path) -> None:
    place = write(tmp_path / "text", {**SENTENCES, "swh": SENTENCES["swh"][:-1]})
    with pytest.raises(InputError, match="7 sentences and eng_Latn has 8"):
        measure("bytes", on=place, out=tmp_path / "run")
    assert not (tmp_path / "run").exists()
    run = measure("bytes", on=place, settings=Settings(keep_going=True), out=tmp_path / "run")
    assert "tha_Thai" in {row.language for row in run.rows()}
    assert len({row.language for row in run.rows()}) == 2
    assert any("is left out: " in said for said in run.record.facts["remarks"])


def test_saved_vectors_are_measured_without_a_text_or_a_model(tmp_path: Path) -> None:
    folder = tmp_path / "vectors"
    folder.mkdir()
    random = np.random.default_rng(0)
    meaning = random.normal(size=(3, 12, 16))
    vectors = {
        code: (meaning + 0.8 * random.normal(size=meaning.shape)).astype(np.float32)
        for code in ("eng", "swh")
    }
    vectors["swh"][1, 4] = np.nan
    np.savez(folder / "eng.npz", vectors["eng"])
    np.save(folder / "swh.npy", vectors["swh"])
    run = measure(f"vectors:{folder}", out=tmp_path / "run")
    kept = [place for place in range(12) if place != 4]
    for layer in range(3):
        row = next(iter(found(run, "alignment", "mexa", f"layer={layer};").values()))
        assert row.value == mexa(vectors["swh"][layer, kept], vectors["eng"][layer, kept]).mean()
        assert row.n == 11
    assert {row.recipe for row in run.rows()} == {"alignment", "ranker", "space"}


@pytest.mark.parametrize("damage", ["fewer sentences", "whole numbers", "cut short", "empty"])
def test_saved_vectors_that_do_not_fit_are_refused_or_left_out(damage: str, tmp_path: Path) -> None:
    folder = tmp_path / "vectors"
    folder.mkdir()
    vectors = np.random.default_rng(0).normal(size=(3, 12, 16)).astype(np.float32)
    for code in ("eng", "swh", "amh"):
        np.save(folder / f"{code}.npy", vectors)
    file = folder / "amh.npy"
    if damage == "fewer sentences":
        np.save(file, vectors[:, 1:])
    elif damage == "whole numbers":
        np.save(file, vectors.astype(int))
    else:
        file.write_bytes(file.read_bytes()[: -100 if damage == "cut short" else 0])
    with pytest.raises(InputError, match="amh"):
        measure(f"vectors:{folder}", out=tmp_path / "run")
    assert not (tmp_path / "run").exists()
    run = measure(f"vectors:{folder}", settings=Settings(keep_going=True), out=tmp_path / "run")
    assert run.record.state == "done"
    assert "swh_Latn" in {row.language for row in run.rows()}
    assert "amh_Ethi" not in {row.language for row in run.rows()}
    assert any(said.startswith("amh_Ethi is left out: ") for said in run.record.facts["remarks"])


def test_languages_without_speakers_are_named(parallel: Path, tmp_path: Path) -> None:
    table = tmp_path / "speakers.tsv"
    table.write_text("language\tspeakers\nswh\t16000000\n", encoding="utf-8")
    settings = Settings(populations=table)
    run = measure("bytes", on=parallel, probes="premium", settings=settings, out=tmp_path / "run")
    (said,) = [remark for remark in run.record.facts["remarks"] if "speakers" in remark]
    assert "amh_Ethi" in said
    assert "swa" not in said
    assert "swh" not in said


def test_sentences_of_which_nothing_is_read_tell_no_language(tmp_path: Path) -> None:
    blank = {"akk": "\U00012000", "phn": "\U00010900", "got": "\U00010330"}  # static reads none
    unread = {code: [letter * (place + 1) for place in range(8)] for code, letter in blank.items()}
    text = write(tmp_path / "text", {"eng": SENTENCES["eng"], "swh": SENTENCES["swh"], **unread})
    run = measure("static", on=text, probes="space", out=tmp_path / "run")
    told = {code[:3]: row.value for code, row in found(run, "space", "told_apart", "centred=no").items()}
    assert [told[code] for code in blank] == [0, 0, 0]


def test_without_the_pivot_the_languages_that_there_are_are_offered(tmp_path: Path) -> None:
    place = write(tmp_path / "text", {code: lines for code, lines in SENTENCES.items() if code != "eng"})
    with pytest.raises(InputError, match=r"holds no eng.*amh_Ethi.*--pivot"):
        measure("bytes", on=place, out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("probes", "model", "said"),
    [
        ("premium", "static", "static has no tokens.*What can still be measured: alignment, ranker, space"),
        ("alignment", "bytes", "a tokenizer alone has no model.*What can still be measured: premium"),
        ("lexical", "static", "it needs --lexicon or --links"),
    ],
)
def test_a_probe_that_a_model_cannot_be_asked_says_what_can_be(
    probes: str, model: str, said: str, parallel: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=said):
        measure(model, on=parallel, probes=probes, out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("changed", "kind", "said"),
    [
        ({"pivot": "deu"}, InputError, "holds no deu"),
        ({"pivot": "xyzzy"}, UnknownLanguage, "xyzzy"),
        ({"languages": "fra"}, InputError, "holds no language for 'fra'"),
        ({"languages": "-all"}, InputError, "leaves no language"),
        ({"probes": "premiun"}, UnknownName, "Did you mean premium"),
        ({"probes": ("premium", "premium")}, InputError, "not all different"),
        ({"on": None}, InputError, "No parallel text"),
        ({"on": "/nowhere/at/all"}, InputError, "does not exist"),
        ({"model": "nonsense"}, UnknownName, "no model 'nonsense'.*Known: .*bytes.*vectors"),
        ({"model": "tiktokn:x"}, UnknownName, "Did you mean tiktoken"),
        ({"model": "vectors:/nowhere", "on": None}, InputError, "does not exist"),
        ({"model": "vectors:/nowhere"}, InputError, "measured without a text"),
        ({"settings": {}}, InputError, "a record of settings"),
        ({"settings": Settings(lines="3-99")}, InputError, "there are 8"),
        ({"settings": Settings(lines="x")}, InputError, "names no lines"),
        ({"settings": Settings(lines="0")}, InputError, "count from 1"),
        ({"settings": Settings(seed=-1)}, InputError, "seed"),
        ({"settings": Settings(context=0)}, InputError, "context"),
        ({"settings": Settings(prices=Path("/nowhere.toml"))}, InputError, "--prices: .*does not exist"),
    ],
)
def test_a_bad_request_is_one_error_before_anything_is_written(
    changed: dict[str, object], kind: type[Exception], said: str, parallel: Path, tmp_path: Path
) -> None:
    asked: dict[str, object] = {"model": "bytes", "on": parallel, "out": tmp_path / "run", **changed}
    model = str(asked.pop("model"))
    with pytest.raises(kind, match=said) as refused:
        measure(model, **asked)  # type: ignore[arg-type]  # wrong on purpose
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("option", ["prices", "populations", "given", "lexicon", "links"])
@pytest.mark.parametrize("content", ["", "nonsense\n", "language\tspeakers\tx\nqqqqq\t1\t2\n"])
def test_a_file_that_an_option_names_is_read_before_anything_is_written(
    option: str, content: str, parallel: Path, tmp_path: Path
) -> None:
    file = tmp_path / ("prices.toml" if option == "prices" else "table.tsv")
    file.write_text(content, encoding="utf-8")
    settings = Settings(**{option: file})  # type: ignore[arg-type]  # a path
    with pytest.raises(InputError) as refused:
        measure("bytes", on=parallel, settings=settings, out=tmp_path / "run")
    assert file.name in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "run").exists()


def test_scores_of_another_kind_of_run_are_told_before_anything_is_written(
    parallel: Path, tmp_path: Path
) -> None:
    other = measure("bytes", on=parallel, out=tmp_path / "other").folder
    with pytest.raises(InputError, match="a run of isogloss measure"):
        measure("bytes", on=parallel, settings=Settings(scores=other), out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("content", ["", "dog\n", "\tmbwa\n", "dog\tmbwa\x00\n", "dog\tmbwa\n\udcff\n"])
def test_a_lexicon_that_is_none_is_told_before_anything_is_written(
    content: str, parallel: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "lexicons"
    folder.mkdir()
    (folder / "eng_amh.tsv").write_text("dog\tውሻ\n", encoding="utf-8")
    (folder / "eng_swh.tsv").write_text(content, encoding="utf-8", errors="surrogateescape")
    settings = Settings(lexicon=folder)
    with pytest.raises(InputError, match=r"eng_swh\.tsv") as refused:
        measure("static", on=parallel, probes="lexical", settings=settings, out=tmp_path / "run")
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "run").exists()


def test_one_sentence_alone_is_measured_as_far_as_it_goes(tmp_path: Path) -> None:
    place = write(tmp_path / "text", {code: lines[:1] for code, lines in SENTENCES.items()})
    run = measure("static", on=place, out=tmp_path / "run")
    assert run.record.state == "done"
    assert {row.metric for row in run.rows()} == {"gaps", "repeated", "similarity", "sentences"}


def test_every_probe_names_its_paper_and_looks_at_something() -> None:
    for name in PROBES:
        asked = probe(name)
        assert asked.name == name
        assert asked.paper
        assert asked.of_language or asked.of_all


def test_what_another_machine_computes_otherwise_is_no_row_of_the_run(parallel: Path, tmp_path: Path) -> None:
    request = Request(
        model="static",
        on=str(parallel),
        languages="swh",
        pivot="eng",
        probes=("alignment",),
        settings=Settings(),
    )
    job = plan(request, tmp_path / "run").job
    texts = job.pair(job.languages[0]).texts
    assert layers(job, texts, "mean", job.languages[0]).shape[1] == len(texts)
    elsewhere = replace(job, folder=tmp_path / "other", fingerprints={**job.fingerprints, "model": "0" * 16})
    with pytest.raises(InputError, match="static: here its files"):
        layers(elsewhere, texts, "mean", job.languages[0])


@pytest.mark.parametrize("on", ["", "flores"])
def test_a_run_knows_its_model_by_all_that_predictors_look_at(on: str) -> None:
    settings = Settings(scores=Path("run"))
    request = Request(
        model="bytes", on=on, languages="all", pivot="eng", probes=("predictors",), settings=settings
    )
    needs = looked_at([probe("predictors")], request)
    assert ("layers" in needs) is bool(on)
    assert fingerprint("bytes", needs) == fingerprint("bytes", ["tokens"])
