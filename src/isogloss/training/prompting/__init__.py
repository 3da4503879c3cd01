"""Asking a model that writes, in the task's words, and reading its answers."""
