"""Whether a mixture of experts routes a language as it routes the pivot: a tiny one, really trained."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")

from isogloss.errors import InputError
from isogloss.measure import measure
from isogloss.measure.probes.routing import divergences, entropies
from isogloss.models.hf.decoder import MixtureDecoder
from isogloss.models.hf.model import load
from isogloss.runs.row import Row
from tests import tinymodels
from tests.measure.conftest import write

PAIRS = tinymodels.parallel(24, seed=7)
_OTHER = {
    one[0]: other[0]
    for one, other in zip(tinymodels.ADVERBS, tinymodels.ADVERBS[1:] + tinymodels.ADVERBS[:1], strict=True)
}
# The third language differs from the pivot in its adverbs; the second shares nothing with it.
SENTENCES = {
    "eng": [pair.west for pair in PAIRS],
    "amh": [pair.east for pair in PAIRS],
    "swh": [" ".join(_OTHER.get(word, word) for word in pair.west.split()) for pair in PAIRS],
}


@pytest.fixture(scope="module")
def model() -> str:
    return f"hf:{tinymodels.mixture_folder()}"


@pytest.fixture(scope="module")
def rows(model: str, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], Row]:
    folder = tmp_path_factory.mktemp("routing")
    run = measure(model, on=write(folder / "text", SENTENCES), probes="routing", out=folder / "run")
    assert run.record.state == "done", run.record.gaps
    return {(row.language[:2], row.metric, row.detail): row for row in run.rows()}


def slow_divergence(p: list[float], q: list[float]) -> float:
    """Return the Jensen-Shannon divergence in bits, as the mean of two Kullback-Leibler divergences."""
    total = 0.0
    for one, other in zip(p, q, strict=True):
        middle = (one + other) / 2
        total += 0.5 * sum(value * np.log2(value / middle) for value in (one, other) if value)
    return float(total)


def test_divergence_is_that_of_jensen_and_shannon() -> None:
    random = np.random.default_rng(0)
    one, other = (random.dirichlet(np.full(5, 0.3), size=(2, 6)) for _ in range(2))
    one[0, 0], other[0, 0] = [1, 0, 0, 0, 0], [0, 0, 1, 0, 0]
    found = divergences(one, other)
    for layer in range(2):
        for row in range(6):
            expected = slow_divergence(one[layer, row].tolist(), other[layer, row].tolist())
            assert found[layer, row] == pytest.approx(expected, abs=1e-12)
    assert found[0, 0] == 1
    assert divergences(one, one).max() == pytest.approx(0, abs=1e-12)
    assert entropies(np.full((1, 1, 8), 1 / 8)).item() == 3


def test_a_language_whose_tokens_go_elsewhere_diverges_more(rows: dict[tuple[str, str, str], Row]) -> None:
    for metric in ("divergence", "normalised_divergence"):
        far, near = (rows[language, metric, "layers=mean"] for language in ("am", "sw"))
        assert (far.low or 0) > (near.high or 1)
        assert far.n == 24
        layers = [rows["am", metric, f"layer={layer}"].value for layer in (0, 1)]
        assert far.value == pytest.approx(np.mean(layers))


def test_the_pivots_experts_promoted_bring_its_routing_nearer(
    rows: dict[tuple[str, str, str], Row], model: str
) -> None:
    mixture = load(model.removeprefix("hf:"))
    assert isinstance(mixture, MixtureDecoder)
    leading: dict[int, tuple[float, int]] = {}
    for (language, metric, detail), row in rows.items():
        if (language, metric) == ("am", "pivot_expert"):
            named = dict(part.split("=") for part in detail.split(";"))
            layer = int(named["layer"])
            leading[layer] = max(leading.get(layer, (0.0, 0)), (row.value, int(named["expert"])))
    experts = {layer: [expert] for layer, (_, expert) in leading.items()}
    assert set(experts) == {0, 1}
    pivot = mixture.routes(SENTENCES["eng"]).astype(np.float64)
    before = divergences(mixture.routes(SENTENCES["amh"]).astype(np.float64), pivot)
    with mixture.promoting(experts, strength=0.5):
        after = divergences(mixture.routes(SENTENCES["amh"]).astype(np.float64), pivot)
    assert after.mean() < before.mean()


def test_a_model_without_experts_says_what_can_be_measured(tmp_path: Path) -> None:
    text = write(tmp_path / "text", SENTENCES)
    with pytest.raises(InputError, match=r"has no experts.*still be measured: alignment"):
        measure("static", on=text, probes="routing", out=tmp_path / "run")
