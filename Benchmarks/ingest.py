"""Measures usage that comes in through HTTP, durable and counted once, beside a plain SQLite client.

    TELEPOOL_BINARY=… python Benchmarks/ingest.py [--records 200000] [--rounds 5]

Each round takes so many new records to 10,000 cards in one pool and as many to 10,000 cards in 100 pools: by Telepool,
in batches over many connections, and by `ingest.c`, the same statements one batch after the other, on a copy of
Telepool's database. Then the plain client takes a few with a transaction for each. Server and plain client have the
same core, the load has another.
"""

import argparse
import concurrent.futures
import contextlib
import dataclasses
import datetime
import hashlib
import http.client
import json
import pathlib
import queue
import sqlite3
import statistics
import sys
import tempfile
import time

from goals import Goals
from processes import CORES, HOST, LOAD_CORE, SERVER_CORE, Failure, pinned, run
from service import LONG, Telepool

PROGRAM = pathlib.Path(__file__).with_name("ingest.c")
ONE, SPREAD = "one pool", "100 pools"
POOLS = {ONE: 1, SPREAD: 100}
CARDS = 10_000
SOURCE = "bench"
PLAN = "10000"
DAY, BEIJING = 86_400_000, 8 * 3_600_000


@dataclasses.dataclass
class Take:
    """So many records taken in, or the median of some such rounds."""

    records_per_second: float
    cpu_us: float

    @classmethod
    def of(cls, records, seconds, cpu_seconds):
        return cls(records / seconds, cpu_seconds / records * 1e6)

    @classmethod
    def median(cls, rounds):
        return cls(*map(statistics.median, zip(*map(dataclasses.astuple, rounds))))


# Data

def iccid(shape, card):
    return f"8986{list(POOLS).index(shape):03}{card:012}"


class Records:
    """New records, of one day and one billing cycle, for the cards of one of the two inventories."""

    def __init__(self, options):
        self.options = options
        self.now = time.time_ns() // 1_000_000
        self.day = (self.now + BEIJING) // DAY
        date = datetime.date(1970, 1, 1) + datetime.timedelta(days=self.day)
        self.cycle = date.year * 12 + date.month - 1
        self.earliest = max(self.day * DAY - BEIJING, self.now - 3_600_000)
        self.made = 0

    def make(self, shape, count):
        """Tuples of id, iccid, time, bytes up and down, and the card's number."""
        numbers = range(self.made, self.made + count)
        self.made += count
        return [self._record(shape, number) for number in numbers]

    def _record(self, shape, number):
        digest = hashlib.blake2b(number.to_bytes(8, "big"), digest_size=20).digest()
        card, when, up, down = (int.from_bytes(digest[place:place + 4], "big") for place in range(0, 16, 4))
        card %= CARDS
        id = digest.hex() if self.options.random_ids else f"20260101-{number:010}"
        at = self.earliest + when % (self.now - self.earliest + 1)
        up, down = (0 if self.options.plain else up % 100_000), down % 1_000_000
        return id, iccid(shape, card), at, up, down, card + CARDS * list(POOLS).index(shape)

    def bodies(self, records):
        """The batches as bodies of requests."""
        size = self.options.batch
        return [self._body(records[first:first + size]) for first in range(0, len(records), size)]

    def stream(self, shape, count, file):
        """So many more, written as one body."""
        with file.open("wb") as output:
            for first in range(0, count, self.options.batch):
                body = self._body(self.make(shape, min(self.options.batch, count - first)))
                output.write(body if first == 0 else body.partition(b"\n")[2])

    def _body(self, records):
        if self.options.plain:
            rows = [f"{id},{iccid},{time_text(at)},{down}\n" for id, iccid, at, _, down, _ in records]
            return "".join(["record_id,iccid,at,bytes\n", *rows]).encode()
        rows = [
            f"{SOURCE},{id},{iccid},{time_text(at)},{up},{down}\n" for id, iccid, at, up, down, _ in records]
        return "".join(["source,record_id,iccid,at,up_bytes,down_bytes\n", *rows]).encode()

    def write(self, records, file):
        """The same for the plain client."""
        source = "-" if self.options.plain else SOURCE
        with file.open("w") as output:
            output.writelines(
                f"{source} {id} {iccid} {at} {up} {down} {card}\n" for id, iccid, at, up, down, card in records)


