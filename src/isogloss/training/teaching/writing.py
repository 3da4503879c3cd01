"""The folder that a taught language goes into: what may stand there already, and what is written."""

from __future__ import annotations

import shutil
from pathlib import Path

from isogloss.errors import InputError, Unwritable
from isogloss.models.static.model import CARD_FILE, SHIPPED, WEIGHTS_FILE, StaticEncoder, read_encoder
from isogloss.models.static.taught import Pack, read_packs, write_pack


def check(out: Path, encoder: StaticEncoder) -> None:
    """Raise InputError if ``out`` is no folder, or holds other weights or packs that belong to others."""
    if out.exists() and not out.is_dir():
        raise InputError(f"{out} is a file, and a folder is to be written.", fix="Name another with --out.")
    if (out / WEIGHTS_FILE).exists() and read_encoder(out, name="").weights != encoder.weights:
        raise InputError(
            f"{out} holds other weights than {encoder.name}.",
            fix=f"Teach static:{out}, or name another folder with --out.",
        )
    read_packs(out, encoder.weights)


def write(encoder: StaticEncoder, weights: Path, pack: Pack, out: Path) -> None:
    """Write ``pack`` into ``out``, and beside it the other packs of ``encoder``.

    weights: the folder its weights were read from; they are copied where they are not the shipped ones.
    Raises Unwritable.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        if weights != SHIPPED and not (out / WEIGHTS_FILE).exists():
            for name in (CARD_FILE, WEIGHTS_FILE):
                half = out / f".{name}.part"
                shutil.copyfile(weights / name, half)
                half.replace(out / name)
        for one in encoder.packs:
            if one.language != pack.language:
                write_pack(one, out)
        write_pack(pack, out)
    except OSError as fault:
        raise Unwritable(
            f"{out}: cannot be written: {fault.strerror or fault}.", fix="Choose another place with --out."
        ) from fault
