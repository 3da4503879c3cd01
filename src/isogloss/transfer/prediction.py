"""Using what a transfer trained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from isogloss.errors import InputError
from isogloss.languages import Language, matches
from isogloss.runs.engine import open_run
from isogloss.tasks.table import task
from isogloss.training.predicted import Predicted
from isogloss.training.predictor import Predictor, PredictorCard, load_predictor, read_card
from isogloss.transfer.inputs import BLOCK


def predict(
    run: str | Path,
    texts: Iterable[str],
    *,
    language: str | Language,
    system: str | None = None,
    recipe: str | None = None,
) -> Iterator[Predicted]:
    """Yield the most probable class of each text, in order, reading no further ahead than a block of 256.

    A text is what makes an example of the task, tabs between: of pairs both, of choices the premise and the
    two choices, of answers question and passage. language: of the texts. system, recipe: which predictor; by
    default the one that was best on the source, baselines apart. Raises InputError if the run holds no such
    predictor, UnknownLanguage.
    """
    spoken = Language.parse(language)
    predictor = chosen_predictor(Path(run).expanduser(), spoken, system=system, recipe=recipe)
    return _in_blocks(predictor, iter(texts), spoken)


def task_of(run: str | Path) -> str:
    """Return the kind of task of a run's data set; raises InputError if it is no run of a transfer."""
    name = open_run(Path(run).expanduser()).record.facts.get("task")
    if not isinstance(name, str):
        raise InputError(f"{run}: holds no predictor.", fix="Name the folder of isogloss transfer.")
    return name


def chosen_predictor(
    run: Path,
    language: Language | None,
    *,
    system: str | None = None,
    recipe: str | None = None,
    refused: Callable[[PredictorCard], str] = lambda _: "",
) -> Predictor:
    """Return the predictor of a run that ``predict`` would use for texts in ``language``.

    language: None for one that was trained for all. refused: why one is not wanted; empty if it is.
    """
    record = open_run(run).record
    places = {folder: read_card(folder) for folder in _folders(run)}
    if not places:
        raise InputError(f"{run}: holds no predictor.", fix="Run isogloss transfer to its end first.")
    kind = task(record.facts["task"])
    baselines = kind.baselines
    fitting = [
        (folder, card)
        for folder, card in places.items()
        if card.system == (system or card.system)
        and card.recipe == (recipe or card.recipe)
        and (not card.target or (language and matches(Language.parse(card.target), language)))
        and (system is not None or card.system not in baselines)
    ]
    if not fitting:
        spoken = language or "all languages at once"
        by = f" by the system '{system}'" if system else ""
        how = f" with the recipe '{recipe}'" if recipe else ""
        single = any(card.target for card in places.values())
        raise InputError(
            f"{run}: holds no predictor for {spoken}{by}{how}.",
            fix=f"It holds {_listed(list(places.values()))}."
            + (" Name a language of these with --language." if language is None and single else ""),
        )
    reasons = {folder: refused(card) for folder, card in fitting}
    wanted = [(folder, card) for folder, card in fitting if not reasons[folder]]
    if not wanted:
        told = dict.fromkeys(f"{card.system}: {reasons[folder]}" for folder, card in fitting)
        said = "; ".join(told)
        raise InputError(
            f"{run}: none of its predictors will do ({said}).",
            fix="Name another system or recipe, or another run.",
        )
    return load_predictor(max(wanted, key=lambda found: _rank(found[1]))[0])


def _in_blocks(predictor: Predictor, texts: Iterator[str], language: Language) -> Iterator[Predicted]:
    while block := list(islice(texts, BLOCK)):
        yield from predictor.predict(block, language=language)


def _folders(run: Path) -> list[Path]:
    folders = sorted(file.parent for file in (run / "predictors").rglob("predictor.json"))
    # A hidden one is what a killed process left of a predictor it was still making.
    return [folder for folder in folders if not folder.name.startswith(".")]


def _rank(card: PredictorCard) -> tuple[float, int, int]:
    """Best on the source's dev split first; then zero-shot before what used targets; then the first draw."""
    return (card.source_score or 0.0, card.recipe == "zero-shot", -card.draw)


def _listed(cards: Sequence[PredictorCard]) -> str:
    """Return systems and recipes, and the first three languages of those that were trained for one each."""
    targets: dict[tuple[str, str], set[str]] = {}
    for card in cards:
        targets.setdefault((card.system, card.recipe), set()).update([card.target] if card.target else ())
    names = []
    for (system, recipe), codes in sorted(targets.items()):
        first = ", ".join(sorted(codes)[:3]) + (", …" if len(codes) > 3 else "")
        names.append(f"{system} ({recipe}{f' for {first}' if codes else ''})")
    return ", ".join(names)
