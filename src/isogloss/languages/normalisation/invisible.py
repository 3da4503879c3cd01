"""Characters that are not seen."""

from __future__ import annotations

from functools import cache

import regex

from isogloss.languages.language import Language
from isogloss.languages.normalisation.step import Step, rewriting

# Scripts in which a joiner or a non-joiner changes what is read, or has been needed to write it.
_JOINING = (
    r"[\p{Arab}\p{Syrc}\p{Mand}\p{Mong}\p{Nkoo}\p{Adlm}\p{Phag}\p{Mani}\p{Rohg}\p{Sogd}\p{Ougr}\p{Thaa}"
    r"\p{Deva}\p{Beng}\p{Guru}\p{Gujr}\p{Orya}\p{Taml}\p{Telu}\p{Knda}\p{Mlym}\p{Sinh}\p{Mymr}\p{Khmr}"
    r"\p{Tibt}\p{Mtei}\p{Sylo}\p{Newa}\p{Tirh}\p{Gran}\p{Modi}\p{Sidd}\p{Sind}\p{Khoj}\p{Cakm}\p{Saur}"
    r"\p{Java}\p{Bali}\p{Sund}\p{Lepc}\p{Limb}\p{Brah}\p{Kthi}\p{Shrd}\p{Takr}\p{Ahom}\p{Tutg}"
    r"\p{InSC=Virama}\p{InSC=Pure_Killer}\p{InSC=Invisible_Stacker}\u0640]"
)
_SPACED_BY_ZERO = (
    r"[\p{Thai}\p{Laoo}\p{Khmr}\p{Mymr}\p{Tibt}\p{Java}\p{Bali}\p{Lana}\p{Talu}\p{Tale}\p{Tavt}]"
)


def controls(language: Language) -> Step | None:
    """Return the step that drops control characters; those that end lines or part fields become blanks."""
    del language
    return rewriting(r"[\p{Cc}--[\t\n\x85\r]]", _blank)


def _blank(match: regex.Match[str]) -> str:
    return " " if match[0] in "\x0b\x0c\x1c\x1d\x1e\x1f" else ""


def invisible(language: Language) -> Step | None:
    """Return the step that drops what shows nothing and tells no words apart.

    Soft hyphens, byte order marks, word joiners, invisible operators, tags that belong to no flag, and the
    zero-width space. That stays in the scripts that part words with it (Thai, Lao, Khmer, Burmese, Tibetan …)
    and becomes a non-joiner inside words of scripts that join, where it was typed for one.
    """
    del language
    unseen = r"\u00ad\u17b4\u17b5\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
    return rewriting(
        r"\U0001f3f4[\U000e0020-\U000e007e]++\U000e007f"
        rf"|[{unseen}]"
        rf"|(?<!{_SPACED_BY_ZERO}|\u200b)\u200b++(?!{_SPACED_BY_ZERO})",
        _seen,
        rf"[{unseen}\u200b]",
    )


def _seen(match: regex.Match[str]) -> str:
    if match[0][0] == "\U0001f3f4":
        return match[0]
    inside = match[0][0] == "\u200b" and _inside().match(match.string, match.start())
    return "\u200c" if inside else ""


@cache
def _inside() -> regex.Pattern[str]:
    return regex.compile(rf"(?<={_JOINING})\u200b++(?={_JOINING})", regex.V1)


def joiners(language: Language) -> Step | None:
    """Return the step that drops joiners and non-joiners where they have nothing to join.

    They stay in the scripts whose letters join or stack, and between emoji.
    """
    del language
    emoji = r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\U000e007f]"
    return rewriting(rf"(?<!{_JOINING}|{emoji}|[\u200c\u200d])[\u200c\u200d]++", "", r"[\u200c\u200d]")


def all_joiners(language: Language) -> Step | None:
    """Return the step that drops every joiner and non-joiner between letters; emoji keep theirs."""
    del language
    return rewriting(
        r"(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d|\u200c", "", r"[\u200c\u200d]"
    )


def bidi_controls(language: Language) -> Step | None:
    """Return the step that drops the marks, embeddings, overrides and isolates of direction."""
    del language
    return rewriting(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", "")


def variation_selectors(language: Language) -> Step | None:
    """Return the step that drops variation selectors, Mongolian's too, and the grapheme joiner."""
    del language
    return rewriting(r"[\u034f\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]", "")
