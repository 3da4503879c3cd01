"""Classifiers over frozen features: one file a head."""
