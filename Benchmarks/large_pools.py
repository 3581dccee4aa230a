"""Measures large pools of numbers: importing numbers, drawing them, and listing pools that hold them.

    TELEPOOL_BINARY=… python Benchmarks/large_pools.py [--numbers 1000000] [--held 10000000]
"""

import argparse
import functools
import json
import pathlib
import sqlite3
import sys
import tempfile
import time

import wrk
from goals import Goals
from processes import CORES, SERVER_CORE, Failure, pinned
from service import CONNECTIONS, Telepool, compare_lists, copies, sqlite_import_seconds, without_indexes

POOLS = 1000
FEW = 10
SECONDS = 10


def create_pool(telepool, name, sub_service_type):
    return telepool.call(
        "CreateNumberPool", Name=name, ServiceType=200, SubServiceType=sub_service_type)["NumberPoolNo"]


def numbers_file(directory, count):
    file = directory / "numbers.csv"
    with file.open("w") as output:
        output.write("number\n")
        output.writelines(f"138{10_000_000 + number}\n" for number in range(count))
    return file


# Importing and drawing

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
                SELECT number FROM numbers n WHERE account_id = ? AND number_pool_no = ? AND status = 1 AND held = 0
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
                """
                INSERT INTO binding_party_totals (account_id, number_pool_no, party, city_code, numbers)
                VALUES (?, ?, '*', '', 1) ON CONFLICT DO UPDATE SET numbers = numbers + 1
                """, (account, pool))
            connection.execute(
                "UPDATE numbers SET bind_count = bind_count + 1 WHERE account_id = ? AND number = ?",
                (account, number))
            connection.execute(
                """
                UPDATE number_totals SET bound = bound + 1 WHERE account_id = ? AND number_pool_no = ? AND status = 1
                 AND held = 0 AND type = 0 AND city_code = ''
                """, (account, pool))
            connection.execute("COMMIT")
            drawn += 1
    connection.close()
    return drawn / SECONDS


def measure_import(telepool, directory, count):
    """Imports numbers into a pool, which it answers, and says how fast that was."""
    pool = create_pool(telepool, "large", 202)
    file = numbers_file(directory, count)
    start = time.monotonic()
    telepool.import_all(count, "numbers", "import", "--pool", pool, file)
    rate = count / (time.monotonic() - start)
    plain = count / sqlite_import_seconds(directory, file, ["number"])
    peak = telepool.server.memory_mb()[1]
    print(f"import of {count:,} numbers, in the order of their digits")
    print(f"  telepool          {rate:10,.0f} a second, {peak:.0f} MB at most")
    print(f"  sqlite3 .import   {plain:10,.0f} a second, into one table without indexes or rules")
    listed = telepool.call("NumberPoolList", NumberPoolNo=pool)["Records"][0]["NumberCount"]
    if listed != count:
        raise Failure(f"the pool says it holds {listed} numbers")
    return pool, {"numbers": count, "a_second": rate, "peak_mb": peak, "sqlite_a_second": plain}


def measure_draws(telepool, directory, pool, count):
    # A copy that nothing writes to meanwhile.
    copy = directory / "copy.sqlite"
    with sqlite3.connect(telepool.database) as source, sqlite3.connect(copy) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = WAL")
    draw = functools.partial(
        telepool.volcengine, "SelectNumberAndBindAXN", invocation=False, NumberPoolNo=pool, PhoneNoA="13900000001",
        ExpireTime=int(time.time()) + 86_400)
    load = wrk.load(telepool.port, draw, CONNECTIONS, SECONDS, directory / "load.lua")
    bound = telepool.call("QuerySubscriptionForList", NumberPoolNo=pool, Limit=1)["Total"]
    # The answers that were still on their way when the load ended were not counted.
    if not load["requests"] <= bound <= load["requests"] + CONNECTIONS:
        raise Failure(f"{load['requests']} draws were answered and {bound} numbers are bound")
    plain = sqlite_draws_per_second(copy, pool)
    copy.unlink()
    print(f"SelectNumberAndBindAXN from {count:,} numbers, {CONNECTIONS} connections, each durable")
    print(f"  telepool          {load['requests'] / SECONDS:10,.0f} a second, p50 {load['p50'] / 1000:.1f} ms, "
          f"p99 {load['p99'] / 1000:.1f} ms")
    print(f"  plain client      {plain:10,.0f} a second, one after the other")
    return {"numbers": count, "a_second": load["requests"] / SECONDS, "p50_ms": load["p50"] / 1000,
            "p99_ms": load["p99"] / 1000, "plain_a_second": plain}


# Listing

