"""Which site a URL belongs to, whatever language it is in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from isogloss.languages import Language

_CODE: Final = re.compile(r"[a-z]{2,3}(?:[-_](?:[a-z]{2}|[a-z]{4}|\d{3})){0,2}", re.IGNORECASE)
_OPTIONS: Final = ("lang", "language", "locale", "hl", "l")


def site(url: str) -> str:
    """Return the host without ``www``, without a first label that is a language: ``fr.example.org``.

    ``""`` for what is no URL.
    """
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").casefold()
    except ValueError:
        return ""
    labels = [label for label in host.split(".") if label]
    if len(labels) > 2 and (labels[0] == "www" or is_language(labels[0])):
        labels = labels[1:]
    return ".".join(labels)


def page(url: str) -> str:
    """Return what the URLs of a page in several languages share: site, path and query without language parts.

    ``https://example.org/fr-CA/faq?lang=fr`` and ``https://fr.example.org/faq`` are ``example.org/faq``.
    """
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        query = [(key, value) for key, value in parse_qsl(parts.query) if key.casefold() not in _OPTIONS]
    except ValueError:
        return url
    path = [segment for segment in parts.path.split("/") if segment and not is_language(segment)]
    return "/".join([site(url), *path]) + "".join(f"&{key}={value}" for key, value in query)


@lru_cache(maxsize=65_536)
def is_language(part: str) -> bool:
    """Return whether part of a URL is a language code, such as ``fr``, ``pt-br`` or ``zh-Hant``."""
    if not _CODE.fullmatch(part):
        return False
    language = Language.known(part)
    # Three letters are a word more often than a code: faq, app, web are languages, too.
    return language is not None and len(part) != 3 and language.code != "und"
