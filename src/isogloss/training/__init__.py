"""Data sets to models: heads, what chooses them, and the static encoder's own training."""
