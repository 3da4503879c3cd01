"""Generated documents through translators that scramble all they are given: what of them stays as it was.

    python -m benchmarks.translate [--documents 2000]

Every document says which of its parts must come out byte for byte. The generator knows nothing of the
patterns that protect them. A document passes where all its parts stand in the result in their order and it
still parses: JSON with the same keys and types, YAML with the same keys, HTML with the same tags, Markdown
with the same blocks.
"""

from __future__ import annotations

import argparse
import html.parser
import importlib
import json
import random
import string
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.running import run
from isogloss.languages import Language
from isogloss.models.translators.selective import SelectiveTranslator

yaml: Any = importlib.import_module("yaml")  # typed nowhere

_WORDS = [
    "the",
    "water",
    "of",
    "this",
    "river",
    "is",
    "clean",
    "and",
    "people",
    "use",
    "it",
    "every",
    "day",
    "for",
    "their",
    "work",
    "in",
    "large",
    "gardens",
    "near",
    "old",
    "houses",
    "while",
    "children",
    "play",
    "outside",
    "after",
    "school",
    "because",
    "weather",
    "was",
    "good",
    "last",
    "year",
    "although",
    "many",
    "roads",
    "remain",
    "closed",
    "until",
    "spring",
    "when",
    "farmers",
    "return",
    "with",
    "seeds,",
    "tools",
    "and",
    "hope",
]
_FOREIGN = (
    "maji ya mto huu ni safi",
    "नदी का पानी साफ है",
    "ውሃው ንጹህ ነው",
    "这条河的水很干净",
    "น้ำในแม่น้ำสะอาด",
    "مياه النهر نظيفة",
    "вода в реке чистая",
)


@dataclass(frozen=True)
class Document:
    """A generated text, the parts of it that must stay, in their order, and what kind of document it is."""

    text: str
    protected: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Scrambler:
    """A translator that breaks whatever it sees."""

    name: str
    change: Callable[[str, random.Random], str]
    fingerprint: str = "00"

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:  # noqa: ARG002  the contract's
        """Return every text scrambled."""
        return [self.change(text, random.Random(text)) for text in texts]  # noqa: S311  no secret


def _shuffled(text: str, draw: random.Random) -> str:
    return "".join(draw.sample(text, len(text)))


def _noise(text: str, draw: random.Random) -> str:
    alphabet = string.printable + "अक水ก{}<>[]`$\\*_#|%~&\"'\n"
    return "".join(draw.choice(alphabet) for _ in text)


def _markup(text: str, draw: random.Random) -> str:
    return draw.choice(
        ("`{}`", "<b>{}", "# {}", "- {}", "{{{}}}", "${}$", "{}\n\n{}", "[{}](x)", '"{}"', "{}: x", "%s {}")
    ).replace("{}", text[::-1])


SCRAMBLERS = (
    Scrambler("reversed", lambda text, _: text[::-1]),
    Scrambler("letters shuffled", _shuffled),
    Scrambler("words shuffled", lambda text, draw: " ".join(draw.sample(text.split(), len(text.split())))),
    Scrambler("random characters", _noise),
    Scrambler("markup added", _markup),
    Scrambler("nothing given", lambda _, __: ""),
)


def documents(count: int, seed: int = 0) -> Iterator[Document]:
    """Yield generated documents of five kinds in turn."""
    draw = random.Random(seed)  # noqa: S311  no secret
    makers = (_markdown, _json, _yaml, _html, _plain)
    for number in range(count):
        yield makers[number % len(makers)](draw)


def _sentence(draw: random.Random) -> str:
    if draw.random() < 0.2:
        return draw.choice(_FOREIGN)
    words = draw.choices(_WORDS, k=draw.randint(3, 12))
    return " ".join(words).capitalize()


def _inline(draw: random.Random) -> str:
    name = draw.choice(("user", "count", "file_name", "total", "x1"))
    return draw.choice(
        (
            f"`{name} = {draw.randint(1, 99)}`",
            f"``a`b {name}``",
            f"${name}_1 + \\frac{{a}}{{b}}$",
            f"\\({name}^2 \\le 4\\)",
            f"$${name} = \\sum_i x_i$$",
            f"https://example.org/{name}/p?q={draw.randint(1, 99)}&r=a#top",
            f"http://a.co/{name}_(b)",
            f"{name}.last@mail-host.example.com",
            f"{{{name}}}",
            f"{{{{ {name} }}}}",
            f"${{{name}}}",
            f"%({name})s",
            "%s",
            "%d",
            "%1$s",
            "%.2f",
            f"{{{name}, plural, one {{# file}} other {{# files}}}}",
            f'<b class="{name}">',
            f"<{name}-tag/>",
            "&nbsp;",
            "&#39;",
            f"get_{name}_value",
            f"get{name.title().replace('_', '')}Value",
            f"--{name.replace('_', '-')}=3",
            f"/usr/lib/{name}.so",
            f"./src/{name}.py",
            f"C:\\temp\\{name}",
            f"os.path.{name}()",
            f"{draw.randint(1, 99)},{draw.randint(100, 999)}.5",
            f"{draw.randint(3, 3000)}",
            "v1.2.3",
            "@some_one",
            f"<%= {name} %>",
            f"{{% if {name} %}}",
            f"[{name.upper()}]",
            "\\cite{smith2020}",
            "0x1F4A9",
            "12:30",
            "50%",
        )
    )


