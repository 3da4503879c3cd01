"""Vectors of text that lies in Parquet files, on this machine's disk or any store."""

from isogloss.bitext.encoding.files import Encoded, encode_files

__all__ = ["Encoded", "encode_files"]
