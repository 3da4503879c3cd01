"""What the engine promises to every workbench."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from isogloss.data.rejects import Reject
from isogloss.errors import InputError, IsoglossError, RunBusy, RunMismatch
from isogloss.runs.cell import Cell, Outcome
from isogloss.runs.engine import Plan, execute, open_run
from isogloss.runs.executors import processes
from isogloss.runs.lock import owned
from isogloss.runs.store import Store
from tests.runs import counting

CHILD = """
import sys
from pathlib import Path
from isogloss.runs.engine import execute
from isogloss.runs.executors import processes
from tests.runs import counting
if __name__ == "__main__":
    execute(counting.plan(), counting.compute_slowly, Path(sys.argv[1]), executor=processes(int(sys.argv[2])))
"""


def start_child(folder: Path, workers: int) -> subprocess.Popen[bytes]:
    script = folder.parent / "child.py"
    script.write_text(CHILD)
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, str(script), str(folder), str(workers)],
        env={**os.environ, "PYTHONPATH": str(root)},
        start_new_session=True,
    )


def wait_for_cells(folder: Path, number: int) -> None:
    deadline = time.monotonic() + 60
    while len(list((folder / "rows").glob("[!.]*.parquet"))) < number:
        assert time.monotonic() < deadline, "the child computed nothing"
        time.sleep(0.01)


def test_rows_stand_in_plan_order_and_carry_every_cell_once(tmp_path: Path) -> None:
    run = execute(counting.plan(), counting.compute, tmp_path / "run")
    assert run.record.state == "done"
    assert counting.letters(run.rows()) == [
        (word, f"repeat={repeat}", len(text)) for repeat in range(4) for word, text in counting.TEXTS.items()
    ]


def test_several_processes_store_the_same_bytes_as_one(tmp_path: Path) -> None:
    execute(counting.plan(), counting.compute, tmp_path / "one")
    execute(counting.plan(), counting.compute, tmp_path / "two", executor=processes(2))
    for table in ("rows", "predictions"):
        packed = [(tmp_path / run / table / "packed.parquet").read_bytes() for run in ("one", "two")]
        assert packed[0] == packed[1]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_run_resumes_with_nothing_lost_and_nothing_twice(tmp_path: Path, workers: int) -> None:
    folder = tmp_path / "run"
    child = start_child(folder, workers)
    wait_for_cells(folder, 5)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    half = Store(folder).done()
    assert 5 <= len(half) < 20
    assert open_run(folder).record.state == "running"
    stamps = {key: (folder / "rows" / f"{key}.parquet").stat().st_mtime_ns for key in half}
    computed: list[str] = []

    def compute(cell: Cell) -> Outcome:
        computed.append(cell.key)
        assert {k: (folder / "rows" / f"{k}.parquet").stat().st_mtime_ns for k in half} == stamps
        return counting.compute(cell)

    run = execute(counting.plan(), compute, folder)
    assert len(computed) == 20 - len(half)
    whole = execute(counting.plan(), counting.compute, tmp_path / "whole")
    assert run.rows() == whole.rows()
    assert Store(folder).predictions() == Store(tmp_path / "whole").predictions()


def test_workers_end_when_their_owner_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    child = start_child(folder, 2)
    wait_for_cells(folder, 1)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    deadline = time.monotonic() + 60
    while True:
        try:
            os.killpg(child.pid, 0)
        except ProcessLookupError:
            break
        assert time.monotonic() < deadline, "a worker outlived its owner"
        time.sleep(0.05)


def die_at_the_third(cell: Cell) -> Outcome:
    if cell.params == {"word": "nqo", "repeat": 0}:
        os._exit(9)
    return counting.compute(cell)


def test_a_worker_that_dies_stops_the_run_with_one_clear_line_and_the_next_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    with pytest.raises(IsoglossError, match="A worker process died"):
        execute(counting.plan(), die_at_the_third, folder, executor=processes(2))
    assert open_run(folder).record.state == "interrupted"
    assert execute(counting.plan(), counting.compute, folder).record.state == "done"


def test_a_second_process_on_the_folder_gets_one_clear_line(tmp_path: Path) -> None:
    with owned(tmp_path / "run"), pytest.raises(RunBusy, match="another process is working on this run"):
        execute(counting.plan(), counting.compute, tmp_path / "run")


def test_a_changed_request_says_what_differs_and_stops(tmp_path: Path) -> None:
    execute(counting.plan(), counting.compute, tmp_path / "run")
    with pytest.raises(RunMismatch, match=r"repeats \(4 there, 3 now\)"):
        execute(counting.plan(repeats=3), counting.compute, tmp_path / "run")


def test_changed_content_says_which_and_stops(tmp_path: Path) -> None:
    execute(counting.plan(), counting.compute, tmp_path / "run")
    with pytest.raises(RunMismatch, match="content of amh"):
        execute(counting.plan({**counting.TEXTS, "amh": "ሌላ"}), counting.compute, tmp_path / "run")


def test_a_model_that_computes_in_other_numbers_is_told_by_what_sets_them(tmp_path: Path) -> None:
    execute(counting.plan({"model": "one"}), counting.compute, tmp_path / "run")
    with pytest.raises(RunMismatch, match=r"content of model .*ISOGLOSS_DTYPE"):
        execute(counting.plan({"model": "another"}), counting.compute, tmp_path / "run")


def test_a_failing_cell_leaves_a_gap_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = execute(counting.plan(), counting.compute_most, tmp_path / "run")
    assert run.record.state == "gaps"
    assert [gap.params["word"] for gap in run.record.gaps] == ["mya"] * 4
    assert "no Burmese today" in run.record.gaps[0].error
    assert "Traceback" in run.record.gaps[0].traceback
    assert len(run.rows()) == 16
    (tmp_path / "mended").touch()
    run = execute(counting.plan(), counting.compute_most, tmp_path / "run")
    assert run.record.state == "done"
    assert run.rows() == execute(counting.plan(), counting.compute, tmp_path / "whole").rows()


def test_a_folder_of_the_users_own_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(InputError, match=r"thesis\.docx"):
        execute(counting.plan(), counting.compute, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_an_output_below_a_regular_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be written"):
        execute(counting.plan(), counting.compute, tmp_path / "file" / "run")


def test_a_full_disk_is_one_clear_error_and_keeps_what_was_finished(tmp_path: Path) -> None:
    script = tmp_path / "full.py"
    script.write_text(
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from isogloss.errors import InputError\n"
        "from isogloss.runs.engine import execute\n"
        "from tests.runs import counting\n"
        "texts = {**counting.TEXTS, 'big': ''.join(map(chr, range(0x4E00, 0x9E00)))}\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))\n"
        "try:\n"
        "    execute(counting.plan(texts, 1), counting.compute, Path(sys.argv[1]))\n"
        "except InputError as error:\n"
        "    print(error)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "run")],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "cannot be written" in done.stdout, done.stderr
    assert len(Store(tmp_path / "run").done()) == 5
    assert not list((tmp_path / "run").rglob("*.tmp"))


def test_rejects_are_kept_beside_the_rows(tmp_path: Path) -> None:
    reject = Reject("data/amh/test.tsv", 7, "empty text", "test", "amh_Ethi")
    plan = counting.plan()
    run = execute(
        Plan(
            workbench=plan.workbench,
            request=plan.request,
            fingerprints=plan.fingerprints,
            cells=plan.cells,
            rejects=[reject],
        ),
        counting.compute,
        tmp_path / "run",
    )
    assert run.rejects() == [reject]


def test_a_loose_file_that_is_packed_already_is_not_counted_twice(tmp_path: Path) -> None:
    run = execute(counting.plan(), counting.compute, tmp_path / "run")
    rows = run.rows()
    Store(tmp_path / "run").write(rows[0].cell, counting.compute(counting.plan().cells[0]))
    assert run.rows() == rows
    assert execute(counting.plan(), counting.compute, tmp_path / "run").rows() == rows


def test_a_folder_named_like_a_pattern_is_taken_literally(tmp_path: Path) -> None:
    other = execute(counting.plan(repeats=1), counting.compute, tmp_path / "o1")
    run = execute(counting.plan(repeats=2), counting.compute, tmp_path / "o[1]")
    assert len(run.rows()) == 2 * len(other.rows())
    assert run.rows() == execute(counting.plan(repeats=2), counting.compute, tmp_path / "o*").rows()


def test_a_damaged_table_is_one_clear_error(tmp_path: Path) -> None:
    run = execute(counting.plan(), counting.compute, tmp_path / "run")
    (run.folder / "rows" / "packed.parquet").write_bytes(b"no table")
    with pytest.raises(InputError, match="a table is damaged"):
        run.rows()


def test_a_name_too_long_for_the_disk_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        execute(counting.plan(), counting.compute, tmp_path / ("y" * 300))
