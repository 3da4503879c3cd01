"""A trained transformer of a run, or one by name, as a folder that other libraries load."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Final

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import Model
from isogloss.models.registry import load_encoder
from isogloss.runs.engine import open_run
from isogloss.runs.writing import disk_refuses, unwritable
from isogloss.tasks.table import task
from isogloss.training.heads.head import Exported, ExportingHead
from isogloss.training.heads.table import head as head_class
from isogloss.training.modelcard import Provenance, model_card, shown
from isogloss.training.predictor import Predictor, PredictorCard
from isogloss.transfer.prediction import chosen_predictor

_TRANSFORMER: Final = "hf:"
# Why networks that were trained are of no use to other libraries.
_STAYS: Final = {
    "fused": "transformers has no class that reads a text and its translation at once",
    "pet": "its gaps are filled and read by patterns that only isogloss knows",
    "prompted": "nothing was trained",
}


@dataclass(frozen=True, slots=True)
class ExportedModel:
    """Where it stands, what it was, and the class that loads it."""

    folder: Path
    system: str
    loads: str


def export(
    name: str | Path,
    out: str | Path,
    *,
    language: str | Language | None = None,
    system: str | None = None,
    recipe: str | None = None,
) -> ExportedModel:
    """Write a model that needs no isogloss into the new folder ``out``, with a README.

    name: a run of a transfer, of which the predictor is taken that was best on the source among those that
    other libraries load: fine-tuned (an adapter is merged into its model) for ``transformers``, tuned by
    SetFit for ``sentence-transformers``. Or ``hf:NAME``, an encoder, for ``sentence-transformers``.
    language, system, recipe: which predictor of the run. Raises InputError where there is none or ``out`` is
    not empty, UnknownLanguage, and Unwritable where the disk refuses.
    """
    place = Path(out).expanduser()
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise InputError(f"{place}: is there already.", fix="Name a folder that is new or empty.")
    if str(name).startswith(_TRANSFORMER):
        if language or system or recipe:
            raise InputError(
                f"{name}: is a model, and only a run has languages, systems and recipes.",
                fix="Leave them out, or name a run.",
            )
        return _encoder(str(name), place)
    if str(name).startswith("openai:"):
        raise InputError(f"{name}: an endpoint keeps its weights to itself.", fix="Name a run, or hf:NAME.")
    spoken = Language.given(language)
    run = Path(name).expanduser()
    predictor = chosen_predictor(run, spoken, system=system, recipe=recipe, refused=_refused)
    head, card = predictor.head, predictor.card
    assert isinstance(head, ExportingHead)  # noqa: S101  no other was wanted
    known = _provenance(run, predictor)

    def write(folder: Path) -> Exported:
        made = head.export(folder)
        title = f"{card.task} by {shown(card.model.removeprefix(_TRANSFORMER))}, {card.recipe}"
        (folder / "README.md").write_text(model_card(title, made, known), encoding="utf-8")
        return made

    return ExportedModel(place, f"{card.system} ({card.recipe})", _whole(place, write).loads)


def _encoder(name: str, place: Path) -> ExportedModel:
    from isogloss.models.hf.encoder import TransformerEncoder
    from isogloss.models.hf.exporting import export_encoder
    from isogloss.models.hf.source import folder_of

    found: Model = load_encoder(name)
    assert isinstance(found, TransformerEncoder)  # noqa: S101  as its name says
    base = name.removeprefix(_TRANSFORMER)
    made = Exported(
        "SentenceTransformer",
        "sentence-similarity",
        ("Vectors have unit length. A text of which no token is known has zeros in isogloss, not here.",),
    )
    codes = [one.code for one in found.languages]
    known = Provenance(base, folder_of(base), {"fingerprint": found.fingerprint}, codes)

    def write(folder: Path) -> Exported:
        export_encoder(found, known.folder, folder)
        card = model_card(f"Vectors of texts by {shown(base)}", made, known)
        (folder / "README.md").write_text(card, encoding="utf-8")
        return made

    return ExportedModel(place, name, _whole(place, write).loads)


def _whole(place: Path, write: Callable[[Path], Exported]) -> Exported:
    """Return what ``write`` returns of a folder that takes its place whole or not at all."""
    whole = place.resolve()  # the folder may be called by two dots
    temporary = whole.with_name(f".{whole.name}.{os.getpid()}.tmp")
    try:
        temporary.mkdir(parents=True)
        made = write(temporary)
        temporary.replace(whole)  # an empty folder gives way
    except Exception as fault:
        if not (isinstance(fault, OSError) or disk_refuses(fault)):
            raise
        raise unwritable(place, fault) from fault
    finally:
        rmtree(temporary, ignore_errors=True)
    return made


def _refused(card: PredictorCard) -> str:
    """Return why other libraries cannot load a predictor; empty if they can."""
    if issubclass(head_class(card.head), ExportingHead):
        return ""
    return _STAYS.get(card.head, f"{card.head} is not fine-tuned, and isogloss predict alone runs it")


def _provenance(run: Path, predictor: Predictor) -> Provenance:
    """Return what the run's record says of a predictor, and its scores."""
    from isogloss.models.hf.source import folder_of

    opened, card, folder = open_run(run), predictor.card, run
    base = card.model.removeprefix(_TRANSFORMER)
    facts = {
        "task": card.task,
        "data": str(opened.record.facts.get("dataset", "")),
        "labels of": card.source,
        "trained for": card.target or "every language of its model",
        "recipe": card.recipe,
        "examples": f"{card.examples:,}",
        "chosen by": card.select,
        "seed": str(card.seed),
    }
    leading = task(card.task).metrics[0]
    rows = [
        row
        for row in opened.rows()
        if (row.system, row.recipe, row.source, row.metric, row.seed)
        == (card.system, card.recipe, card.source, leading, card.seed)
        and row.detail in ("", f"draw={card.draw}")
    ]
    scores = [("language", leading, "95%", "n")] + [
        (row.language, f"{row.value:.4f}", f"{row.low or 0:.4f}–{row.high or 0:.4f}", f"{row.n:,}")
        for row in rows
        if not card.target or row.language == card.target
    ]
    with suppress(InputError):  # the base may be gone: all but an adapter stand without it
        folder = folder_of(base)
    return Provenance(
        base,
        folder,
        {name: value for name, value in facts.items() if value},
        sorted({Language.parse(one).code for one in (card.source, card.target) if one}),
        str(opened.record.facts.get("licence") or ""),
        scores,
    )
