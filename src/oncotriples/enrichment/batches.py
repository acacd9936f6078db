"""Long lists asked for in parts: what fails is put off, not lost, and a service that is down is left in peace."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from oncotriples.errors import RemoteError
from oncotriples.services import Unusable

__all__ = ["Undone", "in_batches"]

Item = TypeVar("Item")

# So many failures in a row, each after its own attempts, mean that the service is down; answers that cannot be read may
# also come of one bad record in each batch.
_DOWN = 2
_UNREADABLE = 3


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
    """``work`` done on all items, ``size`` at a time; where it raises RemoteError, a tenth of the size, down to one.

    So one item that a service cannot answer costs no other. A service that answers nothing is not asked for less.
    """
    undone = _Pass(items, size, work, told)
    while undone.missing and size > 1 and not undone.is_down:
        size = max(1, size // 10)
        if len(undone.missing) > size:  # else it would be the question that has failed
            undone = _Pass(tuple(undone.missing), size, work, told)
    return Undone(tuple(undone.missing), undone.error)


class _Pass(Generic[Item]):
    """One go through all items: what is missing, and whether the service seems to be down."""

    def __init__(
        self,
        items: Sequence[Item],
        size: int,
        work: Callable[[Sequence[Item]], None],
        told: Callable[[str], None],
    ) -> None:
        self.missing: list[Item] = []
        self.error: RemoteError | None = None
        self.is_down = False
        unreadable = in_a_row = done = 0
        for start in range(0, len(items), size):
            batch = items[start : start + size]
            told(f"{start + len(batch)} of {len(items)}")
            try:
                work(batch)
                done += 1
                unreadable = in_a_row = 0
                continue
            except RemoteError as failure:
                self.error = failure
            self.missing.extend(batch)
            if isinstance(self.error, Unusable):
                unreadable += 1
            else:
                in_a_row += 1
            if in_a_row >= _DOWN or unreadable >= _UNREADABLE:
                self.is_down = not done and in_a_row >= _DOWN
                self.missing.extend(items[start + len(batch) :])
                return
