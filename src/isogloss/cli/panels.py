"""Help of a command with many options: what belongs together stands together."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand


class Panelled(TyperCommand):
    """A command whose options are listed by ``rich_help_panel``, in the order of its parameters.

    Options without a panel come last. Nothing is drawn with boxes: plain text wraps at any width, and reads
    the same in a pipe.
    """

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  typer has no public name for either type
        """Write the arguments and then every panel as a section of its own."""
        sections: dict[str, list[tuple[str, str]]] = {"Arguments": []}
        rest: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is None:
                continue
            if parameter.param_type_name == "argument":
                sections["Arguments"].append(record)
                continue
            panel = getattr(parameter, "rich_help_panel", None)
            (sections.setdefault(panel, []) if panel else rest).append(record)
        for title, records in (*sections.items(), ("Options", rest)):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)
