"""What a translation leaves as it is: addresses, placeholders, tags."""

from __future__ import annotations

from collections import Counter
from functools import cache

import regex

from isogloss.bitext.quality.batch import FINE, Batch, Finding


def placeholders(batch: Batch) -> list[Finding]:
    """Find pairs whose web and e-mail addresses, placeholders (``{x}``, ``%s``, ``$X``) or tags differ."""
    return [_of(*pair) for pair in zip(batch.sources, batch.targets, strict=True)]


def _of(source: str, target: str) -> Finding:
    left, right = kept_parts(source), kept_parts(target)
    total = left.total() + right.total()
    if not total or left == right:
        return FINE
    lost, added = left - right, right - left
    said = [
        f"{what} {', '.join(_short(part) for part in sorted(parts)[:3])}"
        for what, parts in (("lost", lost), ("added", added))
        if parts
    ]
    return Finding((lost.total() + added.total()) / total, "; ".join(said))


def kept_parts(text: str) -> Counter[str]:
    """Return the parts of a text that stay as they are in translation, and how often each stands there."""
    if not _HINTS.intersection(text) and "www." not in text:
        return Counter()
    return Counter(match[0].rstrip(".,;:!?)»”’。，、।") for match in _pattern().finditer(text))


def without_kept_parts(text: str) -> str:
    """Return a text with a blank in the place of each of these parts."""
    if not _HINTS.intersection(text) and "www." not in text:
        return text
    return _pattern().sub(" ", text)


# Without one of these, none of them is there.
_HINTS = frozenset("@{%$<:")


def _short(part: str) -> str:
    return part if len(part) <= 40 else f"{part[:37]}..."


@cache
def _pattern() -> regex.Pattern[str]:
    return regex.compile(
        r"""
        (?:https?|ftp)://[!-;=?-~]+ | \bwww\.[!-;=?-~]+         # addresses: ASCII, so that CJK ends them
        | (?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+
        | \{\{[^{}\n]{1,60}\}\} | \$?\{[A-Za-z0-9_.:,\ ]{0,60}\}   # {name}, {{name}}, ${name}
        | %\([A-Za-z_]\w*\)[sdifr]
        | (?<![\d%])%(?:\d+\$)?[-+0]?(?:\d+|\*)?(?:\.\d+)?l{0,2}[sdifgxu@](?![\p{L}\p{M}\d])
        | \$[A-Z_][A-Z0-9_]{2,}\b
        | </?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>\n]{0,200})?/?>
        """,
        regex.VERBOSE,
    )
