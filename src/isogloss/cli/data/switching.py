"""``isogloss data switch``: code-switched copies of a data set."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.options import Data, Json, KeepGoing

if TYPE_CHECKING:
    from isogloss.bitext.switching import SwitchedData
    from isogloss.views.switches.switched import Switched


def switch(
    data: Data,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the switched data set goes.")],
    source: Annotated[str, typer.Option("--from", metavar="L", help="The language of the texts.")],
    lexicon: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[L[:WEIGHT]=]FILE",
            help="A list of words and their translations, once for each language: en_sw.tsv, or hin:2=FILE.",
        ),
    ] = None,
    entities: Annotated[
        str, typer.Option(metavar="FILE", help="TSV of language, name, translation; or CLDR names.")
    ] = "",
    ratio: Annotated[float, typer.Option(help="How many of the words, or names, are switched.")] = 0.3,
    method: Annotated[
        str,
        typer.Option(metavar="NAME", help="words, entities, leia, gloss or restore: docs/switching.md."),
    ] = "words",
    template: Annotated[
        str, typer.Option(metavar="TEXT", help="What is written, such as '{word} <t>{translation}</t>'.")
    ] = "",
    lemmatizer: Annotated[
        str, typer.Option(metavar="NAME", help="Finds inflected words: simplemma or snowball.")
    ] = "",
    tags: Annotated[
        str, typer.Option(metavar="A,B", help="Of tagged files: only words of these tags, such as NOUN.")
    ] = "",
    columns: Annotated[
        str, typer.Option(metavar="A,B", help="The columns to switch; found by name without.")
    ] = "",
    seed: Annotated[int, typer.Option(help="Other seeds make other choices.")] = 0,
    diff: Annotated[int, typer.Option(metavar="N", help="Show the first N switched texts with marks.")] = 0,
    keep_going: KeepGoing = False,
    json: Json = False,
) -> None:
    """Put words or names of a data set into other languages.

    Labels, tags and answers keep their places; the original text stands beside.
    """
    from isogloss.bitext.switching import SwitchRequest, switch_data
    from isogloss.cli.console import print_json, remark
    from isogloss.cli.lists import listed
    from isogloss.data.wording import counted
    from isogloss.languages import Language
    from isogloss.progress import show_progress
    from isogloss.views.switches.switcher import switcher

    language = Language.parse(source)
    request = SwitchRequest(
        data=Path(data),
        out=out,
        source=language,
        switcher=switcher(
            language,
            tuple(lexicon or ()),
            ratio=ratio,
            method="words" if method == "restore" else method,
            entities=entities,
            template=template,
            lemmatizer=lemmatizer,
        ),
        seed=seed,
        columns=listed(columns, "--columns"),
        tags=listed(tags, "--tags"),
        restore=method == "restore",
        keep_going=keep_going,
    )
    show_progress(not json and sys.stderr.isatty())
    found = switch_data(request, shown=diff)
    if json:
        print_json(_record(found))
        return
    for switched in found.shown:
        _show(switched)
    swaps = sum(found.swaps.values())
    languages = ", ".join(f"{count:,} {language}" for language, count in sorted(found.swaps.items()))
    remark(
        f"{counted(swaps, 'place')} of {counted(found.words, 'word')} in {counted(found.texts, 'text')} "
        + "switched"
        + (f" ({languages})" if languages else "")
        + f"; {found.unchanged:,} {'text is' if found.unchanged == 1 else 'texts are'} unchanged."
    )
    if found.rejects:
        remark(f"{counted(len(found.rejects), 'row')} refused; {out / 'rejects.jsonl'} says which and why.")
    remark(f"Written to {', '.join(map(str, found.files))}.")


def _record(found: SwitchedData) -> dict[str, object]:
    return {
        "texts": found.texts,
        "words": found.words,
        "switched": dict(sorted(found.swaps.items())),
        "unchanged": found.unchanged,
        "refused": len(found.rejects),
        "files": [str(path) for path in found.files],
    }


def _show(switched: Switched) -> None:
    """Print a text with its changes: in colours on a terminal, as [-old-]{+new+} elsewhere."""
    from rich.text import Text

    from isogloss.cli.console import out
    from isogloss.languages.display import visible

    line = Text()
    coloured = sys.stdout.isatty()
    at = 0
    source = switched.aligned.source
    for swap in switched.swaps:
        line.append(visible(source[at : swap.start]))
        old, new = visible(source[swap.start : swap.end]), visible(swap.text)
        if coloured:
            line.append(old, "red strike").append(" ").append(new, "bold green")
        else:
            line.append(f"[-{old}-]{{+{new}+}}")
        at = swap.end
    line.append(visible(source[at:]))
    out().print(line)
