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
        self._leash: Connection | None = None

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
        waiting, suspects = deque(jobs), deque[Job]()
        flying: dict[Future[Outcome], Job] = {}
        while waiting or suspects or flying:
            # A process that dies takes the others with it, and nobody knows whose job it was: each of those that
            # were under way is then tried alone.
            source, room = (suspects, 1) if suspects else (waiting, 2 * self.count)
            while source and len(flying) < room:
                job = source.popleft()
                flying[self._submit(work, job)] = job
            # Where waiting without an end is deaf to Ctrl-C, it has to end.
            done, _ = wait(flying, timeout=0.5, return_when=FIRST_COMPLETED)
            died = False
            for future in done:
                error = future.exception()
                if isinstance(error, BrokenExecutor):
                    died = True
                    continue
                job = flying.pop(future)
                yield job, error if isinstance(error, Exception) else future.result()
            if died:
                self.stop()
                if len(flying) == 1:
                    yield from ((job, _death()) for job in flying.values())
                else:
                    suspects.extend(flying.values())
                flying.clear()

    def stop(self) -> None:
        """End the processes, in the middle of their work if need be."""
        if self._executor is not None and self._leash is not None:
            self._leash.close()
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = self._leash = None

    def _submit(self, work: Callable[[Job], Outcome], job: Job) -> Future[Outcome]:
        if self._executor is None:
            context = get_context("spawn")
            held, self._leash = context.Pipe(duplex=False)
            self._executor = ProcessPoolExecutor(self.count, mp_context=context, initializer=_begin, initargs=(held,))
        try:
            with _deaf_to_ctrl_c():
                return self._executor.submit(_done, work, job)
        except BrokenExecutor as error:
            broken: Future[Outcome] = Future()
            broken.set_exception(error)
            return broken


@contextlib.contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
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


def _death() -> FailedError:
    return FailedError(
        "its process ended in the middle.", "there may be too little memory: use a smaller cell or input."
    )


class _Stopped(BaseException):
    """Unwinds what a process is doing, so that it leaves no half-written file."""


_busy = threading.Event()


def _begin(leash: Connection) -> None:
    """In a new process: leave Ctrl-C to the one that started it, and end when that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_follow, args=(leash,), daemon=True).start()


def _follow(leash: Connection) -> None:
    try:
        leash.recv_bytes()
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
