"""The statistical aligner: what each part of it knows."""
