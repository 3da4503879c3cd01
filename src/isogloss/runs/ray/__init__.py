"""The same pieces of work on a Ray cluster. Ray is imported here only, once a cluster is asked for."""
