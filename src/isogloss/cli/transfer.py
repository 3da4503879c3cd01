"""``isogloss transfer`` and ``isogloss predict``."""
