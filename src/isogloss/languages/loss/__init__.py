"""What a tokenizer throws away."""

from isogloss.languages.loss.measuring import BrokenWord, Kept, Loss, lost
from isogloss.languages.loss.tokenizers import TOKENIZERS, tokenizer

__all__ = ["TOKENIZERS", "BrokenWord", "Kept", "Loss", "lost", "tokenizer"]
