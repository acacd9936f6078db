"""Which of the arrows in a gutter runs where, from left to right, so that few of them cross."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Run", "tracks"]

_NEAR = 4.0  # pixels: lines closer than this look like one
_MERGED = 5  # two lines that look like one are as bad as so many crossings


@dataclass(frozen=True)
class Run:
    """An upright piece of an arrow: the heights at which it goes on to the left and to the right."""

    lefts: tuple[float, ...]
    rights: tuple[float, ...]

    @property
    def top(self) -> float:
        """Where it begins."""
        return min(self.lefts + self.rights)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return max(self.lefts + self.rights)

    def meets(self, y: float) -> bool:
        """Whether a line at that height crosses or touches it."""
        return self.top - _NEAR < y < self.bottom + _NEAR


def tracks(runs: Mapping[int, Run]) -> dict[int, int]:
    """A track for each run, from 0 at the left. Runs above one another share one."""
    order: list[int] = []
    for new, run in runs.items():
        costs = [
            sum(_crossings(runs[other], run) for other in order[:place])
            + sum(_crossings(run, runs[other]) for other in order[place:])
            for place in range(len(order) + 1)
        ]
        order.insert(costs.index(min(costs)), new)
    taken: dict[int, int] = {}
    for new in order:
        beside = (track for other, track in taken.items() if _overlap(runs[other], runs[new]))
        taken[new] = max(beside, default=-1) + 1
    return taken


def _crossings(left: Run, right: Run) -> int:
    """How often two runs cross if they are in this order."""
    return (
        sum(right.meets(y) for y in left.rights)
        + sum(left.meets(y) for y in right.lefts)
        + _MERGED * sum(abs(y - other) < _NEAR for y in left.rights for other in right.lefts)
    )


def _overlap(one: Run, other: Run) -> bool:
    return one.top - 2 * _NEAR < other.bottom and other.top - 2 * _NEAR < one.bottom
