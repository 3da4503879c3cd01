"""The README of an exported model: what it is, where it comes from, under which licence, how it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from isogloss.training.heads.head import Exported
from isogloss.version import __version__

_FRONT: Final = 200  # lines of a README among which its fields stand
_UNKNOWN: Final = "not known; find out before you pass the model on"
_USES: Final = {
    "SentenceTransformer": (
        "from sentence_transformers import SentenceTransformer\n\n"
        'model = SentenceTransformer("FOLDER")\nvectors = model.encode(["…"])'
    ),
    "": (
        "from transformers import {loads}, AutoTokenizer\n\n"
        'tokenizer = AutoTokenizer.from_pretrained("FOLDER")\nmodel = {loads}.from_pretrained("FOLDER")'
    ),
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of an exported model.

    base: the model it was made of, as it was called; folder: where that stands. facts: what else is known,
    by name. data_licence: of what it was trained on, empty if that is not known. languages: codes that a
    hub knows. scores: rows of a table, the first its head.
    """

    base: str
    folder: Path
    facts: dict[str, str]
    languages: Sequence[str] = ()
    data_licence: str | None = None
    scores: Sequence[Sequence[str]] = ()


def model_card(title: str, exported: Exported, known: Provenance) -> str:
    """Return the README, in Markdown, headed by the fields that the hub reads."""
    licence = licence_of(known.folder)
    base = shown(known.base)
    library = "sentence-transformers" if exported.loads == "SentenceTransformer" else "transformers"
    front = {
        "license": licence,
        "base_model": "" if Path(known.base).expanduser().is_dir() else base,
        "library_name": library,
        "pipeline_tag": exported.purpose,
    }
    facts = {"made of": base, "licence of that": licence or _UNKNOWN, **exported.facts, **known.facts}
    if known.data_licence is not None:
        facts["licence of the data"] = known.data_licence or _UNKNOWN
    facts["written by"] = f"isogloss {__version__}"
    use = _USES.get(exported.loads, _USES[""]).format(loads=exported.loads)
    parts = [
        _front_matter({name: value for name, value in front.items() if value}, known.languages),
        f"# {title}",
        _table([("", ""), *facts.items()]),
        f"```python\n{use}\n```",
        *exported.notes,
        *(["## Scores", _table(known.scores)] if len(known.scores) > 1 else []),
    ]
    return "\n\n".join(parts) + "\n"


def licence_of(folder: Path) -> str:
    """Return what a model's README names as its licence, in the fields at its head; empty if nothing."""
    try:
        lines = (folder / "README.md").read_text(encoding="utf-8", errors="replace").splitlines()[:_FRONT]
    except OSError:
        return ""
    if not lines or lines[0].strip() != "---" or "---" not in lines[1:]:
        return ""
    for line in lines[1 : lines.index("---", 1)]:
        name, _, value = line.partition(":")
        if name == "license":
            return value.strip().strip("\"'")
    return ""


def shown(model: str) -> str:
    """Return a model's name as others may read it: of a folder, the last step of its path."""
    place = Path(model).expanduser()
    return place.resolve().name if place.is_dir() else model


def _front_matter(fields: dict[str, str], languages: Sequence[str]) -> str:
    lines = [f"{name}: {value}" for name, value in fields.items()]
    lines += ["language:", *(f"- {code}" for code in languages)] if languages else []
    return "\n".join(["---", *lines, "tags:", "- isogloss", "---"])


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *body))
