"""``isogloss data project``: labels of a file carried to its translation."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.data.options import WordEncoderName, WordList
from isogloss.cli.options import Json, KeepGoing

if TYPE_CHECKING:
    from isogloss.bitext.projection import FileProjection
    from isogloss.models.contracts import Translator


def project(
    labelled: Annotated[
        Path, typer.Argument(help="CoNLL, CoNLL-U, SQuAD JSON, or JSONL of text and spans; read by its name.")
    ],
    target: Annotated[str, typer.Option("--to", metavar="L", help="The language of the translations.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="What is written, in the format that was read.")],
    translations: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A line for each text, a TSV of id or text and translation, or SQuAD JSON."
        ),
    ] = None,
    translator: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who translates instead, such as lexicon:FILE.")
    ] = None,
    source: Annotated[str, typer.Option("--from", metavar="L", help="The language of the labels.")] = "eng",
    method: Annotated[
        str, typer.Option(metavar="NAME", help="candidates, align, consensus, or markers (by a translator).")
    ] = "candidates",
    kind: Annotated[
        str,
        typer.Option("--format", metavar="NAME", help="conll, conllu, squad or spans; else by the name."),
    ] = "",
    tokenized: Annotated[
        bool, typer.Option("--tokenized", help="Words of the translations are what stands between blanks.")
    ] = False,
    aligner: Annotated[str, typer.Option(metavar="NAME", help="Aligner, as for data align.")] = "combined",
    model: WordEncoderName = "static",
    scorer: Annotated[
        str | None, typer.Option(metavar="MODEL", help="A language model that judges candidates, as hf:NAME.")
    ] = None,
    train: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Sentence pairs to learn from, as for data align.")
    ] = None,
    lexicon: WordList = None,
    json: Json = False,
    keep_going: KeepGoing = False,
) -> None:
    """Carry labels over to a translation.

    Entities, answers and spans; what became of each is said.

    Beside the output stands FILE.origin.jsonl: every text with its original, every label with its
    place and what became of it.
    """
    from isogloss.bitext.projection import Approach, Reading, project_file
    from isogloss.cli.console import print_json
    from isogloss.data.lexicon import read_lexicon
    from isogloss.data.pairs import read_pairs
    from isogloss.languages import Language
    from isogloss.models.aligners.table import load_aligner
    from isogloss.models.registry import load_encoder, load_scorer, load_word_encoder
    from isogloss.progress import show_progress
    from isogloss.views.projection.likelihood import PromptedScorer

    show_progress(sys.stderr.isatty())
    words = [] if lexicon is None else list(read_lexicon(lexicon))
    approach = Approach(
        method=method,
        aligner=load_aligner(
            aligner,
            load_word_encoder(model),
            words,
            source=Language.parse(source),
            target=Language.parse(target),
        ),
        encoder=load_encoder(model),
        phrases=None if scorer is None else PromptedScorer(load_scorer(scorer)),
        training=[] if train is None else [(pair.source, pair.target) for pair in read_pairs(train)],
    )
    found = project_file(
        labelled,
        out,
        source=source,
        target=target,
        translations=_translations(translations, translator, method),
        approach=approach,
        reading=Reading(kind, tokenized, keep_going),
    )
    _sum_up(found)
    if json:
        print_json(found)


def _translations(path: Path | None, translator: str | None, method: str) -> Path | Translator:
    """Return where translations come from; raises InputError unless exactly one place is named."""
    from isogloss.errors import InputError
    from isogloss.models.translators.table import load_translator

    if (path is None) == (translator is None):
        raise InputError("Name either --translations FILE or --translator NAME.")
    if path is not None and method == "markers":
        raise InputError(
            "The method markers needs --translator: brackets go in with the text, and come back.",
            fix="Without one, take --method candidates.",
        )
    return path if path is not None else load_translator(str(translator))


def _sum_up(found: FileProjection) -> None:
    from isogloss.cli.console import remark
    from isogloss.data.wording import counted

    total = sum(found.fates.values())
    remark(
        f"{found.source} to {found.target}: {counted(total, 'label')} in "
        f"{counted(found.texts - found.untranslated, 'text')}: "
        + ", ".join(f"{count:,} {fate}" for fate, count in found.fates.items())
        + "."
    )
    if len(found.labels) > 1:
        for label, fates in found.labels.items():
            remark(f"  {label}: " + ", ".join(f"{count:,} {fate}" for fate, count in fates.items() if count))
    for count, what, said in (
        (found.repaired, "tag", "continued nothing and began an entity"),
        (found.refused, "row", "of the input refused"),
        (found.untranslated, "text", "without a translation left out"),
        (found.dropped, "question", "without an answer left out"),
    ):
        if count:
            remark(f"{counted(count, what)} {said}.")
    remark(f"Written: {', '.join(found.files)}")
