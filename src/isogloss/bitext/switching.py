"""Code-switched copies of a data set, in the files' own formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from isogloss.bitext.overwriting import refuse_overwriting
from isogloss.bitext.translation.nested import strings_in, with_strings
from isogloss.bitext.translation.plan import PlannedFile, one_language, planned
from isogloss.bitext.translation.request import TranslationRequest
from isogloss.bitext.translation.tablerow import TableRow
from isogloss.bitext.translation.tables import write_rows
from isogloss.bitext.translation.wanted import added_names, originals, read_through, sound_rows
from isogloss.data.annotated import annotated_dataset
from isogloss.data.examples import Answerable, Tagged
from isogloss.data.layout import data_files, language_folders
from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.progress import track
from isogloss.runs.writing import replacing, write_bytes
from isogloss.views.switches.switched import Switched
from isogloss.views.switches.switcher import Switcher
from isogloss.views.switching import switched_example, switched_tokens

_ANNOTATED = (".conll", ".bio", ".iob2", ".conllu", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchRequest:
    """A data set, how its texts are switched, and where the result goes.

    columns: of tables, found by name where empty. tags: of tagged files, only words of these are switched.
    restore: pairs of switched and original text are written instead, a JSON object a line (as CSR trains).
    """

    data: Path
    out: Path
    source: Language
    switcher: Switcher
    seed: int = 0
    columns: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    restore: bool = False
    keep_going: bool = False


@dataclass(slots=True)
class SwitchedData:
    """What came of it: texts, words in them, words switched by language, texts left as they were.

    shown: the first switched texts, for a reader.
    """

    texts: int = 0
    words: int = 0
    swaps: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0
    files: list[Path] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    shown: list[Switched] = field(default_factory=list)

    def add(self, switched: Switched, *, most_shown: int) -> None:
        """Count one text."""
        self.texts += 1
        self.words += switched.words
        self.unchanged += not switched.swaps
        for swap in switched.swaps:
            self.swaps[str(swap.language)] = self.swaps.get(str(swap.language), 0) + 1
        if switched.swaps and len(self.shown) < most_shown:
            self.shown.append(switched)


def switch_data(request: SwitchRequest, *, shown: int = 0) -> SwitchedData:
    """Switch a data set and return what came of it.

    OUT/<language>/<file> holds the same rows: of tables with the columns ``id`` (where there is none) and
    ``original`` added, of CoNLL and SQuAD files with every tag and answer kept at its word. The choices
    depend on the seed, each text and its id alone. Raises InputError, BadRow, Unwritable.
    """
    refuse_overwriting(request.data, request.out)
    found = SwitchedData()
    labelled = _labelled(request)
    for place in labelled:
        _annotated(replace(request, data=place), found, shown)
    if not labelled:
        if request.tags:
            raise InputError(f"{request.data} has no tags to choose words by.", fix="Leave --tags out.")
        asked = TranslationRequest(
            data=request.data,
            out=request.out,
            targets=(request.source,),
            source=request.source,
            columns=request.columns,
            keep_going=request.keep_going,
        )
        source, files = planned(asked)
        for file in files:
            rejects: dict[tuple[str, int], Reject] = {}
            read_through(file, asked, source)
            rows = sound_rows(file, asked, source, rejects)
            _table(request, file, rows, found, shown)
            found.rejects += rejects.values()
    if found.rejects:
        lines = b"".join(msgspec.json.encode(reject) + b"\n" for reject in found.rejects)
        write_bytes(request.out / "rejects.jsonl", lines)
    return found


def _labelled(request: SwitchRequest) -> list[Path]:
    """Return the files of the data set whose labels stand at words or places; none of one of tables."""
    path = request.data
    if not path.is_dir():
        return [path] if path.suffix.casefold() in _ANNOTATED else []
    if data_files(path) or language_folders(path):
        return []
    annotated = annotated_dataset(path)
    if annotated is None:
        return []
    language = one_language(request.source, list(annotated.files), path)
    return [file for file, _ in annotated.files[language].values()]


def _table(
    request: SwitchRequest, file: PlannedFile, rows: Iterator[TableRow], found: SwitchedData, shown: int
) -> None:
    folder = request.out / str(request.source)
    numbered = enumerate(track(rows, label=file.name, unit="rows"), start=1)
    if request.restore:
        target = folder / f"{file.name.partition('.')[0]}.jsonl"
        with replacing(target) as temporary, temporary.open("wb") as opened:
            for pair in _pairs(request, file, numbered, found, shown):
                opened.write(msgspec.json.encode(pair) + b"\n")
    else:
        target = folder / file.name
        with replacing(target) as temporary:
            write_rows(temporary, file.file, added_names(file), _rows(request, file, numbered, found, shown))
    found.files.append(target)


def _rows(
    request: SwitchRequest,
    file: PlannedFile,
    numbered: Iterator[tuple[int, TableRow]],
    found: SwitchedData,
    shown: int,
) -> Iterator[TableRow]:
    for number, row in numbered:
        identity = str(row.values[file.id_column]) if file.id_column else str(number)
        values: dict[str, Any] = {} if file.id_column else {"id": identity}
        values |= row.values
        for column, name in originals(file).items():
            if column in row.values:
                values[name] = row.values[column]
                known = _switched(request, row.values[column], f"{identity}:{column}", found, shown)
                values[column] = with_strings(row.values[column], known)
        yield TableRow(row.line, values)


def _pairs(
    request: SwitchRequest,
    file: PlannedFile,
    numbered: Iterator[tuple[int, TableRow]],
    found: SwitchedData,
    shown: int,
) -> Iterator[Mapping[str, str]]:
    for number, row in numbered:
        identity = str(row.values[file.id_column]) if file.id_column else str(number)
        for column in file.columns:
            known = _switched(request, row.values.get(column), f"{identity}:{column}", found, shown)
            for text, switched in known.items():
                if switched != text:
                    yield {"id": identity, "source": switched, "target": text}


def _switched(
    request: SwitchRequest, value: object, key: str, found: SwitchedData, shown: int
) -> dict[str, str]:
    known: dict[str, str] = {}
    for text in strings_in(value):
        switched = request.switcher.switch(text, f"{request.seed}:{key}:{text}")
        found.add(switched, most_shown=shown)
        known[text] = switched.text
    return known


def _annotated(request: SwitchRequest, found: SwitchedData, shown: int) -> None:
    if request.restore:
        raise InputError(f"{request.data} is no table of texts.", fix="Pairs to restore are made of tables.")
    rejects = found.rejects if request.keep_going else None
    if request.data.suffix.casefold() == ".json":
        _squad(request, found, rejects, shown)
        return
    from isogloss.data.readers.table import ANNOTATED
    from isogloss.data.writers.conll import conll_lines
    from isogloss.table import load

    kind = "conllu" if request.data.suffix.casefold() == ".conllu" else "conll"
    read: Callable[..., Iterator[Tagged]] = load(ANNOTATED, kind, kind="format")
    for _ in read(request.data, request.source, rejects=None if rejects is None else []):
        pass  # every bad row is met before anything is written

    def switched() -> Iterator[Tagged]:
        for example in track(read(request.data, request.source, rejects=rejects), label=request.data.name):
            seed = str(request.seed)
            found.add(switched_tokens(example, request.switcher, seed, request.tags), most_shown=shown)
            made = switched_example(example, request.switcher, seed, tags=request.tags)
            if isinstance(made, Tagged):
                yield made

    target = request.out / str(request.source) / f"{request.data.stem}.conll"
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8") as opened:
        opened.writelines(conll_lines(switched(), separator="\t"))
    found.files.append(target)


def _squad(request: SwitchRequest, found: SwitchedData, rejects: list[Reject] | None, shown: int) -> None:
    from isogloss.data.readers.squad import Article, read_articles
    from isogloss.data.writers.squad import squad_json

    def passage(questions: Sequence[Answerable]) -> Iterator[Answerable]:
        for number, question in enumerate(questions):
            made = switched_example(question, request.switcher, str(request.seed))
            if isinstance(made, Answerable):
                yield made
            if not number:
                key = f"{request.seed}:{question.context}"
                found.add(request.switcher.switch(question.context, key), most_shown=shown)

    articles = [
        Article(article.title, tuple(tuple(passage(questions)) for questions in article.passages))
        for article in read_articles(request.data, request.source, rejects=rejects)
    ]
    target = request.out / str(request.source) / request.data.name
    write_bytes(target, squad_json(articles))
    found.files.append(target)
