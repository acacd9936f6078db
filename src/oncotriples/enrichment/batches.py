"""Long lists asked for in parts: what fails is put off, not lost, and a service that is down is left in peace."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from oncotriples.errors import RemoteError
from oncotriples.http import InterruptedAnswer, StatusError
from oncotriples.services import ForeignAnswer, Unusable

__all__ = ["Undone", "in_batches", "missing_data", "missing_lines", "some_of"]

Item = TypeVar("Item")

# So many failures in a row, each after its own attempts, mean that the service is down: without any answer, or with one
# that is an error. One bad record in each batch is another matter; so many single items are tried.
_DOWN = 2
_OTHER = 3
_ALONE = 20
_SHOWN = 10
_BUSY = frozenset({429, 502, 503, 504})


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

    So one item that a service cannot answer costs no other. A service that has answered nothing yet is not asked for
    less.
    """
    undone, is_down = _pass(items, size, work, told)
    while undone.items and size > 1 and not is_down:
        size = max(1, size // 10)
        if len(undone.items) > size:  # else it would be the question that has failed
            undone, is_down = _pass(undone.items, size, work, told)
    return undone


def _pass(
    items: Sequence[Item], size: int, work: Callable[[Sequence[Item]], None], told: Callable[[str], None]
) -> tuple[Undone[Item], bool]:
    """One go through all items: what is missing, and whether the service seems to be down."""
    missing: list[Item] = []
    error: RemoteError | None = None
    silent = other = done = alone = 0
    for start in range(0, len(items), size):
        batch = items[start : start + size]
        told(f"{start + len(batch)} of {len(items)}")
        try:
            work(batch)
            done += 1
            silent = other = 0
            continue
        except RemoteError as failure:
            error = failure
        missing.extend(batch)
        if _says_nothing(error):
            silent += 1
        else:
            silent, other, alone = 0, other + 1, alone + (size == 1)
        if silent >= _DOWN or (other >= _OTHER and size > 1) or alone >= _ALONE:
            missing.extend(items[start + len(batch) :])
            is_down = not done and (silent >= _DOWN or _is_ill(error))
            return Undone(tuple(missing), error), is_down
    return Undone(tuple(missing), error), False


def _is_ill(error: RemoteError) -> bool:
    """Whether a service answers with an error of its own; what is wrong with an answer may be one bad record's."""
    return isinstance(error, StatusError | ForeignAnswer)


def _says_nothing(error: RemoteError) -> bool:
    """Whether a failure is the service's own, whatever was asked for: no connection, no answer, too many questions."""
    if isinstance(error, StatusError):
        return error.status in _BUSY
    return isinstance(error, InterruptedAnswer) and not isinstance(error, Unusable)


def missing_lines(what: str, names: Sequence[str], error: RemoteError | None) -> list[str]:
    """What is missing and why, for people; nothing where no service failed."""
    if error is None:
        return []
    return [
        f"{len(names)} {what}: {some_of(names)}",
        f"  {error.message}",
        f"  Mend: {error.mend}; the next run goes on with these",
    ]


def missing_data(names: Sequence[str], error: RemoteError | None) -> dict[str, object]:
    """The same for programs."""
    return {
        "missing": list(names),
        "error": error.message if error else "",
        "mend": error.mend if error else "",
    }


def some_of(names: Sequence[str]) -> str:
    """The first of many names, for a message."""
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