def time_text(at):
    seconds, milliseconds = divmod(at, 1000)
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(seconds))}.{milliseconds:03}Z"


def load(telepool):
    """Both inventories: 10,000 cards in one pool, and 10,000 in 100 pools."""
    telepool.command(
        "plans", "create", "--id", PLAN, "--name", "plan", "--carrier", "mobile", "--data-mb", 1000, "--months", 12)
    for index, (shape, pools) in enumerate(POOLS.items()):
        for pool in range(pools):
            order = 1_000_000 * (index + 1) + pool
            cards = [iccid(shape, card) for card in range(pool, CARDS, pools)]
            text = "iccid,status\n" + "".join(f"{card},in_use\n" for card in cards)
            telepool.operate(
                "POST", f"/telepool/v1/orders/{order}/sim-cards?plan_id={PLAN}", text.encode(), "text/csv")
            telepool.operate("POST", "/telepool/v1/sim-pools", json.dumps(
                {"name": f"{shape}, {pool}", "order_ids": [order]}).encode())


# Who takes records in

class Service:
    """Telepool with many connections, each of which sends a batch as soon as the one before is answered."""

    name = "telepool"

    def __init__(self, telepool, options):
        self.telepool, self.options = telepool, options
        self.token = telepool.token()

    def take(self, bodies, count):
        waiting = queue.SimpleQueue()
        for body in bodies:
            waiting.put(body)
        before = self.telepool.server.cpu_seconds()
        with pinned(LOAD_CORE), concurrent.futures.ThreadPoolExecutor(self.options.connections) as connections:
            start = time.monotonic()
            workers = [connections.submit(self._send, waiting) for _ in range(self.options.connections)]
            accepted = sum(worker.result() for worker in workers)
            seconds = time.monotonic() - start
        if accepted != count:
            raise Failure(f"telepool accepted {accepted} records of {count}")
        return Take.of(count, seconds, self.telepool.server.cpu_seconds() - before)

    def take_streamed(self, file, count):
        """All records in one body, which is sent as it is read."""
        connection = http.client.HTTPConnection(HOST, self.telepool.port, timeout=LONG)
        before = self.telepool.server.cpu_seconds()
        with pinned(LOAD_CORE), contextlib.closing(connection), file.open("rb") as body:
            start = time.monotonic()
            connection.request("POST", "/telepool/v1/usage", body, {
                "Content-Type": "text/csv", "Content-Length": str(file.stat().st_size), "X-Auth-Token": self.token})
            answer = connection.getresponse()
            text = answer.read()
            seconds = time.monotonic() - start
        if answer.status != 200 or json.loads(text)["accepted"] != count:
            raise Failure(f"a body of {count} records was answered with {answer.status}: {text[:500]!r}")
        return Take.of(count, seconds, self.telepool.server.cpu_seconds() - before)

    def _send(self, waiting):
        accepted = 0
        connection = http.client.HTTPConnection(HOST, self.telepool.port, timeout=300)
        with contextlib.closing(connection), contextlib.suppress(queue.Empty):
            while True:
                body = waiting.get_nowait()
                connection.request("POST", "/telepool/v1/usage", body, {
                    "Content-Type": "text/csv", "X-Auth-Token": self.token})
                answer = connection.getresponse()
                text = answer.read()
                if answer.status != 200:
                    raise Failure(f"usage was answered with {answer.status}: {text[:500]!r}")
                accepted += json.loads(text)["accepted"]
        return accepted


