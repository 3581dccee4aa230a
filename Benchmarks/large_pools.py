"""Measures large pools: importing numbers, drawing them, and listing pools that hold them.

    TELEPOOL_BINARY=… python Benchmarks/large_pools.py [--numbers 1000000]
"""

import argparse
import json
import os
import pathlib
import re
import sqlite3
import statistics
import sys
import tempfile
import time

import signing
import wrk
from processes import CORES, HOST, LOAD_CORE, SERVER_CORE, Failure, Server, free_port, pinned, run, send

KEY = signing.Key("AKBENCHMARK00000001", "benchmark-secret-of-the-root-key")
BINARY = os.environ.get("TELEPOOL_BINARY", "telepool")
POOLS = 1000
CONNECTIONS = 32
SECONDS = 10


class Telepool:
    def __init__(self, directory):
        self.directory, self.port = directory, free_port()
        self.server = Server(
            [BINARY, "serve", "--listen", f"{HOST}:{self.port}", "--data-dir", directory / "data"], self.port,
            directory / "server.log", {
                "TELEPOOL_ROOT_ACCESS_KEY_ID": KEY.id, "TELEPOOL_ROOT_SECRET_ACCESS_KEY": KEY.secret,
                "TELEPOOL_ROOT_PASSWORD": "benchmark password"})
        self.server.wait_until_ready()

    def request(self, action, invocation=True, **parameters):
        return signing.volcengine(
            KEY, f"{HOST}:{self.port}", f"/?Action={action}&Version=2022-01-01", json.dumps(parameters).encode(),
            invocation)

    def call(self, action, **parameters):
        return json.loads(send(self.port, self.request(action, **parameters)))["Result"]

    def create_pool(self, name, sub_service_type):
        return self.call(
            "CreateNumberPool", Name=name, ServiceType=200, SubServiceType=sub_service_type)["NumberPoolNo"]

    def import_numbers(self, pool, file, count):
        with pinned(LOAD_CORE):
            printed = run(
                [BINARY, "numbers", "import", "--pool", pool, file], {
                    "PATH": os.environ["PATH"], "HOME": str(self.directory),
                    "TELEPOOL_ENDPOINT": f"http://{HOST}:{self.port}",
                    "TELEPOOL_ACCESS_KEY_ID": KEY.id, "TELEPOOL_SECRET_ACCESS_KEY": KEY.secret}, timeout=3600)
        if not re.search(rf"^{count} accepted, 0 duplicate, 0 rejected$", printed, re.MULTILINE):
            raise Failure(f"the import says {printed}")

    def list_microseconds(self):
        """Microseconds of CPU for a signed list of 10 of 1,000 pools, the median of three."""
        def measure():
            before = self.server.cpu_seconds()
            load = wrk.load(
                self.port, self.request("NumberPoolList", ServiceType=200, Limit=10), CONNECTIONS, 3,
                self.directory / "load.lua")
            return (self.server.cpu_seconds() - before) / load["requests"] * 1e6
        return statistics.median(measure() for _ in range(3))


def sqlite_import_seconds(directory, file):
    """How long the sqlite3 shell takes for the same file, into one table with the number as its key."""
    script = directory / "import.sql"
    script.write_text(
        "CREATE TABLE numbers (number TEXT PRIMARY KEY) WITHOUT ROWID;\n.mode csv\n"
        f".import --skip 1 {file} numbers\n")
    with pinned(SERVER_CORE):
        start = time.monotonic()
        run(["sh", "-c", f"sqlite3 {directory / 'plain.sqlite'} < {script}"], timeout=3600)
        return time.monotonic() - start


