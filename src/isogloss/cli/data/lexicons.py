"""``isogloss data lexicon``: word lists merged, found anew, and set against text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from isogloss.cli.data.options import From, To, WordEncoderName
from isogloss.cli.options import Json, KeepGoing

if TYPE_CHECKING:
    from isogloss.bitext import Covered
    from isogloss.data.examples import Entry
    from isogloss.data.lexicons import Translation
    from isogloss.data.rejects import Reject

app = typer.Typer(help="Word lists: merge, induce, coverage.", no_args_is_help=True)

_LONGEST: Final = 40  # of a word in a table; a line without blanks may be one word


@app.callback()
def lexicon() -> None:
    """Merge word lists, find translations of words, and see how much of a text they know."""


@app.command()
def merge(
    lexicons: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="TSV, words with a blank, synsets, Wiktionary JSONL."),
    ],
    source: From = None,
    target: To = None,
    frequencies: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="TSV of source words and their counts: the frequent come first."),
    ] = None,
    json: Json = False,
    keep_going: KeepGoing = False,
) -> None:
    """Make one lexicon of several.

    Prints source, target, weight, senses (|) and files (|), separated by tabs; the weight is the number
    of files, or the sum of their weights.
    """
    from isogloss.bitext import merge_lexicons
    from isogloss.cli.console import print_json
    from isogloss.cli.data.rejected import remark_rejects
    from isogloss.cli.lines import line_out
    from isogloss.data.lexicons import read_any_lexicon

    rejects: list[Reject] = []
    names = _names(lexicons)
    read: dict[str, list[Translation]] = {
        name: list(
            read_any_lexicon(path, source=source, target=target, rejects=rejects if keep_going else None)
        )
        for name, path in names.items()
    }
    counts = None if frequencies is None else _frequencies(frequencies)
    merged = merge_lexicons(read, frequencies=counts)
    remark_rejects(rejects)
    _need(merged, "The lexicons hold no entry.")
    if json:
        print_json({"entries": merged})
        return
    for one in merged:
        fields = [one.source, one.target, f"{one.weight:g}", " | ".join(one.senses), " | ".join(one.files)]
        if frequencies is not None:
            fields.append("" if one.frequency is None else f"{one.frequency:g}")
        line_out("\t".join(fields))
    total = sum(map(len, read.values()))
    _remark(f"{total:,} entries of {len(read)} files became {len(merged):,}")


@app.command()
def induce(
    source_file: Annotated[
        str, typer.Argument(metavar="FILE", help="Words or text of the first language; or pairs.")
    ],
    target_file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Words or text of the second language.")
    ] = None,
    source: From = None,
    target: To = None,
    k: Annotated[int, typer.Option("--k", min=1, help="Translations of a word, at most.")] = 1,
    mutual: Annotated[bool, typer.Option("--mutual", help="Only words that choose each other.")] = False,
    threshold: Annotated[float, typer.Option(help="Of two files: the least cosine.")] = 0.3,
    least: Annotated[int, typer.Option(min=1, help="Of pairs: the least number of links.")] = 2,
    probability: Annotated[
        float, typer.Option(help="Of pairs: the least share of either word's links.")
    ] = 0.1,
    model: WordEncoderName = "static",
    json: Json = False,
    keep_going: KeepGoing = False,
) -> None:
    """Find translations of words: among the words of a second file, or in pairs of sentences.

    Two files: words (a line each) or text, compared by their vectors. One file: pairs, as `data align`
    takes them, whose words are aligned. Prints word, translation and weight, separated by tabs.
    """
    from isogloss.cli.console import print_json
    from isogloss.cli.data.rejected import remark_rejects
    from isogloss.cli.lines import line_out
    from isogloss.progress import show_progress

    show_progress(sys.stderr.isatty() and not sys.stdout.isatty())
    rejects: list[Reject] = []
    if target_file is None:
        found = _from_pairs(
            source_file, (source, target), model, least, probability, rejects if keep_going else None
        )
    else:
        found = _from_words(source_file, target_file, (source, target), model, k, mutual, threshold)
    remark_rejects(rejects)
    _need(found, "No two words were found that translate each other.")
    if json:
        print_json({"entries": found})
        return
    for entry in found:
        line_out(f"{entry.source}\t{entry.target}\t{entry.weight:g}")
    _remark(f"{len(found):,} entries of {len({entry.source for entry in found}):,} words")


@app.command()
def coverage(
    lexicon_file: Annotated[Path, typer.Argument(metavar="LEXICON", help="A lexicon, or a folder of them.")],
    text: Annotated[
        Path,
        typer.Argument(metavar="TEXT", help="A text, a TSV of words and counts, or a folder of such."),
    ],
    language: Annotated[
        str | None, typer.Option("--language", metavar="L", help="Of a single text: its language.")
    ] = None,
    side: Annotated[
        str, typer.Option(metavar="SIDE", help="Which side of the lexicon the text is in: source or target.")
    ] = "target",
    counted: Annotated[
        bool, typer.Option("--counts", help="The texts are TSV of words and how often they occur.")
    ] = False,
    json: Json = False,
    keep_going: KeepGoing = False,
) -> None:
    """Say how much of a text a lexicon knows.

    Of folders, files are matched by the language in their names: en_sw.tsv with ref.swa.txt.
    """
    from isogloss.bitext.lexicons.folders import coverages
    from isogloss.cli.console import print_json
    from isogloss.cli.data.rejected import remark_rejects
    from isogloss.progress import show_progress
    from isogloss.table import unknown

    if side not in ("source", "target"):
        raise unknown(side, ("source", "target"), kind="side")
    show_progress(sys.stderr.isatty() and not sys.stdout.isatty())
    rejects: list[Reject] = []
    found = coverages(
        lexicon_file,
        text,
        language=language,
        side=side,
        counted=counted,
        rejects=rejects if keep_going else None,
    )
    remark_rejects(rejects)
    if found.unmatched:
        _remark(f"Files without a partner in their language: {', '.join(found.unmatched)}")
    if json:
        print_json({"languages": found.languages, "unmatched": found.unmatched})
    else:
        _table(found.languages)


def _table(found: tuple[Covered, ...]) -> None:
    from rich.table import Table
    from rich.text import Text

    from isogloss.cli.console import out
    from isogloss.languages.display import visible

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("language", no_wrap=True)
    for column in ("entries", "tokens", "known", "types", "known"):
        table.add_column(column, justify="right")
    table.add_column("missed most often", overflow="fold")
    for one in sorted(found, key=lambda one: (one.known_tokens / max(1, one.tokens), one.language)):
        missed = ", ".join(_short(word) for word, _ in one.missed[:5])
        table.add_row(
            one.language,
            f"{one.entries:,}",
            f"{one.tokens:,}",
            f"{one.known_tokens / max(1, one.tokens):.1%}",
            f"{one.types:,}",
            f"{one.known_types / max(1, one.types):.1%}",
            Text(visible(missed)),
        )
    out().print(table)


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST else f"{word[: _LONGEST - 1]}…"


def _from_pairs(
    path: str,
    languages: tuple[str | None, str | None],
    model: str,
    least: int,
    probability: float,
    rejects: list[Reject] | None,
) -> list[Entry]:
    from isogloss.bitext import induce_from_pairs
    from isogloss.data.lines import lines_of
    from isogloss.data.pairs import pairs_of, read_pairs
    from isogloss.data.rejects import Reject
    from isogloss.languages import Language
    from isogloss.models.aligners.table import load_aligner
    from isogloss.models.registry import load_word_encoder

    if path == "-":
        place = Path("standard input")
        rows = pairs_of(lines_of(sys.stdin.buffer, place), place, rejects=rejects)
    else:
        rows = read_pairs(path, rejects=rejects)
    read = list(rows)
    spoken = [Language.given(one) for one in languages]
    too_long: list[int] = []
    found = induce_from_pairs(
        [(pair.source, pair.target) for pair in read],
        source=languages[0],
        target=languages[1],
        aligner=load_aligner("combined", load_word_encoder(model), source=spoken[0], target=spoken[1]),
        least=least,
        probability=probability,
        refused=None if rejects is None else too_long,
    )
    if rejects is not None:
        reason = "the pair has too many words to be aligned at once"
        rejects += [Reject(path, int(read[number - 1].id), reason) for number in too_long]
    return found


def _from_words(
    source_file: str,
    target_file: Path,
    languages: tuple[str | None, str | None],
    model: str,
    k: int,
    mutual: bool,
    threshold: float,
) -> list[Entry]:
    from isogloss.bitext import induce_from_words
    from isogloss.bitext.lexicons.inducing import words_of
    from isogloss.models.registry import load_word_encoder

    sides = [
        words_of(_lines(path), language)
        for path, language in zip((source_file, str(target_file)), languages, strict=True)
    ]
    return induce_from_words(
        *sides,
        encoder=load_word_encoder(model),
        languages=languages,
        k=k,
        mutual=mutual,
        threshold=threshold,
    )


def _lines(path: str) -> Iterator[str]:
    from isogloss.cli.lines import lines_in
    from isogloss.data.lines import read_lines

    return lines_in() if path == "-" else (text for _, text in read_lines(path))


def _names(paths: list[Path]) -> dict[str, Path]:
    """Return the files by their names, by their whole paths where two names are the same."""
    names = [path.name for path in paths]
    return {str(path) if names.count(path.name) > 1 else path.name: path for path in paths}


def _frequencies(path: Path) -> dict[str, float]:
    from isogloss.data.lexicons.frequencies import read_frequencies

    return dict(read_frequencies(path))


def _need(found: object, message: str) -> None:
    from isogloss.errors import InputError

    if not found:
        raise InputError(message, fix="Check the files and the languages.")


def _remark(text: str) -> None:
    from isogloss.cli.console import remark

    remark(text)
