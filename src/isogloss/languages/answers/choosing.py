"""Final answers that are letters of options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

import regex

from isogloss.languages.aligned import Aligned
from isogloss.languages.answers.claiming import chosen, claimed_right
from isogloss.languages.answers.letters import option_of, series_letters
from isogloss.languages.answers.passages import Passage, compiled, passages
from isogloss.languages.answers.phrases import lowered
from isogloss.languages.answers.reading import How, Reading
from isogloss.languages.language import Language

_UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Line_Break=SA}"
_OPEN: Final = r"[(（\[【「『《\"“'‘<｢〔\{]\s{0,2}"
_CLOSE: Final = r"\s{0,2}[)）\]】」』》\"”'’>｣〕\}.:：、．。,，።།۔।؟;]"
# What may touch a letter of a script without blanks, or follow a Latin one with an apostrophe.
_ENDINGS: Final = r"です|だ|である|で|を|が|입니다|이다|이에요|예요|번|项|項|选项|選項|ครับ|ค่ะ|នេះ|ဖြစ်|ပါ"
_SUFFIXES: Final = r"['’][dt][iıuü]r"
# Letters that are words of some language.
_WORDS: Final = frozenset("AEIOUYWZKSVАВЕИКОСУЯΗΟΑఆఈಆಈആഈஆஈ나다가一")
# Words that may stand between a cue and the letter: "option", "the letter".
_BETWEEN: Final = 4
# "Option B" is nothing but its letter.
_BRIEF_WORDS: Final = 2
# Characters within which a word such as "because" tells that a letter is no word.
_REASON: Final = 30
# Characters between the letters of "B or C".
_ALTERNATIVE: Final = 5


@dataclass(frozen=True, slots=True)
class _Letter:
    option: int
    start: int
    end: int
    framed: bool


def read_choice(text: Aligned, language: Language, labels: Sequence[str]) -> Reading:
    """Return the option that a text without markup chooses; see ``read_answer``."""
    found: dict[How, list[_Letter]] = {}
    for passage in passages(text.text):
        letters = _in_passage(text.text, passage, language, labels)
        if letters:
            found.setdefault(passage.how, []).extend(letters)
    if not found and (claims := list(_claims(text.text, language, labels))):
        found["cue"] = claims
    if not found:
        for how, letters in _unannounced(text.text, language, labels):
            if letters:
                found[how] = letters
                break
    for how, letters in found.items():
        return _agreed(text, how, letters, labels)
    return Reading(reason="no answer")


def _agreed(text: Aligned, how: How, letters: Sequence[_Letter], labels: Sequence[str]) -> Reading:
    if len({letter.option for letter in letters}) > 1:
        return Reading(reason="contradiction")
    last = letters[-1]
    if last.option >= len(labels):
        return Reading(reason="no such option")
    start, end = text.back(last.start, last.end)
    return Reading(how, option=last.option, start=start, end=end)


def _in_passage(text: str, passage: Passage, language: Language, labels: Sequence[str]) -> list[_Letter]:
    """Return the letter that a passage gives, both if it gives two, none if it gives no clear one."""
    for place in (passage.start, passage.joined):
        letters = [] if place is None else list(_letters(text[place : passage.end], language, labels))
        if place is None or not letters:
            continue
        words = len(text[place : place + letters[0].start].split())
        if words and (
            place != passage.joined or words > _BETWEEN or len({one.option for one in letters}) > 1
        ):
            continue
        near = [one for one in letters[1:2] if one.start - letters[0].end <= _ALTERNATIVE]
        return [replace(one, start=place + one.start, end=place + one.end) for one in letters[:1] + near]
    return []


def _letters(piece: str, language: Language, labels: Sequence[str]) -> Iterator[_Letter]:
    """Return the letters of a passage that name options; a letter that is rather a word is left out."""
    for match in _pattern(tuple(labels)).finditer(piece):
        letter = match["letter"]
        framed = bool(match["open"] or match["close"])
        if not framed and _a_word(letter, piece[match.end() : match.end() + _REASON]):
            continue
        option = option_of(letter, labels, language)
        if option is not None:
            yield _Letter(option, *match.span("letter"), framed)


def _claims(text: str, language: Language, labels: Sequence[str]) -> Iterator[_Letter]:
    """Return the letters that are said to be right or chosen: B is correct, I choose B, so B."""
    low = lowered(text)
    matches = list(_pattern(tuple(labels)).finditer(text))
    several = {place for pair in pairwise(matches) if _either(low, *pair) for place in pair}
    for match in matches:
        letter, (start, end) = match["letter"], match.span("letter")
        framed = bool(match["open"] or match["close"])
        if match in several or (letter.islower() and letter.upper() != letter and not framed):
            continue
        if not (claimed_right(low, end) or chosen(low, match.start(), end)):
            continue
        option = option_of(letter, labels, language)
        if option is not None and option < len(labels):
            yield _Letter(option, start, end, framed)


def _either(text: str, first: regex.Match[str], second: regex.Match[str]) -> bool:
    """Return whether two letters are joined: A and B, A or B."""
    between = second.start() - first.end()
    return between <= _ALTERNATIVE + 5 and _joining().fullmatch(text, first.end(), second.start()) is not None


def _a_word(letter: str, rest: str) -> bool:
    """Return whether an unframed letter is rather a word ("A dog", "a", "В Москве") than an option."""
    if not rest.strip(" \n.!*"):
        return False
    if letter.islower() and letter.upper() != letter:
        return True
    return letter in _WORDS and rest[:1].isspace() and not _because().match(lowered(rest))


def _unannounced(text: str, language: Language, labels: Sequence[str]) -> Iterator[tuple[How, list[_Letter]]]:
    letters = list(_letters(text, language, labels))
    bare = text.strip(" \t\n()[]{}（）【】「」\"'“”.。:：*।።།۔")
    brief = letters if len(bare.split()) <= _BRIEF_WORDS and not _denial().search(lowered(bare)) else []
    yield "whole", [one for one in letters if text[one.start : one.end] == bare] or brief
    marked = _without_list([one for one in letters if _leads(text, one) or _bracketed(text, one)])
    yield "leading", [one for one in marked if _leads(text, one)]
    lines = [one for one in letters if _alone(text, one)]
    yield "last", lines or [one for one in marked if _bracketed(text, one)]


def _without_list(letters: Sequence[_Letter]) -> list[_Letter]:
    """Return letters without those that list the options again, in order: A) Paris B) London."""
    listed = 0
    while listed < len(letters) and letters[listed].option == listed:
        listed += 1
    return list(letters[listed:] if listed > 1 else letters)


def _leads(text: str, letter: _Letter) -> bool:
    """Return whether a letter begins a line as one names an option: B) Paris."""
    before = text.rfind("\n", 0, letter.start) + 1
    behind = text[letter.end : letter.end + 1]
    return not text[before : letter.start].strip(" ([（【") and behind != "" and behind in ")].:）】：．、"


def _alone(text: str, letter: _Letter) -> bool:
    start = text.rfind("\n", 0, letter.start) + 1
    end = text.find("\n", letter.end)
    line = text[start : end if end >= 0 else len(text)]
    return line.strip(" \t()[]{}（）【】「」\"'“”.。:：*।።།۔\r") == text[letter.start : letter.end]


def _bracketed(text: str, letter: _Letter) -> bool:
    before, behind = text[letter.start - 1 : letter.start], text[letter.end : letter.end + 1]
    return before + behind in ("()", "（）", "[]", "【】", "「」") or before == "" == behind


@lru_cache(maxsize=64)
def _pattern(labels: tuple[str, ...]) -> regex.Pattern[str]:
    letters = set(labels) | set(series_letters())
    letters |= {letter.lower() for letter in letters if len(letter.lower()) == len(letter)}
    if all(label.isdecimal() for label in labels):
        letters |= {chr(code) for code in range(0x30, 0x1E95A) if chr(code).isdecimal() and chr(code) != "0"}
        letters |= set("一二三四五六七八九")
    apart = rf"[[\p{{L}}\p{{M}}\p{{N}}'’_]--[{_UNSPACED}]]"
    left = rf"(?<!{apart})(?<!\p{{L}}[-‐‑])(?<![{_UNSPACED}](?=[{_UNSPACED}]))"
    right = r"(?![\p{L}\p{M}\p{N}+#_]|['’]\p{L}|[-‐‑]\p{L})"
    # A Latin letter may touch Han, Thai, kana and Hangul.
    touching = rf"(?<=[\p{{LC}}\p{{N}}])(?=[{_UNSPACED}])"
    behind = rf"(?:(?={_SUFFIXES})|(?=(?:{_ENDINGS}))|{touching}|{right})"
    return regex.compile(
        rf"(?P<open>{_OPEN})?+{left}(?P<letter>\L<letters>){behind}(?P<close>{_CLOSE})?+",
        regex.V1,
        letters=sorted(letters),
    )


@lru_cache(maxsize=1)
def _because() -> regex.Pattern[str]:
    return compiled(r"\s+<reasons>", {"reasons": "because"})


@lru_cache(maxsize=1)
def _joining() -> regex.Pattern[str]:
    return compiled(r"\s{0,2}(?:<either>|[&/])\s{0,2}", {"either": "or"})


@lru_cache(maxsize=1)
def _denial() -> regex.Pattern[str]:
    return compiled("<denies>", {"denies": "not"})
