"""Training a transformer on a task's examples."""
