"""Models behind an OpenAI-compatible endpoint: ``openai:NAME@URL``."""
