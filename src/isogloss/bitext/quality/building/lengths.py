"""The table of expected lengths, from lines 1-1609 of NTREX-128."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import numpy as np

from isogloss.bitext.quality.lengths import length, log_ratio
from isogloss.bitext.quality.settling import settled
from isogloss.data.bitext import read_ntrex
from isogloss.languages import Language

LINES = 1609
_TO_DEVIATION = 1.4826


def length_table(data: Path) -> str:
    """Return the table as text: for each language the median log ratio of its lines' length to English."""
    parallel = read_ntrex(data / "ntrex")
    english = [length(line) for line in parallel.lines(Language.parse("eng"))[:LINES]]
    rows, deviations = [], []
    for named in sorted(parallel.paths, key=str):
        texts = parallel.lines(named)[:LINES]
        language, found = settled(named, texts), [length(line) for line in texts]
        ratios = [log_ratio(a, b) for a, b in zip(english, found, strict=True)]
        middle = median(ratios)
        deviations += [
            ((ratio - middle) ** 2, 1 / (min(a, b) + 5))
            for ratio, a, b in zip(ratios, english, found, strict=True)
        ]
        long = [abs(r - middle) for r, a in zip(ratios, english, strict=True) if a >= median(english)]
        rows.append((str(language), middle, _TO_DEVIATION * median(long)))
    grain = _grain(np.array(deviations))
    lines = ["# Source: NTREX-128 lines 1-1609 (CC BY-SA 4.0), characters without blanks against English."]
    lines += ["language\tmean\tspread", f"grain\t{grain:.3f}\t0"]
    lines += [f"{name}\t{mean:.3f}\t{spread:.3f}" for name, mean, spread in rows]
    return "\n".join(lines) + "\n"


def _grain(deviations: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
    """Return the slope of the squared deviation over 1 / length, by medians of the short and the long."""
    short, long = (
        deviations[(deviations[:, 1] >= low) & (deviations[:, 1] < high)]
        for low, high in ((1 / 40, 1.0), (0.0, 1 / 100))
    )
    variance = [_TO_DEVIATION**2 * float(np.median(part[:, 0])) for part in (short, long)]
    place = [float(np.median(part[:, 1])) for part in (short, long)]
    return max(0.0, (variance[0] - variance[1]) / (place[0] - place[1]))
