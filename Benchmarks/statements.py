"""What a call makes PostgreSQL do, according to its log; and the same done by pgbench, or by a plain client."""

import collections
import contextlib
import dataclasses
import re
import time

import psycopg

from postgresql import program
from processes import LOAD_CORE, PATIENCE, Failure, pinned, run

# How the log of a server has to begin its lines, so that they can be told from lines of a statement.
LOG_PREFIX = "@%p@"
# Two values that are no further apart are instants, in milliseconds, and no names of anything.
INSTANTS = 3_600_000
# The settings of a node's connections that matter for how statements are carried out.
SETTINGS = "?options=" + "%20".join(
    f"-c%20{setting}" for setting in (
        "jit%3Doff", "enable_seqscan%3Doff", "plan_cache_mode%3Dforce_generic_plan"))
# Smaller ones count something.
FIRST_INSTANT = 1_000_000_000_000
# What stands for the sequence number of an audit event where a transaction is carried out again.
SEQUENCE = "sequence"


@dataclasses.dataclass(frozen=True)
class Statement:
    text: str
    values: tuple = ()


class Recorder:
    """Finds out what calls do, on a server that logs as `LOG_PREFIX` says."""

    def __init__(self, server):
        self.server = server

    @contextlib.contextmanager
    def recording(self):
        self._set("ALTER SYSTEM SET log_statement = 'all'")
        yield self
        self._set("ALTER SYSTEM RESET log_statement")

    def transaction(self, call, mark):
        """The transaction of a call in which there is a statement with `mark` in it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            place = len(self.server.logged())
            call()
            for statements in self._sessions(self.server.logged()[place:]):
                found = [number for number, statement in enumerate(statements) if mark in statement.text]
                if found and (transaction := _around(statements, found[0])):
                    return transaction
        raise Failure(f"no transaction with {mark} is in the log")

    def _set(self, command):
        with contextlib.closing(psycopg.connect(self.server.url(), autocommit=True)) as connection:
            connection.execute(command)
            connection.execute("SELECT pg_reload_conf()")

    @staticmethod
    def _sessions(log):
        """The statements of each session."""
        sessions = collections.defaultdict(list)
        for session, kind, text in re.findall(r"^@(\d+)@(\w+):  ((?:.*\n)(?:\t.*\n)*)", log, re.MULTILINE):
            if match := re.match(r"(?:execute [^:]*|statement): (.*)", text, re.DOTALL):
                sessions[session].append(Statement(match[1].strip()))
            elif kind == "DETAIL" and text.startswith("parameters: "):
                values = re.findall(r"\$\d+ = (?:NULL|'((?:[^']|'')*)')", text)
                isnull = re.findall(r"\$\d+ = (NULL)?", text)
                sessions[session][-1] = Statement(sessions[session][-1].text, tuple(
                    None if null else value.replace("''", "'") for null, value in zip(isnull, values)))
        return sessions.values()


def _around(statements, number):
    """The transaction that a statement is in, with the lock that is held for it; nothing if that is not all there."""
    texts = [statement.text for statement in statements]
    begin = next((index for index in range(number, -1, -1) if texts[index].startswith("BEGIN")), None)
    end = next((index for index in range(number, len(texts)) if texts[index] == "COMMIT"), None)
    if begin is None or end is None:
        return None
    if begin > 0 and "pg_advisory_lock" in texts[begin - 1]:
        begin, end = begin - 1, end + 1
    return statements[begin:end + 1]


class Script:
    """A transaction for pgbench: as it was recorded, but with new values where two recordings differ.

    - drawn: a value that the transaction itself finds, by the column that it is in.
    """

    def __init__(self, first, second, drawn=None):
        if [statement.text for statement in first] != [statement.text for statement in second]:
            raise Failure("two calls of the same kind do different things")
        pairs = [pair for one, other in zip(first, second) for pair in zip(one.values, other.values)]
        value, column = drawn or (None, None)
        self.names = {second_value: f"new{number}" for number, (first_value, second_value) in enumerate(pairs)
                      if first_value != second_value != value and not _are_instants(first_value, second_value)}
        self.fixed = {}
        lines = [f"\\set {name} random(1, 9000000000000000000)\n" for name in self.names.values()]
        last = next((number for number, statement in enumerate(second) if value and value in statement.values), None)
        source = last and next(
            number for number in range(last - 1, -1, -1) if second[number].text.startswith("SELECT"))
        for number, statement in enumerate(second):
            text = re.sub(
                r"\$(\d+)", lambda match: self._value(statement.values[int(match[1]) - 1], value, column),
                statement.text)
            lines.append(f"SELECT * FROM ({text}) AS drawn LIMIT 1 \\gset\n" if number == source else f"{text};\n")
        self.text = "".join(lines)

    def _value(self, value, drawn, column):
        if not value:
            # pgbench has no such variables.
            return "NULL" if value is None else "''"
        if value == drawn:
            return f":{column}"
        return ":" + (self.names.get(value) or self.fixed.setdefault(value, f"fixed{len(self.fixed)}"))

    def run(self, server, database, connections, seconds, file):
        """Runs it as often as possible; tells how many transactions there were, and how many ms one took on average."""
        file.write_text(self.text)
        definitions = [part for value, name in self.fixed.items() for part in ("-D", f"{name}={value}")]
        with pinned(LOAD_CORE):
            printed = run(
                [program("pgbench"), "-n", "-M", "prepared", "-c", connections, "-T", seconds, "--max-tries=100",
                 "-f", file, *definitions, server.url(database) + SETTINGS], timeout=seconds + PATIENCE)
        if "number of failed transactions: 0 " not in printed:
            raise Failure(f"pgbench says {printed}")
        count, milliseconds = (
            re.search(rf"^{what}(?::| =) ([\d.]+)", printed, re.MULTILINE)[1]
            for what in ("number of transactions actually processed", "latency average"))
        return int(count), float(milliseconds)


def _are_instants(*values):
    return all(value and value.isdecimal() and int(value) >= FIRST_INSTANT for value in values) and (
        abs(int(values[0]) - int(values[1])) < INSTANTS)


def replay(server, database, transaction, count, change):
    """Carries a transaction out so often, with values as `change` makes them; tells how long that took, in seconds."""
    statements = [
        (re.sub(r"\$\d+", "%s", statement.text.replace("%", "%%")) if statement.values else statement.text,
         statement.values) for statement in transaction]
    with pinned(LOAD_CORE), contextlib.closing(psycopg.connect(server.url(database), autocommit=True)) as connection:
        start = time.monotonic()
        for number in range(count):
            for text, values in statements:
                changed = [value and change(value, number) for value in values]
                if text.startswith("INSERT INTO audit_events"):
                    # The sequence number, which is each event's own.
                    changed[1] = change(SEQUENCE, number)
                connection.execute(text, changed or None, prepare=True)
        return time.monotonic() - start
