"""Labels carried from texts to their translations: in memory, and from file to file."""

from isogloss.bitext.projection.files import FileProjection, project_file
from isogloss.bitext.projection.labelledfiles import Reading
from isogloss.bitext.projection.projecting import Approach, project

__all__ = ["Approach", "FileProjection", "Reading", "project", "project_file"]
