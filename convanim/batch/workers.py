"""Processes that work for this one, and end with it."""

import _thread
import contextlib
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import FrameType, TracebackType
from typing import Any, Self, TypeVar

from convanim.errors import FailedError

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")

GRACE_S = 1.0
"""How long a process that is stopped has to clear away what it had begun."""


class Workers:
    """So many processes, started when there is work for them; with one, the work is done in this process."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._executor: ProcessPoolExecutor | None = None
        self._lifeline: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def run(self, work: Callable[[Job], Outcome], jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome | Exception]]:
        """What came of each job, in the order in which they end; the exception that ended it, or that of its process.

        ``work`` is a function that another process can import.
        """
        if self.count == 1 or len(jobs) == 1:
            yield from ((job, _attempted(work, job)) for job in jobs)
            return
        waiting, to_try_alone = deque(jobs), deque[Job]()
        running: dict[Future[Outcome], Job] = {}
        while waiting or to_try_alone or running:
            # A process that dies takes the others with it, and nobody knows whose job it was: each of those that
            # were under way is then tried alone.
            source, room = (to_try_alone, 1) if to_try_alone else (waiting, 2 * self.count)
            while source and len(running) < room:
                job = source.popleft()
                running[self._submit(work, job)] = job
            # On some systems Ctrl-C is heard only where waiting ends.
            done, _ = wait(running, timeout=0.5, return_when=FIRST_COMPLETED)
            died = False
            for future in done:
                error = future.exception()
                if isinstance(error, BrokenExecutor):
                    died = True
                    continue
                job = running.pop(future)
                yield job, error if isinstance(error, Exception) else future.result()
            if died:
                self.stop()
                if len(running) == 1:
                    yield from ((job, _died()) for job in running.values())
                else:
                    to_try_alone.extend(running.values())
                running.clear()

    def stop(self) -> None:
        """End the processes, in the middle of their work if need be."""
        if self._executor is not None and self._lifeline is not None:
            self._lifeline.close()
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = self._lifeline = None

    def _submit(self, work: Callable[[Job], Outcome], job: Job) -> Future[Outcome]:
        if self._executor is None:
            context = get_context("spawn")
            held, self._lifeline = context.Pipe(duplex=False)
            self._executor = ProcessPoolExecutor(self.count, mp_context=context, initializer=_begin, initargs=(held,))
        try:
            with _interrupts_held_back():
                return self._executor.submit(_done, work, job)
        except BrokenExecutor as error:
            broken: Future[Outcome] = Future()
            broken.set_exception(error)
            return broken


@contextlib.contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Processes that are started meanwhile never hear Ctrl-C, not even while they begin; this one does afterwards."""
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    # What is blocked, a new process inherits. Here another thread may hear it, and this one would be told.
    handler = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
        if pressed:
            signal.raise_signal(signal.SIGINT)


def _attempted(work: Callable[[Job], Outcome], job: Job) -> Outcome | Exception:
    try:
        return work(job)
    except Exception as error:
        return error


def _died() -> FailedError:
    return FailedError(
        "its process ended in the middle.", "there may be too little memory: use a smaller cell or input."
    )


class _Stopped(BaseException):
    """Unwinds what a process is doing, so that it leaves no half-written file."""


_busy = threading.Event()


def _begin(lifeline: Connection) -> None:
    """In a new process: leave Ctrl-C to the one that started it, and end when that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_follow, args=(lifeline,), daemon=True).start()


def _follow(lifeline: Connection) -> None:
    try:
        lifeline.recv_bytes()
    except (EOFError, OSError):
        if _busy.is_set():
            _thread.interrupt_main(signal.SIGTERM)
            time.sleep(GRACE_S)
        os._exit(1)


def _end(_signal: int, _frame: FrameType | None) -> None:
    if not _busy.is_set():
        os._exit(1)
    raise _Stopped


def _done(work: Callable[[Any], Outcome], job: Any) -> Outcome:
    try:
        _busy.set()
        outcome = work(job)
        _busy.clear()
    except _Stopped:
        os._exit(1)
    except BaseException:
        _busy.clear()
        raise
    return outcome
