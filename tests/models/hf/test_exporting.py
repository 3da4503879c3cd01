"""What of a folder goes with an encoder that leaves it."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")

from isogloss.models.hf.encoder import TransformerEncoder
from isogloss.models.hf.exporting import export_encoder


def test_modules_go_along_and_neither_pickles_nor_other_folders(
    encoder: TransformerEncoder, encoder_folder: Path, tmp_path: Path
) -> None:
    base, out = tmp_path / "base", tmp_path / "out"
    for folder in (base, out):
        folder.mkdir()
    export_encoder(encoder, encoder_folder, base)
    (base / "1_Pooling" / "pytorch_model.bin").write_bytes(b"")
    (base / "checkpoint_500").mkdir()
    (base / "checkpoint_500" / "config.json").write_text("{}")
    export_encoder(encoder, base, out)
    assert (out / "modules.json").read_bytes() == (base / "modules.json").read_bytes()
    assert [file.name for file in (out / "1_Pooling").iterdir()] == ["config.json"]
    assert not (out / "checkpoint_500").exists()
