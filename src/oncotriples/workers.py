"""Work shared among processes: results come in the order of the items, and a process that dies costs one item.

A process is ended after a number of items, and a fresh one takes its place, so that memory does not grow with the set
whatever a library leaks: cmarkgfm does not free the text that it returns, about 0.2 MB for a page. One job is one such
process too, not the caller's own: its memory would grow, and a hostile document would end it.

Not a pool of the standard library: those hang (multiprocessing.Pool) or lose every item in flight
(ProcessPoolExecutor) when a hostile document ends a worker, and cannot tell which document it was.
"""

import os
import signal
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from math import inf
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

from oncotriples.errors import OncotriplesError

__all__ = ["available_processors", "in_order"]

Item = TypeVar("Item")
Result = TypeVar("Result")

# Items taken ahead of the one whose result is next, for each worker: one slow item does not stop the others.
_AHEAD = 32
# Items that a process does before a fresh one takes its place; to start one takes as long as to read two pages.
_ITEMS = 100
# New processes that import what they need: the same on every platform, and nothing is inherited by chance.
_SPAWN = get_context("spawn")


def available_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    items: Iterable[Item],
    work: Callable[[Item], Result],
    died: Callable[[Item], Result],
    *,
    jobs: int,
    each: int | None = _ITEMS,
) -> Generator[Result, None, None]:
    """``work`` done on each item by ``jobs`` processes; results in the order of the items, whichever is done first.

    ``work`` is pickled once a process, each of which does at most ``each`` items, or all. An item whose process ends
    without a result gets that of ``died`` instead. Items are taken as they are needed, a bounded number ahead. An
    OncotriplesError of ``work`` is raised here.
    """
    waiting = enumerate(items)
    done: dict[int, Result] = {}
    busy: dict[Connection, _Worker[Item, Result]] = {}
    idle: list[_Worker[Item, Result]] = []
    following = taken = 0
    try:
        while True:
            while len(busy) < jobs and taken < following + _AHEAD * jobs and (entry := next(waiting, None)):
                worker = idle.pop() if idle else _Worker(work, each)
                worker.give(*entry)
                busy[worker.connection] = worker
                taken += 1
            if not busy:
                return
            for ready in wait(list(busy)):
                worker = busy.pop(ready)  # type: ignore[call-overload]  # one of those given; the stubs forget which
                number, item = worker.task
                try:
                    result = worker.take()
                except (EOFError, ConnectionError):
                    worker.end()
                    done[number] = died(item)
                else:
                    if worker.left:
                        idle.append(worker)
                    else:
                        worker.end()
                    if isinstance(result, OncotriplesError):
                        raise result
                    done[number] = result
            while following in done:
                yield done.pop(following)
                following += 1
    finally:
        for worker in (*busy.values(), *idle):
            worker.end()


class _Worker(Generic[Item, Result]):
    """A process, the connection to it, the item that it works on, with its number, and how many more it may do."""

    def __init__(self, work: Callable[[Item], Result], left: int | None) -> None:
        self.left = inf if left is None else left
        self.connection, theirs = _SPAWN.Pipe()
        self.task: tuple[int, Item]
        self._process = _SPAWN.Process(target=_serve, args=(theirs, work), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, number: int, item: Item) -> None:
        self.task = number, item
        self.left -= 1
        with suppress(ConnectionError):  # it died: ``take`` will say so
            self.connection.send(item)

    def take(self) -> Result | OncotriplesError:
        """The result. Raises EOFError or ConnectionError where the process died."""
        result: Result | OncotriplesError = self.connection.recv()
        return result

    def end(self) -> None:
        self.connection.close()
        self._process.terminate()
        self._process.join()


def _serve(connection: Connection, work: Callable[[Item], Result]) -> None:
    """What a worker does: one item after the other, until nobody is at the other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the parent, and the parent ends its workers
    while True:
        try:
            item = connection.recv()
        except (EOFError, ConnectionError):
            return
        try:
            connection.send(work(item))
        except OncotriplesError as error:
            connection.send(error)
