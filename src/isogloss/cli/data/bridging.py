"""``isogloss data bridges``: which pairs of many languages to mine."""

from __future__ import annotations

from typing import Annotated

import typer

from isogloss.cli.options import Json


def bridges(
    languages: Annotated[
        list[str], typer.Argument(metavar="L…", help="Languages, parted by blanks or commas.")
    ],
    per_group: Annotated[
        int, typer.Option("--bridges", metavar="N", help="Languages of each group that bridge to others.")
    ] = 1,
    largest: Annotated[
        int, typer.Option(metavar="N", help="Families of more languages are split into branches.")
    ] = 8,
    pivot: Annotated[
        str, typer.Option(metavar="L", help="A language that is mined with all, if among them.")
    ] = "eng",
    json: Json = False,
) -> None:
    """Plan which pairs of many languages to mine.

    All pairs within a group of relatives, and between groups over bridges. Prints both languages of
    each pair and why (group, bridge, pivot), separated by tabs.
    """
    from isogloss import bitext
    from isogloss.cli.console import print_json, remark
    from isogloss.cli.data.rejected import counted
    from isogloss.cli.lists import listed

    named = [code for given in languages for code in listed(given, "LANGUAGES")]
    plan = bitext.bridges(named, per_group=per_group, largest=largest, pivot=pivot)
    if json:
        pairs = [{"source": str(p.source), "target": str(p.target), "reason": p.reason} for p in plan.pairs]
        groups = [
            {
                "name": group.name,
                "languages": list(map(str, group.languages)),
                "bridges": list(map(str, group.bridges)),
            }
            for group in plan.groups
        ]
        print_json({"groups": groups, "pairs": pairs, "possible": plan.possible})
        return
    for pair in plan.pairs:
        print(f"{pair.source}\t{pair.target}\t{pair.reason}")
    for group in plan.groups:
        members = " ".join(map(str, group.languages))
        remark(f"{group.name}: {members}; bridged by {' '.join(map(str, group.bridges))}.")
    remark(f"{counted(len(plan.pairs), 'pair')} of {plan.possible:,}.")
