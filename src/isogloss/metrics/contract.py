"""What a metric is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from isogloss.arrays import Doubles2d, Floats1d, Ints1d

# Gold and predicted labels by number, and how often each example counts: a value for each row of weights.
Metric: TypeAlias = Callable[[Ints1d, Ints1d, Doubles2d], Floats1d]
