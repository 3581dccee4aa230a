"""Kills the server again and again while usage comes in, and proves that every record counts exactly once.

    TELEPOOL_BINARY=… python Benchmarks/drill_ingest.py [--records 2000000] [--kills 50] [--seed 1]

Records are sent over many connections in batches of all sizes: 30 % of the rows have come before (in the same batch, on
another connection, or long ago), 10 % of the records are late (by days, or of the previous cycle), and a few rows have
the id of a record that was acknowledged, with other contents. The process is killed at random moments and started again
on the same data and port; clients repeat what was not answered. In the end the records, the usage of each card on each
day and in each cycle, and that of each pool have to be what is computed here, to the byte, without asking Telepool.
"""

import argparse
import collections
import concurrent.futures
import contextlib
import dataclasses
import datetime
import decimal
import hashlib
import http.client
import json
import pathlib
import random
import secrets
import struct
import sys
import tempfile
import threading
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "Conformance"))

from telepool import PASSWORD, running  # noqa: E402

CARRIERS = ("mobile", "telecom", "unicom")
# States in which cards come; the second and the third are activated by their first use.
STATUSES = ("in_use", "activatable", "testable", "inactive", "suspended")
SOURCES = ("cmcc-cdr", "ctcc-cdr", "cucc-cdr", "gateway", "")
DUPLICATES, LATE = 0.3, 0.1
PLAN_MB = 1000
DAY = 86_400_000
BEIJING = 8 * 3_600_000
MEGABYTE = 1 << 20
# How long a batch may go without an answer, in seconds, however often the server is killed meanwhile.
PATIENCE = 180
# `telepool` ends with it when it does not know a command.
USAGE_ERROR = 64


@dataclasses.dataclass(frozen=True)
class Options:
    """How large the drill is."""

    # Rows that are sent, those that repeat others included; conflicting ones come on top.
    records: int = 2_000_000
    kills: int = 50
    connections: int = 16
    cards: int = 3000
    pools: int = 30
    largest_batch: int = 5000
    seed: int = 1
    audits: bool = True
    # For servers whose records have neither a source nor a direction.
    is_plain: bool = False


# MARK: What is sent

@dataclasses.dataclass(frozen=True)
class Card:
    iccid: str
    carrier: str
    status: str
    group: int


@dataclasses.dataclass(frozen=True)
class Group:
    """An order, and the pool that is made of it, if any."""

    number: int
    carrier: str
    # From when on usage is the pool's; nothing where there is no pool.
    since: int | None

    @property
    def order(self):
        return 1_000_000 + self.number

    @property
    def name(self):
        return f"pool {self.number}"


