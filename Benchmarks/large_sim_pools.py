"""Measures large inventories of SIM cards: importing cards, and listing pools with many cards and a long history.

    TELEPOOL_BINARY=… python Benchmarks/large_sim_pools.py [--imported 1000000] [--cards 1000000] [--records 1000000]

The same 1,000 pools are listed with a card each, with all cards, and with all cards and their usage records; the three
servers take turns. Cards and records are written into the databases by SQL, with the counters that belong to them.
"""

import argparse
import datetime
import json
import pathlib
import sys
import tempfile
import time

from goals import Goals
from processes import CORES, Failure
from service import Telepool, compare_lists, copies, sqlite_import_seconds, without_indexes

POOLS = 1000
PLAN = "10000"
# Days of usage, and bytes of a record.
DAYS, UP, DOWN = 50, 1000, 9000
DAY, BEIJING = 86_400_000, 8 * 3_600_000


def iccid(number):
    return f"8986{number:015}"


def create_plan(telepool):
    telepool.command(
        "plans", "create", "--id", PLAN, "--name", "plan", "--carrier", "mobile", "--data-mb", 1000, "--months", 24)


# Importing

def measure_import(directory, count):
    file = directory / "cards.csv"
    with file.open("w") as output:
        output.write("iccid,msisdn,imsi,status\n")
        output.writelines(
            f"{iccid(number)},{14_400_000_000 + number},{460_040_000_000_000 + number},inactive\n"
            for number in range(count))
    telepool = Telepool(directory / "import")
    with telepool.running():
        create_plan(telepool)
        start = time.monotonic()
        telepool.import_all(count, "sims", "import", "--order", 1, "--plan", PLAN, file)
        rate = count / (time.monotonic() - start)
        peak = telepool.server.memory_mb()[1]
    plain = count / sqlite_import_seconds(directory, file, ["iccid", "msisdn", "imsi", "status"])
    print(f"import of {count:,} cards with ICCID, MSISDN and IMSI")
    print(f"  telepool          {rate:10,.0f} a second, {peak:.0f} MB at most")
    print(f"  sqlite3 .import   {plain:10,.0f} a second, into one table without indexes or rules")
    return {"cards": count, "a_second": rate, "peak_mb": peak, "sqlite_a_second": plain}


# Listing

def load(telepool):
    """Pools of one card each, which have been there for some months."""
    create_plan(telepool)
    since = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=DAYS + 62)
    for number in range(POOLS):
        order = 1_000_000 + number
        text = f"iccid,status\n{iccid(10**14 + number)},in_use\n"
        telepool.operate("POST", f"/telepool/v1/orders/{order}/sim-cards?plan_id={PLAN}", text.encode(), "text/csv")
        telepool.operate("POST", "/telepool/v1/sim-pools", json.dumps(
            {"name": f"pool {number:04}", "order_ids": [order], "since": f"{since:%Y-%m-%dT%H:%M:%SZ}"}).encode())


def fill_cards(telepool, count):
    """Gives each pool as many cards more as it takes to have so many in all; their ids are 1 and up."""
    each = count // POOLS - 1
    with telepool.filling() as database:
        cards = database.execute("SELECT account_id, id FROM sim_cards ORDER BY order_id").fetchall()
        with without_indexes(database, "sim_cards"):
            for index, (account, card) in enumerate(cards):
                first = index * each
                copies(
                    database, "sim_cards", f"account_id = {account} AND id = {card}", each, id=f"i + {first + 1}",
                    iccid=f"printf('8986%015d', i + {first})")
        database.execute("UPDATE sim_card_totals SET cards = cards + ? WHERE status = 20", [each])
        database.execute("UPDATE sim_pool_cycles SET activated = activated + ?", [each])
    return each * POOLS


