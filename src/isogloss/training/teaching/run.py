"""From files to a folder that ``load_model("static:FOLDER")`` takes."""

from __future__ import annotations

import dataclasses
import logging
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.languages.matching import matches
from isogloss.models.registry import load_model
from isogloss.models.static.model import SHIPPED, WEIGHTS_FILE, StaticEncoder
from isogloss.models.static.rows import known
from isogloss.models.static.taught import Pack, PackCard
from isogloss.models.static.taught.pack import pack_of
from isogloss.training.teaching import features, scoring
from isogloss.training.teaching.fitting import Problem, fit
from isogloss.training.teaching.material import Given, Material, Side, read_material
from isogloss.training.teaching.settings import Settings
from isogloss.training.teaching.writing import check, write

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d

ENGLISH: Final = Language("eng", "Latn")
LEAST: Final = 10  # distinct translations below which nothing can be held out
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The settings that did best on the held-out tenth, and how the texts stand before and with them."""

    epochs: int
    inertia: float
    before: dict[str, scoring.Standing]
    after: dict[str, scoring.Standing]


def teach(
    model: str,
    *,
    language: str | Language,
    out: Path | str,
    lexicon: Path | str | Sequence[Path | str] = (),
    bitext: Path | str | Sequence[Path | str] = (),
    pivot: str | Language = ENGLISH,
    pivot_side: Side | None = None,
    seed: int = 0,
    settings: Settings | None = None,
    rejects: list[Reject] | None = None,
) -> Pack:
    """Add a language or a domain to the encoder ``model``, write it into ``out`` and return what was added.

    lexicon, bitext: TSV files of words or sentences and their translations; one file at least. pivot: the
    language of the translations, which the encoder is to know. pivot_side: which column it stands in;
    found out where None. What ``model`` was taught before is taken along, save the same language.
    rejects: where bad rows go; the first one raises BadRow where None. ``load_model("static:OUT")`` then
    uses it wherever ``language`` is named; all other vectors stay as they are, to the bit.

    The rows start from the mean of the translations' vectors and are fitted as the encoder's own were; how
    long, a held-out tenth decides, and all rows teach in the end. Seconds to minutes on one core. The same
    input and seed give the same bytes on one machine. Raises InputError for a model that is no ``static``,
    and for too little or unusable material, UnknownLanguage, and Unwritable where the disk refuses.
    """
    settings = settings or Settings()
    encoder, weights = _encoder(model)
    check(Path(out), encoder)
    tongue, known = _apart(Language.parse(language), Language.parse(pivot))
    given = [Given(path, "lexicon") for path in _paths(lexicon)]
    given += [Given(path, "bitext") for path in _paths(bitext)]
    if not given:
        raise InputError("There is nothing to learn from.", fix="Give --lexicon or --bitext, or both.")
    material = read_material(given, tongue, known, pivot_side=pivot_side, rejects=rejects)
    # How BLAS adds up depends on its threads, and the same input shall give the same bytes.
    with threadpool_limits(limits=1, user_api="blas"):
        problem, vocabulary = _problem(encoder, material, known, settings)
        chosen = _choose(problem, settings, seed)
        rows = fit(problem, chosen.epochs, chosen.inertia, settings, seed)
    card = PackCard(
        language=str(tongue),
        pivot=str(known),
        weights=encoder.weights,
        rows=len(vocabulary),
        was_known=any(matches(tongue, one) for one in encoder.languages),
        command=_command(model, tongue, known, given, Path(out), seed),
        seed=seed,
        files=material.files,
        scores=scoring.scores(chosen.before, chosen.after),
        settings={**_said(settings), "epochs": float(chosen.epochs), "inertia": chosen.inertia},
        versions={package: version(package) for package in ("isogloss", "numpy", "scipy")},
    )
    pack = pack_of(card, tongue, vocabulary, rows)
    write(encoder, weights, pack, Path(out))
    return pack


def _apart(tongue: Language, pivot: Language) -> tuple[Language, Language]:
    """Return both; raises InputError where they are one language."""
    if matches(tongue, pivot):
        raise InputError(
            f"{tongue} would be taught from {pivot}, which is the same language.",
            fix="--language names the one to learn, --pivot the one of the translations.",
        )
    return tongue, pivot


def _said(settings: Settings) -> dict[str, float]:
    """Return the settings but those of which several values were tried."""
    values = dataclasses.asdict(settings).items()
    return {name: float(value) for name, value in values if not isinstance(value, tuple)}


def _paths(given: Path | str | Sequence[Path | str]) -> list[Path]:
    return [Path(given)] if isinstance(given, Path | str) else [Path(one) for one in given]


def _encoder(model: str) -> tuple[StaticEncoder, Path]:
    """Return the encoder and the folder that holds its weights."""
    found = load_model(model)
    if not isinstance(found, StaticEncoder):
        raise InputError(f"{model!r} cannot be taught.", fix="Name static, or static:FOLDER.")
    folder = Path(model.partition(":")[2])
    return found, folder if ":" in model and (folder / WEIGHTS_FILE).is_file() else SHIPPED


def _problem(
    encoder: StaticEncoder, material: Material, pivot: Language, settings: Settings
) -> tuple[Problem, npt.NDArray[np.uint32]]:
    """Return what is to be fitted, and the n-grams that get a row."""
    distinct = dict.fromkeys(material.pivots)
    numbers = {text: number for number, text in enumerate(distinct)}
    targets = encoder.encode(list(distinct), language=pivot)
    if len(distinct) < LEAST or not targets.any():
        raise InputError(
            f"{len(distinct)} distinct translations in {pivot}, of which {encoder.name} knows "
            f"{int(targets.any(axis=1).sum())}: too few to learn from.",
            fix=f"Give {LEAST} at least; some hundreds help, some thousands teach.",
        )
    owner, buckets = features.buckets_of(material.texts)
    vocabulary = features.vocabulary_of(buckets, settings.most_rows)
    problem = Problem(
        own=features.own_sums(encoder, material.texts),
        counts=features.counted(owner, buckets, len(material.texts), vocabulary),
        is_new=~known(encoder.rows, vocabulary)[1],
        targets=targets,
        target=np.array([numbers[text] for text in material.pivots], np.int64),
        is_word=material.is_word,
    )
    # A translation of which the encoder knows nothing says nothing of where its text lies.
    telling = np.flatnonzero(np.abs(targets).max(axis=1) > 0)
    return problem.of(np.flatnonzero(np.isin(problem.target, telling))), vocabulary


def _choose(problem: Problem, settings: Settings, seed: int) -> _Chosen:
    """Fit nine tenths with every choice of settings; return the best on the rest, the first of equals."""
    out = scoring.held_out(problem, seed)
    rest = problem.of(np.flatnonzero(~out))
    before = scoring.standings(problem, _unit(problem.own), out)
    tried = []
    for epochs, inertia in product(settings.epochs, settings.inertia):
        vectors = _unit(problem.own + problem.counts @ fit(rest, epochs, inertia, settings, seed))
        after = scoring.standings(problem, vectors, out)
        _log.info("%d epochs, inertia %g: %.4f held out", epochs, inertia, scoring.deciding(after))
        tried.append(_Chosen(epochs, inertia, before, after))
    if not tried:
        raise InputError("There are no settings to choose from.", fix="Leave epochs and inertia be.")
    return max(tried, key=lambda one: scoring.deciding(one.after))


def _unit(total: Floats2d) -> Floats2d:
    length = np.sqrt(np.einsum("ij,ij->i", total, total))[:, None]
    unit: Floats2d = np.divide(total, length, out=np.zeros_like(total), where=length > 0)
    return unit


def _command(
    model: str, language: Language, pivot: Language, given: Sequence[Given], out: Path, seed: int
) -> str:
    words = ["isogloss", "model", "teach", model, "--language", str(language)]
    for one in given:
        words += [f"--{one.kind}", one.path.name]
    if pivot != ENGLISH:
        words += ["--pivot", str(pivot)]
    return shlex.join([*words, "--out", out.name, "--seed", str(seed)])
