"""Rewriting text piece by piece, the longest key first: the engine under the tables of letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from isogloss.languages.aligned import Aligned, joined

INITIAL: Final = "^"
FINAL: Final = "$"
# A word's letters and their combining marks; Python's \w holds letters, digits and _ alone.
_NOT_BEHIND_A_LETTER: Final = r"(?<![^\W\d_])(?<![\u0300-\u036f])"
_NOT_BEFORE_A_LETTER: Final = r"(?![^\W\d_]|[\u0300-\u036f])"
_MARK: Final = r"[\u0300-\u036f]"
# A group that never matches, so that the groups keep their numbers.
_NOTHING: Final = r"((?!))"


@dataclass(frozen=True)
class Rewriter:
    """Replaces keys from left to right; what is no key stays.

    rules: what stands for what. ``^`` before a key: only where a word begins; ``$`` behind it: only where a
        word ends. Of the keys that fit, one for a place in the word goes before one for any place, then the
        longest.
    capitals: what stands for a capital next to another one, where it differs (Њ is NJ in ЊИВА, Nj in Њива).
    letters: the letters that count as capital or small there.
    """

    rules: Mapping[str, str]
    capitals: Mapping[str, str]
    letters: str

    def transliterate(self, text: str) -> str:
        """Return the text with every key replaced; linear in its length."""
        return self.pattern.sub(self.replacement, text)

    def aligned(self, text: str) -> Aligned:
        """Return the text with every key replaced, which knows which key each part was made from."""
        return joined(self._pieces(text))

    @cached_property
    def starts(self) -> frozenset[str]:
        """The characters that a key can begin with: a text without them stays as it is."""
        return frozenset(key[0] for table in self._tables for key in table)

    def replacement(self, match: re.Match[str]) -> str:
        """Return what stands for what the pattern found."""
        place = match.lastindex or 0
        return match[0].translate(self._plain) if place == 1 else self._tables[place][match[0]]

    def _pieces(self, text: str) -> Iterator[tuple[str, str]]:
        done = 0
        for match in self.pattern.finditer(text):
            if match.start() > done:
                yield text[done : match.start()], text[done : match.start()]
            if match.lastindex == 1:
                yield from ((letter, self._plain.get(ord(letter), letter)) for letter in match[0])
            else:
                yield match[0], self.replacement(match)
            done = match.end()
        if done < len(text):
            yield text[done:], text[done:]

    @cached_property
    def _tables(self) -> tuple[Mapping[str, str], ...]:
        """What holds in each group of the pattern: none, plain, whole, initial, final, capitals (2), rest."""
        places: tuple[dict[str, str], ...] = ({}, {}, {}, {})
        for key, target in self.rules.items():
            begins, ends = key.startswith(INITIAL), key.endswith(FINAL)
            places[begins + 2 * ends][key[begins : len(key) - ends]] = target
        anywhere, initial, final, whole = places
        starts = {key[0] for key in anywhere if len(key) > 1}
        starts |= {key[0] for table in (initial, final, whole, self.capitals) for key in table}
        plain = {key: target for key, target in anywhere.items() if key[0] not in starts}
        rest = {key: target for key, target in anywhere.items() if key[0] in starts}
        return {}, plain, whole, initial, final, self.capitals, self.capitals, rest

    @cached_property
    def _plain(self) -> Mapping[int, str]:
        """What stands for a character that begins no longer key: runs of them go through str.translate."""
        return {ord(key): target for key, target in self._tables[1].items()}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A group for each place in a word that a rule may be for."""
        _, plain, whole, initial, final, capitals, _, rest = self._tables
        upper = _class(letter for letter in self.letters if letter.isupper())
        lower = _class(letter for letter in self.letters if letter.islower())
        parts = (
            f"([{_class(plain)}]+)" if plain else _NOTHING,
            f"{_NOT_BEHIND_A_LETTER}({_either(whole)}){_NOT_BEFORE_A_LETTER}" if whole else _NOTHING,
            f"{_NOT_BEHIND_A_LETTER}({_either(initial)})" if initial else _NOTHING,
            f"({_either(final)}){_NOT_BEFORE_A_LETTER}" if final else _NOTHING,
            f"({_either(capitals)})(?=[{upper}])" if capitals else _NOTHING,
            f"(?:(?<=[{upper}])|(?<=[{upper}]{_MARK}))({_either(capitals)})(?![{lower}])"
            if capitals
            else _NOTHING,
            f"({_either(rest)})" if rest else _NOTHING,
        )
        starts = "" if plain else f"(?=[{_class(self.starts)}])"
        return re.compile(f"{starts}(?:{'|'.join(parts)})")


def cased(rules: Mapping[str, str]) -> Rewriter:
    """Return a rewriter whose rules, written for small letters, hold for capitals too."""
    every = dict(rules)
    capitals: dict[str, str] = {}
    for key, target in rules.items():
        letters = key.strip(INITIAL + FINAL)
        begins, ends = INITIAL * key.startswith(INITIAL), FINAL * key.endswith(FINAL)
        title, upper = _titled(letters), _raised(letters)
        every.setdefault(f"{begins}{title}{ends}", _titled(target))
        every.setdefault(f"{begins}{upper}{ends}", _raised(target) if letters[1:] else _titled(target))
        # Beside capitals, digraphs are capitals throughout, and what stands for ʺ is one too.
        sign = title == upper == letters and unicodedata.category(letters[0]) == "Lm"
        derived = title == upper != letters and f"{title}{ends}" not in rules
        if (sign or derived) and not begins and _raised(target) != every[f"{title}{ends}"]:
            capitals.setdefault(title, _raised(target))
    return Rewriter(every, capitals, "".join(sorted({letter for key in every for letter in key})))


def _titled(text: str) -> str:
    """Return the text with its first letter large, as in a title: what stands before it (ʺ, ') stays."""
    for place, letter in enumerate(text):
        if (title := _capital(letter.title(), letter)) != letter:
            return text[:place] + title + text[place + 1 :]
    return text


def _raised(text: str) -> str:
    """Return the text in capitals, but for letters that have none of their own (ß)."""
    return "".join(_capital(letter.upper(), letter) for letter in text)


def _capital(large: str, letter: str) -> str:
    """Return a letter's capital; ǰ has one and its mark, ß has none but two other letters."""
    return large if len(large) == 1 or unicodedata.combining(large[1]) else letter


def _either(keys: Iterable[str]) -> str:
    """Return a pattern for any of the keys, the longest first."""
    return "|".join(map(re.escape, sorted(keys, key=lambda key: (-len(key), key))))


def _class(letters: Iterable[str]) -> str:
    return "".join(map(re.escape, sorted(letters)))
