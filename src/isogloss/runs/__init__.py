"""The engine: cells, store, resume, lock, signature, executors. It knows no parameter by name."""
