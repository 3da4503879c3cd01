"""Options that hold several names with commas between."""

from __future__ import annotations


def listed(text: str | None, option: str) -> tuple[str, ...]:
    """Return the names, without blanks around them; none where the option was not given, or given empty.

    option: as the user writes it. Raises InputError for a list of nothing, such as ``,``: that it should mean
    all, or what is usual, is not what was written.
    """
    if not text:
        return ()
    found = tuple(name.strip() for name in text.split(",") if name.strip())
    if not found:
        from isogloss.errors import InputError

        raise InputError(
            f"{option} {text!r} names nothing.",
            fix=f"Write names with commas between, or leave {option} away.",
        )
    return found
