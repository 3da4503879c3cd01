"""A data set translated into one or several languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from isogloss.bitext.overwriting import refuse_overwriting
from isogloss.bitext.translation.cache import TranslationCache
from isogloss.bitext.translation.checks import doubts_of, odd_lengths
from isogloss.bitext.translation.labelled import (
    UNKNOWN,
    check_labelled,
    labelled_files,
    translate_labelled,
)
from isogloss.bitext.translation.nested import strings_in, with_strings
from isogloss.bitext.translation.plan import PlannedFile, planned
from isogloss.bitext.translation.record import Translated
from isogloss.bitext.translation.remembering import Remembering
from isogloss.bitext.translation.request import TranslationRequest
from isogloss.bitext.translation.tablerow import TableRow
from isogloss.bitext.translation.tables import write_rows
from isogloss.bitext.translation.wanted import added_names, originals, read_through, sound_rows
from isogloss.data.rejects import Reject
from isogloss.errors import InputError, RunMismatch
from isogloss.languages import Language
from isogloss.models.contracts import Translator
from isogloss.models.translators.selective import Selected, SelectiveTranslator
from isogloss.progress import track
from isogloss.runs.lock import owned
from isogloss.runs.writing import replacing, write_bytes

_BLOCK: Final = 64
_FOLDER: Final = ".translations"


class Doubt(msgspec.Struct, frozen=True):
    """A translation to look at, and why."""

    language: str
    file: str
    line: int
    id: str
    column: str
    reasons: tuple[str, ...]


def translate_data(request: TranslationRequest, translator: Translator) -> list[Translated]:
    """Translate a data set and return what came of it, a record for each target language.

    OUT/<language>/<file> holds the columns that there were, translated where asked for, ``id`` (the row's
    number where there is none) and ``original`` (``original_<column>`` of several). OUT/doubts.jsonl says
    which translations to look at, OUT/rejects.jsonl which rows were refused under ``keep_going``.
    Interrupted, the same request goes on where it was. Raises InputError, BadRow, RunMismatch, RunBusy,
    Unwritable.
    """
    if not request.targets:
        raise InputError("No target language was named.", fix="Write for example --to swh,hin.")
    refuse_overwriting(Path(request.data), request.out)
    language, places = labelled_files(request)
    labelled = [replace(request, data=place, source=language) for place in places]
    source, files = (language or UNKNOWN, []) if labelled else planned(request)
    for one in labelled:
        check_labelled(one)
    for file in files:
        read_through(file, request, source)
    if source in request.targets:
        raise InputError(f"The texts are in {source} already.", fix="Leave it out of --to.")
    for target in request.targets:
        request.protection(target)
        # A language that it lacks is told before anything is written.
        translator.translate([], source, target)
    done: list[Translated] = []
    doubts: list[Doubt] = []
    rejects: dict[tuple[str, int], Reject] = {}
    with owned(request.out / _FOLDER):
        _same_request(request, translator, source)
        for target in request.targets:
            found = Translated(target)
            done.append(found)
            selective = SelectiveTranslator(translator, request.protection(target))
            salt = f"{selective.fingerprint}:{source}:{target}"
            with TranslationCache(request.out / _FOLDER / f"{source}-{target}.jsonl", salt) as cache:
                asked = Remembering(selective, cache, found)
                for one in labelled:
                    translate_labelled(one, asked)
                for file in files:
                    doubts += _Job(request, file, source, asked).run(rejects)
        others = _kept_doubts(request.out / "doubts.jsonl", request.targets)
        _write_list(request.out / "doubts.jsonl", [*others, *doubts])
        _write_list(request.out / "rejects.jsonl", list(rejects.values()))
    return done


@dataclass(frozen=True, slots=True)
class _Job:
    """One file on its way to one language."""

    request: TranslationRequest
    file: PlannedFile
    source: Language
    translator: Remembering

    @property
    def found(self) -> Translated:
        """What has come of the language so far."""
        return self.translator.found

    def run(self, rejects: dict[tuple[str, int], Reject]) -> list[Doubt]:
        """Write the file and return what to look at in it."""
        target = self.request.out / str(self.found.language) / self.file.name
        doubts: list[Doubt] = []
        lengths: list[tuple[int, int]] = []
        places: list[tuple[int, str, str]] = []
        with replacing(target) as temporary:
            names = added_names(self.file)
            written = self._rows(rejects, doubts, lengths, places)
            count = write_rows(temporary, self.file.file, names, written)
        for number in odd_lengths(lengths):
            line, identity, column = places[number]
            doubts.append(self._doubt(line, identity, column, ["length"]))
        self.found.rows += count
        self.found.files.append(target)
        self.found.doubts.update(reason for doubt in doubts for reason in doubt.reasons)
        return doubts

    def _rows(
        self,
        rejects: dict[tuple[str, int], Reject],
        doubts: list[Doubt],
        lengths: list[tuple[int, int]],
        places: list[tuple[int, str, str]],
    ) -> Iterator[TableRow]:
        sound = sound_rows(self.file, self.request, self.source, rejects)
        numbered = enumerate(
            track(sound, label=f"{self.found.language} {self.file.name}", unit="rows"), start=1
        )
        while block := list(islice(numbered, _BLOCK)):
            known = self._translations([row for _, row in block])
            for number, row in block:
                identity = str(row.values[self.file.id_column]) if self.file.id_column else str(number)
                yield self._row(row, identity, known)
                for column, text in self._strings(row):
                    selected = known[text]
                    lengths.append((len(text), len(selected.text)))
                    places.append((row.line, identity, column))
                    reasons = doubts_of(text, selected, self.source, self.found.language)
                    if reasons:
                        doubts.append(self._doubt(row.line, identity, column, reasons))

    def _translations(self, block: Sequence[TableRow]) -> dict[str, Selected]:
        texts = (text for row in block for _, text in self._strings(row))
        return self.translator.select(texts, self.source, self.found.language)

    def _strings(self, row: TableRow) -> Iterator[tuple[str, str]]:
        """Yield what is translated of a row, each string with its column."""
        for column in self.file.columns:
            for text in strings_in(row.values.get(column)):
                yield column, text

    def _row(self, row: TableRow, identity: str, known: dict[str, Selected]) -> TableRow:
        values = dict(row.values)
        kept = {}
        for column, name in originals(self.file).items():
            if column in values:
                kept[name] = values[column]
                values[column] = with_strings(values[column], {text: one.text for text, one in known.items()})
        if self.file.language_column is not None:
            values[self.file.language_column] = str(self.found.language)
        added = {"id": identity} if self.file.id_column is None else {}
        return TableRow(row.line, {**added, **values, **kept})

    def _doubt(self, line: int, identity: str, column: str, reasons: Sequence[str]) -> Doubt:
        return Doubt(str(self.found.language), str(self.file.file), line, identity, column, tuple(reasons))


def _same_request(request: TranslationRequest, translator: Translator, source: Language) -> None:
    """Keep what was asked for in the folder; raises RunMismatch if it holds the result of something else."""
    asked = {
        "data": str(request.data.resolve()),
        "from": str(source),
        "translator": translator.name,
        "columns": list(request.columns),
        "keep": list(request.keep),
    }
    path = request.out / _FOLDER / "asked.json"
    if not path.exists():
        write_bytes(path, msgspec.json.encode(asked))
        return
    before = msgspec.json.decode(path.read_bytes())
    differing = [name for name in asked if before.get(name) != asked[name]]
    if differing:
        name = differing[0]
        raise RunMismatch(
            f"{request.out} holds another translation: {name} was {before.get(name)!r}, now {asked[name]!r}.",
            fix="Choose another place with --out, or remove that folder.",
        )


def _kept_doubts(path: Path, targets: Sequence[Language]) -> list[Doubt]:
    """Return what an earlier command said of other languages in the same folder."""
    if not path.exists():
        return []
    known = [msgspec.json.decode(line, type=Doubt) for line in path.read_bytes().splitlines()]
    return [doubt for doubt in known if doubt.language not in set(map(str, targets))]


def _write_list(path: Path, records: Sequence[msgspec.Struct]) -> None:
    if records:
        write_bytes(path, b"".join(msgspec.json.encode(record) + b"\n" for record in records))
    else:
        path.unlink(missing_ok=True)
