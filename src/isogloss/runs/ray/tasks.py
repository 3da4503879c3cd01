"""Pieces of work, done by whichever worker of a cluster is free."""

from __future__ import annotations

import os
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from types import ModuleType
from typing import Any, Final, TypeVar

from isogloss.errors import InputError, IsoglossError
from isogloss.runs.ray.gpus import gpus_there
from isogloss.version import __version__

S = TypeVar("S")
T = TypeVar("T")
_RETRIES: Final = 2


@dataclass(frozen=True, slots=True)
class Lost:
    """A piece of work whose worker died, each time that it was tried."""

    reason: str


@dataclass(frozen=True, slots=True)
class Share:
    """What pieces take of a cluster.

    most: how many are under way at once; by default two for each CPU that it has at the time. gpus: of each.
    """

    most: int | None = None
    gpus: float = 0.0


ALL: Final = Share()


@dataclass(frozen=True, slots=True)
class Owner:
    """Who sends the work: a worker reads the same relative paths, with the same version."""

    folder: str
    version: str

    @classmethod
    def here(cls) -> Owner:
        """Return this process."""
        return cls(os.getcwd(), __version__)  # noqa: PTH109  a string travels, and is compared with none

    def enter(self) -> None:
        """Raise InputError unless this process can stand in for the owner; then do."""
        host = socket.gethostname()
        if self.version != __version__:
            raise InputError(
                f"{host} of the cluster has isogloss {__version__}, and this machine {self.version}.",
                fix="Install the same version on every machine.",
            )
        try:
            os.chdir(self.folder)
        except OSError:
            raise InputError(
                f"{host} of the cluster has no folder {self.folder}.",
                fix="Start in a folder that every machine sees under the same name.",
            ) from None


def unordered(
    ray: ModuleType, work: Callable[[S, T], Any], shared: S, items: Iterable[T], share: Share = ALL
) -> Iterator[tuple[T, Any]]:
    """Yield each item with ``work(shared, item)``, or with Lost, as they end.

    shared: sent once to each machine. An IsoglossError that ``work`` raises is raised here, and what is under
    way is called off; so is InputError, where the cluster lacks the GPUs.
    """
    submit, coming = _submitting(ray, work, shared, share), iter(items)
    waiting: dict[Any, T] = {}
    try:
        while True:
            for item in islice(coming, max(0, _room(ray, share) - len(waiting))):
                waiting[submit(item)] = item
            if not waiting:
                return
            ended, _ = ray.wait(list(waiting), num_returns=1)
            for reference in ended:
                yield waiting.pop(reference), _gathered(ray, reference)
    finally:
        _call_off(ray, waiting)


def in_order(
    ray: ModuleType, work: Callable[[S, T], Any], shared: S, items: Iterable[T], share: Share = ALL
) -> Iterator[Any]:
    """Yield ``work(shared, item)`` of each item, in the order of the items; none is held longer than needed.

    As ``unordered`` otherwise, but a piece whose worker dies each time raises IsoglossError.
    """
    submit = _submitting(ray, work, shared, share)
    waiting: deque[Any] = deque()
    try:
        for item in items:
            waiting.append(submit(item))
            if len(waiting) >= _room(ray, share):
                yield _kept(_gathered(ray, waiting.popleft()))
        while waiting:
            yield _kept(_gathered(ray, waiting.popleft()))
    finally:
        _call_off(ray, waiting)


def _submitting(ray: ModuleType, work: Callable[[S, T], Any], shared: S, share: Share) -> Callable[[T], Any]:
    gpus_there(ray, share.gpus)
    task = ray.remote(num_cpus=1, num_gpus=share.gpus, max_retries=_RETRIES)(_stand_in)
    owner, sent = Owner.here(), _sent(ray, shared)
    return lambda item: task.remote(owner, work, sent, item)


def _call_off(ray: ModuleType, waiting: Iterable[Any]) -> None:
    for reference in waiting:
        with suppress(Exception):  # the cluster may be gone, and with it the work
            ray.cancel(reference, force=True)


def _kept(result: Any) -> Any:  # noqa: ANN401  whatever work gives
    if isinstance(result, Lost):
        raise IsoglossError(
            f"A piece of the work was lost: {result.reason}",
            fix="Run the same command again: what was finished is kept.",
        )
    return result


def _stand_in(owner: Owner, work: Callable[[S, T], Any], shared: S, item: T) -> Any:  # noqa: ANN401  whatever work gives
    """Do the work in a worker; errors for a person go back as they are, not wrapped."""
    from threadpoolctl import threadpool_limits

    try:
        owner.enter()
        with threadpool_limits(limits=1):  # as everywhere: sums must not depend on how many cores there are
            return work(shared, item)
    except IsoglossError as error:
        return error


def _gathered(ray: ModuleType, reference: Any) -> Any:  # noqa: ANN401  Ray's own type
    faults = ray.exceptions
    try:
        result = ray.get(reference)
    except (faults.WorkerCrashedError, faults.OutOfMemoryError, faults.NodeDiedError) as fault:
        memory = isinstance(fault, faults.OutOfMemoryError)
        return Lost(f"its worker died {_RETRIES + 1} times{' for want of memory' if memory else ''}.")
    except faults.RayTaskError as fault:
        last = str(fault.cause or fault).strip().splitlines()[-1:]
        raise InputError(
            f"A worker of the cluster cannot do the work: {' '.join(last)[:300]}.",
            fix=f"Check that isogloss {__version__} and its extras are installed on every machine.",
        ) from fault
    except faults.RayError as fault:
        raise IsoglossError(
            f"The cluster was lost: {' '.join(str(fault).split())[:300]}",
            fix="Run the same command again: what was finished is kept.",
        ) from fault
    if isinstance(result, IsoglossError):
        raise result
    return result


def _sent(ray: ModuleType, shared: S) -> Any:  # noqa: ANN401  Ray's own type
    try:
        return ray.put(shared)
    except (TypeError, AttributeError) as fault:  # what pickle raises
        raise InputError(
            f"This cannot be sent to other machines: {str(fault).splitlines()[0]}",
            fix="Name the model and the data instead of handing over objects.",
        ) from fault


def _room(ray: ModuleType, share: Share) -> int:
    """Return how many pieces keep all CPUs, or GPUs, busy, and an autoscaler informed."""
    if share.most is not None:
        return share.most
    at_once = float(ray.cluster_resources().get("CPU", 1))
    if share.gpus:
        at_once = min(at_once, gpus_there(ray, share.gpus) / share.gpus)
    return 2 * max(1, int(at_once))
