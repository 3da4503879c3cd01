"""What was taught to the encoder beside its shipped weights: a pack of rows for each language."""

from isogloss.models.static.taught.card import PackCard, TaughtFile, TaughtScore
from isogloss.models.static.taught.pack import Pack, pack_for, read_packs, write_pack

__all__ = ["Pack", "PackCard", "TaughtFile", "TaughtScore", "pack_for", "read_packs", "write_pack"]
