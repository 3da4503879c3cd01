"""``isogloss data score``: what speaks against pairs being translations of each other."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.data.options import EncoderName, From, PairFile, To
from isogloss.cli.options import Json, KeepGoing

if TYPE_CHECKING:
    from isogloss.bitext import Scored
    from isogloss.data.rejects import Reject


def score(
    pairs: PairFile,
    source: From = None,
    target: To = None,
    rules: Annotated[
        str | None,
        typer.Option(metavar="A,B,-C", help="Only these rules, or all but those with - before them."),
    ] = None,
    bands: Annotated[
        str, typer.Option(metavar="LOW,HIGH", help="Below the first drop, from the second on keep.")
    ] = "0.3,0.7",
    only: Annotated[
        str | None, typer.Option(metavar="VERDICT", help="Print only keep, doubt or drop; or two of them.")
    ] = None,
    model: EncoderName = "static",
    translator: Annotated[
        str | None, typer.Option(metavar="NAME", help="The translator of the rule roundtrip.")
    ] = None,
    scorer: Annotated[
        str | None, typer.Option(metavar="MODEL", help="The language model of the rule perplexity.")
    ] = None,
    report: Annotated[
        bool, typer.Option("--report", help="Print how often each rule fires, in place of the pairs.")
    ] = False,
    json: Json = False,
    keep_going: KeepGoing = False,
) -> None:
    """Say of each pair: keep, doubt or drop, and why.

    Prints verdict, score, reasons, source and target, separated by tabs, a line a pair in order.
    The score is the probability that a pair is good where as many are bad.
    """
    from isogloss import bitext
    from isogloss.cli.data.pairs import pairs_in
    from isogloss.cli.lists import listed
    from isogloss.models.registry import load_encoder, load_scorer
    from isogloss.models.translators.table import load_translator
    from isogloss.progress import show_progress

    wanted = _verdicts(only)
    rejects: list[Reject] = []
    show_progress(sys.stderr.isatty() and not sys.stdout.isatty())
    rows = pairs_in(pairs, rejects=rejects if keep_going else None, blank=True)
    found = bitext.score(
        ((pair.source, pair.target) for pair in rows),
        source=source,
        target=target,
        rules=listed(rules, "--rules"),
        encoder=load_encoder(model),
        translator=None if translator is None else load_translator(translator),
        scorer=None if scorer is None else load_scorer(scorer),
        bands=_bands(bands),
    )
    counts = _Counts()
    shown = _print(counts.counted(found), wanted, "report" if report else "json" if json else "lines")
    if json and not report and counts.pairs:
        sys.stdout.write("\n]}\n" if shown else '{"pairs": []}\n')
    if report:
        _report(counts, json=json)
    _sum_up(pairs, counts, rejects, shown=not report)


class _Counts:
    """How many pairs there were, by verdict, and how often each rule fired or could not tell."""

    def __init__(self) -> None:
        self.verdicts: Counter[str] = Counter()
        self.fired: Counter[str] = Counter()
        self.silent: Counter[str] = Counter()
        self.rules: tuple[str, ...] = ()

    @property
    def pairs(self) -> int:
        """How many pairs there were."""
        return self.verdicts.total()

    def counted(self, found: Iterator[Scored]) -> Iterator[Scored]:
        """Yield what is found, and count it."""
        for one in found:
            self.rules = tuple(one.badness)
            self.verdicts[one.verdict] += 1
            self.fired.update(list(one.reasons))
            self.silent.update(name for name, value in one.badness.items() if value is None)
            yield one


def _verdicts(only: str | None) -> frozenset[str]:
    from isogloss.table import unknown

    known = ("keep", "doubt", "drop")
    if only is None:
        return frozenset(known)
    asked = [name.strip() for name in only.split(",")]
    for name in asked:
        if name not in known:
            raise unknown(name, known, kind="verdict")
    return frozenset(asked)


def _bands(text: str) -> tuple[float, float]:
    from isogloss.errors import InputError

    try:
        low, high = map(float, text.split(","))
    except ValueError:
        raise InputError(
            f"--bands {text!r} are no two numbers.", fix="Write them so: --bands 0.3,0.7"
        ) from None
    return low, high


def _print(found: Iterator[Scored], wanted: frozenset[str], form: str) -> int:
    """Print the wanted pairs as lines or as a document without its end; return how many."""
    import msgspec

    from isogloss.cli.lines import field, line_out

    count = 0
    for one in found:
        if one.verdict not in wanted or form == "report":
            continue
        if form == "json":
            before = ",\n" if count else '{"pairs": [\n'
            sys.stdout.write(before + msgspec.json.encode(one).decode())
        else:
            if not count:
                line_out("verdict\tscore\treasons\tsource\ttarget")
            reasons = "; ".join(f"{name}: {said}" for name, said in one.reasons.items())
            line_out(
                "\t".join((one.verdict, f"{one.score:.3f}", reasons, field(one.source), field(one.target)))
            )
        count += 1
    return count


def _report(counts: _Counts, *, json: bool) -> None:
    from isogloss.cli.console import out, print_json

    total = max(1, counts.pairs)
    if json:
        rules = {
            name: {"fires": counts.fired[name], "cannot_tell": counts.silent[name]} for name in counts.rules
        }
        print_json({"pairs": counts.pairs, "verdicts": dict(counts.verdicts), "rules": rules})
        return
    from rich.table import Table

    from isogloss.cli.data.rejected import counted

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("rule")
    for column in ("fires", "share", "cannot tell"):
        table.add_column(column, justify="right")
    for name in counts.rules:
        fired = counts.fired[name]
        table.add_row(name, f"{fired:,}", f"{fired / total:.1%}", f"{counts.silent[name] / total:.1%}")
    out().print(table)
    said = ", ".join(f"{name} {counts.verdicts[name]:,}" for name in ("keep", "doubt", "drop"))
    out().print(f"\n{counted(counts.pairs, 'pair')}: {said}")


def _sum_up(path: str, counts: _Counts, rejects: list[Reject], *, shown: bool) -> None:
    from isogloss.cli.console import remark
    from isogloss.cli.data.rejected import counted, remark_rejects
    from isogloss.errors import InputError

    remark_rejects(rejects)
    if not counts.pairs:
        place = "Standard input" if path == "-" else path
        raise InputError(
            f"{place} holds no pair to score.", fix="A source and a target a line were expected."
        )
    if shown:
        said = ", ".join(f"{name} {counts.verdicts[name]:,}" for name in ("keep", "doubt", "drop"))
        remark(f"{counted(counts.pairs, 'pair')}: {said}")
