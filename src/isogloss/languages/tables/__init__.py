"""Facts about languages as committed tables: TSV, the first line names sources and licences."""

from isogloss.languages.tables.reading import rows

__all__ = ["rows"]
