"""What a heat map shows: counts in a matrix, in which a cell may span columns that stand side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from oncotriples.errors import InputError
from oncotriples.render.colors import HEAT_STEPS

__all__ = ["Heading", "HeatCell", "checked_cells", "heat_step", "heat_steps"]

_AT_MOST = 60


@dataclass(frozen=True)
class Heading:
    """The head of a row or column: a name of its own, and what it means where the name does not tell."""

    name: str
    meaning: str = ""


@dataclass(frozen=True)
class HeatCell:
    """A count where a row crosses one or more columns that stand side by side; ``name`` is what the cell is called."""

    row: str
    columns: tuple[str, ...]
    count: int
    name: str = ""
    href: str = ""


def checked_cells(rows: Sequence[Heading], columns: Sequence[Heading], cells: Sequence[HeatCell]) -> None:
    """Make sure that the cells fit into the matrix.

    Raises InputError for a matrix without rows or columns or with more than sixty, two heads of one name, and a cell at
    a head that is not there, across columns that are not side by side, on top of another, or of less than nothing.
    """
    for heads, kind in ((rows, "rows"), (columns, "columns")):
        names = [head.name for head in heads]
        if not 0 < len(names) <= _AT_MOST or len({*names}) < len(names):
            raise InputError(
                f"a heat map with these {kind}: {', '.join(names[:_AT_MOST])}",
                mend=f"give it 1 to {_AT_MOST} {kind}, each with a name of its own",
            )
    places = {head.name: position for position, head in enumerate(columns)}
    known = {head.name for head in rows}
    taken: set[tuple[str, str]] = set()
    for cell in cells:
        at = [places.get(name, -1) for name in cell.columns]
        where = f"the cell “{cell.name}” at “{cell.row}” and “{', '.join(cell.columns)}”"
        if cell.row not in known or not at or at[0] < 0 or at != list(range(at[0], at[0] + len(at))):
            raise InputError(
                f"{where} is not in the matrix", mend="name one of its rows, and columns side by side in their order"
            )
        if cell.count < 0:
            raise InputError(f"{where} has the count {cell.count}", mend="count from 0 up")
        here = {(cell.row, name) for name in cell.columns}
        if here & taken:
            raise InputError(
                f"{where} lies on another", mend="put one cell in a place; add a column for what belongs to several"
            )
        taken |= here


def heat_step(count: int, most: int) -> int:
    """The step of color for a count, from 1 to ``HEAT_STEPS`` as its square root grows; 0 for none."""
    return next(step for step in range(HEAT_STEPS + 1) if step * step * most >= HEAT_STEPS**2 * count)


def heat_steps(most: int) -> tuple[tuple[int, int, int], ...]:
    """Each step of color that a count can have, and the lowest and highest count of that color."""
    bounds = [step * step * most // HEAT_STEPS**2 for step in range(HEAT_STEPS + 1)]
    return tuple(
        (step, bounds[step - 1] + 1, bounds[step])
        for step in range(1, HEAT_STEPS + 1)
        if bounds[step] > bounds[step - 1]
    )
