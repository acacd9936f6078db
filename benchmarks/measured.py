"""Run a command to its end, or to a limit, and say how long it took and how much memory it had at most.

``python -I -S measured.py SECONDS MEGABYTES OUTPUT ERRORS COMMAND…`` prints a JSON object. This is a small process of
its own: the kernel counts the memory of whoever starts a process as that process's, until the new program is in place.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

# As often as this is the memory of the processes looked up, seconds.
INTERVAL = 0.1


class Watch(threading.Thread):
    """Ends a group of processes at its limits, and sums up the memory of all of them."""

    def __init__(self, group: int, seconds: float, limit: int) -> None:
        super().__init__(daemon=True)
        self._group, self._limit = group, limit
        self._end = time.perf_counter() + seconds
        self.done = threading.Event()
        self.ended = ""
        self.peak = 0

    def run(self) -> None:
        """Look every now and then, until told that the command is done."""
        while not self.done.wait(INTERVAL):
            memory = _memory(self._group)
            self.peak = max(self.peak, memory)
            if memory > self._limit:
                self.ended = "out of memory"
            elif time.perf_counter() > self._end:
                self.ended = "out of time"
            if self.ended and not self.done.is_set():
                os.killpg(self._group, signal.SIGKILL)
                return


def _memory(group: int) -> int:
    """Bytes of main memory of a group of processes; what several share counts once."""
    members = list(_members(group))
    total = 0
    for member in members:
        try:
            if len(members) == 1:
                total += int((member / "statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
            else:
                lines = (member / "smaps_rollup").read_text().splitlines()
                total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        except (OSError, IndexError):
            continue  # it ended meanwhile
    return total


def _members(group: int) -> Iterator[Path]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                # The program's name, in parentheses, may hold anything.
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == group:
                yield folder


def main() -> None:
    """Run and print."""
    seconds, megabytes, output, errors, *command = sys.argv[1:]
    with Path(output).open("wb") as out, Path(errors).open("wb") as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True)
        watch = Watch(process.pid, float(seconds), int(megabytes) * 1_000_000)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        spent = time.perf_counter() - start
        watch.done.set()
    process.returncode = code = os.waitstatus_to_exitcode(status)
    # One process: the kernel's figure, which misses no peak. Several: the sum that was seen.
    peak = max(usage.ru_maxrss * 1024, watch.peak)
    cpu = usage.ru_utime + usage.ru_stime
    print(json.dumps({"seconds": spent, "cpu": cpu, "peak": peak, "code": code, "ended": watch.ended}))


if __name__ == "__main__":
    main()
