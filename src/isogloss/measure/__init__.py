"""What a model loses in each language, and why."""
