"""Tracing training: what a tiny transformer learned from is found, in a network that was really trained."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from isogloss.training.influence.tracing import likely, traced

torch: Any = pytest.importorskip("torch")

RATE = 0.5
# Tokens: 0 starts a text; 1-8 topics of the first kind; 9-16 of the second; a class for each kind.
Example = tuple[tuple[int, ...], int]
ODD: Example = ((0, 3, 17, 18), 1)  # a text of the first kind with two tokens of its own, labelled wrongly


class Tiny(torch.nn.Module):  # type: ignore[misc]  # torch may be missing
    """A transformer of one layer that classifies."""

    def __init__(self) -> None:
        super().__init__()
        self.embed = torch.nn.Embedding(19, 16)
        self.layer = torch.nn.TransformerEncoderLayer(16, 2, 32, dropout=0.0, batch_first=True)
        self.head = torch.nn.Linear(16, 2)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        return self.head(self.layer(self.embed(tokens)).mean(dim=1))


def loss(network: torch.nn.Module, example: Example) -> torch.Tensor:
    tokens, label = example
    return torch.nn.functional.cross_entropy(network(torch.tensor([tokens])), torch.tensor([label]))


def examples(n: int, seed: int) -> list[Example]:
    random = np.random.default_rng(seed)
    return [((0, *(1 + 8 * (row % 2) + random.integers(0, 8, 3)).tolist()), row % 2) for row in range(n)]


@pytest.fixture(scope="module")
def trained() -> tuple[list[Any], list[Example]]:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        network = Tiny()
        train = [*examples(40, 0), ODD]
        optimizer = torch.optim.SGD(network.parameters(), lr=RATE)
        checkpoints = []
        for step in range(60):
            optimizer.zero_grad()
            sum(loss(network, one) for one in train).div(len(train)).backward()
            optimizer.step()
            if step % 12 == 0:
                checkpoints.append(copy.deepcopy(network))
        checkpoints.append(copy.deepcopy(network))
    return checkpoints, train


def at(checkpoints: list[Any]) -> Iterator[tuple[Any, float]]:
    return ((network, RATE) for network in checkpoints)


def test_the_planted_example_is_found(trained: tuple[list[Any], list[Example]]) -> None:
    checkpoints, train = trained
    query: Example = ((0, 5, 17, 18), 1)  # the tokens that only the planted example has, and its label
    found = traced(at(checkpoints), loss, [query], train)[0]
    assert int(found.argmax()) == len(train) - 1


def test_examples_of_a_class_push_for_it_and_those_of_the_other_against(
    trained: tuple[list[Any], list[Example]],
) -> None:
    checkpoints, train = trained
    queries = examples(4, seed=9)
    found = traced(at(checkpoints), loss, queries, train[:-1])
    labels = np.array([label for _, label in train[:-1]])
    for row, (_, label) in zip(found, queries, strict=True):
        assert row[labels == label].mean() > 0 > row[labels != label].mean()


def test_it_is_the_sum_of_products_of_gradients(trained: tuple[list[Any], list[Example]]) -> None:
    checkpoints, train = trained
    query, expected = examples(1, seed=3)[0], 0.0
    for network in checkpoints[-2:]:
        gradients = []
        for one in (query, train[0]):
            network.zero_grad()
            loss(network, one).backward()
            gradients.append(torch.cat([part.grad.flatten() for part in network.parameters()]))
        expected += RATE * float(gradients[0] @ gradients[1])
    found = traced(at(checkpoints[-2:]), loss, [query], train[:1])
    assert found[0, 0] == pytest.approx(expected, rel=1e-4)
    only = traced(at(checkpoints[-2:]), loss, [query], train[:1], parameters=lambda name: "head" in name)
    assert only[0, 0] != found[0, 0]


@pytest.mark.parametrize(("query", "own"), [("ወንዙ ሞልቷል", 0), ("แม่น้ำสูง", 1), ("the river is high", 2)])
def test_texts_like_a_query_are_likely(query: str, own: int) -> None:
    texts = ["ወንዙ ዘንድሮ ሞልቷል።", "ปีนี้แม่น้ำสูง", "The river is high this year.", "Maji ni uhai."]
    assert likely([query], texts, 1).tolist() == [own]
    assert likely([query], texts, 9).tolist() == [0, 1, 2, 3]
