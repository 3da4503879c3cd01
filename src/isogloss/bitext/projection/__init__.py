"""Labels carried from texts to their translations: in memory, and from file to file."""

from isogloss.bitext.projection.files import FileProjection, project_file
from isogloss.bitext.projection.projecting import project

__all__ = ["FileProjection", "project", "project_file"]
