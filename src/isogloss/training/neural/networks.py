"""The three networks, as torch modules: over vectors of words, and over characters.

Sources: BiGRU and CNN over static word vectors and the character CNN as in Niyongabo et al. 2020, KINNEWS and
KIRNEWS (arXiv:2010.12174), who take them from Kim 2014 (arXiv:1408.5882) and Zhang, Zhao and LeCun 2015
(arXiv:1509.01626). Smaller than there, for some hundreds of examples.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

_DROPOUT = 0.5
_LEAST = -1e4  # below any state, for places behind the end


class BiGru(nn.Module):  # type: ignore[misc]  # torch is Any to mypy here
    """A gated recurrent unit read both ways; the largest and the mean state of a text decide."""

    def __init__(self, width: int, classes: int, hidden: int = 64) -> None:
        super().__init__()
        self.gru = nn.GRU(width, hidden, batch_first=True, bidirectional=True)
        self.out = nn.Linear(4 * hidden, classes)
        self.drop = nn.Dropout(_DROPOUT)

    def forward(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """Return float32[n, classes] for float32[n, words, width]; lengths: int64[n], of each text."""
        packed = pack_padded_sequence(self.drop(rows), lengths, batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(self.gru(packed)[0], batch_first=True)
        inside = _inside(states.shape[1], lengths)
        mean = (states * inside).sum(1) / lengths[:, None]
        largest = states.masked_fill(inside == 0, _LEAST).amax(1)
        found: Tensor = self.out(self.drop(torch.cat([largest, mean], 1)))
        return found


class TextCnn(nn.Module):  # type: ignore[misc]  # torch is Any to mypy here
    """Filters over three, four and five words; the strongest answer of each decides."""

    def __init__(self, width: int, classes: int, filters: int = 64) -> None:
        super().__init__()
        found = [nn.Conv1d(width, filters, reach, padding=reach - 1) for reach in (3, 4, 5)]
        self.filters = nn.ModuleList(found)
        self.out = nn.Linear(3 * filters, classes)
        self.drop = nn.Dropout(_DROPOUT)

    def forward(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """Return float32[n, classes] for float32[n, words, width]; padding is zeros and says nothing."""
        del lengths
        across = rows.transpose(1, 2)
        strongest = [torch.relu(one(across)).amax(2) for one in self.filters]
        found: Tensor = self.out(self.drop(torch.cat(strongest, 1)))
        return found


class CharCnn(nn.Module):  # type: ignore[misc]  # torch is Any to mypy here
    """Filters over characters, over what those found, and once more; the strongest answers decide."""

    def __init__(self, width: int, classes: int, filters: int = 96) -> None:
        super().__init__()
        self.letters = nn.Embedding(width, 32, padding_idx=0)
        self.first = nn.Conv1d(32, filters, 5, padding=2)
        self.second = nn.Conv1d(filters, filters, 3, padding=1)
        self.third = nn.Conv1d(filters, filters, 3, padding=1)
        self.out = nn.Linear(filters, classes)
        self.drop = nn.Dropout(_DROPOUT)

    def forward(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """Return float32[n, classes] for int64[n, characters], numbers of characters, 0 behind the end."""
        inside = _inside(rows.shape[1], lengths).transpose(1, 2)
        states = torch.relu(self.first(self.letters(rows).transpose(1, 2))) * inside
        states = torch.relu(self.second(states)) * inside
        states = torch.relu(self.third(states)) * inside
        found: Tensor = self.out(self.drop(states.amax(2)))
        return found


def _inside(most: int, lengths: Tensor) -> Tensor:
    """Return float32[n, most, 1]: 1 within a text, 0 behind its end."""
    return (torch.arange(most)[None, :] < lengths[:, None]).float()[:, :, None]
