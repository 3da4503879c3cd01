"""GPUs are asked for piece by piece; Ray counts those that it is told of, whether they are there or not."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("ray", reason="Ray is not installed")

from isogloss.errors import InputError
from isogloss.runs.ray.cluster import cluster
from isogloss.runs.ray.gpus import gpus_wanted
from isogloss.runs.ray.quiet import quiet
from isogloss.runs.ray.tasks import Share, _room
from tests.runs.ray import pieces
from tests.runs.ray.noise import FORGIVEN

pytestmark = FORGIVEN


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({}, 0),
        ({"ISOGLOSS_DEVICE": "cuda"}, 1),
        ({"ISOGLOSS_DEVICE": "cuda:1"}, 0),  # somebody has chosen it already
        ({"ISOGLOSS_DEVICE": "cpu"}, 0),
        ({"ISOGLOSS_GPUS": "0.25"}, 0.25),
        ({"ISOGLOSS_GPUS": "2", "ISOGLOSS_DEVICE": "cuda"}, 2),
        ({"ISOGLOSS_GPUS": "0", "ISOGLOSS_DEVICE": "cuda"}, 0),
    ],
)
def test_the_environment_says_how_many(said: dict[str, str], wanted: float) -> None:
    assert gpus_wanted(said) == wanted


@pytest.mark.parametrize("said", ["many", "-1", "1.5", "nan", "inf"])
def test_what_is_no_number_of_them_is_refused(said: str) -> None:
    with pytest.raises(InputError, match="no number of GPUs"):
        gpus_wanted({"ISOGLOSS_GPUS": said})


@pytest.fixture(scope="module")
def ray() -> Iterator[ModuleType]:
    quiet()
    import ray

    settings: dict[str, Any] = {"include_dashboard": False, "log_to_driver": False}
    ray.init(num_cpus=2, num_gpus=1, **settings)
    yield ray
    ray.shutdown()


def test_each_piece_sees_its_own(ray: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ray.is_initialized()
    monkeypatch.setenv("ISOGLOSS_GPUS", "1")
    assert list(cluster("local", 2).each(pieces.gpus, "", [1, 2])) == ["0", "0"]


def test_no_more_pieces_are_under_way_than_there_are_shares(ray: ModuleType) -> None:
    assert _room(ray, Share()) == 4
    assert _room(ray, Share(gpus=1)) == 2
    assert _room(ray, Share(gpus=0.25)) == 4
    assert _room(ray, Share(most=3, gpus=1)) == 3


def test_gpus_that_no_machine_has_are_not_waited_for(
    ray: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ray.is_initialized()
    monkeypatch.setenv("ISOGLOSS_GPUS", "2")
    with pytest.raises(InputError, match="asks for 2 GPUs, and no machine of the cluster has more than 1"):
        list(cluster("local", 2).each(pieces.gpus, "", [1]))