def _mixed(draw: random.Random, parts: list[str]) -> str:
    out = [_sentence(draw)]
    for _ in range(draw.randint(0, 3)):
        span = _inline(draw)
        parts.append(span)
        out += [draw.choice((span, f"({span})", f"{span},")), _sentence(draw).lower()]
    return " ".join(out) + draw.choice((".", "!", "?", ""))


def _plain(draw: random.Random) -> Document:
    parts: list[str] = []
    text = " ".join(_mixed(draw, parts) for _ in range(draw.randint(1, 4)))
    return Document(text, tuple(parts), "plain")


def _markdown(draw: random.Random) -> Document:
    parts: list[str] = []
    blocks: list[str] = []
    for _ in range(draw.randint(3, 7)):
        kind = draw.choice(("heading", "list", "fence", "quote", "table", "text", "link", "maths"))
        if kind == "heading":
            mark = "#" * draw.randint(1, 4) + " "
            parts.append(mark)
            blocks.append(mark + _sentence(draw))
        elif kind == "list":
            items = []
            for number in range(draw.randint(1, 3)):
                mark = draw.choice(("- ", "* ", f"{number + 1}. ", "- [x] "))
                parts.append(mark)
                items.append(mark + _mixed(draw, parts))
            blocks.append("\n".join(items))
        elif kind == "fence":
            fence = draw.choice(("```python", "~~~", "````"))
            closing = fence.replace("python", "")
            block = f"{fence}\ndef f(x):\n    # a remark in words\n    return '{_sentence(draw)}'\n{closing}"
            parts.append(block)
            blocks.append(block)
        elif kind == "quote":
            parts.append("> ")
            blocks.append("> " + _mixed(draw, parts))
        elif kind == "table":
            parts += ["| ", " | ", " |\n|---|:-:|\n| ", " | ", " |"]
            blocks.append(
                f"| {_sentence(draw)} | {_sentence(draw)} |\n|---|:-:|\n"
                f"| {_sentence(draw)} | {_sentence(draw)} |"
            )
        elif kind == "link":
            target = f"](https://example.org/{draw.randint(1, 99)}_(x))"
            parts.append(target)
            blocks.append(f"{_sentence(draw)} [{_sentence(draw)}{target} {_sentence(draw).lower()}")
        elif kind == "maths":
            block = f"$$\n\\int_0^1 f(x)\\,dx = {draw.randint(1, 9)}\n$$"
            parts.append(block)
            blocks.append(block)
        else:
            blocks.append(_mixed(draw, parts))
    return Document("\n\n".join(blocks), tuple(parts), "markdown")


def _json(draw: random.Random) -> Document:
    parts: list[str] = []

    def value(depth: int) -> object:
        kind = draw.choice(("text", "text", "number", "list", "object", "flag"))
        if kind == "list" and depth < 3:
            return [value(depth + 1) for _ in range(draw.randint(0, 3))]
        if kind == "object" and depth < 3:
            return {
                f"{draw.choice(_WORDS)}_{number} {draw.choice(_FOREIGN)}": value(depth + 1)
                for number in range(draw.randint(0, 3))
            }
        if kind == "number":
            return draw.choice((3, -1.5, None))
        if kind == "flag":
            return draw.random() < 0.5
        own: list[str] = []
        text = _mixed(draw, own)
        parts.extend(own)
        return text + draw.choice(("", ' "quoted"', "\nnext line"))

    whole = {f"key {number}": value(0) for number in range(draw.randint(1, 4))}
    text = json.dumps(whole, ensure_ascii=draw.random() < 0.3, indent=draw.choice((None, 2)))
    return Document(text, tuple(json.dumps(part, ensure_ascii=False)[1:-1] for part in parts), "json")


