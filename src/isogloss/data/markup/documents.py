"""A text as the fields that hold language and what stands around them: JSON, YAML, or one field of prose."""

from __future__ import annotations

from isogloss.data.markup.codelines import is_code
from isogloss.data.markup.fields import Document, Field
from isogloss.data.markup.jsontext import json_document
from isogloss.data.markup.yamltext import yaml_document


def document(text: str) -> Document:
    """Return the document that a text is: its fields, and between them what is kept as it is."""
    if is_code(text):
        return (text,)
    return json_document(text) or yaml_document(text) or (Field(text, text),)
