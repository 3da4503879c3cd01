"""What the modules of tests that start Ray set as their ``pytestmark``."""

from __future__ import annotations

from typing import Final

import pytest

# Ray's own modules warn of each other, and leave sockets to be collected.
FORGIVEN: Final = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