def sqlite_draws_per_second(database, pool):
    """The statements of a draw from a plain client on a copy of the database, each draw committed by itself."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    account, = connection.execute("SELECT account_id FROM number_pools WHERE number_pool_no = ?", (pool,)).fetchone()
    drawn, end = 0, time.monotonic() + SECONDS
    with pinned(SERVER_CORE):
        while time.monotonic() < end:
            connection.execute("BEGIN IMMEDIATE")
            number, = connection.execute(
                """
                SELECT number FROM numbers n WHERE account_id = ? AND number_pool_no = ? AND status = 1
                 AND city_code = '' AND NOT EXISTS (SELECT 1 FROM binding_parties b
                  WHERE b.account_id = n.account_id AND b.phone_x = n.number AND b.party = '*')
                ORDER BY bind_count, number LIMIT 1
                """, (account, pool)).fetchone()
            sub_id = f"S{drawn:018}"
            connection.execute(
                """
                INSERT INTO bindings (account_id, sub_id, kind, number_pool_no, phone_a, phone_x, is_live, enabled_at,
                 expires_at, audio_record_flag, call_display_type, user_data, out_id)
                VALUES (?, ?, 2, ?, '13900000001', ?, 1, 0, 4000000000000, 1, 1, '', '')
                """, (account, sub_id, pool, number))
            connection.execute(
                "INSERT INTO binding_parties VALUES (?, ?, '*', ?)", (account, number, sub_id))
            connection.execute(
                "UPDATE numbers SET bind_count = bind_count + 1 WHERE account_id = ? AND number = ?",
                (account, number))
            connection.execute("COMMIT")
            drawn += 1
    connection.close()
    return drawn / SECONDS


def benchmark(directory, count):
    telepool = Telepool(directory)
    try:
        for number in range(POOLS - 1):
            telepool.create_pool(f"pool {number}", 201)
        pool = telepool.create_pool("large", 202)
        few = telepool.list_microseconds()

        file = directory / "numbers.csv"
        with file.open("w") as output:
            output.write("number\n")
            output.writelines(f"138{10_000_000 + number}\n" for number in range(count))
        start = time.monotonic()
        telepool.import_numbers(pool, file, count)
        seconds = time.monotonic() - start
        plain = sqlite_import_seconds(directory, file)
        print(f"import of {count:,} numbers, in the order of their digits")
        print(f"  telepool          {count / seconds:10,.0f} a second, {telepool.server.memory_mb()[1]:.0f} MB at most")
        print(f"  sqlite3 .import   {count / plain:10,.0f} a second, into one table without indexes or rules")

        listed = telepool.call("NumberPoolList", NumberPoolNo=pool)["Records"][0]["NumberCount"]
        if listed != count:
            raise Failure(f"the pool says it holds {listed} numbers")
        many = telepool.list_microseconds()
        print(f"NumberPoolList, 10 of {POOLS:,} pools, CPU a request")
        print(f"  without numbers   {few:10,.0f} µs")
        print(f"  with {count:,}  {many:10,.0f} µs")

        # A copy that nothing writes to meanwhile.
        copy = directory / "copy.sqlite"
        with sqlite3.connect(directory / "data" / "telepool.sqlite") as source, sqlite3.connect(copy) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = WAL")
        draw = telepool.request(
            "SelectNumberAndBindAXN", invocation=False, NumberPoolNo=pool, PhoneNoA="13900000001",
            ExpireTime=int(time.time()) + 86_400)
        load = wrk.load(telepool.port, draw, CONNECTIONS, SECONDS, directory / "load.lua")
        bound = telepool.call("QuerySubscriptionForList", NumberPoolNo=pool, Limit=1)["Total"]
        # The answers that were still on their way when the load ended were not counted.
        if not load["requests"] <= bound <= load["requests"] + CONNECTIONS:
            raise Failure(f"{load['requests']} draws were answered and {bound} numbers are bound")
        print(f"SelectNumberAndBindAXN from {count:,} numbers, {CONNECTIONS} connections, each durable")
        print(f"  telepool          {load['requests'] / SECONDS:10,.0f} a second, p50 {load['p50'] / 1000:.1f} ms, "
              f"p99 {load['p99'] / 1000:.1f} ms")
        print(f"  plain client      {sqlite_draws_per_second(copy, pool):10,.0f} a second, one after the other")
    finally:
        if (status := telepool.server.stop()) != 0:
            raise Failure(f"telepool ended with {status}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--numbers", type=int, default=1_000_000, help="how many numbers (default: 1000000)")
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    if len(CORES) < 2:
        return "The server and the load need a core each."
    with tempfile.TemporaryDirectory(prefix="telepool-benchmark-") as directory:
        try:
            benchmark(pathlib.Path(directory), options.numbers)
        except (Failure, OSError) as failure:
            return f"failed: {failure}"


if __name__ == "__main__":
    sys.exit(main())
