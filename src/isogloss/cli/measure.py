"""``isogloss measure``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from isogloss.cli.options import Json, Ray


def measure(
    model: Annotated[
        str,
        typer.Argument(
            metavar="MODEL",
            help="static, hf:FOLDER, vectors:FOLDER, generations:FILE, or a tokenizer: bytes, …",
        ),
    ],
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="PARALLEL",
            help="The same sentences in many languages: a folder (NTREX, FLORES, Tatoeba) or a table.",
        ),
    ] = None,
    languages: Annotated[
        str,
        typer.Option(
            metavar="LANGUAGES", help="all, or a list: swh,hin,script:Deva; a leading - takes away."
        ),
    ] = "all",
    pivot: Annotated[
        str, typer.Option(metavar="LANGUAGE", help="The language that the others are held against.")
    ] = "eng",
    probes: Annotated[
        str | None,
        typer.Option(
            help="A list of premium, alignment, ranker, space, lexical, latent, fidelity, routing, "
            "predictors, influence. "
            "[default: all that can be asked]"
        ),
    ] = None,
    lines: Annotated[
        str | None, typer.Option(metavar="LINES", help="Which sentences: 1801-1997,5. [default: all]")
    ] = None,
    pooling: Annotated[
        str | None,
        typer.Option(
            help="How token vectors become one: mean,weighted,last. [default: by the kind of model]"
        ),
    ] = None,
    prices: Annotated[Path | None, typer.Option(help="A TOML file of prices a million tokens.")] = None,
    populations: Annotated[
        Path | None, typer.Option(help="A TSV with columns language, speakers, income.")
    ] = None,
    given: Annotated[
        Path | None, typer.Option(help="A TSV of numbers by language that the ranking is compared with.")
    ] = None,
    lexicon: Annotated[
        Path | None, typer.Option(help="Word translations: a folder or file, as XLing-Eval or GATITOS.")
    ] = None,
    links: Annotated[
        Path | None, typer.Option(help="A TSV of cognates, false friends, translations.")
    ] = None,
    generations: Annotated[
        Path | None,
        typer.Option(help="Texts that the model wrote: a table with columns language (asked) and text."),
    ] = None,
    prompts: Annotated[
        Path | None,
        typer.Option(help="Prompts that the model is to answer now: columns language and prompt."),
    ] = None,
    scores: Annotated[
        Path | None,
        typer.Option(metavar="RUN", help="The folder of isogloss transfer, for predictors and influence."),
    ] = None,
    predict: Annotated[
        str | None,
        typer.Option(metavar="LANGUAGES", help="Languages without labels, whose scores are to be expected."),
    ] = None,
    examples: Annotated[
        str | None,
        typer.Option(metavar="IDS", help="Test examples to explain. [default: the most surely wrong]"),
    ] = None,
    influence_by: Annotated[
        str, typer.Option(metavar="ekfac|tracin", help="How influence is told of a fine-tuned network.")
    ] = "ekfac",
    most: Annotated[int, typer.Option(min=1, help="Tokens of an answer at the most.")] = 256,
    templates: Annotated[
        Path | None, typer.Option(help="Your own prompts of words: a TSV of task, shots, template.")
    ] = None,
    context: Annotated[int, typer.Option(min=1, help="Tokens that a prompt may have.")] = 8192,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Of the intervals.")] = 0,
    out: Annotated[
        Path | None,
        typer.Option(help="The run folder; the same command again resumes it. [default: runs/MODEL-…]"),
    ] = None,
    workers: Annotated[
        int, typer.Option(min=0, help="Processes, each with its own model; 0: one a core, for hf: one.")
    ] = 0,
    ray: Ray = None,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Leave out languages that cannot be read, and count them.")
    ] = False,
    json: Json = False,
) -> None:
    """Say what a model loses in each language, and why.

    Prints a profile, and writes a run folder with every number and a page.
    """
    from isogloss.cli.lists import listed
    from isogloss.cli.profile import finish
    from isogloss.cli.workforce import workforce
    from isogloss.measure import Settings, influence_named, poolings_named
    from isogloss.measure import measure as run_measure
    from isogloss.progress import show_progress

    show_progress(not json and os.isatty(2))
    usual = 1 if model.startswith("hf:") and probes != "premium" else os.cpu_count() or 1
    run = run_measure(
        model,
        on=on,
        languages=languages,
        pivot=pivot,
        probes=listed(probes, "--probes"),
        out=out,
        workers=workforce(ray, workers, usual),
        settings=Settings(
            lines=lines or "",
            poolings=poolings_named(listed(pooling, "--pooling")),
            prices=prices,
            populations=populations,
            given=given,
            lexicon=lexicon,
            links=links,
            generations=generations,
            prompts=prompts,
            scores=scores,
            predict=listed(predict, "--predict"),
            examples=listed(examples, "--examples"),
            influence_by=influence_named(influence_by),
            most=most,
            templates=templates,
            context=context,
            seed=seed,
            keep_going=keep_going,
        ),
    )
    finish(run, json=json)
