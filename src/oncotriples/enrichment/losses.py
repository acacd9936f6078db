"""Whether a service is to be believed that says of much that it is not there: one by one things are deleted."""

from collections.abc import Collection, Iterable, Set

__all__ = ["Losses"]

# Of what was known, more than half and at least so many in a run so far.
_IN_A_RUN = 3


class Losses:
    """Watches the answers of a run. ``known`` is what the service had when it was asked before; ``at_once`` how many of
    them, being most, cannot be lost in one answer; ``long`` how many of any kind cannot all be absent, or 0.

    What was doubted once is not believed later in the run, asked for in smaller parts, nor is any other loss.
    """

    def __init__(self, known: Iterable[str], *, at_once: int, long: int = 0) -> None:
        self._at_once = at_once
        self._long = long
        self._known = frozenset(known)
        self._met: set[str] = set()
        self._lost: set[str] = set()
        self._doubted: set[str] = set()

    def are_doubtful(self, found: Set[str], absent: Set[str]) -> bool:
        """Whether it is not believed of an answer that what is absent is not there."""
        met, lost = self._known & found, self._known & absent
        self._met |= met
        self._lost = (self._lost | lost) - self._met
        most = _are_most(lost, met, self._at_once) or _are_most(self._lost, self._met, _IN_A_RUN)
        if most or (0 < self._long <= len(absent) and not found):
            self._doubted |= absent
        return bool(self._doubted) and not absent.isdisjoint(self._doubted | self._known)


def _are_most(lost: Collection[str], met: Collection[str], least: int) -> bool:
    return len(lost) >= least and len(lost) > len(met)
