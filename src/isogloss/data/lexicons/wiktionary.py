"""Translations in Wiktionary, from the JSON lines that wiktextract writes and kaikki.org offers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from isogloss.data.lexicons.translation import Translation
from isogloss.data.lines import Fault, physical_lines
from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.languages import Language, matches

_LONGEST_GLOSS: Final = 3  # words; what is longer explains and does not translate
_NOTES: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ARTICLE: Final = re.compile(r"(?:to|a|an|the) (?=\S)")
_LANGUAGE_OF_GLOSSES: Final = "eng"


@dataclass(frozen=True, slots=True)
class _Wanted:
    source: Language
    target: Language


def read_wiktionary(
    path: Path | str,
    *,
    source: Language | str | None,
    target: Language | str | None,
    rejects: list[Reject] | None = None,
) -> Iterator[Translation]:
    """Yield what the entries of a file say of words of ``source`` in ``target``.

    Taken are the tables of translations, of either language's entries, and, where one of the languages is
    English, short English glosses of entries of the other. Entries of other languages and redirects are
    passed over. Raises InputError without both languages, BadRow for a line that is no JSON object (or
    appends it to ``rejects``), UnknownLanguage.
    """
    place = Path(path)
    if source is None or target is None:
        raise InputError(
            f"{place} holds entries of many languages.", fix="Name the two that are wanted: --from and --to."
        )
    wanted = _Wanted(Language.parse(source), Language.parse(target))
    for line in physical_lines(place):
        if isinstance(line, Fault):
            entry: Any = line
        elif not line.text.strip():
            continue
        else:
            entry = _decoded(line.text, line.number)
        if not isinstance(entry, Fault):
            yield from _translations(entry, wanted)
        elif rejects is None:
            raise entry.error(place)
        else:
            rejects.append(Reject(file=str(place), line=entry.line, reason=entry.reason))


def _decoded(text: str, number: int) -> dict[str, Any] | Fault:
    try:
        entry = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as fault:
        return Fault(number, f"the line is no JSON ({fault})")
    return entry if isinstance(entry, dict) else Fault(number, "the line is no JSON object")


def _translations(entry: dict[str, Any], wanted: _Wanted) -> Iterator[Translation]:
    word = entry.get("word")
    own = _code(entry.get("lang_code"))
    if not isinstance(word, str) or not word.strip() or own is None:
        return
    for here, there, turned in ((wanted.source, wanted.target, False), (wanted.target, wanted.source, True)):
        if not matches(own, here):
            continue
        for other, sense in (*_listed(entry, there), *_glossed(entry, there)):
            pair = (other, word.strip()) if turned else (word.strip(), other)
            if all(pair):
                yield Translation(*pair, 1.0, sense)


def _listed(entry: dict[str, Any], language: Language) -> Iterator[tuple[str, str]]:
    """Yield the words of a language in an entry's tables of translations, and the senses they are of."""
    for part in (entry, *_records(entry.get("senses"))):
        for found in _records(part.get("translations")):
            other, word = _code(found.get("code", found.get("lang_code"))), found.get("word")
            if other is not None and matches(other, language) and isinstance(word, str):
                sense = found.get("sense", "")
                yield " ".join(word.split()), " ".join(str(sense).split())


def _glossed(entry: dict[str, Any], language: Language) -> Iterator[tuple[str, str]]:
    """Yield the short glosses of an entry if they are in ``language``, which is English."""
    if language.code != _LANGUAGE_OF_GLOSSES:
        return
    for sense in _records(entry.get("senses")):
        glosses = sense.get("glosses")
        if "form_of" in sense or "alt_of" in sense or not isinstance(glosses, list) or not glosses:
            continue
        whole = str(glosses[-1])
        for part in re.split(r"[,;]", _NOTES.sub(" ", whole)):
            gloss = _ARTICLE.sub("", " ".join(part.strip(" .:").split()), count=1)
            if gloss and len(gloss.split()) <= _LONGEST_GLOSS and not gloss.endswith("of"):
                yield gloss, " ".join(whole.split())


def _records(found: object) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _code(code: object) -> Language | None:
    return Language.known(code) if isinstance(code, str) and code else None
