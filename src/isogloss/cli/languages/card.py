"""``isogloss languages show``: who a language is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.options import Json

if TYPE_CHECKING:
    from isogloss.languages import Facts, Language, Neighbour


def show(
    code: Annotated[
        str,
        typer.Argument(metavar="LANGUAGE", help="A code or a name: swh, sw, swh_Latn, Swahili, Kiswahili."),
    ],
    json: Json = False,
) -> None:
    """Show who a language is: names, scripts, relatives."""
    from isogloss.cli.console import out, print_json
    from isogloss.languages import Language, facts, nearest

    language = Language.parse(code)
    known, near, seen = facts(language), nearest(language), _seen(language)
    if json:
        encoder = {"name": "static", "trained_on": seen}
        print_json({"language": str(language), "facts": known, "nearest": _rows(near), "encoder": encoder})
        return
    from rich.table import Table
    from rich.text import Text

    card = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    card.add_column(style="bold", no_wrap=True)
    card.add_column(overflow="fold")
    for field, value in _card(known, near):
        card.add_row(field, Text(value))
    card.add_row("encoder", "static was trained on it" if seen else "static has seen no text in it")
    out().print(card)


def _card(known: Facts, near: tuple[Neighbour, ...]) -> list[tuple[str, str]]:
    """Return the fields of the card in the order they are read."""
    fields = [
        ("code", f"{known.language}{'' if known.scope == 'individual' else f' ({known.scope})'}"),
        ("name", known.name),
        ("also", ", ".join(known.names[1:4])),
        ("autonym", _isolated(known.autonym or "") or "unknown"),
        ("script", _scripts(known)),
        ("speakers", _speakers(known)),
        ("family", _family(known)),
        ("lineage", " › ".join(known.lineage[1:])),
        ("place", _place(known)),
        ("vitality", known.endangerment or "unknown"),
        ("Glottolog", known.glottocode or "unknown"),
        ("part of", "; ".join(_related(code, reason) for code, reason in known.broader.items())),
        ("holds", _held(known)),
        ("nearest", "\n".join(_neighbour(neighbour) for neighbour in near)),
    ]
    return [(field, value) for field, value in fields if value]


def _seen(language: Language) -> bool:
    """Whether the shipped encoder was trained on text in a language: its card tells, no weights are read."""
    from pathlib import Path

    from isogloss.languages import Language, matches
    from isogloss.models.static import card

    shipped = card.read_card(Path(card.__file__).with_name("weights") / "card.json")
    return any(matches(language, Language.parse(code)) for code in shipped.languages)


def _isolated(text: str) -> str:
    """Return text between first-strong isolates, so that a right-to-left name leaves the rest in place."""
    return f"\u2068{text}\u2069" if text else ""


def _scripts(known: Facts) -> str:
    from isogloss.languages.codes import script_names

    script = known.language.script
    runs = "right to left" if known.direction == "rtl" else "left to right"
    others = [other for other in known.scripts if other != script]
    also = f"; also {', '.join(others)}" if others else ""
    named = "unknown" if script == "Zyyy" else f"{script} ({script_names()[script]}, {runs})"
    return f"{named}{also}"


def _speakers(known: Facts) -> str:
    """Return the estimate, or whose estimate there is instead."""
    from isogloss.languages import Language, facts

    if known.speakers is not None:
        return f"{known.speakers:,}"
    for code in known.broader:
        broad = facts(Language.parse(code))
        if broad.speakers is not None:
            return f"unknown; all of {broad.name} ({code}): {broad.speakers:,}"
    return "unknown"


def _family(known: Facts) -> str:
    article = "an" if known.descent[0] in "aeiou" else "a"
    family = known.family or ("unknown" if known.descent == "unknown" else f"none: {article} {known.descent}")
    return f"{family} (by {known.stands_by})" if known.stands_by else family


def _place(known: Facts) -> str:
    from isogloss.languages.codes import region_names

    parts = [known.macroarea or ""]
    if known.latitude is not None and known.longitude is not None:
        north, east = "N" if known.latitude >= 0 else "S", "E" if known.longitude >= 0 else "W"
        parts.append(f"{abs(known.latitude):.1f}°{north} {abs(known.longitude):.1f}°{east}")
    names = [region_names().get(country, country) for country in known.countries]
    parts.append(", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else ""))
    return "; ".join(part for part in parts if part) or "unknown"


def _related(code: str, reason: str) -> str:
    from isogloss.languages import Language, facts

    return f"{code} {facts(Language.parse(code)).name} ({reason})"


def _held(known: Facts) -> str:
    """Return the members of a macrolanguage, those with the most speakers first."""
    from isogloss.languages import Language, facts

    codes = sorted(known.narrower, key=lambda code: -(facts(Language.parse(code)).speakers or 0))
    return ", ".join(codes[:12]) + (f" and {len(codes) - 12} more" if len(codes) > 12 else "")


def _neighbour(neighbour: Neighbour) -> str:
    from isogloss.languages import facts

    away = "" if neighbour.geographic is None else f", {neighbour.geographic:,.0f} km"
    return f"{neighbour.language} {facts(neighbour.language).name} (genetic {neighbour.genetic:.2f}{away})"


def _rows(near: tuple[Neighbour, ...]) -> list[dict[str, str | float | None]]:
    return [
        {"language": str(one.language), "genetic": one.genetic, "geographic_km": one.geographic}
        for one in near
    ]
