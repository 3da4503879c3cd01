"""Transformers: encoders, decoders and mixtures of experts, from a folder or by their name on the hub."""
