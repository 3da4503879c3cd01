"""A connection to a cluster: opened, used, and closed without a trace on the terminal."""

from __future__ import annotations

import logging
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.runs.ray.address import LOCAL
from isogloss.runs.ray.quiet import quiet


@contextmanager
def connected(address: str, workers: int | None = None) -> Iterator[ModuleType]:
    """Yield Ray's module, connected for the length of the block.

    address: one that ``check_address`` let pass. workers: CPUs of a ``local`` cluster, by default all of this
    machine's. A process that is connected already stays so, whatever the address. Raises InputError.
    """
    quiet()
    ray = need("ray", extra="ray", purpose="Work on a Ray cluster")
    if ray.is_initialized():
        yield ray
        return
    # Ray keeps logs of every session; those of a cluster of one's own go with it. Sockets need a short path.
    short = Path("/tmp")  # noqa: S108  mkdtemp makes a folder of a name nobody knows in it
    own = Path(tempfile.mkdtemp(prefix="isogloss-ray-", dir=short if short.is_dir() else None))
    handler = signal.getsignal(signal.SIGTERM)
    try:
        _connect(ray, address, workers, own)
        yield ray
    finally:
        ray.shutdown()
        shutil.rmtree(own, ignore_errors=True)
        if threading.current_thread() is threading.main_thread() and handler is not None:
            signal.signal(signal.SIGTERM, handler)


def _connect(ray: ModuleType, address: str, workers: int | None, own: Path) -> None:
    options = {"num_cpus": workers, "include_dashboard": False, "_temp_dir": str(own)}
    try:
        ray.init(
            address=address,
            log_to_driver=False,
            logging_level=logging.CRITICAL,
            **(options if address == LOCAL else {}),
        )
    except Exception as fault:  # Ray raises whatever its parts do: connection, value, runtime errors
        raise InputError(
            f"Ray does not start at {address}: {' '.join(str(fault).split())[:300]}",
            fix="Check that the machine has memory and room left in /tmp, or leave --ray out.",
        ) from fault
