"""Screening batches of rows in several processes, in the order of the input.

Each worker is given a batch by a pipe of its own and gives back finished text, or the hits,
and its counts. A worker ends when its pipe does: whatever ends this process, be it killed,
ends its workers too. A worker that is ended from outside ends the run with a message.
"""

from __future__ import annotations

import multiprocessing as mp
import os
import pickle
import queue
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from multiprocessing.connection import Connection
from typing import Any, Final, Generic, TypeVar

from unitracker.errors import WorkerError

Batch = TypeVar("Batch")
Result = TypeVar("Result")

_AHEAD: Final = 2
"""How many batches a worker has at most, the one that it screens included: enough that it
needn't wait for the next, and few enough for a flat memory."""

_ENDING: Final = ("SIGTERM", "SIGHUP", "SIGPIPE", "SIGQUIT")


def available_cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class WorkerPool(Generic[Batch, Result]):
    """Processes that each work on one batch at a time.

    Workers are started as batches come, never more than there are batches. Use it as a
    context manager: at its end no worker is left.

    Args:
        work: makes a result of a batch; must be picklable where processes aren't forked.
        size: most workers, at least one.
    """

    def __init__(self, work: Callable[[Batch], Result], size: int) -> None:
        self._work = work
        self._size = size
        self._workers: list[tuple[Any, Connection]] = []
        # Forked processes share what is loaded; elsewhere each loads it anew.
        self._context = mp.get_context("fork" if sys.platform == "linux" else "spawn")

    def __enter__(self) -> WorkerPool[Batch, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        for process, _connection in self._workers:
            process.terminate()
        for process, connection in self._workers:
            connection.close()
            process.join()

    def map(self, batches: Iterator[Batch]) -> Iterator[Result]:
        """Yield the result of each batch, in order.

        Where reading a batch fails, what was read before is worked on first; then the
        error is raised. So what comes out doesn't depend on the number of workers.

        Raises:
            WorkerError: a worker was ended from outside, or failed.
        """
        waiting: deque[Connection] = deque()
        failure: BaseException | None = None
        for number in count():
            try:
                batch = next(batches, None)
            except Exception as error:
                batch, failure = None, error
            if batch is None:
                break
            if len(waiting) >= self._size * _AHEAD:
                yield self._result(waiting)
            connection = self._worker(number)
            self._send(connection, batch)
            waiting.append(connection)
        while waiting:
            yield self._result(waiting)
        if failure is not None:
            raise failure

    def _worker(self, number: int) -> Connection:
        """Return the pipe to the worker whose turn it is; start it if there is none yet."""
        place = number % self._size
        if place == len(self._workers):
            self._start()
        return self._workers[place][1]

    def _start(self) -> None:
        here, there = self._context.Pipe()
        inherited = [connection for _, connection in self._workers] + [here]
        forked = self._context.get_start_method() == "fork"
        process = self._context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(there, inherited if forked else [], self._work), daemon=True
        )
        # An interrupt that comes while the worker starts is this process's to answer.
        masked = hasattr(signal, "pthread_sigmask")
        old = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT]) if masked else None
        try:
            process.start()
        finally:
            if masked:
                signal.pthread_sigmask(signal.SIG_SETMASK, old or [])
        there.close()
        self._workers.append((process, here))

    def _send(self, connection: Connection, batch: Batch) -> None:
        content = pickle.dumps(batch, pickle.HIGHEST_PROTOCOL)
        try:
            # The end of a worker is no reason to end by the signal of a closed pipe.
            with _ignored("SIGPIPE"):
                connection.send_bytes(content)
        except OSError as error:
            raise _ended() from error

    def _result(self, waiting: deque[Connection]) -> Result:
        result: Result
        try:
            result, failure = pickle.loads(waiting.popleft().recv_bytes())
        except (EOFError, OSError) as error:
            raise _ended() from error
        if failure:
            raise WorkerError(f"a worker process failed: {failure}")
        return result


@contextmanager
def _ignored(name: str) -> Iterator[None]:
    """Ignore a signal for a while, where there is one and this is the main thread."""
    number = getattr(signal, name, None)
    if number is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    old = signal.signal(number, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(number, old)


def _ended() -> WorkerError:
    return WorkerError(
        "a worker process was ended from outside (memory may be short): try --workers 1"
    )


def _serve(pipe: Connection, inherited: Sequence[Connection], work: Callable[[Any], Any]) -> None:
    """Work on batches until the pipe ends; the life of a worker."""
    # An interrupt goes to all processes of a terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _ENDING:
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    # While anybody holds the other end of a pipe, it doesn't end.
    for connection in inherited:
        connection.close()
    batches: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    # A thread takes batches from the pipe at once, so that neither side waits for the other
    # to read while both want to write.
    threading.Thread(target=_receive, args=(pipe, batches), daemon=True).start()
    while (batch := batches.get()) is not None:
        try:
            answer = work(pickle.loads(batch)), ""
        except Exception as error:
            answer = None, f"{type(error).__name__}: {error}"
        with suppress(OSError):
            pipe.send_bytes(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
    os._exit(0)


def _receive(pipe: Connection, batches: queue.SimpleQueue[bytes | None]) -> None:
    try:
        while True:
            batches.put(pipe.recv_bytes())
    except (EOFError, OSError):
        # Nobody is there any more who would take a result.
        os._exit(0)
