"""Computing one cell of a transfer: rows and predictions out of a description or a trial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Final

from msgspec.structs import replace

from isogloss.arrays import Ints1d
from isogloss.data.examples import Answerable, Example
from isogloss.languages import Language
from isogloss.metrics.bootstrap import DRAWS, score
from isogloss.metrics.contract import Metric
from isogloss.metrics.group import numbered
from isogloss.metrics.table import metric, offered, segmentation
from isogloss.models.endpoints.meter import METER
from isogloss.runs.cell import Cell, Outcome
from isogloss.runs.cost import Cost
from isogloss.runs.row import QUESTION, Prediction, Row
from isogloss.runs.signature import Signature
from isogloss.training.heads.head import WordedHead
from isogloss.transfer.asking import counts, keep_answers
from isogloss.transfer.description import Fact, describe
from isogloss.transfer.fitting import fit_of, fitted, predictor_folder
from isogloss.transfer.job import Job, Trial
from isogloss.transfer.predicting import predict_once
from isogloss.transfer.viewing import viewed
from isogloss.version import __version__

LEFT_OUT: Final = "left_out"  # share of training examples whose labels found no place in a translation
_INTERVAL: Final = f"boot{DRAWS}"


def compute(job: Job, cell: Cell) -> Outcome:
    """Return what the cell gives: a target's description where it names no system, else a trial's scores."""
    return _trial(job, cell) if cell.params["system"] else _description(job, cell)


def _trial(job: Job, cell: Cell) -> Outcome:
    trial = Trial.of(cell, job.recipes)
    paid = METER.total()
    predictor = fitted(job, trial)
    began = perf_counter()
    tests = viewed(job, trial, trial.recipe.test, job.reader.test(trial.target)).examples
    predicted = predict_once(job, predictor.head, fit_of(job, trial).digits, tests)
    cost = _cost(job, cell, trial, perf_counter() - began, paid)
    wanted = [job.task.gold(example) for example in tests]
    labels, gold, guessed = numbered(wanted, [one.label for one in predicted])
    head = predictor.head
    signature = replace(
        _signature(job, trial.source, trial.target),
        source="+".join(map(str, job.sources)) if trial.recipe.labels == "sources" else str(trial.source),
        model=f"{job.model_name}@{job.fingerprints['model'][:4]}" if predictor.card.model else "",
        recipe=trial.recipe.name,
        head=trial.head,
        prompt=head.wording(tests[0].language) if isinstance(head, WordedHead) else "",
        select=predictor.card.select,
        interval=_INTERVAL,
        seed=str(trial.seed),
    )
    detail = f"draw={trial.draw}" if trial.recipe.draws > 1 else ""
    rows = []
    for name in offered(job.task.metrics):
        measured = score(metric(name, labels), gold, guessed, seed=trial.seed)
        tokens = segmentation(name, trial.target)
        row = _row(job, cell, replace(signature, metric=name, seg=tokens), measured.value, len(tests))
        bounds = {"low": measured.low, "high": measured.high}
        # Of several sources that teach together the first stands for all; the signature names them.
        row = replace(row, source=str(trial.source), system=trial.system, detail=detail, **bounds)
        rows += [row, *_by_question(row, metric(name, labels), tests, gold, guessed)]
    counted = {name: (value, len(tests)) for name, value in counts(head, tests, predicted).items()}
    if (card := predictor.card).lost:
        given = card.examples + card.lost
        counted[LEFT_OUT] = (card.lost / given, given)
    for name, (value, n) in counted.items():
        row = _row(job, cell, replace(signature, metric=name, interval=""), value, n)
        rows.append(replace(row, source=str(trial.source), system=trial.system, detail=detail))
    keep_answers(job.folder, cell.key, tests, predicted)
    predictions = tuple(
        Prediction(cell.key, example.id, label, one.label, one.probability)
        for example, label, one in zip(tests, wanted, predicted, strict=True)
    )
    return Outcome(tuple(rows), predictions, (cost,))


def _cost(job: Job, cell: Cell, trial: Trial, seconds: float, paid: tuple[int, int]) -> Cost:
    """Return what a cell took. paid: tokens that endpoints had counted before."""
    read, written = METER.total()
    fit = fit_of(job, trial)
    return Cost(
        cell=cell.key,
        predictor=fit.digits or str(predictor_folder(job.folder, trial).relative_to(job.folder)),
        training_seconds=fit.seconds,
        prediction_seconds=round(seconds, 3),
        tokens_read=read - paid[0],
        tokens_written=written - paid[1],
    )


def _by_question(
    row: Row, measure: Metric, tests: Sequence[Example], gold: Ints1d, guessed: Ints1d
) -> Iterator[Row]:
    """Yield a row for each language that questions are asked in, where it is told of every one of them."""
    places: dict[Language, list[int]] = {}
    for place, example in enumerate(tests):
        if isinstance(example, Answerable) and example.question_language is not None:
            places.setdefault(example.question_language, []).append(place)
    if sum(map(len, places.values())) < len(tests):
        return
    for asked, own in places.items():
        measured = score(measure, gold[own], guessed[own], seed=row.seed)
        detail = ";".join(sorted([*filter(None, [row.detail]), f"{QUESTION}{asked}"]))
        bounds = {"value": measured.value, "low": measured.low, "high": measured.high}
        yield replace(row, **bounds, n=len(own), detail=detail)


def _description(job: Job, cell: Cell) -> Outcome:
    source, target = (Language.parse(str(cell.params[name])) for name in ("source", "target"))
    known = {label for example in job.reader.train(source) for label in job.task.classes(example)}
    tests = job.reader.test(target)
    base = _signature(job, source, target)

    def row(fact: Fact) -> Row:
        system, name, value = fact
        model = f"{system}@{job.fingerprints['model'][:4]}" if system else ""
        seg = "uax29" if name == "words" else ""
        signature = replace(base, metric=name, model=model, seg=seg)
        return replace(_row(job, cell, signature, value, len(tests)), system=system)

    return Outcome(tuple(map(row, describe(job.task, tests, source, target, job.encoder(), known))))


def _signature(job: Job, source: Language, target: Language) -> Signature:
    return Signature(
        version=__version__,
        data=job.data,
        source=str(source),
        target=str(target),
        split=job.reader.names.test,
        rejects=str(job.rejects or ""),
    )


def _row(job: Job, cell: Cell, signature: Signature, value: float, n: int) -> Row:
    return Row(
        workbench=cell.workbench,
        dataset=job.reader.dataset.name,
        task=job.task.name,
        system="",
        recipe=signature.recipe,
        source=signature.source,
        language=signature.target,
        split=signature.split,
        metric=signature.metric,
        value=value,
        n=n,
        seed=int(signature.seed or 0),
        cell=cell.key,
        signature=str(signature),
    )
