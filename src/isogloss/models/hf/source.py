"""Where a model's files lie: in a folder, or fetched from the hub by name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.models.hf.quiet import quiet

_HUB_NAME: Final = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)?", re.ASCII)
_FIX_NAME: Final = "Name a folder that holds config.json, or a model of the hub such as xlm-roberta-base."
# What no model here is read from: other formats, and weights in pickle files, which can run code.
_UNREAD: Final = ["*.bin", "*.pt", "*.pth", "*.h5", "*.msgpack", "*.onnx*", "*.ot", "*.gguf", "onnx/*"]
_UNREAD_TOO: Final = ["openvino/*", "original/*", "consolidated*", "coreml/*", "*.tflite", "*.pkl", "*.npz"]


def folder_of(place: str) -> Path:
    """Return the folder of the model that ``place`` names: a folder, or NAME or NAME@REVISION of the hub.

    What the hub has is fetched once into its own cache, and taken from there when the network is gone.
    Raises InputError if it is neither, or cannot be fetched.
    """
    folder = Path(place).expanduser()
    if place and folder.is_dir():
        if not (folder / "config.json").is_file():
            raise InputError(
                f"{folder}: there is no config.json, so this is no folder of a transformer.", fix=_FIX_NAME
            )
        return folder
    name, _, revision = place.partition("@")
    if folder.exists():
        raise InputError(f"{folder}: is a file, and a transformer is a folder.", fix=_FIX_NAME)
    if not _HUB_NAME.fullmatch(name):
        raise InputError(
            f"There is no folder {place!r}, and no model of the hub is called so.", fix=_FIX_NAME
        )
    return _fetched(name, revision or None)


def _fetched(name: str, revision: str | None) -> Path:
    need("transformers", extra="hf", purpose="A transformer")
    from huggingface_hub import errors, snapshot_download

    shown = f"{name}@{revision}" if revision else name
    try:
        with quiet():
            return Path(snapshot_download(name, revision=revision, ignore_patterns=_UNREAD + _UNREAD_TOO))
    except errors.GatedRepoError:
        raise InputError(
            f"The hub gives {shown} only to those who accepted its terms.",
            fix="Accept them on its page, then log in with: hf auth login",
        ) from None
    except errors.RevisionNotFoundError:
        raise InputError(
            f"The hub has no revision {revision!r} of {name}.", fix="Name a branch, a tag or a commit."
        ) from None
    except errors.RepositoryNotFoundError:
        raise InputError(
            f"There is no folder {name!r}, and the hub has no model of that name that you may read.",
            fix=_FIX_NAME,
        ) from None
    except (OSError, ValueError) as fault:
        reason = (
            str(fault).splitlines()[0][:200].removeprefix("Got: ").rstrip(".")
            if str(fault)
            else type(fault).__name__
        )
        raise InputError(
            f"There is no folder {name!r}, and {shown} could not be fetched from the hub: {reason}.",
            fix="Without a network, name a folder that holds the model.",
        ) from None
