"""Transformers trained on a handful of examples: by contrast, and by gaps to be filled."""
