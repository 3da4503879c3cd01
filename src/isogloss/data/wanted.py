"""Which languages of those there are a user means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from isogloss.errors import InputError
from isogloss.languages import Language, belongs_to, chosen, matches


def one(wanted: str | Language, available: Sequence[Language], *, what: str) -> Language:
    """Return the one language of ``available`` that ``wanted`` means; what: says where it was looked for.

    Raises InputError if none or several match.
    """
    found = chosen(wanted, available)
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"{what} holds no {wanted}.", fix=f"It holds {_listed(available)}.")
    raise InputError(
        f"{wanted} may mean {_listed(found)} in {what}.", fix="Name one of them, with its script."
    )


def several(
    wanted: str,
    available: Sequence[Language],
    *,
    seen: Sequence[Language],
    what: str,
    option: str = "--to",
) -> tuple[Language, ...]:
    """Return the languages of ``available`` that a list such as ``all,-script:Arab`` leaves, in their order.

    wanted: parts joined by commas: ``all``, a language, ``script:Deva``, ``family:Bantu``, ``seen`` or
    ``unseen`` (by the model's training); a leading ``-`` takes away. A list that only takes away starts from
    all. option: where the user wrote it, for messages. Raises InputError for a part that finds nothing.
    """
    parts = [part.strip() for part in wanted.split(",") if part.strip()]
    if not parts:
        raise InputError(
            "No target language was named.", fix=f"Write for example {option} all or {option} swh,hin."
        )
    kept: set[Language] = set(available) if parts[0].startswith("-") else set()
    for part in parts:
        found = _meant(part.removeprefix("-"), available, seen)
        if not found:
            raise InputError(
                f"{what} holds no language for {part.removeprefix('-')!r}.",
                fix=f"It holds {_listed(available)}.",
            )
        kept = kept - set(found) if part.startswith("-") else kept | set(found)
    if not kept:
        raise InputError(f"{option} {wanted} leaves no language of {what}.", fix="Take away fewer.")
    return tuple(language for language in available if language in kept)


def _meant(part: str, available: Sequence[Language], seen: Sequence[Language]) -> Iterable[Language]:
    kind, _, name = part.partition(":")
    tests: dict[str, Callable[[Language], bool]] = {
        "all": lambda _: True,
        "seen": lambda language: any(matches(language, known) for known in seen),
        "unseen": lambda language: not any(matches(language, known) for known in seen),
        "script": lambda language: language.script.casefold() == name.casefold(),
        "family": lambda language: belongs_to(language, name),
    }
    if kind in tests and bool(name) == (kind in ("script", "family")):
        return [language for language in available if tests[kind](language)]
    return chosen(part, available)


def _listed(languages: Sequence[Language]) -> str:
    names = [str(language) for language in languages]
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
