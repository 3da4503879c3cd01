"""Array types, named once. Only type checkers import numpy through this file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats1d: TypeAlias = npt.NDArray[np.float64]
    Floats2d: TypeAlias = npt.NDArray[np.float32]
    Floats3d: TypeAlias = npt.NDArray[np.float32]
    Doubles2d: TypeAlias = npt.NDArray[np.float64]
    Ints1d: TypeAlias = npt.NDArray[np.int64]
    Ints2d: TypeAlias = npt.NDArray[np.int64]
    Bools1d: TypeAlias = npt.NDArray[np.bool_]
    Bools2d: TypeAlias = npt.NDArray[np.bool_]
else:
    Floats1d = Floats2d = Floats3d = Doubles2d = Ints1d = Ints2d = Bools1d = Bools2d = object
