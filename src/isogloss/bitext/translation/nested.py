"""The texts inside a value of JSON: a text, a list of texts, messages of a chat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from isogloss.data.markup.fields import TECHNICAL


def strings_in(value: object) -> Iterator[str]:
    """Yield the texts in a value, in order; those under keys such as ``role`` or ``id`` are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if str(key).casefold() not in _KEPT:
                yield from strings_in(item)


def with_strings(value: object, known: Mapping[str, str]) -> object:
    """Return the value with its texts put in other words."""
    if isinstance(value, str):
        return known[value]
    if isinstance(value, list):
        return [with_strings(item, known) for item in value]
    if isinstance(value, dict):
        return {
            key: item if str(key).casefold() in _KEPT else with_strings(item, known)
            for key, item in value.items()
        }
    return value


_KEPT = TECHNICAL | {"from", "tool_call_id", "function", "arguments"}
