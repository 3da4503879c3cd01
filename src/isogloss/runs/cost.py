"""What a cell took: beside the rows, which are the same in every run of the same request; this is not."""

from __future__ import annotations

from msgspec import Struct


class Cost(Struct, frozen=True, kw_only=True):
    """Seconds by the clock, and tokens of endpoints.

    predictor: what several cells share, empty if none; its training_seconds stand with each of them and count
    once. prediction_seconds: of this cell, what it had to encode and translate included. What another cell
    had made already took nothing here. tokens_read, tokens_written: as endpoints counted them, also of
    answers that were kept from before.
    """

    cell: str
    predictor: str = ""
    training_seconds: float = 0.0
    prediction_seconds: float = 0.0
    tokens_read: int = 0
    tokens_written: int = 0
