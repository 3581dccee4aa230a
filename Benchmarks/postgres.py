"""Measures Telepool on PostgreSQL beside Telepool on SQLite, and beside PostgreSQL that does nothing else.

    TELEPOOL_BINARY=… python Benchmarks/postgres.py [--rounds 3] [--seconds 4]

A list, a create and a draw, all signed, and usage that comes in. On PostgreSQL, pgbench carries out the same
transactions as often as it can, and a plain client the same batches of usage: which statements these are is read off
PostgreSQL's own log. PostgreSQL and the node have one core together, the load has another; what a request costs is the
CPU of both. Then lists with one node to three, which have all cores with PostgreSQL and the load.
"""

import argparse
import concurrent.futures
import contextlib
import dataclasses
import functools
import json
import os
import pathlib
import secrets
import statistics
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "Conformance"))

import psycopg  # noqa: E402

import wrk  # noqa: E402
from goals import Goals  # noqa: E402
from ingest import ONE, SPREAD, Records, Service, Take, load  # noqa: E402
from large_pools import create_pool, numbers_file  # noqa: E402
from postgresql import PostgreSQL  # noqa: E402
from processes import CORES, SERVER_CORE, Failure, cpu_seconds, family, pinned, send  # noqa: E402
from service import CONNECTIONS, Telepool  # noqa: E402
from statements import LOG_PREFIX, SEQUENCE, Recorder, Script, replay  # noqa: E402

LIST, CREATE, DRAW = "NumberPoolList", "CreateNumberPool", "SelectNumberAndBindAXN"
POOLS, NUMBERS = 1000, 100_000
# As many as a node has to PostgreSQL.
SESSIONS = 16
NODES = 3


@dataclasses.dataclass
class Round:
    """One round of load, or the median of some: of both servers, and of that of the database alone."""

    requests_per_second: float
    p50_ms: float
    p99_ms: float
    cpu_us: float
    database_cpu_us: float

    @classmethod
    def median(cls, rounds):
        return cls(*map(statistics.median, zip(*map(dataclasses.astuple, rounds))))


class Subject:
    """Telepool on one of the databases."""

    def __init__(self, name, telepool, cpu=lambda: 0):
        self.name, self.telepool, self.cpu, self.pool = name, telepool, cpu, None

    def prepare(self, directory):
        """1,000 number pools, of which one has 100,000 numbers."""
        for number in range(POOLS - 1):
            self.telepool.call(
                CREATE, Name=f"pool {number}", ServiceType=100 if number % 2 else 200,
                SubServiceType=101 if number % 2 else 201)
        self.pool = create_pool(self.telepool, "drawn from", 202)
        self.telepool.import_all(
            NUMBERS, "numbers", "import", "--pool", self.pool, numbers_file(directory, NUMBERS))

    def request(self, operation):
        """One of a kind, or a function that makes another call each time; a list is a list however often it is asked for."""
        parameters = {
            LIST: {"ServiceType": 100, "Limit": 10, "Offset": 0},
            CREATE: {"Name": "pool", "ServiceType": 100, "SubServiceType": 101},
            DRAW: {"NumberPoolNo": self.pool, "PhoneNoA": "13900000001", "ExpireTime": int(time.time()) + 86_400},
        }[operation]
        make = functools.partial(self.telepool.volcengine, operation, invocation=False, **parameters)
        return make() if operation == LIST else make

    def measure(self, operation, seconds):
        node, database = self.telepool.server.cpu_seconds(), self.cpu()
        counts = wrk.load(
            self.telepool.port, self.request(operation), CONNECTIONS, seconds, self.telepool.directory / "load.lua")
        node, database = self.telepool.server.cpu_seconds() - node, self.cpu() - database
        return Round(
            counts["requests"] / counts["microseconds"] * 1e6, counts["p50"] / 1e3, counts["p99"] / 1e3,
            (node + database) / counts["requests"] * 1e6, database / counts["requests"] * 1e6)


# The ceilings

