"""What a run says: a summary, tables for a terminal, a page that stands alone. Made from run folders only."""

from isogloss.report.analysis import Analysis, analyse
from isogloss.report.page import write
from isogloss.report.summary import Summary

__all__ = ["Analysis", "Summary", "analyse", "write"]
