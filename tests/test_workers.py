"""Processes share the work: results in order, one dead process costs one item, nothing is taken far ahead."""

import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from oncotriples.errors import MachineError
from oncotriples.workers import available_processors, in_order


def _double(number: int) -> int:
    time.sleep(0.05 if number % 5 == 0 else 0)
    return 2 * number


def _double_or_die(number: int) -> int:
    if number in (2, 3, 8):
        os._exit(9)
    return 2 * number


def _fail(number: int) -> int:
    if number == 3:
        raise MachineError("the disk is full", mend="make space")
    return number


def _raise(number: int) -> int:
    raise ZeroDivisionError(number)


def _negative(number: int) -> int:
    return -number


def _who(number: int) -> tuple[int, int]:
    return number, os.getpid()


def _nobody(number: int) -> tuple[int, int]:
    return number, 0


def test_there_is_a_processor() -> None:
    assert available_processors() >= 1


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(in_order(range(20), _double, _negative, jobs=jobs)) == [2 * number for number in range(20)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_did_its_items_is_replaced(jobs: int) -> None:
    numbers, processes = zip(*in_order(range(10), _who, _nobody, jobs=jobs, each=3), strict=True)
    assert numbers == tuple(range(10))
    shares = Counter(processes)
    assert max(shares.values()) == 3
    assert len(shares) >= 4
    assert os.getpid() not in shares
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_at_its_last_item_costs_that_item_only() -> None:
    expected = [-number if number in (2, 3, 8) else 2 * number for number in range(10)]
    assert list(in_order(range(10), _double_or_die, _negative, jobs=1, each=3)) == expected


def test_nothing_to_do_needs_no_process() -> None:
    assert list(in_order((), _double, _negative, jobs=2)) == []


def test_an_item_that_ends_its_process_costs_nothing_else() -> None:
    expected = [-number if number in (2, 3, 8) else 2 * number for number in range(10)]
    assert list(in_order(range(10), _double_or_die, _negative, jobs=2)) == expected


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_of_the_machine_is_raised_here(jobs: int) -> None:
    with pytest.raises(MachineError) as caught:
        list(in_order(range(10), _fail, _negative, jobs=jobs))
    assert str(caught.value) == "the disk is full\n  Mend: make space"


def test_a_mistake_in_the_work_is_told_as_a_dead_process(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(in_order(range(2), _raise, _negative, jobs=2)) == [0, -1]
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_items_are_taken_as_they_are_needed() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield number

    results = in_order(items(), _double, _negative, jobs=2)
    assert next(results) == 0
    assert taken < 200
    results.close()