def _yaml(draw: random.Random) -> Document:
    parts: list[str] = []
    lines = ["---"]
    for number in range(draw.randint(2, 5)):
        key = f"{draw.choice(_WORDS).strip(',')}_{number}"
        parts.append(f"{key}:")
        if draw.random() < 0.3:
            lines += [f"{key}:", *(f"  - {_sentence(draw)}" for _ in range(2))]
        elif draw.random() < 0.3:
            lines += [f"{key}: |", f"  {_sentence(draw)}", f"  {_sentence(draw)}"]
        else:
            quote = draw.choice(("", '"', "'"))
            lines.append(f"{key}: {quote}{_sentence(draw)} {{name}} again{quote}")
            parts.append("{name}")
    return Document("\n".join(lines) + "\n", tuple(parts), "yaml")


def _html(draw: random.Random) -> Document:
    parts: list[str] = []
    body = []
    for _ in range(draw.randint(1, 4)):
        tag = draw.choice(("p", "li", "h2", "div"))
        opening = f'<{tag} class="a b" data-x="{_sentence(draw)}">'
        script = "<script>var text = 'some words here';</script>"
        parts += [opening, "<b>", "</b>", "&amp;", f"</{tag}>", script]
        body.append(
            f"{opening}{_sentence(draw)} <b>{_sentence(draw)}</b> &amp; {_sentence(draw)}</{tag}>{script}"
        )
    return Document(
        f"<html><body>{''.join(body)}</body></html>", ("<html><body>", *parts, "</body></html>"), "html"
    )


def kept_in_order(text: str, parts: Sequence[str]) -> bool:
    """Whether all parts stand in a text, one behind the other."""
    at = 0
    for part in parts:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def same_structure(document: Document, text: str) -> bool:
    """Whether a result parses as its document does."""
    if document.kind == "json":
        return _shape(json.loads(document.text)) == _shape(json.loads(text))
    if document.kind == "yaml":
        return _shape(yaml.safe_load(document.text)) == _shape(yaml.safe_load(text))
    if document.kind == "html":
        return _tags(document.text) == _tags(text)
    if document.kind == "markdown":
        return _blocks(document.text) == _blocks(text)
    return text.count("\n") == document.text.count("\n")


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shape(item) for item in value]
    return "text" if isinstance(value, str) else value


def _tags(text: str) -> list[object]:
    found: list[object] = []

    class Reader(html.parser.HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, attrs))

        def handle_endtag(self, tag: str) -> None:
            found.append(tag)

    Reader().feed(text)
    return found


def _blocks(text: str) -> list[object]:
    """Return the kinds of the blocks, by the CommonMark parser where it is installed, else by first marks."""
    try:
        from markdown_it import MarkdownIt
    except ModuleNotFoundError:
        return [line[: len(line) - len(line.lstrip("#>-*|`~ 0123456789."))] for line in text.splitlines()]
    return [token.type for token in MarkdownIt("commonmark").enable("table").parse(text)]


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--show", type=int, default=0, help="print so many documents that do not pass")
    asked = parser.parse_args()
    made = list(documents(asked.documents))
    spans = sum(len(document.protected) for document in made)
    characters = sum(len(document.text) for document in made)
    print(f"{len(made):,} documents, {characters:,} characters, {spans:,} protected parts")
    print(f"{'translator':20} {'identical':>10} {'parse':>8} {'changed':>8} {'kept':>6} {'docs/s':>8}")
    source, target = Language.parse("eng"), Language.parse("swh")
    for scrambler in SCRAMBLERS:
        begun = time.perf_counter()
        found = SelectiveTranslator(scrambler).select([document.text for document in made], source, target)
        seconds = time.perf_counter() - begun
        counts: Counter[str] = Counter()
        for document, selected in zip(made, found, strict=True):
            identical = kept_in_order(selected.text, document.protected)
            try:
                parses = same_structure(document, selected.text)
            except (ValueError, yaml.YAMLError):
                parses = False
            counts.update(identical=identical, parses=parses, changed=selected.text != document.text)
            if not (identical and parses) and asked.show:
                asked.show -= 1
                print(
                    document.kind,
                    identical,
                    parses,
                    "\n<",
                    document.text,
                    "\n>",
                    selected.text,
                    "\n",
                    document.protected,
                )
        pieces, kept = sum(one.pieces for one in found), sum(one.kept for one in found)
        print(
            f"{scrambler.name:20} {counts['identical'] / len(made):10.2%} "
            f"{counts['parses'] / len(made):8.2%} "
            f"{counts['changed'] / len(made):8.1%} {kept / max(pieces, 1):6.1%} {len(made) / seconds:8,.0f}"
        )


if __name__ == "__main__":
    run(_main)
