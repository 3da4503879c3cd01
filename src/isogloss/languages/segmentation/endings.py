"""Whether a stop ends its sentence, by what stands before and behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

from isogloss.languages.segmentation import stops
from isogloss.languages.segmentation.conventions import Conventions

# So much of a word before a stop is looked at.
_REACH: Final = 24
_LONG_CLAUSE: Final = 40
_QUOTES: Final = regex.compile(r"[\p{Pf}\p{Pi}\"'\u201e\u300d\u300f]")
_ADDRESS: Final = frozenset("/=@\\")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``text[begin:limit]`` between two line breaks; cased: whether its writer uses capital letters."""

    text: str
    begin: int
    limit: int
    cased: bool
    rules: Conventions


def sentence_end(paragraph: Paragraph, start: int, at: int, behind: int) -> int | None:
    """Return where the sentence that began at ``start`` ends if the stop ``text[at:behind]`` ends it.

    Closing marks behind the stop belong to the sentence.
    """
    text, limit = paragraph.text, paragraph.limit
    if text[at:behind].isspace():
        # Only a long Thai clause is taken for a sentence; where a Dzongkha verb ends, so does the sentence.
        return at if at - start >= _LONG_CLAUSE or not stops.STOPLESS.match(text, behind) else None
    if not stops.MARKS.fullmatch(text, at, behind):
        return _plain_end(paragraph, start, at, behind)
    end = _matched(stops.CLOSERS, text, behind, limit)
    if _matched(stops.BLANKS, text, end, limit) == limit:
        return end
    if stops.CONTINUES.match(text, end, limit):
        return None
    if not (text[end].isspace() or text[end - 1].isspace()):
        return end if _blank_forgotten(paragraph, at, behind, end) else None
    quoted = _QUOTES.search(text, behind, end) is not None
    if quoted and stops.QUOTED.match(text, end, limit):
        return None
    next_word = _next_word(text, end, limit)
    if stops.PERIOD.fullmatch(text, at, behind):
        ended = _full_stop_ends(paragraph, start, at, next_word, quoted)
    elif stops.ELLIPSIS.fullmatch(text, at, behind) and stops.UNCASED.match(next_word):
        ended = False
    else:
        # "Oh! what a day" goes on; "Why? because" does not, unless the question is quoted.
        goes_on = quoted or (paragraph.cased and "?" not in text[at:behind])
        ended = not (goes_on and stops.LOWER.match(next_word))
    return end if ended else None


def _next_word(text: str, end: int, limit: int) -> str:
    """Return the first word behind a stop; in capitals if it opens one in spite of a small letter."""
    place = _matched(stops.OPENERS, text, end, limit)
    word = stops.WORD.match(text, place, limit)
    if not word:
        return ""
    return word[0].upper() if stops.PREFIXED.match(text, place, limit) else word[0]


def _plain_end(paragraph: Paragraph, start: int, at: int, behind: int) -> int | None:
    """Return where a sentence ends whose stop needs no blank behind it: a danda, a CJK full stop, a shad."""
    text, limit = paragraph.text, paragraph.limit
    end = _matched(stops.TIGHT_CLOSERS, text, behind, limit)
    if end < limit and text[end] in "\"'" and _closes(text, start, at, end, limit):
        end = _matched(stops.TIGHT_CLOSERS, text, end + 1, limit)
    if end == limit:
        return end
    if text[end].isdigit() and text[at - 1].isdigit():
        return None
    if stops.CONTINUES.match(text, end, limit):
        return None
    if _QUOTES.match(text, end - 1) and stops.QUOTED.match(text, end, limit):
        return None
    if stops.SHADS.fullmatch(text, at, behind) and stops.SHAD_CONTINUES.match(text, start, at):
        return None
    # The Khmer "etc." is written between two full stops.
    return None if text.startswith("ល។", end) or text.startswith("។ល។", at - 2) else end


def _closes(text: str, start: int, stop: int, quote: int, limit: int) -> bool:
    """Return whether a straight quotation mark behind a stop closes: a blank follows, or one is open."""
    if quote + 1 >= limit or not text[quote + 1].isalnum():
        return True
    return text.count(text[quote], max(start, stop - 500), stop) % 2 == 1


