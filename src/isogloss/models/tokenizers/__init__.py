"""Tokenizers of language models, read from their files: neither torch nor a model's weights are needed."""