class Ceiling:
    """PostgreSQL that is asked by pgbench what a node asks it for a call."""

    name = "pgbench"

    def __init__(self, server, subject, directory):
        self.server, self.subject, self.directory, self.scripts = server, subject, directory, {}

    def prepare(self, recorder):
        for operation, mark in ((LIST, "FROM number_pools"), (CREATE, "INTO number_pools"), (DRAW, "INTO bindings")):
            results = []

            def call():
                request = self.subject.request(operation)
                answer = send(self.subject.telepool.port, request() if callable(request) else request)
                results.append(json.loads(answer)["Result"])

            both = [recorder.transaction(call, mark) for _ in range(2)]
            drawn = (results[-1]["PhoneNoX"], "number") if operation == DRAW else None
            self.scripts[operation] = Script(*both, drawn)

    def measure(self, operation, seconds):
        before, script = cpu_seconds(self.server.process.pid), self.scripts[operation]
        # Those that have to wait for each other only keep PostgreSQL from forgetting what is over.
        sessions = 1 if "pg_advisory_lock" in script.text else SESSIONS
        count, p50 = script.run(self.server, "telepool", sessions, seconds, self.directory / "script.sql")
        cpu = (cpu_seconds(self.server.process.pid) - before) / count * 1e6
        return Round(count / seconds, p50, 0, cpu, cpu)


class PlainClient:
    """A client that sends PostgreSQL the statements that a node sends it for a batch, one batch after the other."""

    name = "plain client"

    def __init__(self, server, recorder, service, records, options):
        self.server, self.options, self.batches = server, options, {}
        for shape in (ONE, SPREAD):
            self.batches[shape] = recorder.transaction(
                lambda: service.take(records.bodies(records.make(shape, options.batch)), options.batch),
                "INTO usage_records")
        self.rounds = 0

    def take(self, shape):
        """As many records, with ids of their own."""
        self.rounds += 1
        first, count = self.rounds * 10_000, self.options.records // self.options.batch
        before = cpu_seconds(self.server.process.pid)

        def change(value, number):
            if value == SEQUENCE:
                return str(1_000_000_000 + first + number)
            return value.replace("20260101-", f"{first + number:08}-")

        seconds = replay(self.server, "telepool", self.batches[shape], count, change)
        return Take.of(self.options.records, seconds, cpu_seconds(self.server.process.pid) - before)


# The benchmark

def measure_calls(subjects, options):
    measured = {(operation, subject.name): [] for operation in (LIST, CREATE, DRAW) for subject in subjects}
    for number in range(options.rounds):
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
        for operation, name in measured:
            subject = next(subject for subject in subjects if subject.name == name)
            measured[operation, name].append(subject.measure(operation, options.seconds))
    return {key: Round.median(rounds) for key, rounds in measured.items()}


def measure_usage(services, plain, records, options):
    takes = {(name, shape): [] for name in [*services, plain.name] for shape in (ONE, SPREAD)}
    for number in range(options.rounds):
        print(f"round {number + 1} of {options.rounds}, usage", file=sys.stderr)
        for shape in (ONE, SPREAD)[::-1 if number % 2 else 1]:
            bodies = records.bodies(records.make(shape, options.records))
            for name, service in services.items():
                takes[name, shape].append(service.take(bodies, options.records))
            takes[plain.name, shape].append(plain.take(shape))
    return {key: Take.median(rounds) for key, rounds in takes.items()}


def release(pid):
    """Lets a process and its family have all cores."""
    for member in family(pid):
        for thread in pathlib.Path(f"/proc/{member}/task").iterdir():
            os.sched_setaffinity(int(thread.name), CORES)


def measure_nodes(directory, server, options, arguments, environment):
    """Lists a second with one node, with two, and so on."""
    release(server.process.pid)
    rates, nodes = [], []
    with contextlib.ExitStack() as stack:
        for number in range(1, NODES + 1):
            nodes.append(Telepool(directory / f"node{number}", *arguments, environment=environment))
            stack.enter_context(nodes[-1].running())
            release(nodes[-1].server.process.pid)

            def load_node(node):
                counts = wrk.load(
                    node.port, Subject("", node).request(LIST), CONNECTIONS, options.seconds,
                    node.directory / "load.lua")
                return counts["requests"] / counts["microseconds"] * 1e6

            with concurrent.futures.ThreadPoolExecutor() as executor:
                rates.append(statistics.median(
                    sum(executor.map(load_node, nodes)) for _ in range(options.rounds)))
    return rates


def judge(calls, usage):
    goals = Goals()
    goals.at_least(
        0.5, f"{LIST}: CPU of PostgreSQL for pgbench, divided by that of a request",
        calls[LIST, "pgbench"].cpu_us / calls[LIST, "PostgreSQL"].cpu_us)
    for shape in (ONE, SPREAD):
        goals.at_least(
            0.65, f"usage, {shape}: records a second, times the plain client's",
            usage["PostgreSQL", shape].records_per_second / usage["plain client", shape].records_per_second)
    goals.at_least(
        0.8, "usage, one pool: records a second, times those of 100 pools",
        usage["PostgreSQL", ONE].records_per_second / usage["PostgreSQL", SPREAD].records_per_second)
    return goals


