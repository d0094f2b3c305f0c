import resource
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a child process may use: bytes of address space, seconds of CPU a job, bytes a file it writes."""

    memory: int
    cpu_seconds: int
    file_bytes: int = 64 * 1024 * 1024


# Decoding five minutes takes two seconds and 150 MB; libraries map more than they use.
DECODING = Limits(memory=1_500 * 1024**2, cpu_seconds=30)
# The base model takes under 700 MB of memory; threads and mapped weights more of address space.
LISTENING = Limits(memory=4_000 * 1024**2, cpu_seconds=240)
# Seconds on the clock for a job, whatever the CPU is doing: a stuck child is ended and started again.
DECODING_TIME, HEARING_TIME, TRANSCRIBING_TIME = 45.0, 60.0, 300.0


def confine(limits: Limits) -> None:
    """Limit this process's memory, files and core dumps, for good."""
    _lower(resource.RLIMIT_AS, limits.memory)
    _lower(resource.RLIMIT_FSIZE, limits.file_bytes)
    _lower(resource.RLIMIT_CORE, 0)


def allow_cpu(seconds: int) -> None:
    """Give this process so many more seconds of CPU; past them the system ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + seconds + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (until if hard < 0 else min(until, hard), hard))


def _lower(what: int, value: int) -> None:
    hard = resource.getrlimit(what)[1]
    value = value if hard < 0 else min(value, hard)
    resource.setrlimit(what, (value, value))
