"""Long lists asked for in parts: what fails is put off, not lost, and a service that is down is left in peace."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from oncotriples.errors import RemoteError

__all__ = ["Undone", "in_batches"]

Item = TypeVar("Item")

# So many failures in a row, each after its own attempts, mean that the service is down.
_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Undone(Generic[Item]):
    """What is missing after all attempts, and why; ``error`` is None where nothing is."""

    items: tuple[Item, ...] = ()
    error: RemoteError | None = None


def in_batches(
    items: Sequence[Item],
    size: int,
    work: Callable[[Sequence[Item]], None],
    *,
    told: Callable[[str], None] = lambda line: None,
) -> Undone[Item]:
    """``work`` done on all items, ``size`` at a time. Where it raises RemoteError, a tenth of the size is tried once.

    So one item that a service cannot answer costs few others. A service that answered nothing, batch after batch, is
    not asked for less.
    """
    undone, given_up = _tried(items, size, work, told)
    less = max(1, size // 10)
    if len(undone.items) < len(items) or not (given_up or len(items) <= less):
        undone, _ = _tried(undone.items, less, work, told)
    return undone


def _tried(
    items: Sequence[Item], size: int, work: Callable[[Sequence[Item]], None], told: Callable[[str], None]
) -> tuple[Undone[Item], bool]:
    """What is missing, and whether the rest was given up because the service seems to be down."""
    missing: list[Item] = []
    error: RemoteError | None = None
    in_a_row = 0
    for start in range(0, len(items), size):
        batch = items[start : start + size]
        told(f"{start + len(batch)} of {len(items)}")
        try:
            work(batch)
            in_a_row = 0
        except RemoteError as failure:
            error = failure
            missing.extend(batch)
            in_a_row += 1
            if in_a_row >= _IN_A_ROW:
                missing.extend(items[start + len(batch) :])
                return Undone(tuple(missing), error), True
    return Undone(tuple(missing), error), False
