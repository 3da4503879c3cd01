"""A run that the real engine wrote over invented scores: thirteen languages, nine scripts, hostile labels."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from isogloss.data.rejects import Reject
from isogloss.languages import Language, genetic_distance, geographic_distance
from isogloss.metrics.bootstrap import score
from isogloss.metrics.table import metric
from isogloss.runs.cell import Cell, Outcome, Param
from isogloss.runs.engine import Plan, Run, execute
from isogloss.runs.row import Prediction, Row
from isogloss.runs.signature import Signature

HOSTILE = (
    "<script>window.hacked = 1</script>",
    "“quotes” & <b onmouseover=window.hacked=1>ampersands</b>",
    "\x1b[31mred\x1b[0m",
    "\u202egnp.exe \u2066hidden",
    "a very long label " * 20,
)
UNSEEN = "<img src=x onerror=window.hacked=1>"

# How well the encoder does in each language; the private code has no family, no place and no relatives.
SKILL = {
    "eng_Latn": 0.85,
    "swh_Latn": 0.7,
    "yor_Latn": 0.55,
    "hin_Deva": 0.75,
    "arb_Arab": 0.7,
    "amh_Ethi": 0.6,
    "mya_Mymr": 0.5,
    "tha_Thai": 0.65,
    "nqo_Nkoo": 0.25,
    "zho_Hans": 0.72,
    "zho_Hant": 0.7,
    "eus_Latn": 0.6,
    "qaa_Zyyy": 0.4,
}
SYSTEMS = {"majority": 0.0, "tfidf+logreg": 0.35, "static+logreg": 1.0}


def plan(
    languages: Sequence[str] = tuple(SKILL),
    *,
    few_shot: bool = True,
    systems: Sequence[str] = tuple(SYSTEMS),
    items: int = 60,
    boost: float = 0.0,
    facts: dict[str, Any] | None = None,
    rejects: Sequence[Reject] = (),
) -> Plan:
    recipes = [{"name": "zero-shot", "labels": "source", "k": None, "draws": 1}]
    if few_shot:
        recipes.append({"name": "few-shot-10", "labels": "source+target", "k": 10, "draws": 3})
    return Plan(
        workbench="transfer",
        request={
            "data": "there/<b>data</b>",
            "from": ["eng"],
            "to": "all",
            "model": "static",
            "recipes": recipes,
        },
        fingerprints={"model": "da226208839c6298"},
        cells=list(_cells(languages, systems, items, boost, few_shot)),
        facts={
            "dataset": "invented<b>",
            "licence": "CC0-1.0",
            "task": "classification",
            "labels": {"eng_Latn": list(HOSTILE)},
            "recipes_as_named": ["zero-shot", "few-shot:10"],
            "model_languages": ["eng_Latn", "swh_Latn", "hin_Deva"],
            "remarks": ["text = text, label = <i>label</i>"],
            "rejects": len(rejects),
            **(facts or {}),
        },
        rejects=rejects,
    )


def _cells(
    languages: Sequence[str], systems: Sequence[str], items: int, boost: float, few_shot: bool
) -> Iterator[Cell]:
    size: dict[str, Param] = {"items": items, "boost": boost}
    for language in languages:
        shared: dict[str, Param] = {"source": "eng_Latn", "target": language, **size}
        yield Cell(workbench="transfer", params={**shared, "system": ""})
        for system in systems:
            yield Cell(
                workbench="transfer", params={**shared, "system": system, "recipe": "zero-shot", "draw": 0}
            )
        if few_shot and language != "eng_Latn":
            for system in systems:
                for draw in range(3):
                    params = {**shared, "system": system, "recipe": "few-shot-10", "draw": draw}
                    yield Cell(workbench="transfer", params=params)


def compute(cell: Cell, *, failing: str = "") -> Outcome:
    if failing and cell.params["target"] == failing and cell.params["system"] == "static+logreg":
        raise ZeroDivisionError("no scores for <b>this</b> one")
    return _trial(cell) if cell.params["system"] else _description(cell)


def gold_of(language: str, items: int) -> list[tuple[str, str]]:
    """Return ids and gold labels: parallel, save Thai (items of its own) and Yoruba (labels unseen)."""
    prefix = "tha-" if language == "tha_Thai" else ""
    drawn = random.Random("tha" if prefix else "items")  # noqa: S311  scores, not secrets
    gold = [drawn.choice(HOSTILE) for _ in range(items)]
    if language == "yor_Latn":
        gold = [UNSEEN if item % 10 == 0 else label for item, label in enumerate(gold)]
    return [(f"{prefix}{item}", label) for item, label in enumerate(gold)]


def _trial(cell: Cell) -> Outcome:
    params = cell.params
    language, system = str(params["target"]), str(params["system"])
    tests = gold_of(language, int(params["items"] or 0))
    skill = min(0.98, SKILL.get(language, 0.5) * SYSTEMS.get(system, 0.9) + float(params["boost"] or 0))
    if params["recipe"] == "few-shot-10":
        skill = min(0.98, skill + 0.1)
    seed = f"{language} {system} {params['recipe']} {params['draw']} {params['boost']}"
    drawn = random.Random(seed)  # noqa: S311  scores, not secrets
    predictions = []
    for item, label in tests:
        right = drawn.random() < skill and label != UNSEEN
        guess = HOSTILE[0] if system == "majority" else drawn.choice(HOSTILE)
        predictions.append(Prediction(cell.key, item, label, label if right else guess, 0.5))
    rows = tuple(_scored(cell, name, predictions) for name in ("accuracy", "macro_f1"))
    return Outcome(rows, tuple(predictions))


def _scored(cell: Cell, name: str, predictions: Sequence[Prediction]) -> Row:
    params = cell.params
    labels = sorted({one.gold for one in predictions} | {one.predicted for one in predictions})
    gold, predicted = (
        np.array([labels.index(label) for label in column])
        for column in ([one.gold for one in predictions], [one.predicted for one in predictions])
    )
    measured = score(metric(name, labels), gold, predicted)
    detail = f"draw={params['draw']}" if params["recipe"] == "few-shot-10" else ""
    row = _row(cell, name, measured.value, len(predictions), str(params["recipe"]), str(params["system"]))
    return Row(
        **{**{f: getattr(row, f) for f in row.__struct_fields__}, "low": measured.low, "high": measured.high}
        | {"detail": detail}
    )


def _description(cell: Cell) -> Outcome:
    source, target = (Language.parse(str(cell.params[name])) for name in ("source", "target"))
    tests = gold_of(str(target), int(cell.params["items"] or 0))
    skill = SKILL.get(str(target), 0.5)
    facts: dict[str, float | None] = {
        "words": 10.0 + len(str(target)) * skill,
        "characters": 60.0,
        "unseen_labels": sum(label == UNSEEN for _, label in tests) / len(tests),
        "genetic_distance": genetic_distance(source, target),
        "geographic_distance": geographic_distance(source, target),
        # As of the embedded encoder: high where anything is known, and next to nothing of N'Ko.
        "coverage": skill**0.2 if skill > 0.3 else skill**2,
    }
    encoder = {"coverage": "static"}
    rows = [
        _row(cell, name, value, len(tests), "", encoder.get(name, ""))
        for name, value in facts.items()
        if value is not None
    ]
    return Outcome(tuple(rows))


def _row(cell: Cell, name: str, value: float, n: int, recipe: str, system: str) -> Row:
    source, target = str(cell.params["source"]), str(cell.params["target"])
    signature = Signature(
        version="0.1.0",
        data="invented@3fa1",
        recipe=recipe,
        source=source,
        target=target,
        split="test",
        metric=name,
        interval="boot1000" if recipe else "",
        seed="0" if recipe else "",
    )
    return Row(
        workbench="transfer",
        dataset="invented<b>",
        task="classification",
        system=system,
        recipe=recipe,
        source=source,
        language=target,
        split="test",
        metric=name,
        value=value,
        n=n,
        seed=0,
        cell=cell.key,
        signature=str(signature),
    )


def make(folder: Path, made: Plan | None = None, *, failing: str = "") -> Run:
    return execute(made or plan(), partial(compute, failing=failing), folder)
