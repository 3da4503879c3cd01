"""Questions and answers that web pages mark up by schema.org, as JSON-LD or microdata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final

from msgspec import DecodeError, json

_DEEPEST: Final = 64
_VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905  as HTML lists them
)
_INLINE: Final = frozenset(("a", "b", "em", "i", "span", "strong", "sub", "sup", "u", "wbr"))
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself. url, language: None where it does not. broken: JSON-LD that is no JSON."""

    url: str | None
    language: str | None
    questions: tuple[tuple[str, str], ...]
    broken: int


def read_page(markup: str) -> Page:
    """Return the questions and answers of a page's FAQPage or QAPage, as plain text, each once.

    Markup is read as browsers do: nothing is ever refused. Source: https://schema.org/FAQPage
    """
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    found: dict[tuple[str, str], None] = {}
    broken = 0
    for script in reader.scripts:
        try:
            document = json.decode(script)
        except (DecodeError, RecursionError):
            broken += 1
            continue
        found.update(dict.fromkeys(_questions(document)))
    found.update(dict.fromkeys(reader.marked()))
    return Page(reader.url, reader.language, tuple(found), broken)


def plain(markup: str) -> str:
    """Return the text of markup: without tags, references resolved, blanks single."""
    reader = _Text()
    reader.feed(markup)
    reader.close()
    return _BLANKS.sub(" ", "".join(reader.parts)).strip()


def _questions(value: Any, depth: int = 0) -> Iterator[tuple[str, str]]:  # noqa: ANN401  any JSON
    """Yield each Question with its accepted answer (else its first suggested one), wherever it stands."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _questions(item, depth + 1)
    elif isinstance(value, dict):
        if _is(value, "Question"):
            pair = plain(_said(value, "name", "text")), plain(_answer(value))
            if all(pair):
                yield pair
        for key, item in value.items():
            if key not in ("acceptedAnswer", "suggestedAnswer"):
                yield from _questions(item, depth + 1)


def _is(value: dict[str, Any], kind: str) -> bool:
    types = value.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and re.split("[/:#]", name)[-1] == kind for name in names)


def _answer(question: dict[str, Any]) -> str:
    for key in ("acceptedAnswer", "suggestedAnswer"):
        given = question.get(key)
        for answer in given if isinstance(given, list) else [given]:
            if isinstance(answer, dict) and (text := _said(answer, "text", "name")):
                return text
            if isinstance(answer, str) and answer.strip():
                return answer
    return ""


def _said(value: dict[str, Any], *keys: str) -> str:
    return next((value[key] for key in keys if isinstance(value.get(key), str) and value[key].strip()), "")


class _Text(HTMLParser):
    """The text of markup, a blank where a tag stood."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  as the base has it
        """Begin a tag."""
        self._hidden += tag in ("script", "style")
        if tag not in _INLINE:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a tag."""
        self._hidden = max(0, self._hidden - (tag in ("script", "style")))

    def handle_data(self, data: str) -> None:
        """Take what stands between tags."""
        if not self._hidden:
            self.parts.append(data)


@dataclass
class _Item:
    """A marked element while it is open. depth: of elements, where it began."""

    kind: str
    depth: int
    parts: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """JSON-LD scripts, microdata of questions, and what the page says of itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.url: str | None = None
        self.language: str | None = None
        self.scripts: list[str] = []
        self._script: list[str] | None = None
        self._depth = 0
        self._open: list[_Item] = []
        self._pairs: list[tuple[str, str]] = []
        self._question = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a tag."""
        given = {name: value or "" for name, value in attrs}
        self._of_page(tag, given)
        if self._open and tag not in _INLINE:
            self._open[-1].parts.append(" ")
        if (
            tag == "script"
            and given.get("type", "").partition(";")[0].strip().lower() == "application/ld+json"
        ):
            self._script = []
        if tag in _VOID:
            return
        self._depth += 1
        self._marked(given)

    def handle_endtag(self, tag: str) -> None:
        """End a tag."""
        if tag == "script" and self._script is not None:
            self.scripts.append("".join(self._script))
            self._script = None
        if tag in _VOID or not self._depth:
            return
        while self._open and self._open[-1].depth >= self._depth:
            self._close(self._open.pop())
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        """Take what stands between tags."""
        if self._script is not None:
            self._script.append(data)
        elif self._open:
            self._open[-1].parts.append(data)

    def marked(self) -> list[tuple[str, str]]:
        """Return the questions and answers of microdata."""
        return self._pairs

    def _of_page(self, tag: str, given: dict[str, str]) -> None:
        if tag == "html" and given.get("lang"):
            self.language = given["lang"]
        elif tag == "link" and given.get("rel", "").lower() == "canonical" and given.get("href"):
            self.url = given["href"]
        elif tag == "meta" and given.get("property") == "og:url" and given.get("content"):
            self.url = self.url or given["content"]

    def _marked(self, given: dict[str, str]) -> None:
        kind = given.get("itemtype", "").rpartition("/")[2] if "itemscope" in given else ""
        if kind in ("Question", "Answer"):
            self._open.append(_Item(kind, self._depth))
        elif self._open and given.get("itemprop") in ("name", "text"):
            self._open.append(_Item(f"{self._open[-1].kind}.{given['itemprop']}", self._depth))

    def _close(self, item: _Item) -> None:
        text = _BLANKS.sub(" ", "".join(item.parts)).strip()
        if item.kind in ("Question.name", "Question.text") and text:
            self._question = self._question or text
        elif item.kind == "Answer.text" and text and self._question:
            self._pairs.append((self._question, text))
            self._question = ""
        elif item.kind == "Question":
            self._question = ""