def fill(telepool, held):
    """Spreads numbers over all pools, by SQL, with the counters that belong to them."""
    with telepool.filling() as database:
        pools = [no for no, in database.execute("SELECT number_pool_no FROM number_pools ORDER BY number_pool_no")]
        there, = database.execute("SELECT count(*) FROM numbers").fetchone()
        sizes = [(held - there) // POOLS + (rank < (held - there) % POOLS) for rank in range(POOLS)]
        like, = database.execute(
            "SELECT number FROM numbers WHERE status = 1 AND held = 0 AND bind_count = 0 LIMIT 1").fetchone()
        first = 0
        with without_indexes(database, "numbers"):
            for pool, size in zip(pools, sizes):
                # In the order of the digits, which is that of the table.
                copies(
                    database, "numbers", f"number = '{like}'", size,
                    number=f"printf('139%08d', i + {first})", number_pool_no=f"'{pool}'",
                    lot="abs(random() % 9007199254740992)")
                first += size
        account, type, city = database.execute(
            "SELECT account_id, type, city_code FROM numbers WHERE status = 1 LIMIT 1").fetchone()
        for pool, size in zip(pools, sizes):
            database.execute(
                """
                INSERT INTO number_totals (account_id, number_pool_no, status, held, type, city_code, numbers, bound)
                VALUES (?, ?, 1, 0, ?, ?, ?, 0)
                ON CONFLICT DO UPDATE SET numbers = numbers + excluded.numbers
                """, (account, pool, type, city, size))
            database.execute(
                "UPDATE number_pools SET number_count = number_count + ? WHERE account_id = ? AND number_pool_no = ?",
                (size, account, pool))


def check(telepool, numbers):
    """The server has to count as many as there are, in the list of pools and in that of numbers."""
    pages = [telepool.call("NumberPoolList", Limit=500, Offset=offset)["Records"] for offset in (0, 500)]
    counted = sum(pool["NumberCount"] for page in pages for pool in page)
    total = telepool.call("NumberList", Limit=1)["Total"]
    if (counted, total) != (numbers, numbers):
        raise Failure(f"{counted} numbers are counted and {total} listed instead of {numbers}")


def measure_lists(directory, held, rounds):
    few = Telepool(directory / "few")
    with few.running():
        pools = [create_pool(few, f"pool {number}", 201) for number in range(POOLS)]
        few.import_all(FEW, "numbers", "import", "--pool", pools[0], numbers_file(directory, FEW))
    many = few.copy(directory / "many")
    fill(many, held)
    with few.running(), many.running():
        check(few, FEW)
        check(many, held)

        def request(telepool):
            return telepool, lambda: telepool.volcengine("NumberPoolList", ServiceType=200, Limit=10)
        measured = compare_lists({FEW: request(few), held: request(many)}, rounds, 3)
    print(f"NumberPoolList, 10 of {POOLS:,} pools" + " " * 17 + "CPU a request   p50, 1 connection")
    for numbers, (cpu, p50) in measured.items():
        print(f"  with {numbers:<12,}    {cpu:36,.0f} µs{p50:17,.0f} µs")
    return measured


def benchmark(directory, options):
    telepool = Telepool(directory / "import")
    with telepool.running():
        pool, imported = measure_import(telepool, directory, options.numbers)
        drawn = measure_draws(telepool, directory, pool, options.numbers)
    lists = measure_lists(directory, options.held, options.rounds)
    goals = Goals()
    goals.at_most(
        1.1, f"NumberPoolList: CPU a request with {options.held:,} numbers, times that with {FEW}",
        lists[options.held][0] / lists[FEW][0])
    print("Goals")
    goals.print()
    if options.output:
        options.output.write_text(json.dumps({
            "import": imported, "draws": drawn,
            "lists": [{"numbers": numbers, "cpu_us": cpu, "p50_us": p50} for numbers, (cpu, p50) in lists.items()],
            "goals": goals.lines,
        }, indent=2) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--numbers", type=int, default=1_000_000, help="how many numbers to import (default: 1000000)")
    parser.add_argument(
        "--held", type=int, default=10_000_000, help="how many the listed pools hold (default: 10000000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often lists take their turn (default: 5)")
    parser.add_argument("--output", type=pathlib.Path, help="file for the results, as JSON")
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    if len(CORES) < 2:
        return "The server and the load need a core each."
    with tempfile.TemporaryDirectory(prefix="telepool-benchmark-") as directory:
        try:
            benchmark(pathlib.Path(directory), options)
        except (Failure, OSError) as failure:
            return f"failed: {failure}"


if __name__ == "__main__":
    sys.exit(main())
