"""EK-FAC: exact where the curvature is a product, near where it is not, and it finds what was planted."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")

import torch

from isogloss.arrays import Doubles2d
from isogloss.errors import InputError
from isogloss.training.influence import ekfac as module
from isogloss.training.influence.ekfac import Curvature, curvature, influences
from isogloss.training.influence.linear import Trained
from isogloss.training.influence.linear import influences as exact_influences
from isogloss.training.influence.objective import Objective, classification
from tests.training.influence.test_tracing import ODD, Tiny
from tests.training.influence.test_tracing import examples as toy

Point = tuple[tuple[float, ...], float]


def line(network: torch.nn.Module, points: Sequence[Point]) -> torch.Tensor:
    return network(torch.tensor([one for one, _ in points], dtype=torch.float64)).squeeze(1)


def squared(network: torch.nn.Module, points: Sequence[Point]) -> torch.Tensor:
    return (line(network, points) - torch.tensor([gold for _, gold in points], dtype=torch.float64)) ** 2 / 2


def one_beside(network: torch.nn.Module, points: Sequence[Point], generator: torch.Generator) -> torch.Tensor:
    """Draw the answer one above or below the network's own: of variance 1, as the squared loss has it."""
    found = line(network, points)
    steps = torch.randint(0, 2, found.shape, generator=generator) * 2 - 1
    return (found - found.detach() - steps) ** 2 / 2


def test_a_regression_of_one_output_is_exact() -> None:
    random = np.random.default_rng(0)
    inputs = random.normal(size=(30, 4)) * [1, 3, 0.2, 1]
    golds = inputs @ [1.0, -1.0, 2.0, 0.0] + random.normal(size=30)
    torch.manual_seed(0)
    network = torch.nn.Linear(4, 1).double()
    points: list[Point] = [(tuple(row), float(gold)) for row, gold in zip(inputs, golds, strict=True)]
    objective: Objective[Point] = Objective(squared, one_beside)
    bent = curvature(network, objective, points, batch=7)
    found = influences(network, objective, bent, points[:3], points, decay=0.3, damping=0.0, batch=4)
    with torch.no_grad():
        rest = line(network, points).numpy() - golds
    wide = np.c_[inputs, np.ones(30)]
    hessian = wide.T @ wide / 30 + 0.3 * np.eye(5)
    gradients = rest[:, None] * wide
    assert found == pytest.approx(gradients[:3] @ np.linalg.inv(hessian) @ gradients.T / 30, rel=1e-6)


def slow(
    network: torch.nn.Module, bent: Curvature, queries: Sequence[Any], candidates: Sequence[Any]
) -> Doubles2d:
    """Return the influences by the paper: gradients one by one, the curvature as one large matrix a layer."""
    total = np.zeros((len(queries), len(candidates)))
    for name, bend in bent.layers.items():
        layer = network.get_submodule(name)

        def gradient(example: Any, layer: Any = layer) -> Any:  # noqa: ANN401  numpy
            loss = OBJECTIVE.losses(network, [example])[0]
            weight, bias = torch.autograd.grad(loss, [layer.weight, layer.bias])
            return torch.cat([weight, bias[:, None]], 1).numpy().ravel()

        basis = np.kron(bend.outer.numpy(), bend.inner.numpy())
        scale = bend.scale.numpy().ravel()
        inverse = basis @ np.diag(1 / (scale + 0.1 * (scale**2).sum() / scale.sum())) @ basis.T
        asked = np.array([gradient(one) for one in queries])
        total += asked @ inverse @ np.array([gradient(one) for one in candidates]).T / bent.n
    return total


def logits(network: torch.nn.Module, examples: Sequence[Any]) -> torch.Tensor:
    return network(torch.tensor([tokens for tokens, _ in examples]))


OBJECTIVE: Objective[Any] = classification(logits, lambda example: example[1])


