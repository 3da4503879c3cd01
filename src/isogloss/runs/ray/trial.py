"""A process that tries to connect to a cluster: ``python -m isogloss.runs.ray.trial ADDRESS``.

It ends with 0, or with 3 and the reason in a line on standard output.
"""

from __future__ import annotations

import logging
import sys

from isogloss.extras import need
from isogloss.runs.ray.quiet import quiet


def attempt(address: str) -> str:
    """Return why the cluster cannot be connected to, empty where it can."""
    quiet()
    ray = need("ray", extra="ray", purpose="Work on a Ray cluster")
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.CRITICAL)
    except Exception as fault:  # Ray raises whatever its parts do
        # What Ray advises are options of its own command, not of the one that was called.
        said = " ".join(str(fault).split()).partition(" Please specify")[0]
        return said[:300] or type(fault).__name__
    return ""


if __name__ == "__main__":
    why = attempt(sys.argv[1])
    sys.stdout.write(f"isogloss: {why}\n" if why else "")
    sys.exit(3 if why else 0)
