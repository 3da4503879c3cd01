"""From a request to cells: everything a user can get wrong is found here, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from isogloss.data.fingerprint import combined, content_digest
from isogloss.data.layout import unpacked_name
from isogloss.data.lines import missing
from isogloss.data.parallel import ParallelText, read_parallel
from isogloss.data.wanted import one, several
from isogloss.errors import InputError, MissingExtra
from isogloss.languages import Language
from isogloss.measure.answering import asked_table, left_out
from isogloss.measure.expectation.scored import content_of, remarks_of, scored
from isogloss.measure.job import Job, Pair, pair
from isogloss.measure.lines import selected
from isogloss.measure.probe import Need, Probe
from isogloss.measure.probes.table import PROBES, probe
from isogloss.measure.request import Request, Settings
from isogloss.measure.subject import (
    GENERATIONS,
    VECTORS,
    Lacking,
    fingerprint,
    generations_file,
    kind,
    offered,
    saved,
)
from isogloss.progress import track
from isogloss.runs.cell import Cell, digest
from isogloss.runs.engine import Plan
from isogloss.version import __version__

WORKBENCH: Final = "measure"
_SEED_LIMIT: Final = 2**32


@dataclass(frozen=True, slots=True)
class Planned:
    """A checked request: the engine's plan, and what computes its cells."""

    plan: Plan
    job: Job


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is measured on: texts or saved vectors, by language, and what was said about them."""

    name: str
    text: ParallelText | None
    pivot: Language
    languages: tuple[Language, ...]
    fingerprints: Mapping[str, str]
    sentences: Mapping[str, Mapping[str, int]]
    remarks: tuple[str, ...]


def plan(request: Request, folder: Path | None = None) -> Planned:
    """Return what is to be done. folder: of the run, if it is not the default one.

    Raises InputError (UnknownLanguage, UnknownName, Lacking) for whatever is wrong with the request.
    """
    request = _with_generations(request)
    _check(request)
    probes, lacks = _probes(request)
    ground = _ground(request)
    fingerprints = {
        "model": fingerprint(request.model, [_need(one, request) for one in probes]),
        **ground.fingerprints,
        **{name: _digest(path) for name, path in request.settings.files().items()},
    }
    asked = {**request.as_json(), "probes": [one.name for one in probes]}
    cells = list(_cells(request, probes, ground, {**fingerprints, "request": digest(asked)}))
    checked = Plan(
        workbench=WORKBENCH,
        request=asked,
        fingerprints=fingerprints,
        cells=cells,
        facts={
            "dataset": ground.name,
            "pivot": str(ground.pivot),
            "languages": [str(language) for language in ground.languages],
            "probes": {one.name: one.paper for one in probes},
            "lacks": lacks,
            "sentences": ground.sentences,
            "remarks": [*ground.remarks, *(f"{name}: not measured, {why}." for name, why in lacks.items())],
        },
    )
    place = folder or checked.default_folder(f"{request.model}-{ground.name}")
    data = f"{ground.name}@{digest(ground.fingerprints)[:4]}"
    job = Job(
        request.model,
        ground.text,
        ground.pivot,
        ground.languages,
        request.settings,
        place,
        fingerprints,
        data,
    )
    return Planned(checked, job)


def _with_generations(request: Request) -> Request:
    """Return the request with the file of ``generations:FILE`` among its settings."""
    if kind(request.model) != GENERATIONS:
        return request
    if request.settings.generations is not None or request.settings.prompts is not None:
        raise InputError(
            "generations:FILE names the texts already.", fix="Leave --generations and --prompts away."
        )
    return replace(request, settings=replace(request.settings, generations=generations_file(request.model)))


def _ground(request: Request) -> _Ground:
    if request.on:
        return _text_ground(request)
    if kind(request.model) == VECTORS:
        return _saved_ground(request)
    return _asked_ground(request) if _asking(request) is not None else _scored_ground(request)


def _asking(request: Request) -> Path | None:
    """Return the table of generations or prompts, by whose languages the run goes where no text was named."""
    return request.settings.generations or request.settings.prompts


def _check(request: Request) -> None:
    settings = request.settings
    if not isinstance(request.model, str) or not isinstance(settings, Settings):
        raise InputError(
            "measure takes a model's name and a record of settings.",
            fix='Write measure("static", on=…, settings=Settings(lines="1-100")).',
        )
    if not 0 <= settings.seed < _SEED_LIMIT:
        raise InputError(f"The seed {settings.seed} is not between 0 and 4294967295.", fix="Choose another.")
    if settings.context < 1:
        raise InputError(
            f"A context of {settings.context} tokens holds nothing.", fix="Write --context 8192."
        )
    for option, path in settings.files().items():
        if not path.exists():
            fault = missing(path)
            raise InputError(f"--{option}: {fault.message}", fix=fault.fix)
    if kind(request.model) == VECTORS and request.on:
        raise InputError("Saved vectors are measured without a text.", fix="Leave --on away.")
    if settings.most < 1:
        raise InputError(f"A model writes 1 token at least, not {settings.most}.", fix="Write --most 256.")
    if settings.generations is not None and settings.prompts is not None:
        raise InputError(
            "Both --generations and --prompts were named.",
            fix="Take texts that are there, or ask for new ones.",
        )
    _check_predicted(settings)
    grounds = (_asking(request), settings.scores)
    if not request.on and kind(request.model) != VECTORS and grounds == (None, None):
        raise InputError("No parallel text was named.", fix="Write for example --on flores/devtest.")


def _check_predicted(settings: Settings) -> None:
    for code in settings.predict:
        Language.parse(code)
    if settings.predict and settings.scores is None:
        raise InputError(
            "--predict expects scores from those of a run.", fix="Name the run: --scores runs/… ."
        )


def _probes(request: Request) -> tuple[list[Probe], dict[str, str]]:
    """Return the probes that the model can be asked, and why it cannot be asked the others.

    Of probes asked for by name, one at least must be possible; by default all that are.
    """
    names = request.probes or tuple(PROBES)
    if len(set(names)) < len(names):
        raise InputError(f"The probes {', '.join(names)} are not all different.", fix="Name each once.")
    possible, lacks = [], {}
    for name in names:
        asked = probe(name)
        if _wanting(asked.wants, request):
            lacks[name] = "it needs " + " or ".join(f"--{want}" for want in asked.wants)
            continue
        from_vectors = kind(request.model) == VECTORS and asked.need == "layers"
        if not request.on and not from_vectors and not asked.own_texts:
            lacks[name] = "it needs texts (--on)"
            continue
        try:
            offered(request.model, _need(asked, request))
        except Lacking as lack:
            lacks[name] = lack.message
        except MissingExtra as lack:
            if request.probes == (name,):
                raise
            lacks[name] = str(lack).rstrip(".")
        else:
            possible.append(asked)
    if not possible:
        why = "; ".join(f"{name}: {reason}" for name, reason in lacks.items())
        others = _what_is_left(request, names)
        raise InputError(
            f"{request.model} cannot be asked that ({why}).",
            fix=f"What can still be measured: {', '.join(others)}." if others else "Name another model.",
        )
    return possible, lacks


def _need(asked: Probe, request: Request) -> Need:
    """Return what a probe asks of the model in this request: nothing, where a setting spares it."""
    spared = asked.spared_by and getattr(request.settings, asked.spared_by) is not None
    return "texts" if spared else asked.need


def _what_is_left(request: Request, tried: Sequence[str]) -> list[str]:
    """Return the probes that were not tried and that the model can be asked."""
    left = []
    for name in PROBES:
        asked = probe(name)
        if name in tried or _wanting(asked.wants, request):
            continue
        try:
            offered(request.model, _need(asked, request))
        except InputError:
            continue
        left.append(name)
    return left


def _text_ground(request: Request) -> _Ground:
    text = read_parallel(request.on)
    settings = request.settings
    pivot = _pivot(request, text)
    wanted = several(request.languages, text.languages, seen=(), what=text.origin, option="--languages")
    # The pivot beside itself says nothing, unless somebody asks for it.
    languages = [one for one in wanted if one != pivot or request.languages.strip() != "all"]
    prints, sentences, remarks, unread = {}, {}, [], []
    for language in track(languages, label="reading", unit="language"):
        try:
            found = pair(text, language, pivot, settings.lines)
            _some(found, language, text)
        except InputError as fault:
            if not settings.keep_going:
                raise
            unread.append(language)
            remarks.append(f"{language} is left out: {fault.message}")
            continue
        prints[str(language)] = combined(*found.texts, *found.beside)
        sentences[str(language)] = {
            "n": len(found.numbers),
            "gaps": found.gaps,
            "repeated": len(found.repeated),
        }
    kept = tuple(one for one in languages if one not in unread)
    if not kept:
        raise InputError(
            f"{text.origin}: no language beside {pivot} could be read.", fix="Correct the files."
        )
    said = (*_said_of(sentences, text), *remarks, *left_out(settings, kept))
    return _Ground(text.name, text, pivot, kept, prints, sentences, said)


def _pivot(request: Request, text: ParallelText) -> Language:
    if text.pivot is None:
        return one(request.pivot, text.languages, what=text.origin)
    if Language.parse(request.pivot) not in (text.pivot,):
        raise InputError(
            f"{text.origin} pairs every language with {text.pivot}, not with {request.pivot}.",
            fix=f"Use --pivot {text.pivot}.",
        )
    return text.pivot


def _some(found: Pair, language: Language, text: ParallelText) -> None:
    if not found.numbers:
        raise InputError(
            f"{text.origin}: {language} has no sentence beside the pivot among those chosen.",
            fix=f"Choose other --lines, or leave it out with --languages all,-{language}.",
        )


def _said_of(sentences: Mapping[str, Mapping[str, int]], text: ParallelText) -> Iterator[str]:
    """Yield what was left out on the way, a line each."""
    if text.left_aside:
        shown = ", ".join(text.left_aside[:5]) + (" …" if len(text.left_aside) > 5 else "")
        yield f"{len(text.left_aside)} files or columns name no language and are left aside: {shown}."
    gaps = {language: counts["gaps"] for language, counts in sentences.items() if counts["gaps"]}
    if gaps:
        most = max(gaps, key=lambda language: gaps[language])
        yield (
            f"{sum(gaps.values()):,} sentences in {len(gaps)} languages are empty on a side and left out "
            f"(most in {most}: {gaps[most]:,})."
        )
    again = {language: counts["repeated"] for language, counts in sentences.items() if counts["repeated"]}
    if again:
        yield (
            f"{sum(again.values()):,} sentences in {len(again)} languages repeat an earlier one; nothing can "
            "tell them apart, so probes of vectors leave them out."
        )


def _asked_ground(request: Request) -> _Ground:
    """Return the languages of generations or prompts; there is no parallel text."""
    path, table = asked_table(request.settings)
    languages = several(request.languages, table.languages, seen=(), what=str(path), option="--languages")
    rows = {language: table.of(language) for language in languages}
    prints = {
        str(language): combined(*(part for row in own for part in (row.asked, row.text, row.trace)))
        for language, own in rows.items()
    }
    counts = {str(language): {"n": len(own), "gaps": 0, "repeated": 0} for language, own in rows.items()}
    pivot, name = Language.parse(request.pivot), unpacked_name(path).rpartition(".")[0]
    remarks = tuple(left_out(request.settings, languages))
    return _Ground(name, None, pivot, languages, prints, counts, remarks)


def _scored_ground(request: Request) -> _Ground:
    """Return the languages of a run of transfers, beside its first source; there is no text."""
    path = request.settings.scores
    if path is None:
        raise InputError("No parallel text was named.", fix="Write for example --on flores/devtest.")
    found = scored(path)
    wanted = several(
        request.languages, found.languages, seen=found.seen, what=str(path), option="--languages"
    )
    prints = {str(language): str(language) for language in wanted}
    return _Ground(found.name, None, found.approaches[0].sources[0], wanted, prints, {}, remarks_of(found))


def _saved_ground(request: Request) -> _Ground:
    found = saved(request.model)
    pivot = one(request.pivot, found.languages, what=str(found.folder))
    wanted = several(
        request.languages, found.languages, seen=(), what=str(found.folder), option="--languages"
    )
    languages = tuple(one for one in wanted if one != pivot or request.languages.strip() != "all")
    if not languages:
        raise InputError(
            f"{found.folder}: there is no language beside {pivot}.", fix="Save another's vectors."
        )
    prints = {str(language): content_digest(found.files[language]) for language in (pivot, *languages)}
    n = found.vectors(pivot).shape[1]
    selected(request.settings.lines, n)
    counts = {str(language): {"n": n, "gaps": 0, "repeated": 0} for language in languages}
    return _Ground(found.folder.resolve().name, None, pivot, languages, prints, counts, ())


def _cells(
    request: Request, probes: Sequence[Probe], ground: _Ground, decides: Mapping[str, str]
) -> Iterator[Cell]:
    """Yield the cells in plan order: of each language every probe, then those that look at all together."""
    shared = {"version": __version__, **{name: decides[name] for name in ("model", "request")}}
    for language in ground.languages:
        prints = {**shared, "text": decides[str(language)]}
        for asked in probes:
            if asked.of_language is not None:
                params = {"model": request.model, "probe": asked.name, "language": str(language)}
                yield Cell(workbench=WORKBENCH, params=params, fingerprints=prints)
    for asked in probes:
        if asked.of_all is not None and not _wanting(asked.all_wants, request):
            params = {"model": request.model, "probe": asked.name, "language": ""}
            yield Cell(workbench=WORKBENCH, params=params, fingerprints=dict(decides))


def _wanting(wants: Sequence[str], request: Request) -> bool:
    """Return whether none of the settings is there of which one is needed."""
    return bool(wants) and all(getattr(request.settings, want) is None for want in wants)


def _digest(path: Path) -> str:
    """Return the digits of a file's content, or of all files under a folder."""
    if path.is_file():
        return content_digest(path)
    found = content_of(path) if (path / "run.json").exists() else path.rglob("*")
    files = sorted(file for file in found if file.is_file())
    return combined(*(f"{file.relative_to(path)}={content_digest(file)}" for file in files))
