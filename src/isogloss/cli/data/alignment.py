"""``isogloss data align``: which words of sentence pairs translate each other."""

from __future__ import annotations

import sys
from bisect import insort
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.data.options import From, PairFile, To, WordEncoderName, WordList
from isogloss.cli.options import Json, KeepGoing

if TYPE_CHECKING:
    from isogloss.bitext import AlignedPair
    from isogloss.data.examples import SentencePair
    from isogloss.data.rejects import Reject
    from isogloss.models.contracts import Aligner


def align(
    pairs: PairFile,
    source: From = None,
    target: To = None,
    tokenized: Annotated[
        bool, typer.Option("--tokenized", help="Words are what stands between blanks.")
    ] = False,
    aligner: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="combined, hmm (these two learn from the pairs), argmax, itermax, match, ot or softmax; "
            "combined:NAME and hmm:NAME join both directions by NAME, such as grow-diag-final-and.",
        ),
    ] = "combined",
    model: WordEncoderName = "static",
    train: Annotated[
        Path | None, typer.Option(metavar="FILE", help="More pairs to learn from, as the first file.")
    ] = None,
    lexicon: WordList = None,
    json: Json = False,
    keep_going: KeepGoing = False,
) -> None:
    """Print for each pair which words translate each other.

    As 0-0 1-2, and 1p3 where it is only possible; words are counted from 0. One line a pair, in
    order; with --keep-going a refused row leaves an empty one.
    """
    from isogloss import bitext
    from isogloss.cli.data.pairs import pairs_in
    from isogloss.data.pairs import read_pairs
    from isogloss.progress import show_progress

    waiting: deque[SentencePair] = deque()
    rejects: list[Reject] = []
    too_long: list[int] = []
    show_progress(sys.stderr.isatty() and not sys.stdout.isatty())
    found = bitext.align(
        _texts(pairs_in(pairs, rejects=rejects if keep_going else None), waiting),
        source=source,
        target=target,
        tokenized=tokenized,
        aligner=_aligner(aligner, model, lexicon, (source, target)),
        training=[] if train is None else [(pair.source, pair.target) for pair in read_pairs(train)],
        refused=too_long if keep_going else None,
    )
    aligned = _short(((waiting.popleft(), pair) for pair in found), too_long, pairs, rejects)
    count = _print_json(aligner, aligned) if json else _print_lines(aligned, rejects)
    _sum_up(pairs, count, rejects)


def _texts(pairs: Iterator[SentencePair], waiting: deque[SentencePair]) -> Iterator[tuple[str, str]]:
    """Yield the two texts of each pair, which waits until its links come."""
    for pair in pairs:
        waiting.append(pair)
        yield pair.source, pair.target


def _aligner(
    name: str, model: str, lexicon: Path | None, languages: tuple[str | None, str | None]
) -> Aligner:
    from isogloss.data.lexicon import read_lexicon
    from isogloss.languages import Language
    from isogloss.models.aligners.table import load_aligner
    from isogloss.models.registry import load_word_encoder

    source, target = (Language.given(one) for one in languages)
    return load_aligner(
        name,
        load_word_encoder(model),
        [] if lexicon is None else list(read_lexicon(lexicon)),
        source=source,
        target=target,
    )


def _short(
    aligned: Iterator[tuple[SentencePair, AlignedPair]],
    too_long: list[int],
    place: str,
    rejects: list[Reject],
) -> Iterator[tuple[SentencePair, AlignedPair]]:
    """Yield what was aligned; what was too long goes among the refused rows, in the order of lines."""
    from isogloss.data.rejects import Reject

    name = "standard input" if place == "-" else place
    for number, (pair, links) in enumerate(aligned, start=1):
        if too_long and too_long[0] == number:
            del too_long[0]
            reason = "the pair has too many words to be aligned at once"
            insort(rejects, Reject(name, int(pair.id), reason), key=lambda reject: reject.line)
        else:
            yield pair, links


def _print_lines(aligned: Iterator[tuple[SentencePair, AlignedPair]], rejects: list[Reject]) -> int:
    """Print a line for each pair, an empty one in place of each refused row; return how many pairs."""
    count = blank = 0
    for pair, links in aligned:
        while blank < len(rejects) and rejects[blank].line < int(pair.id):
            print()
            blank += 1
        print(links.pharaoh())
        count += 1
    for _ in rejects[blank:]:
        print()
    return count


def _print_json(name: str, aligned: Iterator[tuple[SentencePair, AlignedPair]]) -> int:
    """Print one document, a pair at a time; return how many there were."""
    import msgspec

    def encoded(value: object) -> str:
        return msgspec.json.encode(value).decode()

    count = 0
    for pair, links in aligned:
        sides = {
            side: {"text": text, "words": spans}
            for side, text, spans in (
                ("source", pair.source, links.source),
                ("target", pair.target, links.target),
            )
        }
        before = "," if count else f'{{"aligner": {encoded(name)}, "pairs": ['
        sys.stdout.write(f"{before}\n{encoded({'id': pair.id, **sides, 'links': links.links})}")
        count += 1
    if count:
        sys.stdout.write("\n]}\n")
    return count


def _sum_up(path: str, count: int, rejects: list[Reject]) -> None:
    from isogloss.cli.data.rejected import remark_rejects
    from isogloss.errors import InputError

    place = "Standard input" if path == "-" else path
    remark_rejects(rejects)
    if not count:
        raise InputError(
            f"{place} holds no pair that can be aligned.", fix="A source and a target a line were expected."
        )