def _blank_forgotten(paragraph: Paragraph, at: int, behind: int, end: int) -> bool:
    """Return whether a stop without a blank behind it ends a sentence all the same.

    "?" and "!" do before a capital or a letter without case, unless in an address; a full stop does between
    two long words of a script without case.
    """
    text = paragraph.text
    word = stops.BEFORE.match(text, max(paragraph.begin, at - _REACH), at)
    before = word[0] if word else ""
    follows = stops.WORD.match(text, _matched(stops.OPENERS, text, end, paragraph.limit), paragraph.limit)
    if not follows or end < behind:
        return False
    uncased = stops.UNCASED.match(follows[0]) is not None
    if stops.PERIOD.fullmatch(text, at, behind) or stops.ELLIPSIS.fullmatch(text, at, behind):
        if not uncased or not before or not stops.UNCASED.match(before[-1]):
            return False
        return _is_plain_word(paragraph.rules, before) and len(follows[0]) > 1
    if not (uncased or stops.UPPER.match(follows[0])):
        return False
    return bool(before) and not _ADDRESS & set(text[max(paragraph.begin, at - _REACH) : at])


def _is_plain_word(rules: Conventions, word: str) -> bool:
    """Return whether a word of a script without case is nothing that a full stop abbreviates."""
    if "." in word or rules.kind(word) or stops.STOPLESS.match(word):
        return False
    return len(word) > (1 if stops.HANGUL.match(word) else 3)


def _full_stop_ends(paragraph: Paragraph, start: int, at: int, next_word: str, quoted: bool) -> bool:
    """Return whether one full stop ends a sentence before a blank and ``next_word``."""
    text, rules = paragraph.text, paragraph.rules
    word = stops.BEFORE.match(text, max(start, at - _REACH), at)
    before = word[0].strip("\"'’.") if word else ""
    # "2016m." is read as "m."
    before = before.lstrip("0123456789") or before
    if not before:
        return not stops.LOWER.match(next_word)
    kind = _kind(rules, _spaced(text, start, at, before))
    if stops.LOWER.match(next_word) and not stops.UNCASED.match(before[-1]):
        # Some writers begin in lower case; a long word is hardly an abbreviation that no table knows.
        if kind or quoted or text[at + 1 : at + 3].strip()[:1] == "(":
            return False
        return len(before) >= (5 if paragraph.cased else 2)
    if stops.ARMENIAN.match(before[-1]) and _has_armenian_stop(paragraph, at):
        return False
    if kind == "title" or stops.LISTED.fullmatch(text, start, at):
        return False
    if stops.FIGURE.fullmatch(before):
        return _figure_ends(rules, before, next_word)
    if next_word[:1].isnumeric():
        return not kind and not stops.INITIAL.fullmatch(before)
    if stops.INITIAL.fullmatch(before):
        return _opens(rules, next_word)
    if kind == "either":
        return _opens(rules, next_word) or not (rules.openings or not stops.UPPER.match(next_word))
    return not (stops.LOWER.fullmatch(before) and len(next_word) == 1)


def _spaced(text: str, start: int, at: int, before: str) -> str:
    """Return the last small letter of "h. c." or "т. е." with those before it, without the blanks."""
    if len(before) > 1 or not stops.LOWER.match(before):
        return before
    spaced = stops.SPACED.match(text, max(start, at - _REACH), at)
    return "".join(spaced[0].split()) if spaced else before


def _kind(rules: Conventions, word: str) -> str:
    """Return which kind of abbreviation a word is, "" for none."""
    kind = rules.kind(word)
    if not kind and stops.DOTTED.fullmatch(word):
        return "either"
    if not kind and "." in word and all(map(rules.kind, word.split("."))):
        return "title"
    return kind


def _has_armenian_stop(paragraph: Paragraph, at: int) -> bool:
    """Return whether Armenian text ends its sentences otherwise nearby: there a point is a pause."""
    begin, limit = max(paragraph.begin, at - 300), min(paragraph.limit, at + 300)
    return stops.ARMENIAN_STOP.search(paragraph.text, begin, limit) is not None


def _figure_ends(rules: Conventions, figure: str, next_word: str) -> bool:
    """Return whether a short figure or Roman numeral before a full stop ends a sentence."""
    roman = not figure[0].isdigit()
    if not rules.ordinals:
        return not roman or _opens(rules, next_word) or not rules.openings
    if next_word[:1].isdigit():
        return False
    if roman or rules.before_capitals:
        return _opens(rules, next_word)
    return True


def _opens(rules: Conventions, word: str) -> bool:
    """Return whether a word is one that opens sentences."""
    return word.lower() in rules.openings


def _matched(pattern: regex.Pattern[str], text: str, start: int, limit: int) -> int:
    match = pattern.match(text, start, limit)
    return match.end() if match else start
