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
    from isogloss.bitext.projection.labelledfiles import LabelledFile, Reading, SquadFile
    from isogloss.bitext.projection.projecting import Approach
    from isogloss.bitext.projection.treebanks import Made, TreebankFile
    from isogloss.data.marked import Marked
    from isogloss.models.contracts import Translator
    from isogloss.views.projection.markers import Bracketed
    from isogloss.views.projection.projected import Projected


class FileProjection(Struct, frozen=True):
    """What was made of a labelled file.

    texts: read, of which ``untranslated`` had no translation. fates: how many labels were kept, split,
    merged and lost, or how many words' tags had a link or were guessed; labels: the same by label. refused:
    rows of the input. dropped: questions without an answer left. repaired: tags that continued nothing.
    files: what was written.
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
    translations: Path | str | Translator,
    approach: Approach | None = None,
    reading: Reading | None = None,
) -> FileProjection:
    """Write the translation of a labelled file with its labels, and return what became of them.

    path: CoNLL, CoNLL-U (parts of speech), SQuAD JSON, or JSON Lines of texts with spans; ``out`` has the
    same format. translations: a file, as ``read_translations`` says, for SQuAD of passages and questions, or
    a SQuAD file with the same questions; or who translates. Beside ``out`` stands ``<out>.origin.jsonl``:
    each text with its id, origin, original, and every label's fate; and ``<out>.rejects.jsonl`` where
    something had to be left out. All are written whole or not at all. Raises InputError, BadRow
    and Unwritable.
    """
    from isogloss.bitext.projection.labelledfiles import open_labelled
    from isogloss.bitext.projection.projecting import Approach
    from isogloss.bitext.projection.treebanks import TreebankFile, check_method

    spoken, language, how = Language.parse(source), Language.parse(target), approach or Approach()
    _apart(Path(out), path, translations)
    opened = open_labelled(Path(path), spoken, reading)
    file = opened.file
    if isinstance(file, TreebankFile):
        check_method(how.method)
    found = _translated(file, translations, language, how.method)
    left = [text for text in file.marked if not _text(found.get(text.id))]
    if len(left) == len(file.marked):
        said = translations if isinstance(translations, str | Path) else translations.name
        raise InputError(f"{said} translates no text of {path}.", fix="Check the ids, or the order.")
    dropped: list[Reject] = []
    made = _carried(file, found, language, how, dropped)
    rejects = [*opened.rejects, *(_untranslated(text, language) for text in left), *dropped]
    files = _write(Path(out), made.content, made.projections, rejects)
    return FileProjection(
        method=how.method,
        aligner=how.chosen_aligner(spoken, language).name,
        source=str(spoken),
        target=str(language),
        texts=len(file.marked),
        untranslated=len(left),
        fates=made.fates,
        labels=made.labels,
        refused=len(opened.rejects),
        dropped=len(dropped),
        repaired=len(opened.repairs),
        files=files,
    )


def _carried(
    file: LabelledFile | TreebankFile,
    found: Mapping[str, str | Bracketed],
    language: Language,
    approach: Approach,
    rejects: list[Reject],
) -> Made:
    """Return the translated texts of a file with its labels; what has no place in it is rejected."""
    from isogloss.bitext.projection.projecting import project
    from isogloss.bitext.projection.treebanks import Made, TreebankFile, carry_treebank

    if isinstance(file, TreebankFile):
        return carry_treebank(file, {name: _text(text) for name, text in found.items()}, language, approach)
    marked = [text for text in file.marked if _text(found.get(text.id))]
    carried = project(marked, [found[text.id] for text in marked], target=language, approach=approach)
    projections = {projected.source.id: projected for projected in carried}
    beside = {text.id: _text(found[text.id]) for text in file.beside if _text(found.get(text.id))}
    content = file.written(projections, beside, rejects)
    return Made(projections, content, *_counted(projections.values()))


def _untranslated(text: Marked, language: Language) -> Reject:
    name, _, line = text.origin.rpartition(":")
    return Reject(name, int(line), f"{text.id!r} has no translation", language=str(language))


def _apart(out: Path, *inputs: object) -> None:
    """Raise InputError where the output would take the place of an input, or of a folder."""
    if out.is_dir():
        raise InputError(f"{out} is a folder.", fix="Name a file by --out.")
    for path in inputs:
        if isinstance(path, str | Path) and out.exists() and Path(path).exists() and out.samefile(path):
            raise InputError(f"{out} is what is read.", fix="Name another file by --out.")


def _text(translation: str | Bracketed | None) -> str:
    if translation is None or isinstance(translation, str):
        return translation or ""
    return translation.text


def _translated(
    file: LabelledFile | TreebankFile, translations: Path | str | Translator, language: Language, method: str
) -> dict[str, str | Bracketed]:
    """Return the translations by id, of marked texts and of what stands beside them."""
    from isogloss.bitext.projection.labelledfiles import SquadFile, kind_of
    from isogloss.bitext.projection.translations import read_translations

    if not isinstance(translations, str | Path):
        return _by_translator(file, translations, language, method)
    path = Path(translations)
    if isinstance(file, SquadFile) and kind_of(path) == "squad":
        return _by_squad(file, path, language)
    texts = list(file.texts())
    return {text.id: found for text, found in zip(texts, read_translations(path, texts), strict=True)}


def _by_translator(
    file: LabelledFile | TreebankFile, translator: Translator, language: Language, method: str
) -> dict[str, str | Bracketed]:
    from isogloss.models.translators.asking import asked
    from isogloss.views.projection.markers import translate_bracketed

    source = file.marked[0].language if file.marked else language
    found: dict[str, str | Bracketed] = {}
    if method == "markers":
        made = translate_bracketed(file.marked, translator, language)
        found.update(zip((text.id for text in file.marked), made, strict=True))
    texts = [text for text in file.texts() if text.id not in found]
    translated = asked(translator, [text.text for text in texts], source, language)
    found.update(zip((text.id for text in texts), translated, strict=True))
    return found


def _by_squad(file: SquadFile, path: Path, language: Language) -> dict[str, str | Bracketed]:
    """Return the passages and questions of a translated SQuAD file, whose answers are not asked for."""
    from isogloss.data.readers.squad import read_squad

    there = {question.id: question for question in read_squad(path, language)}
    found: dict[str, str | Bracketed] = {name: question.question for name, question in there.items()}
    for passage, questions in file.passages():
        contexts = {there[name].context for name in questions if name in there}
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
