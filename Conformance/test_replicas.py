"""Servers that follow the database take reads off it, and no read misses what was answered before it."""

import contextlib
import shutil
import signal
import subprocess

import pytest

import databases
from clients import create, pools
from postgresql import PostgreSQL, hand_over, program, unprivileged
from telepool import running, until

pytestmark = databases.only_postgres("this is about servers that follow a PostgreSQL")
MASTER_KEY = {"TELEPOOL_MASTER_KEY": "0123456789abcdef" * 4}
SETTINGS = {"wal_level": "replica", "max_wal_senders": 4}


@pytest.fixture(scope="module")
def primary():
    with PostgreSQL(**SETTINGS) as primary:
        yield primary


@pytest.fixture(scope="module")
def standby(primary):
    """A server that follows the primary, asynchronously."""
    with PostgreSQL(**SETTINGS) as standby:
        standby.stop()
        shutil.rmtree(standby.data)
        subprocess.run(
            [*unprivileged(), program("pg_basebackup"), "-d", primary.url(), "-D", standby.data, "-R", "--checkpoint=fast"],
            cwd=standby.directory, check=True)
        hand_over(standby.data)
        standby.start()
        yield standby


@pytest.fixture
def nodes(tmp_path, primary, standby):
    database = databases.PostgreSQL(primary.url("telepool"))
    database.create()
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(running(
                tmp_path / name, "--read-replica", standby.url("telepool"), "--max-number-pools", "1000",
                database=database, environment=MASTER_KEY))
            for name in ("first", "second")]
    database.drop()


def reads(standby):
    """How many rows the replica has read for the lists of pools."""
    query = "SELECT coalesce(sum(idx_tup_read), 0)::bigint FROM pg_stat_user_indexes WHERE relname = 'number_pools'"
    ((count,),) = databases.PostgreSQL(standby.url("telepool")).query(query)
    return count


def each_is_seen(nodes, count):
    """Creates pools on one node and looks for them at once on the other."""
    numbers = [pool["NumberPoolNo"] for pool in pools(nodes[1])["Records"]]
    for number in range(count):
        numbers.insert(0, create(nodes[number % 2]))
        listed = pools(nodes[(number + 1) % 2])
        assert (listed["Total"], [pool["NumberPoolNo"] for pool in listed["Records"]]) == (len(numbers), numbers)


def test_a_list_sees_what_was_created_before_it_whichever_node_is_asked(nodes, standby):
    each_is_seen(nodes, 100)
    # Sessions tell what they have read only once in a while.
    until(lambda: reads(standby) > 0, "reads from the replica")


def test_the_primary_answers_while_the_replica_is_behind_or_gone(nodes, standby):
    follower = databases.PostgreSQL(standby.url("telepool"))
    follower.execute("SELECT pg_wal_replay_pause()")
    each_is_seen(nodes, 5)
    follower.execute("SELECT pg_wal_replay_resume()")
    standby.stop(signal.SIGQUIT)
    each_is_seen(nodes, 5)
    standby.start()
    each_is_seen(nodes, 5)
