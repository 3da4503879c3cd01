"""What is asked, where, by which key, and with how much patience."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from isogloss.errors import InputError

_FIX: Final = "Write openai:NAME@URL, for example openai:qwen3@http://127.0.0.1:8000/v1."
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Address:
    """model: as the endpoint calls it. url: what the routes (``/embeddings``) are appended to."""

    model: str
    url: str

    @property
    def name(self) -> str:
        """What ``load_model`` takes."""
        return f"openai:{self.model}@{self.url}"

    @property
    def host(self) -> str:
        """The name of the machine."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_here(self) -> bool:
        """Whether the endpoint runs on this machine."""
        return self.host in _LOOPBACK


def address(place: str) -> Address:
    """Return the address that ``NAME@URL`` writes; raises InputError if it is none, or holds a secret."""
    model, found, rest = place.partition("@http")
    if not model or not found:
        raise InputError(f"openai:{place} names no model at a URL.", fix=_FIX)
    url = f"http{rest}".rstrip("/")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise InputError(f"{url}: is no URL.", fix=_FIX) from None
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InputError(
            "The URL of an endpoint holds a password, a query or a fragment, which every report would show.",
            fix="Name only http(s)://HOST:PORT/PATH; a key is read from ISOGLOSS_API_KEY.",
        )
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise InputError(f"{url}: is no URL of an endpoint.", fix=_FIX)
    return Address(model, url)


def api_key(where: Address, environment: Mapping[str, str] = os.environ) -> str:
    """Return the key to send, empty if there is none.

    ISOGLOSS_API_KEY goes to any endpoint that is named; OPENAI_API_KEY to OpenAI's and to this machine alone,
    so that no file which names a model can carry it elsewhere.
    """
    key = environment.get("ISOGLOSS_API_KEY", "")
    own = where.is_here or where.host == "openai.com" or where.host.endswith(".openai.com")
    if not key and own:
        key = environment.get("OPENAI_API_KEY", "")
    key = key.strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise InputError("The key in the environment holds characters that no key has.", fix="Copy it again.")
    return key


@dataclass(frozen=True, slots=True)
class Patience:
    """How an endpoint is asked.

    attempts: for one request, before it is given up. first_wait, longest_wait: seconds between two, doubled
    each time. timeout: seconds that an answer may take. at_once: requests in flight. texts: in one request
    for vectors.
    """

    attempts: int = 8
    first_wait: float = 0.5
    longest_wait: float = 30.0
    timeout: float = 120.0
    at_once: int = 8
    texts: int = 64


def patience(environment: Mapping[str, str] = os.environ) -> Patience:
    """Return the default patience with what ISOGLOSS_ENDPOINT_ATTEMPTS, _TIMEOUT and _AT_ONCE say."""
    usual = Patience()
    return Patience(
        attempts=int(_number(environment, "ISOGLOSS_ENDPOINT_ATTEMPTS", usual.attempts, 1, 100)),
        timeout=_number(environment, "ISOGLOSS_ENDPOINT_TIMEOUT", usual.timeout, 0.1, 86_400),
        at_once=int(_number(environment, "ISOGLOSS_ENDPOINT_AT_ONCE", usual.at_once, 1, 256)),
    )


def prices(environment: Mapping[str, str] = os.environ) -> tuple[float, float] | None:
    """Return what a million tokens read and a million written cost, in any currency; None where none is said.

    Raises InputError unless ISOGLOSS_PRICE_READ and ISOGLOSS_PRICE_WRITTEN, if there, are numbers.
    """
    names = "ISOGLOSS_PRICE_READ", "ISOGLOSS_PRICE_WRITTEN"
    if not any(environment.get(name) for name in names):
        return None
    read, written = (_number(environment, name, 0.0, 0.0, 1e9) for name in names)
    return read, written


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return where answers are kept: ISOGLOSS_CACHE, else ``isogloss`` in the user's folder of caches."""
    named = environment.get("ISOGLOSS_CACHE")
    if named:
        return Path(named).expanduser()
    above = environment.get("XDG_CACHE_HOME")
    return (Path(above) if above else Path.home() / ".cache") / "isogloss"


def _number(environment: Mapping[str, str], name: str, usual: float, least: float, most: float) -> float:
    given = environment.get(name)
    if not given:
        return usual
    try:
        number = float(given)
    except ValueError:
        number = -1.0
    if not least <= number <= most:
        raise InputError(f"{name} is {given!r}.", fix=f"Write a number between {least:g} and {most:g}.")
    return number
