"""Python's search for garbage, made seldom while much is made that stays.

Over millions of triples the search takes as long as the work itself, and finds next to nothing.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collecting_seldom"]


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let the garbage collector run a hundred times less often."""
    before = gc.get_threshold()
    gc.set_threshold(before[0] * 100, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