def print_results(calls, usage, rates):
    print(f"\n{'':24}{'':12}{'a second':>10}{'p50 ms':>9}{'p99 ms':>9}{'CPU µs':>9}{'of it, database':>17}")
    for (operation, name), values in calls.items():
        print(
            f"{operation:24}{name:12}{values.requests_per_second:10,.0f}{values.p50_ms:9.2f}{values.p99_ms:9.2f}"
            f"{values.cpu_us:9.0f}{values.database_cpu_us:17.0f}")
    for (name, shape), take in usage.items():
        print(f"{'usage, ' + shape:24}{name:12}{take.records_per_second:10,.0f} records a second")
    for number, rate in enumerate(rates, 1):
        print(f"{LIST}, {number} node{'s' if number > 1 else ''}: {rate:,.0f} a second, all cores")


def benchmark(directory, options, stack):
    with pinned(SERVER_CORE):
        server = stack.enter_context(PostgreSQL(fsync="on", full_page_writes="on", log_line_prefix=LOG_PREFIX))
    environment = {"TELEPOOL_MASTER_KEY": secrets.token_hex(32)}
    with contextlib.closing(psycopg.connect(server.url(), autocommit=True)) as connection:
        connection.execute("CREATE DATABASE telepool")
    arguments = ["--max-number-pools", "100000000"]
    on_postgres = [*arguments, "--database", server.url("telepool")]
    subjects = [
        Subject("SQLite", Telepool(directory / "sqlite", *arguments)),
        Subject("PostgreSQL", Telepool(directory / "postgres", *on_postgres, environment=environment),
                lambda: cpu_seconds(server.process.pid))]
    with contextlib.ExitStack() as running:
        for subject in subjects:
            running.enter_context(subject.telepool.running())
            subject.prepare(directory)
            load(subject.telepool)
        with contextlib.closing(psycopg.connect(server.url("telepool"), autocommit=True)) as connection:
            connection.execute("VACUUM ANALYZE")
        services = {subject.name: Service(subject.telepool, options) for subject in subjects}
        ceiling, records = Ceiling(server, subjects[1], directory), Records(options)
        with Recorder(server).recording() as recorder:
            ceiling.prepare(recorder)
            plain = PlainClient(server, recorder, services["PostgreSQL"], records, options)
        calls = measure_calls([*subjects, ceiling], options)
        usage = measure_usage(services, plain, records, options)
    rates = measure_nodes(directory, server, options, on_postgres, environment)
    print_results(calls, usage, rates)
    goals = judge(calls, usage)
    print("Goals")
    goals.print()
    if options.output:
        options.output.write_text(json.dumps({
            "calls": [
                {"operation": operation, "subject": name, **dataclasses.asdict(values)}
                for (operation, name), values in calls.items()],
            "usage": [
                {"subject": name, "pools": shape, **dataclasses.asdict(take)}
                for (name, shape), take in usage.items()],
            "lists_by_nodes": rates, "goals": goals.lines,
        }, ensure_ascii=False, indent=2) + "\n")
    return 1 if options.strict and goals.are_missed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3, help="how often each takes its turns (default: 3)")
    parser.add_argument("--seconds", type=int, default=4, help="how long a turn takes (default: 4)")
    parser.add_argument("--records", type=int, default=100_000, help="records of a turn (default: 100000)")
    parser.add_argument("--batch", type=int, default=5000, help="records of a batch (default: 5000)")
    parser.add_argument("--connections", type=int, default=16, help="connections with usage (default: 16)")
    parser.add_argument("--output", type=pathlib.Path, help="file for the results, as JSON")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a goal is missed")
    options = parser.parse_args()
    # What the records of `ingest.py` can be, too.
    options.random_ids = options.plain = False
    sys.stdout.reconfigure(line_buffering=True)
    if len(CORES) < 2:
        return "The servers and the load need a core each."
    with tempfile.TemporaryDirectory(prefix="telepool-benchmark-") as directory:
        try:
            with contextlib.ExitStack() as stack:
                return benchmark(pathlib.Path(directory), options, stack)
        except (Failure, OSError) as failure:
            return f"failed: {failure}"


if __name__ == "__main__":
    sys.exit(main())
