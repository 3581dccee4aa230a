"""Measures Telepool beside nginx, moto and the twin, in one run, and says which goals are reached.

    TELEPOOL_BINARY=… [TELEPOOL_BENCHMARKS=…] python Benchmarks/run.py

The server under load has one core, the load another; the others are idle meanwhile. They take turns, round by
round, and what is printed is the median of the rounds.
"""

import argparse
import contextlib
import dataclasses
import json
import os
import pathlib
import platform
import re
import signal
import statistics
import sys
import tempfile

import wrk
from goals import Goals
from processes import CORES, SERVER_CORE, Failure, pinned, run
from subjects import OPERATIONS, Moto, Nginx, Telepool, Twin

CONNECTIONS = 32
STARTS = 10
# A load average above which there is other work.
BUSY = 0.5
SUBJECTS = (Telepool, Nginx, Moto, Twin)


@dataclasses.dataclass
class Round:
    """One round of load, or the median of some."""

    requests_per_second: float
    p50_ms: float
    p99_ms: float
    cpu_us: float
    single_p50_ms: float
    single_p99_ms: float

    @classmethod
    def median(cls, rounds):
        columns = zip(*map(dataclasses.astuple, rounds))
        return cls(*map(statistics.median, columns))


def measure(subject, operation, seconds):
    """One round: the load with 32 connections, and a shorter one with a single connection."""
    script = subject.directory / "load.lua"
    length = len(subject.probe(operation))
    before = subject.server.cpu_seconds()
    load = wrk.load(subject.port, subject.request(operation), CONNECTIONS, seconds, script)
    cpu = subject.server.cpu_seconds() - before
    if load["bytes"] < load["requests"] * length:
        raise Failure(f"{subject.name} answered {operation} with less than {length} bytes: {load}")
    single = wrk.load(subject.port, subject.request(operation), 1, max(1, seconds // 4), script)
    return Round(
        load["requests"] / load["microseconds"] * 1e6, load["p50"] / 1e3, load["p99"] / 1e3,
        cpu / load["requests"] * 1e6, single["p50"] / 1e3, single["p99"] / 1e3)


def measure_all(subjects, rounds, seconds):
    """All rounds of each operation and subject, after a second to warm up."""
    for subject in subjects:
        for operation in OPERATIONS:
            wrk.load(subject.port, subject.request(operation), CONNECTIONS, 1, subject.directory / "load.lua")
    measured = {(operation, subject.name): [] for operation in OPERATIONS for subject in subjects}
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        for operation in OPERATIONS:
            for subject in subjects:
                measured[operation, subject.name].append(measure(subject, operation, seconds))
    return measured


def first_answers(telepool):
    """Milliseconds from starts to first signed answers, plain and with the administrator's secrets set."""
    return {
        name: [telepool.first_answer_seconds(environment) * 1e3 for _ in range(STARTS)]
        for name, environment in (("plain", {}), ("with root variables", telepool.root))
    }


def page_of_500():
    """How much faster a page of 500 is written than by Foundation's encoder; `None` if nothing measures it."""
    program = os.environ.get("TELEPOOL_BENCHMARKS")
    if not program:
        return None
    with pinned(SERVER_CORE):
        printed = run([program], timeout=120)
    match = re.search(r"^ *ratio +([\d.]+)$", printed, re.MULTILINE)
    if not match:
        raise Failure(f"{program} printed no ratio: {printed}")
    return float(match[1])


def judge(medians, memory, page_ratio, starts):
    goals = Goals()

    def ratio(operation, measure, subject, other):
        both = [medians.get((operation, name)) for name in (subject, other)]
        return None if None in both else getattr(both[0], measure) / getattr(both[1], measure)

    for operation in OPERATIONS:
        goals.at_most(
            6, f"{operation}: CPU a request, times nginx's", ratio(operation, "cpu_us", "telepool", "nginx"))
        for limit, other in ((2, "twin"), (30, "moto")):
            times = ratio(operation, "requests_per_second", "telepool", other)
            goals.at_least(limit, f"{operation}: requests a second, times {other}'s", times)
        own = medians.get((operation, "telepool"))
        spread = own and own.p99_ms / own.p50_ms
        goals.at_most(3, f"{operation}: p99, times p50, at {CONNECTIONS} connections", spread)
    goals.at_least(5, "page of 500: times as fast as Foundation's encoder", page_ratio)
    peak = memory["telepool"][1] if "telepool" in memory else None
    goals.at_most(96, "resident memory at its peak", peak, " MB")
    first = {name: statistics.median(values) for name, values in starts.items()}
    goals.at_most(100, f"first signed answer after a start, median of {STARTS}", first.get("plain"), " ms")
    if "with root variables" in first:
        goals.note("the same with TELEPOOL_ROOT_PASSWORD set", first["with root variables"], " ms")
    return goals


def print_table(operation, subjects, medians, memory, length):
    titles = ("", "req/s", "p50 ms", "p99 ms", "p50 ms", "p99 ms", "CPU µs", "resident", "peak MB")
    print(f"\n{operation}, {length} bytes" + " " * 20 + f"{CONNECTIONS} connections    1 connection")
    print("  {:10}{:>10}{:>9}{:>9}{:>9}{:>9}{:>9}{:>10}{:>9}".format(*titles))
    for subject in subjects:
        median, (resident, peak) = medians[operation, subject.name], memory[subject.name]
        print(
            f"  {subject.name:10}{median.requests_per_second:10,.0f}{median.p50_ms:9.2f}{median.p99_ms:9.2f}"
            f"{median.single_p50_ms:9.2f}{median.single_p99_ms:9.2f}{median.cpu_us:9.1f}"
            f"{resident:10.1f}{peak:9.1f}")


def machine():
    cpuinfo = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.+)", cpuinfo)
    return {
        "cpu": model[1] if model else platform.machine(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "kernel": platform.release(),
        "python": platform.python_version(),
        # It tells its version as if it had been called wrongly.
        "wrk": run(["wrk", "-v"], status=1).partition(" Copyright")[0].removeprefix("wrk "),
        **{subject.name: subject.version() for subject in SUBJECTS},
    }


def benchmark(options, directory, stack):
    facts = machine()
    print("\n".join(f"{name:9} {fact}" for name, fact in facts.items()))
    if facts["load"] > BUSY:
        print("Other work runs on this machine: the figures are noisy.")

    def started(subject, *arguments):
        stack.callback(subject.stop)
        subject.start(*arguments)
        return subject

    page_ratio = page_of_500()
    telepool = started(Telepool(directory))
    telepool.load()
    expected = telepool.expected
    subjects = [telepool]
    if "nginx" in options.only:
        subjects.append(started(Nginx(directory), expected))
    if "moto" in options.only:
        subjects.append(started(Moto(directory), expected))
    if "twin" in options.only:
        subjects.append(started(Twin(directory), expected, telepool.records()))
    subjects = [subject for subject in subjects if subject.name in options.only]

    rounds = measure_all(subjects, options.rounds, options.seconds)
    medians = {key: Round.median(values) for key, values in rounds.items()}
    memory = {subject.name: subject.server.memory_mb() for subject in subjects}
    starts = first_answers(telepool) if telepool in subjects else {}

    for operation in OPERATIONS:
        print_table(operation, subjects, medians, memory, len(expected[operation]))
    goals = judge(medians, memory, page_ratio, starts)
    print("\nGoals")
    goals.print()
    if options.output:
        options.output.write_text(json.dumps({
            "machine": facts,
            "seconds": options.seconds,
            "bytes": {operation: len(body) for operation, body in expected.items()},
            "medians": [
                {"operation": operation, "subject": name, **dataclasses.asdict(median)}
                for (operation, name), median in medians.items()
            ],
            "rounds": [
                {"operation": operation, "subject": name, **dataclasses.asdict(value)}
                for (operation, name), values in rounds.items() for value in values
            ],
            "memory_mb": {name: {"resident": now, "peak": peak} for name, (now, peak) in memory.items()},
            "first_answer_ms": starts,
            "page_of_500_ratio": page_ratio,
            "goals": goals.lines,
        }, ensure_ascii=False, indent=2) + "\n")
    return 1 if options.strict and goals.are_missed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    names = [subject.name for subject in SUBJECTS]
    parser.add_argument("--rounds", type=int, default=5, help="how often each takes its turn (default: 5)")
    parser.add_argument("--seconds", type=int, default=4, help="how long a turn takes (default: 4)")
    parser.add_argument(
        "--only", nargs="+", choices=names, default=names, help="what to measure (default: all)")
    parser.add_argument("--output", type=pathlib.Path, help="file for the results, as JSON")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a goal is missed")
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    if len(CORES) < 2:
        return "The server and the load need a core each."
    # So that the servers end with this program.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory(prefix="telepool-benchmark-") as directory:
        try:
            with contextlib.ExitStack() as stack:
                return benchmark(options, pathlib.Path(directory), stack)
        except (Failure, OSError) as failure:
            return f"failed: {failure}"


if __name__ == "__main__":
    sys.exit(main())
