"""``isogloss data encode``: vectors of text in Parquet files."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from isogloss.cli.data.options import EncoderName
from isogloss.cli.options import Json, KeepGoing, Ray


def encode(
    source: Annotated[
        str, typer.Argument(metavar="FOLDER", help="Parquet files: a folder, a file, or s3://… and the like.")
    ],
    out: Annotated[
        str, typer.Option(metavar="FOLDER", help="Where the files go, with a column more: vector.")
    ],
    model: EncoderName = "static",
    text: Annotated[str, typer.Option("--text", metavar="COLUMN", help="The text column.")] = "text",
    language: Annotated[
        str | None, typer.Option(metavar="L", help="The language of the texts, if all are of one.")
    ] = None,
    ray: Ray = None,
    json: Json = False,
    keep_going: KeepGoing = False,
) -> None:
    """Add vectors to the text in Parquet files.

    A file in, a file of the same name out; those that stand are kept, so the same command goes on.
    """
    from dataclasses import asdict

    from isogloss.bitext.encoding import encode_files
    from isogloss.bitext.mining.work import HERE, Spread
    from isogloss.cli.console import print_json
    from isogloss.cli.data.rejected import counted
    from isogloss.models.registry import load_encoder
    from isogloss.progress import show_progress

    show_progress(sys.stderr.isatty())
    spread: Spread = HERE
    if ray is not None:
        from isogloss.runs.ray.cluster import cluster

        spread = cluster(ray)
    done = encode_files(
        source,
        out,
        encoder=load_encoder(model),
        column=text,
        language=language,
        spread=spread,
        lenient=keep_going,
    )
    if json:
        print_json(asdict(done))
        return
    said = [f"{counted(done.files, 'file')} in {out}, {done.kept:,} of them from before"]
    said.append(counted(done.rows, "row"))
    if done.unknown:
        said.append(f"{done.unknown:,} of which the encoder knows nothing")
    if done.refused:
        said.append(f"{done.refused:,} without text left out")
    print(f"{', '.join(said)}.")
