"""Translation memories in TMX 1.4: pairs of segments, streamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from isogloss.data.examples import SentencePair
from isogloss.data.lines import opened
from isogloss.errors import InputError
from isogloss.languages import Language, chosen

# Elements inside a segment that hold a document's own codes, not text; <hi> holds text.
_CODES: Final = frozenset({"bpt", "ept", "it", "ph", "sub", "ut"})
_CHUNK = 1 << 16


@dataclass(slots=True)
class _Memory:
    """What the parser has met: the unit it is in, its language and segment, and units that are complete."""

    path: Path
    language: str = ""
    segment: list[str] | None = None
    codes: int = 0
    unit: str = ""
    units: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    complete: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "tu":
            self.units += 1
            self.unit = attributes.get("tuid") or str(self.units)
            self.texts = {}
        elif tag == "tuv":
            self.language = attributes.get("xml:lang") or attributes.get("lang") or ""
        elif tag == "seg":
            self.segment, self.codes = [], 0
        elif tag in _CODES:
            self.codes += 1

    def end(self, tag: str) -> None:
        if tag == "tu":
            self.complete.append((self.unit, self.texts))
        elif tag == "seg" and self.segment is not None:
            text = " ".join("".join(self.segment).split())
            if text:
                self.texts.setdefault(self.language, text)
            self.segment = None
        elif tag in _CODES:
            self.codes -= 1

    def text(self, data: str) -> None:
        if self.segment is not None and not self.codes:
            self.segment.append(data)


def read_tmx(path: Path | str, source: Language | str, target: Language | str) -> Iterator[SentencePair]:
    """Yield the segments of two languages from every unit that has both; ``.gz`` and ``.zst`` too.

    The id is the unit's ``tuid``, else its number; white space is folded, since TMX breaks lines anywhere.
    Languages are matched as ``isogloss.languages.chosen`` does: ``eng`` finds ``en-GB`` where no other is.
    Raises InputError with the line for broken XML and for declared entities (they can grow without bound),
    and if no unit has both languages, with those there are.
    """
    place = Path(path)
    seen: dict[str, Language | None] = {}
    found = False
    for unit, texts in _units(place):
        for name in texts:
            if name not in seen:
                seen[name] = Language.known(name)
        pair = [_segment(texts, seen, wanted) for wanted in (source, target)]
        if pair[0] is not None and pair[1] is not None:
            found = True
            yield SentencePair(unit, pair[0], pair[1])
    if not found:
        raise InputError(
            f"{place} has no unit in both {source} and {target}.",
            fix=f"It has {', '.join(sorted(seen)) or 'no units'}.",
        )


def _units(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    memory = _Memory(path)
    parser = expat.ParserCreate()
    parser.StartElementHandler = memory.begin
    parser.EndElementHandler = memory.end
    parser.CharacterDataHandler = memory.text
    parser.EntityDeclHandler = _refuse_entity
    with opened(path) as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                parser.Parse(chunk, not chunk)
            except expat.ExpatError as fault:
                raise InputError(
                    f"{path}:{fault.lineno}: no well-formed XML: {expat.ErrorString(fault.code)}.",
                    fix="Write the file again.",
                ) from None
            except _EntityError as fault:
                raise InputError(
                    f"{path}:{parser.CurrentLineNumber}: the file declares the entity {fault}; none is read.",
                    fix="Remove its declarations of entities.",
                ) from None
            yield from memory.complete
            memory.complete.clear()
            if not chunk:
                return


class _EntityError(Exception):
    """Stops the parser at a declaration of an entity."""


def _refuse_entity(name: str, *_: object) -> None:
    raise _EntityError(name)


def _segment(texts: dict[str, str], seen: dict[str, Language | None], wanted: Language | str) -> str | None:
    here = {language: text for name, text in texts.items() if (language := seen[name]) is not None}
    means = chosen(wanted, here)
    return here[means[0]] if means else None
