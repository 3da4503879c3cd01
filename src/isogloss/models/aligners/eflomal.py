"""``eflomal``: a program that the user has; nothing of it is ours, or comes with us (it is under the GPL)."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from isogloss.data.examples import Entry
from isogloss.errors import InputError
from isogloss.models.aligners.statistical.symmetrisation import BothWays, Cells, symmetrisation
from isogloss.models.contracts import Aligner, Link, WordEncoder, WordPair

PROGRAM: Final = "eflomal-align"
_BLANK: Final = re.compile(r"\s+")
_LINK: Final = re.compile(r"([0-9]+)-([0-9]+)", re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class EflomalAligner:
    """Asks ``eflomal-align``, found on PATH, for both directions. A LearningAligner.

    symmetrised: a name of SYMMETRISATIONS. training: pairs that are learned from with those that are aligned.
    The program draws by chance: the same pairs may give other links. Sure are those of both directions.
    """

    name: str = "eflomal"
    symmetrised: str = "grow-diag-final-and"
    training: tuple[WordPair, ...] = ()

    def fit(self, pairs: Sequence[WordPair]) -> EflomalAligner:
        """Return the aligner that learns from ``pairs`` too, whenever it aligns."""
        return replace(self, training=tuple(pairs))

    def align(self, pairs: Sequence[WordPair]) -> list[tuple[Link, ...]]:
        """Return the links of each pair; raises InputError if the program is not there, or fails."""
        asked = [place for place, (source, target) in enumerate(pairs) if len(source) and len(target)]
        if not asked:
            return [()] * len(pairs)
        given = [pairs[place] for place in asked]
        more = [pair for pair in self.training if len(pair[0]) and len(pair[1])]
        forward, backward = _run([*given, *more])
        found: list[tuple[Link, ...]] = [()] * len(pairs)
        for place, pair, there, back in zip(asked, given, forward, backward, strict=False):
            found[place] = self._links(pair, there, back)
        return found

    def _links(self, pair: WordPair, forward: Cells, backward: Cells) -> tuple[Link, ...]:
        size = len(pair[0]), len(pair[1])
        if any(i >= size[0] or j >= size[1] for i, j in forward | backward):
            raise InputError(f"{PROGRAM} links words that a pair does not have.", fix="Check its version.")
        agreed = np.zeros(size, np.float32)
        for cell in forward & backward:
            agreed[cell] = 1.0
        cells = symmetrisation(self.symmetrised)(BothWays(forward, backward, agreed))
        return tuple(Link(i, j, 1.0 if agreed[i, j] else 0.5, bool(agreed[i, j])) for i, j in sorted(cells))


def _run(pairs: Sequence[WordPair]) -> tuple[list[Cells], list[Cells]]:
    """Return what both directions of the program link, a set of cells a pair."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise InputError(
            f"The aligner eflomal is the program {PROGRAM}, which is not on PATH.",
            fix="Install it (github.com/robertostling/eflomal), or take --aligner combined.",
        )
    with tempfile.TemporaryDirectory(prefix="isogloss-eflomal-") as folder:
        files = {name: Path(folder) / name for name in ("source", "target", "forward", "backward")}
        for side, name in enumerate(("source", "target")):
            lines = "".join(_line(pair[side]) for pair in pairs)
            files[name].write_text(lines, encoding="utf-8", errors="replace", newline="\n")
        command = [program]
        for option, name in (("-s", "source"), ("-t", "target"), ("-f", "forward"), ("-r", "backward")):
            command += [option, str(files[name])]
        ended = subprocess.run(  # noqa: S603  no shell, and every argument is ours
            command, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL, check=False
        )
        if ended.returncode:
            said = ended.stderr.strip().splitlines()[-1:] or [f"it ended with {ended.returncode}"]
            raise InputError(f"{PROGRAM} failed: {said[0][:200]}", fix="Try it by itself.")
        return _read(files["forward"], len(pairs)), _read(files["backward"], len(pairs))


def _line(words: Sequence[str]) -> str:
    return " ".join(_BLANK.sub("_", word) or "_" for word in words) + "\n"


def _read(file: Path, count: int) -> list[Cells]:
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else []
    if len(lines) != count:
        raise InputError(
            f"{PROGRAM} wrote {len(lines):,} lines of links for {count:,} pairs.", fix="Check its version."
        )
    found = []
    for line in lines:
        links = [_LINK.fullmatch(said) for said in line.split()]
        if None in links:
            raise InputError(f"{PROGRAM} wrote {line[:60]!r} for links.", fix="Check its version.")
        found.append({(int(link[1]), int(link[2])) for link in links if link})
    return found


def aligner(encoder: WordEncoder, lexicon: Sequence[Entry] = ()) -> Aligner:  # noqa: ARG001  asks no encoder
    """Return the aligner ``eflomal``; raises InputError for a lexicon, which it does not take."""
    if lexicon:
        raise InputError("The aligner eflomal takes no lexicon.", fix="Leave it out, or take combined.")
    return EflomalAligner()
