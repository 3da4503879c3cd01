"""What a measurement is made on: a parallel text, saved vectors, texts that were written, or scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from isogloss.data.fingerprint import combined, content_digest
from isogloss.data.layout import unpacked_name
from isogloss.data.parallel import ParallelText, read_parallel
from isogloss.data.wanted import one, several
from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Language
from isogloss.measure.answering import asked_table, left_out
from isogloss.measure.expectation.scored import remarks_of, scored
from isogloss.measure.job import Pair, pair
from isogloss.measure.lines import selected
from isogloss.measure.request import Request
from isogloss.measure.subject import VECTORS, kind, saved
from isogloss.progress import track


@dataclass(frozen=True, slots=True)
class Ground:
    """What is measured on: texts or saved vectors, by language, and what was said about them."""

    name: str
    text: ParallelText | None
    pivot: Language
    languages: tuple[Language, ...]
    fingerprints: Mapping[str, str]
    sentences: Mapping[str, Mapping[str, int]]
    remarks: tuple[str, ...]


def ground_of(request: Request) -> Ground:
    """Return what a request is about; raises InputError if that cannot be read."""
    if request.on:
        return _text_ground(request)
    if kind(request.model) == VECTORS:
        return _saved_ground(request)
    return _asked_ground(request) if asked_by(request) is not None else _scored_ground(request)


def asked_by(request: Request) -> Path | None:
    """Return the table of generations or prompts, by whose languages the run goes where no text was named."""
    return request.settings.generations or request.settings.prompts


def _text_ground(request: Request) -> Ground:
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
    return Ground(text.name, text, pivot, kept, prints, sentences, said)


def _pivot(request: Request, text: ParallelText) -> Language:
    if text.pivot is None:
        try:
            return one(request.pivot, text.languages, what=text.origin)
        except UnknownLanguage:
            raise
        except InputError as fault:
            fix = f"{fault.fix} Name one that is there by --pivot."
            raise InputError(f"{fault.message} It is what the others are held against.", fix=fix) from None
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
        yield (f"{_so_many(gaps)} empty on a side and left out (most in {most}: {gaps[most]:,}).")
    again = {language: counts["repeated"] for language, counts in sentences.items() if counts["repeated"]}
    if again:
        yield (
            f"{_so_many(again)} the same as an earlier one; nothing can tell them apart, so probes of "
            "vectors leave them out."
        )


def _so_many(counts: Mapping[str, int]) -> str:
    """Return ``1 sentence in 1 language is``, ``5 sentences in 2 languages are``."""
    n = sum(counts.values())
    sentences, verb = ("sentence", "is") if n == 1 else ("sentences", "are")
    languages = "language" if len(counts) == 1 else "languages"
    return f"{n:,} {sentences} in {len(counts)} {languages} {verb}"


def _asked_ground(request: Request) -> Ground:
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
    return Ground(name, None, pivot, languages, prints, counts, remarks)


def _scored_ground(request: Request) -> Ground:
    """Return the languages of a run of transfers, beside its first source; there is no text."""
    path = request.settings.scores
    if path is None:
        raise InputError("No parallel text was named.", fix="Write for example --on flores/devtest.")
    found = scored(path)
    wanted = several(
        request.languages, found.languages, seen=found.seen, what=str(path), option="--languages"
    )
    prints = {str(language): str(language) for language in wanted}
    return Ground(found.name, None, found.approaches[0].sources[0], wanted, prints, {}, remarks_of(found))


def _saved_ground(request: Request) -> Ground:
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
    shape = found.vectors(pivot).shape
    selected(request.settings.lines, shape[1])
    unread: dict[Language, str] = {}
    for language in languages:
        try:
            found.fitting(language, pivot)
        except InputError as fault:
            if not request.settings.keep_going:
                raise
            unread[language] = f"{language} is left out: {fault.message}"
    kept = tuple(language for language in languages if language not in unread)
    if not kept:
        raise InputError(
            f"{found.folder}: no language beside {pivot} could be read.", fix="Correct the files."
        )
    prints = {str(language): content_digest(found.files[language]) for language in (pivot, *kept)}
    counts = {str(language): {"n": shape[1], "gaps": 0, "repeated": 0} for language in kept}
    remarks = tuple(unread.values())
    return Ground(found.folder.resolve().name, None, pivot, kept, prints, counts, remarks)
