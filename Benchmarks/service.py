"""Telepool as its operators run it: a server, the program's commands, signed calls, and its file when stopped."""

import contextlib
import http.client
import json
import os
import re
import shutil
import sqlite3
import statistics
import time

import signing
import wrk
from processes import HOST, LOAD_CORE, PATIENCE, SERVER_CORE, Failure, Server, free_port, pinned, run, send

KEY = signing.Key("AKBENCHMARK00000001", "benchmark-secret-of-the-root-key")
PASSWORD = "benchmark password"
BINARY = os.environ.get("TELEPOOL_BINARY", "telepool")
CONNECTIONS = 32
# An import, or a fill that has to be sorted, may take that long, in seconds.
LONG = 7200


class Telepool:
    """One data directory, and a server on it while it is started, with more options if there are any."""

    def __init__(self, directory, *options, environment=None):
        self.directory, self.options, self.environment = directory, options, environment or {}
        self.directory.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.server = None

    @property
    def host(self):
        return f"{HOST}:{self.port}"

    @property
    def database(self):
        return self.directory / "data" / "telepool.sqlite"

    def start(self):
        self.server = Server(
            [BINARY, "serve", "--listen", self.host, "--data-dir", self.directory / "data", *self.options], self.port,
            self.directory / "server.log", {
                "TELEPOOL_ROOT_ACCESS_KEY_ID": KEY.id, "TELEPOOL_ROOT_SECRET_ACCESS_KEY": KEY.secret,
                "TELEPOOL_ROOT_PASSWORD": PASSWORD, **self.environment})
        self.server.wait_until_ready()
        return self

    def stop(self):
        if self.server and (status := self.server.stop()) != 0:
            raise Failure(f"telepool ended with {status}")
        self.server = None

    @contextlib.contextmanager
    def running(self):
        try:
            yield self.start()
        finally:
            self.stop()

    def copy(self, directory):
        """Another one with the same data; this one has to be stopped."""
        other = Telepool(directory)
        shutil.copytree(self.directory / "data", directory / "data")
        return other

    # Calls

    def volcengine(self, action, invocation=True, **parameters):
        """A signed request; without an invocation each is another call, whatever it says."""
        return signing.volcengine(
            KEY, self.host, f"/?Action={action}&Version=2022-01-01", json.dumps(parameters).encode(), invocation)

    def huawei(self, method, target, body=b"", media_type="application/json"):
        return signing.huawei(KEY, self.host, method, target, body, media_type)

    def call(self, action, **parameters):
        return json.loads(send(self.port, self.volcengine(action, **parameters)))["Result"]

    def operate(self, method, target, body=b"", media_type="application/json"):
        return json.loads(send(self.port, self.huawei(method, target, body, media_type)))

    def token(self):
        """What IAM issues for the administrator's password."""
        body = {"auth": {
            "identity": {"methods": ["password"], "password": {
                "user": {"name": "admin", "password": PASSWORD, "domain": {"name": "default"}}}},
            "scope": {"project": {"name": "cn-north-4"}}}}
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request("POST", "/v3/auth/tokens", json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read()
        if answer.status != 201:
            raise Failure(f"the token was answered with {answer.status}: {text!r}")
        return answer.headers["X-Subject-Token"]

    def command(self, *arguments, timeout=LONG):
        """Runs a command of the program against this server, on the core of the load."""
        with pinned(LOAD_CORE):
            return run([BINARY, *arguments], {
                "PATH": os.environ["PATH"], "HOME": str(self.directory),
                "TELEPOOL_ENDPOINT": f"http://{self.host}",
                "TELEPOOL_ACCESS_KEY_ID": KEY.id, "TELEPOOL_SECRET_ACCESS_KEY": KEY.secret}, timeout)

    def import_all(self, count, *arguments):
        """An import whose rows all have to be new."""
        printed = self.command(*arguments)
        if not re.search(rf"^{count} accepted, 0 duplicate, 0 rejected$", printed, re.MULTILINE):
            raise Failure(f"the import says {printed}")

    # Bulk

    @contextlib.contextmanager
    def filling(self):
        """The database of a server that is stopped, for rows by the million; the counters are the caller's affair."""
        with contextlib.closing(sqlite3.connect(self.database, isolation_level=None)) as database:
            for setting in (
                    "journal_mode = DELETE", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -1000000"):
                database.execute(f"PRAGMA {setting}").fetchall()
            database.execute("BEGIN EXCLUSIVE")
            yield database
            database.execute("COMMIT")
            database.execute("PRAGMA journal_mode = WAL").fetchall()


@contextlib.contextmanager
def without_indexes(database, table):
    """Indexes that are made when all rows are there are made many times as fast."""
    indexes = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        [table]).fetchall()
    # What the planner knows of an index goes with it.
    has_statistics = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").fetchone()
    known = has_statistics and database.execute(
        "SELECT tbl, idx, stat FROM sqlite_stat1 WHERE tbl = ?", [table]).fetchall()
    for name, _ in indexes:
        database.execute(f"DROP INDEX {name}")
    yield
    for _, sql in indexes:
        database.execute(sql)
    if has_statistics:
        database.execute("DELETE FROM sqlite_stat1 WHERE tbl = ?", [table])
        database.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", known)


def copies(database, table, like, count, **changes):
    """Inserts rows like one that is there, but for the changes: expressions of `i`, which goes from 0 to below `count`.

    Columns that are not mentioned are those of the row that meets `like`, whatever columns there may be.
    """
    columns = [column for _, column, *_ in database.execute(f"PRAGMA table_info({table})")]
    values = [changes.pop(column, f"t.{column}") for column in columns]
    if changes:
        raise Failure(f"{table} has no columns {list(changes)}")
    inserted = database.execute(
        f"""
        INSERT INTO {table} ({', '.join(columns)})
        WITH RECURSIVE n(i) AS (SELECT 0 WHERE {count} > 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})
        SELECT {', '.join(values)} FROM n CROSS JOIN (SELECT * FROM {table} WHERE {like} LIMIT 1) t
        """).rowcount
    if inserted != count:
        raise Failure(f"{inserted} rows came into {table} instead of {count}: nothing is like {like}")


def compare_lists(requests, rounds, seconds):
    """Of each server and its request: microseconds of CPU a request, and of latency with one connection.

    The servers take turns; what is answered is the medians.
    """
    measured = {name: [] for name in requests}
    for number in range(rounds + 1):
        for name, (telepool, request) in requests.items():
            script = telepool.directory / "load.lua"
            before = telepool.server.cpu_seconds()
            load = wrk.load(telepool.port, request(), CONNECTIONS, seconds, script)
            cpu = (telepool.server.cpu_seconds() - before) / load["requests"] * 1e6
            single = wrk.load(telepool.port, request(), 1, 1, script)
            # The first time is to warm up.
            if number > 0:
                measured[name].append((cpu, single["p50"]))
    return {name: tuple(map(statistics.median, zip(*values))) for name, values in measured.items()}


def sqlite_import_seconds(directory, file, columns):
    """How long the sqlite3 shell takes for a file of CSV, into one table whose first column is the key."""
    script = directory / "import.sql"
    first, *others = columns
    table = ", ".join([f"{first} TEXT PRIMARY KEY", *(f"{column} TEXT" for column in others)])
    script.write_text(
        f"CREATE TABLE rows ({table}) WITHOUT ROWID;\n.mode csv\n.import --skip 1 {file} rows\n")
    with pinned(SERVER_CORE):
        start = time.monotonic()
        run(["sh", "-c", f"sqlite3 {directory / 'plain.sqlite'} < {script}"], timeout=LONG)
        return time.monotonic() - start
