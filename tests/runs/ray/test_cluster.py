"""What the engine promises holds on a Ray cluster, too: a real one of two workers on this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("ray", reason="Ray is not installed")

from isogloss.errors import InputError, IsoglossError, Unwritable
from isogloss.runs.engine import execute
from isogloss.runs.ray.cluster import Cluster, cluster
from isogloss.runs.ray.session import connected
from tests.runs import counting
from tests.runs.ray import pieces
from tests.runs.ray.noise import FORGIVEN

pytestmark = FORGIVEN
ROOT = Path(__file__).parents[3]
CHILD = """
import sys, time
from pathlib import Path
from isogloss.runs.engine import execute
from isogloss.runs.ray.cluster import cluster
from tests.runs import counting
execute(counting.plan(repeats=200), counting.compute_slowly, Path(sys.argv[1]), executor=cluster("local", 2))
"""


@pytest.fixture(scope="module")
def two() -> Iterator[Cluster]:
    """One cluster for all tests: it is started once, and those who come find it connected."""
    with connected("local", 2):
        yield cluster("local", 2)


def child(folder: Path) -> subprocess.Popen[bytes]:
    script = folder.parent / "child.py"
    script.write_text(CHILD)
    return subprocess.Popen(
        [sys.executable, str(script), str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_rows_are_those_of_this_process(two: Cluster, tmp_path: Path) -> None:
    spread = execute(counting.plan(), counting.compute, tmp_path / "spread", executor=two)
    here = execute(counting.plan(), counting.compute, tmp_path / "here")
    assert spread.record.state == "done"
    assert spread.rows() == here.rows()
    assert spread.predictions() == here.predictions()


def test_a_cell_whose_worker_is_killed_is_tried_again(two: Cluster, tmp_path: Path) -> None:
    tried = tmp_path / "tried"
    tried.mkdir()
    plan = counting.plan(repeats=1)
    run = execute(plan, partial(pieces.dying_once, tried), tmp_path / "run", executor=two)
    assert run.record.state == "done"
    assert len(list(tried.iterdir())) == 1
    assert len(run.rows()) == 5


def test_a_cell_that_kills_every_worker_is_a_gap_and_the_others_go_on(two: Cluster, tmp_path: Path) -> None:
    plan = counting.plan(repeats=1)
    run = execute(plan, pieces.dying, tmp_path / "run", executor=two)
    assert run.record.state == "gaps"
    assert [gap.params["word"] for gap in run.record.gaps] == ["mya"]
    assert "died" in run.record.gaps[0].error
    again = execute(plan, counting.compute, tmp_path / "run", executor=two)
    assert again.record.state == "done"
    assert counting.letters(again.rows()) == [
        (word, "repeat=0", float(len(text))) for word, text in counting.TEXTS.items()
    ]


def test_a_fault_in_a_cell_is_a_gap_with_its_traceback(two: Cluster, tmp_path: Path) -> None:
    run = execute(counting.plan(repeats=1), counting.compute_most, tmp_path, executor=two)
    assert [gap.error for gap in run.record.gaps] == ["ZeroDivisionError: no Burmese today"]
    assert "compute_most" in run.record.gaps[0].traceback


def test_a_full_disk_stops_the_run(two: Cluster, tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="no space left"):
        execute(counting.plan(), pieces.full, tmp_path, executor=two)


@pytest.mark.parametrize("words", [[], ["سلام"], ["ߒߞߏ", "你好", "ສະບາຍດີ", "a", "b", "c", "d", "e", "f"]])
def test_results_come_in_the_order_of_the_items(two: Cluster, words: list[str]) -> None:
    assert list(two.each(pieces.joined, "·", words)) == [f"·{word}" for word in words]


def test_an_error_for_a_person_comes_back_as_it_was(two: Cluster) -> None:
    with pytest.raises(InputError, match=r"^No greeting today\. Come back tomorrow\.$"):
        list(two.each(pieces.refusing, "", ["ok", "ሰላም", "ok"]))


def test_a_piece_that_kills_its_workers_is_said_to_be_lost(two: Cluster) -> None:
    with pytest.raises(IsoglossError, match="lost: its worker died 3 times"):
        list(two.each(pieces.deadly, "", ["x"]))


def test_workers_stand_where_their_owner_stands(
    two: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert set(two.each(pieces.where, "", "abc")) == {str(tmp_path)}


def test_what_cannot_be_sent_is_refused(two: Cluster) -> None:
    with pytest.raises(InputError, match="cannot be sent to other machines"):
        list(two.each(pieces.joined, threading.Lock(), ["x"]))


@pytest.mark.parametrize(
    "address", ["", "cluster", "10.0.0.1", "host:port", "host:0", "host:65536", "ray://", "http://host:8265"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="is no address of a Ray cluster"):
        cluster(address)


def test_where_nobody_listens_is_said_at_once() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        began = time.monotonic()
        with pytest.raises(InputError, match="No Ray cluster can be used at 127"):
            cluster(f"127.0.0.1:{closed.getsockname()[1]}")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("workers", [0, -1])
def test_a_cluster_without_workers_is_refused(workers: int) -> None:
    with pytest.raises(InputError, match="do nothing"):
        cluster("local", workers)


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_leaves_no_process_and_resumes(tmp_path: Path, ending: signal.Signals) -> None:
    folder = tmp_path / "run"
    process = child(folder)
    deadline = time.monotonic() + 300  # workers start slowly beside other work
    while len(list(folder.glob("rows/*"))) < 3 and time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()
        time.sleep(0.1)
    process.send_signal(ending)
    out, _ = process.communicate(timeout=120)
    assert out == b""
    done = len(list(folder.glob("rows/*")))
    assert 3 <= done < 1000
    run = execute(counting.plan(repeats=200), counting.compute, folder)
    assert run.record.state == "done"
    assert len(run.rows()) == 1000
