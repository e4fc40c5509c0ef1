from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator

import pytest

from unitracker.errors import InputError, WorkerError
from unitracker.screening.worker_pool import WorkerPool, available_cores

posix = pytest.mark.skipif(os.name != "posix", reason="needs signals")


def square(batch: list[int]) -> list[int]:
    return [number * number for number in batch]


def large(batch: int) -> str:
    return "x" * batch


def own_id(_: int) -> int:
    return os.getpid()


def fails(batch: int) -> int:
    return 1 // batch


def ends(batch: int) -> int:
    if batch == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return batch


@pytest.mark.parametrize("size", [1, 2, 5])
def test_results_come_in_the_order_of_the_batches(size: int) -> None:
    batches = [[number, -number] for number in range(20)]
    with WorkerPool(square, size) as pool:
        found = list(pool.map(iter(batches)))
    assert found == [square(batch) for batch in batches]


def test_large_batches_and_results_block_nobody() -> None:
    texts = [5_000_000 + number for number in range(12)]
    with WorkerPool(large, 2) as pool:
        assert [len(text) for text in pool.map(iter(texts))] == texts
    with WorkerPool(len, 2) as pool:
        assert list(pool.map(large(size) for size in texts)) == texts


def test_batches_are_read_as_they_are_needed() -> None:
    taken = []

    def counted() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with WorkerPool(own_id, 2) as pool:
        found = pool.map(counted())
        for _ in range(10):
            next(found)
        assert len(taken) < 20


def test_no_more_workers_are_started_than_there_are_batches() -> None:
    with WorkerPool(own_id, 50) as pool:
        found = set(pool.map(iter(range(3))))
    assert 1 <= len(found) <= 3
    assert os.getpid() not in found


def test_what_was_read_before_the_input_broke_is_worked_on_first() -> None:
    def breaking() -> Iterator[int]:
        yield from range(1, 8)
        raise InputError("broken")

    for size in (1, 2, 3):
        with WorkerPool(str, size) as pool:
            results = pool.map(breaking())
            assert [next(results) for _ in range(7)] == list("1234567")
            with pytest.raises(InputError, match="broken"):
                next(results)


def test_a_failure_in_a_worker_is_one_error() -> None:
    with WorkerPool(fails, 2) as pool, pytest.raises(WorkerError, match="ZeroDivisionError"):
        list(pool.map(iter([1, 0, 1])))


@posix
def test_a_worker_that_is_killed_is_one_error_and_no_wait() -> None:
    start = time.monotonic()
    with WorkerPool(ends, 2) as pool, pytest.raises(WorkerError, match="ended from outside"):
        list(pool.map(iter(range(10))))
    assert time.monotonic() - start < 20


@posix
def test_no_worker_is_left(capfd: pytest.CaptureFixture[str]) -> None:
    with WorkerPool(own_id, 2) as pool:
        numbers = set(pool.map(iter(range(4))))
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="needs affinity")
def test_cores_are_those_that_may_be_used() -> None:
    assert available_cores() == len(os.sched_getaffinity(0))