class Inventory:
    """Cards of all carriers: in pools that have been there for months, in pools that begin now, and in none."""

    def __init__(self, options, now):
        self.groups = [
            Group(number, CARRIERS[number % 3], None if number >= options.pools else
                  now - (100 * DAY if number % 2 else 0))
            for number in range(options.pools + 3)]
        self.cards = [
            Card(f"8986{number:015}", self.groups[number % len(self.groups)].carrier,
                 STATUSES[number // len(self.groups) % len(STATUSES)], number % len(self.groups))
            for number in range(options.cards)]

    def load(self, server, directory):
        """Brings everything in by the program's commands."""
        for number, carrier in enumerate(CARRIERS):
            server.run("plans", "create", "--id", number, "--name", carrier, "--carrier", carrier,
                       "--data-mb", PLAN_MB, "--months", 24)
        file = directory / "cards.csv"
        for group in self.groups:
            cards = [card for card in self.cards if card.group == group.number]
            file.write_text("iccid,status\n" + "".join(f"{card.iccid},{card.status}\n" for card in cards))
            printed = server.run(
                "sims", "import", "--order", group.order, "--plan", CARRIERS.index(group.carrier), file).stdout
            assert f"{len(cards)} accepted, 0 duplicate, 0 rejected\n" in printed, printed
            if group.since is not None:
                server.run("sim-pools", "create", "--name", group.name, "--order", group.order,
                           "--since", time_text(group.since))


@dataclasses.dataclass(frozen=True)
class Record:
    source: str
    id: str
    card: int
    at: int
    up: int
    down: int


class Records:
    """All distinct records. Each is made of its number alone, so none has to be remembered."""

    def __init__(self, options, cards, now):
        self.cards, self.now, self.is_plain = cards, now, options.is_plain
        self.key = f"telepool drill {options.seed}".encode()
        # The previous cycle of each carrier.
        self.previous = {}
        for carrier in CARRIERS:
            current = cycle(carrier, now)
            self.previous[carrier] = start(carrier, current - 1), start(carrier, current)

    def __getitem__(self, number):
        digest = hashlib.blake2b(number.to_bytes(8, "big"), key=self.key, digest_size=24).digest()
        which, lateness, when, up, down, kind = struct.unpack(">6I", digest)
        # A few cards are used much more than the others.
        card = which % len(self.cards) if kind % 16 else which % 3
        if lateness >= LATE * (1 << 32):
            at = self.now - when % 900_000
        elif when & 1:
            at = self.now - (1 + (when >> 1) % 9) * DAY
        else:
            first, end = self.previous[self.cards[card].carrier]
            at = first + ((when >> 1) * (end - first) >> 31)
        up, down = up % 300_007 * (kind % 7 != 0), down % 3_000_017
        # The same id of two sources is two records.
        id, source = divmod(number, len(SOURCES))
        source = SOURCES[source]
        if self.is_plain:
            return Record("", f"{source}/{id}", card, at, 0, up + down)
        return Record(source, f"R-{id}", card, at, up, down)

    def number(self, source, id):
        """The number of the record with this id."""
        if self.is_plain:
            source, _, id = id.rpartition("/")
        else:
            id = id.removeprefix("R-")
        return int(id) * len(SOURCES) + SOURCES.index(source)

    def altered(self, record, kind):
        """The same id with other contents."""
        match kind % 3:
            case 0: return dataclasses.replace(record, down=record.down + 1)
            case 1: return dataclasses.replace(record, at=record.at - 1)
            case _: return dataclasses.replace(record, card=(record.card + 1) % len(self.cards))

    @property
    def header(self):
        return "record_id,iccid,at,bytes" if self.is_plain else "source,record_id,iccid,at,up_bytes,down_bytes"

    def row(self, record, offset):
        """A row of CSV; the time may be told with any offset from UTC."""
        iccid, at = self.cards[record.card].iccid, time_text(record.at, offset)
        if self.is_plain:
            return f"{record.id},{iccid},{at},{record.down}"
        return f"{record.source},{record.id},{iccid},{at},{record.up},{record.down}"


@dataclasses.dataclass(frozen=True)
class Batch:
    number: int
    body: bytes
    rows: int
    # The lines that have the id of another record.
    conflicts: list
    # All batches before this one have to be acknowledged before it is sent.
    after: int


class Batches:
    """Who sends what, and how often; the same for the same seed."""

    def __init__(self, options, records):
        self.options, self.records = options, records
        # How many distinct records there are, once all batches are made.
        self.distinct = 0

    def __iter__(self):
        options, chance = self.options, random.Random(f"batches {self.options.seed}")
        sent = repeated = 0
        # The number of distinct records before each batch.
        before = []
        while sent < options.records:
            size = min(self._size(chance), options.records - sent)
            repetitions = min(int((sent + size) * DUPLICATES) - repeated, size - 1 if self.distinct == 0 else size)
            fresh = range(self.distinct, self.distinct + size - repetitions)
            before.append(self.distinct)
            numbers = [*fresh, *(self._repeated(chance, fresh, before) for _ in range(repetitions))]
            chance.shuffle(numbers)
            records = [(self.records[number], False) for number in numbers]
            after = len(before) - 4 * options.connections
            if after > 0 and before[after] > 0 and chance.random() < 0.3:
                for kind in range(chance.randint(1, 3)):
                    original = self.records[chance.randrange(before[after])]
                    place = chance.randint(0, len(records))
                    records.insert(place, (self.records.altered(original, chance.randrange(3)), True))
            rows = [self.records.row(record, chance.choice((0, 0, 0, BEIJING))) for record, _ in records]
            conflicts = [line for line, (_, is_altered) in enumerate(records, 2) if is_altered]
            self.distinct = fresh.stop
            sent += size
            repeated += repetitions
            yield Batch(
                len(before) - 1, "\n".join([self.records.header, *rows, ""]).encode(), len(rows), conflicts,
                after if conflicts else 0)

    def _size(self, chance):
        largest = self.options.largest_batch
        match chance.randrange(10):
            case 0: return chance.randint(1, min(20, largest))
            case 1 | 2 | 3 | 4: return chance.randint(1, max(1, largest // 5))
            case _: return chance.randint(max(1, largest // 5), largest)

    def _repeated(self, chance, fresh, before):
        """A record that comes again: in the batch it is of, about when it comes on other connections, or ever since."""
        match chance.randrange(3):
            case 0 if fresh: return chance.choice(fresh)
            case 1: first = before[max(0, len(before) - self.options.connections)]
            case _: first = 0
        return chance.randrange(first, fresh.stop) if first < fresh.stop else chance.randrange(fresh.stop)


# MARK: What has to come of it

def cycle(carrier, at):
    """The billing cycle of a time, in months: a calendar month, or from the 27th to the 26th for China Unicom."""
    date = datetime.date(1970, 1, 1) + datetime.timedelta(days=(at + BEIJING) // DAY)
    return date.year * 12 + date.month - 1 + (carrier == "unicom" and date.day >= 27)


def start(carrier, cycle):
    """The first instant of a cycle."""
    if carrier == "unicom":
        date = datetime.date((cycle - 1) // 12, (cycle - 1) % 12 + 1, 27)
    else:
        date = datetime.date(cycle // 12, cycle % 12 + 1, 1)
    return (date - datetime.date(1970, 1, 1)).days * DAY - BEIJING


class Ledger:
    """The sums of the first so many records, computed from nothing but them."""

    def __init__(self, inventory, records, count):
        self.count = count
        # By card and day, by card and cycle, by pool and cycle; usage on days is of both directions.
        self.days, self.cycles, self.pools = {}, collections.Counter(), collections.Counter()
        cycles = {}
        for number in range(count):
            record = records[number]
            card = inventory.cards[record.card]
            day = (record.at + BEIJING) // DAY
            up, down = self.days.get((card.iccid, day), (0, 0))
            self.days[card.iccid, day] = (up + record.up, down + record.down)
            key = card.carrier, day
            if key not in cycles:
                cycles[key] = cycle(card.carrier, record.at)
            self.cycles[card.iccid, cycles[key]] += record.up + record.down
        used = set()
        for (iccid, month), amount in self.cycles.items():
            card = inventory.cards[int(iccid[4:])]
            group = inventory.groups[card.group]
            used.add(iccid)
            if group.since is not None and month >= cycle(group.carrier, group.since):
                self.pools[group.name, month] += amount
        self.activated = collections.Counter(
            inventory.groups[card.group].name for card in inventory.cards
            if card.status in ("in_use", "suspended")
            or card.status in ("activatable", "testable") and card.iccid in used)


def compare(what, expected, found):
    """Both map keys to figures; says where they differ."""
    if expected == found:
        return
    keys = sorted(key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key))
    lines = [f"  {key}: {found.get(key)} instead of {expected.get(key)}" for key in keys[:5]]
    raise AssertionError("\n".join([f"{len(keys)} of {len(expected)} {what} are wrong:", *lines]))


# MARK: Sending

class Sender:
    """Sends all batches over many connections, each until it is answered."""

    def __init__(self, server, options, batches, token):
        self.server, self.options = server, options
        self.headers = {"Content-Type": "text/csv", "X-Auth-Token": token}
        self.batches = iter(batches)
        self.changed = threading.Condition()
        self.making = threading.Lock()
        # Batches that were answered before all those ahead of them were; how many from the first on were answered.
        self.ahead, self.answered = set(), 0
        self.rows = self.accepted = self.duplicate = self.conflicts = 0
        # Requests that were cut off, and the rows in them.
        self.lost = self.lost_rows = 0
        self.failure = None

    def work(self):
        """What one connection does."""
        try:
            with contextlib.closing(self._connection()) as connection:
                while batch := self._next():
                    self._check(batch, self._send(connection, batch))
        except BaseException as error:
            with self.changed:
                self.failure = self.failure or error
                self.changed.notify_all()
            raise

    def wait(self, condition):
        """Waits until it is so, or a connection has failed; answers whether none has."""
        with self.changed:
            self.changed.wait_for(lambda: condition() or self.failure)
            return self.failure is None

    def stop(self, error):
        with self.changed:
            self.failure = self.failure or error
            self.changed.notify_all()

    def _connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)

    def _next(self):
        with self.making:
            batch = next(self.batches, None)
        if batch and self.wait(lambda: self.answered >= batch.after):
            return batch
        return None

    def _send(self, connection, batch):
        deadline = time.monotonic() + PATIENCE
        while self.failure is None:
            assert time.monotonic() < deadline, f"batch {batch.number} is not answered within {PATIENCE} s"
            try:
                connection.request("POST", "/telepool/v1/usage", batch.body, self.headers)
                answer = connection.getresponse()
                body = answer.read()
            except ConnectionRefusedError:
                connection.close()
                time.sleep(0.01)
            except (OSError, http.client.HTTPException):
                connection.close()
                with self.changed:
                    self.lost += 1
                    self.lost_rows += batch.rows
            else:
                assert answer.status == 200, f"batch {batch.number} is answered with {answer.status}: {body[:500]!r}"
                return json.loads(body)
        raise RuntimeError("another connection has failed")

    def _check(self, batch, answer):
        conflicts = [(conflict["line"], conflict["code"]) for conflict in answer["rejections"]]
        assert conflicts == [(line, "RecordDiffers") for line in batch.conflicts], (
            f"batch {batch.number}: {answer['rejections'][:5]} where lines {batch.conflicts} differ")
        assert answer["rejected"] == len(conflicts)
        assert answer["accepted"] + answer["duplicate"] + len(conflicts) == batch.rows, (batch.number, answer)
        with self.changed:
            self.accepted += answer["accepted"]
            self.duplicate += answer["duplicate"]
            self.conflicts += len(conflicts)
            self.rows += batch.rows
            self.ahead.add(batch.number)
            while self.answered in self.ahead:
                self.ahead.remove(self.answered)
                self.answered += 1
            self.changed.notify_all()


def send_all(server, options, sender):
    """Sends everything and kills the server meanwhile, as often as is said."""
    chance = random.Random(f"kills {options.seed}")
    moments = sorted(chance.randrange(options.records * 95 // 100) for _ in range(options.kills))
    with concurrent.futures.ThreadPoolExecutor(options.connections) as connections:
        workers = [connections.submit(sender.work) for _ in range(options.connections)]
        try:
            for moment in moments:
                if not sender.wait(lambda: sender.rows >= moment):
                    break
                # Anywhere between two answers.
                time.sleep(chance.random() * 0.15)
                server.kill()
                server.start()
        except BaseException as error:
            sender.stop(error)
            raise
        concurrent.futures.wait(workers)
        if sender.failure:
            raise sender.failure


# MARK: Checking

def check_answers(options, sender, ledger):
    """What was answered fits what was sent: only what was accepted in a lost answer is missing."""
    missing = ledger.count - sender.accepted
    assert 0 <= missing <= sender.lost_rows, (
        f"{sender.accepted} records were accepted of {ledger.count}, and {sender.lost_rows} rows were not answered")
    assert sender.accepted + sender.duplicate == options.records
    if options.kills:
        assert sender.lost > 0, "no request was cut off"
    else:
        assert missing == 0


def check_audit(server):
    result = server.run("usage", "audit", check=False)
    assert result.returncode != USAGE_ERROR, f"the program cannot audit: {result.stderr}"
    assert result.returncode == 0, f"the audit ends with {result.returncode}: {result.stdout}{result.stderr}"


def check_lists(server, token, inventory, ledger, now):
    """The pools as the list shows them, cycle by cycle, in hundredths of a MB."""
    pools = [group for group in inventory.groups if group.since is not None]
    for month in sorted({month for _, month in ledger.cycles}):
        shown = list_pools(server, token, month)
        members = {
            group.name for group in pools
            if cycle(group.carrier, group.since) <= month <= cycle(group.carrier, now)}
        used = {name: ledger.pools[name, month] for name in members}
        compare(
            f"pools in the list of {month_text(month)}",
            {name: (bytes * 100 + MEGABYTE // 2) // MEGABYTE for name, bytes in used.items()},
            {pool["pool_name"]: int(pool["flow_used"] * 100) for pool in shown})
        current = {group.name for group in pools if cycle(group.carrier, now) == month}
        compare(
            "pools' activated cards", {name: ledger.activated[name] for name in current},
            {pool["pool_name"]: pool["activated_sim_quantity"] for pool in shown if pool["pool_name"] in current})


def list_pools(server, token, month):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    found = []
    with contextlib.closing(connection):
        while True:
            page = len(found) // 500 + 1
            connection.request(
                "GET", f"/v1/sim-pools?limit=500&offset={page}&billing_cycle={month_text(month)}", headers={
                    "X-Auth-Token": token})
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200, body
            body = json.loads(body, parse_float=decimal.Decimal)
            found += body["pools"]
            if len(body["pools"]) < 500:
                assert body["count"] == len(found)
                return found


def check_database(database, inventory, records, ledger):
    """Records and counters as they lie in the database, to the byte."""
    database.check()
    with database.connect() as database:
        cards = dict(database.execute("SELECT id, iccid FROM sim_cards"))
        assert sorted(cards.values()) == [card.iccid for card in inventory.cards]
        count = 0
        for source, id, card, at, up, down in database.execute(
                "SELECT source, id, sim_card_id, at, up_bytes, down_bytes FROM usage_records"):
            number = records.number(source, id)
            assert number < ledger.count, f"nobody sent a record {id} of {source}"
            found = Record(source, id, int(cards[card][4:]), at, up, down)
            assert found == records[number], f"{found} was kept instead of {records[number]}"
            count += 1
        # As no id can be there twice, these are all of them.
        assert count == ledger.count, f"{count} records were kept instead of {ledger.count}"
        compare("cards on days", ledger.days, {
            (cards[card], day): (up, down) for card, day, up, down in database.execute(
                "SELECT sim_card_id, day, up_bytes, down_bytes FROM sim_card_days")})
        compare("cards in cycles", dict(ledger.cycles), {
            (cards[card], month): used for card, month, used in database.execute(
                "SELECT sim_card_id, cycle, used_bytes FROM sim_card_cycles")})
        compare("pools in cycles", {key: used for key, used in ledger.pools.items() if used}, {
            (name, month): used for name, month, used in database.execute(
                "SELECT name, cycle, used_bytes FROM sim_pool_cycles c JOIN sim_pools p "
                "ON p.account_id = c.account_id AND p.id = c.sim_pool_id WHERE used_bytes > 0")})


# MARK: Words

def time_text(at, offset=0):
    """RFC 3339, with milliseconds."""
    seconds, milliseconds = divmod(at + offset, 1000)
    zone = "+08:00" if offset else "Z"
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(seconds))}.{milliseconds:03}{zone}"


def month_text(cycle):
    return f"{cycle // 12:04}-{cycle % 12 + 1:02}"


def issue_token(server):
    body = {"auth": {
        "identity": {"methods": ["password"], "password": {
            "user": {"name": "admin", "password": PASSWORD, "domain": {"name": "default"}}}},
        "scope": {"project": {"name": "cn-north-4"}}}}
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    with contextlib.closing(connection):
        connection.request("POST", "/v3/auth/tokens", json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read()
        assert answer.status == 201, text
        return answer.headers["X-Subject-Token"]


# MARK: The drill

def drill(server, directory, options, say=lambda line: None):
    """Does all of it with a server that is new, and stops it in the end."""
    now = time.time_ns() // 1_000_000
    inventory = Inventory(options, now)
    inventory.load(server, directory)
    records = Records(options, inventory.cards, now)
    batches = Batches(options, records)
    token = issue_token(server)
    sender = Sender(server, options, batches, token)
    say(f"{options.cards:,} cards, {options.pools:,} pools")

    begin = time.monotonic()
    send_all(server, options, sender)
    seconds = time.monotonic() - begin
    say(f"{sender.rows:,} rows in {sender.answered:,} batches over {options.connections} connections in {seconds:.0f} "
        f"s: {batches.distinct:,} records, {options.records - batches.distinct:,} rows repeated, "
        f"{sender.conflicts:,} in conflict")
    say(f"{options.kills} kills cut off {sender.lost:,} requests with {sender.lost_rows:,} rows, which were repeated")

    ledger = Ledger(inventory, records, batches.distinct)
    check_answers(options, sender, ledger)
    say(f"answers: {sender.accepted:,} accepted, {sender.duplicate:,} duplicate, {sender.conflicts:,} rejected")
    if options.audits:
        check_audit(server)
        say("usage audit: nothing found")
    check_lists(server, token, inventory, ledger, now)
    assert server.stop() == 0
    check_database(server.database, inventory, records, ledger)
    total = sum(ledger.cycles.values())
    say(f"{ledger.count:,} records, {len(ledger.days):,} days of cards, {len(ledger.cycles):,} cycles of cards and "
        f"{len(ledger.pools):,} of pools are what they should be: {total:,} bytes in all")
    return sender


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    defaults = Options()
    parser.add_argument("--records", type=int, default=defaults.records, help="how many rows to send")
    parser.add_argument("--kills", type=int, default=defaults.kills, help="how often to kill the server")
    parser.add_argument("--connections", type=int, default=defaults.connections, help="how many connections")
    parser.add_argument("--cards", type=int, default=defaults.cards, help="how many cards")
    parser.add_argument("--pools", type=int, default=defaults.pools, help="how many SIM pools")
    parser.add_argument("--largest-batch", type=int, default=defaults.largest_batch, help="rows of a batch at most")
    parser.add_argument("--seed", type=int, help="which records and moments (default: by chance)")
    parser.add_argument("--without-audit", action="store_true", help="do not call usage audit")
    parser.add_argument("--plain", action="store_true", help="send neither sources nor directions")
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    options = Options(
        options.records, options.kills, options.connections, options.cards, options.pools, options.largest_batch,
        secrets.randbits(32) if options.seed is None else options.seed, not options.without_audit, options.plain)
    print(f"--seed {options.seed}")
    with tempfile.TemporaryDirectory(prefix="telepool-drill-") as directory:
        directory = pathlib.Path(directory)
        try:
            with running(directory / "data") as server:
                drill(server, directory, options, print)
        except (AssertionError, OSError, RuntimeError) as failure:
            return f"failed: {failure}"


if __name__ == "__main__":
    sys.exit(main())
