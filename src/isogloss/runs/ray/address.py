"""Where a cluster is: what an address says, and whether anybody answers there."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from typing import Final

from isogloss.errors import InputError
from isogloss.extras import need

LOCAL: Final = "local"
_AUTO: Final = "auto"
_CLIENT: Final = "ray://"
_PLACE: Final = re.compile(r"(?:\[(?P<v6>[0-9a-fA-F:.]+)\]|(?P<host>[^\s:/\[\]]+)):(?P<port>[0-9]{1,5})")
_ANSWER_S: Final = 3
_CONNECT_S: Final = 20
_CLIENT_S: Final = 45  # the other side starts a server for each


def check_address(address: str) -> None:
    """Return if a cluster can be used at ``address``; takes seconds, whatever is there.

    address: ``local`` for a cluster of one's own on this machine, ``auto`` for one that runs on it,
    ``HOST:PORT`` of one that this machine belongs to, or ``ray://HOST:PORT`` from outside.
    Raises MissingExtra without Ray, InputError for what is no address or where no cluster answers.
    """
    need("ray", extra="ray", purpose="Work on a Ray cluster")
    if address == LOCAL:
        return
    if address != _AUTO:
        if address.startswith(_CLIENT):
            need("grpc", extra="ray", purpose="A cluster by ray://")
        _knock(address)
    _try(address)


def _knock(address: str) -> None:
    """Raise InputError unless something listens there."""
    found = _PLACE.fullmatch(address.removeprefix(_CLIENT))
    if found is None or not 0 < int(found["port"]) < 65536:
        raise InputError(
            f"{address!r} is no address of a Ray cluster.",
            fix="Write local, auto, HOST:PORT or ray://HOST:PORT.",
        )
    try:
        socket.create_connection((found["v6"] or found["host"], int(found["port"])), _ANSWER_S).close()
    except (OSError, UnicodeError) as fault:
        said = getattr(fault, "strerror", None) or str(fault)
        raise _unreachable(address, said) from None


def _try(address: str) -> None:
    """Raise InputError unless another process can connect.

    Ray's own attempt takes two minutes, writes upon the terminal and then ends its process.
    """
    limit = _CLIENT_S if address.startswith(_CLIENT) else _CONNECT_S
    try:
        tried = subprocess.run(  # noqa: S603  no shell, and the address is one argument
            [sys.executable, "-m", "isogloss.runs.ray.trial", address],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=limit,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as late:
        if b"Unauthenticated" in (late.stderr or b""):
            raise _locked(address) from None
        raise _unreachable(address, f"no Ray answers within {limit} seconds") from None
    if tried.returncode:
        if "Unauthenticated" in tried.stderr:
            raise _locked(address)
        said = [line for line in tried.stdout.splitlines() if line.startswith("isogloss: ")]
        raise _unreachable(
            address, said[-1].removeprefix("isogloss: ").rstrip(".") if said else "connecting failed"
        )


def _locked(address: str) -> InputError:
    return InputError(
        f"The Ray cluster at {address} asks for a token.",
        fix="Set RAY_AUTH_MODE=token and give Ray the cluster's token, as its documentation says.",
    )


def _unreachable(address: str, why: str) -> InputError:
    return InputError(
        f"No Ray cluster can be used at {address}: {why}.",
        fix="Check the address (ray status prints it), or use local.",
    )
