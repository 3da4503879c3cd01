"""The profile of a model: what it loses in each language, and why. Made from run folders only."""
