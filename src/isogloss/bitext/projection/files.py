"""A labelled file in, the same of its translation out, and beside it what became of every label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.languages import Language

if TYPE_CHECKING:
    from isogloss.bitext.projection.labelledfiles import LabelledFile
    from isogloss.models.contracts import Aligner
    from isogloss.views.projection.projected import Projected


class FileProjection(Struct, frozen=True):
    """What was made of a labelled file.

    texts: read, of which ``untranslated`` had no translation. fates: how many labels were kept, split,
    merged and lost; labels: the same by label. refused: rows of the input. dropped: questions without an
    answer left. repaired: tags that continued nothing. files: what was written.
    """

    method: str
    aligner: str
    source: str
    target: str
    texts: int
    untranslated: int
    fates: dict[str, int]
    labels: dict[str, dict[str, int]]
    refused: int
    dropped: int
    repaired: int
    files: list[str]


def project_file(
    path: Path | str,
    out: Path | str,
    *,
    source: Language | str,
    target: Language | str,
    translations: Path | str,
    kind: str = "",
    method: str = "align",
    aligner: Aligner | None = None,
    training: Sequence[tuple[str, str]] = (),
    tokenized: bool = False,
    keep_going: bool = False,
) -> FileProjection:
    """Write the translation of a labelled file with its labels, and return what became of them.

    path: CoNLL, SQuAD JSON, or JSON Lines of texts with spans; ``out`` has the same format. translations: as
    ``read_translations`` says; for SQuAD passages and questions, or a SQuAD file with the same questions.
    Beside ``out`` stands ``<out>.origin.jsonl``: each text with its id, origin, original, and every label's
    fate; and ``<out>.rejects.jsonl`` where something had to be left out. All are written whole or not at all.
    Raises InputError, BadRow and Unwritable.
    """
    from isogloss.bitext.projection.labelledfiles import open_labelled
    from isogloss.bitext.projection.projecting import default_aligner, project

    spoken, language = Language.parse(source), Language.parse(target)
    opened = open_labelled(Path(path), spoken, kind=kind, tokenized=tokenized, keep_going=keep_going)
    file, rejects = opened.file, list(opened.rejects)
    found = _translated(file, Path(translations), language)
    marked = [text for text in file.marked if found.get(text.id)]
    for text in file.marked:
        if not found.get(text.id):
            name, _, line = text.origin.rpartition(":")
            rejects.append(Reject(name, int(line), f"{text.id!r} has no translation", language=str(language)))
    if not marked:
        raise InputError(f"{translations} translates no text of {path}.", fix="Check the ids, or the order.")
    chosen = aligner or default_aligner()
    projections = {
        projected.source.id: projected
        for projected in project(
            marked, [found[text.id] for text in marked], target=language, method=method, aligner=chosen,
            training=training,
        )
    }  # fmt: skip
    before = len(rejects)
    beside = {text.id: found[text.id] for text in file.beside if found.get(text.id)}
    content = file.written(projections, beside, rejects)
    files = _write(Path(out), content, projections, rejects)
    fates, labels = _counted(projections.values())
    return FileProjection(
        method=method,
        aligner=chosen.name,
        source=str(spoken),
        target=str(language),
        texts=len(file.marked),
        untranslated=len(file.marked) - len(marked),
        fates=fates,
        labels=labels,
        refused=len(opened.rejects),
        dropped=len(rejects) - before,
        repaired=len(opened.repairs),
        files=files,
    )


def _translated(file: LabelledFile, path: Path, language: Language) -> dict[str, str]:
    """Return the translations by id, of marked texts and of what stands beside them."""
    from isogloss.bitext.projection.labelledfiles import SquadFile, kind_of
    from isogloss.bitext.projection.translations import read_translations
    from isogloss.data.readers.squad import read_squad

    texts = list(file.texts())
    if not isinstance(file, SquadFile) or kind_of(path) != "squad":
        return {text.id: found for text, found in zip(texts, read_translations(path, texts), strict=True)}
    there = {question.id: question for question in read_squad(path, language)}
    found = {name: question.question for name, question in there.items()}
    for passage in file.marked:
        contexts = {there[mark.id].context for mark in passage.marks if mark.id in there}
        if len(contexts) > 1:
            raise InputError(
                f"{path}: the questions of one passage ({passage.origin}) have {len(contexts)} contexts.",
                fix="A translated SQuAD file keeps the passages and the ids of the original.",
            )
        found[passage.id] = contexts.pop() if contexts else ""
    return found


def _counted(projections: Iterable[Projected]) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Return how many labels met each fate, of all and by label."""
    from isogloss.views.projection.projected import FATES

    labels: dict[str, Counter[str]] = {}
    for projected in projections:
        for span in projected.spans:
            labels.setdefault(span.mark.label, Counter(dict.fromkeys(FATES, 0)))[span.fate] += 1
    total: dict[str, int] = {fate: sum(counts[fate] for counts in labels.values()) for fate in FATES}
    return total, {label: dict(counts) for label, counts in sorted(labels.items())}


def _write(
    out: Path, content: bytes, projections: Mapping[str, Projected], rejects: Sequence[Reject]
) -> list[str]:
    from isogloss.runs.writing import write_bytes

    beside = {
        out.with_name(f"{out.name}.origin.jsonl"): b"".join(_origins(projections.values())),
        out.with_name(f"{out.name}.rejects.jsonl"): b"".join(
            msgspec.json.encode(reject) + b"\n" for reject in rejects
        ),
    }
    for path, lines in beside.items():
        if lines:
            write_bytes(path, lines)
        else:
            path.unlink(missing_ok=True)  # what an earlier run left there is not this run's
    write_bytes(out, content)
    return [str(out), *(str(path) for path, lines in beside.items() if lines)]


def _origins(projections: Iterable[Projected]) -> Iterator[bytes]:
    for projected in projections:
        spans = [
            {
                "label": span.mark.label,
                "source": projected.source.text[span.mark.start : span.mark.end],
                "target": None if span.place is None else projected.text[slice(*span.place)],
                "source_place": (span.mark.start, span.mark.end),
                "target_place": span.place,
                "fate": span.fate,
                "score": round(span.score, 3),
                **({"reason": span.reason} if span.reason else {}),
                **({"id": span.mark.id} if span.mark.id else {}),
                **({"role": span.mark.role} if span.mark.role else {}),
            }
            for span in projected.spans
        ]
        record = {
            "id": projected.source.id,
            "origin": projected.source.origin,
            "source": projected.source.text,
            "target": projected.text,
            "spans": spans,
        }
        yield msgspec.json.encode(record) + b"\n"
