"""What every page is made with: templates, and the hashes that its security policy names."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from isogloss.report import filters


def page(name: str, style: str, content: Mapping[str, Any]) -> str:
    """Return a page as HTML: a template filled with its content, its style and our script within it."""
    script = template("script.js")
    return (
        _environment()
        .get_template(name)
        .render(
            style=_safe(style),
            script=_safe(script),
            style_hash=_hashed(style),
            script_hash=_hashed(script),
            **content,
        )
    )


def _environment() -> Environment:
    """Return the templates; everything put into them is escaped, and nothing may be missing."""
    made = Environment(
        loader=PackageLoader("isogloss.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters.FILTERS)
    return made


def template(name: str) -> str:
    """Return a style or script of ours as it stands."""
    return files("isogloss.report").joinpath("templates", name).read_text(encoding="utf-8")


def _safe(ours: str) -> Markup:
    """Return text of our own files as markup."""
    return Markup(ours)  # noqa: S704  our own file


def _hashed(content: str) -> str:
    """Return the SHA-256 of an inline style or script as a content security policy wants it."""
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
