"""What fine-tuning must know of a task kind; one file a kind, or for kinds that are trained alike."""
