"""Small networks that are trained from nothing: what was usual before transformers, as baselines (torch)."""
