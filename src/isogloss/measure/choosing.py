"""Which probes a request is about: those that the model can be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from isogloss.errors import InputError, MissingExtra
from isogloss.measure.probe import Need, Probe
from isogloss.measure.probes.table import PROBES, probe
from isogloss.measure.request import Request
from isogloss.measure.subject import VECTORS, Lacking, kind, offered

# Which probes read a file that is named.
_READERS: Final[Mapping[str, Sequence[str]]] = {
    "prices": ("premium",),
    "populations": ("premium",),
    "given": ("ranker", "predictors"),
    "lexicon": ("lexical", "latent"),
    "links": ("lexical",),
    "templates": ("latent",),
    "generations": ("fidelity",),
    "prompts": ("fidelity",),
    "scores": ("predictors", "influence"),
}


def chosen_probes(request: Request) -> tuple[list[Probe], dict[str, str]]:
    """Return the probes that the model can be asked, and why it cannot be asked the others.

    Of probes asked for by name, one at least must be possible; by default all that are, but for those that
    are only asked when named, by ``--probes`` or by a setting of their own.
    """
    names = request.probes or tuple(PROBES)
    if len(set(names)) < len(names):
        raise InputError(f"The probes {', '.join(names)} are not all different.", fix="Name each once.")
    possible, lacks = [], {}
    for name in names:
        asked = probe(name)
        why = _missing(asked, request)
        if why:
            lacks[name] = why
            continue
        try:
            offered(request.model, need_of(asked, request))
        except Lacking as lack:
            lacks[name] = lack.message
        except MissingExtra as lack:
            if request.probes == (name,):
                raise
            lacks[name] = str(lack).rstrip(".")
        else:
            possible.append(asked)
    if not possible:
        why = "; ".join(f"{name}: {reason}" for name, reason in lacks.items())
        others = _what_is_left(request, names)
        raise InputError(
            f"{request.model} cannot be asked that ({why}).",
            fix=f"What can still be measured: {', '.join(others)}." if others else "Name another model.",
        )
    return possible, lacks


def unread(request: Request, asked: Sequence[Probe]) -> Iterator[str]:
    """Yield which of the files that were named no probe of those asked reads, a line each."""
    names = {one.name for one in asked}
    for option in request.settings.files():
        readers = _READERS.get(option, ())
        if readers and not names & set(readers):
            yield f"--{option} is not read: it is for {' and '.join(readers)}, of which nothing is asked."


def _missing(asked: Probe, request: Request) -> str:
    """Return what a request lacks for a probe, whatever the model; empty if nothing."""
    if wanting(asked.wants, request):
        return "it needs " + " or ".join(f"--{want}" for want in asked.wants)
    if asked.called_by and not request.probes and not getattr(request.settings, asked.called_by):
        return f"it is asked by name: --probes {asked.name}"
    from_vectors = kind(request.model) == VECTORS and asked.need == "layers"
    if not request.on and not from_vectors and not asked.own_texts:
        return "it needs texts (--on)"
    return ""


def need_of(asked: Probe, request: Request) -> Need:
    """Return what a probe asks of the model in this request: nothing, where a setting spares it."""
    spared = asked.spared_by and getattr(request.settings, asked.spared_by) is not None
    return "texts" if spared else asked.need


def looked_at(probes: Sequence[Probe], request: Request) -> list[Need]:
    """Return all of the model that decides what these probes find."""
    asked = [need_of(one, request) for one in probes]
    return [*asked, *(need for one in probes if request.on for need in one.besides)]


def _what_is_left(request: Request, tried: Sequence[str]) -> list[str]:
    """Return the probes that were not tried and that the model can be asked."""
    left = []
    for name in PROBES:
        asked = probe(name)
        if name in tried or wanting(asked.wants, request):
            continue
        try:
            offered(request.model, need_of(asked, request))
        except InputError:
            continue
        left.append(name)
    return left


def wanting(wants: Sequence[str], request: Request) -> bool:
    """Return whether none of the settings is there of which one is needed."""
    return bool(wants) and all(getattr(request.settings, want) is None for want in wants)
