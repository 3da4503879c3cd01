"""Files whose labels stand at words or places: translated, and their labels carried over by alignment."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from isogloss.bitext.translation.plan import holds_spans, one_language
from isogloss.bitext.translation.remembering import Remembering
from isogloss.bitext.translation.request import TranslationRequest
from isogloss.bitext.translation.tables import header
from isogloss.data.annotated import annotated_dataset
from isogloss.data.layout import data_file, data_files, language_folders, unpacked_name
from isogloss.data.lines import missing
from isogloss.errors import InputError
from isogloss.languages import Language

_KINDS: Final = ("conll", "conllu", "bio", "iob2", "json")
UNKNOWN: Final = Language("und")


def labelled_files(request: TranslationRequest) -> tuple[Language | None, list[Path]]:
    """Return the files whose labels stand at words or places (CoNLL, SQuAD, spans), and their language.

    None of a folder that holds tables: those are read, as ``load_dataset`` does. The language is None where
    nothing tells it. Raises InputError for a folder that does not hold the wanted language once.
    """
    path = request.data
    if not path.is_dir():
        return request.source, [path] if _is_labelled(path) else []
    if data_files(path) or language_folders(path):
        return request.source, []
    found = annotated_dataset(path)
    if found is None:
        return request.source, []
    language = one_language(request.source, list(found.files), path)
    return language, [place for place, _ in found.files[language].values()]


def _is_labelled(path: Path) -> bool:
    ending = unpacked_name(path).rpartition(".")[2].casefold()
    if ending in _KINDS:
        return True
    file = data_file(path) if ending == "jsonl" and path.is_file() else None
    return file is not None and holds_spans(header(file))


def check_labelled(request: TranslationRequest) -> None:
    """Read the file ``data`` once; raises InputError and BadRow for faults of it or of the request."""
    from isogloss.bitext.projection.labelledfiles import Reading, open_labelled

    if not request.data.exists():
        raise missing(request.data)
    if request.source is None:
        raise InputError(f"Nothing tells the language of {request.data}.", fix="Name it with --from.")
    if request.columns or request.keep:
        raise InputError(f"{request.data} has no columns to choose.", fix="Leave --columns and --keep out.")
    open_labelled(request.data, request.source, Reading(keep_going=request.keep_going))


def translate_labelled(request: TranslationRequest, translator: Remembering) -> None:
    """Write the file's translation with its labels; how many were lost is remarked.

    Labels go where the default aligner says; other ways are those of ``isogloss.bitext.projection``.
    """
    from isogloss.bitext.projection.files import project_file
    from isogloss.bitext.projection.labelledfiles import Reading

    found = translator.found
    target = request.out / str(found.language) / unpacked_name(request.data)
    carried = project_file(
        request.data,
        target,
        source=request.source or UNKNOWN,
        target=found.language,
        translations=translator,
        reading=Reading(keep_going=request.keep_going),
    )
    found.rows += carried.texts
    found.files += map(Path, carried.files)
    fates = ", ".join(f"{count:,} {fate}" for fate, count in sorted(carried.fates.items()))
    found.remarks.append(f"{found.language}: labels {fates or 'none'} ({target}.origin.jsonl says which).")
