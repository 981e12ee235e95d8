"""Work in a forked process: no start of Python, no imports, to be killed or to end by itself."""

from __future__ import annotations

import os
import signal
import time
import warnings
from collections.abc import Callable


def in_child(work: Callable[[], int]) -> int:
    """Begin `work` in a child; its process number. What `work` returns is the child's exit status, 99 if it raised."""
    with warnings.catch_warnings():
        # A test worker has threads of its own; the child never speaks to them.
        warnings.filterwarnings("ignore", message=".*multi-threaded", category=DeprecationWarning)
        child = os.fork()
    if child == 0:
        status = 99
        try:
            status = work()
        finally:
            os._exit(status)
    return child


def status_of(child: int) -> int:
    """Its exit status when it has ended; minus the signal's number for one that was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_after(child: int, seconds: float) -> bool:
    """Kill it then, unless it has ended; whether it was killed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if os.waitpid(child, os.WNOHANG) != (0, 0):
            return False
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True
