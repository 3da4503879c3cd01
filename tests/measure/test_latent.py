"""In which language a decoder thinks: one that was trained to think in another than it writes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.measure import Settings, measure
from isogloss.measure.firsttokens import disjoint, first_tokens
from isogloss.measure.latentprompts import WORDS as WORDS_ASKED
from isogloss.measure.latentprompts import Setting, prompts
from isogloss.measure.templates import Template, read_templates
from isogloss.models.hf.decoder import TransformerDecoder
from isogloss.models.hf.model import load
from isogloss.report.profile.page import write_profile
from isogloss.report.profile.reading import probed
from isogloss.report.profile.thoughts import thoughts
from isogloss.runs.engine import Run
from isogloss.runs.row import Row
from tests import thinkingmodel
from tests.measure.conftest import write

WORDS = thinkingmodel.words()
SENTENCES = {
    code: [f"{word[side]} {other[side]}" for word, other in pairwise(WORDS)]
    for code, side in (("eng", 0), ("amh", 1), ("ell", 2))
}


@pytest.fixture(scope="module")
def decoder() -> TransformerDecoder:
    found = load(str(thinkingmodel.thinking_folder()))
    assert isinstance(found, TransformerDecoder)
    return found


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("latent")
    (folder / "templates.tsv").write_text(thinkingmodel.TEMPLATES, encoding="utf-8")
    return measure(
        f"hf:{thinkingmodel.thinking_folder()}",
        on=write(folder / "text", SENTENCES),
        probes="latent",
        out=folder / "run",
        settings=Settings(
            lexicon=thinkingmodel.write_lexicon(folder / "lexicon"), templates=folder / "templates.tsv"
        ),
    )


@pytest.fixture(scope="module")
def rows(run: Run) -> dict[tuple[str, str], Row]:
    assert run.record.state == "done", run.record.gaps
    return {(row.metric, row.detail): row for row in run.rows() if row.language == "ell_Grek"}


def mass(rows: dict[tuple[str, str], Row], task: str, code: str) -> list[float]:
    """Return the mass of a language by layer."""
    source = "source=amh_Ethi;" if task == "translation" else ""
    return [rows["mass", f"language={code};layer={layer};{source}task={task}"].value for layer in range(4)]


def test_translation_goes_by_way_of_the_pivot(rows: dict[tuple[str, str], Row]) -> None:
    pivot, own = mass(rows, "translation", "eng_Latn"), mass(rows, "translation", "ell_Grek")
    assert pivot[2] > 0.5 > own[2]
    assert own[3] > 0.8 > pivot[3]
    latent = next(
        row for (metric, detail), row in rows.items() if metric == "latent_mass" and "translation" in detail
    )
    assert latent.detail == "language=eng_Latn;peak=2;task=translation"
    assert latent.n == 27


def test_the_language_of_thought_need_not_be_the_pivot(rows: dict[tuple[str, str], Row]) -> None:
    east, pivot = mass(rows, "repetition", "amh_Ethi"), mass(rows, "repetition", "eng_Latn")
    assert east[2] > 0.5 > pivot[2]
    assert mass(rows, "repetition", "ell_Grek")[3] > 0.8
    assert any(
        detail == "language=amh_Ethi;peak=2;task=repetition"
        for metric, detail in rows
        if metric == "latent_mass"
    )


def test_the_page_draws_whose_word_the_layers_hold(run: Run) -> None:
    figures = {figure.task: figure for figure in thoughts(probed(run))}
    assert set(figures) == {"translation", "repetition"}
    assert [len(line.split()) for line in (figures["translation"].pivot, figures["translation"].asked)] == [
        4,
        4,
    ]
    page = write_profile([run]).read_text(encoding="utf-8")
    assert "Whose word the layers hold: translation" in page
    assert figures["repetition"].other in page


def test_entropy_and_energy_are_those_of_the_states(
    rows: dict[tuple[str, str], Row], decoder: TransformerDecoder
) -> None:
    prompts = [f'{east} > "' for _, east, _ in WORDS]
    for layer, found in enumerate(decoder.lens([prompt.rstrip() for prompt in prompts])):
        expected = -(found * np.log2(np.maximum(found, 1e-30))).sum(axis=1).mean()
        row = rows["entropy", f"layer={layer};source=amh_Ethi;task=translation"]
        assert row.value == pytest.approx(expected, abs=1e-4)
    energies = decoder.energies(prompts[:2])
    network = decoder.network.model
    import torch

    unembedding = torch.nn.functional.normalize(network.lm_head.weight.detach(), dim=1)
    among = ((unembedding @ unembedding.T) ** 2).mean().sqrt()
    for place, prompt in enumerate(prompts[:2]):
        ids = torch.tensor([decoder.network.tokenizer.encodings([prompt])[0].ids])
        with torch.no_grad():
            states = network(ids, output_hidden_states=True).hidden_states
            for layer in (0, 1, 2):
                state = torch.nn.functional.normalize(network.model.norm(states[layer][0, -1]), dim=0)
                slow = ((unembedding @ state) ** 2).mean().sqrt() / among
                assert energies[layer, place] == pytest.approx(float(slow), rel=1e-4)


@pytest.mark.parametrize("word", ["muro", "ሄም", "νο", "花", "🐐"])
def test_a_word_begins_with_its_first_token_with_a_blank_and_without(
    decoder: TransformerDecoder, word: str
) -> None:
    found = first_tokens(decoder.tokenizer, [word])[0]
    for before in ("", " ", '"', '" '):
        pieces = decoder.tokenizer.tokenize([before + word])[0]
        assert next(piece for piece in pieces if piece.end > len(before)).id in found
    for piece in (decoder.tokenizer.tokenize([text])[0][0] for text in (" ", "zq", "ዠ", "...")):
        assert piece.id not in found or word.startswith(piece.text) or not piece.known


def test_a_token_that_is_a_prefix_of_the_word_may_begin_it(decoder: TransformerDecoder) -> None:
    found = first_tokens(decoder.tokenizer, ["muro"])[0]
    prefixes = ("m", "mu", "mur", "muro", " m", " mu", " mur", " muro")
    tokens = [decoder.tokenizer.tokenize([prefix])[0] for prefix in prefixes]
    assert {pieces[0].id for pieces in tokens if len(pieces) == 1} <= found
    assert len(found) >= 3


def test_sets_are_disjoint_and_the_first_do_not_depend_on_the_rest() -> None:
    sets = {
        "a": frozenset({1, 2, 3}),
        "b": frozenset({3, 4}),
        "c": frozenset({2, 5, 6}),
        "d": frozenset({6, 7}),
    }
    found = disjoint(sets, ("a", "b"))
    assert found == {"a": {1, 2}, "b": {4}, "c": {5}, "d": {7}}
    alone = disjoint({"a": sets["a"], "b": sets["b"]}, ("a", "b"))
    assert all(alone[name] == found[name] for name in "ab")


def test_a_prompt_ends_where_the_word_begins() -> None:
    template = Template("translation", 1, '{source_language}: "{source}" - {target_language}: "{target}"')
    names = {"source_language": "Ελληνικά", "target_language": "አማርኛ"}
    shot, asked = (
        {**names, "source": one, "target": other} for one, other in (("νερό", "ውሃ"), ("ψωμί", "ዳቦ"))
    )
    assert template.prompt([shot], asked) == 'Ελληνικά: "νερό" - አማርኛ: "ውሃ"\nΕλληνικά: "ψωμί" - አማርኛ: "'


def test_cloze_blanks_the_word_in_a_sentence_that_holds_it_once() -> None:
    eng, amh = Language.parse("eng"), Language.parse("amh")
    words = {"water": frozenset({"ውሃ"}), "bread": frozenset({"ዳቦ"}), "fish": frozenset({"ዓሣ"})}
    made = Setting(eng, amh, eng, {amh: words, eng: {word: frozenset({word}) for word in words}})
    sentences = ["ውሃ ውሃ ነው።", "ውሃ ሕይወት ነው።", "ዳቦና እንበላለን።", "ትኩስ ዳቦ እንበላለን።"]
    found = prompts(Template("cloze", 1, '"{sentence}" ___ = "{target}"'), made, list(words), sentences)
    assert [one.concept for one in found] == ["water", "bread"]
    assert found[0].text == '"ትኩስ ___ እንበላለን።" ___ = "ዳቦ"\n"___ ሕይወት ነው።" ___ = "'


def test_cloze_blanks_no_part_of_a_word_where_a_vowel_sign_follows() -> None:
    eng, hin = Language.parse("eng"), Language.parse("hin")
    made = Setting(eng, hin, eng, {hin: {"few": frozenset({"कम"})}, eng: {"few": frozenset({"few"})}})
    template = Template("cloze", 0, '"{sentence}" ___ = "{target}"')
    (found,) = prompts(template, made, ["few"], ["पानी की कमी है।", "पानी कम है।"])
    assert found.text == '"पानी ___ है।" ___ = "'


def test_cloze_leaves_no_other_of_the_word_with_a_capital() -> None:
    eng, deu = Language.parse("eng"), Language.parse("deu")
    made = Setting(eng, deu, eng, {deu: {"eat": frozenset({"essen"})}, eng: {"eat": frozenset({"eat"})}})
    template = Template("cloze", 0, '"{sentence}" ___ = "{target}"')
    (found,) = prompts(template, made, ["eat"], ["Essen, was wir essen.", "Wir essen Brot."])
    assert found.text == '"Wir ___ Brot." ___ = "'


def test_prompts_of_many_words_come_from_all_of_them() -> None:
    eng, swh = Language.parse("eng"), Language.parse("swh")
    words = {f"w{place}": frozenset({f"n{place}"}) for place in range(WORDS_ASKED + WORDS_ASKED // 2)}
    made = Setting(eng, swh, eng, {swh: words, eng: {word: frozenset({word}) for word in words}})
    found = prompts(Template("repetition", 0, '"{source}" "{target}"'), made, list(words), [])
    assert len(found) == WORDS_ASKED
    assert (found[0].concept, found[-1].concept) == (min(words, key=len), list(words)[-1])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no table of templates"),
        ("task\tshots\ttemplate\n", "holds no template"),
        ("task\tshots\ttemplate\nsong\t0\t{target}\n", "expected one of translation"),
        ("task\tshots\ttemplate\ncloze\tmany\t{target}\n", "a number of shots"),
        ("task\tshots\ttemplate\ncloze\t0\t{word} {target}\n", "no field {word}"),
        ("task\tshots\ttemplate\ncloze\t0\tnothing\n", "{target}"),
        ("task\tshots\ttemplate\ncloze\t0\t{target\n", "cannot be read"),
        ("task\tshots\ttemplate\ncloze\t0\t{target.__class__}\n", "no field"),
        ("task\tshots\ttemplate\ncloze\t0\t{target}\ncloze\t1\t{target}\n", "second template"),
    ],
)
def test_templates_that_make_no_prompts_are_refused(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "templates.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_templates(path)


def test_what_it_writes_now_is_judged_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "prompts.tsv"
    path.write_text(f'language\tprompt\nell\t{WORDS[0][1]} > ""\n'.replace('""', '"'), encoding="utf-8")
    name, out = f"hf:{thinkingmodel.thinking_folder()}", tmp_path / "run"
    run = measure(name, probes="fidelity", out=out, settings=Settings(prompts=path, most=4))
    assert {row.metric for row in run.rows()} >= {"answers", "empty"}
    written = next((out / "generations").iterdir())
    again = measure(f"generations:{written}", out=tmp_path / "again")
    assert [(row.metric, row.value) for row in again.rows()] == [
        (row.metric, row.value) for row in run.rows()
    ]


def test_a_model_without_a_lens_says_what_can_be_measured(tmp_path: Path) -> None:
    lexicon = thinkingmodel.write_lexicon(tmp_path / "lexicon")
    with pytest.raises(InputError, match=r"shows no layer's prediction.*still be measured: alignment"):
        measure(
            "static",
            on=write(tmp_path / "text", SENTENCES),
            probes="latent",
            out=tmp_path / "run",
            settings=Settings(lexicon=lexicon),
        )
