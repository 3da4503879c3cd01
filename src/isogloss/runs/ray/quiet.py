"""What Ray is told by the environment before it is imported."""

from __future__ import annotations

import os
from typing import Final

_SETTINGS: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing of a user's is reported to anybody
    # Ray writes of dying workers and autoscaling upon the driver's standard output, where results go.
    "RAY_DEDUP_LOGS_SKIP_REGEX": r"[\s\S]*",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # else each worker warns of a change to come
    # Ray waits a minute; with its imports a worker takes that long where others keep the machine busy.
    "RAY_worker_register_timeout_seconds": "600",
    "RAY_task_oom_retries": "2",  # a cell that is too large would otherwise be tried for ever
}


def quiet() -> None:
    """Set what the user has not set himself. Ray takes it in when it is first imported."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
