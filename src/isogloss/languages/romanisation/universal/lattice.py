"""uroman's lattice of readings, without what takes quadratic time. Imported once uroman is wanted."""

from __future__ import annotations

from typing import Any, Final

from isogloss.extras import need

UROMAN: Final[Any] = need("uroman.uroman", extra="text", purpose="The romaniser uroman")


class Lattice(UROMAN.Lattice):  # type: ignore[misc]  # uroman has no types
    """uroman's lattice: the same readings, and whether it looked for something before its text begins."""

    looked_back = False

    def check_for_scripts(self) -> None:
        """Note the scripts of the text; uroman's own searches the whole text for every character."""
        for character in set(self.s):
            self.contains_script[self.uroman.chr_script_name(character)] = True
            if "\u2800" <= character <= "\u28ff":
                self.contains_script["Braille"] = True

    def best_edge_in_span(self, start: int, end: int, skip_num_edge: bool = False) -> Any:  # noqa: ANN401  untyped
        """Return the edge that uroman chooses for a span; uroman's own matches a pattern for each."""
        best = decomposed = other = None
        for edge in self.lattice[(start, end)]:
            if isinstance(edge, UROMAN.NumEdge):
                if skip_num_edge:
                    continue
                if edge.active:
                    return edge
            if edge.type.startswith("rom decomp"):
                decomposed = decomposed or edge
            elif edge.type.startswith(("rom", "num")):
                best = best or edge
            else:
                other = other or edge
        return best or decomposed or other

    def find_rom_edge_path_backwards(
        self,
        start: int,
        end: int,
        min_char: int | None = None,
        return_str: bool = False,
        skip_num_edge: bool = False,
    ) -> Any:  # noqa: ANN401  uroman's signature: a string or a list, by return_str
        """Return the path before a place, which ends where the text begins if nothing there is read."""
        found = super().find_rom_edge_path_backwards(start, end, min_char, return_str, skip_num_edge)
        if min_char and return_str and len(found) < min_char:
            self.looked_back = True
        return found
