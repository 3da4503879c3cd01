"""Mining by several workers gives what mining by one gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("ray", reason="Ray is not installed")

from isogloss.bitext import Mining, mine
from isogloss.bitext.mining import Workplace, shards
from isogloss.bitext.mining.shards import Vectors
from isogloss.bitext.mining.work import Shelf, shelf
from isogloss.errors import InputError
from isogloss.runs.ray.cluster import Cluster
from tests.bitext.mining.test_pairs import Letters
from tests.runs.ray.noise import FORGIVEN

pytestmark = FORGIVEN


def lines(seed: int, count: int) -> list[str]:
    """Few letters, so that many lines are equally near."""
    draws = np.random.default_rng(seed)
    return ["".join(draws.choice(list("abcdefgh"), size=6)) for _ in range(count)]


@pytest.mark.parametrize("retrieval", ["max", "forward"])
def test_pairs_are_those_of_one_worker(
    two: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, retrieval: str
) -> None:
    monkeypatch.setattr(shards, "SHARD", 16)
    a, b = lines(1, 100), [*lines(2, 70), "", "日本語"]
    options = Mining(retrieval=retrieval)  # type: ignore[arg-type]  # a name of the table above
    alone = mine(a, b, encoder=Letters([]), options=options)
    spread = mine(a, b, encoder=Letters([]), options=options, work=Workplace(tmp_path, two))
    assert spread == alone
    assert len(spread.pairs) > 10
    # What several have made, one goes on with, and the other way round.
    asked: list[int] = []
    assert mine(a, b, encoder=Letters(asked), options=options, work=tmp_path) == alone
    assert asked == []


def test_shards_that_a_worker_does_not_see_are_named(two: Cluster, tmp_path: Path) -> None:
    from isogloss.bitext.mining.searching import search_exactly

    gone = Vectors(Shelf(tmp_path / "gone"), "key", np.arange(1, 4), (0, 3))
    with shelf(None) as kept, pytest.raises(InputError, match="a shard is missing"):
        search_exactly(gone, gone, 1, kept, two)
