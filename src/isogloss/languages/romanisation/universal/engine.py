"""uroman itself: loaded once a process, and asked for one text at a time.

Source: Hermjakob, May and Knight 2018, "Out-of-the-box Universal Romanization Tool uroman" (ACL, demo
track); the package uroman 1.3.1.1.
"""

from __future__ import annotations

import gc
import re
from functools import cache
from typing import Any, Final, NamedTuple

from isogloss.extras import need

# What uroman raises on texts it has not foreseen: 百分之 at a text's end, a number of 5,000 digits.
FAULTS: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
# Digits join into numbers; what is left of ASCII stays as it is.
_PLAIN: Final = re.compile("[ -/:-~]+")


class Reading(NamedTuple):
    """What uroman makes of a text.

    edges: how many characters of the text each part stands for, and the part; together they are all of it.
    looked_back: whether it looked for something before the text's beginning, so that what stands there
        counts.
    """

    edges: tuple[tuple[int, str], ...]
    looked_back: bool


class Engine(NamedTuple):
    """uroman, the class of its lattices, and whether all its rules for ASCII give back what they take."""

    uroman: Any
    lattice_class: type[Any]
    ascii_stays: bool


def reading(text: str, code: str | None) -> Reading:
    """Return ``text`` as ``Uroman().romanize_string(text, lcode=code)`` has it, by its parts.

    Raises MissingExtra without uroman, and one of FAULTS where uroman itself fails.
    """
    uroman, lattice_class, ascii_stays = load_engine()
    if ascii_stays and _PLAIN.fullmatch(text):
        return Reading(((len(text), text),), looked_back=False)
    lattice = lattice_class(text, uroman=uroman, lcode=code)
    lattice.pick_tibetan_vowel_edge()
    lattice.prep_braille()
    lattice.add_romanization()
    lattice.add_numbers(uroman)
    lattice.add_braille_numbers()
    lattice.add_rom_fall_back_singles()
    edges: list[tuple[int, str]] = []
    place = 0
    for edge in lattice.best_rom_edge_path(0, len(text)):
        # uroman passes over a character that nothing was found for.
        edges += [(1, "")] * (edge.start - place)
        edges.append((edge.end - edge.start, edge.txt))
        place = edge.end
    edges += [(1, "")] * (len(text) - place)
    return Reading(tuple(edges), lattice.looked_back)


@cache
def load_engine() -> Engine:
    """Return the loaded uroman; takes some four seconds and 70 MB, once a process.

    Raises MissingExtra where uroman is not installed.
    """
    module = need("uroman.uroman", extra="text", purpose="The romaniser uroman")
    from isogloss.languages.romanisation.universal.lattice import Lattice

    collected = gc.isenabled()
    uroman = module.Uroman()
    if not collected:
        gc.disable()  # Uroman() switches it on, whatever it was.
    # uroman keeps a key for every string that it ever looked up and did not find: gigabytes, in time.
    uroman.dict_bool = _Facts(uroman.dict_bool, default=False)
    uroman.dict_str = _Facts(uroman.dict_str, default="")
    uroman.num_props = _Facts(uroman.num_props, default={})
    uroman.rom_rules = _Facts(uroman.rom_rules, default=[])
    return Engine(uroman, Lattice, _ascii_stays(uroman.rom_rules))


def _ascii_stays(rules: dict[str, list[Any]]) -> bool:
    plain = ((key, rule) for key, every in rules.items() if _PLAIN.fullmatch(key) for rule in every)
    return all(rule["t"] == key and rule["t-at-end-of-syllable"] is None for key, rule in plain)


class _Facts(dict[Any, Any]):
    """A mapping that has a value for every key, and keeps none that was only asked for."""

    def __init__(self, facts: dict[Any, Any], *, default: object) -> None:
        super().__init__((key, value) for key, value in facts.items() if value or value == 0)
        self.default = default

    def __missing__(self, key: object) -> object:
        return self.default
