from __future__ import annotations

import pytest

from isogloss.data.rejects import Reject
from isogloss.report.analysis import Analysis, analyse
from isogloss.runs.engine import Run
from tests.report import synthetic

REJECTS = [
    Reject(
        f"data/<b>{n}</b>/test.tsv", n, "empty \x1b[31mtext \u202e<script>window.hacked=1</script>", "test"
    )
    for n in range(250)
]


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("report") / "run"
    return synthetic.make(folder, synthetic.plan(rejects=REJECTS), failing="mya_Mymr")


@pytest.fixture(scope="session")
def analysis(run: Run) -> Analysis:
    return analyse(run)


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """A small run with nothing unusual: zero-shot, three systems, five languages."""
    languages = ("eng_Latn", "swh_Latn", "hin_Deva", "arb_Arab", "nqo_Nkoo")
    folder = tmp_path_factory.mktemp("plain") / "run"
    return analyse(synthetic.make(folder, synthetic.plan(languages, few_shot=False)))
