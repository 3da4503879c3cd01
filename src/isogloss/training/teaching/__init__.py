"""Teaching the encoder a language or a domain from a lexicon, pairs or both, without training it again."""

from isogloss.training.teaching.material import Given
from isogloss.training.teaching.run import teach
from isogloss.training.teaching.settings import Settings

__all__ = ["Given", "Settings", "teach"]
