"""``isogloss data mine-questions``: questions with answers in two languages of one site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.data.options import EncoderName, Threshold
from isogloss.cli.options import Json, KeepGoing

if TYPE_CHECKING:
    from isogloss.bitext.questions import MinedQuestions
    from isogloss.data.rejects import Reject


def mine_questions(
    pages: Annotated[
        Path,
        typer.Argument(
            metavar="PAGES",
            help="JSON Lines with url, language, question and answer; a page of HTML, or a folder of such.",
        ),
    ],
    source: Annotated[str, typer.Option("--from", metavar="L", help="The one language.")],
    target: Annotated[str, typer.Option("--to", metavar="L", help="The other.")],
    model: EncoderName = "static",
    threshold: Threshold = None,
    json: Json = False,
    keep_going: KeepGoing = False,
) -> None:
    """Find FAQ entries of one site that translate each other.

    Pages mark them up by schema.org (FAQPage). Prints score, both URLs, both questions and both
    answers, separated by tabs, the best first.
    """
    from isogloss import bitext
    from isogloss.bitext.mining import Mining
    from isogloss.bitext.questions import read_questions
    from isogloss.cli.console import print_json
    from isogloss.cli.data.rejected import remark_rejects
    from isogloss.models.registry import load_encoder
    from isogloss.progress import show_progress

    show_progress(sys.stderr.isatty())
    rejects: list[Reject] = []
    try:
        found = bitext.mine_questions(
            read_questions(pages, rejects=rejects if keep_going else None),
            source=source,
            target=target,
            encoder=load_encoder(model),
            options=Mining(threshold=threshold),
        )
    finally:  # where nothing is left to compare, what was refused tells why
        remark_rejects(rejects, "page" if pages.is_dir() or pages.suffix in (".html", ".htm") else "row")
    if json:
        print_json(_document(found))
    else:
        _print(found)


def _document(found: MinedQuestions) -> dict[str, object]:
    pairs = [
        {
            "score": pair.score,
            "same_page": pair.same_page,
            **{
                side: {
                    "url": one.url,
                    "language": str(one.language),
                    "question": one.question,
                    "answer": one.answer,
                }
                for side, one in (("source", pair.source), ("target", pair.target))
            },
        }
        for pair in found.pairs
    ]
    counts = {"below": found.below, "compared": found.compared, "alone": found.alone}
    return {"pairs": pairs, "threshold": found.threshold, **counts}


def _print(found: MinedQuestions) -> None:
    from isogloss.cli.console import remark
    from isogloss.cli.data.rejected import counted
    from isogloss.cli.lines import line_out

    for pair in found.pairs:
        one, other = pair.source, pair.target
        fields = (one.url, other.url, one.question, other.question, one.answer, other.answer)
        line_out("\t".join([f"{pair.score:.4f}", *(" ".join(field.split()) for field in fields)]))
    below = "" if found.threshold is None else f", {found.below:,} more below {found.threshold:.4f}"
    remark(
        f"{found.compared[0]:,} and {found.compared[1]:,} questions compared; of {found.alone[0]:,} and "
        f"{found.alone[1]:,} the site has none in the other language; "
        f"{counted(len(found.pairs), 'pair')}{below}."
    )