def fill_records(telepool, cards, count):
    """About so many records, as many each day, of as many cards as have one a day; answers how many."""
    a_day = max(1, count // DAYS)
    used = min(cards, a_day)
    each = a_day // used
    today = (time.time_ns() // 1_000_000 + BEIJING) // DAY
    cycles = {}
    with telepool.filling() as database:
        account, = database.execute("SELECT account_id FROM orders LIMIT 1").fetchone()
        # Every how-manieth card is used, so that all pools are.
        card = f"1 + (i % {used}) * {cards // used}"
        numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {})"
        for index in range(DAYS):
            day = today - DAYS + index
            date = datetime.date(1970, 1, 1) + datetime.timedelta(days=day)
            cycle = date.year * 12 + date.month - 1
            cycles[cycle] = cycles.get(cycle, 0) + 1
            database.execute(
                f"""
                INSERT INTO usage_records (account_id, source, id, sim_card_id, at, up_bytes, down_bytes)
                {numbers.format(used * each)}
                SELECT {account}, 'fill', printf('%03d-%012d', {index}, i), {card},
                       {day * DAY - BEIJING} + i % {DAY}, {UP}, {DOWN} FROM n
                """)
        database.execute(
            f"""
            INSERT INTO sim_card_days (account_id, sim_card_id, day, up_bytes, down_bytes)
            {numbers.format(used)}, days(day) AS
             (SELECT {today - DAYS} UNION ALL SELECT day + 1 FROM days WHERE day + 1 < {today})
            SELECT {account}, {card}, day, {UP * each}, {DOWN * each} FROM n CROSS JOIN days
            """)
        # What a server writes down when it has looked through the records once: that all of them are kept.
        database.execute(
            "INSERT INTO usage_retention (account_id, kept_from, source, id) VALUES (?, ?, '', NULL)",
            [account, (today - DAYS) * DAY - BEIJING])
        values = ", ".join(f"({cycle}, {days * each * (UP + DOWN)})" for cycle, days in sorted(cycles.items()))
        database.execute(
            f"""
            INSERT INTO sim_card_cycles (account_id, sim_card_id, cycle, used_bytes)
            {numbers.format(used)}, cycles(cycle, used) AS (VALUES {values})
            SELECT {account}, {card}, cycle, used FROM n CROSS JOIN cycles
            """)
        database.execute(
            """
            UPDATE sim_pool_cycles SET used_bytes = used_bytes + u.used FROM
             (SELECT s.account_id, o.sim_pool_id, c.cycle, sum(c.used_bytes) AS used FROM sim_card_cycles c
              JOIN sim_cards s ON s.account_id = c.account_id AND s.id = c.sim_card_id
              JOIN orders o ON o.account_id = s.account_id AND o.id = s.order_id
              GROUP BY s.account_id, o.sim_pool_id, c.cycle) u
            WHERE sim_pool_cycles.account_id = u.account_id AND sim_pool_cycles.sim_pool_id = u.sim_pool_id
             AND sim_pool_cycles.cycle = u.cycle
            """)
    return used * each * DAYS


def check(telepool, cards, records):
    """The list has to show as many cards, and the usage of as many records, as there are."""
    shown = [
        pool for page in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
        for pool in telepool.operate(
            "GET", f"/v1/sim-pools?all_billing_cycle=true&limit=500&offset={page}")["pools"]]
    latest = max(pool["billing_cycle"] for pool in shown)
    quantity = sum(pool["quantity"] for pool in shown if pool["billing_cycle"] == latest)
    used = sum(pool["flow_used"] for pool in shown)
    expected = records * (UP + DOWN) / 2**20
    # Each record of the list is rounded by itself.
    if quantity != cards or abs(used - expected) > 0.006 * len(shown):
        raise Failure(f"{quantity} cards and {used} MB are shown instead of {cards} and {expected}")


def measure_lists(directory, options):
    few = Telepool(directory / "few")
    with few.running():
        load(few)
    many = few.copy(directory / "many")
    cards = fill_cards(many, options.cards) + POOLS
    history = many.copy(directory / "history")
    records = fill_records(history, cards - POOLS, options.records)
    servers = {(POOLS, 0): few, (cards, 0): many, (cards, records): history}
    with few.running(), many.running(), history.running():
        for (cards, records), telepool in servers.items():
            check(telepool, cards, records)
        measured = compare_lists({
            key: (telepool, lambda telepool=telepool: telepool.huawei("GET", "/v1/sim-pools?limit=10"))
            for key, telepool in servers.items()}, options.rounds, 3)
    print(f"ListSimPools, 10 of {POOLS:,} pools" + " " * 18 + "CPU a request   p50, 1 connection")
    for (cards, records), (cpu, p50) in measured.items():
        print(f"  {f'{cards:,} cards, {records:,} records':44}{cpu:12,.0f} µs{p50:17,.0f} µs")
    return measured


def benchmark(directory, options):
    imported = measure_import(directory, options.imported)
    lists = measure_lists(directory, options)
    goals = Goals()
    few, many, history = lists
    goals.at_most(
        1.1, f"ListSimPools: CPU a request with {many[0]:,} cards, times that with {few[0]:,}",
        lists[many][0] / lists[few][0])
    goals.at_most(
        1.1, f"ListSimPools: CPU a request with {history[1]:,} records, times that with none",
        lists[history][0] / lists[many][0])
    print("Goals")
    goals.print()
    if options.output:
        options.output.write_text(json.dumps({
            "import": imported,
            "lists": [
                {"cards": cards, "records": records, "cpu_us": cpu, "p50_us": p50}
                for (cards, records), (cpu, p50) in lists.items()],
            "goals": goals.lines,
        }, indent=2) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--imported", type=int, default=1_000_000, help="how many cards to import (default: 1000000)")
    parser.add_argument(
        "--cards", type=int, default=1_000_000, help="how many cards the listed pools have (default: 1000000)")
    parser.add_argument(
        "--records", type=int, default=1_000_000, help="how many usage records they have (default: 1000000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often lists take their turn (default: 5)")
    parser.add_argument("--output", type=pathlib.Path, help="file for the results, as JSON")
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    if len(CORES) < 2:
        return "The server and the load need a core each."
    if options.cards < 2 * POOLS or options.records < DAYS:
        return f"There have to be at least {2 * POOLS} cards and {DAYS} records."
    with tempfile.TemporaryDirectory(prefix="telepool-benchmark-") as directory:
        try:
            benchmark(pathlib.Path(directory), options)
        except (Failure, OSError) as failure:
            return f"failed: {failure}"


if __name__ == "__main__":
    sys.exit(main())
