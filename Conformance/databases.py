"""The database of a server as others find it: what is in it, and what happens to it behind the server's back.

It is a file of SQLite, or where TELEPOOL_TEST_POSTGRES tells of a server of PostgreSQL, a database there. Statements
are those that both understand, with `?` for values.
"""

import contextlib
import functools
import os
import re
import sqlite3
import time
import urllib.parse
import uuid

import psycopg
import pytest

POSTGRES = os.environ.get("TELEPOOL_TEST_POSTGRES")
#: How long to wait for others who write, in seconds.
PATIENCE = 30
_made = []


@functools.cache
def database(directory):
    """The database of a data directory."""
    if not POSTGRES:
        return SQLite(directory)
    made = PostgreSQL(urllib.parse.urlsplit(POSTGRES)._replace(path=f"/telepool_{uuid.uuid4().hex}").geturl())
    made.create()
    _made.append(made)
    return made


@contextlib.contextmanager
def dropping():
    """Drops in the end what is made meanwhile on a server."""
    count = len(_made)
    yield
    while len(_made) > count:
        _made.pop().drop()


def only_sqlite(reason):
    """Marks a test of what only a database in a file can do."""
    return pytest.mark.skipif(bool(POSTGRES), reason=reason)


def only_postgres(reason):
    """Marks a test of what only a database on a server can do."""
    return pytest.mark.skipif(not POSTGRES, reason=reason)


class Database:
    """What there is to do with a database, whatever it is."""

    def query(self, statement, *values):
        """What the database says, without anybody asking the server."""
        with self.connect() as connection:
            return connection.execute(statement, values).fetchall()

    def execute(self, statement, *values):
        """Carries a statement out and tells how many rows it was for."""
        with self.connect() as connection:
            return connection.execute(statement, values).rowcount


class SQLite(Database):
    """A file in the data directory."""

    #: What `telepool serve` has to be told to use it.
    options = ()
    #: The files that it has in the data directory while no server runs.
    files = ("telepool.sqlite",)

    def __init__(self, directory):
        self.path = directory / "telepool.sqlite"
        self.url = f"sqlite:{self.path}"

    def __str__(self):
        return str(self.path)

    @contextlib.contextmanager
    def connect(self):
        """A connection on which each statement takes effect at once."""
        with contextlib.closing(sqlite3.connect(self.path, PATIENCE, isolation_level=None)) as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self):
        """A transaction beside which nobody else can write, while anybody can read."""
        with self.connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def contents(self):
        """Every row but those that tell of calls that were refused."""
        with contextlib.closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as connection:
            return [line for line in connection.iterdump() if not line.startswith('INSERT INTO "audit_events"')]

    def stored(self):
        """Everything as it is stored, in which a text would be found that lies there in clear."""
        return b"".join(path.read_bytes() for path in self.path.parent.glob(f"{self.path.name}*"))

    def is_empty(self):
        return not self.path.exists()

    def check(self):
        """Fails where the database itself is damaged."""
        assert self.query("PRAGMA integrity_check") == [("ok",)]
        assert self.query("PRAGMA foreign_key_check") == []


class PostgreSQL(Database):
    """A database on a server, of a user who may make databases there."""

    files = ()

    def __init__(self, url):
        self.url = url
        self.parts = urllib.parse.urlsplit(url)
        self.name = self.parts.path[1:]
        self.options = ("--database", url)

    def __str__(self):
        return re.sub("(://[^:@/]*):[^@/]*@", r"\1@", self.url)

    def create(self, options=""):
        self._administer("CREATE DATABASE", options)

    def drop(self):
        self._administer("DROP DATABASE", "WITH (FORCE)")

    @contextlib.contextmanager
    def connect(self):
        with contextlib.closing(_Connection.connect(self.url, autocommit=True)) as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self):
        with self.connect() as connection:
            tables = ", ".join(self._tables(connection))
            # Not longer than it takes to find out that two wait for each other.
            connection.execute("SET lock_timeout = '100ms'")
            deadline = time.monotonic() + PATIENCE
            while True:
                connection.execute("BEGIN")
                try:
                    connection.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
                    break
                except psycopg.errors.LockNotAvailable:
                    connection.execute("ROLLBACK")
                    assert time.monotonic() < deadline, "others do not stop writing"
            yield connection
            connection.execute("COMMIT")

    def contents(self):
        with self.connect() as connection:
            # Leases tell which servers are alive, all the time; events of calls that were refused.
            return [
                (table, row) for table in self._tables(connection) if table not in ("leases", "audit_events")
                for row in sorted(connection.execute(f"SELECT t::text FROM {table} t").fetchall())]

    def stored(self):
        stored = []
        with self.connect() as connection:
            for table in self._tables(connection):
                with connection.cursor().copy(f"COPY {table} TO STDOUT (FORMAT binary)") as rows:
                    stored += rows
        return b"".join(stored)

    def is_empty(self):
        with self.connect() as connection:
            return self._tables(connection) == []

    def check(self):
        with self.connect() as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
            connection.execute(
                "SELECT bt_index_parent_check(indexrelid, true) FROM pg_index JOIN pg_class ON pg_class.oid = indrelid "
                "WHERE relnamespace = current_schema()::regnamespace")

    @staticmethod
    def _tables(connection):
        return [name for (name,) in connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")]

    def _administer(self, action, options=""):
        server = self.parts._replace(path="/postgres").geturl()
        with contextlib.closing(psycopg.connect(server, autocommit=True)) as connection:
            connection.execute(f"{action} {self.name} {options}")


class _Connection(psycopg.Connection):
    """Takes statements as SQLite does."""

    def execute(self, statement, values=()):
        return super().execute(statement.replace("?", "%s"), values or None)
