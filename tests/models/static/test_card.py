from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from isogloss.errors import InputError
from isogloss.models.static.card import Card, read_card, write_card
from isogloss.models.static.model import StaticEncoder


def isogloss(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "isogloss", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_info_shows_licence_sources_scores_and_limits(static: StaticEncoder) -> None:
    shown = isogloss("model", "info", "static")
    assert shown.returncode == 0
    assert static.fingerprint in shown.stdout
    for part in ("CC-BY-SA-4.0", "all-MiniLM-L6-v2", "gatitos", "swh_Latn", "train-static", "sib200-test"):
        assert part in shown.stdout


def test_info_as_json_is_the_card(static: StaticEncoder) -> None:
    document = json.loads(isogloss("model", "info", "static", "--json").stdout)
    assert document["fingerprint"] == static.fingerprint
    assert document["card"]["sources"][0]["name"] == "ntrex"


def test_info_on_a_folder_without_a_model_ends_with_2(tmp_path: Path) -> None:
    refused = isogloss("model", "info", f"static:{tmp_path}")
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert "Traceback" not in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_training_without_the_sources_ends_with_2(tmp_path: Path) -> None:
    pytest.importorskip("numba", reason="training needs the extra train")
    refused = isogloss("model", "train-static", "--data", str(tmp_path), "--out", str(tmp_path / "out"))
    assert refused.returncode == 2
    assert "ntrex" in refused.stderr
    assert not (tmp_path / "out").exists()


def test_the_shipped_card_names_every_source_with_licence_and_hash(static: StaticEncoder) -> None:
    card = static.card
    assert card.licence == "CC-BY-SA-4.0"
    assert all(source.licence and source.records > 1000 for source in card.sources)
    assert sum(bool(source.sha256) for source in card.sources) == 6
    assert not {source.name for source in card.sources} & {"sib200", "udhr", "xquad", "mgsm", "tatoeba"}


def test_the_shipped_scores_reach_the_bar(static: StaticEncoder) -> None:
    values = [score.value for score in static.card.scores if score.language != "eng_Latn"]
    assert len(values) == 159
    assert sum(values) / len(values) >= 0.64


def test_a_card_survives_writing_and_reading(static: StaticEncoder, tmp_path: Path) -> None:
    write_card(static.card, tmp_path / "card.json")
    assert read_card(tmp_path / "card.json") == static.card
    assert isinstance(static.card, Card)


def test_a_card_with_an_unknown_field_is_refused(static: StaticEncoder, tmp_path: Path) -> None:
    write_card(static.card, tmp_path / "card.json")
    content = (tmp_path / "card.json").read_text().replace('"seed"', '"sead"')
    (tmp_path / "card.json").write_text(content)
    with pytest.raises(InputError, match="sead"):
        read_card(tmp_path / "card.json")