class PlainClient:
    """`ingest.c` on a copy of the database."""

    def __init__(self, directory, name, database, batch):
        self.name, self.batch = name, batch
        self.directory = directory / name.replace(" ", "-")
        self.directory.mkdir()
        self.program, self.database = directory / "ingest", self.directory / "plain.sqlite"
        with contextlib.closing(sqlite3.connect(database)) as source:
            with contextlib.closing(sqlite3.connect(self.database)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = WAL").fetchall()
            self.account, = source.execute("SELECT account_id FROM orders LIMIT 1").fetchone()

    @staticmethod
    def build(directory):
        run(["cc", "-O2", "-o", directory / "ingest", PROGRAM, "-lsqlite3"], timeout=120)

    def take(self, file, count, records):
        with pinned(SERVER_CORE):
            printed = json.loads(run(
                [self.program, self.database, file, self.batch, self.account, records.day, records.cycle],
                timeout=LONG))
        if printed["accepted"] != count:
            raise Failure(f"the {self.name} accepted {printed['accepted']} records of {count}")
        return Take.of(count, printed["seconds"], printed["cpu_seconds"])


def sums(database):
    """What pools have used, and how many records, days and cycles of cards there are."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return [
            connection.execute(statement).fetchall() for statement in (
                "SELECT sim_pool_id, cycle, used_bytes FROM sim_pool_cycles ORDER BY sim_pool_id, cycle",
                "SELECT count(*), sum(up_bytes), sum(down_bytes) FROM usage_records",
                "SELECT count(*), sum(up_bytes), sum(down_bytes) FROM sim_card_days",
                "SELECT count(*), sum(used_bytes) FROM sim_card_cycles")]


# The benchmark

def measure(directory, telepool, records, options):
    """All rounds: takes by who takes records in and where they go, and Telepool's memory after each round."""
    PlainClient.build(directory)
    service = Service(telepool, options)
    plain = PlainClient(directory, "plain client", telepool.database, options.batch)
    single = PlainClient(directory, "one by one", telepool.database, 1)
    takes = {(who.name, shape): [] for who in (service, plain, single) for shape in POOLS}
    memory = [telepool.server.memory_mb()[0]]
    for number in range(options.rounds):
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
        # Nobody always comes first.
        for shape in list(POOLS)[::-1 if number % 2 else 1]:
            made = records.make(shape, options.records)
            bodies, file = records.bodies(made), directory / "records"
            records.write(made, file)
            del made
            subjects = [
                (service, lambda: service.take(bodies, options.records)),
                (plain, lambda: plain.take(file, options.records, records))]
            for who, take in subjects[::-1 if number % 2 else 1]:
                takes[who.name, shape].append(take())
            made = records.make(shape, options.single)
            records.write(made, file)
            takes[single.name, shape].append(single.take(file, options.single, records))
        memory.append(telepool.server.memory_mb()[0])
    if sums(telepool.database) != sums(plain.database):
        raise Failure("the plain client's sums differ from Telepool's: it does other work")
    return takes, memory


def measure_streamed(directory, telepool, records, options):
    """One body with many records: how it was taken in, and Telepool's memory at its peak."""
    file = directory / "body.csv"
    records.stream(SPREAD, options.streamed, file)
    take = Service(telepool, options).take_streamed(file, options.streamed)
    return take, telepool.server.memory_mb()[1]


def judge(medians, memory, peak):
    goals = Goals()

    def rate(who, shape):
        return medians[who, shape].records_per_second
    for shape in POOLS:
        goals.at_least(
            0.65, f"{shape}: records a second, times the plain client's",
            rate("telepool", shape) / rate("plain client", shape))
    goals.at_least(
        0.9, "one pool: records a second, times those of 100 pools", rate("telepool", ONE) / rate("telepool", SPREAD))
    for shape in POOLS:
        goals.note(
            f"{shape}: records a second, times one record a transaction",
            rate("telepool", shape) / rate("one by one", shape))
    goals.at_most(1.1, "resident memory after the last round, times that after the first", memory[-1] / memory[1])
    goals.note("resident memory at its peak", peak, " MB")
    return goals


def benchmark(directory, options):
    telepool = Telepool(directory / "telepool")
    with telepool.running():
        load(telepool)
        records = Records(options)
        takes, memory = measure(directory, telepool, records, options)
        peak = telepool.server.memory_mb()[1]
        streamed = measure_streamed(directory, telepool, records, options) if options.streamed else None
    medians = {key: Take.median(rounds) for key, rounds in takes.items()}
    print(f"\nusage of {CARDS:,} cards, batches of {options.batch:,}, {options.records:,} records a turn")
    print("  {:28}{:>12}{:>12}{:>12}{:>12}".format("", *("records/s", "CPU µs") * 2))
    print("  {:28}{:>24}{:>24}".format("", *POOLS))
    for who, title in [
            ("telepool", f"telepool, {options.connections} connections"),
            ("plain client", "plain client, a batch each"), ("one by one", "plain client, one by one")]:
        figures = [medians[who, shape] for shape in POOLS]
        print(f"  {title:28}" + "".join(f"{take.records_per_second:12,.0f}{take.cpu_us:12.1f}" for take in figures))
    print("  telepool's memory, before and after each round, and peak: "
          + ", ".join(f"{megabytes:.0f}" for megabytes in [*memory, peak]) + " MB")
    if streamed:
        take, streamed_peak = streamed
        print(f"  {options.streamed:,} records in one body: {take.records_per_second:,.0f} a second, "
              f"{take.cpu_us:.1f} µs of CPU a record, {streamed_peak:.0f} MB at most")
    goals = judge(medians, memory, peak)
    if streamed:
        goals.at_most(1.1, "the same with all in one body, times that", streamed[1] / peak)
    print("Goals")
    goals.print()
    if options.output:
        options.output.write_text(json.dumps({
            "batch": options.batch, "connections": options.connections, "records": options.records,
            "medians": [
                {"subject": who, "pools": shape, **dataclasses.asdict(take)} for (who, shape), take in medians.items()],
            "rounds": [
                {"subject": who, "pools": shape, **dataclasses.asdict(take)}
                for (who, shape), rounds in takes.items() for take in rounds],
            "streamed": streamed and {"records": options.streamed, **dataclasses.asdict(streamed[0])},
            "memory_mb": {"rounds": memory, "peak": peak, "streamed_peak": streamed and streamed[1]},
            "goals": goals.lines,
        }, ensure_ascii=False, indent=2) + "\n")
    return 1 if options.strict and goals.are_missed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=200_000, help="records of a turn (default: 200000)")
    parser.add_argument("--single", type=int, default=2000, help="records of a turn one by one (default: 2000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each takes its turns (default: 5)")
    parser.add_argument("--batch", type=int, default=5000, help="records of a batch (default: 5000)")
    parser.add_argument("--connections", type=int, default=16, help="connections to telepool (default: 16)")
    parser.add_argument(
        "--streamed", type=int, default=1_000_000, help="records of the one large body; 0 for none (default: 1000000)")
    parser.add_argument("--random-ids", action="store_true", help="ids by chance instead of one after the other")
    parser.add_argument("--plain", action="store_true", help="send neither sources nor directions")
    parser.add_argument("--output", type=pathlib.Path, help="file for the results, as JSON")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a goal is missed")
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    if len(CORES) < 2:
        return "The server and the load need a core each."
    with tempfile.TemporaryDirectory(prefix="telepool-benchmark-") as directory:
        try:
            return benchmark(pathlib.Path(directory), options)
        except (Failure, OSError) as failure:
            return f"failed: {failure}"


if __name__ == "__main__":
    sys.exit(main())