@pytest.fixture(scope="module")
def trained() -> tuple[Any, list[Any]]:
    """A transformer of one layer that learned two kinds of text, and one that was planted among them."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        network = Tiny()
        train = [*toy(40, 0), (ODD[0][:4], ODD[1])]
        optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
        for _ in range(15):
            optimizer.zero_grad()
            OBJECTIVE.losses(network, train).mean().backward()
            optimizer.step()
    return network, train


def test_it_is_what_the_paper_says_token_by_token(trained: tuple[Any, list[Any]]) -> None:
    network, train = trained
    bent = curvature(network, OBJECTIVE, train)
    assert sorted(bent.layers) == ["head", "layer.linear1", "layer.linear2"]
    queries = toy(3, seed=9)
    found = influences(network, OBJECTIVE, bent, queries, train, batch=5)
    expected = slow(network, bent, queries, train)
    assert found == pytest.approx(expected, rel=1e-2, abs=1e-4 * np.abs(expected).max())


def test_the_planted_example_is_found(trained: tuple[Any, list[Any]]) -> None:
    network, train = trained
    bent = curvature(network, OBJECTIVE, train)
    query = ((0, 5, 17, 18), 1)  # the token that only the planted example has, and its label
    assert int(influences(network, OBJECTIVE, bent, [query], train)[0].argmax()) == len(train) - 1


def test_examples_of_a_class_push_for_it(trained: tuple[Any, list[Any]]) -> None:
    network, train = trained
    bent = curvature(network, OBJECTIVE, train)
    queries = toy(4, seed=9)
    found = influences(network, OBJECTIVE, bent, queries, train[:-1])
    labels = np.array([label for _, label in train[:-1]])
    for row, (_, label) in zip(found, queries, strict=True):
        assert row[labels == label].mean() > 5 * abs(row[labels != label].mean())


def test_few_directions_of_a_query_nearly_tell_the_same(trained: tuple[Any, list[Any]]) -> None:
    network, train = trained
    bent = curvature(network, OBJECTIVE, train)
    queries = toy(4, seed=9)
    whole = influences(network, OBJECTIVE, bent, queries, train)
    all_of_them = influences(network, OBJECTIVE, bent, queries, train, rank=33)
    few = influences(network, OBJECTIVE, bent, queries, train, rank=8)
    assert all_of_them == pytest.approx(whole)
    assert np.corrcoef(few.ravel(), whole.ravel())[0, 1] > 0.98
    assert not np.allclose(few, whole)


@pytest.mark.parametrize("rank", [None, 4])
@pytest.mark.parametrize("held", [20_000, 3_000, 1], ids=["some layers", "one layer", "one gradient"])
def test_what_does_not_fit_is_told_in_portions_and_comes_to_the_same(
    trained: tuple[Any, list[Any]], monkeypatch: pytest.MonkeyPatch, rank: int | None, held: int
) -> None:
    network, train = trained
    bent = curvature(network, OBJECTIVE, train)
    queries = toy(5, seed=9)
    whole = influences(network, OBJECTIVE, bent, queries, train, rank=rank, batch=3)
    monkeypatch.setattr(module, "HELD", held)
    portions = list(module._portions(bent, len(queries), rank))
    assert len(portions) > 1 or (rank and held == 20_000)
    for names, rows in portions:
        shapes = [bent.layers[name].scale.shape for name in names]
        sizes = [4 * (outer * inner if rank is None else rank * (outer + inner)) for outer, inner in shapes]
        count = rows.stop - rows.start
        assert sum(sizes) * count <= held or (len(sizes), count) == (1, 1)
    found = influences(network, OBJECTIVE, bent, queries, train, rank=rank, batch=3)
    assert found == pytest.approx(whole, rel=1e-4, abs=1e-6 * np.abs(whole).max())


def test_a_classifier_of_one_layer_is_near_the_exact_hessian() -> None:
    random = np.random.default_rng(0)
    gold = np.arange(90) % 3
    inputs = random.normal(size=(90, 6)) + 1.2 * np.eye(3, 6)[gold]
    torch.manual_seed(0)
    network = torch.nn.Linear(6, 3).double()
    decay = 0.05
    optimizer = torch.optim.LBFGS(network.parameters(), max_iter=200, line_search_fn="strong_wolfe")
    points = [(tuple(row), int(label)) for row, label in zip(inputs.tolist(), gold.tolist(), strict=True)]

    def scores(network: torch.nn.Module, part: Sequence[Any]) -> torch.Tensor:
        return network(torch.tensor([one for one, _ in part], dtype=torch.float64))

    objective: Objective[Any] = classification(scores, lambda point: point[1])

    def step() -> torch.Tensor:
        optimizer.zero_grad()
        value = objective.losses(network, points).mean() + decay / 2 * (network.weight**2).sum()
        value.backward()
        return value

    optimizer.step(step)
    weight, bias = (one.detach().numpy() for one in (network.weight, network.bias))
    # scikit-learn's C is 1 / (n * decay).
    known = Trained(inputs, gold, weight, bias, 1 / (90 * decay), np.ones(90))
    expected = exact_influences(known, inputs[:9], gold[:9])
    bent = curvature(network, objective, points)
    found = influences(network, objective, bent, points[:9], points, decay=decay, damping=0.0)
    assert np.corrcoef(found.ravel(), expected.ravel())[0, 1] > 0.95
    assert (found * expected).sum() / (expected**2).sum() == pytest.approx(1, abs=0.3)


@pytest.mark.slow
def test_it_goes_with_what_leaving_out_and_training_again_costs() -> None:
    train = [*toy(40, 0), (ODD[0][:4], ODD[1])]
    queries = toy(3, 9)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        network = fitted(Tiny().double(), train, 600)
    before = OBJECTIVE.losses(network, queries).detach().numpy()
    lost = []
    for place in range(len(train)):
        rest = fitted(copy.deepcopy(network), [*train[:place], *train[place + 1 :]], 60)
        lost.append(OBJECTIVE.losses(rest, queries).detach().numpy() - before)
    found = influences(network, OBJECTIVE, curvature(network, OBJECTIVE, train), queries, train)
    for row, true in zip(found, np.array(lost).T, strict=True):
        assert np.corrcoef(row, true)[0, 1] > 0.4


def fitted(network: torch.nn.Module, train: Sequence[Any], steps: int) -> Any:  # noqa: ANN401  the same
    """Return the network trained to where its loss hardly falls."""
    weights = list(network.train().parameters())
    optimizer = torch.optim.LBFGS(
        weights, max_iter=steps, history_size=30, line_search_fn="strong_wolfe", tolerance_change=1e-12
    )

    def step() -> torch.Tensor:
        optimizer.zero_grad()
        penalty = 0.0025 * sum((one**2).sum() for one in weights)
        value = OBJECTIVE.losses(network, train).mean() + penalty
        value.backward()
        return value

    optimizer.step(step)
    return network.eval()


def test_padding_plays_no_part(trained: tuple[Any, list[Any]]) -> None:
    class Masked(torch.nn.Module):  # type: ignore[misc]  # torch is Any here
        def __init__(self) -> None:
            super().__init__()
            torch.manual_seed(0)
            self.embed, self.wide, self.head = (
                torch.nn.Embedding(19, 6), torch.nn.Linear(6, 5), torch.nn.Linear(5, 2)
            )  # fmt: skip

        def forward(self, tokens: torch.Tensor) -> torch.Tensor:
            real = (tokens >= 0).unsqueeze(-1)
            states = torch.tanh(self.wide(self.embed(tokens.clamp(min=0)) + 9 * ~real))
            return self.head((states * real).sum(1) / real.sum(1))

    network, (_, train) = Masked(), trained
    filled = [((*tokens, -1, -1), label) for tokens, label in train]
    of_plain, of_filled = (
        influences(network, OBJECTIVE, curvature(network, OBJECTIVE, given), given[:3], given)
        for given in (train, filled)
    )
    assert of_filled == pytest.approx(of_plain, rel=1e-3, abs=1e-6)


def test_the_network_is_left_as_it_was(trained: tuple[Any, list[Any]]) -> None:
    network, train = trained
    network.train()
    before = {name: one.clone() for name, one in network.state_dict().items()}
    influences(network, OBJECTIVE, curvature(network, OBJECTIVE, train), train[:2], train[:2])
    assert network.training
    assert all(torch.equal(one, before[name]) for name, one in network.state_dict().items())
    network.eval()


def test_what_cannot_be_told_is_refused(trained: tuple[Any, list[Any]]) -> None:
    network, train = trained
    with pytest.raises(InputError, match="no training examples"):
        curvature(network, OBJECTIVE, [])
    with pytest.raises(InputError, match="no linear layer"):
        curvature(network, OBJECTIVE, train, layers=lambda name: name == "none")
    with pytest.raises(InputError, match="losses of 8 examples came as"):
        curvature(network, Objective(lambda *_: torch.zeros(()), lambda *_: network.head.weight.sum()), train)
    bent = curvature(network, OBJECTIVE, train)
    with pytest.raises(InputError, match="too small"):
        influences(network, OBJECTIVE, bent, train, train, damping=0.0)
    turned: Objective[Any] = classification(
        lambda net, part: net.head(torch.ones(1, len(part), 16)).squeeze(0), lambda _: 0
    )
    with pytest.raises(InputError, match="which row is whose"):
        curvature(network, turned, train)
    network_of_nothing = torch.nn.Linear(2, 2)
    network_of_nothing.weight.data.fill_(float("nan"))
    broken: Objective[Any] = Objective(
        lambda net, part: net(torch.ones(len(part), 2)).sum(1),
        lambda net, part, _: net(torch.ones(len(part), 2)).square().sum(1),
    )
    with pytest.raises(InputError, match="no numbers"):
        curvature(network_of_nothing, broken, train)
